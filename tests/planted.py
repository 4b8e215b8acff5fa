"""The specimen series as tables: built once from its texts, with the codebook of the project."""

from __future__ import annotations

import json
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from unittest import mock

from workbench import Corpus, tables

SPECIMEN = Path(__file__).parent / "specimen"
CODEBOOK = Path(__file__).parents[1] / "corpus" / "codebook"
TRUTH = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def corpus() -> Corpus:
    """Tables of the specimen, in a temporary folder that lives as long as the tests."""
    folder = Path(tempfile.mkdtemp(prefix="specimen-")) / "corpus"
    shutil.copytree(SPECIMEN / "corpus", folder)
    for file in CODEBOOK.glob("*.csv"):
        if not (folder / "codebook" / file.name).exists():
            shutil.copy(file, folder / "codebook")
    with mock.patch.dict("os.environ", WORKBENCH_TEXTS=str(SPECIMEN / "texts")):
        tables.build(TRUTH["series"], folder)
    return Corpus.load(TRUTH["series"], folder)
