"""Clauses a second over `bulk`, and peak memory, beside a spaCy matcher where spaCy is installed.

    WORKBENCH_SHARED=../shared python benchmarks/clauses.py [FILES]

The first FILES files of `bulk`, 300 if not given; `all` for every one. The matcher finds the verb
that opens a paragraph and the first entity after it: less than a clause.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from pathlib import Path

from workbench import clauses, codebook, readers
from workbench.errors import InputError


def texts(files: int | None) -> list:
    found = []
    for path in sorted((Path(os.environ["WORKBENCH_SHARED"]) / "bulk").glob("*.json"))[:files]:
        try:
            found.append(readers.read(path))
        except InputError:  # a file without operative part
            continue
    return found


def matcher(several: list, book: codebook.Codebook) -> float | None:
    """Seconds that spaCy needs for verb and addressee; None where it isn't installed."""
    try:
        import spacy
        from spacy.matcher import PhraseMatcher
    except ImportError:
        return None
    language = spacy.blank("en")
    names = PhraseMatcher(language.vocab)
    names.add("verb", [language.make_doc(v.verb.capitalize()) for v in book.verbs])
    aliases = {n for e in book.entities for a in (e.entity, *e.aliases)
               for n in codebook.spellings(a) if n}  # fmt: skip
    names.add("entity", [language.make_doc(a) for a in sorted(aliases)])
    start = time.perf_counter()
    for text in several:
        for paragraph in text.paragraphs:
            if paragraph.part == "operative":
                names(language.make_doc(paragraph.text))
    return time.perf_counter() - start


def main(files: int | None) -> None:
    book = codebook.load()
    several = texts(files)
    if several:
        clauses.clauses(several[0], book)  # patterns are compiled once, outside the clock
    start = time.perf_counter()
    found = sum(len(clauses.clauses(text, book)) for text in several)
    took = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(several)} resolutions, {found} clauses in {took:.2f} s: {found / took:.0f} a second"
    )
    print(f"peak memory of the process {peak:.0f} MB, texts included")
    beside = matcher(several, book)
    if beside is not None:
        print(f"spaCy matcher (verb and entity only): {beside:.2f} s, {beside / took:.1f} × ours")


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "300"
    main(None if given == "all" else int(given))
