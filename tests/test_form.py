"""The form of every packaged report, of the page of several series, and of their list.

They are made as a user makes them, which takes a minute of processor time.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import form
import pytest
from planted import SPECIMEN

from workbench import catalogue
from workbench.codebook import folder

pytestmark = pytest.mark.slow

SERIES = [row.series for row in catalogue.series(folder(None)).values() if row.kind == "renewals"]
PAGES = [*SERIES, "compare", "index"]
MOST = {1400: 12, 1000: 13.5, 390: 16}  # screens of a page


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Path]:
    """The pages by name."""
    out = tmp_path_factory.mktemp("form")
    environment = {**os.environ, "WORKBENCH_BROWSER": "", "WORKBENCH_TEXTS": "",
                   "WORKBENCH_LIBRARY": ""}  # fmt: skip
    for chosen in (SERIES, ["--compare", *SERIES[:2]]):
        command = [sys.executable, "-m", "workbench.cli", "report", *chosen, "--out", out]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    found = {path.parents[1].name: path for path in out.glob("*/*/report.html")}
    return found | {"index": out / "index.html"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", form.WIDTHS)
def test_nothing_is_cut_and_screens_are_few(pages, browser, name, width):
    tab = form.opened(browser, pages[name], width)
    assert form.screens(tab) <= MOST[width]
    assert tab.evaluate(form.FOLDS_WIDER) == []
    assert tab.evaluate(form.WIDER) == []


@pytest.mark.parametrize("name", PAGES)
def test_who_does_not_see_the_page_misses_nothing(pages, browser, name):
    assert form.opened(browser, pages[name]).evaluate(form.FAULTS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_words_stand_out_from_their_ground(pages, browser, name, theme):
    assert form.opened(browser, pages[name], theme=theme).evaluate(form.FAINT) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_heading_has_an_underscore_and_no_link_leads_nowhere(pages, name):
    page = pages[name].read_text(encoding="utf-8")
    heads = re.findall(r"<(h[1-4]|th)\b[^>]*>(.*?)</\1>", page, re.S)
    assert [words for _, words in heads if "_" in re.sub(r"<[^>]+>", "", words)] == []
    places = set(re.findall(r'\bid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= places


@pytest.mark.parametrize("command", ["redline", "brief"])
def test_pages_of_two_texts_have_the_same_form(browser, tmp_path, command):
    texts = [SPECIMEN / f"texts/{name}.md" for name in ("F_RES_69_12", "F_RES_71_8")]
    page = tmp_path / "page.html"
    run = [sys.executable, "-m", "workbench.cli", command, *texts, "--html", page]
    environment = {**os.environ, "WORKBENCH_TEXTS": str(SPECIMEN / "texts")}
    subprocess.run(run, env=environment, check=True, capture_output=True)
    assert form.opened(browser, page).evaluate(form.FAULTS) == []
    for theme in ("light", "dark"):
        assert form.opened(browser, page, theme=theme).evaluate(form.FAINT) == []
    for width in form.WIDTHS:
        assert form.opened(browser, page, width).evaluate(form.FOLDS_WIDER) == []
