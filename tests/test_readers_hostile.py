"""Files made to hurt: read, or refused in one line, with work that grows as the file does."""

from __future__ import annotations

import json
import struct
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest
from docx import Document
from test_readers_formats import FORMATS, numbered, page, pages, para, stream, written

from workbench import readers
from workbench.errors import InputError
from workbench.grammar.state import Item
from workbench.readers import numbering
from workbench.readers.html import _trimmed
from workbench.records import Block
from workbench.redline.files import saved

HEAD = "A/RES/81/9\n\n81/9. Lamps\n\nThe General Assembly,\n\n1. Requests a lamp.\n\n"
HUGE = "9" * 5000  # more digits than int() takes


def refused_or_read(path: Path) -> str:
    """What is said of a file that can't be read, else ""; whatever else is raised is a failure."""
    try:
        record = readers.read(path)
    except InputError as error:
        assert "\n" not in str(error)
        return str(error)
    repr(record).encode()  # no half of a character is left
    return ""


# --- numbers and types that nobody expects -----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("-2", -2), ("999999", 999999)]
    + [(text, 5) for text in (None, "", "²", "--5", "+5", " 5", "5.0", "1" * 7, HUGE, "٣")],
)
def test_numbers_that_a_file_states(text, number):
    assert numbering.whole(text, 5) == number


@pytest.mark.parametrize(
    ("number", "kind", "shown"),
    [
        (3, "1", "3"), (3, "01", "03"), (3, "", ""), (2, "a", "b"), (28, "A", "BB"), (9, "i", "ix"),
        (1994, "I", "MCMXCIV"), (0, "a", ""), (-7, "i", ""), (10**6, "a", "1000000"),
        (10**6, "I", "1000000"), (4, "disc", "4"),
    ],
)  # fmt: skip
def test_numbers_that_a_list_prints(number, kind, shown):
    assert numbering.printed(number, kind) == shown


@pytest.mark.parametrize(
    "body",
    [
        "<ol start='²'><li>A lamp;</ol>", f"<ol><li value='{HUGE}'>A lamp;</ol>",
        "<ol type=a start=99999999999><li>A lamp;</ol>", f"<p>A lamp &#{HUGE}; of oil.</p>",
        f"<pre>1. A lamp &amp;#{HUGE}; of oil.</pre>",
    ],
)  # fmt: skip
def test_pages_with_numbers_that_are_none(body, tmp_path):
    assert not refused_or_read(page(tmp_path / "a.html", f"<p>1. Requests:</p>{body}"))


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"text": "A lamp.", "n": 1}, ""),
        ({"text": "A lamp.", "type": ["a"]}, ""),
        ({"text": "A lamp.", "type": {"a": 1}, "prefix": {"b": []}}, ""),
        ({"text": "A lamp.", "type": "paragraph", "paragraph_level": "two"}, ""),
        ({"text": "A lamp.", "type": "heading", "heading_level": 10**30}, ""),
        ({"text": "A \ud800 lamp.", "type": "paragraph", "prefix": "\udfff2."}, ""),
        ({"text": ["A lamp."], "type": "paragraph"}, "expected a list of entries"),
    ],
)
def test_entries_of_another_form(entry, said, tmp_path):
    path = tmp_path / "a.json"
    whole = [
        {"text": "81/9. Lamps", "type": "title"},
        {"text": "The General Assembly,", "type": "paragraph"},
        {"text": "Requests a lamp.", "type": "paragraph", "prefix": "1."},
    ]
    path.write_text(json.dumps([*whole, entry]), encoding="utf-8")
    assert said in refused_or_read(path) and bool(said) == bool(refused_or_read(path))
    path.write_text(json.dumps([*whole, entry]).replace(str(10**30), HUGE), encoding="utf-8")
    assert said in refused_or_read(path)


def test_markdown_with_an_endless_character(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"{HEAD}2. Requests &#{HUGE}; lamps.\n", encoding="utf-8")
    assert [p.text for p in readers.read(path).paragraphs] == [
        "Requests a lamp.", "Requests \ufffd lamps.",
    ]  # fmt: skip


# --- more than is declared ---------------------------------------------------------------------


def test_a_clock_before_1980_keeps_no_document_from_being_read_and_is_told_where_one_is_made(
    monkeypatch,
):
    monkeypatch.setattr(time, "time", lambda: 0.0)  # of a computer whose battery is empty
    assert readers._understood(FORMATS / "F_RES_65_9.docx").paragraphs
    with pytest.raises(InputError, match=r"a year before 1980, .*; set the clock"):
        saved(Document())


def test_no_more_of_a_part_is_unpacked_than_it_declares(tmp_path):
    path = written(tmp_path / "a.docx", para("1. Requests a lamp;") + " " * 100_000_000)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    stated = struct.pack("<L", size)
    assert data.count(stated) == 2  # before the part and in the directory
    path.write_bytes(bytes(data).replace(stated, struct.pack("<L", 20_000)))
    tracemalloc.start()
    try:
        assert "a broken ZIP archive" in refused_or_read(path)
        assert tracemalloc.get_traced_memory()[1] < size / 10
    finally:
        tracemalloc.stop()


def test_attributes_beyond_those_that_any_tag_has_are_left_out():
    many = " ".join(f"a{i}=1" for i in range(500))
    assert len(_trimmed(f"<p {many}>Text</p>")) < len(many)
    assert _trimmed(f"<p {many}>Text</p>").endswith(">Text</p>")
    kept = "<p class='a > b' id=x>1 < 2</p><img alt=\"" + "x" * 10_000 + "\"/><a href='y>"
    assert _trimmed(kept) == kept


# --- work that grows as the file does ----------------------------------------------------------


def steps(path: Path) -> int:
    """Instructions that the interpreter executes while a file is read."""
    count = 0

    def tell(frame: FrameType, event: str, argument: object) -> Callable:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return tell

    before = sys.gettrace()
    sys.settrace(tell)
    try:
        readers.blocks(path)
    finally:
        sys.settrace(before)
    return count


def html(body: str) -> Callable[[Path], Path]:
    return lambda folder: page(folder / "a.html", body)


def markdown(text: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "a.md"
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return make


def docx(body: str, **parts: str) -> Callable[[Path], Path]:
    return lambda folder: written(folder / "a.docx", body, **parts)


def printed(lines: list[tuple[float, float, float, str]]) -> Callable[[Path], Path]:
    """A PDF of one page: each text with place and size."""

    def make(folder: Path) -> Path:
        drawn = "".join(f"/F {size} Tf 1 0 0 1 {x} {y} Tm ({t}) Tj " for x, y, size, t in lines)
        path = folder / "a.pdf"
        font = b"/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >> >>"
        path.write_bytes(pages(1, stream(f"BT {drawn} ET".encode()), font))
        return path

    return make


def nested(opening: str, inside: str, closing: str, depth: int) -> str:
    return opening * depth + inside + closing * depth


FALLBACK = ("<w:p><w:r><mc:AlternateContent><mc:Fallback><w:txbxContent>",
            "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>")  # fmt: skip
BOX = f"<w:txbxContent>{para('The lamp')}</w:txbxContent>"
FAMILIES: dict[str, Callable[[int], Callable[[Path], Path]]] = {
    "broken lines": lambda n: html("<p>" + "lamp<br>" * n),
    "items": lambda n: html("<ol>" + "<li>The lamp;" * n + "</ol>"),
    "tables in tables": lambda n: html(
        nested("<table><tr><td>the lamp", "", "</td></tr></table>", 50) * (n // 50)
    ),
    "tables without an end": lambda n: markdown("<table>" * n),
    "deleted ends": lambda n: docx(para("lamp", "<w:rPr><w:del/></w:rPr>") * n),
    "boxes": lambda n: docx(f"<w:p><w:r>{BOX * n}</w:r></w:p>"),
    "boxes in boxes": lambda n: docx(
        nested(FALLBACK[0], para("The lamp"), FALLBACK[1], 12) * (n // 10)
    ),
    "styles": lambda n: docx(
        para("The lamp", '<w:pStyle w:val="s0"/>'),
        styles='<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        + "".join(
            f'<w:style w:styleId="s{i}"><w:basedOn w:val="s{i + 1}"/></w:style>' for i in range(n)
        )
        + "</w:styles>",
    ),
    "marks": lambda n: printed(
        [(60 + 20 * i, 700, 10, "the") for i in range(n)]
        + [(65 + 20 * i, 704, 5, "1") for i in range(n)]
    ),
    "marks on lines of their own": lambda n: printed(
        [(60, 700, 10, "lamp"), *((60, 690 - 7 * i, 5, "1") for i in range(n))]
    ),
    "lines": lambda n: printed([(60, 700 - 12 * i, 10, "The lamp and oil") for i in range(n)]),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_twice_the_file_is_twice_the_work(family, tmp_path):
    readers.blocks(FAMILIES[family](50)(tmp_path))  # what is done once is done
    small = steps(FAMILIES[family](300)(tmp_path))
    large = steps(FAMILIES[family](600)(tmp_path))
    assert large <= 2.5 * small


def test_a_paragraph_that_grows_by_many_blocks_is_not_copied_for_each():
    item = Item("OP", "", "", (), None)
    tracemalloc.start()
    try:
        for _ in range(3000):
            item.add(Block("Requests a lamp and oil for it;"))
        assert tracemalloc.get_traced_memory()[1] < 3 * 3000 * 32 * 3
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        item.add(Block("and a wick."))
        assert tracemalloc.get_traced_memory()[1] - before < 3000
    finally:
        tracemalloc.stop()
    assert item.text.endswith("for it; and a wick.")
    assert item.end == item.text[-len(item.end) :]


def test_a_page_that_begins_with_comments(tmp_path):
    # Each comment more doubled the time that it took to see that this is no page.
    path = tmp_path / "a.html"
    path.write_text("<!---->" * 500 + "text", encoding="utf-8")
    assert readers.format(path) == "markdown"
    path.write_text("<!---->" * 500 + "<html>", encoding="utf-8")
    assert readers.format(path) == "html"


@pytest.mark.parametrize(
    "text", [". " * 99 + "x", "1" * 99 + "x", "Please recycle…" * 9 + "… lamp"]
)
def test_what_looks_like_the_edge_of_a_page_and_is_none(text, tmp_path):
    path = markdown(f"2. Requests oil.\n\n2/3\n\n{text}\n")(tmp_path)
    assert text.replace(" ", "") in readers.read(path).paragraphs[-1].text.replace(" ", "")
    path = printed([(60, 770, 10, "2/3"), (60, 400, 10, "Requests oil."), (60, 40, 10, text)])(
        tmp_path
    )
    refused_or_read(path)


def test_number_of_a_list_with_an_endless_text(tmp_path):
    numbering = (
        '<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="99999999"/>'
        f'<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="{"%1" * 9999}"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )
    path = written(tmp_path / "a.docx", numbered("A lamp.", 1), numbering=numbering)
    assert max(len(b.number) for b in readers.blocks(path).blocks) < 100


def test_specimen_is_read_whatever_stands_behind_its_pictures(tmp_path):
    # Parts that hold no text are not looked at: what they unpack to is nobody's concern.
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(FORMATS / "F_RES_65_9.docx") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (content | {"word/media/a.png": bytes(30_000_000)}).items():
            archive.writestr(name, part)
    assert readers.read(path) == readers.read(FORMATS / "F_RES_65_9.docx")
