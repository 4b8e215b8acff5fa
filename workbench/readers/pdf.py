"""PDF: pieces of text with place, size and font, put back into paragraphs and notes.

A page gives `Piece`s; pieces on one baseline are a `Line`, with raised ones in their places. Of
the lines, running heads, page and job numbers go, notes are taken from the foot, and what is left
is joined to paragraphs by spacing, indentation, and how full a line is. Each stage is a module.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError
from . import hyphens, pdf_columns, pdf_heads, pdf_lines, pdf_notes, pdf_paragraphs, pdf_text
from .pdf_lines import Page
from .protocol import Blocks


def read(path: Path) -> Blocks:
    """Blocks of a PDF file; one of pages without text is refused, since it needs OCR."""
    pages = pdf_text.pages(path)
    if not any(page.lines for page in pages):
        what = "a scan without text" if any(p.pictured for p in pages) else "no text in it"
        raise InputError(f"{what}; put it through OCR and save it with text")
    pictures = [str(n) for n, page in enumerate(pages, 1) if not page.lines and page.pictured]
    warnings = []
    if pictures:
        listed = ", ".join(pictures[:10])
        warnings.append(f"page {listed}: a picture without text; its words are missing")
    body = _body(pages)
    pages = pdf_heads.headless(pdf_lines.regular(pages), body)
    pages = pdf_columns.ordered([pdf_lines.hung(page, body) for page in pages])
    pages, notes = pdf_notes.parted(pages, body)
    lines = [line for page in pages for line in page.lines]
    known = hyphens.vocabulary(line.text for line in lines)
    text = pdf_paragraphs.joined(pages, body, known)
    return Blocks.of([*text, *notes], warnings, marked=any(line.marked for line in lines))


def _body(pages: Sequence[Page]) -> float:
    """Size of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0]
