"""The CSV files in ``corpus/codebook`` that a researcher edits: read, checked, made searchable.

A cell that holds several terms separates them with ``|``. Terms of all files are written in one
small language, which `pattern` turns into a regular expression:

==================  ================================================================
``forensic``        the word, whatever its case; a capital in the term must be met
``terroris*``       any ending
``soft target*``    white space in a term stands for white space or hyphens
``{to,with} them``  one of several; ``{all,} States`` makes a word optional
``in ... with``     up to three words more, or none
``rule /\\d+[a-z]?/``  in slashes a regular expression, for what the rest can't say
==================  ================================================================

Terms match whole words only.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from .errors import InputError


def _nothing() -> Mapping:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Verb:
    """An initiating verb: its forms, and what a clause that it opens does."""

    verb: str
    forms: tuple[str, ...]
    klass: str
    strength: int
    directive: bool
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody who can be asked, under all the names that texts use."""

    entity: str
    aliases: tuple[str, ...]
    kind: str
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True, slots=True)
class Condition:
    """Words that bound a clause (scheme "condition") or shade it (scheme "qualifier")."""

    condition: str
    scheme: str
    patterns: tuple[str, ...]
    exclusions: tuple[str, ...]
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A topic, by the terms that name it and those that only look like it."""

    theme: str
    title: str
    definition: str
    terms: tuple[str, ...]
    exclusions: tuple[str, ...]
    example: str
    counter_example: str
    source: str


@dataclass(frozen=True, eq=False)
class Codebook:
    """Every row of the codebook, in the order of the files."""

    folder: Path
    verbs: tuple[Verb, ...] = ()
    entities: tuple[Entity, ...] = ()
    conditions: tuple[Condition, ...] = ()
    themes: tuple[Theme, ...] = ()
    edits: tuple[Mapping[str, str], ...] = ()
    columns: tuple[Mapping[str, str], ...] = ()
    strengths: Mapping[int, str] = field(default_factory=_nothing)
    """Band → its name: the scale that `Verb.strength` is read on."""
    scales: Mapping[str, Mapping[str, int]] = field(default_factory=_nothing)
    """Other scales: name → verb → band (files ``strength-NAME.csv``)."""
    stopwords: frozenset[str] = field(default=frozenset(), repr=False)
    """Words that carry no content of their own."""
    background: Mapping[str, int] = field(default_factory=_nothing, repr=False)
    """Word → number of documents that have it; ``background[""]`` is the number of documents."""

    @property
    def documents(self) -> int:
        """Number of documents behind `background`."""
        return self.background.get("", 0)


# -- patterns ------------------------------------------------------------------------------

GAP = r"(?:[^\W_][\w’'-]*,?\s+){0,3}"
SPACE = r"[\s\-‐‑]+"


SLASHED = r"(?<![^\s|])/(?:[^/\\]|\\.)+/(?=\s|\||$)"


def terms(cell: str) -> tuple[str, ...]:
    """The terms of a cell: separated by ``|``, which a regular expression keeps for itself."""
    parts = re.findall(rf"(?:{SLASHED}|[^|])+", cell)
    return tuple(p.strip() for p in parts if p.strip())


@lru_cache(maxsize=8192)
def spellings(term: str) -> tuple[str, ...]:
    """A term without braces: one for each choice that they leave.

    >>> spellings("{Member,} States")
    ('Member States', 'States')
    """
    pieces = re.split(rf"({SLASHED})", term)
    for i in range(0, len(pieces), 2):
        brace = re.search(r"\{([^{}]*)\}", pieces[i])
        if brace:
            before = "".join(pieces[:i]) + pieces[i][: brace.start()]
            after = pieces[i][brace.end() :] + "".join(pieces[i + 1 :])
            several = (before + choice + after for choice in brace.group(1).split(","))
            return tuple(dict.fromkeys(s for one in several for s in spellings(one)))
    return ("".join(p if i % 2 else re.sub(r"\s+", " ", p) for i, p in enumerate(pieces)).strip(),)


@lru_cache(maxsize=8192)
def source(term: str) -> str:
    """A term as the source of a regular expression, ready to be put into an alternation.

    Raises
    ------
    re.error
        if the term is a broken regular expression.
    """
    several = [_spelled(one) for one in spellings(term)]
    written = several[0] if len(several) == 1 else f"(?:{'|'.join(several)})"
    re.compile(written)
    return f"(?i:{written})" if _any_case(term) else written


def _any_case(term: str) -> bool:
    """Whether a term has no capital (``\\S`` and its like are none)."""
    plain = re.sub(r"\\.", "", term)
    return plain == plain.lower()


def _words(term: str) -> list[str]:
    """Words of a spelling; what stands in slashes is one."""
    return re.findall(rf"{SLASHED}|\S+", term)


def _spelled(term: str) -> str:
    """A term without braces: its words, with what may stand between and around them."""
    out, words = "", _words(term)
    for i, word in enumerate(words):
        gap = SPACE if i + 1 < len(words) else ""
        if word == "...":
            out += GAP
        elif len(word) > 2 and word[0] == word[-1] == "/":
            out += f"(?:{word[1:-1]}){gap}"
        else:
            out += _word(word) + gap
    before = r"(?<!\w)" if re.match(r"\w", term) else ""
    after = r"(?!\w)" if re.search(r"\w$", term) else ""
    return f"{before}{out}{after}"


def _word(word: str) -> str:
    """One word of a term: star, apostrophe and hyphen; all else stands for itself."""
    out = ""
    for piece in word:
        if piece == "*":
            out += r"\w*"
        elif piece in "'’":
            out += "['’]"
        elif piece in "-‐‑":
            out += SPACE
        else:
            out += re.escape(piece)
    return out


@lru_cache(maxsize=8192)
def pattern(term: str) -> re.Pattern[str]:
    """The regular expression of one term (see the module's head for the language).

    >>> bool(pattern("soft target*").search("so-called soft-targets"))
    True
    """
    return re.compile(source(term))


def sought(term: str) -> re.Pattern[str]:
    """The regular expression of a term that a user asks for.

    Raises
    ------
    InputError
        It is empty, broken, or matches everything.
    """
    written = " ".join(term.split())
    try:
        found = pattern(written)
    except re.error as error:
        raise InputError(f"'{term}': a broken regular expression ({error}); correct it") from None
    if not re.search(r"\w", written) or found.search(""):
        raise InputError(f"'{term}' would match everything; expected a word, such as 'biometric*'")
    return found


@lru_cache(maxsize=1024)
def alternation(several: tuple[str, ...]) -> re.Pattern[str]:
    """One regular expression for several terms; where two begin alike the longer is tried first."""
    longest_first = sorted(several, key=lambda t: (-len(t), t))
    return re.compile("|".join(source(t) for t in longest_first) or r"(?!)")


class _Finder:
    """Several terms, sought only where the word stands that one of them begins with."""

    def __init__(self, several: tuple[str, ...]) -> None:
        words: dict[str, list[str]] = {}
        stems: dict[str, list[str]] = {}
        anywhere = []
        for one in dict.fromkeys(s for term in several for s in spellings(term)):
            first = re.match(r"(\w+)(\*?)", one)
            if not first:
                anywhere.append(one)
            else:
                (stems if first[2] else words).setdefault(first[1].lower(), []).append(one)
        self.words = {k: alternation(tuple(v)) for k, v in words.items()}
        self.stems = tuple((k, alternation(tuple(v))) for k, v in stems.items())
        self.anywhere = alternation(tuple(anywhere)) if anywhere else None
        self.known: dict[str, tuple[re.Pattern[str], ...]] = {}

    def _beginning(self, word: str) -> tuple[re.Pattern[str], ...]:
        lower = word.lower()
        hits = [self.words[lower]] if lower in self.words else []
        hits += [p for stem, p in self.stems if lower.startswith(stem)]
        return self.known.setdefault(word, tuple(hits))

    def __call__(self, text: str) -> list[re.Match[str]]:
        """Leftmost matches that don't overlap, the longest wherever several begin."""
        hits, known = [], self.known
        for run in WORD.finditer(text):
            patterns = known.get(run.group())
            if patterns is None:
                patterns = self._beginning(run.group())
            for one in patterns:
                hit = one.match(text, run.start())
                if hit:
                    hits.append(hit)
        if self.anywhere:
            hits += self.anywhere.finditer(text)
        if len(hits) > 1:
            hits.sort(key=lambda m: (m.start(), -m.end()))
            apart = hits[:1]
            for hit in hits[1:]:
                if hit.start() >= apart[-1].end():
                    apart.append(hit)
            return apart
        return hits


WORD = re.compile(r"\w+")
_finder = lru_cache(maxsize=1024)(_Finder)


def found(text: str, several: tuple[str, ...], exclusions: tuple[str, ...] = ()) -> list[re.Match]:
    """Matches of any of the terms that don't overlap with an exclusion's match."""
    hits = _finder(several)(text)
    if hits and exclusions:
        barred = [m.span() for m in _finder(exclusions)(text)]
        hits = [m for m in hits if not any(a < m.end() and m.start() < b for a, b in barred)]
    return hits


# -- files ---------------------------------------------------------------------------------

COLUMNS = {
    "verbs": "verb forms class strength directive example counter_example source",
    "entities": "entity aliases kind example counter_example source",
    "conditions": "condition scheme patterns exclusions example counter_example source",
    "themes": "theme title definition terms exclusions example counter_example source",
    "edits": "",
    "columns": "",
    "strength": "strength name meaning source",
    "background": "word documents",
    "stopwords": "word",
}


_HERE = Path(__file__).resolve().parent
#: Whether this is an installed package, which has corpus and notebooks inside (hatch_build.py).
PACKAGED = (_HERE / "shipped").is_dir()
#: The corpus folder that comes with the package; notebooks stand beside it.
BESIDE = (_HERE / "shipped" if PACKAGED else _HERE.parent) / "corpus"
SHIPPED = BESIDE / "codebook"


def folder(folder: str | Path | None = None) -> Path:
    """The corpus folder: the argument, else ``WORKBENCH_CORPUS``, else ``./corpus`` if it has a
    ``series.csv``, else the one beside the package."""
    if folder is not None:
        return Path(folder)
    if os.environ.get("WORKBENCH_CORPUS"):
        return Path(os.environ["WORKBENCH_CORPUS"])
    here = Path("corpus")
    if (here / "series.csv").is_file():
        return here
    return BESIDE


def load(folder_: str | Path | None = None) -> Codebook:
    """The codebook of a corpus folder, every row checked.

    Parameters
    ----------
    folder_ : path, optional
        the corpus folder (see `folder`); its ``codebook`` subfolder is read.

    Raises
    ------
    InputError
        with file and row, for a missing column, a broken pattern or one that matches everything,
        a name or alias given twice, a strength outside the scale, a theme without terms.
    """
    base = folder(folder_)
    if not base.is_dir():
        raise InputError(f"{base}: no such folder; name the corpus folder with --corpus")
    return _load(base.resolve(), _stamp(base))


def _stamp(base: Path) -> tuple:
    """What tells an edited codebook from the one read before."""
    files = [*sorted((base / "codebook").glob("*.csv")), *sorted(SHIPPED.glob("*.csv"))]
    return tuple((f.name, f.stat().st_mtime_ns, f.stat().st_size) for f in files)


@lru_cache(maxsize=8)
def _load(base: Path, stamp: tuple) -> Codebook:
    book = base / "codebook"
    strengths = {}
    for where, row in _rows(book, "strength"):
        strengths[_whole(where, "strength", row)] = row["name"]
    return Codebook(
        folder=base,
        verbs=_verbs(book, strengths),
        entities=_entities(book),
        conditions=_conditions(book),
        themes=_themes(book),
        edits=tuple(MappingProxyType(row) for _, row in _rows(book, "edits")),
        columns=tuple(MappingProxyType(row) for _, row in _rows(book, "columns")),
        strengths=MappingProxyType(strengths),
        scales=MappingProxyType(_scales(book)),
        stopwords=frozenset(row["word"] for _, row in _rows(book, "stopwords")),
        background=MappingProxyType(_background(book)),
    )


def _file(book: Path, name: str) -> Path:
    """A file of the codebook; a researcher's own corpus has only those that differ."""
    path = book / f"{name}.csv"
    return path if path.is_file() else SHIPPED / path.name


def _rows(book: Path, name: str, columns: str | None = None) -> Iterator[tuple[str, dict]]:
    """Rows of a file with the place that an error names."""
    path = _file(book, name)
    if not path.is_file():
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        needed = (COLUMNS[name] if columns is None else columns).split()
        missing = [c for c in needed if c not in (reader.fieldnames or ())]
        if missing:
            raise InputError(
                f"{path}: column {missing[0]!r} is missing; expected {', '.join(needed)}; "
                "add it to the first line"
            )
        for row in reader:
            where = f"{path}: line {reader.line_num}"
            if None in row or None in row.values():
                raise InputError(
                    f"{where}: {'more' if None in row else 'fewer'} cells than the first line has "
                    "columns; put quotation marks around a cell with commas"
                )
            yield where, {k: v.strip() for k, v in row.items()}


def _whole(where: str, column: str, row: Mapping[str, str]) -> int:
    try:
        return int(row[column])
    except ValueError:
        raise InputError(
            f"{where}: {column} is {row[column]!r}; expected a whole number; correct the cell"
        ) from None


def _named(where: str, column: str, row: Mapping[str, str], seen: dict[str, str]) -> str:
    """The row's name, which no other row may have."""
    name = row[column]
    if not name:
        raise InputError(f"{where}: {column} is empty; give the row a name or remove it")
    if name in seen:
        raise InputError(
            f"{where}: {column} {name!r} stands in {seen[name].rpartition(': ')[2]} too; "
            "merge the two rows"
        )
    seen[name] = where
    return name


def _terms(where: str, column: str, row: Mapping[str, str]) -> tuple[str, ...]:
    """The terms of a cell, each a pattern that compiles and needs at least one character."""
    several = terms(row[column])
    for term in several:
        try:
            empty = pattern(term).search("") or pattern(term).fullmatch(" ")
        except re.error as error:
            raise InputError(
                f"{where}: {column} has the broken regular expression {term!r} ({error}); "
                "correct it"
            ) from None
        if empty or term in ("*", "..."):
            raise InputError(
                f"{where}: {column} has {term!r}, which matches everything; "
                "write at least one letter that must be there"
            )
    return several


def _verbs(book: Path, strengths: Mapping[int, str]) -> tuple[Verb, ...]:
    rows, seen, forms = [], {}, {}
    for where, row in _rows(book, "verbs"):
        name = _named(where, "verb", row, seen)
        strength = _whole(where, "strength", row)
        if strengths and strength not in strengths:
            raise InputError(
                f"{where}: strength {strength} is outside the scale of strength.csv "
                f"({min(strengths)} to {max(strengths)}); choose a band of it"
            )
        if row["directive"] not in ("yes", "no"):
            raise InputError(
                f"{where}: directive is {row['directive']!r}; expected yes or no; correct the cell"
            )
        spelled = _terms(where, "forms", row)
        _alone(where, "form", _every((name, *spelled)), forms)
        rows.append(
            Verb(name, spelled, row["class"], strength, row["directive"] == "yes",
                 row["example"], row["counter_example"], row["source"])
        )  # fmt: skip
    return tuple(rows)


def _entities(book: Path) -> tuple[Entity, ...]:
    rows, seen, aliases = [], {}, {}
    for where, row in _rows(book, "entities"):
        name = _named(where, "entity", row, seen)
        spelled = _terms(where, "aliases", row)
        _alone(where, "alias", spelled, {})  # not even twice in its own row
        _alone(where, "alias", dict.fromkeys(_every((name, *spelled))), aliases)
        rows.append(
            Entity(name, spelled, row["kind"],
                   row["example"], row["counter_example"], row["source"])
        )  # fmt: skip
    return tuple(rows)


def _every(several: Iterable[str]) -> list[str]:
    return [one for term in several for one in spellings(term)]


def _alone(where: str, what: str, spelled: Iterable[str], seen: dict[str, str]) -> None:
    """No spelling may lead to two rows, nor stand twice in one."""
    for one in spelled:
        if one in seen:
            raise InputError(
                f"{where}: {what} {one!r} stands in {seen[one].rpartition(': ')[2]} too; "
                "keep it in one row"
            )
        seen[one] = where


def _conditions(book: Path) -> tuple[Condition, ...]:
    rows, seen = [], {}
    for where, row in _rows(book, "conditions"):
        name = _named(where, "condition", row, seen)
        if row["scheme"] not in ("condition", "qualifier"):
            raise InputError(
                f"{where}: scheme is {row['scheme']!r}; expected condition or qualifier; "
                "correct the cell"
            )
        spelled = _terms(where, "patterns", row)
        if not spelled:
            raise InputError(f"{where}: {name!r} has no patterns; write one or remove the row")
        rows.append(
            Condition(name, row["scheme"], spelled, _terms(where, "exclusions", row),
                      row["example"], row["counter_example"], row["source"])
        )  # fmt: skip
    return tuple(rows)


def _themes(book: Path) -> tuple[Theme, ...]:
    rows, seen = [], {}
    for where, row in _rows(book, "themes"):
        name = _named(where, "theme", row, seen)
        spelled = _terms(where, "terms", row)
        if not spelled:
            raise InputError(f"{where}: theme {name!r} has no terms; write one or remove the row")
        rows.append(
            Theme(name, row["title"], row["definition"], spelled,
                  _terms(where, "exclusions", row),
                  row["example"], row["counter_example"], row["source"])
        )  # fmt: skip
    return tuple(rows)


def _scales(book: Path) -> dict[str, Mapping[str, int]]:
    """Other opinions on strength, a file each, by verb; verbs that they leave out have none."""
    scales = {}
    for path in sorted(book.glob("strength-*.csv")):
        rows = _rows(book, path.stem, "verb strength source")
        bands = {row["verb"]: _whole(where, "strength", row) for where, row in rows}
        scales[path.stem.removeprefix("strength-")] = MappingProxyType(bands)
    return scales


def _background(book: Path) -> dict[str, int]:
    """Document frequencies. A big file: read without the checks of a row."""
    path = _file(book, "background")
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        head = next(reader, [])
        if head[:2] != COLUMNS["background"].split():
            raise InputError(
                f"{path}: the first line is {','.join(head)!r}; expected word,documents; correct it"
            )
        try:
            counts = {row[0]: int(row[1]) for row in reader}
        except (IndexError, ValueError):
            raise InputError(
                f"{path}: line {reader.line_num}: expected a word and a whole number; "
                "build the file again"
            ) from None
    if "" not in counts:
        raise InputError(
            f"{path}: no row with an empty word, which holds the number of documents; "
            "build the file again"
        )
    return counts


# -- lookups -------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def _names(codebook: Codebook) -> tuple[_Finder, dict[str, str], tuple]:
    """What finds all names of entities; names → entity; names that are patterns themselves."""
    exact, loose, every = {}, [], []
    for row in codebook.entities:
        for name in _every((row.entity, *row.aliases)):
            every.append(name)
            if "*" in name or "..." in name or re.search(SLASHED, name):
                loose.append((pattern(name), row.entity))
            else:
                exact.setdefault(_plain(name), row.entity)
    return _Finder(tuple(every)), exact, tuple(loose)


def _plain(name: str) -> str:
    """A name for looking up: one kind of space, hyphen and apostrophe, lower case."""
    return re.sub(r"[\s‐‑-]+", " ", name).replace("’", "'").lower()


def entities(text: str, codebook: Codebook) -> list[tuple[str, int, int]]:
    """Entities named in a text: (entity, start, end), the longest name where several begin."""
    names, exact, loose = _names(codebook)
    return [
        (
            exact.get(_plain(m.group()))
            or next((entity for p, entity in loose if p.fullmatch(m.group())), m.group()),
            *m.span(),
        )
        for m in names(text)
    ]


def check(folder_: str | Path | None = None) -> list[str]:
    """What is wrong with the rows' own examples: a line for each example that its row misses and
    each counter-example that it finds. An empty list: all is well.

    Examples of verbs are run as clauses, by `clauses.check`, which knows the grammar.
    """
    codebook = load(folder_)
    rows = [
        (
            "entities",
            row.entity,
            row,
            lambda text, row=row: any(e == row.entity for e, _, _ in entities(text, codebook)),
        )
        for row in codebook.entities
    ]
    rows += [
        (
            "conditions",
            row.condition,
            row,
            lambda text, row=row: bool(found(text, row.patterns, row.exclusions)),
        )
        for row in codebook.conditions
    ]
    rows += [
        (
            "themes",
            row.theme,
            row,
            lambda text, row=row: bool(found(text, row.terms, row.exclusions)),
        )
        for row in codebook.themes
    ]
    wrong = []
    for file, name, row, finds in rows:
        if row.example and not finds(row.example):
            wrong.append(f"{file}.csv: {name}: its example is not found; correct terms or example")
        if row.counter_example and finds(row.counter_example):
            wrong.append(
                f"{file}.csv: {name}: its counter-example is found; add an exclusion or correct it"
            )
    return wrong
