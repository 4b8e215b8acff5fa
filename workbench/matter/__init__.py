"""The matter of the last renewal in plain lines: what is new, what is gone, what else changed.

From tables only; with texts at hand the wording itself, cut to what changed. A line says what
the tables say of whole paragraphs and their clauses; where they say too little, there is no line.
"""

from .abouts import about, named, of_tables, of_text, paragraph, told
from .entries import MOST, PIECES, sections
from .facts import Clause, Paragraph
from .heads import head
from .lines import COLUMNS, lines
from .pages import Page, page

__all__ = ["COLUMNS", "MOST", "PIECES", "Clause", "Page", "Paragraph", "about", "head", "lines",
           "named", "of_tables", "of_text", "page", "paragraph", "sections", "told"]  # fmt: skip
