"""PDF, as the library has it: a file's pages, their characters with place and font, their rules.

Limits stand here, since what is beyond them must not reach the library.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from . import content
from .pdf_lines import Page, Piece, gathered, spaced

_LARGEST = 100_000_000  # bytes of a file
_PAGES = 1000
_CHARACTERS = 50_000  # of a page
_EXPANDED = 300_000_000  # bytes of all packed streams together, unpacked
_OBJECTS = 20_000  # of a page, looked at for rules and pictures
_RULES = 500  # of a page: more are a drawing

_BARCODE = re.compile(r"bar-?\s?code|3 ?of ?9|code ?39|c39|free3of9|idautomation", re.I)
_ITALIC = re.compile(r"ital|obliq|kursiv|[-,]it\b|-i$", re.I)
_BOLD = re.compile(r"bold|black|heavy|demi|-b$", re.I)
# Places of a text that is turned by so many quarters, as those of an upright one.
_TURNS = {0: (1, 0, 0, 1), 1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}

Rule = tuple[float, float, float]


def pages(path: Path) -> list[Page]:
    """Pages of a file, the text of each gathered to lines.

    Raises
    ------
    InputError
        The file is broken, locked, or larger than any document.
    """
    import pypdfium2

    data = content.data(path, _LARGEST)
    _expanded(data)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("locked by a password; save it without one") from None
        raise InputError("a broken PDF; fetch it again or save it anew") from None
    try:
        count = len(document)
        if count > _PAGES:
            raise InputError(f"{count} pages; expected one resolution, give its own PDF")
        if not count:
            raise InputError("a PDF without pages; fetch it again or save it anew")
        return [_numbered(document, number) for number in range(count)]
    finally:
        document.close()


def _numbered(document: Any, number: int) -> Page:
    import pypdfium2

    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        raise InputError(
            f"page {number + 1} cannot be read; fetch it again or save it anew"
        ) from None
    try:
        return _page(page, number)
    finally:
        page.close()


def _expanded(data: bytes) -> None:
    """Refuse a file whose packed streams hold more than any document, before they are unpacked."""
    left = _EXPANDED
    for start in re.finditer(rb"stream\r?\n(?=[\x48\x58\x68\x78])", data):
        packed, depth = memoryview(data)[start.end() :], 0
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
                        raise InputError("unpacks to more than any document; expected a resolution")
            except zlib.error:
                break
            packed = memoryview(first)


def _page(page: Any, number: int) -> Page:
    from pypdfium2 import raw

    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text)
        if count > _CHARACTERS:
            raise InputError(f"{count} characters on page {number + 1}; no page has so many")
        strokes = _strokes(_Characters(text), count)
    finally:
        text.close()
    turns: Counter[int] = Counter()
    for stroke in strokes:
        turns[stroke.look.turn] += len(stroke.text)
    turn = turns.most_common(1)[0][0] if turns else 0
    rules, pictured = _drawn(page, raw)
    if turn:
        corners = [_upright(x, y, turn) for x in (left, right) for y in (bottom, top)]
        (left, right), (bottom, top) = (
            (min(values), max(values)) for values in zip(*corners, strict=True)
        )
        rules = []
    if top <= bottom:
        bottom, top = 0.0, 792.0
    lines = gathered(_pieces(strokes, turn), number)
    return Page(tuple(lines), tuple(rules), right - left, bottom, top, pictured)


# --- characters to pieces ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text object is printed, and by how many quarters it is turned."""

    size: float
    italic: bool
    bold: bool
    barcode: bool
    turn: int
    straight: bool


@dataclass(frozen=True, slots=True)
class _Stroke:
    """Characters of one text object on one baseline."""

    text: str
    left: float
    right: float
    base: float
    look: _Look

    def trimmed(self) -> _Stroke:
        """Without space at its ends, which is told by the distance to the next."""
        said = self.text.strip()
        if said == self.text:
            return self
        wide, half = 0.25 * self.look.size, (self.right - self.left) / 2
        left = self.left + min((len(self.text) - len(self.text.lstrip())) * wide, half)
        half = (self.right - left) / 2
        right = self.right - min((len(self.text) - len(self.text.rstrip())) * wide, half)
        return _Stroke(said, left, right, self.base, self.look)


class _Characters:
    """Characters of a page: what the library knows of each, asked one by one."""

    def __init__(self, text: Any) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.handle = text.raw
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._box, self._matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        self._looks: dict[int, _Look] = {}
        self._fonts: dict[tuple[bytes, int], tuple[bool, bool, bool]] = {}

    def origin(self, i: int, turn: int) -> tuple[float, float]:
        """Left end and baseline."""
        self.raw.FPDFText_GetCharOrigin(self.handle, i, self._x, self._y)
        return _upright(self._x.value, self._y.value, turn)

    def right(self, i: int, turn: int) -> float:
        box = self._box
        self.raw.FPDFText_GetLooseCharBox(self.handle, i, box)
        return (box.right, box.top, -box.left, -box.bottom)[turn]

    def look(self, i: int, owner: int) -> _Look:
        """Look of a character that belongs to a text object."""
        if owner not in self._looks:
            matrix = self._matrix
            self.raw.FPDFText_GetMatrix(self.handle, i, matrix)
            size = self.raw.FPDFText_GetFontSize(self.handle, i) * math.hypot(matrix.c, matrix.d)
            angle = math.atan2(matrix.b, matrix.a)
            self._looks[owner] = _Look(
                round(size * 2) / 2 or 1.0,
                *self._font(i),
                turn=round(angle / (math.pi / 2)) % 4,
                straight=abs(math.sin(2 * angle)) < 0.1,
            )
        return self._looks[owner]

    def _font(self, i: int) -> tuple[bool, bool, bool]:
        """Italic, bold, barcode: by the font's name and flags."""
        flags, name = ctypes.c_int(), ctypes.create_string_buffer(128)
        self.raw.FPDFText_GetFontInfo(self.handle, i, name, 128, flags)
        key = (name.value, flags.value)
        if key not in self._fonts:
            whole = name.value.decode("utf-8", "replace")
            shown = whole.partition("+")[2] or whole  # a subset's letters stand before its name
            value = max(flags.value, 0)
            weight = self.raw.FPDFText_GetFontWeight(self.handle, i)
            self._fonts[key] = (
                bool(_ITALIC.search(shown)) or bool(value & 64),
                bool(_BOLD.search(shown)) or bool(value & 1 << 18) or weight >= 600,
                bool(_BARCODE.search(shown)),
            )
        return self._fonts[key]


def _upright(x: float, y: float, turn: int) -> tuple[float, float]:
    a, b, c, d = _TURNS[turn]
    return a * x + b * y, c * x + d * y


def _strokes(characters: _Characters, count: int) -> list[_Stroke]:
    """Characters of a page in strokes.

    The library is asked as seldom as can be: place and look where a text object begins, distances
    where it saw a gap itself.
    """
    raw, handle = characters.raw, characters.handle
    unicode, generated = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    owning, address = raw.FPDFText_GetTextObject, ctypes.addressof
    strokes: list[_Stroke] = []
    letters: list[str] = []
    owner = last = -1
    look: Any = None  # known as soon as a text object is
    start = base = 0.0
    gap = False

    def done() -> None:
        if letters:
            end = characters.right(last, look.turn)
            strokes.append(_Stroke("".join(letters), start, end, base, look))
            letters.clear()

    for i in range(count):
        code = unicode(handle, i)
        if code in (10, 13, 32) and generated(handle, i) == 1:
            gap = True
            continue
        if code in (0, 10, 13, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        text_object = owning(handle, i)
        now = address(text_object.contents) if text_object else 0
        if now != owner:
            done()
            owner, look = now, characters.look(i, now)
            start, base = characters.origin(i, look.turn)
        elif gap:
            left, under = characters.origin(i, look.turn)
            away = left - characters.right(last, look.turn)
            if not _level(away, under - base, look.size):
                done()
                start, base = left, under
            elif spaced(away, look.size, chr(code)) and letters[-1] != " ":
                letters.append(" ")
        gap = False
        # 2 is how the library hands on a hyphen at a line's end.
        letters.append(" " if chr(code).isspace() else "-" if code == 2 else chr(code))
        last = i
    done()
    return strokes


def _level(away: float, above: float, size: float) -> bool:
    """Do characters so far away and so much higher go on with those before them?"""
    return abs(above) < 0.1 * size and -0.8 * size < away < size


@dataclass(slots=True)
class _Joined:
    """Strokes of one look that go on with one another."""

    first: _Stroke
    texts: list[str]
    right: float

    @property
    def piece(self) -> Piece:
        look = self.first.look
        return Piece(
            "".join(self.texts), self.first.left, self.right, self.first.base,
            look.size, look.italic, look.bold,
        )  # fmt: skip


def _pieces(strokes: Iterable[_Stroke], turn: int) -> list[Piece]:
    """Strokes that are text and turned as the page is, joined where they go on."""
    pieces: list[_Joined] = []
    for stroke in strokes:
        look = stroke.look
        if look.barcode or not look.straight or look.turn != turn or not stroke.text.strip():
            continue
        stroke = stroke.trimmed()
        if pieces and _alike(pieces[-1].first.look, look):
            last = pieces[-1]
            away = stroke.left - last.right
            if _level(away, last.first.base - stroke.base, look.size):
                space = spaced(away, look.size, stroke.text[0])
                last.texts += [" " * space, stroke.text]
                last.right = stroke.right
                continue
        pieces.append(_Joined(stroke, [stroke.text], stroke.right))
    return [joined.piece for joined in pieces]


def _alike(one: _Look, other: _Look) -> bool:
    return (one.size, one.italic, one.bold) == (other.size, other.italic, other.bold)


# --- what is drawn -----------------------------------------------------------------------------


def _drawn(page: Any, raw: Any) -> tuple[list[Rule], bool]:
    """Horizontal rules of a page, and whether it has a picture as large as a scan."""
    rules: list[Rule] = []
    pictured = False
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    area = max(page.get_width() * page.get_height(), 1.0)
    for index in range(min(raw.FPDFPage_CountObjects(page), _OBJECTS)):
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
    # Dashes that touch are one rule; what is no wider than a word underlines one.
    joined: list[Rule] = []
    for rule in sorted(rules, key=lambda r: (round(r[2]), r[0])):
        last = joined[-1] if joined else None
        if last and abs(last[2] - rule[2]) < 1.5 and rule[0] - last[1] < 3:
            joined[-1] = (last[0], max(last[1], rule[1]), last[2])
        else:
            joined.append(rule)
    return [rule for rule in joined if rule[1] - rule[0] > 30][:_RULES], pictured
