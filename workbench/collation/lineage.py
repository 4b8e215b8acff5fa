"""Provisions: links chained through a series."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..records import Resolution
from .linkage import Link, links
from .sides import Side, side


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision's place in a member of a series.

    ``provision`` is named for the place where it was born. ``status`` is born, carried, promoted
    (to the operative part), demoted, revived (after an absence), merged into (``label`` is where it
    lives on, under the name of another), split from (born out of ``origin``), discharged (``label``
    reports that it was done), reaffirmed (in an annex that the member cites and doesn't print: no
    label), standing (in force through a member that only extends it: no label) or lapsed (no
    label). ``skips`` names the members without text that lie between this place and the one before:
    what happened there is not known.
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
        those without links are left out; and for two full texts between which members only extend
        the first: what these don't restate stands, and goes on in the second
    background : as in `links`; needed for finding revived provisions, which takes texts

    Returns
    -------
    list of Provision
        in the order of the series, and of the text. Where a provision split, the part most like
        it carries its name on; where several merged, the one most like the result does.
    """
    texts = {symbol: side(text) for symbol, text in members if text is not None}
    labels = {symbol: [p.label for p in text.paragraphs] for symbol, text in texts.items()}

    def again(born: Sequence[str], lapsed: Mapping[str, tuple[str, str]], symbol: str):
        return _revived(born, lapsed, texts, symbol, background)

    return chained([symbol for symbol, _ in members], labels, links_by_pair, again)


def chained(
    order: Sequence[str],
    labels: Mapping[str, Sequence[str]],
    links_by_pair: Mapping[tuple[str, str], Sequence[Link]],
    revived: Callable[[Sequence[str], Mapping[str, tuple[str, str]], str], Mapping[str, str]],
) -> list[Provision]:
    """Links chained through a series, as `provisions` gives them.

    Parameters
    ----------
    order : symbols of the members
    labels : of those whose text is known, in the order of the text
    links_by_pair : as in `provisions`
    revived : function
        Of labels born in a member, names that lapsed with their last place, and the member:
        label → the name that comes back in it.
    """
    known = {s for pair in links_by_pair for s in pair} | labels.keys()
    present = [s for s in order if s in known]
    if not present:
        return []
    first = present[0]
    following = links_by_pair.get((first, next(iter(present[1:]), "")), ())
    names = {x: f"{first} {x}" for x in _labels(labels.get(first), following, "earlier")}
    rows = [Provision(name, first, x, "born") for x, name in names.items()]
    lapsed: dict[str, tuple[str, str]] = {}
    bridged = _bridged(present, links_by_pair)
    full = first, names
    for before, symbol in pairwise(present):
        skips = tuple(order[order.index(before) + 1 : order.index(symbol)])
        pair = links_by_pair.get((before, symbol), ())
        here = _labels(labels.get(symbol), pair, "later")
        if before in bridged and symbol not in bridged:
            pair, names = _across(before, pair, names, links_by_pair[full[0], symbol], full[1])
        names, new, gone = _step(symbol, pair, here, names, skips)
        if symbol in bridged:
            new = [replace(r, status="standing") if r.label is None else r for r in new]
            gone = {}
        else:
            full = symbol, names
        born = {r.label: k for k, r in enumerate(new) if r.label and r.status == "born"}
        for label, name in revived(list(born), lapsed, symbol).items():
            names[label] = name
            new[born[label]] = Provision(name, symbol, label, "revived", None, skips)
            del lapsed[name]
        rows += new
        lapsed |= {name: (before, label) for name, label in gone.items()}
    return rows


def _bridged(
    present: Sequence[str], links_by_pair: Mapping[tuple[str, str], Sequence[Link]]
) -> set[str]:
    """Members between two full texts that are linked with each other."""
    place = {symbol: n for n, symbol in enumerate(present)}
    ends = [(place[a], place[b]) for a, b in links_by_pair if a in place and b in place]
    return {symbol for a, b in ends for symbol in present[a + 1 : b]}


def _across(
    short: str, pair: Iterable[Link], names: Mapping[str, str], whole: Sequence[Link],
    full: Mapping[str, str],
) -> tuple[list[Link], dict[str, str]]:  # fmt: skip
    """Links from the last full text, with those from what the short member after it began."""
    began = {x: name for x, name in names.items() if name not in full.values()}
    carried = {k.later for k in whole if k.earlier and k.later}
    more = [
        replace(k, earlier=f"{short}/{k.earlier}") for k in pair
        if k.earlier in began and k.later and k.later not in carried
    ]  # fmt: skip
    return [*whole, *more], {**full, **{f"{short}/{x}": name for x, name in began.items()}}


def _labels(known: Sequence[str] | None, pair: Iterable[Link], end: str) -> Sequence[str]:
    if known is not None:
        return known
    return list(dict.fromkeys(x for k in pair if (x := getattr(k, end)) is not None))


def _step(
    symbol: str,
    pair: Sequence[Link],
    labels: Iterable[str],
    names: Mapping[str, str],
    skips: tuple[str, ...],
) -> tuple[dict[str, str], list[Provision], dict[str, str]]:
    """From one member to the next: names by label, rows, and what lapsed (name → old label)."""
    joined = _joined(k for k in pair if k.earlier in names)
    carried = _carried(joined)
    # of each paragraph the one most like it
    source = {new: old for old, new in reversed(joined)}
    into = dict(reversed(joined))
    done = {(k.earlier, k.later) for k in pair if k.discharged}
    now: dict[str, str] = {}
    rows = []
    for label in labels:
        status, origin = "born", None
        now[label] = f"{symbol} {label}"
        if label in carried:
            recital = _preamble(carried[label]), _preamble(label)
            status = {(True, False): "promoted", (False, True): "demoted"}.get(recital, "carried")
            status = "discharged" if (carried[label], label) in done else status
            now[label] = names[carried[label]]
        elif label in source:
            status, origin = "split from", names[source[label]]
        rows.append(Provision(now[label], symbol, label, status, origin, skips))
    gone = {}
    heirs = set(carried.values())
    unprinted = {k.earlier for k in pair if k.kind == "reaffirmed"}
    for label, name in names.items():
        if label in into and label not in heirs:
            place = into[label]
            rows.append(Provision(name, symbol, place, "merged into", now[place], skips))
        elif label not in heirs:
            status = "reaffirmed" if label in unprinted else "lapsed"
            rows.append(Provision(name, symbol, None, status, None, skips))
            if status != "reaffirmed":
                gone[name] = label
    return now, rows, gone


def _joined(pair: Iterable[Link]) -> list[tuple[str, str]]:
    """Labels that links join, the most alike first."""
    ends = [(-(k.similarity or 0), k.earlier, k.later) for k in pair if k.earlier and k.later]
    return [(old, new) for _, old, new in sorted(ends)]


def _carried(joined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Later label → the earlier one whose name it carries on: the most alike first."""
    carried: dict[str, str] = {}
    given = set()
    for old, new in joined:
        if new not in carried and old not in given:
            carried[new] = old
            given.add(old)
    return carried


def _preamble(label: str) -> bool:
    return label.rpartition("/")[2].startswith("PP")


def _revived(
    born: Sequence[str],
    lapsed: Mapping[str, tuple[str, str]],
    texts: Mapping[str, Side],
    symbol: str,
    background: Mapping[str, int] | None,
) -> dict[str, str]:
    """Born paragraphs that are lapsed provisions come back: label → name.

    What these few share may be a formula of the texts, so the whole texts have to agree.
    """
    old = {name: place for name, place in lapsed.items() if place[0] in texts}
    if not old or not born or symbol not in texts:
        return {}
    new = {p.label: p for p in texts[symbol].paragraphs}
    former = []
    for name, (where, label) in old.items():
        paragraph = next(p for p in texts[where].paragraphs if p.label == label)
        former.append(replace(paragraph, label=name, level=1))
    again = links(Side(tuple(former)), Side(tuple(new[x] for x in born)), background)
    back = _carried(_joined(k for k in again if not k.doubtful))
    whole = {
        where: {(k.earlier, k.later) for k in links(texts[where], texts[symbol], background)
                if not k.doubtful}
        for where in {old[name][0] for name in back.values()}
    }  # fmt: skip
    return {
        label: name for label, name in back.items()
        if (old[name][1], label) in whole[old[name][0]]
    }  # fmt: skip
