"""How far the doubts of the collation, and its counts with their ranges, are those of readers.

    WORKBENCH_SHARED=../shared python benchmarks/gold.py [--write]

Measured over all alignments: those of the gold, and those in `benchmarks/alignments`, which one
reader made of pairs of other bodies before looking at any output. Doubtful pairs are left out of
both counts of links. What readers leave open of a count are the paragraphs that only doubtful pairs
link. With `--write` the figures go to `corpus/codebook/doubts.csv`, which each report shows. How
far the codes of a series agree with readers is measured at each report, and by `workbench validate
score`.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench import collation, readers

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "corpus" / "codebook" / "doubts.csv"
COLUMNS = ("measure", "document", "figure", "n", "note")
Row = tuple[str, str, float, int, str]


def f1(common: int, ours: int, gold: int) -> float:
    return 2 * common / (ours + gold) if ours + gold else 1.0


def doubts(shared: Path, alignments: Iterable[dict], whose: str) -> Iterator[Row]:
    """How many paragraphs that readers doubt are named, and whether counts lie where they may."""
    theirs = named = both = inside = met = n = 0
    alike = [0, 0, 0]
    for gold in alignments:
        earlier, later = (_text(shared, gold[side]) for side in ("earlier", "later"))
        found = collation.told(collation.links(earlier, later), earlier, later)
        doubtful = {tuple(pair[:2]) for pair in gold["doubtful"]}
        firm = {tuple(pair[:2]) for pair in gold["links"]} - doubtful
        ours = {(k.earlier, k.later) for k in found if k.earlier and k.later} - doubtful
        alike = [
            a + b for a, b in zip(alike, (len(ours & firm), len(ours), len(firm)), strict=True)
        ]
        open_ = {(side, pair[side]) for pair in doubtful for side in (0, 1)}
        said = {(side, label) for k in found if k.doubtful
                for side, label in enumerate((k.earlier, k.later)) if label}  # fmt: skip
        theirs, named, both = theirs + len(open_), named + len(said), both + len(open_ & said)
        for side, kind in ((0, "dropped"), (1, "added")):
            least = len(set(gold[kind]) - {label for at, label in open_ if at == side})
            linked = {pair[side] for pair in firm}
            loose = {label for at, label in open_ if at == side and label not in linked}
            low, value, high = _counted(found, side, kind)
            inside += least <= value <= least + len(loose)
            met += low <= least + len(loose) and least <= high
            n += 1
    yield "links: F1", whose, f1(*alike), alike[2], "doubtful pairs left out"
    yield "doubts: named of those of readers", whose, both / theirs, theirs, "paragraphs"
    yield "doubts: named in vain", whose, 1 - both / named, named, "of the paragraphs named"
    note = "added and dropped paragraphs, two counts a pair"
    yield "counts: inside what readers leave open", whose, inside / n, n, note
    yield "counts: range meets that of readers", whose, met / n, n, note


def _counted(found: Iterable[collation.Link], side: int, kind: str) -> tuple[int, int, int]:
    """Paragraphs added or dropped, with the range that `drift.composition` gives."""
    ends = [((k.earlier, k.later)[side], k) for k in found]
    held = {label for label, k in ends if k.earlier and k.later}
    sure = {label for label, k in ends if k.earlier and k.later and not k.doubtful}
    value = [k for _, k in ends if k.kind == kind]
    echoed = sum(k.kind == "echoed" for _, k in ends) if kind == "dropped" else 0
    low = len(value) - sum(k.doubtful for k in value)
    return low, len(value), len(value) + len(held - sure) + echoed


def _text(shared: Path, symbol: str):
    places = (shared / folder / f"{symbol.replace('/', '_')}.json" for folder in ("texts", "bulk"))
    return readers.read(next(path for path in places if path.exists()))


def _alignments(folder: Path) -> list[dict]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]


def main(shared: Path, write: bool) -> None:
    gold = shared / "gold"
    rows: list[Row] = []
    for folder, whose in ((gold, "gold: {} pairs"), (HERE, "other bodies: {} pairs")):
        several = _alignments(folder / "alignments")
        rows += doubts(shared, several, whose.format(len(several)))
    file = OUT.open("w", encoding="utf-8", newline="") if write else sys.stdout
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for measure, document, figure, n, note in rows:
        shown = f"{figure:.3f}" if isinstance(figure, float) else figure
        writer.writerow([measure, document, shown, n, note])
    if write:
        file.close()


if __name__ == "__main__":
    main(Path(os.environ["WORKBENCH_SHARED"]), "--write" in sys.argv)
