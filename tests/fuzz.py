"""The specimen in all formats, spoilt by chance: read, or refused in one line, within bounds.

A short run, always the same, is among the tests. A long one is made by hand, and keeps each file
that does harm in a folder: ``python tests/fuzz.py pdf --minutes 10``.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import re
import shutil
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from workbench import catalogue, decisions, documents, readers, records
from workbench.decisions.records import COLUMNS
from workbench.errors import InputError
from workbench.validation import sheets

SPECIMEN = Path(__file__).parent / "specimen"
ENDINGS = {"json": "json", "md": "md", "html": "html", "docx": "docx", "pdf": "pdf"}
OTHERS = ("txt", "odt", "xlsx", "csv")  # text without marks, what is refused, sheets, catalogues
TABLES = ("series.csv", "resolutions.csv", "decisions/harbour-safety.csv")
NUMBERS = [
    b"0",
    b"-1",
    b"1e9",
    b"99999999999",
    b"9" * 5000,
    "²".encode(),
    "٣".encode(),
    b"--5",
    b"",
]
PIECES: dict[str, Sequence[bytes]] = {
    "": [b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\n\n", b" " * 3000, b"\t", b"\r", "\u202e".encode(),
         "\u2028".encode(), b"\xed\xa0\x80", b"a" * 5000, b", also", b"public, ", b"1. ", b"(a) ",
         b"(i) ", b"\n\nAnnex\n\n", b"\n\nA\n\n", b"\n\n2. Requests:\n\n", b"the Assembly "],
    "json": [b"[", b"{", b"]", b"null", b"true", b"\\ud800", b'"type": ["a"],', b'"prefix": 1,',
             b'"text": null,', b'{"text": "1. Notes", "type": "paragraph"},', b"1e999", b"NaN"],
    "md": [b"# ", b"> ", b"<table><tr><td>", b"</table>", b"<sup>1</sup>", b"[^1]: ", b"**", b"_",
           b"\\*", b"<!-- resolution: ", b"<!-- warning: ", b"-->", b"[1]", b"|", b"- ", b"2/3\n"],
    "html": [b"<ol start=", b"<li value=", b"<table><tr><td>", b"</td>", b"<div>", b"<sup>1</sup>",
             b"<br>", b"<!--", b"-->", b"<pre>", b"<a href=#x>1</a>", b"<p style='", b"&#x110000;",
             b"&#55296;", b"<?xml encoding='utf-7'?>", b"<svg>", b"<p " + b"a=1 " * 500],
    "docx": [b"<w:p>", b"</w:p>", b"<w:r><w:t>1. Notes</w:t></w:r>", b"<w:tbl><w:tr><w:tc>",
             b'<w:numPr><w:ilvl w:val="9"/><w:numId w:val="1"/></w:numPr>', b"<w:txbxContent>",
             b'<w:footnoteReference w:id="1"/>', b'<w:start w:val="', b"<w:del>", b"<!DOCTYPE a [",
             b"&a;", b'<w:lvlText w:val="%1%2%3%4"/>', b"<w:sdt><w:sdtContent>", b"<w:sectPr/>"],
    "pdf": [b"/Kids [1 0 R]", b"/Parent 1 0 R", b"/Count 999999999", b"/Length 0", b"<<", b">>",
            b"/Filter [/ASCIIHexDecode /FlateDecode]", b"/Resources 1 0 R", b"/W [0 0 0]",
            b"stream", b"endstream", b"obj", b"endobj", b"/Rotate 9", b"/MediaBox [0 0 9]", b"1 0",
            b"/UserUnit 1e9", b"/Type /ObjStm", b"/Encrypt << >>", b"/Prev 0", b"/Contents 1 0"],
    "csv": [b",", b'"', b"\r", b"\r\n", b"0000", b"-1", b"=cmd|", b"link,", b"yes,", b"draft:"],
}  # fmt: skip


def spoilt(data: bytes, kind: str, chance: random.Random) -> bytes:
    """A file with a few things changed that a reader has opinions on."""
    if kind in ("docx", "xlsx", "odt") and chance.random() < 0.9:
        return _repacked(data, chance)
    if kind == "pdf" and chance.random() < 0.7:
        data = _unpacked(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        data = chance.choice(CHANGES)(data, kind, chance)
    return data


def _inserted(data: bytes, kind: str, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = chance.choice([*PIECES.get(kind, ()), *PIECES[""]])
    times = chance.choice((1, 1, 2, 30, 3000))
    return data[:at] + piece * min(times, 100_000 // max(1, len(piece)) + 1) + data[at:]


def _numbered(data: bytes, kind: str, chance: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", data[:2_000_000]))
    if not numbers:
        return data
    one = chance.choice(numbers)
    return data[: one.start()] + chance.choice(NUMBERS) + data[one.end() :]


def _repeated(data: bytes, kind: str, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    end = min(len(data), start + chance.choice((1, 10, 100, 1000)))
    times = chance.choice((2, 10, 100_000 // max(1, end - start) + 1))
    return data[:start] + data[start:end] * times + data[end:]


def _moved(data: bytes, kind: str, chance: random.Random) -> bytes:
    a, b, to = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    return data[:a] + data[b:to] + data[a:b] + data[to:]


def _lost(data: bytes, kind: str, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 10, 1000, len(data))) :]


def _turned(data: bytes, kind: str, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(data), chance.choice((1, 4, 50)))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


CHANGES: list[Callable[[bytes, str, random.Random], bytes]] = [
    _inserted, _inserted, _numbered, _repeated, _moved, _lost, _turned,
]  # fmt: skip


def _repacked(data: bytes, chance: random.Random) -> bytes:
    """A package with one part of it spoilt."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    named = [n for n in parts if n.endswith((".xml", ".rels"))]
    part = chance.choice([n for n in named if n == "word/document.xml"] + named)
    for _ in range(chance.choice((1, 1, 2, 5))):
        parts[part] = chance.choice(CHANGES)(parts[part], "docx", chance)
    if chance.random() < 0.1:
        del parts[chance.choice(list(parts))]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _unpacked(data: bytes) -> bytes:
    """A PDF whose streams stand open, where pypdf can open them."""
    import pypdf

    writer, made = pypdf.PdfWriter(io.BytesIO(data)), io.BytesIO()
    for page in writer.pages:
        if page.get_contents() is not None:
            page.get_contents().set_data(page.get_contents().get_data())  # type: ignore
    writer.write(made)
    return made.getvalue()


def harm(path: Path) -> str:
    """What a file does that it may not, "" if nothing; else its first line tells."""
    try:
        for what in _tried(path):
            if isinstance(what, InputError):
                raise what
        return ""
    except InputError as error:
        said = str(error)
        said.encode()
        if "\n" in said:
            return f"more than a line: {said!r}"
        beyond = any(word in said for word in ("processor time", "MB of memory"))
        return f"bounds: {said.removeprefix(str(path))}" if beyond else ""
    except Exception:
        return traceback.format_exc()


def _tried(path: Path) -> Iterator[Any]:
    """What users do with a file."""
    if path.suffix == ".xlsx":
        yield sheets.read(path).numbers()
    elif path.suffix == ".csv":
        with tempfile.TemporaryDirectory() as folder:
            place = Path(shutil.copytree(SPECIMEN / "corpus", Path(folder, "corpus")))
            for name in TABLES:
                content = (place / name).read_bytes() if (place / name).exists() else b""
                (place / name).parent.mkdir(exist_ok=True)
                (place / name).write_bytes(path.read_bytes())
                try:
                    yield [*catalogue.series(place)], catalogue.members("harbour-safety", place)
                    yield decisions.read("harbour-safety", place)
                except InputError as error:
                    yield error
                (place / name).write_bytes(content)
    else:
        yield json.dumps(records.record(readers.read(path)), ensure_ascii=False).encode()
        yield from documents.tasks([str(path)])
        yield from documents.themes([str(path)])


def specimens(kind: str) -> list[bytes]:
    """Files of a format that are to be spoilt."""
    if kind == "csv":
        made = [(SPECIMEN / "corpus" / name).read_bytes() for name in TABLES[:2]]
        row = ",".join(COLUMNS) + "\nlink" + ",a" * (len(COLUMNS) - 1) + "\n"
        return [*made, row.replace("a,a,a,a,a,a\n", "yes,a,a,a,a,a\n").encode()]
    if kind == "xlsx":
        return [_workbook()]
    if kind == "odt":
        return [_open_document()]
    ending = ENDINGS.get(kind, "md")
    return [path.read_bytes() for path in sorted(SPECIMEN.rglob(f"*.{ending}"))]


def _workbook() -> bytes:
    """A sheet that somebody filled."""
    from openpyxl import Workbook

    book, made = Workbook(), io.BytesIO()
    book.active.title = "coding"
    book.active.append(["row", "document", "paragraph", "code 1", "remark"])
    for n in range(1, 9):
        book.active.append([n, "F/RES/61/7", f"OP{n}", "none", "a lamp"])
    about = book.create_sheet("about")
    for fact in ("series", "sample", "scheme", "coder", "role"):
        about.append([fact, "lamps"])
    book.save(made)
    return made.getvalue()


def _open_document() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        text = "".join(f"<text:p>{n}. Requests a lamp.</text:p>" for n in range(1, 9))
        archive.writestr(
            "content.xml", f"<office:document-content>{text}</office:document-content>"
        )
    return made.getvalue()


def main() -> None:
    """Spoil files of one format for some minutes, and keep those that do harm."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kind", choices=[*ENDINGS, *OTHERS])
    asked.add_argument("--minutes", type=float, default=10)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir(), "fuzz"))
    given = asked.parse_args()
    whole = specimens(given.kind)
    given.keep.mkdir(exist_ok=True)
    told: Counter[str] = Counter()
    until, seed = time.monotonic() + 60 * given.minutes, given.seed
    while time.monotonic() < until:
        chance = random.Random(seed)
        path = given.keep / f"{seed}.{given.kind}"
        path.write_bytes(spoilt(chance.choice(whole), given.kind, chance))
        if done := harm(path):
            told[done.strip().splitlines()[-1]] += 1
            print(f"{path}: {done}", flush=True)
        else:
            path.unlink()
        seed += 1
    print(f"{given.kind}: {seed - given.seed} files, {sum(told.values())} did harm")
    for line, times in told.most_common():
        print(f"{times:5} {line[:160]}")


if __name__ == "__main__":
    main()
