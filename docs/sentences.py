"""docs/sentences.md: every template of findings and limits, with an example from a specimen.

python docs/sentences.py
"""

from __future__ import annotations

import inspect
import re
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

PLACE = Path(__file__).with_name("sentences.md")
TESTS = Path(__file__).parents[1] / "tests"
EXAMPLES: dict[tuple[str, str], dict[str, Any]] = {
    ("comparison", "compared"): {
        "series": ["Locks", "Tolls"], "n": 9, "at_hand": 8, "first": 2001, "last": 2009},
    ("comparison", "entered"): {
        "rows": [{"title": "Drought", "symbol": "F/RES/2", "organ": "Council", "year": 2003}]},
    ("comparison", "requests"): {"rows": [{"symbol": "F/RES/2", "strong": 3, "directive": 9}]},
    ("comparison", "travelled"): {
        "n": 2, "into": ["F/RES/4 OP1", "F/RES/6 OP2"], "places": ["F/RES/2 OP7"]},
    ("decisions", "decisions"): {
        "number": 2, "readers": 1, "others": 0, "states": {"waiting": 1},
        "moved": [{"measure": "composition", "about": ["kept", "F/RES/6"], "was": 4, "now": 3}]},
    ("drift", "lifetimes"): {
        "first": {"share": 0.6, "share_low": 0.5, "share_high": 0.7},
        "last": {"age": 3, "share": 0.4}},
    ("drift", "lifetimes_few"): {"least": 20},
    ("drift", "qualifiers"): {
        "first": {"symbol": "F/RES/1", "count": 21, "density": 10.5},
        "last": {"symbol": "F/RES/6", "count": 44, "density": 11.0}, "skipped": ["F/RES/3"],
        "most": {"title": "upon request", "times": 12}},
    ("limits", "reaffirmed"): {
        "annexes": [{"earlier": "F/RES/1", "later": "F/RES/2", "n_reaffirmed": 12,
                     "linked": ["OP2", "OP5"], "again": ["PP1"]}]},
    ("limits", "extensions"): {
        "short": [{"symbol": "F/RES/4", "earlier": "F/RES/2", "later": "F/RES/6", "n_words": 90,
                   "n_words_earlier": 1200}]},
    ("limits", "no_model"): {"paragraphs": 50, "least": 300},
    ("mandate", "expansion_alone"): {
        "entity": "Granary", "last": {"symbol": "F/RES/6", "n_clauses": 4}, "read": (3, 6),
        "missing": ["F/RES/5"]},
    ("mandate", "followed"): {
        "entity": "Granary", "some": True, "least": 5,
        "instead": {"entity": "Cantons", "clauses": 9, "symbol": "F/RES/6"}},
    ("renewals", "gone_nothing"): {"earlier": "F/RES/4", "later": "F/RES/6", "done": ["OP3"]},
    ("renewals", "rewriting_alike"): {"share": 0.2},
    ("renewals", "wording"): {
        "earlier": "F/RES/4", "later": "F/RES/6", "skipped": [], "n_revised": 2,
        "n_words_revised": 90, "n_before": 3, "n_words_before": 75, "n_doubtful": 0},
    ("topics", "subjects"): {
        "last": "F/RES/6", "leading": [{"title": "Locks", "share_words": 0.3, "first": True}],
        "entering": ["Tolls"], "gone": []},
    ("topics", "discovered"): {
        "paragraphs": 3,
        "unlisted": ["toll bridge"],
        "entered": [{"symbol": "F/RES/4", "candidates": ["toll bridge", "divers"]}]},
    ("topics", "trends"): {"themes": 9, "clear": ["Drought"], "hints": ["Seeds"]},
    ("topics", "stability"): {
        "method": "nmf", "chosen": {"n_topics": 8, "stability": 0.8, "coherence": 0.4},
        "others": [9], "shown": 8},
    ("topics", "model"): {
        "method": "nmf", "topics": 8, "unstable": 2, "named": 5, "others": ["toll, bridge, fee"]},
    ("topics", "sources"): {
        "last": "F/RES/6", "added": 4, "sharing": 1, "searched": 3, "traced": True,
        "documents": [{"symbol": "F/RES/1", "more": 0, "closest": [
            {"earlier_label": "OP3", "label": "OP4", "share": 0.8, "n_run": 21}]}],
        "untraced": 0, "skipped": ["F/RES/5"]},
    ("topics", "origins"): {
        "title": "drought", "searched": 9, "documents": 2, "organs": [],
        "first": {"symbol": "F/RES/2", "label": "PP2", "year": 2003}},
    ("topics", "origins_none"): {"title": "Snow"},
    ("comparison", "travelled_none"): {"n": 2},
}  # fmt: skip
"""Values for templates that no specimen of the tests reaches."""
INTRODUCTION = """# What sentences say

Every template in `workbench/templates/findings`, a file a notebook, with what it says of invented
texts. Made by `make docs`; a test holds the two together.

"""


def page() -> str:
    """The whole page."""
    from workbench.findings import sentences

    said = heard()
    parts = [INTRODUCTION]
    for path in sorted(sentences.TEMPLATES.glob("*.j2")):
        names = re.findall(r"\{% macro (\w+)", path.read_text(encoding="utf-8"))
        if names:
            say = sentences.sentences(path.stem)
            for name in names:
                key = path.stem, name
                if key not in said:
                    said[key] = say(name, **EXAMPLES.get(key, {})).replace("|", "\\|")
            rows = [f"| `{name}` | {said[path.stem, name]} |\n" for name in names]
            parts.append(f"## {path.stem}\n\n| template | example |\n|---|---|\n{''.join(rows)}\n")
    return "".join(parts).rstrip() + "\n"


def heard() -> dict[tuple[str, str], str]:
    """File and template → what it said first, of the specimens that the tests of findings have."""
    sys.path.insert(0, str(TESTS))
    tests = import_module("test_findings")
    said: dict[tuple[str, str], str] = {}
    modules = [m for n, m in sys.modules.items() if n.startswith("workbench.findings.")]
    saying = {module: module.say for module in modules if hasattr(module, "say")}
    for module, say in saying.items():
        module.say = _listening(module.__name__.rpartition(".")[2], say, said)
    try:
        for make in tests.SAYING.values():
            for symbols in (tuple(tests.RESOLUTIONS["symbol"]), ("F/RES/1",), ()):
                make(tests.of(*symbols))
        for name, test in vars(tests).items():
            if name.startswith("test_") and not inspect.signature(test).parameters:
                test()
    finally:
        for module, say in saying.items():
            module.say = say
    return said


def _listening(file, say, said):
    """A function that says the same, and remembers what each template said first."""

    def listening(name: str, **values: object) -> str:
        text = say(name, **values)
        if text:
            said.setdefault((file, name), text.replace("|", "\\|"))
        return text

    return listening


if __name__ == "__main__":
    PLACE.write_text(page(), encoding="utf-8")
