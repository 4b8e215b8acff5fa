"""PDF: pieces of text with place, size and font, put back into paragraphs and notes.

A page gives `Piece`s; pieces on one baseline are a `Line`, with raised ones in their places. Of
the lines, running heads, page and job numbers go, notes are taken from the foot, and what is left
is joined to paragraphs by spacing, indentation, and how full a line is.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

from .. import symbols
from ..errors import InputError
from ..grammar.lines import PREFIX
from ..grammar.marks import unglue
from ..records import Block
from ..text import clean, words
from . import hyphens
from .runs import Run, block, mended

_LARGEST = 100_000_000  # bytes of a file
_PAGES = 1000
_CHARACTERS = 50_000  # of a page
_EXPANDED = 300_000_000  # bytes of all packed streams together, unpacked

_BARCODE = re.compile(r"bar-?\s?code|3 ?of ?9|code ?39|c39|free3of9|idautomation", re.I)
_ITALIC = re.compile(r"ital|obliq|kursiv|[-,]it\b|-i$", re.I)
_BOLD = re.compile(r"bold|black|heavy|demi|-b$", re.I)
_UNDERSCORES = re.compile(r"[_\s—–-]*_{3,}[_\s]*|[—–-]{5,}|[\s*•]{1,3}")
_DEBRIS = re.compile(
    r"(?:(?:\d{1,3}\s?/\s?\d{1,3}|\d{2}-\d{5}(?:\s?\*)?(?:\s*\([EFSRAC]\))?(?:\s+\d{6})*"
    r"|GE\.?\s?\d{2}-\d{5}(?:\s*\([EFSRAC]\))?(?:\s+\d{6})*|V\.\d{2}-\d{5}.{0,30}|\*\d{6,9}\*"
    r"|\*[A-Z0-9]{6,12}\*|/?\s?(?:\.\s?){3}|…|Please recycle\s?\S{0,3}|[Pp]age \d{1,4}"
    r"|-\s?\d{1,4}\s?-|\d{1,4}|[ivxl]{1,6}|\(?[EFSRAC]\)?|\d{6})\s*)+"
)
_RAISED_MARK = re.compile(r"\s*(?:\d{1,4}|\*{1,3}|[a-z])(?:\s*,\s*(?:\d{1,3}|[a-z]))*\s*,?\s*")
_NOTE = re.compile(r"(?P<mark>\d{1,3}|\*{1,3})\s?(?:/|\.)?\s+(?P<text>\S.*)", re.S)
_UNIT = re.compile(r"(?:^|[\s\d])(?:[kcm]?m|ha)$")
_ORGAN_LINE = re.compile(r"The [A-Z][\w’' ]{3,80},?")


def _marks(text: str) -> list[str]:
    """Marks in raised characters: two that follow one another may stand without a comma."""
    found: list[str] = []
    for mark in re.findall(r"\d+|\*+|[a-z]", text):
        half = len(mark) // 2
        if len(mark) == 4:
            found += [mark[:half], mark[half:]]
        else:
            found.append(mark)
    return found


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one font on one baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    italic: bool = False
    bold: bool = False
    raised: bool = False


@dataclass(slots=True)
class Line:
    """Pieces on one baseline, from left to right."""

    pieces: list[Piece]
    page: int
    column: int = 0
    text: str = ""
    size: float = 0.0
    bold: bool = False

    def __post_init__(self) -> None:
        self.pieces.sort(key=lambda p: p.x0)
        low = [p for p in self.pieces if not p.raised] or self.pieces
        sizes: Counter[float] = Counter()
        for piece in low:
            sizes[piece.size] += len(piece.text.strip())
        self.size = sizes.most_common(1)[0][0]
        self.bold = all(p.bold for p in low if p.text.strip())
        self.text = clean("".join(run.text for run in self.runs()))

    @property
    def x0(self) -> float:
        return self.pieces[0].x0

    @property
    def x1(self) -> float:
        return max(p.x1 for p in self.pieces)

    @property
    def y(self) -> float:
        return min((p.y for p in self.pieces if not p.raised), default=self.pieces[0].y)

    def runs(self) -> list[Run]:
        """What the line says, its raised numbers as marks."""
        found: list[Run] = []
        before: Piece | None = None
        for piece in self.pieces:
            if before and piece.x0 - before.x1 > 0.17 * max(before.size, piece.size):
                found.append(Run(" ", before.italic and piece.italic))
            said = found[-1].text if found else ""
            if (
                piece.raised
                and _RAISED_MARK.fullmatch(piece.text)
                and not (_UNIT.search(said) or piece.text.strip().isalpha())
            ):
                marks = _marks(piece.text)
                found += [Run("", mark=mark) for mark in marks]
            else:
                found.append(Run(piece.text, piece.italic, piece.bold))
            before = piece
        return found

    def parted(self, gap: float) -> list[Line]:
        """The line in pieces, where white space of more than so many sizes stands in it."""
        groups: list[list[Piece]] = []
        for piece in self.pieces:
            if groups and piece.x0 - groups[-1][-1].x1 <= gap * self.size:
                groups[-1].append(piece)
            else:
                groups.append([piece])
        return [Line(group, self.page, self.column) for group in groups]


@dataclass(slots=True)
class Page:
    """A page's lines and rules (left, right, height), and how large it is."""

    lines: list[Line]
    rules: list[tuple[float, float, float]]
    width: float
    bottom: float
    top: float
    pictured: bool = False
    notes: list[Line] = field(default_factory=list)

    def height(self, line: Line) -> float:
        """Where a line stands, 0 at the bottom and 1 at the top."""
        return (line.y - self.bottom) / (self.top - self.bottom)


def blocks(path: Path) -> tuple[list[Block], list[str]]:
    """Blocks of a PDF file, and what is odd about it.

    Parameters
    ----------
    path : Path
        The file; one of pages without text is refused, since it needs OCR.
    """
    pages = _pages(path)
    told = []
    empty = [n for n, page in enumerate(pages, 1) if not page.lines and page.pictured]
    if not any(page.lines for page in pages):
        what = "a scan without text" if any(p.pictured for p in pages) else "no text in it"
        raise InputError(f"{path}: {what}; put it through OCR and save it with text")
    if empty:
        listed = ", ".join(map(str, empty[:10]))
        told.append(f"page {listed}: a picture without text; its words are missing")
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    _regular(pages)
    _headless(pages, body)
    for page in pages:
        page.lines = _hung(page.lines, body)
    _columns(pages)
    notes = _notes(pages, body)
    marked = any(run.mark for page in pages for line in page.lines for run in line.runs())
    known = hyphens.vocabulary(line.text for page in pages for line in page.lines)
    found = [made for group in _groups(pages, body) if (made := _joined(group, known)) is not None]
    return [*(found if marked else unglue(found)), *notes], told


# --- pages to lines ----------------------------------------------------------------------------


def _pages(path: Path) -> list[Page]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: larger than {_LARGEST // 1_000_000} MB; no resolution is")
        data = path.read_bytes()
        _expanded(path, data)
        document = pypdfium2.PdfDocument(data)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror}; give a file that can be read") from None
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(f"{path}: locked by a password; save it without one") from None
        raise InputError(f"{path}: a broken PDF; fetch it again or save it anew") from None
    try:
        count = len(document)
        if count > _PAGES:
            raise InputError(f"{path}: {count} pages; expected one resolution, give its own PDF")
        found = []
        for number in range(count):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                raise InputError(
                    f"{path}: page {number + 1} cannot be read; fetch it again or save it anew"
                ) from None
            try:
                found.append(_page(page, number, raw, path))
            finally:
                page.close()
        if not found:
            raise InputError(f"{path}: a PDF without pages; fetch it again or save it anew")
        return found
    finally:
        document.close()


def _expanded(path: Path, data: bytes) -> None:
    """Refuse a file whose packed streams hold more than any document, before they are unpacked."""
    left = _EXPANDED
    for found in re.finditer(rb"stream\r?\n(?=[\x48\x58\x68\x78])", data):
        packed, depth = memoryview(data)[found.end() :], 0
        # What was packed twice begins again as packed data do.
        while len(packed) and packed[0] in b"\x48\x58\x68\x78" and depth < 4:
            depth += 1
            unpacker, first, at, rest = zlib.decompressobj(), bytearray(), 0, b""
            try:
                while not unpacker.eof and (rest or at < len(packed)):
                    if not rest:
                        rest, at = bytes(packed[at : at + 65536]), at + 65536
                    piece = unpacker.decompress(rest, 4_000_000)
                    rest = unpacker.unconsumed_tail
                    left -= len(piece)
                    if len(first) < 40_000_000:
                        first += piece
                    if left < 0:
                        raise InputError(
                            f"{path}: unpacks to more than any document; expected a resolution"
                        )
            except zlib.error:
                break
            packed = memoryview(first)


_TURNS = {0: (1, 0, 0, 1), 1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}


def _page(page: Any, number: int, raw: Any, path: Path) -> Page:
    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text)
        if count > _CHARACTERS:
            raise InputError(
                f"{path}: {count} characters on page {number + 1}; no page has so many"
            )
        pieces, turn = _read(text, count, raw)
    finally:
        text.close()
    rules, pictured = _drawn(page, raw)
    if turn:
        a, b, c, d = _TURNS[turn]
        corners = [(a * x + b * y, c * x + d * y) for x in (left, right) for y in (bottom, top)]
        (left, right), (bottom, top) = (
            (min(values), max(values)) for values in zip(*corners, strict=True)
        )
        rules = []
    if top <= bottom:
        bottom, top = 0.0, 792.0
    return Page(_lines(pieces, number), rules, right - left, bottom, top, pictured)


def _read(text: Any, count: int, raw: Any) -> tuple[list[Piece], int]:
    """Pieces of a page, and by how many quarters most of its text is turned.

    The library is asked as seldom as can be: place and look where a text object begins, distances
    where it saw a gap itself.
    """
    handle = text.raw
    unicode, generated = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    owning = raw.FPDFText_GetTextObject
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    fonts: dict[tuple, tuple[bool, bool, bool]] = {}
    looks: dict[int, tuple] = {}
    strokes: list[tuple] = []  # letters, left, right, baseline, look
    letters: list[str] = []
    key = last = -1
    look: tuple = ()
    start = end = base = 0.0
    gap = False
    turns: Counter[int] = Counter()

    def bounds(i: int) -> tuple[float, float]:
        raw.FPDFText_GetLooseCharBox(handle, i, box)
        if look[4] == 0:
            return box.left, box.right
        return {1: (box.bottom, box.top), 2: (-box.right, -box.left), 3: (-box.top, -box.bottom)}[
            look[4]
        ]

    def origin(i: int) -> tuple[float, float]:
        raw.FPDFText_GetCharOrigin(handle, i, x, y)
        a, b, c, d = _TURNS[look[4]]
        return a * x.value + b * y.value, c * x.value + d * y.value

    def done() -> None:
        if letters and last >= 0:
            strokes.append(("".join(letters), start, bounds(last)[1], base, look))
            turns[look[4]] += len(letters)
            letters.clear()

    for i in range(count):
        code = unicode(handle, i)
        if code in (10, 13, 32) and generated(handle, i) == 1:
            gap = True
            continue
        if code in (0, 10, 13, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        owner = owning(handle, i)
        now = ctypes.addressof(owner.contents) if owner else 0
        if now != key:
            done()
            key = now
            known = looks.get(key)
            if known is None:
                raw.FPDFText_GetMatrix(handle, i, matrix)
                size = raw.FPDFText_GetFontSize(handle, i) * math.hypot(matrix.c, matrix.d)
                angle = math.atan2(matrix.b, matrix.a)
                straight = abs(math.sin(2 * angle)) < 0.1
                known = (
                    round(size * 2) / 2 or 1.0,
                    *_font(handle, i, raw, fonts),
                    round(angle / (math.pi / 2)) % 4,
                    straight,
                )
                looks[key] = known
            look = known
            start, base = origin(i)
        elif gap and letters:
            left, under = origin(i)
            end = bounds(last)[1]
            size = look[0]
            if abs(under - base) > 0.1 * size or not -0.8 * size < left - end < size:
                done()
                start, base = left, under
            elif left - end > (0.26 if code == 45 else 0.17) * size and letters[-1] != " ":
                letters.append(" ")
        elif not letters:
            start, base = origin(i)
        gap = False
        letters.append(" " if chr(code).isspace() else chr(code if code != 2 else 45))
        last = i
    done()
    turn = turns.most_common(1)[0][0] if turns else 0
    pieces: list[Piece] = []
    for said, left, right, under, look in strokes:
        size, italic, bold, barcode, turned, straight = look
        if barcode or not straight or turned != turn or not said.strip():
            continue
        # The space that a piece begins or ends with is told by the distance to the next.
        if said != said.strip():
            lead = len(said) - len(said.lstrip())
            left += min(lead * 0.25 * size, (right - left) / 2)
            right -= min((len(said) - len(said.rstrip())) * 0.25 * size, (right - left) / 2)
            said = said.strip()
        before = pieces[-1] if pieces else None
        if before and (
            (before.size, before.italic, before.bold) == (size, italic, bold)
            and abs(before.y - under) < 0.1 * size
            and -0.8 * size < left - before.x1 < size
        ):
            space = left - before.x1 > (0.26 if said[0] == "-" else 0.17) * size
            joined = before.text + " " * space + said
            pieces[-1] = Piece(joined, before.x0, right, before.y, size, italic, bold)
        else:
            pieces.append(Piece(said, left, right, under, size, italic, bold))
    return pieces, turn


def _font(text: Any, i: int, raw: Any, known: dict) -> tuple[bool, bool, bool]:
    """Italic, bold, barcode: by the font's name and flags."""
    flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, i, name, 128, flags)
    key = (name.value, flags.value)
    if key not in known:
        shown = name.value.decode("utf-8", "replace").partition("+")[2] or name.value.decode(
            "utf-8", "replace"
        )
        value = max(flags.value, 0)
        weight = raw.FPDFText_GetFontWeight(text, i)
        known[key] = (
            bool(_ITALIC.search(shown)) or bool(value & 64),
            bool(_BOLD.search(shown)) or bool(value & 1 << 18) or weight >= 600,
            bool(_BARCODE.search(shown)),
        )
    return known[key]


def _drawn(page: Any, raw: Any) -> tuple[list[tuple[float, float, float]], bool]:
    """Horizontal rules of a page, and whether it has a picture as large as a scan."""
    rules: list[tuple[float, float, float]] = []
    pictured = False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    area = max(page.get_width() * page.get_height(), 1.0)
    for index in range(min(raw.FPDFPage_CountObjects(page), 20_000)):
        drawn = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM):
            continue
        if not raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top):
            continue
        wide, high = right.value - left.value, top.value - bottom.value
        if kind != raw.FPDF_PAGEOBJ_PATH:
            pictured |= wide * high > 0.3 * area
        elif high < 3 and wide > 0.3:
            rules.append((left.value, right.value, (top.value + bottom.value) / 2))
    joined: list[tuple[float, float, float]] = []
    for rule in sorted(rules, key=lambda r: (round(r[2]), r[0])):
        last = joined[-1] if joined else None
        if last and abs(last[2] - rule[2]) < 1.5 and rule[0] - last[1] < 3:
            joined[-1] = (last[0], max(last[1], rule[1]), last[2])
        else:
            joined.append(rule)
    return [r for r in joined if r[1] - r[0] > 30], pictured


def _lines(pieces: list[Piece], page: int) -> list[Line]:
    """Pieces gathered by their baselines, raised ones put into the line that they belong to."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.y, p.x0)):
        if rows and abs(rows[-1][0].y - piece.y) < 0.16 * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    # From the bottom up: a row that is smaller and stands just above another is raised in it.
    kept: list[list[Piece]] = []
    for row in reversed(rows):
        left = []
        for piece in row:
            for under in reversed(kept[-3:]):
                near = [
                    p for p in under
                    if not p.raised and piece.size < 0.85 * p.size
                    and 0.1 * p.size < piece.y - p.y < 0.75 * p.size
                    and p.x0 - 2 * p.size < piece.x0 < p.x1 + 2 * p.size
                ]  # fmt: skip
                if near:
                    under.append(replace(piece, raised=True))
                    break
            else:
                left.append(piece)
        if left:
            kept.append(left)
    found = [Line(row, page) for row in reversed(kept)]
    return [line for line in found if line.text or any(r.mark for r in line.runs())]


def _regular(pages: Sequence[Page]) -> None:
    """Nothing is bold where most of a text is said to be: its fonts are named wrongly."""
    lines = [line for page in pages for line in page.lines]
    if 2 * sum(len(li.text) for li in lines if li.bold) > sum(len(li.text) for li in lines):
        for line in lines:
            line.pieces = [replace(piece, bold=False) for piece in line.pieces]
            line.bold = False


def _hung(lines: list[Line], body: float) -> list[Line]:
    """Marks that the end of a line pushed onto the next one put back behind its last word."""
    found: list[Line] = []
    for line in lines:
        first = line.pieces[0]
        small = first.size < 0.75 * body and _RAISED_MARK.fullmatch(first.text)
        if small and not first.raised and len(line.pieces) == 1 and found:
            above = found.pop()
            mark = replace(first, x0=above.x1, x1=above.x1, y=above.y, raised=True)
            line = Line([*above.pieces, mark], above.page, above.column)
        found.append(line)
    return found


# --- what is no text ---------------------------------------------------------------------------


def _skeleton(line: Line) -> tuple[str, int, int]:
    """What a line has in common with others at the edge of pages: words, page number, height."""
    found = re.fullmatch(r"(\d{1,4})?\s*(.*?)\s*(\d{1,4})?", line.text, re.S)
    number = (found[1] or found[3]) if found else None
    if not found or not number or (found[1] and found[3]):
        return line.text.lower(), 0, round(line.y)
    return found[2].lower(), int(number) - line.page, round(line.y)


def _noted(line: Line) -> bool:
    """Does a line begin as a note does, or hold a mark?"""
    return any(run.mark for run in line.runs()) or bool(_NOTE.match(line.text))


def _headless(pages: Sequence[Page], body: float) -> None:
    """Take running heads, page numbers and job numbers off the pages."""
    seen: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        edge = [li for li in page.lines if not 0.1 < page.height(li) < 0.88 and not _noted(li)]
        seen.update({_skeleton(li) for li in edge})
    title = " ".join(
        " ".join(words(li.text)) for li in pages[0].lines if li.bold or li.size > body * 1.05
    )
    for number, page in enumerate(pages):
        ruled = [
            y for x0, x1, y in page.rules
            if x1 - x0 > 0.3 * page.width and (y - page.bottom) > 0.88 * (page.top - page.bottom)
        ]  # fmt: skip
        head = max(ruled, default=math.inf) if number else math.inf

        def repeated(line: Line) -> bool:
            return not _noted(line) and seen[_skeleton(line)] > max(1, 0.2 * len(pages))

        def running(line: Line, rule: float = head) -> bool:
            said = " ".join(words(line.text))
            return (
                line.y > rule
                or bool(_DEBRIS.fullmatch(line.text))
                or repeated(line)
                or bool(symbols.normal(re.sub(r"\s*[Pp]age \d+$", "", line.text)))
                or (line.size < 0.93 * body and bool(said) and said in title)
            )

        lines = page.lines
        first = 0
        if number:
            while first < len(lines) and page.height(lines[first]) > 0.86 and running(lines[first]):
                first += 1
        last = len(lines)
        while (
            last > first
            and page.height(lines[last - 1]) < 0.12
            and (_DEBRIS.fullmatch(lines[last - 1].text) or repeated(lines[last - 1]))
        ):
            last -= 1
        # A job number may stand above the page's last line of text where notes run on.
        page.lines = [
            line for line in lines[first:last]
            if not (page.height(line) < 0.12 and line.text[3:] and _DEBRIS.fullmatch(line.text))
        ]  # fmt: skip


def _columns(pages: Sequence[Page]) -> None:
    """Order pages of two columns: the left one, then the right one, between full lines.

    A short page is taken to be set like the long ones.
    """
    gutters = [_gutter(page) for page in pages]
    seen = sorted(x for x in gutters if x)
    long = sum(len(page.lines) >= 12 for page in pages)
    usual = seen[len(seen) // 2] if seen and 2 * len(seen) >= long else 0.0
    for page, gutter in zip(pages, gutters, strict=True):
        if gutter:
            _parted(page, gutter)
        elif usual:
            crossed = sum(_crosses(line, usual) for line in page.lines)
            if crossed < 0.3 * len(page.lines):
                _parted(page, usual)


def _crosses(line: Line, x: float) -> bool:
    return any(a < x + 3 and b > x - 3 for a, b in _spans(line))


def _gutter(page: Page) -> float:
    """Middle of a strip that hardly a line crosses and that has long lines on both sides; or 0."""
    lines = page.lines
    if len(lines) < 12:
        return 0.0
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    spans = [_spans(line) for line in lines]
    best = (0, 0.0)
    for step in range(36, 65):
        x = left + (right - left) * step / 100
        crossed = before = after = 0
        for line in spans:
            if any(a < x + 3 and b > x - 3 for a, b in line):
                crossed += 1
                continue
            before += any(b <= x and b - a > 0.25 * (right - left) for a, b in line)
            after += any(a >= x and b - a > 0.25 * (right - left) for a, b in line)
        if min(before, after) >= 6 and crossed < 0.3 * min(before, after):
            best = max(best, (min(before, after) - 2 * crossed, x))
    return best[1]


def _parted(page: Page, gutter: float) -> None:
    ordered: list[Line] = []
    sides: tuple[list[Line], list[Line]] = ([], [])

    def turned() -> None:
        for side in sides:
            ordered.extend(side)
            side.clear()

    # A rule across both columns parts what is above from what is below, as a full line does.
    across = [y for x0, x1, y in page.rules if x0 < gutter - 20 and x1 > gutter + 20]
    above = page.top
    for line in page.lines:
        if any(line.y < y < above for y in across):
            turned()
        above = line.y
        if _crosses(line, gutter):
            turned()
            ordered.append(line)
            continue
        for side, half in enumerate((
            [p for p in line.pieces if p.x0 < gutter], [p for p in line.pieces if p.x0 >= gutter]
        )):  # fmt: skip
            if half:
                sides[side].append(Line(half, line.page, side + 1))
    turned()
    page.lines = ordered


def _spans(line: Line) -> list[tuple[float, float]]:
    """Stretches of a line without much white space in them."""
    spans: list[list[float]] = []
    for piece in line.pieces:
        if spans and piece.x0 - spans[-1][1] < 0.8 * line.size:
            spans[-1][1] = max(spans[-1][1], piece.x1)
        else:
            spans.append([piece.x0, piece.x1])
    return [(a, b) for a, b in spans]


# --- notes -------------------------------------------------------------------------------------


def _notes(pages: Sequence[Page], body: float) -> list[Block]:
    """Take the notes from the feet of pages and columns, and number them by their marks."""
    found: list[tuple[str, list[Line]]] = []
    for page in pages:
        rest: list[Line] = []
        columns: list[list[Line]] = []
        for line in page.lines:
            if columns and columns[-1][-1].column == line.column:
                columns[-1].append(line)
            else:
                columns.append([line])
        for lines in columns:
            start = _foot(lines, page, body, found)
            rest += lines[:start]
            for line in lines[start:]:
                if _UNDERSCORES.fullmatch(line.text):
                    continue
                last = found[-1][0] if found else ""
                mark = _own_mark(line, last)
                if mark:
                    found.append((mark, [line]))
                elif found:
                    found[-1][1].append(line)
                else:
                    rest.append(line)
        page.lines = [line for line in rest if not _UNDERSCORES.fullmatch(line.text)]
    known = hyphens.vocabulary(line.text for _, lines in found for line in lines)
    notes = []
    for mark, lines in found:
        text = _flow(lines, known, noted=True)
        said = clean("".join(run.text for run in text))
        said = re.sub(rf"^{re.escape(mark)}\s?[/.]?\s+", "", said)
        if said:
            notes.append(Block(mended(said), "note", mark))
    return notes


def _own_mark(line: Line, last: str) -> str:
    """The mark that a line of notes begins with."""
    first = line.pieces[0]
    if first.raised and _RAISED_MARK.fullmatch(first.text):
        return first.text.strip(" ,")
    if found := _NOTE.match(line.text):
        mark = found["mark"]
        if not mark.isdigit():
            return mark
        # A number at the line's beginning may as well belong to the note's text.
        follows = not last.isdigit() or 0 < int(mark) - int(last) <= 2
        if follows and (len(line.pieces) == 1 or line.pieces[0].text.strip(" ./") == mark):
            return mark
    return ""


def _foot(lines: list[Line], page: Page, body: float, found: list) -> int:
    """Where the notes begin among the lines of a page or column."""
    small = len(lines)
    while small and (
        lines[small - 1].size <= 0.93 * body or _UNDERSCORES.fullmatch(lines[small - 1].text)
    ):
        small -= 1
    left, right = min(li.x0 for li in lines), max(li.x1 for li in lines)
    last = found[-1][0] if found else ""

    def marks(line: Line) -> bool:
        return bool(_own_mark(line, last))

    for at in range(len(lines)):
        line = lines[at]
        ruled = bool(re.fullmatch(r"_[_\s]{3,}", line.text))
        if ruled:
            at += 1
        else:
            above = lines[at - 1].y if at else page.top
            ruled = any(
                line.y < y < above and x1 - x0 < 0.6 * (right - left)
                and x0 > left - 40 and x1 < right + 10
                for x0, x1, y in page.rules
            )  # fmt: skip
        if not ruled or at >= len(lines):
            continue
        # Below the rule: smaller text throughout, or text that begins with a mark.
        if at >= small or (marks(lines[at]) and lines[at].pieces[0].raised):
            return at - 1 if at and _UNDERSCORES.fullmatch(lines[at - 1].text) else at
    for at in range(small, len(lines)):
        if marks(lines[at]) and (
            lines[at].pieces[0].raised or not at or lines[at - 1].size > lines[at].size
        ):
            return at
    return len(lines)


# --- lines to paragraphs -----------------------------------------------------------------------


def _groups(pages: Sequence[Page], body: float) -> list[list[Line]]:
    """Lines in groups, each a paragraph, a heading, or a line of the masthead."""
    leading = _leading(pages, body)
    margins = _margins(pages, body)
    indented = _indented(pages, body, leading)
    groups: list[list[Line]] = []
    begun = False
    for page in pages:
        for line in page.lines:
            parts = [line] if begun else line.parted(2.5)
            if len(parts) == 2 and re.fullmatch(r"[\d/().A-Z-]{2,14}\.", parts[0].text):
                parts = [line]  # a title's number stands apart from its words
            for part in parts:
                alone = len(parts) > 1 or not groups or (
                    # the masthead's symbol
                    not begun and any(map(_symbol, (part, groups[-1][-1])))
                )  # fmt: skip
                if not alone and _joins(groups[-1], part, leading, margins, indented, body):
                    groups[-1].append(part)
                else:
                    groups.append([part])
            begun = begun or bool(_ORGAN_LINE.fullmatch(line.text))
    return groups


def _symbol(line: Line) -> bool:
    return len(line.text) < 40 and bool(symbols.normal(line.text.rstrip("* ")))


def _leading(pages: Sequence[Page], body: float) -> float:
    steps = [
        above.y - line.y
        for page in pages
        for above, line in zip(page.lines, page.lines[1:], strict=False)
        if above.size == line.size == body and 0 < above.y - line.y < 4 * body
    ]
    return median(sorted(steps)[: max(1, len(steps) * 4 // 5)]) if steps else 1.2 * body


@dataclass(frozen=True, slots=True)
class _Margins:
    """Left and right margins of each page and column, and under page -1 those of all pages."""

    ends: dict[tuple[int, int], tuple[float, float]]

    def left(self, line: Line) -> float:
        return self._of(line)[0]

    def right(self, line: Line) -> float:
        return self._of(line)[1]

    def _of(self, line: Line) -> tuple[float, float]:
        known = self.ends.get((line.page, line.column)) or self.ends.get((-1, line.column))
        return known or (line.x0, line.x1)


def _margins(pages: Sequence[Page], body: float) -> _Margins:
    sides: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for page in pages:
        for line in page.lines:
            if line.size == body:
                for number in (line.page, -1):
                    sides.setdefault((number, line.column), []).append((line.x0, line.x1))
    return _Margins({
        key: (
            sorted(x0 for x0, _ in values)[int(0.1 * len(values))],
            sorted(x1 for _, x1 in values)[int(0.85 * len(values))],
        )
        for key, values in sides.items()
        if len(values) >= 6 or key[0] == -1
    })  # fmt: skip


def _indented(pages: Sequence[Page], body: float, leading: float) -> bool:
    """Do paragraphs begin with an indent? By what follows white space or a full stop."""
    yes = no = 0
    for page in pages:
        lines = [line for line in page.lines if line.size == body and not line.bold]
        for above, first, second in zip([None, *lines], lines, lines[1:], strict=False):
            if above is None or first.column != second.column or first.y - second.y > 1.3 * leading:
                continue
            if above.y - first.y > 1.25 * leading:
                yes += first.x0 > second.x0 + 0.8 * body
                no += abs(first.x0 - second.x0) < 0.3 * body
    return yes > no


def _joins(
    group: list[Line], line: Line, leading: float, margins: _Margins, indented: bool, body: float
) -> bool:
    """Does a line go on with the paragraph before it?"""
    above = group[-1]
    if abs(above.size - line.size) > 0.08 * above.size or above.bold != line.bold:
        # A line of a paragraph may be all in bold by chance, but not change its size.
        return False
    size = line.size
    right = margins.right(above)
    prefix = PREFIX.match(line.text)
    starts = bool(prefix) and not (prefix["bul"] and prefix["bul"] in "-–—")  # type: ignore[index]
    ended = above.text[-1:] in ".;:" or (above.text.endswith((" and", " or")) and starts)
    full = above.x1 > right - 5 * size
    if above.page != line.page or above.column != line.column:
        if starts and (ended or above.text[-1:] == ","):
            return False
        if line.bold:
            return False
        if line.text[:1].islower():
            return above.text[-1:] != "." or full
        if not full:
            return False
        if indented:
            # Without an indent a page goes on with the paragraph before.
            moved = (line.x0 - margins.left(line)) - (above.x0 - margins.left(above))
            return moved < (0.8 if len(group) > 1 else -0.5) * size
        return not ended
    step = above.y - line.y
    usual = leading * (size / body if size > body else 1.0)
    if step > 1.27 * usual or step < 0.3 * size:
        return False
    if line.bold or size != body:
        return True
    # Signatures and the like: short lines flush with the right margin.
    if (
        above.x0 > line.x0 + 0.8 * size
        and above.x1 > right - size
        and line.x1 > right - size
        and (len(group) == 1 and above.x1 - above.x0 < 0.5 * (right - line.x0))
    ):
        return False
    if min(above.x0, line.x0) > right - 0.45 * _width(group, right) and abs(above.x1 - line.x1) < 2:
        return False
    # "… (a) …; (b) …" may run on in the text: then its lines are full, and none is set in.
    inline = indented and above.x1 > right - 1.5 * size and line.x0 < above.x0 + 0.3 * size
    if starts and (ended or above.text[-1:] == ",") and not inline:
        return False
    if line.x0 > above.x0 + 0.8 * size:
        # Set in: a new paragraph, unless it hangs from the number of the line above.
        hung = len(above.pieces) > 1 and len(group) == 1 and bool(PREFIX.match(above.text))
        return hung and any(abs(line.x0 - p.x0) < 0.6 * size for p in above.pieces[1:])
    if line.x0 < above.x0 - 0.8 * size and len(group) > 1:
        return False
    word = line.pieces[0].text.split(" ")[0]
    first = len(word) * 0.5 * size
    return not (
        (above.x1 + first + 2.5 * size < right and ended)
        or (above.x1 + first + 8 * size < right and line.text[:1].isupper())
    )


def _width(group: list[Line], right: float) -> float:
    return max(right - min(line.x0 for line in group), 360.0)


def _flow(lines: Iterable[Line], known: Counter[str], noted: bool = False) -> list[Run]:
    """Runs of lines one after the other, words that a line's end broke made whole."""
    found: list[Run] = []
    for line in lines:
        runs = line.runs()
        if noted:
            runs = [run for run in runs if not run.mark]
        if not runs:
            continue
        last = next((i for i in range(len(found) - 1, -1, -1) if not found[i].mark), None)
        if last is not None:
            before = found[last]
            said, after = before.text.rstrip(), runs[0].text.lstrip()
            marked = last != len(found) - 1
            halved = not marked and re.search(r"\w[-\xad\u2010]$", said)
            if halved and not hyphens.SUSPENDED.match(after):
                if hyphens.broken(said, after, known):
                    found[last] = replace(before, text=said[:-1])
                else:
                    found[last] = replace(before, text=said)
                runs[0] = replace(runs[0], text=after)
            elif marked or not re.search(r"[^\W\d_]/$|\S—$", said):
                found.append(Run(" "))
        found += runs
    return found


def _joined(group: list[Line], known: Counter[str]) -> Block | None:
    runs = _flow(group, known)
    made = block(runs)
    if made is None:
        return None
    # A shorter text moves the marks behind what was mended.
    text = mended(made.text)
    if text != made.text:
        moved = tuple((len(mended(made.text[:at])), mark) for at, mark in made.marks)
        made = replace(made, text=text, marks=moved)
    return made
