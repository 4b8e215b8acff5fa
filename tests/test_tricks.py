"""Titles and words that would be obeyed: nothing that notebooks and controls show is executed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from workbench import Corpus, explorer, readers, tables
from workbench.review import lab

SPECIMEN = Path(__file__).parent / "specimen"
SERIES = "harbour-safety"
TRICK = (
    "<script>hit()</script> <img src=x onerror=hit()> ]]> --> </style></textarea> "
    "\"'><svg onload=hit()> javascript:hit() {{ 7*7 }} \x1b[31m safe\u202etxt.exe"
)
TITLES = (
    "Safety of harbours and inland waterways",
    "Safe navigation on the lakes and inland waterways of the League",
)
IN_CSV = TRICK.replace('"', '""')


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """A corpus whose titles, headings and words are tricks."""
    folder = tmp_path_factory.mktemp("tricks") / "corpus"
    shutil.copytree(SPECIMEN / "corpus", folder)
    shutil.copytree(SPECIMEN / "texts", folder / "texts")
    escaped = TRICK.replace("&", "&amp;").replace("<", "&lt;").replace("\x1b", "")
    for path in (folder / "texts").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        text = re.sub(r"(?m)^(### .*)$", lambda m: f"{m[1]} {escaped}", text)
        path.write_text(text.replace(" buoys", f" buoys {escaped}"), encoding="utf-8")
    for name in ("series.csv", "resolutions.csv"):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        for title in TITLES:
            text = text.replace(f",{title},", f',"{title} {IN_CSV}",')
        path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_TEXTS", "")
        tables.build(SERIES, folder)
    return folder


def pieces(place: Path) -> list[str]:
    """All that is shown of the series as HTML."""
    corpus = Corpus.load(SERIES, place)
    shown = [corpus._repr_html_()]
    shown += [readers.read(path)._repr_html_() for path in (place / "texts").glob("*.md")]
    looked = explorer.explore(SERIES, place)
    looked.texts.value = True
    for view in explorer.VIEWS:
        looked.what.value = view
        shown.append(looked.shown.value)
    reviewed = lab.Review(corpus, "Ann")
    for _ in range(5):
        shown += [reviewed.said.value, reviewed.shown.value]
        reviewed.press("n") if "n" in reviewed.buttons else None
    return shown


def test_tricks_are_shown_and_not_obeyed(place, browser, monkeypatch):
    monkeypatch.setenv("WORKBENCH_TEXTS", "")
    shown = pieces(place)
    assert sum("hit()" in piece for piece in shown) > 5  # they do stand there
    page = browser.new_page()
    page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
    page.goto("about:blank")
    for piece in shown:
        # as Jupyter does it: what is set as inner HTML runs no script, what is parsed does
        page.set_content(f"<!doctype html><body>{piece}</body>")
        page.evaluate("piece => { document.body.innerHTML = piece; }", piece)
        page.wait_for_timeout(20)
        assert page.evaluate("window.hits") == 0
        assert "hit()" not in page.evaluate(
            "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes])"
            ".filter(a => a.name.startsWith('on') || a.value.startsWith('javascript'))"
            ".map(a => a.value).join()"
        )
    page.close()
