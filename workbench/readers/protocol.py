"""What every reader gives, whatever its format: blocks, and what is odd about a file.

A reader is a module with `read(path) -> Blocks`, named in the table of formats. What is wrong with
a file it says as an `InputError` without the file's name, which `readers.blocks` puts before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ..grammar.marks import unglue
from ..records import Block


@dataclass(frozen=True, slots=True)
class Blocks:
    """Blocks of a file in their order, and what is odd about it, a line each."""

    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, blocks: Iterable[Block], warnings: Iterable[str] = (), *, marked: bool = True
    ) -> Blocks:
        """What a reader found.

        Parameters
        ----------
        blocks : iterable of Block
        warnings : iterable of str
        marked : bool
            The format tells footnote marks from text; where it doesn't, some are glued to words.
        """
        pieces = tuple(blocks)
        return cls(pieces if marked else tuple(unglue(pieces)), tuple(warnings))


Reader = Callable[[Path], Blocks]
