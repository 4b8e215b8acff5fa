"""Counted words and lists for sentences and messages."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable
from datetime import date, timedelta
from typing import Any

__all__ = [
    "are",
    "articled",
    "capital",
    "counted",
    "day",
    "jumped",
    "listed",
    "month",
    "more",
    "number",
    "part",
    "percent",
    "places",
    "plain",
    "plural",
    "rate",
    "some",
    "times",
    "until",
]

_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve")  # fmt: skip


def number(count: int) -> str:
    """A whole number in a sentence: in words up to twelve, with thousands separated above."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def some(count: int) -> str:
    """A number that stands alone: "none", "one", "six"."""
    return number(count) if count else "none"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number and its noun: "one paragraph", "six paragraphs", "no paragraph"."""
    return f"{number(count)} {one if count < 2 else many or one + 's'}"


def are(count: int, noun: str = "") -> str:
    """A number and its verb: "none are", "one is"; with a noun "no word is", "two words are"."""
    if noun:
        return f"{counted(count, noun)} {'is' if count < 2 else 'are'}"
    return f"{some(count)} {'is' if count == 1 else 'are'}"


def more(count: int, noun: str) -> str:
    """A difference: "1 more paragraph", "20 fewer words"."""
    return f"{abs(count):,} {'more' if count > 0 else 'fewer'} {noun}{'s' * (abs(count) > 1)}"


def times(count: int) -> str:
    """How often: "once", "twice", "five times"."""
    return {1: "once", 2: "twice"}.get(count, f"{number(count)} times")


def part(count: int, of: int) -> str:
    """Some of several: "all 4", "3 of 4", "none of 4"."""
    return f"all {of}" if count == of else f"{count} of {of}" if count else f"none of {of}"


def rate(share: float) -> str:
    """A share in hundredths, as figures and tables have it: "52%", half a hundredth rounded up; all
    alone is "100%", nothing alone "0%", and what is nearly so ">99%" or "<1%"."""
    nearly = 1e-9 < share < 1 - 1e-9  # sums of shares are whole but for their last digits
    hundredths = math.floor(100 * share + 0.5 + 1e-9)
    if nearly and hundredths in (0, 100):
        return "<1%" if share < 0.5 else ">99%"
    return f"{hundredths}%"


def percent(share: float, low: float | None = None, high: float | None = None) -> str:
    """A share in a sentence, with its range over close decisions: "52%", "52% (48% to 60%)",
    "more than 99%"."""
    said, *ends = (
        rate(x).replace("<", "less than ").replace(">", "more than ")
        for x in (share, share if low is None else low, share if high is None else high)
    )
    return said if ends == [said, said] else f"{said} ({ends[0]} to {ends[1]})"


def jumped(skips: Iterable[str], noun: str = "member") -> str:
    """What a comparison jumps over: "two members without text", or "2016-2022, where no member is
    known here"."""
    skips = list(skips)
    spans = [name.partition("-") for name in skips if name[:1].isdigit()]
    years = [first if first == last else first + to + last for first, to, last in spans]
    known = len(skips) - len(years)
    said = [f"{counted(known, noun)} without text"] if known else []
    said += [f"{listed(years)}, where no {noun} is known here"] if years else []
    return " and ".join(said)


def listed(items: Iterable[Any], most: int = 6, each: Callable[[Any], object] = str) -> str:
    """A list in a sentence: "a, b and c"; of a long one the first, and how many more.

    Where an item has a comma or an "and" of its own, semicolons part them. `each` words an item.
    """
    items = [str(each(item)) for item in items]
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    if any(", " in item or " and " in item for item in items):
        return "; ".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def places(labels: Iterable[str]) -> str:
    """Labels in a row, items of one list under one label: "OP4, OP17(a) to (c), (f), OP18"."""
    runs: list[list[tuple[str, str]]] = []
    for label in labels:
        under, _, item = label.removesuffix(")").rpartition("(")
        last = runs[-1][-1] if runs else ("", "")
        follows = under and last[0] == under and len(item) == len(last[1]) == 1
        if follows and ord(item) == ord(last[1]) + 1:
            runs[-1].append((under, item))
        else:
            runs.append([(under, item)])
    told, known = "", ""
    for run in runs:
        ends = [run[0], run[-1]] if len(run) > 2 else run  # of two in a row no range is made
        for at, (under, item) in enumerate(ends):
            joint = " to " if at and len(run) > 2 else ", " if told else ""
            told += joint + (under if under != known else "") + (f"({item})" if under else item)
            known = under
    return told


def day(when: Any) -> str:
    """A date in a sentence: "18 December 2019"; what is missing is "on an unknown day"."""
    if when is None or when != when:  # not a time equals not even itself
        return "on an unknown day"
    return f"{when.day} {when:%B %Y}"


def month(when: Any) -> str:
    """The month of a date, or of its ISO form: "December 2019"."""
    return f"{date.fromisoformat(str(when)[:10]):%B %Y}"


def until(when: Any) -> str:
    """Until when something is due, from a date in ISO form: the day, or the month that it ends."""
    last = date.fromisoformat(str(when)[:10])
    return month(when) if (last + timedelta(days=1)).day == 1 else day(last)


def capital(text: str) -> str:
    """A text with its first letter as a capital, as sentences begin."""
    return text[:1].upper() + text[1:]


def plain(code: str) -> str:
    """A code of the codebook as words: "upon_request" is "upon request"."""
    return code.replace("_", " ")


# Names without an article: nouns that are no things, and countries.
_BARE = frozenset(
    ("civil society", "academia", "industry", "all", "all concerned", "those concerned", "Nobody",
     "Sri Lanka", "New Zealand", "Saudi Arabia", "South Sudan", "South Africa", "Costa Rica",
     "Viet Nam", "El Salvador", "Burkina Faso", "Cabo Verde", "Sierra Leone", "North Macedonia",
     "Papua New Guinea", "Bosnia and Herzegovina", "Trinidad and Tobago", "Antigua and Barbuda",
     "San Marino", "Equatorial Guinea", "Timor-Leste", "Guinea-Bissau", "Côte d’Ivoire")
) | frozenset(
    """
    Afghanistan Albania Algeria Andorra Angola Argentina Armenia Australia Austria Azerbaijan
    Bahrain Bangladesh Barbados Belarus Belgium Belize Benin Bhutan Bolivia Botswana Brazil Bulgaria
    Burundi Cambodia Cameroon Canada Chad Chile China Colombia Congo Croatia Cuba Cyprus Czechia
    Denmark Djibouti Dominica Ecuador Egypt Eritrea Estonia Eswatini Ethiopia Fiji Finland France
    Gabon Georgia Germany Ghana Greece Grenada Guatemala Guinea Guyana Haiti Honduras Hungary
    Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Jordan Kazakhstan Kenya
    Kiribati Kosovo Kuwait Kyrgyzstan Latvia Lebanon Lesotho Liberia Libya Liechtenstein Lithuania
    Luxembourg Madagascar Malawi Malaysia Mali Malta Mauritania Mauritius Mexico Monaco Mongolia
    Montenegro Morocco Mozambique Myanmar Namibia Nauru Nepal Nicaragua Niger Nigeria Norway Oman
    Pakistan Palau Palestine Panama Paraguay Peru Poland Portugal Qatar Romania Rwanda Samoa Senegal
    Serbia Singapore Slovakia Slovenia Somalia Spain Sudan Suriname Sweden Switzerland Syria
    Tajikistan Thailand Togo Tonga Tunisia Türkiye Turkey Turkmenistan Tuvalu Uganda Ukraine Uruguay
    Uzbekistan Vanuatu Venezuela Yemen Zambia Zimbabwe
    """.split()  # noqa: SIM905
)  # fmt: skip
# entities for one as for several, and how the words that stand there call them
_CALLED = {
    "special rapporteurs": {"rapporteur": "the Special Rapporteur",
                            "rapporteurs": "the special rapporteurs"},
    "independent experts": {"expert": "the Independent Expert",
                            "experts": "the Independent Experts"},
    "panels of experts": {"panel": "the Panel of Experts", "group": "the Group of Experts"},
    "Member States": {"member": "Member States", "states": "States", "governments": "Governments"},
}  # fmt: skip
_HOLDER = re.compile(
    r"(?P<holder>(?:[A-Z][a-z]+ )?(?:Chair|President|[Ss]ecretariat|Director|Secretary|"
    r"Director-General|Administrator|Registrar|Prosecutor|[Hh]ead|[Bb]ureau|[Mm]embers?|Board|"
    r"Council)) of (?P<whole>(?!the )[A-Z].*)"
)


def articled(name: str) -> str:
    """A body as it stands in a sentence: "the Secretary-General", "UNODC", "special procedures",
    "the Chair of the Commission"; a country's name stands alone."""
    words = name.split()
    if holder := _HOLDER.fullmatch(name):
        name = f"{holder['holder']} of {articled(holder['whole'])}"
    acronym = len(words) == 1 and (name.startswith("UN-") or (
        sum(letter.isupper() for letter in name) > 1 and "-" not in name
    ))  # fmt: skip
    alone = acronym or plural(name) or name in _BARE
    return name if alone or words[0] in ("The", "the") else f"the {name}"


def called(entity: str, words: Collection[str]) -> str:
    """An entity of several names, as the words call it that stand there: "the Special Rapporteur",
    "the special rapporteurs", "States"; by its own name where they may call it so or otherwise."""
    met = [name for word, name in _CALLED.get(entity, {}).items() if word in words]
    return met[0] if len(met) == 1 else entity


def plural(name: str) -> bool:
    """Whether a body's name is one of several: "Member States", "parties to the conflict"."""
    last = re.split(r" (?:for|of|on|in|to|from|with) ", name)[0].split()[-1]
    one = last.isupper() or last.endswith(("ss", "us")) or name == "United Nations"
    return (last.endswith("s") and not one) or last == "police" or name in ("media",)
