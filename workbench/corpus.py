"""A series as one value: its catalogue row, its members, its published tables.

A corpus folder holds two catalogue files that a researcher edits (`series.csv`,
`resolutions.csv`), a `codebook`, and one data package of published tables a series.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import arguments, catalogue, codebook, steps, symbols, tables
from .catalogue import Member, Series
from .errors import InputError, UnknownName
from .holdings import text
from .records import Resolution

if TYPE_CHECKING:
    import pandas as pd

    from .codebook import Codebook
    from .collation import Link

__all__ = ["Corpus", "Passage", "Whole"]


class Corpus:
    """A series: its catalogue row, members, and published tables as DataFrames.

    Tables are attributes (`corpus.paragraphs`, `corpus.links`, …), read when first used;
    `corpus/codebook/columns.csv` gives the meaning of each column.

    Examples
    --------
    >>> corpus = Corpus.load("ct-assistance")
    >>> corpus.paragraph("A/RES/74/175", "OP9").verb
    'requests'
    """

    def __init__(self, name: str, folder: Path):
        self.name = name
        self.folder = folder
        self.read: list[str] = []  # tables used so far: a report records what it rests on

    @classmethod
    def load(cls, name: str, folder: str | Path | None = None) -> Corpus:
        """Open a series of the catalogue.

        Parameters
        ----------
        name : str
            Name of a series in `series.csv`, such as ``"ct-assistance"``.
        folder : path, optional
            Corpus folder; by default `WORKBENCH_CORPUS`, else ``./corpus``, else the one that
            comes with the package.

        Raises
        ------
        InputError
            There is no such series, or its catalogue rows can't be read.
        """
        place = codebook.folder(Path(folder) if folder else None)
        catalogue.members(name, place)  # a bad catalogue is said here, not at the first table
        return cls(name, place)

    @cached_property
    def series(self) -> Series:
        return catalogue.series(self.folder)[self.name]

    @cached_property
    def members(self) -> tuple[Member, ...]:
        return catalogue.members(self.name, self.folder)

    @cached_property
    def codebook(self) -> Codebook:
        return catalogue.book(self.name, self.folder)

    def __getattr__(self, table: str) -> pd.DataFrame:
        if table.startswith("_") or table not in tables.columns(self.folder):
            known = ", ".join(tables.columns(self.folder))
            raise UnknownName(f"a corpus has no table '{table}'; it has {known}")
        frame = self._table(table)
        self.__dict__[table] = frame
        self.read.append(table)
        return frame

    def rows(self, table: str, *columns: str) -> Iterator[tuple]:
        """Cells of some columns of a published table, row by row; see `tables.rows`."""
        tables.stale(self.folder, self.name)
        if table not in self.read:
            self.read.append(table)
        return tables.rows(self.folder, self.name, table, *columns)

    def _table(self, table: str) -> pd.DataFrame:
        tables.stale(self.folder, self.name)
        return tables.frame(self.folder, self.name, table)

    def decided(self, earlier: str, later: str) -> list[Link] | None:
        """Links of two members where readers changed some; None where the machine's stand."""
        changed = self.decisions[self.decisions["state"] == "applied"]
        if not changed[["symbol", "later"]].eq([earlier, later]).all(axis=1).any():
            return None
        from .collation import Link

        rows = self.links[self.links[["earlier", "later"]].eq([earlier, later]).all(axis=1)]
        rows = rows.drop(columns=["earlier", "later", "by"]).astype(object)
        return [Link(*row) for row in rows.where(rows.notna(), None).to_numpy()]

    def validated(self, scheme: str) -> pd.DataFrame:
        """Counts of paragraphs with the machine's errors carried on: `validation.estimates` of a
        scheme ("theme", "clause", "verb", "condition"); empty where nobody coded a sample."""
        import pandas as pd

        from . import validation

        columns = [c["column"] for c in tables.described(self.folder)["validation.estimates"]]
        rows = pd.DataFrame(validation.estimates(self.name, self.folder), columns=columns)
        return rows[rows["scheme"] == scheme].reset_index(drop=True)

    def having(self, frames: Mapping[str, pd.DataFrame]) -> Corpus:
        """This series with other tables in the place of some."""
        other = type(self)(self.name, self.folder)
        other.__dict__ |= frames
        return other

    @property
    def entity(self) -> str:
        """Whom the catalogue follows in this series.

        Raises
        ------
        InputError
            It follows nobody.
        """
        if not self.series.entity:
            rows = self.clause_entities
            asked = rows.loc[rows["role"] == "addressee", "entity"].value_counts().index[:5]
            raise InputError(
                f"entity: series.csv names none for '{self.name}'; name one, such as those asked "
                f"most often: {', '.join(asked) or 'nobody'}"
            )
        return self.series.entity

    def measure(self, function: Callable[..., pd.DataFrame], **decisions: Any) -> pd.DataFrame:
        """A measure of this series: its tables go to the parameters that bear their names.

        Parameters
        ----------
        function : callable
            A measure, such as `drift.composition`.
        **decisions
            Its other parameters, such as ``stage="recommended"``. An ``entity`` that isn't named
            is the one that the catalogue follows in this series. ``years``, the first and the
            last, narrow the members of any measure.

        Raises
        ------
        InputError
            It is no measure, or has no such parameter, or one that can't have the value.
        """
        if not callable(function):
            found = getattr(function, "__name__", function)
            raise InputError(
                f"measure: found {found!r}; expected a function such as drift.composition"
            )
        names = inspect.signature(function).parameters
        tabled = [name for name in names if name in tables.columns(self.folder)]
        if "resolutions" in names and "years" in decisions:
            drafts = decisions.get("stage") == "recommended"
            compared = self.series.kind == "renewals" and not drafts
            years = decisions.pop("years")
            members = decisions.get("resolutions", self.resolutions)
            decisions["resolutions"] = steps.within(members, years, 1 + compared)
        beside = ["years"] * ("resolutions" in names)
        chosen = arguments.decided(function, decisions, {*tabled, "codebook"}, beside)
        if "entity" in names and not chosen.get("entity"):
            chosen["entity"] = self.entity
        given = {name: getattr(self, name) for name in tabled if name not in chosen}
        if "codebook" in names:
            given["codebook"] = self.codebook
        return function(**(given | chosen))

    def verify(self) -> None:
        """Read the codebook and every table that was built, so that a broken one is said first.

        Raises
        ------
        InputError
            The first such file, with its row and column.
        """
        self.codebook.verify()
        place = self.folder / "tables" / self.name
        there = [t for t in tables.columns(self.folder) if (place / f"{t}.csv").exists()]
        if there:
            tables.stale(self.folder, self.name)
            built = tables.built(self.folder, self.name)
            for table in tables.columns(self.folder):
                if table in there or table in built:
                    tables.frame(self.folder, self.name, table)

    @property
    def built(self) -> bool:
        """Whether the series has tables, stale or damaged ones too."""
        return (self.folder / "tables" / self.name / "resolutions.csv").exists()

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *tables.columns(self.folder)]

    def concordance(self, term: str, texts: bool = False, width: int = 8) -> pd.DataFrame:
        """Where a word or phrase stands: keyword in context with texts, else labels and counts.

        Parameters
        ----------
        term : str
            A term of the codebook's language, such as ``"biometric*"``. Without texts a phrase of
            several words is looked up in the table `phrases`, which has those that recur.
        texts : bool
            Read the texts at hand: a row for each place, with the words around it.
        width : int
            Words of context on either side.

        Returns
        -------
        DataFrame
            ``symbol``, ``label``, ``year``, and ``count``, or ``left``, ``keyword``, ``right``.
            Members whose text is not at hand have no rows.

        Raises
        ------
        InputError
            The term is empty, or a broken pattern; or it is a phrase that may stand in the texts
            though no table has it.
        """
        sought = codebook.sought(term)
        if not texts:  # tables have no capitals
            sought = _any_case(sought)
        if texts:
            places = self._keywords(sought, width)
        elif len(re.split(r"[\s-]+", term.strip())) > 1:
            # what a hyphen joins is one word
            hyphened = self.words[self.words["word"].str.contains("-")]
            places = self._counted((self.phrases, "phrase"), (hyphened, "word"), sought=sought)
            if places.empty and self._untold(term):
                raise InputError(
                    f"{term}: the tables have phrases of two to four words that recur, and this is "
                    "none of them, so they can't tell whether it stands in these texts; ask with "
                    "texts=True"
                )
        else:
            places = self._counted((self.words, "word"), sought=sought)
        year = dict(zip(self.resolutions["symbol"], self.resolutions["year"], strict=True))
        places.insert(2, "year", places["symbol"].map(year))
        return places

    def _untold(self, term: str) -> bool:
        """Whether all words of a phrase stand in one paragraph: then it may stand there."""
        import pandas as pd

        several = [_any_case(codebook.sought(word)) for word in term.split()]
        places = (self._counted((self.words, "word"), sought=word) for word in several)
        together = pd.concat([place[["symbol", "label"]] for place in places])
        return bool((together.value_counts() == len(several)).any())

    def _keywords(self, sought: re.Pattern[str], width: int) -> pd.DataFrame:
        """Each place in the texts, with words on either side."""
        import pandas as pd

        rows = []
        missing = []
        members = list(dict.fromkeys(self.paragraphs["symbol"]))
        for symbol in members:
            try:
                paragraphs = text(symbol, self.folder).paragraphs
            except InputError as error:  # one that isn't at hand doesn't stop the others
                missing.append(error)
                continue
            for p in paragraphs:
                for m in sought.finditer(p.text):
                    left, right = p.text[: m.start()].split(), p.text[m.end() :].split()
                    sides = " ".join(left[-width:]), m.group(), " ".join(right[:width])
                    rows.append([symbol, p.label, *sides])
        if missing and len(missing) == len(members):
            raise missing[0]
        return pd.DataFrame(rows, columns=["symbol", "label", "left", "keyword", "right"])

    def _counted(self, *columns: tuple[pd.DataFrame, str], sought: re.Pattern[str]) -> pd.DataFrame:
        """How often each paragraph has what is sought, by columns of tables that count it."""
        import pandas as pd

        rows = []
        for table, column in columns:
            hits = [s for s in table[column].unique() if sought.fullmatch(s)]
            rows.append(table.loc[table[column].isin(hits), ["symbol", "label", "count"]])
        counted = pd.concat(rows).groupby(["symbol", "label"], sort=False)["count"].sum()
        return self.paragraphs[["symbol", "label"]].merge(counted.reset_index())

    def paragraph(self, symbol: str, label: str) -> Passage:
        """A paragraph's facts, and its words where the text is at hand.

        Raises
        ------
        InputError
            The series has no such member or the member no such label; for `.text`, the text is
            not at hand.
        """
        name = symbols.normal(symbol) or symbol
        rows = self.paragraphs[self.paragraphs["symbol"] == name]
        if rows.empty:
            known = ", ".join(dict.fromkeys(self.paragraphs["symbol"]))
            raise InputError(f"{symbol}: no text of it in '{self.name}'; there are: {known}")
        row = rows[rows["label"] == label]
        if row.empty:
            first, last = rows["label"].iloc[0], rows["label"].iloc[-1]
            raise InputError(f"{name} has no paragraph '{label}'; its labels run {first} … {last}")
        facts = {k: v for k, v in row.iloc[0].items() if isinstance(k, str)}
        return Passage(self, facts)

    def resolution(self, symbol: str) -> Resolution:
        """A member as its text has it, with all its words.

        Raises
        ------
        InputError
            The text is not at hand.
        """
        return text(symbol, self.folder)

    def __repr__(self) -> str:
        at_hand = sum(1 for n in self.resolutions["n_words"].notna() if n)
        return f"<{self.name}: {len(self.members)} members, tables of {at_hand}>"

    def _repr_html_(self) -> str:
        from . import displays

        rows = self.resolutions[["symbol", "year", "stage", "n_words"]].astype({"n_words": object})
        slots = [
            displays.Slot(symbol, int(year), stage, int(length) if length == length else None)
            for symbol, year, stage, length in rows.fillna(float("nan")).to_numpy()
        ]
        return displays.timeline(self.series.title, slots, self.series.kind == "renewals")


def _any_case(sought: re.Pattern[str]) -> re.Pattern[str]:
    return re.compile(sought.pattern, sought.flags | re.IGNORECASE)


class Whole(Corpus):
    """All series of a corpus folder: tables as of one, a document of several series once."""

    def __init__(self, folder: Path):
        super().__init__("all", folder)

    @classmethod
    def load(cls, folder: str | Path | None = None) -> Whole:  # type: ignore[override]
        """Open all series of the catalogue that have tables."""
        return cls(codebook.folder(Path(folder) if folder else None))

    @cached_property
    def series(self) -> Series:
        """What all series are together: documents that don't succeed each other."""
        return Series(self.name, "All series", "collection", "", "")

    @cached_property
    def codebook(self) -> Codebook:
        """With the themes of all series."""
        named = (row.themes for row in catalogue.series(self.folder).values())
        return codebook.load(self.folder, dict.fromkeys(named))

    @cached_property
    def parts(self) -> tuple[Corpus, ...]:
        """The series, each as a corpus of its own."""
        known = catalogue.series(self.folder)
        have = [n for n in known if Corpus(n, self.folder).built]
        if not have:
            raise InputError(f"{self.folder}: no tables; `workbench build` makes them from texts")
        return tuple(Corpus.load(name, self.folder) for name in have)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """Members of all series, each once."""
        return tuple({m.symbol: m for part in self.parts for m in part.members}.values())

    def rows(self, table: str, *columns: str) -> Iterator[tuple]:
        return getattr(self, table)[list(columns)].itertuples(index=False, name=None)

    def _table(self, table: str) -> pd.DataFrame:
        import pandas as pd

        frames, seen = [], set[str]()
        for part in self.parts:
            if part.series.kind == "collection" and table in tables.RENEWALS:
                continue
            rows = getattr(part, table)
            if "symbol" in rows:
                rows = rows[~rows["symbol"].isin(seen)]
                seen |= set(rows["symbol"])
            frames.append(rows.assign(series=part.name) if table == "resolutions" else rows)
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


@dataclass(frozen=True)
class Passage:
    """A paragraph's facts; its words come from the text, where that is at hand."""

    corpus: Corpus
    facts: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        if name in self.facts:
            return self.facts[name]
        raise UnknownName(f"a paragraph has no '{name}'; it has {', '.join(self.facts)}, text")

    @property
    def url(self) -> str:
        return symbols.url(self.facts["symbol"])

    @property
    def text(self) -> str:
        whole = text(self.facts["symbol"], self.corpus.folder)
        return next(p.text for p in whole.paragraphs if p.label == self.facts["label"])

    def __repr__(self) -> str:
        f = self.facts
        return f"<{f['symbol']} {f['label']}: {f['verb']}, {f['n_words']} words>"
