"""Coding for all themes and entities in one pass, beside a loop of `re.findall` over the terms.

    WORKBENCH_SHARED=../shared python benchmarks/features.py [FILES]

Both read the same paragraphs of `bulk` (the first FILES files, 150 if not given; `all` for every
one) and use the same compiled patterns. The loop gives up what the pass does besides: exclusions,
overlaps, positions. Prints MB of text a second of CPU, their ratio, and the pass's peak memory.
"""

from __future__ import annotations

import os
import sys
import time
import tracemalloc
from pathlib import Path

from workbench import codebook as books
from workbench import features, readers
from workbench.errors import InputError


def paragraphs(path: Path) -> list[str]:
    """Texts of a file's paragraphs; a few files of `bulk` have none."""
    try:
        return [p.text for p in readers.read(path).paragraphs]
    except InputError:
        return []


def main(files: int | None) -> None:
    codebook = books.load(themes="counter-terrorism")
    folder = Path(os.environ["WORKBENCH_SHARED"]) / "bulk"
    texts = [t for f in sorted(folder.glob("*.json"))[:files] for t in paragraphs(f)]
    size = sum(len(t.encode()) for t in texts) / 1e6
    patterns = [books.pattern(t) for theme in codebook.themes
                for t in (*theme.terms, *theme.exclusions)]  # fmt: skip
    patterns += [books.pattern(a) for e in codebook.entities for a in (e.entity, *e.aliases)]

    features.codes_in("", codebook)  # patterns are compiled once, outside the clock
    start = time.process_time()
    coded = sum(bool(features.codes_in(t, codebook)) for t in texts)
    one_pass = time.process_time() - start

    part = texts[:: max(1, len(texts) // 2000)]  # the loop is slow: every nth paragraph will do
    share = sum(len(t.encode()) for t in part) / 1e6 / size
    start = time.process_time()
    for text in part:
        for pattern in patterns:
            pattern.findall(text)
    loop = (time.process_time() - start) / share

    tracemalloc.start()
    again = codebook.but()  # unknown yet, so that its automata and what they remember are counted
    for text in texts[:5000]:
        features.codes_in(text, again)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()

    print(f"{len(texts)} paragraphs, {size:.1f} MB, {len(patterns)} patterns, {coded} with a code")
    print(f"one pass    {size / one_pass:8.2f} MB/s")
    print(f"re.findall  {size / loop:8.2f} MB/s (on {share:.0%} of the text)")
    print(f"ratio       {loop / one_pass:8.1f}")
    print(f"peak memory {peak:8.1f} MB (automata, patterns, words remembered)")


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "150"
    main(None if asked == "all" else int(asked))
