"""What a reader sees of a thing to decide: its paragraphs, and the machine's reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .. import collation, redline
from ..displays import filled
from ..errors import InputError

if TYPE_CHECKING:
    from ..corpus import Corpus
    from ..records import Resolution
    from .items import Item

__all__ = ["Sight"]


class Sight:
    """Paragraphs of a series, with their words where the texts are at hand."""

    def __init__(self, corpus: Corpus):
        self.corpus = corpus
        rows = corpus.paragraphs.astype(object)
        rows = rows.where(rows.notna(), None).to_dict("records")
        self.facts = {(r["symbol"], r["label"]): r for r in rows}
        self.read: dict[str, Resolution | None] = {}
        self.edits: dict[tuple, list[dict[Any, Any]]] = {}
        if corpus.series.kind == "renewals":
            told = corpus.edits.astype(object)
            for row in told.where(told.notna(), None).to_dict("records"):
                self.edits.setdefault((row["earlier"], row["later"], row["later_label"]),
                                      []).append(row)  # fmt: skip

    def shown(self, item: Item) -> str:
        """An item as HTML: the question, the machine's reason, the paragraphs."""
        _, symbol, label, *rest = item.about
        places = [(symbol, label)] + ([(rest[0], rest[1])] if item.about[0] == "link" else [])
        facts = [self.facts[place] for place in places]
        words = self.words(places)
        edits = []
        if len(places) == 2 and item.kind == "link" and not words:
            edits = self.edits.get((places[0][0], *places[1]), [])
        return filled("review", "item", item=item, paragraphs=facts, words=words, edits=edits)

    def words(self, places: list[tuple[str, str]]) -> list[Any]:
        """Words of paragraphs side by side, as a redline; nothing where a text is not at hand."""
        texts = []
        for symbol, label in places:
            text = self._text(symbol)
            here = tuple(p for p in text.paragraphs if p.label == label) if text else ()
            if text is None or not here:
                return []
            texts.append(replace(text, paragraphs=here, footnotes=()))
        if len(texts) == 1:
            return [texts[0].paragraphs[0].text]
        earlier, later = texts
        link = collation.Link(earlier.paragraphs[0].label, later.paragraphs[0].label, "revised")
        book = self.corpus.codebook
        pair = redline.changes(
            earlier, later, links=[link], background=book.background, classes=book.edits
        )
        return redline.beside(pair)[0]

    def _text(self, symbol: str) -> Resolution | None:
        if symbol not in self.read:
            try:
                self.read[symbol] = self.corpus.resolution(symbol)
            except InputError:
                self.read[symbol] = None
        return self.read[symbol]
