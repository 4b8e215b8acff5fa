"""Where a corpus folder is, and which of the codebook's files it has."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
#: Whether this is an installed package, which has corpus and notebooks inside (hatch_build.py).
PACKAGED = (_PACKAGE / "shipped").is_dir()
#: The corpus folder that comes with the package; notebooks stand beside it.
BESIDE = (_PACKAGE / "shipped" if PACKAGED else _PACKAGE.parent) / "corpus"
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


def subjects(corpus: Path) -> list[str]:
    """Names of the themes files of a corpus, its own and those that come with the package."""
    places = (corpus / "codebook" / "themes", SHIPPED / "themes")
    return sorted({path.stem for place in places for path in place.glob("*.csv")})


def schemes(corpus: Path) -> list[str]:
    """Names of the vocabularies that were imported into a corpus."""
    return sorted(path.stem for path in (corpus / "codebook" / "schemes").glob("*.csv"))


def themed(corpus: Path, name: str) -> str:
    """The codebook's file of a subject or of an imported scheme, as `file` takes it."""
    return f"themes/{name}" if name in subjects(corpus) else f"schemes/{name}"


def file(corpus: Path, name: str) -> Path:
    """A file of the codebook; a researcher's own corpus has only those that differ."""
    path = corpus / "codebook" / f"{name}.csv"
    return path if path.is_file() else SHIPPED / f"{name}.csv"
