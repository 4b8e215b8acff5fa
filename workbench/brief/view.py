"""What a brief says, in words: the same on the page, in the document and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .. import prose
from ..redline.files import told
from .records import Bound, Brief, Change, Code, Entry, Precedent, Shift

SHOWN = 2  # changes and precedents that a row shows; JSON has them all
MISSING = 8  # paragraphs that are missing, named with their verbs
VERDICTS = {
    "agreed": "agreed language",
    "adapted": "adapted",
    "akin": "near",
    "none": "none found",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the summary and what it is about."""

    about: str
    said: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: ``pieces`` of the change are (kind, text), of kind ins, del or plain."""

    label: str
    was: str
    status: str
    marks: tuple[str, ...]
    pieces: tuple[tuple[str, str], ...]
    verdict: str
    precedents: tuple[Precedent, ...]
    themes: tuple[tuple[str, tuple[Precedent, ...]], ...]
    part: str


def some(n: int, one: str, many: str = "") -> str:
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def plain(text: str) -> str:
    """Text that XML can hold; characters that hide or turn text are named instead."""
    return "".join(f"[U+{ord(c):04X}]" if hidden else c for c, hidden in told(text))


def listed(labels: Iterable[str], most: int = 14) -> str:
    labels = list(labels)
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return ", ".join(labels[:most]) + more


def heading(brief: Brief) -> str:
    return f"{brief.draft} against {brief.base}"


def day(iso: str | None) -> str:
    if not iso or len(iso) < 10:
        return iso or ""
    return f"{date.fromisoformat(iso).day} {date.fromisoformat(iso):%B %Y}"


def subtitle(brief: Brief) -> str:
    """Titles and dates of both."""
    base = f"{brief.base}{f' of {day(brief.base_adopted)}' if brief.base_adopted else ''}"
    draft = f"draft {f'of {day(brief.dated)}' if brief.dated else 'without a date'}"
    return f"{brief.draft_title or 'Untitled'} ({draft}), against {base}."


def summary(brief: Brief) -> list[Line]:
    """The first lines: what a reader of one minute has to know."""
    return list(_summary(brief))


def _summary(brief: Brief) -> Iterator[Line]:
    n, words = brief.paragraphs, brief.words
    if brief.another:
        yield Line("Another subject", (
            f"The draft is of another subject than {brief.base}: the likeness of their words is "
            f"{brief.near:.2f} (renewals have 0.40 and more), and {prose.percent(brief.linked)} of "
            "its paragraphs carry one on. What follows may say little."
        ))  # fmt: skip
    doubt = sum(m.doubtful for m in brief.missing)
    lost = f"; {n['missing']} of {brief.base} missing" if n["missing"] else "; none missing"
    yield Line("Paragraphs", (
        f"{n['kept']} kept unchanged, {n['altered']} altered, {n['new']} new"
        f"{lost}{f' ({doubt} doubtful)' if doubt else ''}."
    ))  # fmt: skip
    if words["all"]:
        base, other, neither = (
            prose.percent(words[k] / words["all"]) for k in ("base", "elsewhere", "neither")
        )
        yield Line("Words", (
            f"Of {words['all']:,}, {base} stand in runs of {brief.base}, {other} in runs "
            f"of other adopted texts, {neither} in neither."
        ))  # fmt: skip
    yield Line("Agreed language", _agreed(brief))
    if brief.tally:
        t = brief.tally
        yield Line(f"Tasks of {t.entity}", (
            f"{t.base} → {t.draft} directive clauses, {t.density[0]:.1f} → {t.density[1]:.1f} a "
            "thousand operative words."
        ))  # fmt: skip
    if brief.shifts:
        yield Line("Verbs", "; ".join(shift(s) for s in brief.shifts) + ".")
    if brief.bounds:
        yield Line("Conditions", "; ".join(bound(b) for b in brief.bounds) + ".")
    new = [c for c in brief.new if c.since is None]
    what = "the series" if brief.series else brief.base
    if new:
        yield Line(f"New to {what}", _codes(new))
    back = [c for c in brief.new if c.since is not None]
    if back:
        yield Line("Back again", _codes(back, since=True))
    if brief.missing or brief.gone:
        said = [f"{m.about or m.verb or 'no verb'} ({m.label}, {some(m.n_words, 'word')}"
                f"{', doubtful' if m.doubtful else ''})" for m in brief.missing]  # fmt: skip
        said = [*said[:MISSING], *([f"{len(said) - MISSING} more"] if len(said) > MISSING else [])]
        if brief.gone:
            said.append(f"no longer named: {listed(c.title for c in brief.gone)}")
        yield Line("Left out", "; ".join(said) + ".")


def _agreed(brief: Brief) -> str:
    traced = [e for e in brief.entries if e.agreed is not None]
    if not traced:
        return "Nothing that is altered or new is long enough to be traced."
    told_of = {
        "agreed": ("stands nearly so in an adopted text", "stand nearly so in adopted texts"),
        "adapted": ("adapts an adopted text", "adapt adopted texts"),
        "akin": ("is only near to one", "are only near to one"),
        "none": ("stands in none that was searched", "stand in none that was searched"),
    }
    parts = []
    for verdict, (one, many) in told_of.items():
        labels = [e.label for e in traced if e.agreed == verdict]
        if labels:
            verb = one if len(labels) == 1 else many
            parts.append(f"{prose.number(len(labels))} {verb} ({listed(labels)})")
    return f"Of {some(len(traced), 'wording')} altered or new, {'; '.join(parts)}."


def shift(s: Shift) -> str:
    """A verb strengthened or weakened; where scales disagree, that."""
    verbs = f"{s.label} {s.earlier_verb} → {s.verb}"
    if not s.disputed:
        return f"{verbs}: {s.direction}"
    ours = s.direction or "level"
    other = ", ".join(f"{said} by {name.capitalize()}" for name, said in s.other)
    return f"{verbs}: depends on the scale ({ours} by the codebook, {other})"


def bound(b: Bound) -> str:
    return f"{b.label} {', '.join(_signed(b))}"


def _signed(b: Bound) -> list[str]:
    signed = [("+", c) for c in b.gained] + [("−", c) for c in b.lost]
    return [f"{sign}\u00a0{c.replace('_', ' ')}" for sign, c in signed]


def _codes(codes: Sequence[Code], since: bool = False) -> str:
    parts = []
    for scheme, name in (("theme", "themes"), ("entity", "entities")):
        named = [
            f"{c.title} ({listed(c.labels, 3)}{f'; last in {c.since}' if since else ''})"
            for c in codes
            if c.scheme == scheme
        ]
        if named:
            parts.append(f"{name}: {', '.join(named)}")
    return "; ".join(parts) + "."


def rows(brief: Brief) -> list[Row]:
    """Paragraphs of the draft that are altered or new, in its order."""
    shifts = {s.label: s for s in brief.shifts}
    bounds = {b.label: b for b in brief.bounds}
    return [
        _row(e, shifts.get(e.label), bounds.get(e.label), brief.titles)
        for e in brief.entries
        if e.status != "kept"
    ]


def _row(e: Entry, s: Shift | None, b: Bound | None, titles: Mapping[str, str]) -> Row:
    marks = [e.kind] if e.kind in ("merged", "split") else []
    marks += ["moved"] if e.moved else []
    marks += ["doubtful"] if e.doubtful else []
    if s:
        marks.append("depends on the scale" if s.disputed else f"verb {s.direction}")
    if b:
        marks += _signed(b)
    nearest = tuple(p for p in e.precedents if p.theme is None)[:SHOWN]
    themes: dict[str, list[Precedent]] = {}
    for p in sorted(e.precedents, key=lambda p: -p.similarity):
        if p.theme:
            themes.setdefault(p.theme, []).append(p)
    named = tuple((titles.get(t, t), tuple(some[: SHOWN + 1])) for t, some in themes.items())
    return Row(e.label, ", ".join(e.base), e.status, tuple(marks), tuple(_pieces(e, titles)),
               VERDICTS.get(e.agreed or "", ""), nearest, named, e.part)  # fmt: skip


def _pieces(e: Entry, titles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if e.status == "new":
        yield "plain", e.asks or e.start
        about = [titles.get(t, t) for t in e.themes]
        yield "soft", ", ".join([some(e.n_words, "word"), *about])
        return
    shown = [c for c in e.changes if c in sorted(e.changes, key=_size)[:SHOWN]][:SHOWN]
    for change in shown:
        for kind, short, full in (("del", change.went, change.dropped),
                                  ("ins", change.came, change.added)):  # fmt: skip
            if full:
                yield kind, short
                n = len(full.split())
                if n > len(short.split()):
                    yield "soft", f"({n})"
    more = len(e.changes) - len(shown)
    if more:
        yield "soft", f"and {more} more"
    if not e.changes:
        yield "soft", "punctuation or notes" if not e.moved else "moved"


def _size(change: Change) -> tuple[bool, int]:
    """What is to be shown first: other than housekeeping, and much."""
    size = len(change.dropped.split()) + len(change.added.split())
    return change.klass == "housekeeping", -size


def kept(brief: Brief) -> str:
    """The paragraphs that are kept, in one line."""
    return ", ".join(
        e.label if e.base == (e.label,) else f"{e.label} (was {', '.join(e.base)})"
        for e in brief.entries
        if e.status == "kept"
    )


def lines(brief: Brief) -> Iterator[str]:
    """The brief as lines of plain text."""
    yield from (plain(line) for line in _lines(brief))


def said(brief: Brief) -> Iterator[str]:
    """Its heading and findings as lines of plain text."""
    yield plain(heading(brief))
    yield from (plain(f"  {line.about}: {line.said}") for line in summary(brief))


def _lines(brief: Brief) -> Iterator[str]:
    yield from said(brief)
    yield ""
    for row in rows(brief):
        status = ", ".join([row.status, *row.marks])
        signs = {"ins": "+ ", "del": "− "}
        short = " ".join(signs.get(kind, "") + text for kind, text in row.pieces)
        yield f"  {row.label:<10} {row.was or '–':<10} {status}"
        yield f"  {'':<10} {'':<10} {short}"
        places = "; ".join(f"{p.symbol} {p.label}" for p in row.precedents)
        if row.verdict:
            yield f"  {'':<10} {'':<10} {row.verdict}{': ' if places else ''}{places}"
        for theme, holding in row.themes:
            also = "; ".join(f"{p.symbol} {p.label}" for p in holding)
            yield f"  {'':<10} {'':<10} {theme}: {also}"
    if stayed := kept(brief):
        yield f"  kept: {stayed}"
    yield ""
    yield from (f"  {limit}" for limit in brief.limits)
