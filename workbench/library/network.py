"""The network of shared passages: which paragraphs of a library have wording in common."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import symbols
from ..errors import InputError
from . import store, wording

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

SHARED = 2  # kept shingles in common: a run of twenty words always leaves two
PAIRS = 8_000_000  # candidates looked at together: bounds memory, not the result


class Kept(NamedTuple):
    """Shingles in order of their hashes; those of one hash in order of their paragraphs."""

    paragraph: np.ndarray
    """By number, in order of adoption."""
    end: np.ndarray
    """Where the shingles with this one's hash end."""
    document: np.ndarray
    """Of each paragraph."""


class Held(NamedTuple):
    """What a library holds, as far as the network needs it, in order of adoption."""

    symbols: list[str]
    labels: list[str]
    kept: Kept
    size: np.ndarray
    """Kept shingles of each paragraph."""


def reuse(
    library: str | Path | None = None,
    shared: int = SHARED,
    mapped: Callable[..., Iterable[np.ndarray]] = map,
) -> pd.DataFrame:
    """Every two paragraphs of different documents that share a passage.

    A passage is shared where two paragraphs have at least ``shared`` winnowed shingles in common
    (`features.winnowed`): with two, any run of twenty words shows, and some that are shorter. No
    formula is left out: what is frequent tells by the number of its rows.

    Parameters
    ----------
    library : str or Path, optional
        The library's file.
    shared : int
        Shingles in common from which on a pair counts; 1 shows any run of twelve words.
    mapped : callable
        What compares the blocks: this process, or the workers of a cluster that see the same
        library (`reports.cluster.Crew.mapped`).

    Returns
    -------
    DataFrame
        earlier, earlier_label, later, later_label, n_shared (shingles), share_earlier and
        share_later (of the kept shingles of each); in order of adoption. Of two documents of one
        day the one with the lower number is the earlier.
    """
    place = store.place(library).absolute()
    content = store.fingerprint(place)
    held = _held(place, content)
    blocks = mapped(partial(_compared, place, content, shared), list(_blocks(held.kept)))
    table = _table(held, blocks)
    _held.cache_clear()  # nothing of it stays where somebody goes on
    return table


def write(network: pd.DataFrame, folder: str | Path) -> tuple[Path, Path]:
    """The network as `reuse.parquet` and `reuse.csv`.

    Parameters
    ----------
    network : DataFrame
        As `reuse` gives it.
    folder : str or Path
        Made if there is none.

    Returns
    -------
    tuple of Path
        The two files.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it asks pandas for an option that is to go
        import fastparquet

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    parquet, csv = place / "reuse.parquet", place / "reuse.csv"
    # Not DataFrame.to_parquet: the name of its engine is to go.
    fastparquet.write(str(parquet), network, compression="SNAPPY")
    network.to_csv(csv, index=False, lineterminator="\n")
    return parquet, csv


@lru_cache(maxsize=1)  # a worker compares many blocks of one library
def _held(place: Path, content: str) -> Held:
    """A library in order of adoption, if it holds what it is said to hold."""
    import numpy as np

    with store.connected(place) as connection:
        documents = connection.execute("SELECT id, symbol, adopted, year FROM documents").fetchall()
        labels = connection.execute("SELECT id, document, label FROM paragraphs").fetchall()
        paragraph, hashes = wording.shingles(connection)
    if store.fingerprint(place) != content:
        raise InputError(f"{place}: another library than on the machine that asks; expected the "
                         "same file")  # fmt: skip
    when = sorted(documents, key=lambda d: (d["adopted"] or str(d["year"] or ""),
                                            symbols.key(d["symbol"])))  # fmt: skip
    rank = {d["id"]: n for n, d in enumerate(when)}
    labels.sort(key=lambda row: (rank[row["document"]], row["id"]))
    ids = np.array([row["id"] for row in labels], dtype=np.int64)
    document = np.array([rank[row["document"]] for row in labels], dtype=np.int64)
    order = np.argsort(ids)
    number = order[np.searchsorted(ids[order], paragraph)] if len(ids) else paragraph
    kept = _sorted(number, hashes, document)
    size = np.bincount(number, minlength=len(ids))
    return Held([d["symbol"] for d in when], [row["label"] for row in labels], kept, size)


def _compared(place: Path, content: str, shared: int, span: tuple[int, int]) -> np.ndarray:
    """A block of earlier paragraphs beside all later ones, in whatever process."""
    return _block(_held(place, content).kept, shared, span)


def _table(held: Held, blocks: Iterable[np.ndarray]) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    some = [np.zeros((3, 0), dtype=np.int64), *blocks]
    earlier, later, many = np.concatenate(some, axis=1)
    named = pd.Index(held.symbols)
    told = pd.Series(held.labels, dtype="category")
    document = held.kept.document
    return pd.DataFrame({
        "earlier": pd.Categorical.from_codes(document[earlier], named),
        "earlier_label": told.iloc[earlier].array,
        "later": pd.Categorical.from_codes(document[later], named),
        "later_label": told.iloc[later].array,
        "n_shared": many,
        "share_earlier": (many / held.size[earlier]).round(4),
        "share_later": (many / held.size[later]).round(4),
    })  # fmt: skip


def _sorted(paragraph: np.ndarray, hashes: np.ndarray, document: np.ndarray) -> Kept:
    import numpy as np

    order = np.lexsort((paragraph, hashes))
    at, of = paragraph[order], hashes[order]
    last = np.append(np.flatnonzero(of[1:] != of[:-1]) + 1, len(of))
    return Kept(at, np.repeat(last, np.diff(last, prepend=0)), document)


def _blocks(kept: Kept) -> Iterator[tuple[int, int]]:
    """Ranges of earlier paragraphs, each with about so many candidates."""
    import numpy as np

    follow = kept.end - np.arange(len(kept.end)) - 1
    each = np.bincount(kept.paragraph, weights=follow, minlength=len(kept.document))
    block = (np.cumsum(each) // PAIRS).astype(np.int64)
    edges = np.append(np.flatnonzero(np.diff(block, prepend=-1)), len(block))
    yield from zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)


def _block(kept: Kept, shared: int, span: tuple[int, int]) -> np.ndarray:
    import numpy as np

    many = len(kept.document)
    at = np.flatnonzero((kept.paragraph >= span[0]) & (kept.paragraph < span[1]))
    keys = [np.zeros(0, dtype=np.int64)]
    step = 1
    # Each shingle beside the next one of its hash, then the one after that, while there is one.
    while len(at := at[at + step < kept.end[at]]):
        keys.append(kept.paragraph[at] * many + kept.paragraph[at + step])
        step += 1
    pair, n = np.unique(np.concatenate(keys), return_counts=True)
    pair, n = pair[n >= shared], n[n >= shared]
    earlier, later = np.divmod(pair, many)
    apart = kept.document[earlier] != kept.document[later]
    return np.stack([earlier, later, n])[:, apart]
