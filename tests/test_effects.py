"""What a changed codebook would do to published counts, on the specimen series."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench import cli, effects

SPECIMEN = Path(__file__).parent / "specimen"
SERIES = "harbour-safety"


@pytest.fixture
def place(specimen_corpus, tmp_path, monkeypatch):
    copy = tmp_path / "corpus"
    shutil.copytree(specimen_corpus, copy)
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(copy))  # which the command sets, for notebooks
    return copy


def edit(place, name, key, **cells):
    """Write cells of the row with a key in its first column."""
    path = place / "codebook" / f"{name}.csv"
    if not path.exists():
        shutil.copy(effects.codebook.SHIPPED / f"{name}.csv", path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if next(iter(row.values())) == key:
            row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def found(place):
    read, missing = effects.texts(SERIES, place)
    assert missing == []
    return {(e.scheme, e.code): e for e in effects.effects(SERIES, read, place)}


def test_tables_of_the_same_codebook_show_no_effect(place):
    assert found(place) == {}


def test_a_theme_with_another_term_gains_the_paragraphs_that_have_it(place):
    path = place / "codebook" / "themes" / "harbours.csv"
    with path.open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    edit(place, "themes/harbours", row["theme"], terms=row["terms"] + "|quicklime")
    (effect,) = found(place).values()
    assert (effect.scheme, effect.code) == ("theme", row["theme"])
    assert effect.after == effect.before + len(effect.gained)
    assert "F/RES/67/14 OP15" in effect.gained
    assert effect.lost == ()


def test_a_verb_with_another_strength_moves_its_clauses(place):
    edit(place, "verbs", "encourages", strength="3")
    changed = found(place)
    assert set(changed) == {("strength", "3"), ("strength", "4")}
    assert changed["strength", "3"].gained == changed["strength", "4"].lost


def test_an_effect_in_a_line():
    effect = effects.Effect("theme", "tolls", 1, 4, ("a", "b", "c", "d"), ("e",))
    assert effects.line(effect) == "theme tolls: 1 → 4; gained a, b, c and 1 more; lost e"


def test_the_command_says_what_would_change_and_what_it_does_not_know(place, monkeypatch):
    edit(place, "verbs", "encourages", verb="mends", forms="mending", example="Mends the lock;",
         counter_example="Mended by the divers;")  # fmt: skip
    done = CliRunner().invoke(cli.main, ["--corpus", str(place), "codebook", "check"])
    lines = done.output.splitlines()
    assert done.exit_code == 0, done.output
    assert any(line.startswith(f"{SERIES}: verb encourages: ") for line in lines)
    assert any(line.startswith("no verb of the codebook: encourages member …") for line in lines)


def test_the_command_without_texts_says_so(place, monkeypatch):
    monkeypatch.setenv("WORKBENCH_TEXTS", "")
    done = CliRunner().invoke(cli.main, ["--corpus", str(place), "codebook", "check"])
    assert done.exit_code == 0
    assert f"{SERIES}: no text at hand" in done.output


def test_the_command_without_tables_says_so(place):
    shutil.rmtree(place / "tables")
    done = CliRunner().invoke(cli.main, ["--corpus", str(place), "codebook", "check"])
    assert done.exit_code == 0
    assert f"`workbench build {SERIES}`" in done.output


def test_a_measures_table_as_a_workbook(place, tmp_path):
    """The ledger of the catalogue's entity; another can be named."""
    file = tmp_path / "ledger.xlsx"
    words = ["measure", "mandate", SERIES, "--table", "ledger", "--xlsx", str(file)]
    done = CliRunner().invoke(cli.main, words)
    assert (done.exit_code, done.output.strip()) == (0, str(file)), done.output
    first = file.read_bytes()
    assert first[:2] == b"PK"
    CliRunner().invoke(cli.main, words)
    assert file.read_bytes() == first
    other = CliRunner().invoke(cli.main, ["measure", "mandate", SERIES, "-p", "entity", "Pilots"])
    assert other.exit_code == 2
    assert "no row of entities.csv names 'Pilots'" in other.output
    wrong = CliRunner().invoke(cli.main, ["measure", "mandate", SERIES, "-p", "entty", "Pilots"])
    assert wrong.exit_code == 2
    assert "it has: entity" in wrong.output


def test_a_document_without_operative_part_is_one_line(tmp_path):
    file = tmp_path / "recitals.md"
    file.write_text(
        "**F/RES/99/9**\n\n# Federal Assembly\n\n### 99/9. Locks\n\n*The Federal Assembly,*\n\n"
        "*Recalling* the flood,\n\n*Noting* the ice.\n", encoding="utf-8",
    )  # fmt: skip
    done = CliRunner().invoke(cli.main, ["tasks", str(file), "--json"])
    assert (done.exit_code, done.stdout) == (2, "[]\n")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"workbench: {file}: no operative part")
    other = SPECIMEN / "texts" / "F_RES_61_7.md"
    both = CliRunner().invoke(cli.main, ["tasks", str(file), str(other), "--json"])
    assert (both.exit_code, len(both.stdout.splitlines())) == (0, 2)
