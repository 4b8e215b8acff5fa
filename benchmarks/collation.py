"""How well, and how fast: our links beside those of simpler methods, in one run.

    WORKBENCH_TEXTS=... WORKBENCH_SHARED=... python benchmarks/collation.py

F1 is over linked pairs of the gold alignments, doubtful pairs left out of both counts. Times are
the best of seven, the methods taking turns, so that a busy machine is unkind to all alike. Every
method begins with paragraphs as strings: cutting them into words is in its time, nothing is kept
from one run to the next. A pair without gold has times only.
"""

from __future__ import annotations

import difflib
import json
import os
import time
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer

from workbench import codebook, collation, readers
from workbench.records import Resolution

PAIRS = (
    ("A/RES/72/194", "A/RES/74/175"),
    ("A/RES/58/136", "A/RES/59/153"),
    ("A/RES/75/291", "A/RES/77/298"),
)
BOOK = codebook.load()
Pairs = set[tuple[str, str]]


def ours(earlier: Resolution, later: Resolution) -> Pairs:
    found = collation.links(earlier, later, BOOK.background)
    return {(k.earlier, k.later) for k in found if k.earlier and k.later}


def first_match(earlier: Resolution, later: Resolution) -> Pairs:
    """Each paragraph with the first later one above 0.8, as the diff viewer pairs them.

    One rapidfuzz call a pair; similarity is 1 - distance / sum of the lengths, in characters.
    """
    pairs = set()
    for p in earlier.paragraphs:
        for q in later.paragraphs:
            distance = Levenshtein.distance(p.text, q.text)
            if 1 - distance / (len(p.text) + len(q.text)) > 0.8:
                pairs.add((p.label, q.label))
                break
    return pairs


def by_difflib(earlier: Resolution, later: Resolution) -> Pairs:
    """Each paragraph with its closest later one, cutoff as the library sets it."""
    labels = {q.text: q.label for q in later.paragraphs}
    pairs = set()
    for p in earlier.paragraphs:
        for text in difflib.get_close_matches(p.text, labels, n=1):
            pairs.add((p.label, labels[text]))
    return pairs


def assigned(earlier: Resolution, later: Resolution, least: float = 0.4) -> Pairs:
    """TF-IDF cosine of these two texts, and the assignment of the greatest sum."""
    texts = [p.text for p in (*earlier.paragraphs, *later.paragraphs)]
    matrix = TfidfVectorizer().fit_transform(texts)
    n = len(earlier.paragraphs)
    cosine = (matrix[:n] @ matrix[n:].T).toarray()
    return {
        (earlier.paragraphs[i].label, later.paragraphs[j].label)
        for i, j in zip(*linear_sum_assignment(-cosine), strict=True)
        if cosine[i, j] >= least
    }


def whole_texts(earlier: Resolution, later: Resolution) -> Pairs:
    """The redlines package: a redline of the whole texts, no pairs."""
    from redlines import Redlines

    one, other = ("\n\n".join(p.text for p in r.paragraphs) for r in (earlier, later))
    _ = Redlines(one, other).output_markdown
    return set()


def race(methods: dict, *texts, times: int = 7, slow: float = 2.0) -> dict[str, float]:
    """Method → its best time in seconds; one that takes `slow` seconds runs once."""
    best: dict[str, float] = {}
    for _ in range(times):
        for name, method in methods.items():
            if best.get(name, 0.0) < slow:
                start = time.perf_counter()
                method(*texts)
                taken = time.perf_counter() - start
                best[name] = min(best.get(name, taken), taken)
    return best


def with_edits(earlier: Resolution, later: Resolution) -> Pairs:
    found = collation.links(earlier, later, BOOK.background)
    collation.edits(earlier, later, found, BOOK.edits, BOOK.background)
    return {(k.earlier, k.later) for k in found if k.earlier and k.later}


def f1(pairs: Pairs, gold: dict) -> float:
    linked = {(a, b) for a, b, _ in gold["links"]}
    doubtful = {(a, b) for a, b, _ in gold["doubtful"]}
    right = len(pairs & linked)
    wrong = len(pairs - linked - doubtful)
    return 2 * right / (2 * right + wrong + len(linked - pairs))


def main() -> None:
    folders = [Path(x) for x in os.environ["WORKBENCH_TEXTS"].split(os.pathsep) if x]
    alignments = Path(os.environ["WORKBENCH_SHARED"]) / "gold" / "alignments"
    paths = readers.texts(folders)
    methods = {
        "ours": ours,
        "first match > 0.8": first_match,
        "difflib": by_difflib,
        "TF-IDF + assignment": assigned,
    }
    if find_spec("redlines"):
        methods["redlines"] = whole_texts
    methods["ours, with edits"] = with_edits
    total: dict[str, float] = dict.fromkeys(methods, 0.0)
    for one, other in PAIRS:
        earlier, later = readers.read(paths[one]), readers.read(paths[other])
        path = alignments / f"{one}__{other}.json".replace("/", "_")
        gold = json.loads(path.read_text("utf-8")) if path.exists() else None
        sizes = f"{len(earlier.paragraphs)} x {len(later.paragraphs)} paragraphs"
        print(f"\n{one} -> {other} ({sizes})")
        for name, taken in race(methods, earlier, later).items():
            pairs = methods[name](earlier, later) if gold and taken < 2 else set()
            score = f"F1 {f1(pairs, gold):.3f}" if pairs else ""
            print(f"  {name:<22} {score:<9} {1000 * taken:9.1f} ms")
            total[name] += taken
    print("\nall pairs")
    for name, taken in total.items():
        times = f"{taken / total['ours']:.1f} x ours"
        print(f"  {name:<22} {times:<15} {1000 * taken:9.1f} ms")


if __name__ == "__main__":
    main()
