"""How well, and how fast: our links beside those of simpler methods, in one run.

    WORKBENCH_TEXTS=... WORKBENCH_SHARED=... python benchmarks/collation.py

F1 is over linked pairs of the gold alignments, doubtful pairs left out of both counts. Times are
of the processor, the best of seven, the methods taking turns, so that a busy machine is unkind to
all alike. Every
method begins with paragraphs as strings: cutting them into words is in its time, nothing is kept
from one run to the next. A pair without gold has times only.

Then how time grows: pairs of 100 to 10,000 paragraphs, drawn from all resolutions at hand.
"""

from __future__ import annotations

import difflib
import json
import math
import os
import random
import time
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz.distance import Levenshtein
from scipy.optimize import linear_sum_assignment
from sklearn.feature_extraction.text import TfidfVectorizer

from workbench import codebook, collation, readers
from workbench.records import Paragraph, Resolution

PAIRS = (
    ("A/RES/72/194", "A/RES/74/175"),
    ("A/RES/58/136", "A/RES/59/153"),
    ("A/RES/75/291", "A/RES/77/298"),
)
SIZES = (100, 300, 1000, 3000, 10_000)
PATIENCE = 30.0  # seconds
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
                start = time.process_time()
                method(*texts)
                taken = time.process_time() - start
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


def renewed(texts: list[str], size: int) -> tuple[Resolution, Resolution]:
    """Two texts of so many paragraphs out of `texts`: of the first the second one keeps two fifths,
    rewords as many and a twentieth more, drops the rest, and adds a seventh of other ones."""
    rng = random.Random(size)
    old, new = texts[:size], []
    for text in old:
        chance = rng.random()
        if chance < 0.4:
            new.append(text)
        elif chance < 0.85:
            words = text.split()
            at = rng.randrange(len(words) + 1)
            other = rng.choice(texts).split()[:8]
            new.append(" ".join([*words[:at], *other, *words[at + 4 :]]))
    new += texts[size : size + size // 7]
    return numbered(old), numbered(new)


def numbered(texts: list[str]) -> Resolution:
    paragraphs = (
        Paragraph(f"OP{n}", "operative", 1, None, None, text) for n, text in enumerate(texts, 1)
    )
    return Resolution("", "", "", None, paragraphs=tuple(paragraphs))


def growth(bulk: Path, methods: dict, sizes: tuple[int, ...] = SIZES) -> None:
    """Times of pairs of 100 to 10,000 paragraphs, drawn from all resolutions at hand.

    The exponent is that by which time grew from the size before, ``log(t / t') / log(n / n')``. A
    method that would take more than `PATIENCE` seconds, if time grew as the square, isn't asked.
    """
    read = (readers.read(path) for path in sorted(bulk.glob("*.json")))
    texts = [p.text for resolution in read for p in resolution.paragraphs]
    random.Random(0).shuffle(texts)
    runs: dict[str, list[tuple[int, float]]] = {name: [] for name in methods}
    for size in sizes:
        pair = renewed(texts, size)
        able = {name: method for name, method in methods.items() if patient(runs[name], size)}
        print(f"\n{size} x {len(pair[1].paragraphs)} paragraphs")
        times = race(able, *pair, times=3)
        for name, taken in times.items():
            runs[name].append((size, taken))
            grown = f"exponent {exponent(*runs[name][-2:]):.2f}" if len(runs[name]) > 1 else ""
            ratio = f"{taken / times['ours']:.1f} x ours"
            print(f"  {name:<22} {ratio:<15} {1000 * taken:9.1f} ms  {grown}")
    overall = exponent(runs["ours"][0], runs["ours"][-1])
    print(f"\nours from {sizes[0]} to {sizes[-1]} paragraphs: exponent {overall:.2f}")


def patient(runs: list[tuple[int, float]], size: int) -> bool:
    return not runs or runs[-1][1] * (size / runs[-1][0]) ** 2 < PATIENCE


def exponent(one: tuple[int, float], other: tuple[int, float]) -> float:
    return math.log(other[1] / one[1]) / math.log(other[0] / one[0])


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
    several = ("ours", "ours, with edits", "difflib", "TF-IDF + assignment")
    growth(alignments.parents[1] / "bulk", {name: methods[name] for name in several})


if __name__ == "__main__":
    main()
