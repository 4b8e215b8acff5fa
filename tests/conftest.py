"""What several tests need: where the real texts, gold and specimen stand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def _folders(variable: str) -> list[Path]:
    return [Path(p) for p in os.environ.get(variable, "").split(os.pathsep) if p]


@pytest.fixture(scope="session")
def texts() -> list[Path]:
    """Folders of real texts; a test that asks for them is skipped where there are none."""
    folders = _folders("WORKBENCH_TEXTS")
    if not folders:
        pytest.skip("WORKBENCH_TEXTS is not set")
    return folders


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold, bulk and PDF files."""
    folders = _folders("WORKBENCH_SHARED")
    if not folders:
        pytest.skip("WORKBENCH_SHARED is not set")
    return folders[0]
