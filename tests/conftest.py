"""What several tests need: where real texts and gold stand, and what happens without them."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# The same examples in each run, however busy the machine: a red test is red again the next time.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


os.environ.pop("WORKBENCH_LIBRARY", None)  # what a test finds isn't what a reader has at home
SPECIMEN = Path(__file__).parent / "specimen"


def pytest_configure(config: pytest.Config) -> None:
    """Notebooks' kernels start again where another program took a port, as our engine's do."""
    from nbval import kernel

    kernel.start_new_kernel = patient(kernel.start_new_kernel)


def patient(start: Callable[..., Any], times: int = 4) -> Callable[..., Any]:
    """Starts again what died at its start, where nothing has run: its ports were free before."""

    def started(*given: Any, **options: Any) -> Any:
        for _ in range(times - 1):
            with suppress(RuntimeError):
                return start(*given, **options)
        return start(*given, **options)

    return started


def pytest_addoption(parser: pytest.Parser) -> None:
    told = "run files, and the tests of each, in an order drawn by this seed"
    parser.addoption("--shuffle", type=int, metavar="SEED", help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """No test leans on another, and --shuffle shows it."""
    seed = config.getoption("--shuffle")
    if seed is not None:
        items.sort(key=drawn(items, seed))


def drawn(items: Sequence[pytest.Item], seed: int) -> Callable[[pytest.Item], tuple[float, float]]:
    """A place for each test, by chance; cells of a notebook lean on each other, and stay."""
    chance = random.Random(seed)
    files = {path: chance.random() for path in sorted({item.path for item in items})}
    places = {item.nodeid: chance.random() for item in items if item.path.suffix == ".py"}
    return lambda item: (files[item.path], places.get(item.nodeid, 0))


def _folders(variable: str) -> list[Path]:
    folders = [Path(part) for part in os.environ.get(variable, "").split(os.pathsep) if part]
    if not folders:
        pytest.skip(f"{variable} is not set")
    for folder in folders:
        if not folder.is_dir():
            pytest.fail(f"{variable}: {folder} is not a folder", pytrace=False)
    return folders


@pytest.fixture(scope="module")  # its event loop would be in the way of other modules
def browser() -> Iterator[Any]:
    """A browser without a window; skipped where there is none."""
    from form import CHROMIUM

    if not CHROMIUM:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def specimen_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus folder of the specimen with its tables built; who spoils it works on a copy."""
    from workbench import tables

    folder = tmp_path_factory.mktemp("specimen") / "corpus"
    shutil.copytree(SPECIMEN / "corpus", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
        tables.build("harbour-safety", folder)
    return folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A corpus folder of its own with the specimen's catalogue and no text."""
    folder = tmp_path / "corpus"
    shutil.copytree(SPECIMEN / "corpus", folder)
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)
    return folder


@pytest.fixture(scope="session")
def texts() -> list[Path]:
    """Folders of real texts; a test that asks for them is skipped where there are none."""
    return _folders("WORKBENCH_TEXTS")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold, bulk and PDF files."""
    return _folders("WORKBENCH_SHARED")[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Where texts must be at hand (WORKBENCH_REQUIRE_TEXTS), a skipped test of them has failed."""
    report = yield
    if (
        report.skipped
        and not hasattr(report, "wasxfail")
        and item.get_closest_marker("texts")
        and os.environ.get("WORKBENCH_REQUIRE_TEXTS")
    ):
        report.outcome = "failed"
        report.longrepr = f"skipped where texts are required: {report.longrepr[2]}"
    return report
