"""A library: thousands of resolutions in one file, searched, traced and compared at once.

`add` reads files into it, `search` finds paragraphs. The file is SQLite's (see `store`); it holds
texts, so it stays outside the repository.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import store
from .adding import Added, Skipped, add
from .box import searchbox
from .citing import cited, graph, leaned, naming, write_citations
from .descent import Step, chain, families, files, files_of, record
from .merging import merge
from .network import reuse, write
from .searching import appearances, asked, counts, search
from .standing import Standing, standing
from .store import fingerprint, place, stands
from .tasks import Mandates, mandates
from .tasks import record as mandates_record
from .tracing import Origin, Source, Wanted, before, origins, row, wanted

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Library",
    "add",
    "search",
    "searchbox",
    "counts",
    "asked",
    "appearances",
    "families",
    "chain",
    "files",
    "files_of",
    "record",
    "standing",
    "Standing",
    "merge",
    "reuse",
    "write",
    "mandates",
    "mandates_record",
    "Mandates",
    "cited",
    "naming",
    "leaned",
    "graph",
    "write_citations",
    "origins",
    "wanted",
    "row",
    "stands",
    "place",
    "fingerprint",
    "before",
    "Wanted",
    "Origin",
    "Source",
    "Step",
    "Added",
    "Skipped",
]


class Library:
    """A library by its file, for notebooks: each question is answered with a table.

    Parameters
    ----------
    path : str or Path, optional
        By default WORKBENCH_LIBRARY, else `library.sqlite` beside the texts.
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self.path = store.place(path)

    def __repr__(self) -> str:
        return f"Library({str(self.path)!r})"

    def __len__(self) -> int:
        """Documents in it."""
        with store.connected(self.path) as connection:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def __bool__(self) -> bool:
        """Whether there is one."""
        return stands(self.path)

    @property
    def state(self) -> str:
        """What it holds, or how to make it, in a line."""
        if not self:
            return "There is no library yet; `workbench library add FOLDER` makes one from texts."
        years = self.documents["year"].dropna()
        span = f", {years.min():.0f} to {years.max():.0f}" if len(years) else ""
        return f"A library of {len(self):,} documents{span}."

    @property
    def documents(self) -> pd.DataFrame:
        """Its documents: symbol, organ, adopted, year, title, agenda, stage, n_words."""
        import pandas as pd

        columns = "symbol, organ, adopted, year, title, agenda, stage, n_words"
        with store.connected(self.path) as connection:
            return pd.read_sql_query(
                f"SELECT {columns} FROM documents ORDER BY year, adopted, symbol", connection
            )

    def add(self, *paths: str | Path, progress: bool = True) -> Added:
        """Files and folders into it; see `add`."""
        return add(paths, self.path, progress)

    def origins(self, corpus: Any) -> pd.DataFrame:
        """Where new wording of a series stood before: the table `origins`, asked anew.

        Parameters
        ----------
        corpus : Corpus
            With its texts at hand.
        """
        import pandas as pd

        adopted = {m.symbol: m.adopted or date(m.year, 1, 1) for m in corpus.members}
        described = set(corpus.paragraphs["symbol"])
        texts = {symbol: corpus.resolution(symbol) for symbol in adopted if symbol in described}
        same = {m.symbol for m in corpus.members if m.stage != "adopted"}
        passages = wanted(corpus.links.to_dict("records"), texts)
        return pd.DataFrame([row(o) for o in origins(passages, adopted, self.path, same)])

    def families(self) -> pd.DataFrame:
        """Whom each document renews: symbol, predecessor, missing, certainty."""
        import pandas as pd

        columns = ["symbol", "predecessor", "missing", "certainty"]
        return pd.DataFrame([record(s) for s in families(self.path)], columns=columns)

    def reuse(self) -> pd.DataFrame:
        """Which paragraphs of different documents share a passage; see `reuse`."""
        return reuse(self.path)

    def mandates(self, entity: str, since: int | None = None) -> Mandates:
        """What an entity is asked for in all that is in force; see `mandates`."""
        return mandates(entity, self.path, since)

    def cited(self, symbol: str = "", organ: str = "") -> pd.DataFrame:
        """Which paragraph cites which document, and how; see `cited`."""
        import pandas as pd

        columns = ["symbol", "label", "year", "organ", "verb", "cited"]
        return pd.DataFrame(cited(symbol, self.path, organ), columns=columns)

    def leaned(self, organ: str = "") -> pd.DataFrame:
        """The documents that are cited, the most cited first; see `leaned`."""
        import pandas as pd

        rows = [row | {"verbs": ", ".join(f"{v or 'no verb'} {n}" for v, n in row["verbs"].items())}
                for row in leaned(cited(library=self.path, organ=organ))]  # fmt: skip
        return pd.DataFrame(rows, columns=["cited", "n_documents", "since", "until", "verbs"])

    def search(self, query: str, **filters: Any) -> pd.DataFrame:
        """Paragraphs with some words; see `search` for the query and the filters."""
        import pandas as pd

        from .searching import COLUMNS

        return pd.DataFrame(search(query, self.path, **filters), columns=list(COLUMNS))
