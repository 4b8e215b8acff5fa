"""Two resolutions, paragraph by paragraph: links, edits; and a series: provisions.

How a link is decided
---------------------
Paragraphs are compared by the words and word pairs that they share, each weighed by how rare it
is, in resolutions at large (`background`) and among the paragraphs of these two. So boilerplate
weighs little and makes no relatives. One-to-one links come from the assignment that shares most;
a second pass looks at what the links leave unexplained, and finds merges, splits and clauses that
moved into a neighbour.

Nothing is decided by the place of a paragraph: of ties, such as equal texts make, the headings
decide, then the order; and order tells what moved. So permuting paragraphs changes `moved` alone.
Neighbours count where the text itself says who they are: a chapeau is compared with its list, a
list item with its chapeau and the other items.

Both sides are put into an order of their own, by their words, before anything is computed.
Therefore collating backwards gives the same links, to the last digit.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from .records import Paragraph, Resolution
from .text import WORD, words

# Decisions, in one place: `doubtful` says where another reader might have set them otherwise.
SURE = 0.48  # shares so much that it is a link whatever else there is
LINK = 0.40  # shares enough, with half of its lead over the next best counted in
LEAST = 0.28  # never a link below
CLOSE = 0.05  # a decision nearer than this to its threshold is doubtful
CROSS = 0.10  # more is asked of a link between preamble and operative part,
ASKING = 0.10  # and more again where one asks and the other doesn't
BESIDE = 0.25  # of the words beside the titles cited, what such a link must share
PLAIN = 0.8  # below that, what two paragraphs share must be their own
OWN = 0.35  # least part of it that still counts when what all paragraphs say counts for nothing
PART = 0.4  # of an unexplained clause, the share that must be found elsewhere
HELD = 0.6  # of a paragraph, the share that must live on for a link with a much longer one
CLAUSE = 10.0  # weight of a clause in its own right; of one that opens with a verb, PHRASE
PHRASE = 5.0
NAME = 0.25  # what a capitalised word counts in a clause
LIST = 0.15  # how far the rest of a list speaks for its members

ASKS = ("appeal", "ask", "call", "decid", "demand", "encourag", "instruct", "invit", "recommend",
        "request", "urg")  # fmt: skip
AGAIN = {"also", "again"}
ORDER = {"also", "again", "further", "once"}
PARAGRAPH = {"paragraph", "paragraphs"}
HERE = ["present", "resolution"]  # after "of the"
AFTER_FURTHER = frozenset(
    ("a", "all", "an", "and", "general", "her", "his", "in", "its", "of", "on", "our", "resolution",
     "resolutions", "security", "that", "the", "their", "these", "this", "to", "with")
)  # fmt: skip
QUOTES = re.compile(
    r"\b(?:resolutions?|decisions?)\b.{0,240}?\b(?:in|by|through) which\b"
    r"|\b(?:resolutions?|decisions?)\b.{0,240}?\b(?:wherein|whereby)\b"
)

TITLE = re.compile(r"[“\"]([^“”\"]+)[”\"]")
ITEM = re.compile(r"(?:\([^()]*\)|[.•]\d+)(?:~\d+)?$")  # what a label of a list's item ends in
BY = {"which", "wherein", "whereby"}


@dataclass(frozen=True, slots=True)
class Link:
    """What became of a paragraph: where it stood, where it stands.

    ``kind`` is kept, revised, added or dropped; an added paragraph has no ``earlier``, a dropped
    one no ``later``. Links that share a side are a merge or a split. ``doubtful`` links would go
    if decisions were stricter; doubtful added and dropped ones have a relative that was nearly one.
    """

    earlier: str | None
    later: str | None
    kind: str
    similarity: float | None = None
    moved: bool = False
    doubtful: bool = False


# -- words and weights -----------------------------------------------------------------------


def plain(found: Sequence[str]) -> tuple[str, ...]:
    """The words that make two paragraphs the same: `words` without what renumbering changes.

    Left out: hyphens, also, further and again of the initiating verb, and the numbers of
    paragraphs of the same resolution.
    """
    return _constant([_bare(w) for w in found])


def _bare(word: str) -> str:
    return word.replace("-", "")


def _constant(found: Sequence[str]) -> tuple[str, ...]:
    """`plain` of words without hyphens."""
    if not ORDER.isdisjoint(found[:5]):
        head = []
        for i, word in enumerate(found[:5]):
            following = found[i + 1] if i + 1 < len(found) else ""
            if word in AGAIN or (word == "once" and following == "again"):
                continue
            if word == "further" and (i == 0 or following in AFTER_FURTHER):
                continue
            head.append(word)
        found = head + list(found[5:])
    return tuple(found if PARAGRAPH.isdisjoint(found) else _unnumbered(found))


def _unnumbered(found: Sequence[str]) -> list[str]:
    """Numbers out of "paragraph 28 above": cross-references are renumbered, not revised."""
    kept, i = [], 0
    while i < len(found):
        kept.append(found[i])
        i += 1
        if kept[-1] in PARAGRAPH:
            end = i
            while end < len(found) and (found[end][0].isdigit() or found[end] in {"and", "to"}):
                end += 1
            rest = found[end : end + 4]
            if end > i and (rest[:1] in (["above"], ["below"]) or rest[2:] == HERE):
                i = end
    return kept


class _Words:
    """A text cut into words, once for all paragraphs that have it.

    ``printed`` are `words` with their capitals, ``plain`` what `plain` leaves of them; ``titles``
    say which of these are a title in quotation marks, ``quotes`` whether a resolution is quoted.
    """

    __slots__ = ("plain", "printed", "quotes", "titles")

    def __init__(self, text: str):
        self.printed = WORD.findall(
            text.replace("’", "'").replace("\u2011", "-").replace("\u00ad", "")
        )
        lower = _bare("\n".join(self.printed).lower()).split("\n") if self.printed else []
        self.plain = _constant(lower)
        self.titles = _titles(text, self.plain)
        self.quotes = not BY.isdisjoint(lower) and bool(QUOTES.search(" ".join(self.plain)))


class _Side:
    """One resolution made ready: paragraphs in an order that depends on their words alone."""

    def __init__(self, resolution: Resolution, known: dict[str, _Words]):
        source = resolution.paragraphs
        for text in {p.text for p in source} - known.keys():
            known[text] = _Words(text)
        found = [known[p.text].plain for p in source]
        keyed = sorted((found[i], p.part, _natural(p.label), i) for i, p in enumerate(source))
        self.paragraphs: list[Paragraph] = [source[k[3]] for k in keyed]
        self.words = [k[0] for k in keyed]
        self.printed = [known[p.text].printed for p in self.paragraphs]
        self.place = [k[3] for k in keyed]
        self.rank = _ranks(self.paragraphs)
        self.headings = [frozenset(words(p.heading or "")) for p in self.paragraphs]
        self.preamble = [p.part == "preamble" for p in self.paragraphs]
        self.titles = [known[p.text].titles for p in self.paragraphs]
        self.quotes = [
            pre and known[p.text].quotes
            for pre, p in zip(self.preamble, self.paragraphs, strict=True)
        ]
        self.lists = _lists(self.paragraphs, self.place)

    def __len__(self) -> int:
        return len(self.paragraphs)

    def key(self) -> tuple:
        """What puts two sides into one order, whichever is the earlier."""
        return self.words, self.preamble, self.place


@lru_cache(4096)
def _natural(label: str) -> tuple:
    """A label as a key that sorts OP2 before OP10."""
    parts = re.findall(r"\d+|\D+", label)
    return tuple((0, int(x), "") if x.isdecimal() else (1, 0, x) for x in parts)


def _ranks(paragraphs: Sequence[Paragraph]) -> list[float]:
    """How far down in its part a paragraph stands by its label, from 0 to 1; in annexes nowhere.

    Labels of an annex don't tell its order: unnumbered paragraphs stand between numbered ones.
    """
    ranks = [0.0] * len(paragraphs)
    for part in ("preamble", "operative"):
        own = [i for i, p in enumerate(paragraphs) if p.part == part]
        for n, i in enumerate(sorted(own, key=lambda i: _natural(paragraphs[i].label))):
            ranks[i] = n / len(own)
    return ranks


def _titles(text: str, found: Sequence[str]) -> list[tuple[tuple[str, ...], int, int]]:
    """Titles in quotation marks, and which words of the paragraph they are."""
    titles = []
    for quoted in TITLE.findall(text):
        title = plain(words(quoted))
        size = len(title)
        for start in range(len(found) - size + 1) if size > 2 else ():
            if found[start] == title[0] and tuple(found[start : start + size]) == title:
                titles.append((title, start, start + size))
                break
    return titles


def _lists(paragraphs: Sequence[Paragraph], place: Sequence[int]) -> list[int | None]:
    """For each paragraph the list that it is in, told by its chapeau; a chapeau is in its own."""
    index = {p.label: i for i, p in enumerate(paragraphs)}
    lists: list[int | None] = [None] * len(paragraphs)
    above: dict[int, int] = {}
    for i in sorted(range(len(paragraphs)), key=place.__getitem__):
        label, level = paragraphs[i].label, paragraphs[i].level
        above[level] = i
        if level > 1:
            # The label knows the chapeau, wherever it stands; where it doesn't, the order does.
            while (match := ITEM.search(label)) and (label := label[: match.start()]) not in index:
                pass
            chapeau = index[label] if match else above.get(level - 1)
            if chapeau is not None:
                lists[i] = chapeau
                if lists[chapeau] is None:
                    lists[chapeau] = chapeau
    return lists


def rarity(word: str, background: Mapping[str, int]) -> float:
    """Weight of a word: ``log(1 + N / documents)``, its documents out of the N of `background`.

    A word that the background lacks counts as found in one document; one with a digit (dates,
    sessions, symbols change at every renewal) as found in a quarter of them.
    """
    total = max(background.get("", 0), 1)
    seen = total / 4 if _numeral(word) else background.get(word, 1)
    return math.log1p(total / max(seen, 1))


def _numeral(word: str) -> bool:
    return not word.isalpha() and any(c.isdigit() for c in word)


class _Grams:
    """Words and word pairs of two sides as numbers, and how much each weighs.

    ``whole`` is for paragraphs: rare at large, and rare among these paragraphs. ``clause`` is for
    clauses, which are short: there what these paragraphs often say counts still less, and so do
    words that are mostly capitalised, since two clauses that share only the name of a
    body or an instrument say nothing alike; a title in quotation marks is a gram of its own.

    Paragraphs of both sides are numbered through, and so are their words: ``offset`` says where
    the words of a paragraph begin. Grams stand by number, then by paragraph.
    """

    def __init__(self, sides: tuple[_Side, _Side], background: Mapping[str, int]):
        import numpy as np

        texts = sides[0].words + sides[1].words
        self.sizes = tuple(map(len, sides))
        number = {w: i for i, w in enumerate(dict.fromkeys(chain.from_iterable(texts)))}
        size, n = len(number), len(texts)
        lengths = np.fromiter(map(len, texts), np.int64, n)
        self.offset = np.concatenate([[0], np.cumsum(lengths)])
        flat = chain.from_iterable(texts)
        self.word = np.fromiter(map(number.__getitem__, flat), np.int64, self.offset[-1])
        self.row = np.repeat(np.arange(n), lengths)
        large = self._rarity(sides, background, number)

        stems = {w[0][:5] for w in texts if w}
        opener = np.fromiter((w[:5] in stems for w in number), bool, size)
        # words that open some paragraph, where they don't open this one: clauses begin there
        self.verbs = opener[self.word]
        self.verbs[self.offset[:-1][lengths > 0]] = False

        first = np.flatnonzero(self.row[1:] == self.row[:-1])
        code = np.concatenate([self.word, size + self.word[first] * size + self.word[first + 1]])
        start = np.concatenate([np.arange(len(self.word)), first])
        key = code * max(n, 1) + self.row[start]
        order = np.argsort(key)
        code, key, self.start = code[order], key[order], start[order]
        self.rows = self.row[self.start]
        self.end = self.start + np.where(code < size, 1, 2)
        new = _changes(code)
        self.grams = np.cumsum(new) - 1
        known = code[new]
        spread = np.bincount(self.grams[_changes(key)], minlength=len(known))

        local = np.log1p(n / np.maximum(spread, 1))
        pair = known >= size
        first = np.where(pair, (known - size) // max(size, 1), known)
        last = np.where(pair, (known - size) % max(size, 1), known)
        name = _names(sides)
        plainly = np.array([NAME if w in name else 1.0 for w in number])
        self.whole = np.sqrt(np.sqrt(large[first] * large[last]) * local) if size else np.zeros(0)
        discount = np.sqrt(plainly[first] * plainly[last]) * local if size else np.zeros(0)
        self.clause = self.whole * discount / math.log1p(max(n, 1) / 2)
        self._quote(sides)

    def _rarity(self, sides, background, number):
        """Weight of each word (see `rarity`); a word with a hyphen by its more frequent form."""
        import numpy as np

        seen = {w: background.get(w, 1) for w in number}
        printed = set(chain.from_iterable(sides[0].printed + sides[1].printed))
        for word in "\n".join(printed).lower().split("\n"):
            if "-" in word and (bare := _bare(word)) in seen:
                seen[bare] = max(seen[bare], background.get(word, 1))
        total = max(background.get("", 0), 1)
        ratio = [total / n if w.isalpha() or not _numeral(w) else 4.0 for w, n in seen.items()]
        self.rarity = np.log1p(np.array(ratio, float))
        return self.rarity

    def _quote(self, sides) -> None:
        """Titles in quotation marks as grams after the others, which count in clauses only."""
        import numpy as np

        found = [
            (title, i, self.offset[i] + start, self.offset[i] + end)
            for i, titles in enumerate(sides[0].titles + sides[1].titles)
            for title, start, end in titles
        ]
        number = {t: len(self.whole) + i for i, t in enumerate(dict.fromkeys(f[0] for f in found))}
        more = sorted((number[title], *place) for title, *place in found)
        columns = np.array(more, np.int64).reshape(-1, 4).T
        self.grams, self.rows, self.start, self.end = (
            np.concatenate(pair)
            for pair in zip((self.grams, self.rows, self.start, self.end), columns, strict=True)
        )
        self.whole = np.concatenate([self.whole, np.zeros(len(number))])
        self.clause = np.concatenate([self.clause, np.full(len(number), 1.5 * CLAUSE)])

    def cosines(self, pairs: Sequence[tuple[int, int]]) -> list[float]:
        """`cosine` of many pairs of paragraphs."""
        import numpy as np
        from scipy.sparse import csr_array

        if not pairs:
            return []
        shape = sum(self.sizes), len(self.rarity)
        bags = csr_array((self.rarity[self.word], (self.row, self.word)), shape=shape)
        ends = np.array(pairs).T + np.array([[0], [self.sizes[0]]])
        left, right = bags[ends[0]], bags[ends[1]]
        dot = left.multiply(right).sum(axis=1)
        norm = np.sqrt(left.power(2).sum(axis=1) * right.power(2).sum(axis=1))
        return np.round(np.minimum(dot / np.maximum(norm, 1e-12), 1.0), 4).tolist()


def _changes(column):
    """True where a sorted column has a value for the first time."""
    import numpy as np

    new = np.ones(len(column), bool)
    new[1:] = column[1:] != column[:-1]
    return new


def _names(sides: tuple[_Side, _Side]) -> set[str]:
    """Words that paragraphs not kept mostly print with a capital, first words apart."""
    kept = set(sides[0].words) & set(sides[1].words)
    printed: Counter = Counter()
    for side in sides:
        for tokens, found in zip(side.printed, side.words, strict=True):
            if found not in kept:
                printed.update(tokens[1:])
    upper: Counter = Counter()
    for word in [w for w in printed if w[0].isupper()]:
        upper[word.lower()] += printed[word]
    return {_bare(w) for w, n in upper.items() if n > printed[w]}


class _Overlap:
    """Shared weight of all pairs of paragraphs, a band of rows at a time.

    A word counts as often as both paragraphs have it: the second "of" of a paragraph is a column
    of its own, so that one product of matrices of ones does it. Where a mask is given only
    what lies wholly under it counts.
    """

    def __init__(self, grams: _Grams, mask=None):
        import numpy as np
        from scipy.sparse import csr_array

        weight = grams.whole if mask is None else grams.clause
        row, gram = grams.rows, grams.grams
        if mask is not None:
            under = np.concatenate([[0], np.cumsum(mask)])
            open_ = under[grams.end] - under[grams.start] == grams.end - grams.start
            row, gram = row[open_], gram[open_]
        at = np.arange(len(row))
        new = _changes(gram)
        nth = at - np.maximum.accumulate(np.where(new | _changes(row), at, 0))
        known = gram[new]
        width = np.maximum.reduceat(nth, np.flatnonzero(new)) + 1 if len(at) else known
        column = (np.cumsum(width) - width)[np.cumsum(new) - 1] + nth
        self.weight = np.repeat(weight[known], width)
        n, m = grams.sizes
        totals = np.bincount(row, weight[gram], n + m)
        self.totals = totals[:n], totals[n:]
        ones = np.ones(len(row))
        both = csr_array((ones, (row, column)), shape=(n + m, len(self.weight)))
        self.left, self.right = both[:n], both[n:]

    def own(self, pairs: Sequence[tuple[int, int]]):
        """Share of weight in common, as in `_scores`, but nothing for what all paragraphs say."""
        import numpy as np

        if not pairs:
            return []
        n = self.left.shape[0] + self.right.shape[0]
        columns = np.concatenate([self.left.indices, self.right.indices])
        spread = np.bincount(columns, minlength=len(self.weight))
        weight = self.weight * np.log((n + 1) / np.maximum(spread, 1))
        left, right = self.left[[i for i, _ in pairs]], self.right[[j for _, j in pairs]]
        shared = left.multiply(right) @ weight
        return shared / np.sqrt(np.maximum((left @ weight) * (right @ weight), 1e-12))

    def bands(self, height: int = 512):
        weighed = self.left.copy()
        weighed.data = self.weight[weighed.indices]
        right = self.right.T.tocsr()
        for top in range(0, weighed.shape[0], height):
            rows = weighed if weighed.shape[0] <= height else weighed[top : top + height]
            yield top, (rows @ right).toarray()


# -- links -----------------------------------------------------------------------------------


def links(
    earlier: Resolution, later: Resolution, background: Mapping[str, int] | None = None
) -> list[Link]:
    """What became of every paragraph of the earlier resolution, and whence those of the later.

    Parameters
    ----------
    earlier, later : Resolution
    background : mapping, optional
        word → documents that have it, ``""`` → number of documents; the codebook's if left out.

    Returns
    -------
    list of Link
        in the order of the later text, dropped paragraphs where they stood. Each paragraph is in
        one link at least, and in more only where it merged or split.
    """
    if background is None:
        from . import codebook

        background = codebook.load().background
    known: dict[str, _Words] = {}
    a, b = _Side(earlier, known), _Side(later, known)
    swapped = b.key() < a.key()
    if swapped:
        a, b = b, a
    grams = _Grams((a, b), background)
    pairs, near_a, near_b = _pairs(a, b, grams)
    alike = dict(zip(pairs, grams.cosines(list(pairs)), strict=True))
    alike |= {(i, j): 1.0 for i, j in pairs if a.words[i] == b.words[j]}
    moved = _moved(a, b, alike)
    found = []
    for (i, j), doubtful in pairs.items():
        one, other = a.paragraphs[i].label, b.paragraphs[j].label
        if swapped:
            one, other = other, one
        kind = "kept" if a.words[i] == b.words[j] else "revised"
        found.append(Link(one, other, kind, alike[i, j], (i, j) in moved, doubtful))
    for side, near, place in ((a, near_a, 0), (b, near_b, 1)):
        linked = {pair[place] for pair in pairs}
        kind = "dropped" if (side is a) != swapped else "added"
        for i, paragraph in enumerate(side.paragraphs):
            if i not in linked:
                ends = (paragraph.label, None) if kind == "dropped" else (None, paragraph.label)
                found.append(Link(*ends, kind, doubtful=i in near))
    return _in_reading_order(found, earlier, later)


def _in_reading_order(found: list[Link], earlier: Resolution, later: Resolution) -> list[Link]:
    """Later order; a dropped paragraph after what last stood before it."""
    before = {p.label: i for i, p in enumerate(earlier.paragraphs)}
    after = {p.label: i for i, p in enumerate(later.paragraphs)}
    places: dict[int, int] = {}
    for link in found:
        if link.earlier is not None and link.later is not None and not link.moved:
            i = before[link.earlier]
            places[i] = max(places.get(i, -1), after[link.later])
    last, slot = -1, {}
    for i in range(len(earlier.paragraphs)):
        last = places.get(i, last)
        slot[i] = last

    def key(link: Link) -> tuple:
        i = before.get(link.earlier, -1) if link.earlier is not None else -1
        if link.later is None:
            return slot[i], 1, i
        return after[link.later], 0, i

    return sorted(found, key=key)


def cosine(one: Sequence[str], other: Sequence[str], weight: Mapping[str, float]) -> float:
    """Cosine of two bags of words, each count times the word's weight; rounded to four places.

    Links have `rarity` as the weight. In [0, 1], symmetric; 1 for the same words in any order, 0
    for none in common. Source: Salton and Buckley 1988.
    """
    if one == other:
        return 1.0
    left, right = Counter(one), Counter(other)
    dot = math.fsum(n * right[w] * weight[w] ** 2 for w, n in left.items() if w in right)
    norms = [math.fsum((n * weight[w]) ** 2 for w, n in bag.items()) for bag in (left, right)]
    return round(min(dot / math.sqrt(norms[0] * norms[1]), 1.0), 4) if dot else 0.0


def _allowed(a: _Side, b: _Side, i: int, j: int) -> bool:
    """A recital that quotes what a resolution did, or only cites a title, descends from nothing."""
    if a.preamble[i] == b.preamble[j]:
        return True
    if a.quotes[i] or b.quotes[j]:
        return False
    return not (a.titles[i] or b.titles[j]) or _share(a, b, i, j) >= BESIDE


def _share(a: _Side, b: _Side, i: int, j: int) -> float:
    """Share of their longer words that two paragraphs have in common beside titles they cite."""
    bags = []
    for side, k in ((a, i), (b, j)):
        cited = {w for _, start, end in side.titles[k] for w in range(start, end)}
        bags.append({w for n, w in enumerate(side.words[k]) if n not in cited and len(w) > 3})
    return len(bags[0] & bags[1]) / max(min(map(len, bags)), 1)


def _need(a: _Side, b: _Side, i: int, j: int) -> float:
    """What a link needs beyond others: what a recital says of a request is seldom the request."""
    if a.preamble[i] == b.preamble[j]:
        return 0.0
    return CROSS + ASKING * (_asks(a.words[i]) != _asks(b.words[j]))


def _asks(found: Sequence[str]) -> bool:
    return any(w.startswith(ASKS) for w in found[:2]) or found[:1] == ("to",)


def _pairs(a: _Side, b: _Side, grams: _Grams):
    """Linked pairs → doubtful; and the unlinked of either side that have a close relative."""
    if not len(a) or not len(b):
        return {}, set(), set()
    same = _repeated(a, b)
    overlap = _Overlap(grams)
    scores = _scores(a, b, overlap, same)
    leads = _leads(scores)
    fit: dict[tuple[int, int], float] = {}
    for (i, j), score in scores.items():
        if score <= LEAST - CLOSE:
            continue
        lead = leads[i, j]
        margin = _margin(score - _need(a, b, i, j), lead)
        if margin > -CLOSE and _allowed(a, b, i, j):
            fit[i, j] = margin
    close = [p for p in fit if scores[p] < PLAIN]
    for p, own in zip(close, overlap.own(close), strict=True):
        if own < OWN * scores[p] and a.words[p[0]] != b.words[p[1]]:
            del fit[p]
    chosen = _assign(a, b, {p: scores[p] for p, margin in fit.items() if margin >= 0})
    pairs = dict.fromkeys(same, False) | {p: fit[p] < CLOSE for p in chosen}
    return _second_pass(a, b, grams, scores, fit, pairs)


def _repeated(a: _Side, b: _Side, many: int = 400) -> list[tuple[int, int]]:
    """Pairs of a text without words, or repeated so often that only order can pair it."""
    where: dict = defaultdict(lambda: ([], []))
    for n, side in enumerate((a, b)):
        for i in range(len(side)):
            where[side.words[i], side.preamble[i]][n].append(i)
    return [
        pair
        for (found, _), (left, right) in where.items()
        if not found or len(left) * len(right) > many
        for pair in zip(left, right, strict=False)
    ]


def _margin(score: float, lead: float) -> float:
    """How far a pair is above what makes it a link; below 0 it is none."""
    return max(score - SURE, min(score + lead / 2 - LINK, score - LEAST))


def _scores(a, b, overlap, done=(), floor: float = 0.2, most: int = 60):
    """Pairs worth a look → share of their weight that they have in common (Ochiai), lists counted.

    Of long texts only the best of each paragraph are kept, of equals the nearest by words.
    """
    import numpy as np

    wa, wb = (np.sqrt(np.maximum(t, 1e-12)) for t in overlap.totals)
    whole = len(a) * len(b) <= 1_000_000
    for end, rows in zip((wa, wb), zip(*done, strict=True), strict=False):
        end[list(rows)] = np.inf
    far = [np.arange(len(side)) / len(side) for side in (a, b)]
    kin, la, lb = _kinship(a, b, overlap)
    scores: dict[tuple[int, int], float] = {}
    for top, band in overlap.bands():
        band /= wa[top : top + len(band), None]
        band /= wb[None, :]
        if kin is not None:
            band += LIST * kin[np.ix_(la[top : top + len(band)], lb)]
        band[band < floor] = 0.0
        if not whole and band.shape[1] > most:
            near = band - 1e-6 * np.abs(far[0][top : top + len(band), None] - far[1][None, :])
            rest = np.argpartition(near, -most, axis=1)[:, :-most]
            np.put_along_axis(band, rest, 0.0, axis=1)
        i, j = np.nonzero(band)
        values = np.round(band[i, j], 9).tolist()
        scores.update(zip(zip((i + top).tolist(), j.tolist(), strict=True), values, strict=True))
    return scores


def _kinship(a: _Side, b: _Side, overlap: _Overlap):
    """How much lists share, list by list (cosine); and the list of each paragraph, 0 for none."""
    import numpy as np
    from scipy.sparse import csr_array

    bags, rows = [], []
    for side, matrix in ((a, overlap.left), (b, overlap.right)):
        number = {x: n + 1 for n, x in enumerate(sorted({x for x in side.lists if x is not None}))}
        row = np.array([number.get(x, 0) for x in side.lists])
        members = (np.ones(len(row)), (row, np.arange(len(row))))
        bags.append(csr_array(members, shape=(len(number) + 1, len(row))) @ matrix)
        rows.append(row)
    if min(bag.shape[0] for bag in bags) == 1:
        return None, None, None
    dot = (bags[0].multiply(overlap.weight).tocsr() @ bags[1].T.tocsr()).toarray()
    norms = [np.sqrt(np.maximum(bag.power(2) @ overlap.weight, 1e-12)) for bag in bags]
    kin = dot / np.outer(*norms)
    kin[0, :] = kin[:, 0] = 0.0
    return kin, *rows


def _leads(scores: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Each pair's lead over the next best score that either of its paragraphs has."""
    import numpy as np

    if not scores:
        return {}
    score = np.fromiter(scores.values(), float, len(scores))
    rest = np.zeros(len(scores))
    for end in np.array(list(scores)).T:
        order = np.lexsort((-score, end))
        first = np.flatnonzero(_changes(end[order]))
        size = np.diff(np.append(first, len(order)))
        ranked = np.append(score[order], 0.0)
        other = np.repeat(ranked[first], size)  # the best, but for the best itself the second
        other[first] = np.where(size > 1, ranked[first + 1], 0.0)
        rest[order] = np.maximum(rest[order], other)
    return dict(zip(scores, (score - rest).tolist(), strict=True))


def _assign(a: _Side, b: _Side, scores: Mapping[tuple[int, int], float]):
    """One-to-one pairs that share most: the assignment of the greatest sum of cubed scores.

    Cubed, so that two middling pairs never break a good one; equal texts come before all.
    Integers, so that the sum is exact and ties are real; among these `_apart` decides.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    chosen, rest = _evident(scores)
    if not rest:
        return chosen
    n, m = len(a), len(b)
    ends = np.array(list(rest)).T
    graph = csr_array((np.ones(ends.shape[1]), (ends[0], ends[1] + n)), shape=(n + m, n + m))
    _, group = connected_components(graph, directed=False)
    groups = defaultdict(list)
    for i, j in rest:
        groups[group[i]].append((i, j))
    for members in groups.values():
        rows = sorted({i for i, _ in members})
        cols = sorted({j for _, j in members})
        if len(rows) * len(cols) > 4_000_000:
            chosen |= _greedy(a, b, members, scores)
            continue
        row, col = ({x: k for k, x in enumerate(xs)} for xs in (rows, cols))
        gain = np.zeros((len(rows), len(cols)))
        for i, j in members:
            worth = scores[i, j] ** 3 + 4 * (a.words[i] == b.words[j])
            gain[row[i], col[j]] = round(worth * 1e5) * 4e6 + 2e6 - _apart(a, b, i, j)
        picked = zip(*linear_sum_assignment(gain, maximize=True), strict=True)
        chosen |= {(rows[r], cols[c]) for r, c in picked if gain[r, c] > 0}
    return chosen


def _apart(a: _Side, b: _Side, i: int, j: int) -> int:
    """How far from each other two paragraphs stand: under other headings, then by their ranks."""
    one, other = a.headings[i], b.headings[j]
    alike = len(one & other) / len(one | other) if one or other else 1.0
    return round(1000 * (1 - alike)) ** 2 + round(1000 * abs(a.rank[i] - b.rank[j])) ** 2


def _evident(scores: Mapping[tuple[int, int], float], least: float = 0.7, lead: float = 0.2):
    """Pairs that any assignment would take; and the pairs left when their paragraphs are gone."""
    ahead = _leads(scores)
    chosen = {p for p, score in scores.items() if score >= least and ahead[p] >= lead}
    rows, cols = {i for i, _ in chosen}, {j for _, j in chosen}
    return chosen, [(i, j) for i, j in scores if i not in rows and j not in cols]


def _greedy(a: _Side, b: _Side, members, scores) -> set[tuple[int, int]]:
    """The best pair, then the best of what is left: for thousands of paragraphs all alike."""
    rows, cols, chosen = set(), set(), set()
    for i, j in sorted(members, key=lambda p: (-scores[p], _apart(a, b, *p), p)):
        if i not in rows and j not in cols:
            chosen.add((i, j))
            rows.add(i)
            cols.add(j)
    return chosen


def _explained(one: Sequence[str], other: Sequence[str], least: int = 2):
    """Stretches of either text that the other explains: common runs of two words or more."""
    from rapidfuzz.distance import Indel

    runs = [
        op
        for op in Indel.opcodes(one, other)
        if op.tag == "equal" and op.src_end - op.src_start >= least
    ]
    return [(r.src_start, r.src_end) for r in runs], [(r.dest_start, r.dest_end) for r in runs]


def _second_pass(a, b, grams, scores, fit, pairs):
    """Merges, splits and moved clauses: pairs that share what the links so far leave unexplained.

    A round takes the best such pair of each paragraph, then looks at what is left again.
    """
    pairs = dict(pairs)
    close: dict[tuple[int, int], float] = {p: m for p, m in fit.items() if p not in pairs}
    explained: dict = {}
    for _ in range(4):
        mask = _open_words(a, b, grams.offset, pairs, explained)
        found = _clauses(a, b, grams, mask, pairs, scores)
        used: set = set()
        grown = False
        for (i, j), (margin, _) in sorted(found.items(), key=lambda f: (-f[1][1], f[0])):
            if ("a", i) in used or ("b", j) in used:
                continue
            if margin < 0:
                close[i, j] = max(margin, close.get((i, j), -1.0))
                continue
            used |= {("a", i), ("b", j)}
            pairs[i, j] = margin < CLOSE
            grown = True
        if not grown:
            break
    near = {p for p, margin in close.items() if margin > -CLOSE and p not in pairs}
    return pairs, {i for i, _ in near}, {j for _, j in near}


def _open_words(a: _Side, b: _Side, offset, pairs: Iterable[tuple[int, int]], explained: dict):
    """A mask over the words of both sides: True where no link explains them."""
    import numpy as np

    mask = np.ones(offset[-1], bool)
    for i, j in pairs:
        one, other = a.words[i], b.words[j]
        if (i, j) not in explained:
            whole = [(0, len(one))], [(0, len(one))]
            explained[i, j] = whole if one == other else _explained(one, other)
        for at, runs in zip((offset[i], offset[len(a) + j]), explained[i, j], strict=True):
            for start, end in runs:
                mask[at + start : at + end] = False
    return mask


def _clauses(a, b, grams, mask, pairs, scores):
    """Pairs with a clause in common that no link explains → (margin, rank)."""
    import numpy as np

    linked_a, linked_b = {i for i, _ in pairs}, {j for _, j in pairs}
    overlap = _Overlap(grams, mask)
    total_a, total_b = overlap.totals
    opened = np.bincount(grams.row, mask & grams.verbs, sum(grams.sizes)) > 0
    verbs = opened[: len(a)], opened[len(a) :]
    found = {}
    for top, band in overlap.bands():
        least = np.minimum(total_a[top : top + len(band), None], total_b[None, :])
        parts = band / np.maximum(least, 1e-9)
        for row, j in zip(*((band >= PHRASE) & (parts > PART - CLOSE)).nonzero(), strict=True):
            i, j = int(row) + top, int(j)
            shared, part = float(band[row, j]), float(parts[row, j])
            score = scores.get((i, j), 0.0)
            both = i in linked_a and j in linked_b
            if (i, j) in pairs:
                continue
            if score < 0.2 or not _allowed(a, b, i, j):
                continue
            need = _need(a, b, i, j)
            own_verb = (i not in linked_a or verbs[0][i]) and (j not in linked_b or verbs[1][j])
            if not (i in linked_a or j in linked_b):
                margin = min(part - need - HELD, shared / CLAUSE - 1.8)
            elif both:
                margin = min(part - need - 0.5, shared / CLAUSE - 2)
            else:
                size = (shared - (PHRASE if own_verb else CLAUSE)) / CLAUSE
                margin = min(part - need - PART, score - need - 0.32, size)
                held = shared / max(total_b[j] if i in linked_a else total_a[i], 1e-9)
                margin = max(margin, min(held - need - 0.6, shared / CLAUSE - 1.2))
            if margin > -CLOSE:
                found[i, j] = round(float(margin), 9), round(float(part) + score, 9)
    return found


def _moved(a: _Side, b: _Side, pairs: Mapping[tuple[int, int], float]):
    """Links off the longest chain in which both texts have the same order.

    Of several longest chains the one with most words, weighed by how alike they are: of two that
    changed places the shorter moved, and rather a clause than a paragraph. Sides may repeat:
    a merge or a split alone moves nothing.
    """
    points = sorted((a.place[i], b.place[j], i, j) for i, j in pairs)
    chain, tails = [0] * len(points), _Best(len(b))
    back: list[int | None] = [None] * len(points)
    for n, (_, y, i, j) in enumerate(points):
        value, last = tails.upto(y)
        size = min(len(a.words[i]) + len(b.words[j]), 4000)
        chain[n] = value + 10_000_000 + int(pairs[i, j] * size)
        back[n] = last
        tails.put(y, chain[n], n)
    n = max(range(len(points)), key=lambda k: (chain[k], -k), default=None)
    kept = set()
    while n is not None:
        kept.add(points[n][2:])
        n = back[n]
    return {(i, j) for _, _, i, j in points} - kept


class _Best:
    """Best chain that ends at or before a place (a Fenwick tree of maxima)."""

    def __init__(self, size: int):
        self.tree: list[tuple[int, int | None]] = [(0, None)] * (size + 1)

    def upto(self, place: int) -> tuple[int, int | None]:
        best, i = (0, None), place + 1
        while i:
            if self.tree[i][0] > best[0]:
                best = self.tree[i]
            i -= i & -i
        return best

    def put(self, place: int, value: int, name: int) -> None:
        i = place + 1
        while i < len(self.tree):
            if value > self.tree[i][0]:
                self.tree[i] = value, name
            i += i & -i


# -- edits -----------------------------------------------------------------------------------

GLUE = 2  # equal words between two changes that are read as part of one
QUOTE = 8  # words that a published table may quote of a change


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of wording inside a group of linked paragraphs.

    ``earlier`` and ``later`` are the labels of the whole group; ``earlier_label`` and
    ``later_label`` the paragraphs in which the change begins. ``start`` and ``at`` count words
    from the beginning of the group's earlier and later text. ``dropped`` and ``added`` are the
    full words: `published` gives the row that a table may show.
    """

    earlier: tuple[str, ...]
    later: tuple[str, ...]
    earlier_label: str
    later_label: str
    start: int
    at: int
    klass: str
    dropped: tuple[str, ...]
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Class:
    """A row of edits.csv made ready."""

    name: str
    klass: str
    dropped: re.Pattern[str]
    added: re.Pattern[str]
    swap: bool
    commas: bool

    def fits(self, one: str, other: str) -> bool:
        if self.dropped.fullmatch(one) and self.added.fullmatch(other):
            return True
        return self.swap and bool(self.dropped.fullmatch(other) and self.added.fullmatch(one))


def groups(found: Iterable[Link]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Labels of the earlier and later paragraphs that links tie together, linked or alone.

    The groups part the two resolutions: each paragraph is in exactly one.
    """
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def root(node):
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for link in found:
        ends = [(s, x) for s, x in (("e", link.earlier), ("l", link.later)) if x is not None]
        for end in ends[1:]:
            parent[root(end)] = root(ends[0])
        root(ends[0])
    members: dict = defaultdict(lambda: ([], []))
    for side, label in parent:
        members[root((side, label))][side == "l"].append(label)
    return [(tuple(e), tuple(la)) for e, la in members.values()]


def edits(
    earlier: Resolution,
    later: Resolution,
    found: Iterable[Link],
    classes: Iterable[Mapping[str, str]] | None = None,
    background: Mapping[str, int] | None = None,
) -> list[Edit]:
    """Word-level changes inside each group of linked paragraphs, in readable chunks, classed.

    Parameters
    ----------
    earlier, later : Resolution
    found : links between them (see `links`)
    classes : rows of ``edits.csv``; the codebook's if left out
    background : as in `links`

    Returns
    -------
    list of Edit
        in later order. Replayed on the earlier words of their group they give the later ones
        (`replay`). A merge is the earlier texts one after another, a split the later ones.
    """
    if classes is None or background is None:
        from . import codebook

        book = codebook.load()
        classes = book.edits if classes is None else classes
        background = book.background if background is None else background
    rules = _rules(classes)
    before = {p.label: (i, _with_commas(p.text)) for i, p in enumerate(earlier.paragraphs)}
    after = {p.label: (i, _with_commas(p.text)) for i, p in enumerate(later.paragraphs)}
    changes = []
    for olds, news in groups(found):
        if not olds or not news:
            continue
        olds = tuple(sorted(olds, key=lambda x: before[x][0]))
        news = tuple(sorted(news, key=lambda x: after[x][0]))
        old = [(x, w) for x in olds for w in before[x][1]]
        new = [(x, w) for x in news for w in after[x][1]]
        one, other = ([w.rstrip(",") for _, w in side] for side in (old, new))
        if one == other:
            continue
        chunks: list[tuple[int, int, int, int]] = []
        for chunk in _chunks(one, other):
            free = (chunk[0] - chunks[-1][1], chunk[2] - chunks[-1][3]) if chunks else chunk[::2]
            chunks.append(_slid(chunk, old, new, min(*free)))
        for i1, i2, j1, j2 in chunks:
            klass = classify(
                [w for _, w in old[i1:i2]], [w for _, w in new[j1:j2]], rules, background
            )
            where = (
                old[min(i1, len(old) - 1)][0] if old else olds[0],
                new[min(j1, len(new) - 1)][0] if new else news[0],
            )
            dropped, added = tuple(one[i1:i2]), tuple(other[j1:j2])
            changes.append(Edit(olds, news, *where, i1, j1, klass, dropped, added))
    return sorted(changes, key=lambda e: (min(after[x][0] for x in e.later), e.at, e.start))


def _chunks(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Changed stretches (start and end in either text), short equal runs between them absorbed.

    A run is short that has at most `GLUE` words, or fewer than a quarter of the words changed
    on both of its sides: stray *of* and *the* in common make no two changes of one.
    """
    from rapidfuzz.distance import Indel

    chunks: list[tuple[int, int, int, int]] = []
    for op in Indel.opcodes(one, other):
        if op.tag == "equal":
            continue
        chunk = op.src_start, op.src_end, op.dest_start, op.dest_end
        while chunks:
            i1, i2, j1, j2 = chunks[-1]
            run = chunk[0] - i2
            size = min(max(i2 - i1, j2 - j1), max(chunk[1] - chunk[0], chunk[3] - chunk[2]))
            if run and run > GLUE and 4 * run >= size:
                break
            alike = (i1 == i2 and chunk[0] == chunk[1]) or (j1 == j2 and chunk[2] == chunk[3])
            if run == GLUE and size == 1 and alike:
                break  # a word in here, another there: two changes
            chunk = i1, chunk[1], j1, chunk[3]
            chunks.pop()
        chunks.append(chunk)
    return chunks


def _slid(chunk: tuple[int, int, int, int], old: Sequence, new: Sequence, most: int):
    """A pure insertion or deletion moved to where commas bound it, if it can be told either way.

    "of the Board, [in line with the rules of the Board,]" rather than
    "of the [Board, in line with the rules of the] Board,". At most by `most` words: the change
    before it stands there.
    """
    i1, i2, j1, j2 = chunk
    if (i1 == i2) == (j1 == j2):
        return chunk
    side, start, end = (new, j1, j2) if i1 == i2 else (old, i1, i2)
    bare = [w.rstrip(",") for _, w in side]

    def bounds(by: int) -> int:
        before = side[start - by - 1][1] if start - by else ","
        return before.endswith(",") + side[end - by - 1][1].endswith(",")

    by, best = 0, (bounds(0), 0)
    other, k = (old, i1) if side is new else (new, j1)
    while by < min(most, 12) and bare[start - by - 1] == bare[end - by - 1]:
        if other[k - by - 1][1].rstrip(",") != bare[end - by - 1]:
            break
        by += 1
        best = max(best, (bounds(by), -by))
    by = -best[1]
    return i1 - by, i2 - by, j1 - by, j2 - by


def replay(earlier: Sequence[str], changes: Iterable[Edit]) -> list[str]:
    """The later words of a group, from its earlier words and its edits."""
    made, done = [], 0
    for edit in sorted(changes, key=lambda e: (e.start, e.at)):
        made += earlier[done : edit.start]
        made += edit.added
        done = edit.start + len(edit.dropped)
    return made + list(earlier[done:])


def _rules(rows: Iterable[Mapping[str, str]]) -> tuple[_Class, ...]:
    """Rows of edits.csv as patterns; a row of class ``list`` names words for the rows below.

    A pattern with a comma between items sees the commas of the text, the others words alone.
    """
    lists: dict[str, str] = {}
    rules = []
    for row in rows:
        one, other = (
            re.sub(r"\{([a-z]+)\}", lambda m: f"(?:{lists[m[1]]})", row[side])
            for side in ("dropped", "added")
        )
        if row["class"] == "list":
            lists[row["name"]] = one
            continue
        commas = "," in re.sub(r"\{\d*,\d*\}", "", one + other)
        swap = row["swap"] == "yes"
        rules.append(
            _Class(row["name"], row["class"], re.compile(one), re.compile(other), swap, commas)
        )
    return tuple(rules)


def classify(
    dropped: Sequence[str],
    added: Sequence[str],
    rules: Iterable[_Class],
    background: Mapping[str, int],
) -> str:
    """Class of a change: the first row of edits.csv that fits both of its sides, else by weight.

    The words may have the comma that follows them. No row fits: ``housekeeping`` where only
    hyphens and spaces differ. Then words count that have no other form on the other side:
    ``substance`` where one of them is found in less than a quarter of the background's
    resolutions, or they weigh more than 5 together (see `rarity`); ``wording`` otherwise.
    """
    with_commas = " ".join(dropped), " ".join(added)
    one, other = (side.replace(",", "") for side in with_commas)
    if re.sub("[- ]", "", one) == re.sub("[- ]", "", other):
        return "housekeeping"
    for rule in rules:
        if rule.fits(*(with_commas if rule.commas else (one, other))):
            return rule.klass
    limit = math.log1p(4.0)
    sides = [{w[:5]: w for w in side.split() if not w[0].isdigit()} for side in (one, other)]
    weight = [
        rarity(side[stem], background)
        for side in sides
        for stem in sides[0].keys() ^ sides[1].keys()
        if stem in side
    ]
    return "substance" if weight and (max(weight) > limit or sum(weight) > 5) else "wording"


def _with_commas(text: str) -> list[str]:
    """The words of a text, each with the comma that follows it."""
    found = words(text)
    ends = [m.end() for m in WORD.finditer(text.replace("’", "'").replace("\u2011", "-"))]
    if len(ends) != len(found):  # soft hyphens: words and places don't agree
        return found
    return [w + "," * (text[e : e + 1] == ",") for w, e in zip(found, ends, strict=True)]


def published(edit: Edit, background: Mapping[str, int]) -> dict[str, str | int]:
    """The row of a table: class, up to eight words of either side, and how many there were.

    Of a longer side the eight consecutive words that are rarest together by the background.
    """
    return {
        "earlier_label": edit.earlier_label,
        "later_label": edit.later_label,
        "class": edit.klass,
        "dropped": " ".join(_rarest(edit.dropped, background)),
        "added": " ".join(_rarest(edit.added, background)),
        "n_dropped": len(edit.dropped),
        "n_added": len(edit.added),
    }


def _rarest(found: Sequence[str], background: Mapping[str, int]) -> Sequence[str]:
    if len(found) <= QUOTE:
        return found
    weight = [rarity(w, background) for w in found]
    starts = range(len(found) - QUOTE + 1)
    start = max(starts, key=lambda k: (round(math.fsum(weight[k : k + QUOTE]), 9), -k))
    return found[start : start + QUOTE]


# -- provisions ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision's place in a member of a series.

    ``provision`` is named for the place where it was born. ``status`` is born, carried, promoted
    (to the operative part), demoted, revived (after an absence), merged into (``label`` is where
    it lives on, under the name of another), split from (born out of ``origin``) or lapsed (no
    label). ``skips`` names the members without text that lie between this place and the one
    before: what happened there is not known.
    """

    provision: str
    symbol: str
    label: str | None
    status: str
    origin: str | None = None
    skips: tuple[str, ...] = ()


def provisions(
    members: Sequence[tuple[str, Resolution | None]],
    links_by_pair: Mapping[tuple[str, str], Sequence[Link]],
    background: Mapping[str, int] | None = None,
) -> list[Provision]:
    """Links chained through a series: what every provision became, member by member.

    Parameters
    ----------
    members : (symbol, resolution) in order; None stands for a text that is not at hand
    links_by_pair : (earlier symbol, later symbol) → links, for members next to each other when
        those without links are left out
    background : as in `links`; needed for finding revived provisions, which takes texts

    Returns
    -------
    list of Provision
        in the order of the series, and of the text. Where a provision split, the part most like
        it carries its name on; where several merged, the one most like the result does.
    """
    order = [symbol for symbol, _ in members]
    texts = dict(members)
    known = {s for pair in links_by_pair for s in pair} | {s for s, r in members if r is not None}
    present = [s for s in order if s in known]
    rows: list[Provision] = []
    names: dict[str, str] = {}
    lapsed: dict[str, tuple[str, str]] = {}
    for n, symbol in enumerate(present):
        if n == 0:
            following = links_by_pair.get((symbol, present[1]), ()) if len(present) > 1 else ()
            names = {x: f"{symbol} {x}" for x in _labels(texts[symbol], following, "earlier")}
            rows += [Provision(name, symbol, x, "born") for x, name in names.items()]
            continue
        before = present[n - 1]
        skips = tuple(order[order.index(before) + 1 : order.index(symbol)])
        found = links_by_pair.get((before, symbol), ())
        labels = _labels(texts[symbol], found, "later")
        names, new, gone = _step(symbol, found, labels, names, skips)
        born = [r for r in new if r.status == "born"]
        revived = _revived(born, lapsed, texts, symbol, background)
        for k, row in enumerate(new):
            if row.label in revived and row.status == "born":
                name = revived[row.label]
                new[k] = Provision(name, symbol, row.label, "revived", None, skips)
                names[row.label] = name
                del lapsed[name]
        rows += new
        lapsed.update({name: (before, label) for name, label in gone.items()})
    return rows


def _labels(resolution: Resolution | None, found: Iterable[Link], side: str) -> list[str]:
    if resolution is not None:
        return [p.label for p in resolution.paragraphs]
    return list(dict.fromkeys(x for k in found if (x := getattr(k, side)) is not None))


def _step(symbol, found, labels, names, skips):
    """From one member to the next: names by label, rows, and what lapsed (name → old label)."""
    pairs = sorted(
        (k for k in found if k.earlier in names and k.later is not None),
        key=lambda k: (-(k.similarity or 0), k.earlier, k.later),
    )
    carried: dict[str, Link] = {}
    heirs: dict[str, str] = {}
    for link in pairs:  # the most alike first: it hands the name on
        if link.later not in carried and link.earlier not in heirs:
            carried[link.later] = link
            heirs[link.earlier] = link.later
    now, rows = {}, []
    for label in labels:
        link = carried.get(label)
        sources = [k for k in pairs if k.later == label]
        if link is not None:
            status = {(True, False): "promoted", (False, True): "demoted"}.get(
                (_preamble(link.earlier), _preamble(label)), "carried"
            )
            now[label] = names[link.earlier]
            rows.append(Provision(now[label], symbol, label, status, None, skips))
        elif sources:
            now[label] = f"{symbol} {label}"
            origin = names[sources[0].earlier]
            rows.append(Provision(now[label], symbol, label, "split from", origin, skips))
        else:
            now[label] = f"{symbol} {label}"
            rows.append(Provision(now[label], symbol, label, "born", None, skips))
    gone = {}
    for label, name in names.items():
        if label in heirs:
            continue
        into = next((k.later for k in pairs if k.earlier == label), None)
        if into is not None:
            rows.append(Provision(name, symbol, into, "merged into", now[into], skips))
        else:
            gone[name] = label
            rows.append(Provision(name, symbol, None, "lapsed", None, skips))
    return now, rows, gone


def _preamble(label: str) -> bool:
    return label.rpartition("/")[2].startswith("PP")


def _revived(born, lapsed, texts, symbol, background) -> dict[str, str]:
    """Born paragraphs that are lapsed provisions come back: label → name."""
    from dataclasses import replace

    old = {name: place for name, place in lapsed.items() if texts.get(place[0]) is not None}
    if not old or not born or texts.get(symbol) is None:
        return {}
    by_label = {p.label: p for p in texts[symbol].paragraphs}
    new = tuple(by_label[r.label] for r in born)
    former = []
    for name, (where, label) in old.items():
        paragraph = next(p for p in texts[where].paragraphs if p.label == label)
        former.append(replace(paragraph, label=name, level=1))
    found = links(
        replace(texts[symbol], paragraphs=tuple(former)),
        replace(texts[symbol], paragraphs=new),
        background,
    )
    best: dict[str, Link] = {}
    for link in sorted(found, key=lambda k: -(k.similarity or 0)):
        if link.earlier is None or link.later is None or link.doubtful:
            continue
        if link.later not in best and link.earlier not in {k.earlier for k in best.values()}:
            best[link.later] = link
    return {label: link.earlier for label, link in best.items()}


# -- background ------------------------------------------------------------------------------


def background(resolutions: Iterable[Resolution], least: int = 2) -> dict[str, int]:
    """Word → number of resolutions that have it, with the number of all under ``""``.

    What ``corpus/codebook/background.csv`` holds. Numbers are left out, and words in fewer
    resolutions than `least`, which then count as unseen.
    """
    seen: Counter = Counter()
    total = 0
    for resolution in resolutions:
        total += 1
        seen.update({w for p in resolution.paragraphs for w in words(p.text)})
    kept = {w: n for w, n in seen.items() if n >= least and any(c.isalpha() for c in w)}
    return {"": total, **dict(sorted(kept.items()))}


def write_background(counts: Mapping[str, int], path) -> None:
    """Write `background` as ``background.csv``; the row of the empty word comes first."""
    import csv

    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("word", "documents"))
        writer.writerows(counts.items())
