"""The brief: a draft against the last adopted member of a series, for the room.

`brief` compares; `html`, `docx` and `record` say what it found as a page, as a document of a few
pages that can be marked up, and as one JSON object.
"""

from .comparison import brief
from .page import html, write_html
from .precedents import Library
from .records import Bound, Brief, Change, Code, Entry, Missing, Precedent, Shift, Tally, record
from .view import lines, said
from .word import docx

__all__ = [
    "brief", "html", "write_html", "docx", "record", "lines", "said", "Brief", "Entry", "Change",
    "Precedent", "Missing", "Shift", "Bound", "Code", "Tally", "Library",
]  # fmt: skip
