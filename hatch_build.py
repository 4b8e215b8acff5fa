"""What an installed package brings along: catalogue, codebook, tables and notebooks.

Listed file by file, so that no text of a resolution that lies in `corpus/` gets into a wheel. An
editable installation finds them beside the package and needs no copy.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = (
    "corpus/series.csv",
    "corpus/resolutions.csv",
    "corpus/codebook/*.csv",
    "corpus/codebook/themes/*.csv",
    "corpus/decisions/*.csv",
    "corpus/tables/[!.]*/*.csv",
    "corpus/tables/[!.]*/machine/*.csv",
    "corpus/tables/[!.]*/datapackage.json",
    "corpus/validation/[!.]*/*.csv",
    "corpus/validation/[!.]*/datapackage.json",
    "notebooks/*.ipynb",
)


class Shipped(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        for pattern in SHIPPED:
            for path in sorted(root.glob(pattern)):
                within = path.relative_to(root).as_posix()
                build_data["force_include"][str(path)] = f"workbench/shipped/{within}"
