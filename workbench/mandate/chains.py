"""Tasks chained from member to member, and what became of them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from .. import steps
from ..arguments import checked
from ..codebook import load, of_matter, overlapping, rarity
from ..codebook.forms import roots
from .addressed import BOUNDS, KEY, directive, tasks, worded
from .bands import ranked, shift

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook

__all__ = ["ledger", "likeness", "matter_of", "met", "repeats"]

STATUSES = ("first", "new", "newly addressed", "split", "revived", "carried", "strengthened",
            "weakened", "widened", "narrowed", "conditions gained", "conditions lost",
            "conditions changed", "merged", "discharged", "lapsed")  # fmt: skip
COLUMNS = ("task", "action", "object", "themes", "symbol", "year", "label", "clause",
           "earlier_label", "verb", "strength", "conditions", "status", "gained", "lost",
           "similarity", "doubtful", "skips")  # fmt: skip
ENDED = ("lapsed", "merged", "discharged")
SIDES = ("earlier_label", "later_label")
QUOTED = 8  # words in a row that a table quotes
LIKE = 0.35  # clauses of linked paragraphs less alike than this are one task only with a doubt
TELLING = 0.8  # rarity from which a word says what is asked for
TWIN = 0.5  # share of words from which a task gone, or one asked before, may be one that is new
DISTINCT = 1.1  # rarity from which a noun says what is asked for
FIFTH = 1 / 5  # share of a paragraph's words by which help with its matter may have been asked
COMMON = 3, 1 / 3  # paragraphs, at least and as a share, in more of which a word tells nothing
SAME = 0.5  # as much alike, a clause addressed to somebody else is the same task
SLIGHT = {"continue", "continuing", "to", "the", "of", "and", "in", "for", "a"}  # say no task
# "Reiterates its request": what is asked so was asked before, wherever that was
AGAIN = re.compile(r"(?:reiterates|reaffirms|renews|repeats|restates) (?:its|the) ")
# ... and what is to continue was there, whoever asked for it
GOING_ON = re.compile(r"\bcontinu(?:e|es|ed|ing)\b")
# What points back at a matter and names none: "in this regard", "to those ends", cut or not
POINTING = re.compile(r"\b(?:in|to|for|with|of) (?:this|that|these|those)\b(?: \w+)?")
Place = tuple[str, str]  # symbol and label
Key = tuple[str, int]  # label and number of a clause in its member
Clauses = dict[Key, Any]  # a row of the table of clauses each


@dataclass(frozen=True)
class _Facts:
    """What the tables say of clauses and paragraphs, by their places."""

    conditions: Mapping[tuple, tuple[str, ...]]  # symbol, label, clause → conditions
    themes: Mapping[tuple, tuple[str, ...]]  # symbol, label → themes
    titles: Mapping[str, str]
    worded: Mapping[str, str]  # conditions in words
    grown: Mapping[Place, tuple[int, int]]  # words of substance that came, and went
    earlier: Mapping[Place, list[Place]]  # where a provision revived here stood, latest first
    alike: Collection[tuple]  # symbol, label, clause of those that ask the entity in other words
    words: Mapping[str, Mapping[str, set[str]]]  # symbol → label → words there


@dataclass(frozen=True)
class _Renewal:
    """The tasks of two members that follow each other, and which of the later carry which on."""

    earlier: str  # empty before the first member
    later: str
    before: Clauses
    here: Clauses
    others: Clauses  # the earlier member's clauses that ask somebody else
    handed: Clauses  # the later member's
    joined: Mapping[tuple[str, str], bool]  # linked labels → whether the link is doubtful
    carries: Mapping[Key, Key]  # later clause → the earlier one that it carries on
    done: Mapping[str, str]  # earlier label → the later one that reports it done
    near: tuple[set[Key], set[Key]]  # clauses gone, and new, of paragraphs that may be linked
    kept: set[Key]  # clauses gone of whose matter the later member asks still
    asked: set[Key]  # clauses new that may repeat one of any member before
    stated: set[Key]  # clauses new all of whose words one paragraph of the earlier member has

    @property
    def gone(self) -> Clauses:
        kept = set(self.carries.values())
        return {key: clause for key, clause in self.before.items() if key not in kept}


@checked
def ledger(
    resolutions: pd.DataFrame,
    links: pd.DataFrame,
    clauses: pd.DataFrame,
    clause_entities: pd.DataFrame,
    codes: pd.DataFrame,
    provisions: pd.DataFrame | None = None,
    edits: pd.DataFrame | None = None,
    words: pd.DataFrame | None = None,
    codebook: Codebook | None = None,
    *,
    entity: str,
    scale: str | None = None,
) -> pd.DataFrame:
    """Every task that the series gives to an entity, and what became of it in each renewal.

    A task is a directive clause addressed to the entity, chained from member to member: a later
    clause carries an earlier one on if a link joins their paragraphs and, of the clauses there,
    these two are most alike (assignment; `likeness`). Objects are short and repeat ("technical
    assistance"), so likeness without a link makes no relatives. In each member a task is

    ===================== ======================================================================
    first                 in the earliest text at hand
    new                   without a predecessor
    newly addressed       there before, but asked of others (`overlapping` ones: carried, doubtful)
    split                 beside another task that its paragraph's predecessor carries on in
    revived               in a provision that lapsed with a task, and came back
    carried               with the same band of strength and the same conditions
    strengthened/weakened with a verb of a higher or lower band, or no longer to be considered only
    conditions gained, …  with the same band and other conditions (lost; changed: both)
    widened/narrowed      the same, in a clause that grew by words it didn't have and lost none
    merged                no longer alone: its paragraph goes on in one that holds another task
    discharged            reported done there (`label` says where)
    lapsed                no longer there (the row has no label, and the task none after it)
    ===================== ======================================================================

    Bands are those of the codebook, or with `scale` those of its file ``strength-SCALE.csv``; a
    verb that the scale leaves out has none, and is neither stronger nor weaker (see `scales`).
    A task that is both stronger and under other conditions has the status of its verb; `gained`
    and `lost` name these, but not of clauses little alike, nor where a doubtful link merged tasks.
    `doubtful` marks chains over a doubtful link or between clauses little alike, stronger or weaker
    tasks that aren't so against each that may be merged into them, beginnings and ends in
    paragraphs that another reader might link or whose matter stands in a paragraph of the other
    text that asks the entity for something (`met`), ends of what is asked of others there now, new
    ones in a paragraph that is linked, or whose words stand together in one of the text before, or
    that are like a task of any member before, ask again ("reiterates its request") or for what is
    to continue. After a gap new may be older.

    Known bias: a task moved to a paragraph without a link counts as lapsed and new; where the
    object's eight words say less than the paragraph, two tasks of one paragraph may be exchanged.

    Returns
    -------
    DataFrame
        A row per task and member where it stands or ends: ``task`` (symbol and label where first
        met, and the clause where the paragraph has several), ``action``, ``object``, ``themes``
        (of the paragraph), ``symbol``, ``year``, ``label``, ``clause``, ``earlier_label`` (in
        the member before), ``verb``, ``strength``, ``conditions``, ``status``, ``gained``,
        ``lost``, ``similarity`` (of the clauses), ``doubtful``, ``skips``.
    """
    import pandas as pd

    known = steps.whole(resolutions)
    mine = tasks(ranked(clauses, codebook, scale), clause_entities, entity, codebook)
    facts = _Facts(
        _codes(codes[codes["clause"].notna()], BOUNDS, KEY),
        _codes(codes, ("theme",), ["symbol", "label"]),
        {t.theme: t.title for t in codebook.themes} if codebook else {},
        worded(codebook), _grown(edits, words), _revived(provisions),
        _asking_alike(clause_entities, entity), _spoken(words),
    )  # fmt: skip
    renewals = _renewals(known["symbol"], mine, directive(clauses), links, facts)
    rows = [*_rows(known, renewals, facts)]
    table = pd.DataFrame(rows, columns=COLUMNS)
    kinds = {"clause": "Int64", "strength": "Int64", "year": "Int64", "similarity": float}
    kinds |= dict.fromkeys(
        ["label", "earlier_label", "verb", "gained", "lost", "conditions"], "str"
    )
    by_task = table["task"].factorize()[0].argsort(kind="stable")
    return table.iloc[by_task].astype(kinds).reset_index(drop=True)


def _rows(
    members: pd.DataFrame, renewals: Iterator[_Renewal], facts: _Facts
) -> Iterator[dict[str, Any]]:
    """Rows of the ledger, member by member: the tasks that stand in it, then those that ended."""
    alive: dict[Key, str] = {}  # clause of the member before → its task
    ended: dict[Place, str] = {}  # place where a task stood last → the task
    for member, renewal in zip(members.itertuples(index=False), renewals, strict=True):
        now: dict[Key, str] = {}
        for key, clause in renewal.here.items():
            if key in renewal.carries:
                became = _carried(renewal, key, facts)
                now[key] = alive[renewal.carries[key]]
            else:
                became = _begun(renewal, key, facts)
                now[key] = _name(renewal, key)
                former = [p for p in facts.earlier.get((renewal.later, key[0]), ()) if p in ended]
                if became["status"] == "new" and former:
                    became["status"], now[key] = "revived", ended.pop(former[0])
            yield {
                **_said(clause, renewal.later, member, facts),
                **_stands(clause, renewal.later, facts), **became, "task": now[key],
            }  # fmt: skip
        for key, clause in renewal.gone.items():
            ended[renewal.earlier, key[0]] = alive[key]
            yield {
                **_said(clause, renewal.earlier, member, facts), **_ended(renewal, key),
                "task": alive[key],
            }  # fmt: skip
        alive = now


def _renewals(
    order: pd.Series, mine: pd.DataFrame, every: pd.DataFrame, links: pd.DataFrame, facts: _Facts
) -> Iterator[_Renewal]:
    """Each member with the one before it, the first with none."""
    of_entity, of_all = steps.parts(mine, "symbol"), steps.parts(every, "symbol")
    across = steps.parts(steps.carried(links), "earlier", "later")
    doubted = steps.parts(_doubted(links), "earlier", "later")
    earlier, before = "", Clauses()
    past: dict[tuple, Any] = {}
    for later in order:
        here = _clauses(of_entity[later])
        joined = _joined(across[earlier, later])
        match = _matched(before, here, joined)
        asked, asking = _clauses(of_all[earlier]), _clauses(of_all[later])
        gone = {key: c for key, c in before.items() if key not in match}
        fresh = {key: c for key, c in here.items() if key not in match.values()}
        were = _asking(before, facts.words.get(earlier, {}))
        are = _asking(here, facts.words.get(later, {}))
        kept, more = _elsewhere(gone, are, were, fresh)
        again, beside = _elsewhere(fresh, were, are, gone)
        yield _Renewal(
            earlier, later, before, here, {k: c for k, c in asked.items() if k not in before},
            {k: c for k, c in asking.items() if k not in here},
            joined, {b: a for a, b in match.items()}, _done(across[earlier, later]),
            _near(gone, fresh, doubted[earlier, later]),
            # help without a matter of its own may go on in any other
            kept | beside | {key for key, c in gone.items() if are and not matter_of(c)}
            | _by_items(gone, across[earlier, later]["earlier_label"]),
            again | more | {key for key, c in fresh.items() if repeats(c, past.values())}
            | _by_items(fresh, across[earlier, later]["later_label"]),
            {key for key, c in fresh.items()
             if _stated(c, facts.words.get(earlier, {}).values())},
        )  # fmt: skip
        earlier, before = later, here
        past |= {(later, *key): clause for key, clause in here.items()}


def _said(clause: Any, at: str, member: Any, facts: _Facts) -> dict[str, Any]:
    """What a row says of a clause of one member at another, whatever became of it."""
    themes = facts.themes.get((at, clause.label), ())
    return {
        "action": clause.action, "object": _quoted(clause), "symbol": member.symbol,
        "themes": "; ".join(facts.titles.get(t, t) for t in themes), "year": member.year,
        "skips": member.skips,
    }  # fmt: skip


def _quoted(clause: Any) -> Any:
    """The object of a clause, as long as it may be: it follows its action in the text, and both
    together are one quotation of `QUOTED` words at most."""
    if not (isinstance(clause.object, str) and isinstance(clause.action, str)):
        return clause.object
    return " ".join(clause.object.split()[: max(QUOTED - len(clause.action.split()), 1)])


def _stands(clause: Any, at: str, facts: _Facts) -> dict[str, Any]:
    """What a row says of a clause that stands there."""
    held = facts.conditions.get((at, clause.label, int(clause.clause)), ())
    return {
        "label": clause.label, "clause": int(clause.clause), "verb": clause.verb,
        "strength": clause.strength, "conditions": _listed(held, facts),
    }  # fmt: skip


def _listed(conditions: Iterable[str], facts: _Facts) -> str:
    """Conditions in words, as a cell of the ledger has them."""
    return ", ".join(facts.worded.get(c, c) for c in conditions)


def _carried(renewal: _Renewal, key: Key, facts: _Facts) -> dict[str, Any]:
    """What became of a task that goes on in a clause of the later member."""
    origin = renewal.carries[key]
    old, new = renewal.before[origin], renewal.here[key]
    now = facts.conditions.get((renewal.later, *key), ())
    past = facts.conditions.get((renewal.earlier, *origin), ())
    # what was merged into the task had conditions too: gained is what none had, lost what all had
    merged = [facts.conditions.get((renewal.earlier, *gone), ()) for gone in renewal.gone
              if (gone[0], key[0]) in renewal.joined]  # fmt: skip
    came, went = _moved(renewal, key, facts)
    gained = [c for c in now if not any(c in held for held in (past, *merged)) and c not in went]
    lost = [c for c in past if c not in now and c not in came
            and all(c in held for held in merged)]  # fmt: skip
    like = likeness(old, new)
    if like < LIKE or (merged and renewal.joined[origin[0], key[0]]):
        gained, lost = [], []  # another sentence, or one made of two
    words = facts.grown.get((renewal.later, key[0]), (0, 0))
    return {
        "earlier_label": origin[0], "status": _status(old, new, gained, lost, words),
        "gained": _listed(gained, facts), "lost": _listed(lost, facts), "similarity": like,
        "doubtful": renewal.joined[origin[0], key[0]] or like < LIKE or _undecided(renewal, key),
    }  # fmt: skip


def _moved(renewal: _Renewal, key: Key, facts: _Facts) -> tuple[set[str], set[str]]:
    """Conditions that came to other clauses that a task's paragraph goes on in, and those that went
    from others that its own comes from: what is split or put otherwise lost and gained none."""
    came, went = set[str](), set[str]()
    source = renewal.carries[key][0]
    for other in renewal.here:
        origin = renewal.carries.get(other)
        now = set(facts.conditions.get((renewal.later, *other), ()))
        past = set(facts.conditions.get((renewal.earlier, *origin), ())) if origin else set[str]()
        if other != key and (source, other[0]) in renewal.joined:
            came |= now - past
        if other != key and origin and (origin[0], key[0]) in renewal.joined:
            went |= past - now
    return came, went


def _undecided(renewal: _Renewal, key: Key) -> bool:
    """Whether a task is stronger than the one that it carries on and not than one that is gone from
    the paragraphs that its own joins (it may be both), or weaker so."""
    new, old = renewal.here[key], renewal.before[renewal.carries[key]]
    gone = [c for k, c in renewal.gone.items() if (k[0], key[0]) in renewal.joined]
    way = shift(old, new)
    return bool(way) and any(shift(c, new) != way for c in gone)


def _status(old: Any, new: Any, gained: list[str], lost: list[str], words: tuple[int, int]) -> str:
    """What became of a task whose clause carries another on; `words` came and went around it."""
    way = shift(old, new)
    if way:
        return "strengthened" if way > 0 else "weakened"
    if gained and lost:
        return "conditions changed"
    if gained or lost:
        return "conditions gained" if gained else "conditions lost"
    came, went = words if way is not None else (0, 0)
    if new.n_words > old.n_words and came and not went:  # else something is exchanged
        return "widened"
    if new.n_words < old.n_words and went and not came:
        return "narrowed"
    return "carried"


def _begun(renewal: _Renewal, key: Key, facts: _Facts) -> dict[str, Any]:
    """What a task without a predecessor is, and the label that it comes from."""
    sources = [a for a, b in renewal.joined if b == key[0]]
    clause = renewal.here[key]
    elsewhere = [k for k, other in renewal.others.items()
                 if k[0] in sources and likeness(other, clause) >= SAME]  # fmt: skip
    reworded = [k for k in elsewhere if (renewal.earlier, *k) in facts.alike]
    beside = [k[0] for k in renewal.before if k[0] in sources]
    status, origin = "new", None
    if not renewal.earlier:
        status = "first"
    elif reworded:
        return {"status": "carried", "earlier_label": reworded[0][0], "doubtful": True}
    elif elsewhere:
        status, origin = "newly addressed", elsewhere[0][0]
    elif beside:
        status, origin = "split", beside[0]
    doubtful = key in renewal.near[1]
    if status in ("new", "newly addressed"):
        doubtful = doubtful or key in renewal.asked
    if status == "new":  # in a paragraph that was there, or of what one said there
        doubtful = doubtful or bool(sources) or key in renewal.stated
    return {"status": status, "earlier_label": origin, "doubtful": doubtful}


def _asking_alike(clause_entities: pd.DataFrame, entity: str) -> set[tuple]:
    """Clauses that ask others whose members are the entity's too (`codebook.overlapping`)."""
    others = overlapping([entity]) - {entity}
    asked = clause_entities[clause_entities["entity"].isin(others)]
    asked = asked[asked["role"] == "addressee"]
    return set(asked[["symbol", "label", "clause"]].itertuples(index=False, name=None))


def _ended(renewal: _Renewal, key: Key) -> dict[str, Any]:
    """What became of a task that no clause of the later member carries on."""
    onward = [b for a, b in renewal.joined if a == key[0]]
    labels = [label for label, _ in renewal.here]
    into = next((b for b in onward if b in labels), None)
    close = any(renewal.joined[key[0], b] for b in onward) or any(
        k[0] in onward and likeness(renewal.before[key], other) >= SAME
        for k, other in renewal.handed.items()
    )
    status = "merged" if into else "lapsed"
    if key[0] in renewal.done:
        into, status = renewal.done[key[0]], "discharged"
    return {"earlier_label": key[0], "label": into, "status": status,
            "doubtful": key in renewal.near[0] or key in renewal.kept or close}  # fmt: skip


def _name(renewal: _Renewal, key: Key) -> str:
    """Where a task is first met: with the clause, if its paragraph has several tasks."""
    label, number = key
    several = sum(one == label for one, _ in renewal.here) > 1
    return f"{renewal.later} {label}" + f"/{number}" * several


def likeness(one: Any, other: Any) -> float:
    """How alike two clauses are: Dice's coefficient of the words of action and object, and a half
    for the same verb, together in [0, 1]; "continue to" does not count."""
    return round((_shared(one, other) + 0.5 * (one.verb == other.verb)) / 1.5, 4)


def _shared(one: Any, other: Any) -> float:
    """Dice's coefficient of the words of two clauses' actions and objects."""
    a, b = (_content(c.action, c.object) for c in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def _matched(
    before: Clauses, here: Clauses, joined: Mapping[tuple[str, str], bool]
) -> dict[Key, Key]:
    """Earlier clause → the later one that carries it on: the assignment that is most alike."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    old, new = list(before), list(here)
    gain = np.zeros((len(old), len(new)))
    for i, a in enumerate(old):
        for j, b in enumerate(new):
            if (a[0], b[0]) in joined:
                gain[i, j] = 0.01 + likeness(before[a], here[b])
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return {old[i]: new[j] for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0}


def repeats(clause: Any, others: Iterable[Any]) -> bool:
    """Whether a clause may be no new request beside others to the same entity: it says itself that
    it asks again, or for what is to continue, or is much like one of them in words of which one
    names a matter: help to States is asked for in the same words whatever for."""
    words = _content(clause.action, clause.object)
    said = " ".join(c for c in (clause.action, clause.object) if isinstance(c, str))
    return bool(AGAIN.match(clause.verb) or GOING_ON.search(said)) or any(
        _shared(clause, c) >= TWIN and _nouns(_matter(words & _content(c.action, c.object)))
        for c in others
    )


def _matter(words: Iterable[str]) -> list[str]:
    """Which words name a matter: none that stands everywhere, no verb, no number."""
    book = load()
    return [w for w in words if _rare(w) and not w[0].isdigit() and of_matter(w, book)]


def matter_of(clause: Any) -> list[str]:
    """The words by which a clause names its matter itself."""
    cells = (clause.action, clause.object, getattr(clause, "matter", ""))
    said = (POINTING.sub("", c).replace("…", "") for c in cells if isinstance(c, str))
    return _matter(_content(*said))


def _nouns(words: Iterable[str]) -> list[str]:
    """Which words stand for themselves, not before others: no "technical"."""
    forms = load().forms
    return [w for w in words if forms.get(w, ("",))[0] != "attribute"]


@lru_cache(maxsize=1 << 16)
def _rare(word: str) -> bool:
    return rarity([word], load().background) >= TELLING


@lru_cache(maxsize=1 << 16)
def _distinctive(word: str) -> bool:
    """Whether a word may vouch for a matter: a noun that few documents have."""
    kind = load().forms.get(word, ("",))[0]
    noun = kind == "noun" or (not kind and not word.endswith(("ing", "ed", "ly")))
    return noun and rarity([word], load().background) >= DISTINCT


def met(
    clause: Any, paragraphs: Mapping[str, Collection[str]], own: Collection[str] = ()
) -> list[str]:
    """Which paragraphs may ask for the same as a clause, in another place or within another task.

    Of each of them, as of the clause's *own*, the words are given; those that every third has tell
    nothing. It has half the words by which the clause names its matter, a noun among them that few
    documents have, or two thirds, and two words at least if the clause has two; or, for an object
    may be cut, half of those of the clause's own paragraph; in whatever forms. For a clause that
    names no matter ("technical assistance in this regard") a fifth of its paragraph's, two such
    nouns among them, are enough: such help may be a part of what was asked for; without any nobody
    can tell: all.
    """
    forms = {
        label: {root for word in words if _rare(word) for root in roots(word)}
        for label, words in paragraphs.items()
    }
    counts = Counter(root for form in forms.values() for root in form)
    most = max(COMMON[0], COMMON[1] * len(forms))

    def sought(words: Iterable[str]) -> dict[frozenset[str], bool]:
        """What to look for, each with whether it is distinctive."""
        told = {roots(word): _distinctive(word) for word in words}
        return {word: fit for word, fit in told.items() if all(counts[r] <= most for r in word)}

    matter, around = sought(matter_of(clause)), sought(_matter(own))
    rules = [(matter, 1 / 2, 1), (matter, 2 / 3, 0), (around, 1 / 2, 1)]
    rules += [(around, FIFTH, 2)] * (not matter)
    return [
        label for label, form in forms.items()
        if not (matter or around) or any(_vouches(form, *rule) for rule in rules)
    ]  # fmt: skip


def _vouches(
    form: Collection[str], words: Mapping[frozenset[str], bool], share: float, nouns: int
) -> bool:
    """Whether a paragraph has so much of some words, so many distinctive ones among them."""
    found = [word for word in words if not word.isdisjoint(form)]
    least = max(len(words) * share, min(2, len(words)) if nouns else 2)
    return len(found) >= least and sum(words[word] for word in found) >= nouns


def _elsewhere(
    some: Clauses, paragraphs: Mapping[str, set[str]], own: Mapping[str, set[str]], others: Clauses
) -> tuple[set[Key], set[Key]]:
    """Clauses whose matter stands in a paragraph of the other text, and those of others there that
    may be about it: where few paragraphs have two words of it."""
    places = {key: met(clause, paragraphs, own[key[0]]) for key, clause in some.items()}
    about = {
        label for key, labels in places.items() for label in labels
        if len(labels) <= COMMON[0] and len(matter_of(some[key])) > 1
    }  # fmt: skip
    return {key for key, labels in places.items() if labels}, {k for k in others if k[0] in about}


def _stated(clause: Any, paragraphs: Iterable[set[str]]) -> bool:
    """Whether one of some paragraphs has all words of a clause, whoever was asked or whatever was
    recalled there: of one that names a matter, else they stand anywhere."""
    words = _content(clause.action, clause.object)
    return bool(matter_of(clause)) and any(words <= paragraph for paragraph in paragraphs)


def _by_items(clauses: Clauses, carried: Iterable[str]) -> set[Key]:
    """Clauses of a paragraph an item of which is carried: it may have been asked all along."""
    whole = {label[:at] for label in carried for at, sign in enumerate(label) if sign == "("}
    return {key for key in clauses if key[0] in whole}


def _near(gone: Clauses, fresh: Clauses, doubted: pd.DataFrame) -> tuple[set[Key], set[Key]]:
    """Clauses gone, and clauses new, of paragraphs that another reader might link."""
    several = set(zip(doubted["old"], doubted["new"], strict=True))
    pairs = {(a, b) for a in gone for b in fresh if (a[0], b[0]) in several}
    ended, begun = (set(doubted[side].dropna()) for side in SIDES)
    return (
        {a for a, _ in pairs} | {key for key in gone if key[0] in ended},
        {b for _, b in pairs} | {key for key in fresh if key[0] in begun},
    )


def _asking(clauses: Clauses, words: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The words of each paragraph that holds one of the clauses, and of the items under it."""
    return {
        label: {w for other, several in words.items() if _within(other, label) for w in several}
        | {w for key, c in clauses.items() if key[0] == label for w in _content(c.action, c.object)}
        for label in dict.fromkeys(label for label, _ in clauses)
    }


def _within(label: str, whole: str) -> bool:
    return label == whole or label.startswith(f"{whole}(")


# ── rows of tables by place ──────────────────────────────────────────────────────────────────


def _clauses(rows: pd.DataFrame) -> Clauses:
    """Clauses of a member by label and number."""
    return {(row.label, int(row.clause)): row for row in rows.itertuples(index=False)}


def _joined(links: pd.DataFrame) -> dict[tuple[str, str], bool]:
    """Linked paragraphs → whether the link is doubtful."""
    pairs = zip(links["earlier_label"], links["later_label"], strict=True)
    return dict(zip(pairs, links["doubtful"].astype(bool), strict=True))


def _doubted(links: pd.DataFrame) -> pd.DataFrame:
    """Paragraphs that came or went of which a link may have been missed, with that relative."""
    alone = links[links["doubtful"].astype(bool)]
    alone = alone[alone["relative"].notna()] if "relative" in links else alone.iloc[:0]
    old, new = (alone[side].fillna(alone.get("relative")) for side in SIDES)
    return alone.assign(old=old, new=new)


def _done(links: pd.DataFrame) -> dict[str, str]:
    """Paragraph → the later one that reports done what it asked for."""
    if "discharged" not in links:
        return {}
    rows = links[links["discharged"].fillna(False).astype(bool)]
    return dict(zip(rows["earlier_label"], rows["later_label"], strict=True))


def _codes(
    codes: pd.DataFrame, schemes: tuple[str, ...], key: list[str]
) -> dict[tuple, tuple[str, ...]]:
    """Place → codes of some schemes there, sorted."""
    places: dict[tuple, set[str]] = {}
    rows = codes[codes["scheme"].isin(schemes)]
    for *place, code in rows[[*key, "code"]].itertuples(index=False, name=None):
        places.setdefault(tuple(place), set()).add(code)
    return {place: tuple(sorted(several)) for place, several in places.items()}


def _grown(edits: pd.DataFrame | None, words: pd.DataFrame | None) -> dict[Place, tuple[int, int]]:
    """Later paragraph → words of substance and of lists that came, and that went, as quoted; what
    only moved beside them did neither, nor what the other paragraph has elsewhere (with `words`):
    a name in full is no wider task than the name in short."""
    grown: dict[Place, tuple[int, int]] = {}
    if edits is None:
        return grown
    told = edits[edits["class"].isin(["list growth", "substance"])]
    had = _had(words, told)
    for row in told.itertuples(index=False):
        was, now = (_content(cell) for cell in (row.dropped, row.added))
        came, went = grown.get((row.later, row.later_label), (0, 0))
        before = had.get((row.earlier, row.earlier_label), set())
        after = had.get((row.later, row.later_label), set())
        place = row.later, row.later_label
        grown[place] = came + len(now - was - before), went + len(was - now - after)
    return grown


def _had(words: pd.DataFrame | None, edits: pd.DataFrame) -> dict[Place, set[str]]:
    """The words of each paragraph that is edited."""
    had: dict[Place, set[str]] = {
        (symbol, label): set()
        for side in ("earlier", "later")
        for symbol, label in zip(edits[side], edits[f"{side}_label"], strict=True)
    }
    if words is not None:
        here = words[words["symbol"].isin({symbol for symbol, _ in had})]
        for symbol, label, word in zip(here["symbol"], here["label"], here["word"], strict=True):
            if (symbol, label) in had:
                had[symbol, label].add(word)
    return had


def _spoken(words: pd.DataFrame | None) -> dict[str, dict[str, set[str]]]:
    """Symbol → label → the words there."""
    spoken: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    if words is not None:
        for place in zip(words["symbol"], words["label"], words["word"], strict=True):
            spoken[place[0]][place[1]].add(place[2])
    return spoken


def _content(*cells: Any) -> set[str]:
    text = " ".join(c for c in cells if isinstance(c, str))
    return set(text.lower().replace(",", " ").split()) - SLIGHT


def _revived(provisions: pd.DataFrame | None) -> dict[Place, list[Place]]:
    """Place where a provision was revived → its earlier places, latest first."""
    if provisions is None:
        return {}
    earlier: dict[Place, list[Place]] = {}
    for _, rows in provisions.groupby("provision", sort=False):
        places: list[Place] = []
        for row in rows.itertuples(index=False):
            if row.status == "revived":
                earlier[row.symbol, row.label] = places[::-1]
            if isinstance(row.label, str):
                places.append((row.symbol, row.label))
    return earlier
