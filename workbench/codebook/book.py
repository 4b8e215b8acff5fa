"""The codebook of a corpus folder, each part read when it is first used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from ..errors import InputError
from . import rows
from .folders import SHIPPED, schemes, subjects
from .folders import folder as corpus_folder
from .rows import Condition, Entity, Row, Theme, Verb


@dataclass(frozen=True, eq=False)
class Codebook:
    """Every row of the codebook, in the order of the files.

    Raises
    ------
    InputError
        where a part is first used, with file and row, for a missing column, a broken pattern or
        one that matches everything, a name or alias given twice, a strength outside the scale, a
        theme without terms.
    """

    folder: Path
    subjects: tuple[str, ...] = ()  # whose themes it has: files of ``themes/``

    def but(self, **parts: Any) -> Codebook:
        """The same codebook with other rows in some of its parts."""
        made = Codebook(self.folder, self.subjects)
        made.__dict__.update({k: v for k, v in self.__dict__.items() if k in PARTS} | parts)
        return made

    @cached_property
    def verbs(self) -> tuple[Verb, ...]:
        return rows.verbs(self.folder, self.strengths)

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        return rows.entities(self.folder)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        return rows.conditions(self.folder)

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """Those of the subjects; without one none, for themes of another say nothing."""
        every: dict[str, Theme] = {}
        for subject in self.subjects:  # of two themes with one name the first stays
            for theme in rows.themes(self.folder, subject):
                every.setdefault(theme.theme, theme)
        return tuple(every.values())

    @cached_property
    def edits(self) -> tuple[Row, ...]:
        return rows.plain(self.folder, "edits")

    @cached_property
    def columns(self) -> tuple[Row, ...]:
        return rows.plain(self.folder, "columns")

    @cached_property
    def strengths(self) -> Mapping[int, str]:
        """Band → its name: the scale that `Verb.strength` is read on."""
        return rows.strengths(self.folder)

    @cached_property
    def scales(self) -> Mapping[str, Mapping[str, int]]:
        """Other scales: name → verb → band (files ``strength-NAME.csv``)."""
        return rows.scales(self.folder)

    @property
    def scheme(self) -> str:
        """The vocabulary that its themes are concepts of; empty if they are a codebook's own."""
        return next((t.scheme for t in self.themes if t.scheme), "")

    @cached_property
    def stopwords(self) -> frozenset[str]:
        """Words that carry no content of their own."""
        return frozenset(row["word"] for row in rows.plain(self.folder, "stopwords"))

    @cached_property
    def background(self) -> Mapping[str, int]:
        """Word → number of documents that have it; ``background[""]`` is that of all documents."""
        return rows.background(self.folder)

    @cached_property
    def forms(self) -> Mapping[str, tuple[str, str]]:
        """Word → its kind, and how it is written within a sentence, if with a capital.

        Kinds: "verb" (it mostly follows "to"), "attribute" (it mostly stands before another word of
        content), "quality" (an attribute that says how good, great or urgent something is, and is
        of no name), "proceedings" (of the organs' own work), "noun" (on -ing), "other" (it closes
        no name: "aware", "exist"), or none."""
        return rows.forms(self.folder)

    @cached_property
    def spread(self) -> Mapping[str, float]:
        """Word → its residual inverse document frequency in bits: 0, if documents have it as chance
        deals it; 1, if half as many have it, and these again and again. Words in few documents
        have none. Church, K. W. and Gale, W. A. (1995). Inverse document frequency (IDF): a measure
        of deviations from Poisson. Third Workshop on Very Large Corpora."""
        return rows.spread(self.folder)

    @cached_property
    def printed(self) -> Mapping[str, str]:
        """Entity → its name as sentences print it, where that is another."""
        return {row["entity"]: row["printed"] for row in rows.plain(self.folder, "printed")}

    @cached_property
    def attenuating(self) -> Mapping[str, str]:
        """Words before a verb by which less is asked than by the verb alone → in which form it
        follows: "infinitive" ("to strive to mend") or "gerund" ("to consider mending")."""
        return {row["phrase"]: row["form"] for row in rows.plain(self.folder, "attenuating")}

    @cached_property
    def collectives(self) -> frozenset[str]:
        """Entities that collect many of the others: their members overlap."""
        return frozenset(e.entity for e in self.entities if e.kind == "collective")

    @property
    def documents(self) -> int:
        """Number of documents behind `background`."""
        return self.background.get("", 0)

    def verify(self) -> None:
        """Read every part, so that a broken row is said before work begins.

        Raises
        ------
        InputError
            The first such row.
        """
        for part in PARTS:
            getattr(self, part)


PARTS = ("verbs", "entities", "conditions", "themes", "edits", "columns", "strengths", "scales",
         "stopwords", "background", "forms", "spread", "printed", "attenuating")  # fmt: skip


def load(folder: str | Path | None = None, themes: str | Iterable[str] = ()) -> Codebook:
    """The codebook of a corpus folder; its rows are read and checked as they are needed.

    Parameters
    ----------
    folder : path, optional
        the corpus folder (see `codebook.folder`); its ``codebook`` subfolder is read.
    themes : str or iterable of str, optional
        Names of files in ``codebook/themes/``, the folder's own or the package's, or in its
        ``codebook/schemes/``; without one the codebook has no themes.

    Raises
    ------
    InputError
        There is no such folder, or no such file of themes.

    See Also
    --------
    Codebook.verify : all rows at once.
    """
    base = corpus_folder(folder)
    if not base.is_dir():
        raise InputError(f"{base}: no such folder; name the corpus folder with --corpus")
    if (base / "codebook" / "themes.csv").is_file():
        raise InputError(
            f"{base / 'codebook' / 'themes.csv'}: themes have a file a subject; move it to "
            "codebook/themes/NAME.csv and write NAME in the column themes of series.csv"
        )
    named = tuple(filter(None, [themes] if isinstance(themes, str) else themes))
    known = [*subjects(base), *schemes(base)] if named else []
    for name in named:
        if name not in known:
            raise InputError(
                f"no themes '{name}'; there are: {', '.join(known)} (files of codebook/themes/ and "
                "schemes/)"
            )
    return _load(base.resolve(), named, _stamp(base))


def _stamp(base: Path) -> tuple:
    """What tells an edited codebook from the one read before."""
    places = (base / "codebook", SHIPPED)
    files = [f for place in places for part in ("*.csv", "themes/*.csv", "schemes/*.csv")
             for f in sorted(place.glob(part))]  # fmt: skip
    return tuple((f.name, f.stat().st_mtime_ns, f.stat().st_size) for f in files)


@lru_cache(maxsize=8)
def _load(base: Path, themes: tuple[str, ...], stamp: tuple) -> Codebook:
    return Codebook(base, themes)
