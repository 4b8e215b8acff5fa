"""What became of an earlier text beside its links: annexes reaffirmed, and requests
discharged."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count

from .. import symbols
from ..codebook.forms import dating, numeral
from ..records import Resolution
from ..text import names, words
from .linkage import Link
from .thresholds import BESIDE, WHOLLY
from .words import rarity

__all__ = ["told"]

ASKS = re.compile(
    r"\b(?:requests|calls (?:up)?on|calls for|invites|urges|encourages|asks|instructs|tasks"
    r"|decides)\b"
)
# What can be done once and for all, so that a later text can say that it was
ONCE = re.compile(
    r"\bto (?:\w+ly )?(?:appoint|assess|commission|compile|conduct|convene|develop|elaborate"
    r"|establish|examine|hold|identify|launch|organi[sz]e|prepare|present|produce|propose"
    r"|provide|publish|report|review|study|submit|transmit|undertake|update)\b"
)
TELLS = re.compile(
    r"(?:(?:also|further|again|once again) )*"
    r"(?:takes? note|notes|welcomes|acknowledges|commends"
    r"|expresses (?:its )?(?:appreciation|thanks)"
    r"|recalls|taking note|noting|welcoming|acknowledging|recalling)\b"
)
# The thing done, named by the words that follow
DONE = re.compile(
    r"\b(?:appointment|assessment|compilation|conclusions?|convening|development|document|draft"
    r"|elaboration|establishment|findings|guid(?:e|elines|ance)|holding|information|launch(?:ing)?"
    r"|meeting|options|organi[sz]ation of|outcome|papers?|plan|preparation|presentation|proposals?"
    r"|publication|recommendations|reports?|results|review|study|submission|summary|survey|update"
    r"|workshop)\b"
)
# What was decided or asked for is not done by being recalled
DECIDED = re.compile(r"\b(?:decision|decisions|decided|requests?|requested) (?:to|that|for)\b")
AWAITS = re.compile(r"\b(?:looks forward to|awaits)\b")
NEAR = 15  # words of the telling clause in which the thing done is named
FEW = 4  # longer words beside names: fewer tell nothing
SHARED = 0.4  # share of the telling clause's longer words that the request has too
ALIKE = 0.6  # the same where the rest of the paragraph goes on as before
MANY = 8  # longer words beside names, from which on a share tells something
HELD = 0.42  # share of their weight that much of a paragraph is
EARLY = 10  # words in which what a paragraph is about is named
OWN = 2, 3  # paragraphs of either text, at most, that say a name that tells them apart,
RARE = math.log1p(3)  # with a word that fewer than a third of all texts have
FRESH = 0.2  # of what a paragraph shares with one that went, share that its own earlier ones lack


def told(
    links: Iterable[Link],
    earlier: Resolution,
    later: Resolution,
    background: Mapping[str, int] | None = None,
) -> list[Link]:
    """Links with what the later text itself says became of the earlier one.

    An annex that is not printed again, of a resolution that the later text cites, may be in force
    as before: its paragraphs that no link explains are ``reaffirmed``, not dropped. One that went
    is in no doubt where its relative says nothing of it that the paragraphs that this one goes on
    from didn't say, unless it says much of it, is the relative of a new one, or names in a list
    what several are about. A link of paragraphs that share little beside names and numbers is
    doubtful; one is ``discharged`` where the later paragraph reports done what the earlier one
    asked for: "takes note of the report …" after "requests … to report"; and
    ``discharged_in_part`` where it does so of one request and goes on otherwise. `background` is as
    in `links`.
    """
    if background is None:
        from .. import codebook

        background = codebook.load().background
    links = list(links)
    annex = _annex(earlier)
    standing = annex if not _annex(later) and _cites(later, earlier.symbol) else set()
    before, after = ({p.label: p.text for p in text.paragraphs} for text in (earlier, later))
    sources: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.earlier and link.later:
            sources[link.later].append(before[link.earlier])
    went = [k.earlier for k in links if k.kind == "dropped" and k.earlier not in annex]
    named = _listed(went, before, after, sources, background)
    named |= {k.relative: k.later for k in reversed(links) if k.relative and k.later}
    made = []
    for link in links:
        if link.kind == "dropped" and link.earlier in standing:
            link = replace(link, kind="reaffirmed", doubtful=False, relative=None)
        elif link.kind == "dropped" and link.earlier:
            text, kin = before[link.earlier], link.relative
            if kin and not (
                _holds(after[kin], text, background)
                or _fresh(text, after[kin], sources.get(kin, ()), background) >= FRESH
            ):
                kin = None
            kin = kin or named.get(link.earlier)
            link = replace(link, doubtful=bool(kin), relative=kin)
        elif link.earlier and link.later and link.kind == "revised":
            texts = before[link.earlier], after[link.later]
            request, news = (text.lower() for text in texts)
            done = _discharged(request, news)
            link = replace(
                link, discharged=done, discharged_in_part=not done and _in_part(request, news),
                doubtful=link.doubtful
                or _beside_names(*texts, background) < BESIDE,
            )  # fmt: skip
        made.append(link)
    return made


def _beside_names(one: str, other: str, background: Mapping[str, int]) -> float:
    """Share of the weight of their longer words that two paragraphs have in common beside names and
    titles."""
    bags = _beside(one), _beside(other)
    # all in quotation marks, or hardly more than a name: nothing stands beside it
    if min(map(len, bags)) < FEW:
        return 1.0
    # each weighed, so that "requests" and "session" in both are no kinship
    shared, *whole = (_weight(bag, background) for bag in (bags[0] & bags[1], *bags))
    return shared / min(whole)


def _fresh(one: str, other: str, sources: Iterable[str], background: Mapping[str, int]) -> float:
    """Share of the weight of the longer words that two paragraphs have in common that is in none
    of the paragraphs that the second goes on from."""
    shared = _longer(one) & _longer(other)
    said = {word for source in sources for word in _longer(source)}
    return _weight(shared - said, background) / max(_weight(shared, background), 1e-9)


def _holds(one: str, other: str, background: Mapping[str, int]) -> bool:
    """Whether a paragraph says much of what another says beside names, or nearly all of it."""
    own, whole = _beside(other), _longer(other)
    held = _weight(own & _beside(one), background)
    if held < HELD * _weight(own, background):
        return False
    said = _weight(whole & _longer(one), background)
    return len(own) >= MANY or (len(whole) >= MANY and said >= WHOLLY * _weight(whole, background))


def _listed(
    gone: Iterable[str | None],
    before: Mapping[str, str],
    after: Mapping[str, str],
    sources: Mapping[str, Iterable[str]],
    background: Mapping[str, int],
) -> dict[str, str]:
    """Paragraphs that went → the one that lists what two or more of them are about, each by its
    name, and goes on from none that names it."""
    about = {n: name for n in gone if n and (name := _about(before[n], background))}
    if len({*about.values()}) < 2:
        return {}
    told, there = ({n: f" {' '.join(words(t))} " for n, t in x.items()} for x in (before, after))
    into: dict[str, dict[str, str]] = defaultdict(dict)
    for label, name in about.items():
        places = [n for n, said in there.items() if name in said]
        if len(places) <= OWN[1] and sum(name in said for said in told.values()) <= OWN[0]:
            for place in places:
                if not any(name in f" {' '.join(words(t))} " for t in sources.get(place, ())):
                    into[place][label] = name
    found: dict[str, str] = {}
    for place in sorted(into, key=lambda n: len(into[n])):
        if len({*into[place].values()}) > 1:
            found |= dict.fromkeys(into[place], place)
    return found


def _about(text: str, background: Mapping[str, int]) -> str:
    """The name that a paragraph begins with, after its verb, with spaces around; none if many texts
    say it, or it is whom the paragraph asks."""
    named, plainly = names(text), words(text)
    if ASKS.search(" ".join(plainly[:3])):
        return ""
    places = (n for n in range(1, min(EARLY, len(plainly))) if n in named)
    start = next((n for n in places if not dating(plainly[n])), 0)
    end = next(n for n in count(start) if n not in named)
    name = plainly[start:end] if start else []
    rare = any(rarity(word, background) > RARE for word in name if not numeral(word))
    return f" {' '.join(name)} " if rare else ""


def _beside(text: str) -> set[str]:
    named = names(text)
    return {
        w for n, w in enumerate(words(text))
        if n not in named and len(w) > 3 and not numeral(w)
    }  # fmt: skip


def _weight(bag: Iterable[str], background: Mapping[str, int]) -> float:
    return sum(rarity(word, background) for word in sorted(bag))


def _discharged(request: str, news: str) -> bool:
    """Whether a paragraph opens with the news that what another asked for was done."""
    asked = ASKS.search(request)
    if not (TELLS.match(news) and asked and ONCE.search(request, asked.end())):
        return False
    said = _telling(news)
    if not _told_done(said):
        return False
    # "… and invites it to continue to report": what is asked again goes on
    again = [_longer(object_) for object_ in _after(ASKS, news)]
    sought = [_longer(o) for o in _after(ASKS, request) if ONCE.search(o)]
    if all(any(_much(object_, other) for other in again) for object_ in sought):
        return False
    # a report that was noted before is another report, and no news of what was asked
    news_of, old, wanted = (
        _longer(t) for t in (said, request[: asked.start()], request[asked.start() :])
    )
    return len(news_of & wanted) >= SHARED * len(news_of) and len(news_of & wanted) > len(
        news_of & old
    )


def _told_done(said: str) -> bool:
    """Whether a telling clause soon names a thing done, and not one decided or asked for."""
    near = " ".join(said.split()[:NEAR])
    return bool(DONE.search(near)) and not DECIDED.search(near)


def _in_part(request: str, news: str) -> bool:
    """Whether within a paragraph that goes on, one request gave way to the news that it was done.

    "Takes note of the briefings" where "looks forward to the briefings" stood, or "takes note of
    the assessment" where "invites … to assess" did.
    """
    told_before = [_longer(object_) for object_ in _after(TELLS, request)]
    inside = _after(TELLS, news)[bool(TELLS.match(news)) :]
    fresh = [said for said in inside if _longer(said) not in told_before]
    again = [_longer(object_) for object_ in (*_after(ASKS, news), *_after(AWAITS, news))]
    wanted = [(object_, True) for object_ in _after(AWAITS, request)]
    wanted += [(object_, False) for object_ in _after(ASKS, request) if ONCE.search(object_)]
    return any(
        _much(_longer(said), _longer(object_)) and (awaited or _told_done(said))
        for said in fresh
        for object_, awaited in wanted
        if not any(_much(_longer(object_), a) for a in again)
    )


def _after(verbs: re.Pattern[str], text: str) -> list[str]:
    """What stands after each of some verbs, up to where another begins."""
    starts = sorted({m.start() for p in (ASKS, AWAITS, TELLS) for m in p.finditer(text)})
    ends = [*starts[1:], len(text)]
    matches = ((verbs.match(text, a), b) for a, b in zip(starts, ends, strict=False))
    return [text[match.end() : b] for match, b in matches if match]


def _much(part: set[str], whole: set[str]) -> bool:
    return bool(part) and len(part & whole) >= ALIKE * len(part)


def _telling(text: str) -> str:
    """What stands before the first request."""
    asked = ASKS.search(text)
    return text[: asked.start()] if asked else text


def _longer(text: str) -> set[str]:
    return {w for w in words(text) if len(w) > 3}


def _annex(text: Resolution) -> set[str]:
    return {p.label for p in text.paragraphs if p.part == "annex"}


def _cites(text: Resolution, symbol: str) -> bool:
    """Whether a resolution is cited in a paragraph, or in a note to one."""
    said = [*(p.text for p in text.paragraphs), *(note.text for note in text.footnotes)]
    return any(
        cited.symbol == symbol
        for part in said
        for cited in symbols.find(part, text.organ, text.symbol)
    )
