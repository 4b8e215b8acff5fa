"""Spoilt files do no harm; twice a text is twice the work of readers, grammar and clauses."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import fuzz
import pytest

from workbench import clauses, codebook, duties, matter, readers
from workbench.records import Paragraph, Resolution

HEAD = "A/RES/81/9\n\n81/9. Lamps\n\nThe General Assembly,\n\n1. Requests a lamp.\n\n"


@pytest.mark.parametrize("kind", [*fuzz.ENDINGS, *fuzz.OTHERS])
def test_spoilt_files_do_no_harm(kind, tmp_path):
    whole = fuzz.specimens(kind)
    for seed in range(40):
        chance = random.Random(seed)
        path = tmp_path / f"{seed}.{kind}"
        path.write_bytes(fuzz.spoilt(chance.choice(whole), kind, chance))
        assert fuzz.harm(path) == ""


class Looked:
    """A pattern that counts the characters that it looks at."""

    def __init__(self, pattern: re.Pattern, count: list[int]) -> None:
        self.pattern, self.count = pattern, count

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pattern, name)

    def search(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> re.Match | None:
        found = self.pattern.search(text, pos, endpos)
        self.count[0] += (found.end() if found else min(len(text), endpos)) - pos
        return found

    def match(self, text: str, *span: int) -> re.Match | None:
        found = self.pattern.match(text, *span)
        self.count[0] += found.end() - found.start() if found else 1
        return found

    def finditer(self, text: str, *span: int) -> Iterator[re.Match]:
        self.count[0] += len(text)
        return self.pattern.finditer(text, *span)

    def findall(self, text: str, pos: int = 0, endpos: int = sys.maxsize) -> list:
        self.count[0] += min(len(text), endpos) - pos
        return self.pattern.findall(text, pos, endpos)

    def sub(self, new: Any, text: str, count: int = 0) -> str:
        self.count[0] += len(text)
        return self.pattern.sub(new, text, count)


@pytest.fixture
def work(monkeypatch) -> Callable[..., int]:
    """Instructions that the interpreter executes, and characters that expressions look at."""
    count = [0]
    for name, module in list(sys.modules.items()):
        if re.match(r"workbench\.((readers|grammar|clauses|codebook)\.|duties$)", name):
            for key, value in list(vars(module).items()):
                if isinstance(value, re.Pattern):
                    monkeypatch.setattr(module, key, Looked(value, count))

    def tell(frame: FrameType, event: str, argument: object) -> Callable:
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count[0] += event == "opcode"
        return tell

    def counted(function: Callable, *arguments: Any) -> int:
        re.purge()  # what an expression of a number costs, it costs in each text
        count[0], before = 0, sys.gettrace()
        sys.settrace(tell)
        try:
            function(*arguments)
        finally:
            sys.settrace(before)
        return count[0]

    return counted


CLAUSES: dict[str, tuple[str, str]] = {
    "requests": ("", "; requests the Bureau to report"),
    "requests in capitals": ("", "Requests cantons to mend, "),
    "invitations": ("Requests the Office and", " invites cantons and"),
    "infinitives": ("Requests the Office for Lamps", " to inspec"),
    "names": ("Requests", " Member States, the United Nations Office on Drugs and Crime,"),
    "adverbs": ("Requests the Office to", " only"),
    "joining words": ("Requests, also", ", also"),
    "adjectives": ("Requests the", " public,"),
    "conditions": ("Requests the Office, ", "as appropriate, "),
    "modal verbs": ("Decides that the Office", " shall, as appropriate,"),
    "clauses with that": ("Decides", " that cantons shall mend"),
    "relative clauses": ("Requests the", " Office, which is, who"),
    "of": ("Requests the Office", " of the Office for lamps"),
    "quotations": ("Requests the Office", " “lamp”"),
    "brackets": ("Requests the Office", " (lamp"),
    "names without a comma": ("Requests", " Member States and the Office and"),
    "names in a row": ("Requests", " Member States, the Office, cantons,"),
    "one word": ("Requests the Office to ", "lamp"),
    "commas": ("Requests the Office to lend a lamp", ","),
    "colons": ("Requests the Office to lend a lamp", " :"),
}


@pytest.mark.parametrize("family", CLAUSES)
def test_twice_the_paragraph_is_twice_the_work(family, work):
    start, piece = CLAUSES[family]
    book = codebook.load()

    def read(times: int) -> None:
        one = Paragraph("OP1", "operative", 1, None, "requests", start + piece * times)
        clauses.clauses(Resolution("F/RES/1", "Lamps", "Assembly", None, paragraphs=(one,)), book)

    read(9)  # what is done once is done
    assert work(read, 400) <= 2.5 * work(read, 200)


DUTIES: dict[str, tuple[str, str]] = {
    "receivers": ("Requests the Office to report", " to the Lamp Board and the Oil Council,"),
    "sessions": ("Requests the Office to report", " at the tenth session,"),
    "sessions of organs": (
        "Requests the Office to report",
        " to the Oil Council at its 2021 session,",
    ),
    "sessions decided": ("Decides to review it", " at the 2021 session of the Oil Council,"),
    "special sessions": ("Decides to review it", " at the tenth special session,"),
    "days": ("Decides to review it", " by 4 May 2031, until June 2032,"),
    "reports": (
        "Requests the Office to consider the report",
        " and the report submitted to the Board",
    ),
    "ends": ("Decides to extend the mandate", " for a period of 9 years until 4 May 2031"),
}


@pytest.mark.parametrize("family", DUTIES)
def test_twice_the_paragraph_is_twice_the_work_of_knowing_what_is_due(family, work):
    start, piece = DUTIES[family]
    made = {}
    for times in (9, 150, 300):
        one = Paragraph("OP1", "operative", 1, None, "", start + piece * times)
        text = Resolution("F/RES/1", "Lamps", "Assembly", None, paragraphs=(one,))
        made[times] = text, clauses.clauses(text, codebook.load())
    duties.duties(*made[9])
    assert work(duties.duties, *made[300]) <= 2.5 * work(duties.duties, *made[150])


def test_twice_the_parts_of_a_report_are_twice_the_work(work):
    asks = "Requests the Office to report to the Assembly by 4 May 2031"
    part = "Requests the Office to include lamps in the report requested in paragraph 1"
    made = {}
    for times in (9, 150, 300):
        each = [Paragraph(f"OP{i + 1}", "operative", 1, None, "", part if i else asks)
                for i in range(times)]  # fmt: skip
        text = Resolution("F/RES/1", "Lamps", "Assembly", None, paragraphs=tuple(each))
        made[times] = text, clauses.clauses(text, codebook.load())
    assert len(duties.duties(*made[9])) == 9
    assert work(duties.duties, *made[300]) <= 2.5 * work(duties.duties, *made[150])


@pytest.mark.parametrize("body", ["Bureau", "regime"])
def test_twice_the_paragraphs_are_twice_the_work_of_knowing_whom_a_name_means(body, work):
    book = codebook.load()

    def read(times: int) -> None:
        text = f"Requests the {body} to report"
        each = [Paragraph(f"OP{i}", "operative", 1, None, "", text) for i in range(times)]
        clauses.clauses(Resolution("F/RES/1", "", "", None, paragraphs=tuple(each)), book)

    read(9)
    assert work(read, 400) <= 2.5 * work(read, 200)


TEXTS: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda i: f"{i + 2}. Requests the lamp.\n\n",
    "the same number": lambda i: "1. Requests the lamp.\n\n",
    "letters in a row": lambda i: "(a) ",
    "letters": lambda i: f"({'aiA1'[i % 4]}) The lamp;\n\n",
    "headings": lambda i: f"# Lamps {i}\n\n{i}. Requests the lamp.\n\n",
    "notes": lambda i: f"{i + 2}. Requests<sup>{i}</sup> the lamp.\n\n<sup>{i}</sup> See lamp.\n\n",
    "annexes": lambda i: f"Annex {i}\n\n1. Lamp.\n\n",
    "parts": lambda i: (
        f"{chr(65 + i % 26)}\n\nLamps\n\nThe General Assembly,\n\n1. Requests it.\n\n"
    ),
    "recitals": lambda i: "Recalling its resolution 60/1 on lamps,\n\n",
    "sign-offs": lambda i: "12th plenary meeting\n\n4 May 2031\n\n",
    "mastheads": lambda i: "Resolution adopted by the General Assembly\n\n",
    "votes": lambda i: "Adopted without a vote.\n\nIn favour: Bex\n\n",
    "lists": lambda i: "  " * (i % 9) + f"- (a) the lamp {i};\n",
    "lines": lambda i: f"the lamp of no {i % 7} kind and\n",
    "broken words": lambda i: "lamp-\nlight ",
    "pages": lambda i: f"\n{i}/99\n\nthe lamp and\n",
    "quotations": lambda i: ">",
    "stars": lambda i: "*_",
    "rows": lambda i: "|the",
    "commas": lambda i: "the,",
    "spaces": lambda i: "   ",
}


@pytest.mark.parametrize("family", TEXTS)
def test_twice_the_text_is_twice_the_work(family, work, tmp_path):
    def made(times: int) -> Path:
        path = tmp_path / f"{times}.md"
        path.write_text(HEAD + "".join(map(TEXTS[family], range(times))) + "\n", encoding="utf-8")
        return path

    readers._understood(made(9))
    few, many = made(150), made(300)
    assert work(readers._understood, many) <= 2.5 * work(readers._understood, few)


def test_twice_the_paragraphs_are_twice_the_work_of_saying_what_they_are_about(work):
    book = codebook.load()

    def told(times: int) -> None:
        each = tuple(Paragraph(f"PP{i}", "preamble", 1, None, "", f"x {i}") for i in range(times))
        matter.about(
            matter.of_text(Resolution("F/RES/1", "", "", None, paragraphs=each), book), book
        )

    told(9)
    assert work(told, 400) <= 2.5 * work(told, 200)
