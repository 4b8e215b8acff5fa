"""Citations with their verb: who recalls, reaffirms, welcomes or takes note of which document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..errors import InputError
from ..proposals.naming import elsewhere
from . import store
from .searching import organ_named

if TYPE_CHECKING:
    import networkx

    from ..proposals.known import Known
    from ..records import Resolution

SELECT = """
SELECT d.symbol, p.label, d.year, d.organ, c.verb, c.cited
FROM citations c JOIN paragraphs p ON p.id = c.paragraph JOIN documents d ON d.id = p.document
WHERE c.cited <> d.symbol {which}
ORDER BY d.year, d.adopted, d.id, p.id, c.rowid"""


def cited(
    symbol: str = "", library: str | Path | None = None, organ: str = ""
) -> list[dict[str, Any]]:
    """Which paragraph cites which document, and with which initiating verb.

    Parameters
    ----------
    symbol : str
        Only citations of this document; without one, of all.
    library : str or Path, optional
        The library's file.
    organ : str
        Only citations by this organ: its name, or what its symbols begin with (A, S, A/HRC, E).

    Returns
    -------
    list of dict
        symbol, label, year, organ, verb, cited; in order of adoption.

    Raises
    ------
    InputError
        No library, or what is no symbol.
    """
    named = symbols.normal(symbol) if symbol else ""
    if named is None:
        raise InputError(f"'{symbol}': no symbol; expected one such as A/RES/60/288")
    chosen = {"c.cited = ?": named,
              "d.organ = ? COLLATE NOCASE": organ_named(organ)}  # fmt: skip
    which = "".join(f" AND {clause}" for clause, value in chosen.items() if value)
    with store.connected(store.place(library)) as connection:
        rows = connection.execute(SELECT.format(which=which), [v for v in chosen.values() if v])
        return [dict(row) for row in rows]


def naming(
    members: Sequence[Resolution], library: str | Path | None = None
) -> list[tuple[Known, str]]:
    """Resolutions that the library hasn't and that its texts of other series name by a title of
    this one.

    Parameters
    ----------
    members : sequence of Resolution
        Of the series.
    library : str or Path, optional
        The library's file.

    Returns
    -------
    list of (Known, str)
        What is known of each, and where it is named.
    """
    known = {member.symbol for member in members}
    with store.connected(store.place(library)) as connection:
        rows = connection.execute(
            "SELECT DISTINCT d.symbol, p.label, p.text, d.organ FROM citations c JOIN paragraphs p "
            "ON p.id = c.paragraph JOIN documents d ON d.id = p.document "
            "WHERE c.cited NOT IN (SELECT symbol FROM documents) ORDER BY d.id, p.id"
        )
        here = {row["symbol"] for row in connection.execute("SELECT symbol FROM documents")}
        named = (elsewhere(row["symbol"], row["label"], row["text"], row["organ"], members)
                 for row in rows if row["symbol"] not in known)  # fmt: skip
        return [one for several in named for one in several if one[0].symbol not in here]


def leaned(citations: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The documents that are leaned on, how and since when, the most cited first.

    Parameters
    ----------
    citations : iterable of mapping
        As `cited` gives them.

    Returns
    -------
    list of dict
        cited, n_documents (that cite it), since, until, verbs (verb → documents).
    """
    years: dict[str, dict[str, int | None]] = defaultdict(dict)
    verbs: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in citations:
        years[row["cited"]][row["symbol"]] = row["year"]
        verbs[row["cited"]][row["verb"] or ""].add(row["symbol"])
    rows = []
    for name, citing in years.items():
        dated = [year for year in citing.values() if year]
        many = Counter({verb: len(documents) for verb, documents in verbs[name].items()})
        rows.append({
            "cited": name, "n_documents": len(citing),
            "since": min(dated, default=None), "until": max(dated, default=None),
            "verbs": dict(sorted(many.items(), key=lambda v: (-v[1], v[0]))),
        })  # fmt: skip
    return sorted(rows, key=lambda row: (-row["n_documents"], symbols.key(row["cited"])))


def graph(citations: Iterable[Mapping[str, Any]]) -> networkx.DiGraph:
    """Documents and who cites whom: an edge has its verbs and the number of paragraphs.

    Parameters
    ----------
    citations : iterable of mapping
        As `cited` gives them.

    Returns
    -------
    networkx.DiGraph
        Nodes have `organ` and `year` where the document is in the library.
    """
    import networkx

    network = networkx.DiGraph()
    verbs: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    paragraphs: Counter[tuple[str, str]] = Counter()
    for row in citations:
        facts = {"organ": row["organ"], "year": row["year"]}
        network.add_node(row["symbol"], **{k: v for k, v in facts.items() if v})
        network.add_node(row["cited"])
        verbs[row["symbol"], row["cited"]][row["verb"] or ""] = None
        paragraphs[row["symbol"], row["cited"]] += 1
    for edge, said in verbs.items():
        network.add_edge(*edge, verbs="; ".join(filter(None, said)), paragraphs=paragraphs[edge])
    return network


def write_citations(citations: list[dict[str, Any]], folder: str | Path) -> tuple[Path, Path]:
    """Citations as `citations.csv` and their graph as `citations.graphml`.

    Parameters
    ----------
    citations : list of dict
        As `cited` gives them.
    folder : str or Path
        Made if there is none.

    Returns
    -------
    tuple of Path
        The two files.
    """
    import networkx
    import pandas as pd

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    csv, graphml = place / "citations.csv", place / "citations.graphml"
    columns = ["symbol", "label", "year", "organ", "verb", "cited"]
    table = pd.DataFrame(citations, columns=columns).astype({"year": "Int64"})
    table.to_csv(csv, index=False, lineterminator="\n")
    networkx.write_graphml(graph(citations), graphml)
    return csv, graphml
