"""Clauses: how many a second of CPU, how much memory, how right, beside a spaCy matcher in one run.

    WORKBENCH_SHARED=../shared python benchmarks/clauses.py [FILES]

The first FILES files of `bulk`, 300 if not given; `all` for every one. spaCy is no dependency: the
matcher's lines are left out where it isn't installed (`uv run --with spacy`, or an environment of
its own). It is what a researcher would write in an afternoon: a blank English pipeline, the
codebook's verbs where a clause can begin, the names of entities between the verb and "to".

Each runs in a process of its own, so that peak memory is its own. F1 is over (label, verb) and,
where these agree, over addressees, on the gold of two resolutions.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from workbench import clauses, codebook, readers
from workbench.errors import InputError
from workbench.records import Resolution

Found = list[tuple[str, str, frozenset[str]]]
"""Label, verb, addressees of each clause."""


def texts(files: int | None) -> list[Resolution]:
    found = []
    for path in sorted((Path(os.environ["WORKBENCH_SHARED"]) / "bulk").glob("*.json"))[:files]:
        try:
            found.append(readers.read(path))
        except InputError:  # a file without operative part
            continue
    return found


def gold() -> list[tuple[Resolution, Found]]:
    shared = Path(os.environ["WORKBENCH_SHARED"])
    return [
        (
            readers.read(shared / "texts" / path.name),
            [(c["label"], c["verb"], frozenset(c["addressees"]))
             for c in json.loads(path.read_text(encoding="utf-8"))],
        )
        for path in sorted((shared / "gold" / "clauses").glob("*.json"))
    ]  # fmt: skip


def ours() -> Callable[[Resolution], Found]:
    book = codebook.load()
    return lambda text: [
        (c.label, c.verb, frozenset(c.addressees)) for c in clauses.clauses(text, book)
    ]


def matcher() -> Callable[[Resolution], Found]:
    """Verb and addressees by spaCy's matchers."""
    import spacy
    from spacy.matcher import Matcher, PhraseMatcher

    book = codebook.load()
    language = spacy.blank("en")
    verbs = Matcher(language.vocab)
    again = {"LOWER": {"IN": ["also", "further", "again", "strongly"]}, "OP": "*"}
    for row in book.verbs:
        forms = {one for form in (row.verb, *row.forms) for one in codebook.spellings(form)}
        for form in sorted(forms):
            if "..." not in form and "/" not in form and not form.split()[0].endswith("ing"):
                words = [{"LOWER": word} for word in form.lower().split()]
                verbs.add(row.verb, [[again, words[0], again, *words[1:]]], greedy="LONGEST")
    names = PhraseMatcher(language.vocab)
    for entity in book.entities:
        aliases = {n for a in (entity.entity, *entity.aliases) for n in codebook.spellings(a)}
        plain = sorted(n for n in aliases if n and "/" not in n and "..." not in n)
        names.add(entity.entity, [language.make_doc(n) for n in plain])
    directive = {row.verb for row in book.verbs if row.directive}

    def found(text: Resolution) -> Found:
        rows = []
        for p in text.paragraphs:
            if p.part != "operative":
                continue
            doc = language.make_doc(p.text)
            opened = spacy.util.filter_spans(verbs(doc, as_spans=True))
            starts = [s for s in opened
                      if s.start == 0 or doc[s.start - 1].lower_ in (",", ";", "and")]  # fmt: skip
            for n, verb in enumerate(starts):
                end = starts[n + 1].start if n + 1 < len(starts) else len(doc)
                to = next((t.i for t in doc[verb.end : end] if t.lower_ == "to"), verb.end)
                asked = spacy.util.filter_spans(names(doc[verb.end : to], as_spans=True))
                who = {s.label_ for s in asked} if verb.label_ in directive else set()
                rows.append((p.label, verb.label_, frozenset(who)))
        return rows

    return found


def f1(both: int, ours: int, theirs: int) -> float:
    return 2 * both / (ours + theirs) if ours + theirs else 1.0


def scores(reader: Callable[[Resolution], Found]) -> tuple[float, float]:
    """F1 of (label, verb), and of addressees where these agree."""
    verbs, names = [0, 0, 0], [0, 0, 0]
    for text, known in gold():
        found = reader(text)
        left = list(found)
        verbs[1] += len(found)
        verbs[2] += len(known)
        for label, verb, who in known:
            match = next((c for c in left if c[:2] == (label, verb)), None)
            if match:
                left.remove(match)
                verbs[0] += 1
                names[0] += len(match[2] & who)
                names[1] += len(match[2])
                names[2] += len(who)
    return f1(*verbs), f1(*names)


def measured(name: str, files: int | None) -> dict[str, Any]:
    """Time, memory and rightness of one reader; run in a process of its own."""
    reader = {"workbench": ours, "spaCy matcher": matcher}[name]()
    several = texts(files)
    if several:
        reader(several[0])  # patterns are compiled once, outside the clock
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.process_time()
    found = sum(len(reader(text)) for text in several)
    took = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"name": name, "texts": len(several), "clauses": found, "seconds": took,
            "before": before, "peak": peak, "f1": scores(reader)}  # fmt: skip


def main(files: int | None) -> None:
    apart = multiprocessing.get_context("spawn")
    for name in ("workbench", "spaCy matcher"):
        try:
            with apart.Pool(1) as pool:
                got = pool.apply(partial(measured, name, files))
        except ModuleNotFoundError:
            print(f"{name}: not installed, left out")
            continue
        print(
            f"{got['name']}: {got['texts']} resolutions, {got['clauses']} clauses in "
            f"{got['seconds']:.2f} s, {got['clauses'] / got['seconds']:.0f} a second; peak memory "
            f"{got['peak']:.0f} MB ({got['before']:.0f} before, texts included); on gold F1 "
            f"{got['f1'][0]:.3f} verbs, {got['f1'][1]:.3f} addressees"
        )


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else "300"
    main(None if given == "all" else int(given))
