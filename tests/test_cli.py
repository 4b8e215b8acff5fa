"""The command line, run as a user would: its output, its exit status, its one line of error."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench import Corpus, cli, commands, mandate, pairs
from workbench.cli import main

SPECIMEN = Path(__file__).parent / "specimen"
TEXTS = SPECIMEN / "texts"
TRUTH = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TEXTS", str(TEXTS))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(SPECIMEN / "corpus"))


def run(*words: str | Path, status: int = 0) -> str:
    """Standard output of a command that ends with the status expected."""
    result = CliRunner().invoke(main, [str(w) for w in words])
    assert result.exit_code == status, result.output + result.stderr
    if status == 2:
        assert result.stdout == ""
        assert len(result.stderr.splitlines()) == 1, result.stderr
        return result.stderr
    return result.stdout


def test_read_is_an_object_a_file_and_line():
    files = [TEXTS / "F_RES_61_7.md", TEXTS / "C_RES_2014_6.md"]
    first, second = map(json.loads, run("read", *files, "--json").splitlines())
    assert first["symbol"] == "F/RES/61/7"
    assert list(first) >= ["symbol", "title", "organ", "adopted", "stage", "recommends"]
    assert (second["stage"], second["recommends"]) == ("recommended", "Federal Assembly")
    assert [p["label"] for p in first["paragraphs"]] == list(
        TRUTH["members"]["F/RES/61/7"]["words"]
    )


def test_a_symbol_stands_for_its_file():
    assert run("read", "F/RES/61/7", "--json") == run("read", TEXTS / "F_RES_61_7.md", "--json")


def test_tasks_and_themes_are_lists_and_objects_a_file():
    clauses = json.loads(run("tasks", "F/RES/61/7", "--json"))
    names = ("label clause verb class strength directive addressees partners action continuing "
             "object conditions")  # fmt: skip
    assert all(list(c) == names.split() for c in clauses)
    themes = json.loads(run("themes", "F/RES/61/7", "--json"))
    assert list(themes) == list(TRUTH["members"]["F/RES/61/7"]["words"])
    terms = json.loads(run("themes", "F/RES/61/7", "--json", "--terms"))
    assert {k: list(v) for k, v in terms.items()} == themes


def test_themes_are_those_of_the_series_else_of_the_codebook_named_else_named_with_it(tmp_path):
    plain = json.loads(run("themes", "F/RES/61/7", "--json"))
    assert plain == json.loads(run("themes", "F/RES/61/7", "--codebook", "harbours", "--json"))
    other = tmp_path / "other.md"  # the same words, but a document of no series
    text = (TEXTS / "F_RES_61_7.md").read_text(encoding="utf-8")
    other.write_text(text.replace("61/7", "161/7"), encoding="utf-8")
    told = json.loads(run("themes", other, "--json"))
    mine = {k: [t.removeprefix("harbours/") for t in v if t.startswith("harbours/")]
            for k, v in told.items()}  # fmt: skip
    assert mine == plain
    assert all("/" in theme for themes in told.values() for theme in themes)
    assert "no themes 'boats'" in run("themes", other, "--codebook", "boats", status=2)


def test_collate_is_one_object():
    found = json.loads(run("collate", "F/RES/61/7", "F/RES/65/9", "--json"))
    assert (found["earlier"], found["later"]) == ("F/RES/61/7", "F/RES/65/9")
    assert all(tuple(link) == pairs.FIELDS for link in found["links"])


def test_what_people_read_has_every_label():
    shown = run("read", "F/RES/61/7")
    assert all(label in shown for label in TRUTH["members"]["F/RES/61/7"]["words"])
    assert "OP4" in run("tasks", "F/RES/61/7")
    assert "OP4" in run("themes", "F/RES/61/7")
    assert "OP4" in run("collate", "F/RES/61/7", "F/RES/65/9")


def test_series_list():
    (row,) = map(json.loads, run("series", "list", "--json").splitlines())
    assert row["series"] == TRUTH["series"]
    assert row["members"] == len(TRUTH["members"]) + 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["read", "nowhere.md"], "nowhere.md: no such file, and no document symbol"),
        (["read", "F/RES/63/11"], "F/RES/63/11: its text is not at hand; `workbench fetch F/RES"),
        (["read", SPECIMEN / "broken" / "empty.md"], "the file is empty"),
        (["read", SPECIMEN / "broken" / "binary.md"], "binary"),
        (["read", SPECIMEN], "a folder"),
        (["collate", "F/RES/61/7", "F/RES/1/1"], "F/RES/1/1: its text is not at hand"),
        (["build", "harbours"], "no series 'harbours' in the catalogue; there are: harbour-"),
        (["check", "harbours"], "no series 'harbours' in the catalogue; there are: harbour-"),
        (["report", "harbours"], "no series 'harbours' in the catalogue; there are: harbour-"),
        (["measure", "drift", "harbours"], "no series 'harbours' in the catalogue"),
        (["measure", "drift", "harbour-safety", "--table", "speed"], "drift has no table 'speed'"),
        (["--corpus", "nowhere", "series", "list"], "nowhere"),
    ],
)
def test_what_cannot_be_used_is_one_line(words, message):
    assert message in run(*words, status=2)


@pytest.mark.parametrize("command", ["read", "tasks", "themes"])
def test_one_file_that_cannot_be_used_leaves_the_others(command):
    good = [TEXTS / "F_RES_61_7.md", TEXTS / "F_RES_65_9.md"]
    alone = CliRunner().invoke(main, [command, *map(str, good), "--json"])
    words = [command, str(good[0]), "nowhere.md", str(good[1]), "--json"]
    beside = CliRunner().invoke(main, words)
    assert (alone.exit_code, beside.exit_code) == (0, 2)
    assert beside.stdout == alone.stdout
    (line,) = beside.stderr.splitlines()
    assert line.startswith("workbench: nowhere.md: no such file")


def test_a_report_on_a_broken_table_is_one_line_and_writes_nothing(tmp_path, monkeypatch):
    folder = Path(shutil.copytree(SPECIMEN / "corpus", tmp_path / "corpus"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    run("build")
    path = folder / "tables" / TRUTH["series"] / "links.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kind", "sort", 1), encoding="utf-8")
    said = run("report", "--out", tmp_path / "outputs", status=2)
    assert "links.csv: no column 'kind'; expected earlier" in said
    assert not (tmp_path / "outputs").exists()


def test_a_measure_on_the_terminal_leaves_empty_cells_empty(tmp_path, monkeypatch):
    folder = Path(shutil.copytree(SPECIMEN / "corpus", tmp_path / "corpus"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    name = TRUTH["series"]
    made = folder / "tables" / name
    assert run("build") == f"{made}\n"
    told = run("measure", "mandate", name, "--table", "ledger")
    ledger = Corpus.load(name).measure(mandate.ledger, entity=Corpus.load(name).series.entity)
    assert ledger.isna().any(axis=None)
    assert not re.search(r"NaN|<NA>|None|NaT", told)
    # without texts nothing is read anew, and the same path alone would say so
    monkeypatch.setenv("WORKBENCH_TEXTS", "")
    assert run("build") == f"{made}: no text at hand, only decisions were applied\n"


def test_imports_and_help_leave_heavy_packages_alone():
    code = (
        "import sys, workbench.cli; "
        "print(*{'pandas', 'numpy', 'scipy', 'matplotlib', 'sklearn'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_reader_of_the_output_may_stop_early():
    command = [sys.executable, "-m", "workbench.cli", "read", *map(str, TEXTS.glob("*.md"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=os.environ) as process:  # fmt: skip
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_what_a_document_says_is_shown_and_not_obeyed(tmp_path):
    """Controls of both sets, signs that turn the direction, halves of a pair."""
    text = (TEXTS / "F_RES_61_7.md").read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("###"))
    hostile = tmp_path / "hostile.md"
    dirty = text.replace(title, f"{title} \x1b[2J\x9b2J\u202eend")
    hostile.write_text(dirty, encoding="utf-8")
    raw = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]")
    for words in (["read"], ["read", "--json"], ["tasks"], ["themes"]):
        result = CliRunner().invoke(main, [*words, str(hostile)])
        assert not raw.search(result.output), words
    record = json.loads(run("read", "--json", hostile))
    assert "\x1b[2J" in record["title"] or "2J" in record["title"]  # JSON has the text itself


def test_an_error_is_one_line_whatever_a_file_is_called():
    result = CliRunner().invoke(main, ["read", "no\nsuch\x1b[31mfile"])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1 and "\x1b" not in result.stderr


def test_everything_printed_goes_through_one_function():
    modules = (cli, commands)
    sources = [Path(module.__file__).read_text(encoding="utf-8") for module in modules]
    assert sum(source.count("click.echo(") for source in sources) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("measure mandat", "measure: invalid value for .* did you mean mandate?"),
        ("measure", "measure: missing argument .*; expected one of drift, topics, mandate;"),
        ("measure drift", "measure: missing argument 'SERIES';"),
        ("measure drift harbour-safety --table", "option '--table' requires an argument;"),
        (
            "measure drift harbour-safety --tabel x",
            "measure: no such option '--tabel'; did you mean",
        ),
        ("report --keep x", "report: invalid value for '--keep': 'x' is not a valid integer;"),
        ("themes --lead 0 x", "themes: invalid value for '--lead': 0 is not in the range"),
        ("libary search", "no such command 'libary'; did you mean library?"),
        ("library serch x", "library: no such command 'serch'; did you mean search?"),
        ("validate read nowhere", "validate read: invalid value for 'SHEET|GOLD…': Path 'nowhere'"),
    ],
)
def test_what_is_typed_wrongly_is_one_line_that_says_where_help_is(words, said):
    line = run(*words.split(), status=2)
    assert re.match(
        f"workbench: {said.replace('|', chr(92) + '|').replace('?', chr(92) + '?')}", line
    )
    command = re.search(r"`workbench ([a-z ]*)--help` says what it takes", line)
    assert words.startswith(command[1].strip())


def test_a_malformed_symbol_is_not_to_be_fetched():
    line = run("read", "A/RES/74-175", status=2)
    assert "no document symbol; expected a path, or a symbol such as A/RES/74/175" in line


def test_of_many_warnings_the_first_are_said_and_their_number(tmp_path):
    path, n = tmp_path / "a.md", 3 * cli.TOLD
    body = "".join(f"1. Requests lamp {i};\n\n" for i in range(n + 1))
    path.write_text(f"F/RES/9/9\n\n9/9. Lamps\n\nThe Federal Assembly,\n\n{body}", encoding="utf-8")
    lines = CliRunner().invoke(main, ["read", str(path)]).stderr.splitlines()
    kept = json.loads(run("read", path, "--json"))["warnings"]
    assert lines[: cli.TOLD] == [f"warning: F/RES/9/9: {one}" for one in kept[: cli.TOLD]]
    assert f" {len(kept) - cli.TOLD} more " in lines[cli.TOLD]
    assert len(lines) == cli.TOLD + 1


@pytest.mark.parametrize("words", ["library search", "library mandates", "measure drift"])
def test_an_argument_that_is_no_text_is_one_line(words, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(tmp_path / "library.sqlite"))
    run("library", "add", TEXTS / "F_RES_61_7.md")
    line = run(*words.split(), os.fsdecode(b"b\xffx"), status=2)
    assert "\\udcff" in line


def test_a_file_whose_name_is_no_text_is_in_the_library(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(tmp_path / "library.sqlite"))
    path = tmp_path / os.fsdecode(b"b\xffx.md")
    shutil.copy(TEXTS / "F_RES_61_7.md", path)
    assert run("library", "add", path) == "1 added, 0 known, 0 left out\n"
    assert run("library", "add", path) == "0 added, 1 known, 0 left out\n"
    assert "an empty name; expected" in run("library", "add", "", status=2)
