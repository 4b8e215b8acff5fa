"""In how many resolutions at large a word is found."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from ..files import replaced
from ..records import Resolution
from ..text import words


def background(resolutions: Iterable[Resolution], least: int = 2) -> dict[str, int]:
    """Word → number of resolutions that have it, with the number of all under ``""``.

    What ``corpus/codebook/background.csv`` holds. Numbers are left out, and words in fewer
    resolutions than `least`, which then count as unseen.
    """
    seen: Counter = Counter()
    total = 0
    for resolution in resolutions:
        total += 1
        seen.update({w for p in resolution.paragraphs for w in words(p.text)})
    kept = {w: n for w, n in seen.items() if n >= least and any(c.isalpha() for c in w)}
    return {"": total, **dict(sorted(kept.items()))}


def write_background(counts: Mapping[str, int], path: str | Path) -> None:
    """Write `background` as ``background.csv``; the row of the empty word comes first."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("word", "documents"))
    writer.writerows(counts.items())
    replaced(Path(path), file.getvalue().encode())
