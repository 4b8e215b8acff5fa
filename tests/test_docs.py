"""The page of the programming interface is what the docstrings say, and they say something."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

API = runpy.run_path(str(Path(__file__).parents[1] / "docs" / "api.py"))


def test_page_is_up_to_date():
    stored = API["PLACE"].read_text(encoding="utf-8")
    assert stored == API["page"](), "docs/api.md is not what the docstrings say: make docs"


@pytest.mark.parametrize("name", API["MODULES"])
def test_page_has_every_public_name(name):
    assert f"\n## {name}\n" in API["page"]()


def test_page_names_no_place_of_a_machine():
    assert " at 0x" not in API["page"]() and str(Path(__file__).parents[1]) not in API["page"]()
