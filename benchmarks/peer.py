"""Agreement of clauses with the registry's own machine coding, field by field.

    WORKBENCH_SHARED=../shared python benchmarks/peer.py [--sample N] [--seed S]

Some files of the registry hold `mandates`: verb, its type, assignees and deliverables of each
operative paragraph. It is a peer, not gold: agreement says how often two readings by machine
coincide, not who is right. With `--sample` disagreements drawn at random are named by field,
symbol, label and codes, to be read beside the documents.

verb         F1 over (paragraph, first word of the verb as infinitive)
directive    of clauses with the same verb: somebody is asked to do something
addressees   F1 over the entities of the codebook, on clauses that both call directive; the
             registry names the organ itself as assignee of what it decides: left out
report       of the same clauses: a report or briefing is a deliverable, or is a duty of ours
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workbench import clauses, codebook, duties, readers
from workbench.text import words

# Names of the registry that the codebook's aliases don't have.
NAMES = {
    "UN System": "United Nations system", "UN Development System": "UN development system",
    "UN Secretary-General": "Secretary-General", "UN programmes": "UN entities",
    "UN funds": "UN entities", "UN agencies": "specialized agencies", "WB": "World Bank",
    "UN Secretariat": "Secretariat", "UN": "United Nations system", "GA": "General Assembly",
}  # fmt: skip


@dataclass(frozen=True)
class Coding:
    """What one reading says of one clause."""

    verb: str
    directive: bool
    addressees: frozenset[str]
    report: bool


@dataclass
class Tally:
    both: int = 0
    ours: int = 0
    peers: int = 0
    apart: list = field(default_factory=list)

    def __str__(self) -> str:
        score = 2 * self.both / (self.ours + self.peers) if self.ours + self.peers else 1.0
        return f"{score:.3f} ({self.both} shared of {self.ours} and {self.peers})"


def root(verb: str) -> str:
    """The first word of a verb that is no adverb, as infinitive: "strongly urges" → "urge"."""
    words = [w for w in verb.lower().split() if not w.endswith("ly") or w in ("apply", "rely")]
    first = words[0] if words else verb.lower()
    if first in ("is", "are"):
        return "be"
    if first.endswith(("sses", "shes", "ches")):
        return first[:-2]
    return first[:-1] if first.endswith("s") and not first.endswith("ss") else first


def entries(path: Path) -> Iterator[tuple[str, list[dict]]]:
    """First words and mandates of operative entries."""
    for entry in json.loads(path.read_text(encoding="utf-8")):
        if entry.get("paragraph_type") == "operative" and entry.get("mandates") is not None:
            yield key(entry["text"]), entry["mandates"]


def key(text: str) -> str:
    return " ".join(words(re.sub(r"[*_]", "", text))[:14])


def peers(mandate: dict, book: codebook.Codebook) -> Coding:
    named = set()
    for one in mandate["assignees"] or []:
        if not one["assignee"]:
            continue
        known = [e for e, _, _ in codebook.entities(one["assignee"], book)]
        usual = one["assignee_normalized"]
        named.add(known[0] if known else NAMES.get(usual, usual))
    report = any(
        re.search(r"report|brief|update", f"{d['deliverable_type']} {d['deliverable']}", re.I)
        for d in mandate["deliverables"] or []
    )
    directive = mandate["action_verb_type"] == "directive"
    verb = root(mandate["action_verb_normalized"] or mandate["action_verb"] or "")
    return Coding(verb, directive, frozenset(named), report)


def compared(book: codebook.Codebook, folders: list[Path]) -> tuple[int, int, dict[str, Tally]]:
    """Number of files and paragraphs, and a tally for each field."""
    tallies = {name: Tally() for name in ("verb", "directive", "addressees", "report")}
    files = paragraphs = 0
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        if '"mandates"' not in path.read_text(encoding="utf-8"):
            continue
        text = readers.read(path)
        files += 1
        found = clauses.clauses(text, book)
        due = {
            (d["label"], d["clause"]) for d in duties.duties(text, found) if d["kind"] == "report"
        }
        by_label = defaultdict(list)
        for c in found:
            by_label[c.label].append(c)
        labels = {}
        for p in text.paragraphs:
            if p.part == "operative":
                labels.setdefault(key(p.text), p.label)
        for opening, mandates in entries(path):
            if opening not in labels:
                continue
            paragraphs += 1
            label = labels[opening]
            mine = [
                Coding(root(c.verb), c.directive, frozenset(c.addressees),
                       (c.label, c.clause) in due)
                for c in by_label[label]
            ]  # fmt: skip
            _clause_by_clause(tallies, (text.symbol, label), mine,
                              [peers(m, book) for m in mandates])  # fmt: skip
    return files, paragraphs, tallies


def _clause_by_clause(
    tallies: dict[str, Tally], where: tuple[str, str], mine: list[Coding], theirs: list[Coding]
) -> None:
    here, there = Counter(c.verb for c in mine), Counter(c.verb for c in theirs)
    verbs = tallies["verb"]
    verbs.both += sum((here & there).values())
    verbs.ours += sum(here.values())
    verbs.peers += sum(there.values())
    if here != there:
        verbs.apart.append((*where, sorted((here - there).elements()),
                            sorted((there - here).elements())))  # fmt: skip
    left = list(theirs)
    for own in mine:
        match = next((c for c in left if c.verb == own.verb), None)
        if match is None:
            continue
        left.remove(match)
        _same(tallies["directive"], (*where, own.verb), own.directive, match.directive)
        if own.directive and match.directive:
            tally = tallies["addressees"]
            tally.both += len(own.addressees & match.addressees)
            tally.ours += len(own.addressees)
            tally.peers += len(match.addressees)
            if own.addressees != match.addressees:
                tally.apart.append((*where, own.verb, sorted(own.addressees - match.addressees),
                                    sorted(match.addressees - own.addressees)))  # fmt: skip
            _same(tallies["report"], (*where, own.verb), own.report, match.report)


def _same(tally: Tally, where: tuple, ours: bool, theirs: bool) -> None:
    tally.ours += 1
    tally.peers += 1
    tally.both += ours == theirs
    if ours != theirs:
        tally.apart.append((*where, ours, theirs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sample", type=int, default=0, help="disagreements to name")
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    shared = Path(os.environ["WORKBENCH_SHARED"])
    files, paragraphs, tallies = compared(codebook.load(), [shared / "bulk", shared / "texts"])
    print(f"{files} files, {paragraphs} operative paragraphs coded by both")
    for name, tally in tallies.items():
        print(f"{name:<11} {tally}; {len(tally.apart)} disagreements")
    every = [(name, *one) for name, tally in tallies.items() for one in tally.apart]
    for one in sorted(random.Random(given.seed).sample(every, min(given.sample, len(every)))[:]):
        print(*one, sep="\t")


if __name__ == "__main__":
    main()
