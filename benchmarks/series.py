"""Measures of a series that grows: seconds for 5 to 100 members, and how they grow.

    python benchmarks/series.py [MEMBERS ...] [--only MEASURE ...]

Series are invented: each member is the one before with paragraphs reworded, dropped, added, moved
and joined by lot, in the words of the specimen. Tables are built and read outside the clock; times
are those of the process, the best of three counts. The exponent is the slope of log(seconds) over
log(members) between the two largest series: 1 grows with the members, 2 with their square.
`survival` and `similarity` have a row for each two members and can't do better than 2.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import re
import shutil
import tempfile
import time
from importlib import import_module
from inspect import signature
from math import log
from pathlib import Path

from workbench import Corpus, measures, tables

SPECIMEN = Path(__file__).parents[1] / "tests" / "specimen"
SIZES = (5, 10, 20, 50, 100)
SLOW = {"model", "stability"}  # their time is scikit-learn's: see benchmarks/topics.py
Text = tuple[list[str], list[str]]  # recitals and operative paragraphs


def first_text() -> Text:
    """Paragraphs of the first specimen text, with markup of the initiating verb."""
    page = (SPECIMEN / "texts" / "F_RES_61_7.md").read_text(encoding="utf-8")
    body = re.sub(r"<sup>\d+</sup>", "", page).split("*The Federal Assembly,*")[1]
    recitals = re.findall(r"^(\*[A-Z].*),$", body, re.M)
    operative = re.findall(r"^\d+\. (\*[A-Z].*)[;.]$", body, re.M)
    return recitals, operative


def renewed(text: Text, random: random.Random) -> Text:
    """The next member: about two thirds of the paragraphs stay as they are."""
    pool = [word for part in text for line in part for word in re.findall(r"[a-z]{4,}", line)]
    parts = []
    for part in text:
        lines = []
        for line in part:
            fate = random.random()
            if fate < 0.06 and len(part) > 5:
                continue
            if fate < 0.1 and lines:  # joined to the one before
                lines[-1] += " and " + line.split("*", 2)[2].strip()
            elif fate < 0.35:
                lines.append(reworded(line, pool, random))
            else:
                lines.append(line)
        for _ in range(round(0.1 * len(part))):
            verb = random.choice(part).split("*")[1]
            words = " ".join(random.choices(pool, k=random.randint(12, 40)))
            lines.insert(random.randrange(len(lines) + 1), f"*{verb}* the Office to {words}")
        if random.random() < 0.5:
            lines.append(lines.pop(random.randrange(len(lines))))
        parts.append([" ".join(line.split()[:120]) for line in lines])
    return parts[0], parts[1]


def reworded(line: str, pool: list[str], random: random.Random) -> str:
    """One to six words exchanged for others of the series; the verb stays."""
    _, verb, rest = line.split("*", 2)
    words = rest.split()
    for _ in range(random.randint(1, 6)):
        words[random.randrange(len(words))] = random.choice(pool)
    return f"*{verb}* {' '.join(words)}"


def page(session: int, text: Text) -> str:
    """A member as markdown; the nth session opens in September of 1945 + n."""
    recitals, operative = text
    lines = [
        f"**F/RES/{session}/1**",
        f"## Resolution adopted by the Federal Assembly on 16 December {1945 + session}",
        f"### {session}/1. Safety of harbours",
        "*The Federal Assembly,*",
        *(f"{line.rstrip(',.;')}," for line in recitals),
        *(f"{n}. {line.rstrip(',.;')};" for n, line in enumerate(operative, 1)),
    ]
    return "\n\n".join(lines)[:-1] + ".\n"


def invented(many: int, folder: Path, seed: int = 0) -> Corpus:
    """A series of so many members, built."""
    lot, text = random.Random(seed), first_text()
    place, texts = folder / "corpus", folder / "texts"
    shutil.copytree(SPECIMEN / "corpus" / "codebook", place / "codebook")
    texts.mkdir()
    members = []
    for session in range(20, 20 + many):
        (texts / f"{session}.md").write_text(page(session, text), encoding="utf-8")
        members.append({
            "series": "harbours", "symbol": f"F/RES/{session}/1", "stage": "adopted",
            "adopted": f"{1945 + session}-12-16", "organ": "Federal Assembly",
            "title": "Safety of harbours", "verified": "yes",
        })  # fmt: skip
        text = renewed(text, lot)
    series = [{"series": "harbours", "title": "Safety of harbours", "kind": "renewals",
               "entity": "Harbour Office", "description": "Invented"}]  # fmt: skip
    for name, rows in (("series", series), ("resolutions", members)):
        with (SPECIMEN / "corpus" / f"{name}.csv").open(encoding="utf-8") as given:
            columns = next(csv.reader(given))
        with (place / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    os.environ["WORKBENCH_TEXTS"] = str(texts)
    tables.build("harbours", place)
    return Corpus.load("harbours", place)


def every_measure() -> list[str]:
    modules = {kind: import_module(f"workbench.{kind}").MEASURES for kind in measures.KINDS}
    return [f"{kind}.{name}" for kind, names in modules.items() for name in names
            if name not in SLOW]  # fmt: skip


def seconds(known: Corpus, measure: str) -> float:
    """The best of three; one that takes five seconds runs once."""
    function = measures.named(*measure.split("."))
    dealt = {"permutations": 20} if "permutations" in signature(function).parameters else {}
    taken: list[float] = []
    while len(taken) < 3 and max(taken, default=0.0) < 5:
        start = time.process_time()
        known.measure(function, **dealt)
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("members", type=int, nargs="*", default=SIZES)
    parser.add_argument("--only", nargs="+", default=every_measure(), metavar="MEASURE")
    given = parser.parse_args()
    times: dict[str, list[float]] = {name: [] for name in given.only}
    for many in given.members:
        with tempfile.TemporaryDirectory() as folder:
            known = invented(many, Path(folder))
            for table in known.__dir__():
                getattr(known, table, None)  # tables are read outside the clock
            for name in given.only:
                times[name].append(seconds(known, name))
    print(f"{'seconds, members:':<24}" + "".join(f"{m:>9}" for m in given.members) + "  exponent")
    every = [*times.items(), ("all", [sum(column) for column in zip(*times.values(), strict=True)])]
    for name, taken in every:
        row = f"{name:<24}" + "".join(f"{t:9.3f}" for t in taken)
        if len(taken) > 1:
            grown = log(taken[-1] / taken[-2]) / log(given.members[-1] / given.members[-2])
            row += f"{grown:10.2f}"
        print(row)


if __name__ == "__main__":
    main()
