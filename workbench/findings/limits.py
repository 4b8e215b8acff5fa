"""What can't be said, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import show, steps, symbols
from .renewals import close
from .sentences import sentences

if TYPE_CHECKING:
    import pandas as pd

    from ..codebook import Codebook
    from ..show import Shown

__all__ = ["doubts", "entries", "extensions", "gaps", "mandates", "no_model", "notes",
           "reaffirmed", "themes", "too_few", "unverified", "words"]  # fmt: skip

TEST = 6  # renewals that a test of a trend would need at least

say = sentences("limits")


def gaps(resolutions: pd.DataFrame, citations: pd.DataFrame | None = None) -> list[Shown]:
    """Members without a text, the comparisons that jump over them, and years where none is known
    though a text says that its organ comes back in them, or the series has a steady rhythm; with
    `citations`, what may be a member of years that are twice as many as usual between two members:
    the later one's operative paragraphs alone cite it."""
    known = steps.members(resolutions)
    missing = known.loc[~known["at_hand"], "symbol"].to_list()
    renewals = steps.renewals(resolutions)
    jumps = renewals[renewals["skips"] != ""]
    jumps = jumps.assign(skips=jumps["skips"].map(symbols.several)).to_dict("records")
    rhythm = [steps.between(*hole) for hole in steps.unfilled(resolutions)]
    awaited = [(years, symbol) for symbol, each in steps.awaited(resolutions).items()
               for years in each if years not in rhythm]  # fmt: skip
    doubtful = steps.unverified(resolutions)
    marked = [symbol for symbol in missing if symbol in doubtful]
    every = marked == missing  # where all are, said once
    shown = [f"{symbol} (unconfirmed)" if symbol in marked and not every else symbol
             for symbol in missing]  # fmt: skip
    told = say("gaps", missing=shown, unconfirmed=len(marked), jumps=jumps)
    limits = [show.limit(told, "gap")] if missing else []
    limits += [show.limit(say("holes", years=rhythm), "hole")] if rhythm else []
    limits += [show.limit(say("awaited", holes=awaited), "hole")] if awaited else []
    maybe = [] if citations is None else steps.beside(resolutions, citations)
    return limits + ([show.limit(say("maybe", steps=maybe), "cited")] if maybe else [])


def unverified(resolutions: pd.DataFrame) -> list[Shown]:
    """Members with a text that no document at hand proves to belong to the series; those without
    a text are called unconfirmed where they are named (`gaps`)."""
    known = steps.members(resolutions)
    missing = {*known.loc[~known["at_hand"], "symbol"]}
    members = [symbol for symbol in steps.unverified(resolutions) if symbol not in missing]
    return [show.limit(say("unverified", members=members), "unverified")] if members else []


def doubts(collated: pd.DataFrame) -> list[Shown]:
    """How many decisions about links were close (`drift.collated`)."""
    members = [(later, sum(map(len, ways.values())))
               for (_, later), ways in close(collated).items()]  # fmt: skip
    if not members:
        return []
    text = say("doubts", close=sum(n for _, n in members), members=members)
    return [show.limit(text, "close-decisions")]


def reaffirmed(collated: pd.DataFrame, citations: pd.DataFrame) -> list[Shown]:
    """Annexes that are not printed again: which paragraphs of the later text are linked with theirs
    (`drift.collated`), and which cite their resolution to reaffirm it."""
    annexes = []
    told = collated[collated["kind"] == "reaffirmed"]
    for (earlier, later), rows in told.groupby(["earlier", "later"], sort=False):
        pair = collated[(collated["earlier"] == earlier) & (collated["later"] == later)]
        named = pair["earlier_label"].fillna("").str.partition("/")[0]
        inside = named.isin(rows["earlier_label"].str.partition("/")[0])
        linked = pair.loc[inside, "later_label"].dropna()
        cites = citations[(citations["symbol"] == later) & (citations["cited"] == earlier)]
        again = pair["later_label"].isin(cites["label"])
        again &= pair["later_verb"].fillna("").str.contains("reaffirm")
        annexes.append({
            "earlier": earlier, "later": later, "n_reaffirmed": len(rows),
            "linked": [*dict.fromkeys(linked)],
            "again": [*dict.fromkeys(pair.loc[again, "later_label"])],
        })  # fmt: skip
    return [show.limit(say("reaffirmed", annexes=annexes), "reaffirmed")] if annexes else []


def extensions(
    resolutions: pd.DataFrame, paragraphs: pd.DataFrame, clauses: pd.DataFrame
) -> list[Shown]:
    """Short members that only extend a mandate: paragraphs that they don't restate go on."""
    short = steps.extensions(resolutions, paragraphs, clauses).to_dict("records")
    return [show.limit(say("extensions", short=short), "extensions")] if short else []


def entries(emergence: pd.DataFrame, resolutions: pd.DataFrame, what: str = "theme") -> list[Shown]:
    """Themes first met right after a gap: they may have entered in it. Nothing of subjects proposed
    from a text's own words, which may have gone by another name."""
    if what != "theme":
        return []
    known = steps.members(resolutions)
    first = emergence[["preamble_symbol", "operative_symbol"]]
    members = []
    for member in known[known["skips"] != ""].itertuples(index=False):
        begins = (first == member.symbol).any(axis=1) & (emergence["first_year"] == member.year)
        if begins.any():
            themes = emergence.loc[begins, "title"].to_list()
            members.append({"symbol": member.symbol, "themes": themes,
                            "before": symbols.several(member.skips)})  # fmt: skip
    return [show.limit(say("entries", members=members), "entries")] if members else []


def too_few(resolutions: pd.DataFrame) -> list[Shown]:
    """Whether there are renewals enough for a test of a trend."""
    direct = int((steps.renewals(resolutions)["skips"] == "").sum())
    return [show.limit(say("too_few", renewals=direct), "too-few")] if direct < TEST else []


def notes(resolutions: pd.DataFrame) -> list[Shown]:
    """Members whose source came without footnotes."""
    rows = resolutions[resolutions["n_words"].notna()]
    bare = rows.loc[~rows["has_notes"].fillna(False).astype(bool), "symbol"].to_list()
    return [show.limit(say("notes", bare=bare), "notes")] if bare else []


def themes(sources: pd.DataFrame) -> list[Shown]:
    """What of themes rests on decisions, and of sources, where there was wording to trace
    (`topics.sources`)."""
    limits = [show.limit(say("themes_told"), "themes")]
    return limits + ([] if sources.empty else [show.limit(say("sources_told"), "sources")])


def words() -> list[Shown]:
    """What of words that came and went can't be told."""
    return [show.limit(say("words_told"), "words")]


def no_model(paragraphs: int, least: int) -> Shown:
    """Why there is no topic model: a series with fewer than so many distinct paragraphs."""
    return show.limit(say("no_model", paragraphs=paragraphs, least=least), "no-model")


def mandates(
    codebook: Codebook, entity: str = "", paragraphs: pd.DataFrame | None = None
) -> list[Shown]:
    """What of a mandate rests on the codebook's decisions, or is not read from texts: with
    `paragraphs`, that annexes aren't, where there are some."""
    limits = [
        show.limit(say("verbs_compared", conditions=len(codebook.conditions)), "strength"),
        show.limit(say("due_when"), "due"),
    ]
    if paragraphs is not None and (paragraphs["part"] == "annex").any():
        limits.append(show.limit(say("annexes_ask"), "annexes"))
    before = [e.entity for e in codebook.entities if entity and e.successor == entity]
    if before:
        limits.append(show.limit(say("predecessors", entity=entity, before=before), "predecessors"))
    return limits
