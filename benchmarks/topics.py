"""Topic models of a series, and origins in a large collection beside a pairwise comparison.

    WORKBENCH_SHARED=../shared WORKBENCH_TEXTS=../shared/texts python benchmarks/topics.py [FILES]

1. `ct-strategy`: a model with 15 topics, the choice of their number, and discovery, in seconds.
2. Origins over the first FILES files of `bulk` (all, if not given) and the texts: every paragraph
   of the texts is traced to the earlier one that shares most of its kept shingles, among all.
   The other way is to compare each two paragraphs as sets of shingles; it is timed on a part and
   extrapolated. Both find the same, which is asserted on that part. Prints seconds, their ratio,
   and the peak memory of tracing.
"""

from __future__ import annotations

import os
import random
import sys
import time
import tracemalloc
from pathlib import Path

import pandas as pd

from workbench import Corpus, features, readers, topics
from workbench.errors import InputError


def seconds(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def models() -> None:
    corpus = Corpus.load("ct-strategy")
    count = topics.distinct(corpus.resolutions, corpus.paragraphs)
    corpus.words, corpus.phrases, corpus.codes  # noqa: B018 - tables are read outside the clock
    corpus.measure(topics.model, n_topics=2, refits=1)  # and libraries loaded
    print(f"ct-strategy: {len(corpus.paragraphs)} paragraphs, {count} distinct")
    for name, work in {
        "model, 15 topics, 10 refits (NMF)": lambda: corpus.measure(topics.model, n_topics=15),
        "model, 15 topics, 10 refits (LDA)": lambda: corpus.measure(
            topics.model, n_topics=15, method="lda"),
        "number of topics (both, 5 × 4 models)": lambda: corpus.measure(topics.stability),
        "discovery, 200 dealings": lambda: corpus.measure(topics.discovered),
        "trends, 1,000 dealings": lambda: corpus.measure(topics.trends),
    }.items():  # fmt: skip
        print(f"  {name:<40} {seconds(work):6.2f} s")


def collection(files: int | None) -> tuple[pd.DataFrame, pd.Series, pd.DataFrame, int]:
    """Shingles of all, the order of documents, the texts' paragraphs, number of paragraphs."""
    folders = [Path(p) for p in os.environ["WORKBENCH_TEXTS"].split(os.pathsep)]
    mine = readers.texts(folders)
    others = sorted((Path(os.environ["WORKBENCH_SHARED"]) / "bulk").glob("*.json"))[:files]
    rows, order, places, count = [], {}, [], 0
    for path in [*mine.values(), *others]:
        try:
            text = readers.read(path)
        except InputError:  # a few files of bulk have no paragraphs
            continue
        if text.symbol in order or text.adopted is None:
            continue
        order[text.symbol] = pd.Timestamp(text.adopted)
        rows += features.shingles(text)
        count += len(text.paragraphs)
        if path in mine.values():
            places += [(text.symbol, p.label) for p in text.paragraphs]
    frame = pd.DataFrame(places, columns=["symbol", "label"])
    return pd.DataFrame(rows), pd.Series(order), frame, count


def main(files: int | None) -> None:
    models()
    shingles, order, places, count = collection(files)
    print(f"origins: {count:,} paragraphs of {len(order)} documents, {len(shingles):,} shingles")

    start = time.perf_counter()
    found = topics.wording(shingles, order, places)
    traced = time.perf_counter() - start
    tracemalloc.start()
    topics.wording(shingles, order, places)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()

    known = shingles.groupby(["symbol", "label"], sort=False)["shingle"].agg(set)
    sets = [(order[symbol], own) for (symbol, _), own in known.items()]
    here = [key for key in places.itertuples(index=False, name=None) if key in known.index]
    part = random.Random(0).sample(here, min(20, len(here)))
    best = found.set_index(["symbol", "label"])["n_shared"]
    start = time.perf_counter()
    for key in part:
        own, day = known[key], order[key[0]]
        most = max((len(own & other) for then, other in sets if then < day), default=0)
        assert best.get(key, 0) == (most if most >= topics.SHARED else 0), key
    pairwise = (time.perf_counter() - start) / len(part) * len(here)

    print(f"  traced     {len(here):,} paragraphs, {len(found):,} with a source")
    print(f"  shingles in common, looked up   {traced:8.2f} s, {peak:.0f} MB at the peak")
    print(f"  each two compared, extrapolated {pairwise:8.2f} s (from {len(part)} paragraphs)")
    print(f"  ratio                           {pairwise / traced:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else None)
