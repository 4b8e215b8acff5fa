"""Front matter: symbol, organ, date, agenda item, title; and the letters of parts."""

from __future__ import annotations

import re

from .. import symbols
from ..records import Block
from .dates import DATE, date_in, sessions
from .lines import ADOPTED, AGENDA, BARE_DATE, GAP, MASTHEAD, organ_of, part_of, prefix_of, title_of
from .verbs import operative, recital


def _same(number: str, symbol: str | None) -> bool:
    """Is a printed number that of a symbol (parts apart)?"""
    if not symbol:
        return False
    number = re.sub(r"\((?:1|l)\)", "(I)", number)
    pattern = r"\d+|[IVXLC]{2,}|(?<=\()[IVXLC]"
    return re.findall(pattern, symbols.number(symbol)) == re.findall(pattern, number)


def front_of(
    flow: list[Block], named: str | None, organ: str
) -> tuple[list[Block], list[Block], re.Match | None]:
    """What stands before the body, the body, and the title line's match."""
    titles = [(i, found) for i, b in enumerate(flow) if (found := title_of(b))]
    hinted = [(i, f) for i, f in titles if flow[i].kind == "title"]
    own = [(i, f) for i, f in titles if _same(f["number"], named)]
    first_organ = next((i for i, b in enumerate(flow) if organ_of(b.text, organ)), len(flow))
    early = [(i, f) for i, f in titles if i < first_organ]
    chosen = (hinted or own or early or titles)[:1]
    if chosen and named and not hinted and not own:
        # A page that begins in the middle of the resolution meant: its title stands on another.
        before = flow[: chosen[0][0]]
        if sum(recital(b.text) or operative(b.text) for b in before) > 2:
            return [], before, None
    if not chosen:
        if first_organ > 0 and not any(ADOPTED.match(b.text) for b in flow[:first_organ]):
            begun = next((i for i, b in enumerate(flow) if _begins(b)), len(flow))
            first_organ = (
                begun if begun + 1 < first_organ or first_organ == len(flow) else first_organ
            )
        if first_organ == len(flow):
            first_organ = next((i for i, b in enumerate(flow) if _begins(b)), len(flow))
        return flow[:first_organ], flow[first_organ:], None
    at, found = chosen[0]
    start = at + 1
    # Lines between title and organ line: the rest of a title, an adoption line, a report.
    limit = min(at + 10, len(flow))
    while start < limit and not (organ_of(flow[start].text, organ) or part_of(flow, start, organ)):
        start += 1
    if start == limit:
        start = at + 1
        while start < limit and _about(flow[start].text):
            start += 1
    return flow[:start], flow[start:], found


def _about(text: str) -> bool:
    """Is a line about the document: an adoption line, a report's number, an agenda item?"""
    return bool(
        text.startswith(("[", "("))
        or ADOPTED.match(text)
        or AGENDA.fullmatch(text)
        or MASTHEAD.fullmatch(text)
        or BARE_DATE.fullmatch(text)
    )


def _begins(block: Block) -> bool:
    """May a text without organ line begin with this block?"""
    prefix = prefix_of(block.text)
    return bool(prefix and not prefix["bul"]) or recital(block.text) or operative(block.text)


def masthead(
    front: list[Block],
    found: re.Match | None,
    body: list[Block],
    named: str | None,
    told: list[str],
) -> dict:
    """Symbol, organ, date, agenda and title from what stands before the body."""
    meta: dict = {
        "symbol": "",
        "stated": False,
        "organ": "",
        "adopted": None,
        "agenda": None,
        "stage": "adopted",
        "title": "",
    }
    at = next(
        (i for i, b in enumerate(front) if found and title_of(b) and title_of(b)[0] == found[0]),
        None,
    )
    stated = None
    adopting = next((m["organ"] for b in front if (m := ADOPTED.match(b.text))), "")
    first = organ_of(body[0].text, " ".join(adopting.split())) if body else None
    for index, block in enumerate(front):
        text = block.text
        if (adopted := ADOPTED.match(text)) and index != at:
            name = " ".join(adopted["organ"].split())
            known = {k.upper(): k for k in symbols.PREFIXES}
            meta["organ"] = known.get(name.upper(), name)
            meta["adopted"] = date_in(adopted["rest"]) or meta["adopted"]
        elif adopting and meta["adopted"] is None and DATE.fullmatch(text.strip()):
            meta["adopted"] = date_in(text)  # on a line of its own: "at its 4385th meeting, on"
        elif AGENDA.fullmatch(text) and not meta["agenda"]:
            meta["agenda"] = text
        elif (
            (line := MASTHEAD.fullmatch(text))
            and (name := symbols.normal(line[1]))
            and (not stated or "/RES/" in name)
        ):
            stated = name
        elif (
            not stated
            and index != at
            and len(text) < 80
            and not text.startswith(("[", "("))
            and len(cited := [f for f in symbols.find(text) if "/RES/" in text]) == 1
        ):
            stated = cited[0].symbol  # "United Nations A/RES/74/175"
        elif re.fullmatch(
            r"(?:Revised )?Draft resolution\b.{0,80}|.{0,120}: (?:revised )?draft resolution",
            text,
            re.I,
        ):
            meta["stage"] = "draft"
        elif not meta["organ"] and text in symbols.PREFIXES:
            meta["organ"] = text
    if first and (not meta["organ"] or meta["organ"].upper() == first.upper()):
        meta["organ"] = first
    if stated and "/RES/" not in stated and (re.search(r"/L\.\d", stated) or not found):
        meta["stage"] = "draft" if re.search(r"/L\.\d", stated) else meta["stage"]
    number = re.sub(r"\((?:1|l)\)", "(I)", found["number"]) if found else ""
    if found:
        meta["title"] = found["title"].strip()
        tail = [b.text for b in front[(at or 0) + 1 :] if at is not None]
        for text in tail:
            if (
                ADOPTED.match(text)
                or MASTHEAD.fullmatch(text)
                or AGENDA.fullmatch(text)
                or text.startswith("[")
            ):
                continue
            if re.fullmatch(r"[A-Z]|[IVX]+", text) or (
                found[0].startswith("Resolution") and "(" in found["number"]
            ):
                continue
            if not meta["title"] or text[:1].islower() or GAP.search(meta["title"]):
                meta["title"] = f"{meta['title']} {text}".strip()
    else:
        rest = [
            b
            for b in front
            if not (
                ADOPTED.match(b.text)
                or AGENDA.fullmatch(b.text)
                or MASTHEAD.fullmatch(b.text)
                or b.text in symbols.PREFIXES
                or b.text == meta["organ"]
                or b.text.startswith("[")
                or re.search(r"\bsession$|^Distr|^Original|^(?:General|Limited)$", b.text)
                or BARE_DATE.fullmatch(b.text)
                or re.match(r"(?:Revised )?Draft resolution\b", b.text, re.I)
            )
        ]
        rest = [b for b in rest if not b.text[:1].islower() and len(b.text) < 400]
        headings = [b for b in rest if b.kind in ("title", "heading")] or rest
        meta["title"] = headings[-1].text if headings else ""
    # The part of a single part may stand at the end of the title line.
    part = re.search(r"(?<=[a-z]) ([B-H])$", meta["title"])
    if part and found and (not named or named.endswith(f" {part[1]}")):
        meta["title"], number = meta["title"][:-2], f"{number} {part[1]}"
    organ = (
        meta["organ"]
        or (symbols.organ(stated) if stated else "")
        or (symbols.organ(named) if named else "")
    )
    if not meta["organ"]:
        if re.match(r"(?:19|20)\d\d/", number):
            organ = organ or "Economic and Social Council"
        meta["organ"] = organ
    derived = symbols.symbol(organ, re.sub(r"\s+and\s+", "-", number)) if number else None
    if (stated and "/RES/" in stated) or not derived:
        meta["symbol"], meta["stated"] = stated or derived or named or "", bool(stated)
    else:
        meta["symbol"] = derived
    if named and meta["symbol"] and meta["symbol"] != named:
        # A misprinted number: what the date of adoption rules out, the file's name decides.
        printed = re.match(r"(\d+)/", symbols.number(meta["symbol"]))
        other = re.match(r"(\d+)/", symbols.number(named))
        day = meta["adopted"]
        possible = sessions(day) if day and organ == "General Assembly" and not stated else ()
        if (
            printed
            and other
            and possible
            and (int(printed[1]) not in possible and int(other[1]) in possible)
        ):
            told.append(
                f"the title prints {symbols.number(meta['symbol'])}, which the date of adoption "
                f"rules out: read as {symbols.number(named)}"
            )
            meta["symbol"] = named
    return meta


def parts_of(body: list[Block], organ: str) -> dict[int, str]:
    """Lone capital letters that open a part: A, B, each soon followed by the organ line."""
    found: dict[int, str] = {}
    last = ""
    for index, block in enumerate(body):
        letter = part_of(body, index, organ)
        if not letter or (letter in "IVX" and (not last or ord(letter) != ord(last) + 1)):
            continue
        if not found and index > 0:
            break
        found[id(block)] = last = letter
    return found
