"""Wording that paragraphs share, by the shingles that the library keeps of each."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from scipy import sparse

BLOCK = 4096  # rows compared with all others at once: bounds memory, not the result


def shingles(connection: sqlite3.Connection) -> tuple[np.ndarray, np.ndarray]:
    """Every kept shingle of the library: the paragraph that has it, and its hash.

    Paragraphs are in the order in which they were added; those of one document stand together.
    """
    import numpy as np

    rows = connection.execute("SELECT paragraph, hashes FROM shingles ORDER BY paragraph")
    ids, packed = [], []
    for number, hashes in rows:
        ids.append(number)
        packed.append(hashes)
    many = np.fromiter((len(p) // 8 for p in packed), dtype=np.int64, count=len(packed))
    paragraph = np.repeat(np.array(ids, dtype=np.int64), many)
    return paragraph, np.frombuffer(b"".join(packed), dtype=">i8").astype(np.int64)


def products(
    rows: sparse.csr_matrix, columns: sparse.csr_matrix
) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """What each row of one matrix shares with each of another: (row, other, sum), in blocks."""
    turned = columns.T.tocsr()
    for start in range(0, rows.shape[0], BLOCK):
        both = (rows[start : start + BLOCK] @ turned).tocoo()
        yield both.row + start, both.col, both.data
