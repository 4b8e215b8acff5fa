"""Habits of converters and of plain text: one invented document in many forms, read as one."""

import html
import re
import textwrap
import time

import pytest

from workbench import readers
from workbench.grammar.parser import parse
from workbench.readers import hyphens, markdown, pages

TITLE = "Care of the lanterns, buoys and landing stages of the Federated Cantons in times of ice"
HEADINGS = ("Lanterns", "Landing stages and the people who keep them")
BODY = [
    ("", "Recalling the plan of the Assembly for the harbours, and the reports that the keepers of "
         "the lanterns have written on it since the great flood,"),
    ("", "Noting with concern that ice has closed the upper lake to ferries for a third winter,"),
    ("#", HEADINGS[0]),
    ("1.", "Requests the Harbour Office to mend, within its mandate and upon request, each lantern "
           "that the ice has broken, and to count those that it has not;"),
    ("2.", "Calls upon all Cantons:"),
    ("(a)", "To lend the Office a boat, a crew and a cook who knows the upper lake in the winter "
            "and is not afraid of the counter-current at the narrows;"),
    ("(b)", "To write down what was lent;"),
    ("#", HEADINGS[1]),
    ("3.", "Invites the keepers of landing stages to meet in Aldermere before the ferries return, "
           "and encourages the Cantons to pay for the journey of those who come from far away;"),
    ("4.", "Decides to return to the matter at its next session."),
]  # fmt: skip
EXPECTED = ["PP1", "PP2", "OP1", "OP2", "OP2(a)", "OP2(b)", "OP3", "OP4"]
FRONT = ["A/RES/81/9", "General Assembly", f"81/9. {TITLE}", "The General Assembly,"]
END = ["71st plenary meeting", "9 December 2026"]
TEXTS = [text for number, text in BODY if number != "#"]
PRINTED = [*FRONT, *(t if n in ("", "#") else f"{n} {t}" for n, t in BODY), *END]


def wrapped(lines=PRINTED, width=72, first="", gap="\n"):
    return gap.join(
        textwrap.fill(x, width, initial_indent=first, break_on_hyphens=False) for x in lines
    )


def turned(text, every=12):
    """A text with what a page's foot and the next one's head print, every so many lines."""
    edge = ["", "2/4", "26-01234", "\fA/RES/81/9", *textwrap.wrap(TITLE, 50), ""]
    found = []
    for i, line in enumerate(text.split("\n")):
        found += [line, *edge] if i > 8 and i % every == 15 % every else [line]
    return "\n".join(found)


def marked(number=lambda n: n, verb=lambda v: f"*{v}*", gap="\n\n"):
    out = [FRONT[0], f"# {FRONT[1]}", f"## {FRONT[2]}", verb(FRONT[3])]
    for n, text in BODY:
        if n == "#":
            out.append(f"## {text}")
            continue
        first, _, rest = text.partition(" ")
        out.append(" ".join(filter(None, (number(n) if n else "", verb(first), rest))))
    return gap.join([*out, *END])


def read(text):
    made = markdown.blocks(text)
    return parse(made.blocks, warnings=made.warnings)


def check(record):
    assert (record.symbol, record.title) == ("A/RES/81/9", TITLE)
    assert [p.label for p in record.paragraphs] == EXPECTED
    assert [p.text for p in record.paragraphs] == TEXTS
    assert [p.heading for p in record.paragraphs[2:]] == [HEADINGS[0]] * 4 + [HEADINGS[1]] * 2
    assert record.signoff == ", ".join(END)


@pytest.mark.parametrize(
    "text",
    [
        wrapped(),
        wrapped(width=90),
        wrapped(gap="\n\n"),
        wrapped(first="     "),
        "\r\n".join(PRINTED),
        re.sub(r"(?m)^(\d\.|\(\w\)) ", "\\1\n", wrapped()),  # numbers on lines of their own
        turned(wrapped()),
        turned(wrapped(gap="\n\n"), 19),
        turned("\n".join(" " * 12 + line for line in wrapped().split("\n"))),
        marked(number=lambda n: f"**{n}**", verb=lambda v: f"_{v}_"),
        marked(number=lambda n: n.replace(".", "\\."), verb=lambda v: f"\\*{v}\\*"),
        marked(verb=lambda v: f"**{v}**"),
        marked(number=lambda n: f"- {n}"),
        html.escape(marked()).replace(" ice", "&nbsp;ice"),
        marked().replace("fl", "ﬂ").replace("fe", "fe"),
    ],
)
def test_habits_of_converters(text):
    check(read(text))


def test_words_broken_at_the_ends_of_lines_are_whole():
    text = wrapped(gap="\n\n")
    torn = text.replace("harbours,", "har-\nbours,").replace("lanterns have", "lan-\nterns have")
    torn = torn.replace("counter-current", "counter-\ncurrent").replace(
        "ferries return", "fer-\nries return"
    )
    torn = torn.replace("encourages", "en-\ncourages").replace("journey", "jour-\nney")
    assert torn.count("-\n") >= 5
    check(read(torn))


def test_lines_are_joined_by_what_the_text_does():
    known = hyphens.vocabulary(["the harbour", "a har-", "bour of the", "counter-current"])
    assert hyphens.joined(["a har-", "bour"], known) == "a harbour"
    assert hyphens.joined(["the counter-", "current"], known) == "the counter-current"
    assert hyphens.joined(["short-", "and long-term"], known) == "short-\nand long-term"
    assert hyphens.joined(["a boat ", " sails"], known) == "a boat\nsails"


def test_what_edges_of_pages_print_goes_and_the_masthead_stays():
    lines = ["A/RES/81/9", "2", "81/9. Lamps", "The General Assembly,", "Noting the", "2/4",
             "A/RES/81/9", "**Lamps**", "ice, see 2/4 and A/RES/81/9,"]  # fmt: skip
    assert pages.turned(lines) == [*lines[:5], pages.TURN, lines[8]]


def test_lines_of_the_text_that_are_in_the_title_stay():
    lines = ["A/RES/81/9", f"81/9. {TITLE}", "The General Assembly,", "Noting the care of", "2/4",
             "buoys and landing stages", "of lakes,"]  # fmt: skip
    assert pages.turned(lines)[-2:] == lines[-2:]


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        ("[3]", "[3] See F/1."),
        ("[^3]", "[^3]: See F/1."),
        ("$^{3}$", "$^{3}$ See F/1."),
        ("<sup>[3](#page-1-3)</sup>", '<span id="page-1-3"></span><sup>3</sup> See F/1.'),
    ],
)
def test_marks_of_notes(mark, note):
    record = read(marked().replace("winter,", f"winter,{mark}") + f"\n\n{note}\n")
    check(record)
    assert record.paragraphs[1].notes == ("3",)
    assert [(n.mark, n.text, n.labels) for n in record.footnotes] == [("3", "See F/1.", ("PP2",))]


def test_lists_that_a_converter_numbered():
    text = marked().replace("(a) ", "    1. ").replace("(b) ", "    2. ")
    check(read(text))


def test_a_table_at_the_beginning_of_markdown_is_no_page(tmp_path):
    cells = "<td><strong>A/RES/81/9</strong></td>\n<td>Distr.</td>"
    table = f"<table>\n<tbody><tr>{cells}</tr></tbody></table>"
    path = tmp_path / "any.md"
    path.write_text(marked().replace("A/RES/81/9", table, 1), encoding="utf-8")
    assert readers.format(path) == "markdown"
    check(readers.read(path))


def test_numbers_in_cells_of_their_own(tmp_path):
    rows = "".join(
        f"<h3>{t}</h3>" if n == "#" else f"<p>{t}</p>" if not n
        else f"<table><tr><td>{n}</td><td>{t}</td></tr></table>"
        for n, t in BODY
    )  # fmt: skip
    front = "".join(f"<p>{x}</p>" for x in FRONT)
    path = tmp_path / "any.html"
    path.write_text(f"<html><body>{front}{rows}<p>{END[0]}<br>{END[1]}</p></body></html>")
    check(readers.read(path))


# --- other organs ------------------------------------------------------------------------------


def test_votes_are_no_paragraphs():
    vote = (
        "\n\n[Adopted by a recorded vote of 3 to 1. The voting was as follows:\n\nIn favour:\n"
        "Aldermere, Bex\n\nAgainst:\nCorvo\n\nAbstaining:\nDunmore]"
    )
    record = read(marked() + vote)
    assert [p.label for p in record.paragraphs] == EXPECTED
    assert record.signoff.startswith(", ".join(END))
    bare = read(marked() + "\n\nIn favour: Aldermere, Bex\n\nAgainst:\n\nCorvo, Dunmore\n")
    assert [p.label for p in bare.paragraphs] == EXPECTED


def test_a_council_that_prints_only_how_it_adopted():
    record = read(
        "51/24. Ferries\n\n*The Human Rights Council,*\n\n1. *Welcomes* the ice;\n\n"
        "2. *Decides* to wait.\n\n*[Adopted without a vote.]*"
    )
    assert (record.symbol, record.signoff) == ("A/HRC/RES/51/24", "[Adopted without a vote.]")
    assert record.paragraphs[-1].text == "Decides to wait."


def test_a_commission_numbers_above_the_title():
    record = read(
        "Resolution 64/2\n\nFerries in winter\n\nThe Ferry Commission,\n\nNoting the ice,\n\n"
        "1. Urges all Cantons to wait."
    )
    assert (record.title, record.organ) == ("Ferries in winter", "Ferry Commission")


def test_parts_with_titles_on_the_next_line():
    record = read(
        "A/RES/81/9\n\n81/9. Ferries\n\nA\nCare at night\n\nThe General Assembly,\n\n"
        "Noting ice,\n\n1. Urges care.\n\nB\nCare by day\n\nThe General Assembly,\n\n1. Urges x."
    )
    assert [p.label for p in record.paragraphs] == ["A/PP1", "A/OP1", "B/OP1"]
    assert record.paragraphs[-1].heading == "Care by day"


@pytest.mark.parametrize(
    "text",
    [
        "The General Assembly,\n" + "a-\n" * 50_000,
        "The General Assembly,\n" + "F/RES/9/9\n2/4\nLamps\n" * 20_000,
        "[1] x\n" * 30_000,
        "   1. x:\n" * 30_000,
    ],
)
def test_many_lines_take_bounded_time(text):
    start = time.process_time()
    markdown.blocks(text)
    assert time.process_time() - start < 60
