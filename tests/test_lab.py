"""A real JupyterLab in a real browser: every notebook runs, every control of the explorer works.

Chromium is the system's; without one these tests are skipped. With WORKBENCH_SCREENSHOTS, a folder,
pictures of what was seen are kept there.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from test_tricks import SERIES as TRICKY
from test_tricks import place as tricks  # noqa: F401 (a fixture)

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 600_000  # milliseconds: what never comes is missed, however slow the machine
SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-component-update",
            "--disable-sync"]  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium is installed: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """JupyterLab on a copy of the notebooks: what it saves stays there."""
    place = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", place / "notebooks")
    (place / "tests").mkdir()
    (place / "tests" / "specimen").symlink_to(ROOT / "tests" / "specimen")
    settings = place / "settings"
    settings.mkdir()
    quiet = {"fetchNews": "false", "checkForUpdates": False}
    (settings / "overrides.json").write_text(
        json.dumps({"@jupyterlab/apputils-extension:notification": quiet})
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "WORKBENCH_CORPUS": str(ROOT / "corpus"), "WORKBENCH_TEXTS": "", "OMP_NUM_THREADS": "1",
        "JUPYTER_CONFIG_DIR": str(place / "config"), "JUPYTER_DATA_DIR": str(place / "data"),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}",
         "--IdentityProvider.token=", "--ServerApp.password=",
         "--LabApp.expose_app_in_browser=True",
         f"--LabApp.app_settings_dir={settings}", f"--ServerApp.root_dir={place}"],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    said = place / "runtime" / f"jpserver-{process.pid}.json"  # another port, if that is taken now
    address = None
    while not address:
        assert process.poll() is None, "JupyterLab didn't start"
        with suppress(OSError, ValueError):
            there = f"http://127.0.0.1:{json.loads(said.read_text())['port']}"
            urllib.request.urlopen(f"{there}/api").close()
            address = there
        time.sleep(0.2)
    yield address
    process.terminate()
    process.wait()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(tmp_path_factory.mktemp("browser")), executable_path=CHROMIUM, headless=True,
            args=SWITCHES, viewport={"width": 1360, "height": 1000},
        )  # fmt: skip
        yield context
        context.close()


@pytest.fixture
def page(server, browser):
    opened = browser.new_page()
    opened.set_default_timeout(PATIENCE)
    yield opened
    opened.evaluate("() => window.jupyterapp?.serviceManager.sessions.shutdownAll()")
    opened.close()


def opened(page, server: str, name: str):
    """A notebook open in JupyterLab, its kernel ready, alone on the screen."""
    page.goto(f"{server}/lab/tree/notebooks/{name}?reset")
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.wait_for_function(
        "() => [...window.jupyterapp.serviceManager.sessions.running()].some(s => s.kernel"
        " && ['idle', 'starting', 'busy'].includes(s.kernel.execution_state))"
    )
    page.evaluate("() => window.jupyterapp.commands.execute('application:toggle-left-area')")


def run_all(page) -> None:
    """All cells, and wait until the last has its number and none waits."""
    panel = "window.jupyterapp.shell.currentWidget"
    page.evaluate(f"""async () => {{
        const panel = {panel};
        await panel.sessionContext.ready;
        await window.jupyterapp.commands.execute('notebook:clear-all-cell-outputs')
            .catch(() => null);
        window.jupyterapp.commands.execute('runmenu:run-all');  // until the last cell has run
    }}""")
    page.wait_for_function(f"""() => {{
        const cells = [...{panel}.content.widgets].filter(w => w.model.type === 'code');
        const failed = c => c.model.sharedModel.outputs.some(o => o.output_type === 'error');
        return (cells.every(c => c.model.executionCount) || cells.some(failed))
            && !cells.some(c => c.model.executionState === 'running')
    }}""")


def outputs(page) -> list[dict]:
    """Outputs as the open notebook has them."""
    return page.evaluate("""() => window.jupyterapp.shell.currentWidget.content.model.toJSON()
        .cells.flatMap(c => c.outputs || [])""")


def picture(page, name: str) -> None:
    if folder := os.environ.get("WORKBENCH_SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_notebook_runs_without_an_error_and_shows_its_figures(page, server, name):
    opened(page, server, name)
    run_all(page)
    found = outputs(page)
    assert not [o for o in found if o["output_type"] == "error" or o.get("name") == "stderr"]
    drawn = [o for o in found if "image/png" in o.get("data", {})]
    stored = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    kept = [o for c in stored["cells"] for o in c.get("outputs", ())
            if "image/png" in o.get("data", {})]  # fmt: skip
    assert len(drawn) == len(kept)
    if drawn:  # the first, as large as a figure is, where the reader scrolls to it
        index = page.evaluate("""() => window.jupyterapp.shell.currentWidget.content.widgets
            .findIndex(w => w.model.type === 'code'
                && w.model.sharedModel.outputs.some(o => (o.data || {})['image/png']))""")
        page.evaluate(f"""async () => {{
            const content = window.jupyterapp.shell.currentWidget.content;
            content.activeCellIndex = {index};
            await content.scrollToItem({index}, 'start');
        }}""")
        figure = page.locator(".jp-RenderedImage img").first
        figure.scroll_into_view_if_needed()
        box = figure.bounding_box()
        assert box["width"] > 300 and box["height"] > 100
    picture(page, name.removesuffix(".ipynb"))


# ── the explorer ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def all_cells(page, server):
    """Notebooks with all of their cells laid out, not only those in sight."""
    page.goto(f"{server}/lab?reset")
    page.wait_for_function("() => window.jupyterapp?.serviceManager.isReady")
    save = "words => window.jupyterapp.serviceManager.settings.save("
    save += "'@jupyterlab/notebook-extension:tracker', words)"
    page.evaluate(save, json.dumps({"windowingMode": "none"}))
    yield
    page.evaluate(save, "{}")


def test_start_here_is_six_screens_at_most(page, server, all_cells):
    opened(page, server, "start-here.ipynb")
    page.wait_for_function("""() => {
        const content = window.jupyterapp.shell.currentWidget.content;
        return !content.widgets.some(w => w.isPlaceholder())
            && [...content.node.querySelectorAll('img')].every(i => i.complete);
    }""", polling=200)  # fmt: skip
    height = page.evaluate("""() => {
        const content = window.jupyterapp.shell.currentWidget.content;
        const cells = content.widgets.map(w => w.node.getBoundingClientRect());
        return cells.at(-1).bottom - cells[0].top;
    }""")
    assert page.viewport_size["height"] < height <= 6 * page.viewport_size["height"]


@pytest.fixture
def explorer(page, server):
    opened(page, server, "explorer.ipynb")
    run_all(page)
    page.wait_for_selector(".widget-dropdown select")
    shown(page, "11 members")
    return page


def shown(page, words: str) -> str:
    """Wait until the explorer shows these words."""
    from playwright.sync_api import TimeoutError

    area = page.locator(".widget-html-content").last
    try:
        page.wait_for_function(
            "words => [...document.querySelectorAll('.widget-html-content')].pop()"
            "?.textContent.includes(words)", arg=words,
        )  # fmt: skip
    except TimeoutError:
        pytest.fail(f"{words!r} is not shown, but {area.inner_text()[:400]!r}", pytrace=False)
    return area.inner_text()


def control(page, label: str):
    return page.locator(".widget-dropdown", has_text=re.compile(f"^{label}")).locator("select")


def chosen(page, label: str) -> str:
    """The name chosen in a control, without the count behind it."""
    text = control(page, label).evaluate("e => e.selectedOptions[0].text")
    return text.replace("\u00a0", " ").partition(" (")[0]


def button(page, name: str):
    return page.locator(".widget-toggle-button", has_text=name)


def test_every_control_works_by_mouse(explorer):
    page = explorer
    button(page, "Renewal").click()
    assert "A/RES/78/226" in shown(page, "words of paragraphs")
    control(page, "Renewal").select_option(label="2019 · A/RES/74/175")
    assert "A/RES/78/226" not in shown(page, "A/RES/72/194")
    picture(page, "explorer-renewal")
    control(page, "against").select_option(label="2023 · A/RES/78/226")  # any two, in their order
    assert "A/RES/72/194" not in shown(page, "A/RES/78/226")
    control(page, "against").select_option(index=0)
    shown(page, "A/RES/72/194")
    button(page, "Theme").click()
    biometrics = shown(page, "First in this corpus")
    control(page, "Theme").select_option(index=3)
    shown(page, "paragraphs name it")
    page.wait_for_function(
        "was => [...document.querySelectorAll('.widget-html-content')].pop().innerText !== was",
        arg=biometrics,
    )
    picture(page, "explorer-theme")
    button(page, "Mandate").click()
    shown(page, "clauses ask UNODC to do something")
    control(page, "Entity").select_option(index=1)
    other = chosen(page, "Entity")
    assert other != "UNODC"
    shown(page, f"clauses ask {other} to do something")
    picture(page, "explorer-mandate")
    button(page, "Series").click()
    control(page, "Series").select_option(index=1)
    shown(page, "Global Counter-Terrorism Strategy")
    assert "A/RES/77/298" in control(page, "Renewal").inner_text()
    picture(page, "explorer-series")
    assert not page.locator(".widget-checkbox input").is_visible()  # no texts are at hand


def test_every_control_works_by_keyboard(explorer):
    page = explorer
    control(page, "Series").focus()
    for name in ("Renewal", "against", "Theme", "Entity"):  # Tab leads from one to the next
        page.keyboard.press("Tab")
        assert control(page, name).evaluate("e => e === document.activeElement"), name
    for name in ("Series", "Renewal", "Theme", "Mandate"):
        page.keyboard.press("Tab")
        focused = page.evaluate("() => document.activeElement.innerText.trim()")
        assert focused == name
    page.keyboard.press("Space")
    shown(page, "clauses ask UNODC to do something")
    control(page, "Entity").focus()
    page.keyboard.press("ArrowDown")
    other = chosen(page, "Entity")
    assert other != "UNODC"
    shown(page, f"clauses ask {other} to do something")
    button(page, "Renewal").focus()
    page.keyboard.press("Enter")
    assert "A/RES/78/226" in shown(page, "words of paragraphs")
    control(page, "Renewal").focus()
    page.keyboard.press("ArrowUp")
    assert "A/RES/78/226" not in shown(page, "A/RES/72/194")
    button(page, "Theme").focus()
    page.keyboard.press("Enter")
    before = shown(page, "First in this corpus")
    control(page, "Theme").focus()
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "was => [...document.querySelectorAll('.widget-html-content')].pop().innerText !== was",
        arg=before,
    )
    button(page, "Series").focus()
    page.keyboard.press("Space")
    control(page, "Series").focus()
    page.keyboard.press("ArrowDown")
    shown(page, "Global Counter-Terrorism Strategy")


def test_error_is_one_line_in_the_notebook(page, server):
    opened(page, server, "explorer.ipynb")
    page.evaluate("""async () => {
        const panel = window.jupyterapp.shell.currentWidget;
        await panel.sessionContext.ready;
        panel.content.activeCellIndex = panel.content.widgets.length - 1;
        panel.content.activeCell.model.sharedModel.setSource(
            "from workbench import Corpus\\nCorpus.load('ct')");
        await window.jupyterapp.commands.execute('notebook:run-cell');
    }""")
    said = page.wait_for_selector("text=/InputError: no series/").inner_text()
    assert re.fullmatch(r"InputError: no series 'ct' in the catalogue; there are: .*", said.strip())


# ── the review ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory):
    """A corpus of its own: a review writes decisions."""
    return Path(shutil.copytree(ROOT / "corpus", tmp_path_factory.mktemp("reviewed") / "corpus"))


def run_all_over(page, corpus: Path, parameters: str) -> None:
    """All cells, over another corpus and with other parameters than the first cell's."""
    code = f"import os\nos.environ['WORKBENCH_CORPUS'] = {str(corpus)!r}\n{parameters}"
    page.evaluate("""async code => {
        const panel = window.jupyterapp.shell.currentWidget;
        await panel.sessionContext.ready;
        const cells = panel.content.widgets.filter(w => w.model.type === 'code');
        cells[0].model.sharedModel.setSource(code);
    }""", code)  # fmt: skip
    run_all(page)


@pytest.fixture
def review(page, server, reviewed):
    opened(page, server, "review.ipynb")
    run_all_over(page, reviewed, 'series, by = "ct-assistance", ""')
    page.wait_for_selector(".workbench-review .sides")
    return page


def asked(page) -> str:
    return page.locator(".workbench-review .widget-html-content p").nth(1).inner_text()


def pressed(page, key: str) -> str:
    """A key, and the question that follows it."""
    before = asked(page)
    page.keyboard.press(key)
    page.wait_for_function(
        "was => document.querySelectorAll('.workbench-review .widget-html-content p')[1]"
        ".innerText !== was", arg=before,
    )  # fmt: skip
    return asked(page)


def test_a_review_by_keyboard_keeps_each_answer_as_it_is_given(review, reviewed):
    from workbench import decisions

    page, name = review, "ct-assistance"
    first = asked(page)
    page.locator(".workbench-review").focus()
    page.keyboard.press("y")  # nobody has said who answers
    page.wait_for_selector("text=expected the name of a reader")
    assert decisions.read(name, reviewed) == []
    reader = page.locator(".workbench-review input").first
    reader.fill("Ada")
    reader.press("Enter")  # back to the keys
    second = pressed(page, "n")
    (one,) = decisions.read(name, reviewed)
    assert (one.by, one.answer) == ("Ada", "no") and one.label in first
    third = pressed(page, "s")
    assert third not in (first, second)
    page.keyboard.press("w")
    page.keyboard.type("no such matter, yes")  # letters are letters here
    page.keyboard.press("Enter")
    pressed(page, "y")
    one, two = decisions.read(name, reviewed)
    assert (two.answer, two.why) == ("yes", "no such matter, yes")
    assert pressed(page, "u") == third
    assert [d.answer for d in decisions.read(name, reviewed)] == ["no", "yes", "undo"]
    assert page.locator(".workbench-review .widget-hprogress, .workbench-review .progress").count()
    picture(page, "review")
    page.get_by_role("button", name="Apply to the tables").click()
    page.wait_for_selector("text=Applied: tables, measures and figures follow")
    from workbench import Corpus

    states = list(Corpus.load(name, reviewed).decisions["state"])
    assert states[1:] == ["undone", "undone"] and states[0] in ("applied", "waiting", "confirmed")


def test_a_sample_is_coded_blind_by_keyboard_and_kept_key_by_key(page, server, reviewed):
    from workbench import review

    name = "ct-assistance"
    opened(page, server, "blind.ipynb")
    run_all_over(
        page, reviewed, 'series, scheme, coder, n, seed = "ct-assistance", "theme", "", 60, 1'
    )
    page.wait_for_selector("text=Write your name above")
    reader = page.locator(".workbench-review input").first
    reader.fill("Ada")
    reader.press("Enter")
    page.wait_for_selector("text=0 of 60 coded")

    def kept() -> review.Queue:
        return review.Queue(name, "theme", "Ada", n=60, folder=reviewed)

    page.keyboard.press("Enter")
    page.wait_for_selector("text=nothing is chosen")
    first = next(iter(kept().codes))
    page.keyboard.press("a")
    page.wait_for_selector(f"text=Chosen: {first.replace('_', ' ')}")
    assert (kept().at, kept().chosen) == (0, (first,))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=1 of 60 coded")
    page.keyboard.press("0")
    page.wait_for_selector("text=Chosen: none")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=2 of 60 coded")
    assert kept().at == 2
    page.keyboard.press("Backspace")
    page.wait_for_selector("text=Chosen: none")
    picture(page, "blind")


def test_a_row_of_the_explorer_that_is_wrong_is_decided_at_a_press(page, server, reviewed):
    from workbench import Corpus, decisions

    name = "ct-assistance"
    opened(page, server, "explorer.ipynb")
    run_all_over(page, reviewed, 'series = "ct-assistance"')
    page.wait_for_selector(".widget-dropdown select")
    button(page, "Theme").click()
    shown(page, "First in this corpus")
    taken = len(decisions.read(name, reviewed))
    rows = page.locator("button[data-wrong]").count()
    page.locator("button[data-wrong]").first.click()
    shown(page, "expected the name of a reader")
    reader = page.get_by_label("Reader")
    reader.fill("Ada")
    reader.press("Tab")
    page.locator("button[data-wrong]").first.click()
    shown(page, "takes it back")
    *_, one = decisions.read(name, reviewed)
    assert len(decisions.read(name, reviewed)) == taken + 1
    assert (one.what, one.answer, one.by) == ("code", "no", "Ada")
    assert page.locator("button[data-wrong]").count() == rows - 1
    assert list(Corpus.load(name, reviewed).decisions["state"])[-1] == "applied"
    button(page, "Renewal").click()
    shown(page, "words of paragraphs")
    assert page.locator(".redline button[data-wrong]").count()
    alone = page.locator(".redline .alone").first  # one that was added or dropped has a fellow
    alone.locator("summary").click()
    named = alone.locator("input[data-wrong]")
    _, what, *about = named.get_attribute("data-wrong").split("\t")
    fellow = page.locator("datalist").nth(about.index("?") // 2).locator("option").nth(0)
    label = fellow.get_attribute("value")
    named.fill(label)
    named.press("Enter")
    shown(page, "takes it back")
    *_, one = decisions.read(name, reviewed)
    said = [one.symbol, one.label, one.later, one.later_label]
    assert (one.what, one.answer, said) == (what, "yes", [label if x == "?" else x for x in about])
    button(page, "Mandate").click()
    shown(page, "clauses ask UNODC to do something")
    assert page.locator("td button[data-wrong]").count()
    picture(page, "explorer-wrong")


def test_tricks_are_not_obeyed_by_what_jupyterlab_shows(page, server, tricks):  # noqa: F811
    page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1; };")
    opened(page, server, "explorer.ipynb")
    run_all_over(page, tricks, f'series = "{TRICKY}"')
    views = {"Series": "members", "Renewal": "words of paragraphs", "Mandate": "clauses ask"}
    seen = ""
    for view, words in views.items():
        button(page, view).click()
        seen += shown(page, words)
    assert "hit()" in seen  # they do stand there
    assert page.evaluate("window.hits") == 0
