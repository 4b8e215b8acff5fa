"""Redlines: what became of the printed words, to read in Jupyter, as a page, and in Word.

`changes` puts the links and edits of `collation` on the printed text, with its punctuation and
case; `skeleton` shows as much as the published tables say where texts are not at hand; `history`
follows one provision through a series. All are frozen records, which `html` writes as a page and
Jupyter shows as they are; `docx` writes tracked changes.

The law: of the runs of a redline, those that are equal or inserted are the later text as printed,
and those that are equal or deleted the earlier one; in each paragraph, to the last comma.
"""

from .page import LAYOUTS, beside, html, marked, write_html
from .records import History, Quote, Redline, Row, Run, Step, name
from .runs import changes
from .series import between, provision, renewal
from .tables import history, skeleton
from .versions import Versions, versions, write_versions
from .word import docx

__all__ = [
    "renewal",
    "between",
    "provision",
    "changes",
    "skeleton",
    "history",
    "html",
    "beside",
    "marked",
    "write_html",
    "versions",
    "write_versions",
    "Versions",
    "docx",
    "LAYOUTS",
    "History",
    "Quote",
    "Redline",
    "Row",
    "Run",
    "Step",
    "name",
]
