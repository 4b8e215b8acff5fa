"""Words as the background has them: which close no name, and how unevenly each is spread.

    WORKBENCH_SHARED=../shared python benchmarks/forms.py

Reads `bulk` and writes two files of the codebook. In ``forms.csv`` a word that closes no name gets
the kind "other": after an article, a preposition or any other stop-word it hardly ever closes what
begins there ("is aware", "they exist", against "the budget"), or, with an ending of a plural, has
an article behind it ("inhibits the"). What stands there already is left. ``spread.csv`` is made
anew: the residual inverse document frequency of each word that ten documents or more have.
"""

from __future__ import annotations

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable
from math import exp, log2
from pathlib import Path

from workbench import codebook, files, readers
from workbench.errors import InputError
from workbench.features import PAUSE
from workbench.text import words as split

FOLDER = Path("corpus/codebook")
SOME = 3  # times after a stop-word: fewer tell no form
FEW = 10  # documents: fewer tell no spread
RARELY = 0.1
OFTEN = 0.2
ARTICLES = {"the", "a", "an", "its", "their", "this", "these", "those", "such", "any", "all", "no",
            "each", "every", "other", "our", "his", "her", "both", "some", "several"}  # fmt: skip
BEFORE = {*ARTICLES, "of", "in", "for", "on", "against", "from", "with", "by"}
# "abstinence" and "livelihood" stand in lists, and seldom behind a stop-word
OF_NOUNS = ("tion", "ity", "ness", "ment", "nce", "hood", "ism", "ship", "cide", "ing")


class Counts:
    """How often words stand where."""

    def __init__(self) -> None:
        self.documents: Counter[str] = Counter()
        self.paragraphs: Counter[str] = Counter()
        self.every: Counter[str] = Counter()
        self.after: Counter[str] = Counter()  # a stop-word
        self.closing: Counter[str] = Counter()  # what an article or a preposition begins
        self.leading: Counter[str] = Counter()  # an article follows
        self.texts = 0

    def add(self, paragraphs: list[str], stop: frozenset[str]) -> None:
        here: Counter[str] = Counter()
        for text in paragraphs:
            here.update(set(split(text)))
            for run in PAUSE.split(text):
                said = ["", *split(run), ""]
                for before, word, then in zip(said, said[1:], said[2:], strict=False):
                    content = then[:1].isalpha() and then not in stop
                    self.every[word] += 1
                    self.after[word] += before in stop and before not in ("and", "or")
                    self.leading[word] += then in ARTICLES
                    self.closing[word] += (
                        before in BEFORE and not content and then not in {*ARTICLES, "than"}
                    )
        self.documents.update(here.keys())
        self.paragraphs.update(here)
        self.texts += bool(here)

    def closes_no_name(self, word: str) -> bool:
        behind = self.after[word]
        if behind < SOME or self.closing[word] >= RARELY * behind or word.endswith(OF_NOUNS):
            return False
        return not word.endswith("s") or self.leading[word] > OFTEN * self.every[word]

    def residual(self, word: str) -> float:
        """Bits by which documents that have a word are fewer than chance lets expect."""
        share = self.documents[word] / self.texts
        return log2(1 - exp(-self.paragraphs[word] / self.texts)) - log2(share)


def main() -> None:
    book = codebook.load("corpus")
    counts = Counts()
    for path in sorted((Path(os.environ["WORKBENCH_SHARED"]) / "bulk").glob("*.json")):
        try:
            text = readers.read(path)
        except InputError:
            continue
        counts.add([p.text for p in text.paragraphs], book.stopwords)
    known = {word: form for word, form in book.forms.items() if form[0] != "other"}
    plain = [word for word in counts.documents if word.isalpha() and word not in book.stopwords]
    others = {word: ("other", "") for word in plain if counts.closes_no_name(word)}
    forms = sorted((others | known).items())
    _write("forms", ("word", "kind", "written"), ((word, *form) for word, form in forms))
    spread = [(word, f"{counts.residual(word):.2f}") for word in sorted(plain)
              if counts.documents[word] >= FEW]  # fmt: skip
    _write("spread", ("word", "residual_idf"), spread)
    print(f"{counts.texts} texts, {len(others)} words that close no name, {len(spread)} spreads")


def _write(name: str, head: tuple[str, ...], rows: Iterable[tuple]) -> None:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(head)
    table.writerows(rows)
    files.write(FOLDER / f"{name}.csv", out.getvalue().encode())


if __name__ == "__main__":
    main()
