"""How far the published tables agree with gold: links, clauses, themes, and what follows from them.

    WORKBENCH_SHARED=../shared python benchmarks/gold.py [--write]

Gold is hand-made alignments, clauses and themes; the tables are those of `corpus/tables`. Doubtful
pairs of the gold are left out of both counts. F1 is 2 · common / (ours + gold); Krippendorff's
alpha is over all cells of paragraph and theme. With `--write` the figures go to
`corpus/codebook/agreement.csv`, which each report shows.

Doubts, and counts with their ranges, are measured over all alignments, of other series too: those
of the gold, and those in `benchmarks/alignments`, which one reader made of pairs of other bodies
before looking at any output. What readers leave open of a count are the paragraphs that only
doubtful pairs link.
"""

from __future__ import annotations

import csv
import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from workbench import Corpus, collation, drift, readers

SERIES = "ct-assistance"
SCHEMES = ("condition", "qualifier")
HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "corpus" / "codebook" / "agreement.csv"
COLUMNS = ("measure", "document", "figure", "n", "note")
Row = tuple[str, str, float, int, str]


def f1(common: int, ours: int, gold: int) -> float:
    return 2 * common / (ours + gold) if ours + gold else 1.0


def alpha(cells: Counter[tuple[bool, bool]]) -> float:
    """Krippendorff's alpha of two readings, yes or no, without gaps (Krippendorff 2019)."""
    units = sum(cells.values())
    observed = (cells[True, False] + cells[False, True]) / units
    yes = 2 * cells[True, True] + cells[True, False] + cells[False, True]
    expected = 2 * yes * (2 * units - yes) / (2 * units * (2 * units - 1))
    return 1 - observed / expected if expected else 1.0


def links(corpus: Corpus, gold: dict) -> Iterator[Row]:
    at = f"{gold['earlier']} → {gold['later']}"
    rows = corpus.links
    rows = rows[(rows["earlier"] == gold["earlier"]) & (rows["later"] == gold["later"])]
    doubtful = {(a, b) for a, b, *_ in gold["doubtful"]}
    joined = rows.dropna(subset=["earlier_label", "later_label"])
    ours = {
        (r.earlier_label, r.later_label): r.kind for r in joined.itertuples()
        if (r.earlier_label, r.later_label) not in doubtful
    }  # fmt: skip
    right = {(a, b): kind for a, b, kind in gold["links"] if (a, b) not in doubtful}
    common = ours.keys() & right.keys()
    note = f"{len(doubtful)} doubtful pairs left out" + (
        "; weak gold: a third of the earlier paragraphs are doubtful" if len(doubtful) > 5 else ""
    )
    yield "links: F1", at, f1(len(common), len(ours), len(right)), len(right), note
    same = sum((ours[p] == "kept") == (right[p] == "kept") for p in common)
    yield "links: kept or revised, share alike", at, same / len(common), len(common), ""
    loose = {"kept": set(), "revised": {b for _, b in doubtful}, "added": {b for _, b in doubtful},
             "dropped": {a for a, _ in doubtful}}  # fmt: skip
    # Counts beside the gold's, with our range over close decisions
    ours_by = corpus.measure(drift.composition).set_index(["earlier", "later", "kind"])
    kept = {b for _, b, kind in gold["links"] if kind == "kept"}
    carried = {b for _, b, _ in gold["links"]}
    counts = {"kept": len(kept), "revised": len(carried - kept), "added": len(gold["added"]),
              "dropped": len(gold["dropped"])}  # fmt: skip
    for kind, count in counts.items():
        row = ours_by.loc[gold["earlier"], gold["later"], kind]
        note = f"n is gold's; our range is {row['n_paragraphs_low']} to {row['n_paragraphs_high']}"
        if close := [n for n in row["labels"].split() if n in loose[kind]]:
            note += f", and {' '.join(close)} in it doubtful in gold"
        yield f"paragraphs {kind}", at, row["n_paragraphs"], count, note


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


def clauses(corpus: Corpus, symbol: str, gold: list[dict]) -> Iterator[Row]:
    rows = corpus.clauses[corpus.clauses["symbol"] == symbol]
    who, under = (
        {key: set(own) for key, own in table.groupby(["label", "clause"])[column]}
        for table, column in (
            (corpus.clause_entities.query("symbol == @symbol and role == 'addressee'"), "entity"),
            (corpus.codes.query("symbol == @symbol and scheme in @SCHEMES"), "code"),
        )
    )
    ours = Counter((r.label, r.verb) for r in rows.itertuples())
    those = Counter((g["label"], g["verb"]) for g in gold)
    common = sum((ours & those).values())
    yield "clauses: F1 of label and verb", symbol, f1(common, len(rows), len(gold)), len(gold), ""
    left = list(rows.itertuples())
    alike: Counter[str] = Counter()
    met = bound = 0
    sums = [0, 0]
    for g in gold:
        r = next((r for r in left if (r.label, r.verb) == (g["label"], g["verb"])), None)
        if r is None:
            continue
        left.remove(r)
        met += 1
        here = who.get((r.label, r.clause), set())
        alike["addressees"] += here == set(g["addressees"])
        alike["directive"] += bool(r.directive) == g["directive"]
        mine, right = under.get((r.label, r.clause), set()), set(g["conditions"])
        bound += len(mine & right)
        sums = [sums[0] + len(mine), sums[1] + len(right)]
    for what in ("addressees", "directive"):
        yield f"clauses: {what}, share alike", symbol, alike[what] / met, met, "of clauses met"
    yield "conditions: F1", symbol, f1(bound, *sums), sums[1], "of clauses met"


def themes(corpus: Corpus, symbol: str, gold: dict[str, list[str]]) -> Iterator[Row]:
    rows = corpus.codes.query("symbol == @symbol and scheme == 'theme'")
    ours = set(zip(rows["label"], rows["code"], strict=True))
    right = {(label, theme) for label, found in gold.items() for theme in found}
    names = {t.theme for t in corpus.codebook.themes}
    cells = Counter(((label, t) in ours, (label, t) in right) for label in gold for t in names)
    said = f"precision {len(ours & right) / len(ours):.3f}, recall {len(ours & right) / len(right):.3f}"  # noqa: E501
    yield "themes: F1", symbol, f1(len(ours & right), len(ours), len(right)), len(right), said
    yield "themes: alpha", symbol, alpha(cells), len(gold), "over all cells of paragraph and theme"


def main(shared: Path, write: bool) -> None:
    corpus, gold = Corpus.load(SERIES), shared / "gold"
    rows: list[Row] = []
    members = set(corpus.paragraphs["symbol"])
    compared = set(zip(corpus.links["earlier"], corpus.links["later"], strict=True))
    for path in sorted((gold / "alignments").glob("*.json"), reverse=True):
        alignment = json.loads(path.read_text(encoding="utf-8"))
        if (alignment["earlier"], alignment["later"]) in compared:
            rows += links(corpus, alignment)
    for what, function in (("clauses", clauses), ("themes", themes)):
        for path in sorted((gold / what).glob("*.json")):
            symbol = path.stem.replace("_", "/")
            if symbol not in members:  # gold of another series
                continue
            rows += function(corpus, symbol, json.loads(path.read_text(encoding="utf-8")))
    for folder, whose in ((gold, "gold: {} pairs"), (HERE, "other bodies: {} pairs")):
        several = _alignments(folder / "alignments")
        rows += doubts(shared, several, whose.format(len(several)))
    rows.append((
        "themes: alpha of a second reader", "A/RES/74/175", 0.938, 49,
        "the ceiling: repeatability, for the two readings were not wholly independent; "
        "clauses and links were read alike",
    ))  # fmt: skip
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
