"""Tables that are not those that were built, or that another codebook made, are said in a line."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from workbench import Corpus, brief, drift, explorer, holdings, reports, tables
from workbench.cli import main
from workbench.errors import InputError
from workbench.reports import plan
from workbench.tables import seals

SPECIMEN = Path(__file__).parent / "specimen"
NAME = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))["series"]


@pytest.fixture
def copy(specimen_corpus, tmp_path, monkeypatch) -> Path:
    folder = Path(shutil.copytree(specimen_corpus, tmp_path / "corpus"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    return folder


def lines(folder: Path, table: str) -> tuple[Path, list[str]]:
    path = folder / "tables" / NAME / f"{table}.csv"
    return path, path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("table", ["paragraphs", "links", "clauses"])
@pytest.mark.parametrize(
    ("damage", "more"),
    [
        (lambda rows: rows[:-1], -1),
        (lambda rows: [*rows[:3], rows[2], *rows[3:]], 1),
        (lambda rows: rows[: len(rows) // 2], None),
    ],
    ids=["lost", "doubled", "truncated"],
)
def test_rows_lost_or_doubled(copy, table, damage, more):
    path, rows = lines(copy, table)
    damaged = damage(rows)
    path.write_text("\n".join(damaged) + "\n", encoding="utf-8")
    said = rf"{table}\.csv: {len(damaged) - 1} rows, {len(rows) - 1} were built; `workbench build"
    with pytest.raises(InputError, match=said):
        getattr(Corpus.load(NAME), table)
    with pytest.raises(InputError, match=said):
        next(Corpus.load(NAME).rows(table, rows[0].split(",")[0]))
    assert more is None or len(damaged) == len(rows) + more


def test_a_number_changed_and_columns_swapped(copy):
    path, rows = lines(copy, "words")
    first = rows[1].rpartition(",")
    path.write_text("\n".join([rows[0], f"{first[0]},{int(first[2]) + 1}", *rows[2:]]) + "\n",
                    encoding="utf-8")  # fmt: skip
    with pytest.raises(InputError, match=r"words\.csv: it was changed after it was built"):
        Corpus.load(NAME).words  # noqa: B018
    path.write_text("\n".join(",".join(reversed(row.split(","))) for row in rows) + "\n")
    with pytest.raises(InputError, match=r"words\.csv"):
        Corpus.load(NAME).words  # noqa: B018


def test_line_ends_of_another_system_are_no_change(copy):
    path, rows = lines(copy, "paragraphs")
    path.write_bytes("\r\n".join(rows).encode() + b"\r\n")
    assert len(Corpus.load(NAME).paragraphs) == len(rows) - 1


@pytest.mark.parametrize("file", ["themes/harbours", "entities", "verbs"])
def test_a_codebook_changed_since_is_said_by_each_way_to_the_tables(copy, file, capsys):
    path = copy / "codebook" / f"{file}.csv"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(seals.folders.file(copy, file), path)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    said = f"{NAME}: {file}.csv changed since its tables were built; `workbench build {NAME}`"
    with pytest.raises(InputError, match=said):
        Corpus.load(NAME).measure(drift.composition)
    for command in (["measure", "drift", NAME], ["report", NAME, "--out", str(copy / "outputs")]):
        with pytest.raises(SystemExit) as stopped:
            main(["--corpus", str(copy), *command])
        assert stopped.value.code == 2 and said in capsys.readouterr().err
    assert not (copy / "outputs").exists()


def test_explorer_and_brief_say_that_tables_are_stale(copy, monkeypatch):
    """The explorer shows the line, for what a control raises is seen by nobody; a brief refuses."""
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    looked = explorer.explore(NAME)
    assert "`workbench build" not in looked.shown.value
    path = copy / "codebook" / "verbs.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(seals.folders.file(copy, "verbs"), path)
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    said = f"verbs.csv changed since its tables were built; `workbench build {NAME}` makes"
    assert said in html.unescape(explorer.explore(NAME).shown.value)
    looked._another({"new": NAME})
    assert said in html.unescape(looked.shown.value)
    with pytest.raises(InputError, match=said):
        brief.brief("F/RES/69/12", holdings.text("F/RES/71/8"))


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "[" * 100_000, '{"resources": 3}', '{"resources": [1]}',
        '{"resources": [], "machine": 3}',
    ],
)  # fmt: skip
def test_a_broken_description_is_one_line(copy, text):
    path = copy / "tables" / NAME / seals.PACKAGE
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="`workbench build"):
        Corpus.load(NAME).links  # noqa: B018
    path.unlink()
    with pytest.raises(InputError, match=r"missing.*`workbench build"):
        Corpus.load(NAME).links  # noqa: B018


def folder_instead(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("file", ["paragraphs.csv", "datapackage.json"])
@pytest.mark.parametrize("put", [folder_instead, os.mkfifo, loop])
def test_what_is_no_file_is_one_line_for_each_way_to_the_tables(copy, file, put, capsys):
    path = copy / "tables" / NAME / file
    path.unlink()
    put(path)
    ways = [
        lambda: Corpus.load(NAME).paragraphs,
        lambda: next(Corpus.load(NAME).rows("paragraphs", "label")),
        lambda: reports.run([NAME], ["corpus"], out=copy / "out"),
    ]
    for way in ways:
        with pytest.raises(InputError, match=rf"{re.escape(file)}: [^\n]*"):
            way()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a table"), (b"\n\n", "not a table"), (b"symbol\n\xff\n", "not a table"),
        (b'symbol,label\n"a,b\n', "not a table"), (b"symbol\na,b,c\n", "more cells than its head"),
    ],
)  # fmt: skip
def test_tables_that_are_none_are_differences_to_the_texts(copy, content, said, monkeypatch):
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    (copy / "tables" / NAME / "paragraphs.csv").write_bytes(content)
    with pytest.raises(InputError, match=said):
        _ = Corpus.load(NAME).paragraphs
    assert [line for line in tables.check(NAME) if said in line]


def test_of_an_endless_number_the_beginning_is_shown(copy):
    path, rows = lines(copy, "words")
    path.write_text("\n".join([rows[0], rows[1] + "9" * 5000]) + "\n", encoding="utf-8")
    for way in (
        lambda: Corpus.load(NAME).words,
        lambda: next(Corpus.load(NAME).rows("words", "count")),
    ):
        with pytest.raises(InputError, match=r"words\.csv, row 2") as told:
            way()
        assert len(str(told.value)) < 300


def test_another_series_that_is_stale_is_said_before_a_report_begins(copy, capsys):
    """Where a notebook looks through all series, and only there."""
    rows = {
        name: (copy / f"{name}.csv").read_text(encoding="utf-8").splitlines()
        for name in ("series", "resolutions")
    }
    for name, several in rows.items():
        more = [row.replace(NAME, "other", 1) for row in several if row.startswith(f"{NAME},")]
        (copy / f"{name}.csv").write_text("\n".join([*several, *more]) + "\n", encoding="utf-8")
    shutil.copytree(copy / "tables" / NAME, copy / "tables" / "other")
    place = copy / "tables" / "other" / "datapackage.json"
    kept = json.loads(place.read_text(encoding="utf-8"))
    kept["codebook"] |= {"verbs": ""}
    place.write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(InputError, match=r"other: verbs\.csv changed since its tables were built"):
        reports.run([NAME], ["topics"], out=copy / "outputs", corpus=copy)
    assert not (copy / "outputs").exists()
    plan.verify([NAME], [plan.source("corpus")], copy)
