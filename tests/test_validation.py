"""Samples with known probabilities, sheets read cell by cell, agreement, errors carried on."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import planted
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from workbench import review, validation
from workbench.cli import main
from workbench.errors import InputError
from workbench.validation import coding, machine, records, sampling
from workbench.validation.estimates import estimated
from workbench.validation.records import Unit
from workbench.validation.scores import Sampled, sampled

SPECIMEN = Path(__file__).parent / "specimen"
NAME = planted.TRUTH["series"]
N = 30


@pytest.fixture
def copy(specimen_corpus, tmp_path, monkeypatch) -> Path:
    folder = Path(shutil.copytree(specimen_corpus, tmp_path / "corpus"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(folder))
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    return folder


def drawn(tmp_path: Path, coder: str = "Ada", **how) -> Path:
    return validation.written(NAME, "theme", coder, tmp_path / f"{coder}.xlsx", n=N, **how)


def filled(path: Path, folder: Path, change=lambda unit, codes: codes) -> Path:
    """A sheet as somebody fills it who finds what the machine found, changed."""
    book = load_workbook(path)
    page = book["coding"]
    heads = [cell.value for cell in page[1]]
    first, found = heads.index("code 1"), machine.found(NAME, "theme", folder)
    for row in page.iter_rows(min_row=2):
        unit = Unit(row[1].value, row[2].value)
        for at, code in enumerate(sorted(change(unit, set(found[unit]))) or ["none"]):
            row[first + at].value = code
    book.save(path)
    return path


def spoiled(path: Path, cell: str, value) -> Path:
    book = load_workbook(path)
    book["coding"][cell].value = value
    book.save(path)
    return path


# ── the draw ─────────────────────────────────────────────────────────────────────────────────


@given(
    st.dictionaries(st.text("abcdef", min_size=1), st.integers(1, 60), min_size=1),
    st.integers(0, 200),
)
def test_allocation_adds_up_and_leaves_no_stratum_out(sizes, more):
    n = sum(min(2, size) for size in sizes.values()) + more
    taken = sampling.allocated(sizes, n)
    assert sum(taken.values()) == min(n, sum(sizes.values()))
    assert all(min(2, sizes[name]) <= k <= sizes[name] for name, k in taken.items())


def test_probabilities_add_up(copy, tmp_path):
    drawn(tmp_path)
    design = validation.read(NAME).designs
    population = len(machine.found(NAME, "theme", copy))
    count = Counter(one.stratum for one in design)
    chances = {one.stratum: Fraction(count[one.stratum], int(one.n_stratum)) for one in design}
    # over the sample their inverses give the population, over the population they give the sample
    assert sum(1 / chances[one.stratum] for one in design) == population
    sizes = {one.stratum: int(one.n_stratum) for one in design}
    assert sum(chance * sizes[name] for name, chance in chances.items()) == len(design) == N
    assert all(abs(float(one.probability) - chances[one.stratum]) < 1e-6 for one in design)


def test_the_draw_is_the_seeds_and_the_sheet_is_blind(copy, tmp_path):
    first, second = drawn(tmp_path), drawn(tmp_path, "Ben")
    rows = [
        [[c.value for c in row] for row in load_workbook(p)["coding"].iter_rows()]
        for p in (first, second)
    ]
    assert rows[0] == rows[1] and len(rows[0]) == 1 + N
    assert first.read_bytes() == drawn(tmp_path).read_bytes()  # same inputs, same bytes
    heads = rows[0][0]
    at = heads.index("code 1")
    assert all(cell is None for row in rows[0][1:] for cell in row[at:])
    other = validation.written(NAME, "theme", "Ada", tmp_path / "o.xlsx", n=N, seed=2)
    again = [[c.value for c in row] for row in load_workbook(other)["coding"].iter_rows()]
    assert again != rows[0]
    with pytest.raises(InputError, match="another --seed"):
        validation.written(NAME, "theme", "Ada", tmp_path / "o.xlsx", n=N + 1)


def test_kept_are_labels_and_codes_alone(copy, tmp_path):
    validation.kept(filled(drawn(tmp_path), copy))
    kept = "".join(path.read_text("utf-8") for path in validation.folder(NAME).iterdir())
    page = load_workbook(tmp_path / "Ada.xlsx")["coding"]
    column = [cell.value for cell in page[1]].index("text")
    texts = [row[column].value for row in page.iter_rows(min_row=2)]
    assert all(text and text not in kept for text in texts)
    package = json.loads((validation.folder(NAME) / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        content = (validation.folder(NAME) / resource["path"]).read_text("utf-8")
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert content.splitlines()[0] == ",".join(fields)
    assert {r["name"] for r in package["resources"]} == {*records.KEPT}
    validation.score(NAME)
    package = json.loads((validation.folder(NAME) / "datapackage.json").read_text("utf-8"))
    assert {r["name"] for r in package["resources"]} == {*records.KEPT, *records.MADE}


def coded(path: Path, scheme: str, folder: Path, change=lambda n, codes: codes) -> dict:
    """A sheet of a scheme as somebody fills it who finds what the machine found, changed: what was
    chosen in each row."""
    found = machine.found(NAME, scheme, folder)
    book = load_workbook(path)
    page = book["coding"]
    heads = [cell.value for cell in page[1]]
    chosen = {}
    for row in page.iter_rows(min_row=2):
        cells = dict(zip(heads, row, strict=True))
        against = cells["compared with"].value if scheme == "link" else ""
        unit = Unit(row[1].value, row[2].value, against)
        here = change(row[0].value, sorted(map(records.plain, found[unit])))
        for at, code in enumerate(here or ["none"]):
            row[heads.index("code 1") + at].value = code
        chosen[unit] = here
    book.save(path)
    return chosen


@pytest.mark.parametrize("scheme", records.SCHEMES)
def test_each_scheme_can_be_drawn_coded_and_scored(scheme, copy, tmp_path):
    path = validation.written(NAME, scheme, "Ada", tmp_path / "a.xlsx", n=60)
    coded(path, scheme, copy)
    validation.kept(path)
    rows = validation.score(NAME)["scores"]
    measures = {"precision", "recall", "F1"} | ({"alpha"} if scheme != "link" else set())
    whole = [row for row in rows if not row["code"] and not row["symbol"]]
    assert {row["measure"] for row in whole} == measures
    assert all(row["figure"] == 1 for row in whole)


@pytest.mark.parametrize("scheme", records.SCHEMES)
def test_what_a_reader_finds_otherwise_is_carried_on_to_the_counts(scheme, copy, tmp_path):
    """The difference estimator by its formula, from the probabilities that are kept."""
    path = validation.written(NAME, scheme, "Ada", tmp_path / "a.xlsx", n=60)
    chosen = coded(path, scheme, copy, lambda n, codes: codes if n % 3 else [])
    validation.kept(path)
    made = validation.score(NAME)
    assert validation.check(NAME) == []
    found, pairs = machine.found(NAME, scheme, copy), {*machine.pairs(NAME, copy)}

    def often(codes, unit: Unit, code: str) -> int:
        if scheme != "link":
            return [*map(records.plain, codes)].count(code)
        later = (unit.against, unit.symbol) in pairs
        return not codes and (code == records.ADDED) == later

    design = validation.read(NAME).designs
    whole = [row for row in made["estimates"] if not row["symbol"]]
    assert whole and any(row["estimate"] != row["n_machine"] for row in whole)
    for row in whole:
        count = sum(often(codes, unit, row["code"]) for unit, codes in found.items())
        more = sum(
            (often(chosen[d.unit], d.unit, row["code"]) - often(found[d.unit], d.unit, row["code"]))
            / (Counter(e.stratum for e in design)[d.stratum] / int(d.n_stratum))
            for d in design
        )
        read = sum(often(chosen[d.unit], d.unit, row["code"]) for d in design)
        assert row["n_machine"] == count
        assert row["estimate"] == pytest.approx(max(count + more, read))  # no less than was read
        assert row["low"] <= row["estimate"] <= row["high"]


def test_what_a_paragraph_has_twice_is_chosen_twice(copy, tmp_path):
    path = validation.written(NAME, "clause", "Ada", tmp_path / "a.xlsx", n=60)
    chosen = coded(path, "clause", copy, lambda n, codes: codes * 2)
    validation.kept(path)
    kept = Counter((one.unit, records.plain(one.code)) for one in validation.read(NAME).codings)
    for unit, codes in chosen.items():
        assert all(kept[unit, code] == n for code, n in Counter(codes).items())
    rows = [row for row in validation.estimates(NAME) if not row["symbol"] and row["n_machine"]]
    assert all(row["estimate"] > row["n_machine"] for row in rows)


# ── sheets that are filled wrongly ───────────────────────────────────────────────────────────

WRONG = {
    "no code": (lambda p: spoiled(p, "E5", "ise"), r"coding!E5: 'ise' is no code.*such as ice"),
    "empty": (lambda p: spoiled(p, "E5", None), r"coding!E5: empty; expected a code, or 'none'"),
    "another label": (lambda p: spoiled(p, "C5", "OP99"), r"coding!C5: 'OP99'; expected "),
    "row twice": (lambda p: spoiled(p, "A5", 1), r"coding!A5: row 1 for the second time"),
    "row unknown": (lambda p: spoiled(p, "A5", 99), r"coding!A5: '99'; expected a row"),
    "none and a code": (lambda p: spoiled(spoiled(p, "E5", "none"), "F5", "ice"), r"coding!E5: 'n"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_sheet_filled_wrongly_is_a_line_with_its_cell(name, copy, tmp_path):
    spoil, said = WRONG[name]
    path = spoil(filled(drawn(tmp_path), copy, lambda unit, codes: {"ice"}))
    with pytest.raises(InputError, match=said):
        validation.kept(path)
    assert not validation.read(NAME).codings
    result = CliRunner().invoke(main, ["validate", "read", str(path)])
    assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1


def test_merged_cells_a_missing_row_and_another_series_are_said(copy, tmp_path):
    path = filled(drawn(tmp_path), copy)
    whole = path.read_bytes()
    book = load_workbook(path)
    book["coding"].merge_cells("E3:E4")
    book.save(path)
    with pytest.raises(InputError, match="coding!E3:E4: merged cells"):
        validation.kept(path)
    path.write_bytes(whole)
    book = load_workbook(path)
    book["coding"].delete_rows(4)
    book.save(path)
    with pytest.raises(InputError, match=r"coding!A: row 3 .* is missing"):
        validation.kept(path)
    path.write_bytes(whole)
    book = load_workbook(path)
    book["about"]["B1"] = "ferries"
    book.save(path)
    with pytest.raises(InputError, match=rf"about!B1: series 'ferries'; expected one of .*{NAME}"):
        validation.kept(path)
    path.write_bytes(b"no workbook")
    with pytest.raises(InputError, match="not a workbook"):
        validation.kept(path)


def test_rows_may_be_sorted_and_numbers_come_back_as_others_write_them(copy, tmp_path):
    path = filled(drawn(tmp_path), copy)
    validation.kept(path)
    before = validation.read(NAME).codings
    book = load_workbook(path)
    page = book["coding"]
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    for n, cells in enumerate(reversed(rows), 2):
        for at, value in enumerate(cells, 1):
            page.cell(n, at).value = float(value) if at == 1 else value
    book.save(path)
    validation.kept(path)
    assert validation.read(NAME).codings == before


# ── the same sample as a queue ───────────────────────────────────────────────────────────────


def walked(queue: review.Queue, chosen: dict, most: int = 1000) -> None:
    """Code as a sheet was filled, paragraph by paragraph."""
    for _ in range(most):
        if queue.item is None:
            return
        for code in chosen[queue.item.unit] or ["none"]:
            queue.choose(code)
        queue.next()


@pytest.mark.parametrize("scheme", ["theme", "clause", "verb", "link"])
def test_a_queue_gives_the_rows_that_a_sheet_gives(scheme, copy, tmp_path):
    path = validation.written(NAME, scheme, "Ada", tmp_path / "a.xlsx", n=60)
    chosen = coded(path, scheme, copy)
    validation.kept(path)
    sheet = validation.read(NAME)
    shutil.rmtree(validation.folder(NAME))
    walked(review.Queue(NAME, scheme, "Ada", n=60), chosen)
    assert validation.read(NAME) == sheet
    assert not list(validation.folder(NAME).glob(".*.csv"))  # what was under way is kept, and gone


def test_a_queue_that_was_broken_off_goes_on_where_it_was_left(copy, tmp_path):
    chosen = coded(drawn(tmp_path), "theme", copy)
    first = review.Queue(NAME, "theme", "Ada", n=N)
    walked(first, chosen, 7)
    first.choose("ice")  # and here the kernel dies
    again = review.Queue(NAME, "theme", "Ada", n=N)
    assert (again.at, again.n_done, again.chosen) == (7, 7, ("ice",))
    other = review.Queue(NAME, "theme", "Ben", n=N)
    assert (other.at, other.chosen) == (0, ())
    assert not validation.read(NAME).codings  # half a coding is none
    again.choose("ice")  # pressed again, taken back
    walked(again, chosen)
    assert again.item is None and len(validation.read(NAME).coded("theme-1")["Ada"]) >= N
    late = review.Queue(NAME, "theme", "Ada", n=N)  # a change of mind
    assert late.item is None
    late.back()
    last = late.item
    late.clear()
    late.choose("none")
    late.next()
    (row,) = (one for one in validation.read(NAME).codings if one.unit == last.unit)
    assert row.code == "" and late.item is None


@pytest.mark.parametrize("size", [1, 5])
def test_half_a_row_of_a_queue_is_none(size, copy, tmp_path):
    queue = review.Queue(NAME, "theme", "Ada", n=N)
    queue.choose("ice")
    queue.choose("lights")
    (path,) = validation.folder(NAME).glob(".*.csv")
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rstrip(b"\n").rfind(b"\n") + 1 + size])
    again = review.Queue(NAME, "theme", "Ada", n=N)
    assert again.chosen == ("ice",)
    again.choose("lights")
    assert path.read_bytes() == whole


def test_a_queue_shows_the_paragraph_and_what_codes_mean_and_nothing_of_the_machine(copy):
    shown = review.blind(NAME, "theme", n=N)
    assert "Write your name" in shown.said.value and not validation.read(NAME).samples
    shown.press("a")  # nobody yet
    shown.reader.value = "machine"
    assert "expected the name of a reader" in shown.said.value
    shown.reader.value = "Ada"
    queue = shown.queue
    found = machine.found(NAME, "theme", copy)
    while queue.at == 0 or not found[queue.item.unit]:
        shown.press("0")
        shown.press("Enter")
    text = next(p.text for p in coding.texts(copy)(queue.item.symbol).paragraphs
                if p.label == queue.item.label)  # fmt: skip
    assert text.split()[-1] in shown.shown.value and "nothing yet" in shown.shown.value
    shown.press("Enter")
    assert "nothing is chosen; expected a code, or none (0)" in shown.said.value
    key, code = next(iter(shown.letters.items()))
    shown.press(key)
    assert queue.chosen == (code,) and shown.buttons[key].button_style == "success"
    shown.press("Backspace")
    assert queue.chosen == ("none",)
    asked = review.blind(NAME, "clause", "Ada", n=N)  # what is there twice is chosen twice
    asked.press("a")
    asked.press("a")
    assert asked.queue.chosen == (asked.letters["a"],) * 2
    linked = review.blind(NAME, "link", "Ada", n=N)  # labels of another document have no letters
    label = linked.queue.allowed(linked.queue.item)[0]
    linked.others.value = label
    assert linked.queue.chosen == (label,) and not linked.letters
    assert f"Paragraphs of {linked.queue.item.against}" in linked.shown.value


CALC = shutil.which("soffice")
CALC = CALC if CALC and (Path(CALC).resolve().parent / "libsclo.so").exists() else None


def by_calc(path: Path, kind: str, place: Path) -> Path:
    """A sheet as LibreOffice Calc saves it."""
    subprocess.run(
        [str(CALC), "--headless", f"-env:UserInstallation=file://{place}/profile", "--convert-to",
         kind, "--outdir", str(place / "saved"), str(path)],
        check=True, capture_output=True,
    )  # fmt: skip
    return place / "saved" / f"{path.stem}.{kind}"


@pytest.mark.skipif(not CALC, reason="LibreOffice Calc is not installed")
@pytest.mark.parametrize("scheme", ["theme", "clause", "link"])
def test_a_sheet_that_calc_saved_is_read_as_it_was_filled(scheme, copy, tmp_path):
    path = validation.written(NAME, scheme, "Ada", tmp_path / "a.xlsx", n=N)
    coded(path, scheme, copy)
    validation.kept(path)
    before = validation.read(NAME).codings
    validation.kept(by_calc(path, "xlsx", tmp_path))
    assert validation.read(NAME).codings == before


@pytest.mark.skipif(not CALC, reason="LibreOffice Calc is not installed")
def test_what_is_wrong_in_a_sheet_that_calc_saved_is_a_line_with_its_cell(copy, tmp_path):
    path = spoiled(filled(drawn(tmp_path), copy, lambda unit, codes: {"ice"}), "E5", "ise")
    with pytest.raises(InputError, match=r"coding!E5: 'ise' is no code.*such as ice"):
        validation.kept(by_calc(path, "xlsx", tmp_path))
    book = load_workbook(path)
    book["coding"]["E5"].value = "ice"
    book["coding"].merge_cells("E3:E4")
    book.save(path)
    with pytest.raises(InputError, match="coding!E3:E4: merged cells"):
        validation.kept(by_calc(path, "xlsx", tmp_path))
    with pytest.raises(InputError, match=r"Ada\.ods.*not a workbook \(.xlsx\).*save"):
        validation.kept(by_calc(path, "ods", tmp_path))


# ── agreement ────────────────────────────────────────────────────────────────────────────────

_ = None
# Krippendorff (2011), sections A to D of his worked examples
BINARY = ([0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0])
NOMINAL = ("aabbdcccedda", "babbbcccedd d".replace(" ", ""))
MISSING = (
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
    [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
)


@pytest.mark.parametrize(
    ("coders", "published"), [(BINARY, 0.095), (NOMINAL, 0.692), (MISSING, 0.743)]
)
def test_alpha_is_that_of_published_worked_examples(coders, published):
    assert round(validation.alpha(zip(*coders, strict=True)), 3) == published


def test_alpha_where_nothing_varies_is_no_number():
    assert np.isnan(validation.alpha([[1, 1], [1, 1]])) and validation.alpha([[1, 1], [2, 2]]) == 1


def test_errors_that_were_planted_are_the_scores(copy, tmp_path):
    """Of one theme some are found in vain: precision by its formula, weighted by design."""
    hit: list[Unit] = []

    def change(unit, codes):
        if codes and len(hit) < 3:
            hit.append(unit)
            return set()
        return codes

    validation.kept(filled(drawn(tmp_path), copy, change))
    (one,) = sampled(NAME, validation.read(NAME), copy)
    weights = dict(zip([d.unit for d in one.design], one.weights(), strict=True))
    ours = sum(weights[u] * len(codes) for u, codes in one.machine.items())
    wrong = sum(weights[u] * len(one.machine[u]) for u in hit)
    rows = {(r["measure"], r["code"], r["symbol"]): r for r in validation.scores(NAME)}
    precision, recall = rows["precision", "", ""], rows["recall", "", ""]
    assert precision["figure"] == pytest.approx((ours - wrong) / ours)
    assert precision["low"] < precision["figure"] <= precision["high"] <= 1
    assert recall["figure"] == 1 and recall["low"] < 1  # none missed here is no proof of none


def test_a_changed_codebook_shows_at_once(copy, tmp_path):
    validation.kept(filled(drawn(tmp_path), copy))
    assert all(row["held_out"] for row in validation.scores(NAME))
    (themes,) = (copy / "codebook" / "themes").glob("*.csv")
    themes.write_text(themes.read_text("utf-8").replace("ice", "ices"), "utf-8")
    with pytest.raises(InputError, match="changed since its tables were built"):
        validation.scores(NAME)
    from workbench import tables

    tables.build(NAME)
    assert not any(row["held_out"] for row in validation.scores(NAME))


def test_what_was_settled_is_told_to_each_coder(copy, tmp_path):
    dropped: list[Unit] = []

    def change(unit, codes):
        if codes and not dropped:
            dropped.append(unit)
        return set() if unit in dropped else codes

    validation.kept(filled(drawn(tmp_path), copy))
    validation.kept(filled(drawn(tmp_path, "Ben"), copy, change))
    page, n = validation.adjudication(NAME, "Cleo", tmp_path / "settle.xlsx")
    assert n == 1
    validation.kept(filled(page, copy))  # as Ada had it
    made = validation.score(NAME)
    assert {row["coder"] for row in made["settled"]} == {"Ben"}
    assert all(row["settled"] and not row["coded"] for row in made["settled"])
    assert {(r["symbol"], r["label"]) for r in made["settled"]} == {dropped[0][:2]}
    assert sum(row["n"] for row in validation.crossed(made["settled"])) == len(made["settled"])
    between = [r for r in made["scores"] if (r["coding"], r["beside"]) == ("Ada", "Ben")]
    assert {row["measure"] for row in between} == {"alpha"}
    assert any(row["symbol"] for row in between) and any(row["code"] for row in between)
    assert {row["n_coders"] for row in made["estimates"]} == {1}  # what was settled


def test_a_remark_is_no_disagreement(copy, tmp_path):
    validation.kept(filled(drawn(tmp_path), copy))
    other = filled(drawn(tmp_path, "Ben"), copy)
    book = load_workbook(other)
    heads = [cell.value for cell in book["coding"][1]]
    for row in book["coding"].iter_rows(min_row=2):
        row[heads.index("remark")].value = "hard to say"
    book.save(other)
    validation.kept(other)
    between = [r for r in validation.scores(NAME) if (r["coding"], r["beside"]) == ("Ada", "Ben")]
    assert between and all(row["figure"] == 1 for row in between)
    with pytest.raises(InputError, match="Ada and Ben agree everywhere; nothing to settle"):
        validation.adjudication(NAME, "Cleo", tmp_path / "settle.xlsx")
    kept = (validation.folder(NAME) / "codings.csv").read_text("utf-8")
    assert "hard to say" not in kept


def test_the_export_has_agreement_per_document_and_code_and_coded_as_settled_as(copy, tmp_path):
    units = list(machine.found(NAME, "theme", copy))
    validation.kept(filled(drawn(tmp_path), copy))
    validation.kept(filled(drawn(tmp_path, "Ben"), copy, lambda unit, codes: codes | {"ice"}))
    page, n = validation.adjudication(NAME, "Cleo", tmp_path / "settle.xlsx")
    validation.kept(filled(page, copy))  # as Ada had it
    run = CliRunner().invoke(main, ["validate", "score", NAME, "--xlsx", str(tmp_path / "s.xlsx")])
    assert run.exit_code == 0
    # each coder sees where the adjudicator differed
    told = [line for line in run.stdout.splitlines() if "Ben: ice coded, not settled" in line]
    assert len(told) == n and not any("Ada: " in line for line in run.stdout.splitlines())
    book = load_workbook(tmp_path / "s.xlsx")
    rows = [[cell.value for cell in row] for row in book["coded as, settled as"].iter_rows()]
    assert ["theme-1", "Ben", "ice", True, False, n] in rows
    scores = [dict(zip([c.value for c in book["scores"][1]], [c.value for c in row], strict=True))
              for row in book["scores"].iter_rows(min_row=2)]  # fmt: skip
    between = [r for r in scores if (r["coding"], r["beside"]) == ("Ada", "Ben")]
    documents = {unit.symbol for unit in units}
    assert {row["symbol"] for row in between if row["symbol"]} <= documents
    assert any(row["symbol"] for row in between) and any(row["code"] == "ice" for row in between)


def test_two_coders_whose_sheets_are_read_at_once_lose_nothing(copy, tmp_path):
    sheets = [filled(drawn(tmp_path, coder), copy) for coder in ("Ada", "Ben", "Cleo")]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "workbench.cli", "validate", "read"]
    running = [subprocess.Popen([*command, str(sheet)], env=environment) for sheet in sheets]
    assert [one.wait() for one in running] == [0, 0, 0]
    coded = validation.read(NAME).coded("theme-1")
    assert set(coded) == {"Ada", "Ben", "Cleo"}
    assert len({len(rows) for rows in coded.values()}) == 1


CODER = """
import sys
from pathlib import Path
from workbench import review

queue = review.Queue(sys.argv[1], "theme", "Ada", n=int(sys.argv[2]))
while queue.item is not None:
    queue.choose("none")
    print(queue.at, flush=True)
    queue.next()
"""


def test_a_queue_that_is_killed_loses_at_most_the_key_that_was_pressed(copy):
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    process = subprocess.Popen([sys.executable, "-c", CODER, NAME, str(N)], env=environment,
                               stdout=subprocess.PIPE)  # fmt: skip
    said = next(int(line) for line in process.stdout if int(line) == 5)
    process.kill()
    more = process.stdout.read().split()
    process.wait()
    said = int(more[-1]) if more else said
    again = review.Queue(NAME, "theme", "Ada", n=N)
    assert again.at in (said, said + 1) or (again.item is None and said == N - 1)
    assert again.item is None or again.at > said or again.chosen == ("none",)


def test_scores_are_proved_and_made_anew_with_the_tables(copy, tmp_path):
    validation.kept(filled(drawn(tmp_path), copy))
    assert not validation.rescored(NAME) and not validation.check(NAME)  # nobody scored it yet
    validation.score(NAME)
    assert not validation.check(NAME)
    kept = validation.folder(NAME) / "scores.csv"
    whole = kept.read_bytes()
    kept.write_bytes(whole.replace(b"1.0000", b"0.9000", 1))
    assert [line.partition(":")[0] for line in validation.check(NAME)] == [
        f"validation/{NAME}/scores.csv"
    ]
    assert validation.rescored(NAME) and kept.read_bytes() == whole


def test_gold_is_a_coding_like_any_other(copy, tmp_path):
    (tmp_path / "gold" / "themes").mkdir(parents=True)
    found = machine.found(NAME, "theme", copy)
    symbol = next(unit.symbol for unit, codes in found.items() if codes)
    gold = {unit.label: sorted(codes) for unit, codes in found.items() if unit.symbol == symbol}
    path = tmp_path / "gold" / "themes" / f"{symbol.replace('/', '_')}.json"
    path.write_text(json.dumps(gold), "utf-8")
    assert list(validation.gold(tmp_path / "gold")) == [(NAME, "gold-theme", len(gold))]
    rows = validation.scores(NAME)
    assert not any(row["held_out"] for row in rows) and not validation.estimates(NAME)
    assert {row["figure"] for row in rows if row["measure"] == "F1"} == {1.0}


# ── errors carried on ────────────────────────────────────────────────────────────────────────

SIZES = np.array([30, 250, 520])  # a rare code, a common one, none
TAKEN = (15, 60, 75)


def test_the_interval_covers_the_truth_and_the_naive_one_does_not():
    """1,000 samples of 800 paragraphs whose machine misses 5 % and finds 20 % in vain."""
    chance = np.random.default_rng(1)
    strata = np.repeat(np.arange(len(SIZES)), SIZES)
    ours = np.zeros(SIZES.sum(), int)
    ours[:60] = 1
    wrong = chance.random(len(ours)) < np.where(ours == 1, 0.2, 0.05)
    theirs = ours ^ wrong
    truth, covered, naive, estimates = theirs.sum(), 0, 0, []
    for _ in range(1000):
        at = np.concatenate([
            chance.choice(np.nonzero(strata == s)[0], k, replace=False)
            for s, k in enumerate(TAKEN)
        ])  # fmt: skip
        told = validation.total(
            ours[at], theirs[at], strata[at], SIZES[strata[at]], int(ours.sum()), len(ours)
        )
        estimates.append(told.estimate)
        covered += told.low <= truth <= told.high
        share = theirs[at].mean()  # as if all had been drawn alike
        half = 1.96 * np.sqrt(share * (1 - share) / len(at))
        naive += share - half <= truth / len(ours) <= share + half
    assert 0.93 <= covered / 1000 <= 0.97 and naive / 1000 < 0.8
    assert np.mean(estimates) == pytest.approx(truth, rel=0.02)  # no bias
    assert ours.sum() != truth  # the machine's count is wrong


def population(scheme: str, chance) -> tuple[dict[Unit, list[str]], dict[Unit, list[str]], list]:
    """Paragraphs as the machine codes them, which errs in one of ten, and as they are; of links in
    three, for few errors make a linked paragraph one that stands alone."""
    if scheme == "link":
        pairs = [("F/1", "F/2"), ("F/2", "F/3")]
        units = [Unit(symbol, f"OP{n}", against) for pair in pairs
                 for symbol, against in (pair, pair[::-1]) for n in range(200)]  # fmt: skip
    else:
        pairs, units = [], [Unit(f"F/{n % 4}", f"OP{n}") for n in range(800)]
    often = {"link": (0, 1, 1, 1, 2), "clause": (0, 0, 0, 1, 2), "condition": (0, 0, 0, 0, 1)}
    true = {u: chance.choice(often[scheme]) for u in units}
    wrong = 0.3 if scheme == "link" else 0.1
    err = {u: n if chance.random() > wrong else max(0, n + chance.choice((-1, 1)))
           for u, n in true.items()}  # fmt: skip
    if scheme == "condition":
        err = {u: min(n, 1) for u, n in err.items()}
    name = {"link": lambda n: [f"OP{k}" for k in range(n)], "clause": lambda n: ["Office"] * n,
            "condition": lambda n: ["upon_request"] * n}[scheme]  # fmt: skip
    return *({u: records.numbered(name(n)) for u, n in one.items()} for one in (err, true)), pairs


@pytest.mark.parametrize("scheme", ["link", "clause", "condition"])
def test_intervals_of_each_scheme_hold_the_truth_as_often_as_they_say(scheme):
    chance = random.Random(2)
    ours, true, pairs = population(scheme, chance)
    if scheme == "link":
        by = {u: [sampling._fate((u.against, u.symbol) in pairs, bool(ours[u]))] for u in ours}
    else:
        by = {u: sorted({*map(records.plain, codes)}) for u, codes in ours.items()}
    documents = "; ".join(dict.fromkeys(u.symbol for u in ours))
    sought = {"link": "", "clause": "Office", "condition": "upon_request"}[scheme]
    sample = records.Sample("one", scheme, "1", "true", sought, documents, "")
    sets = [{u: frozenset(codes) for u, codes in one.items()} for one in (ours, true)]
    held, told, whole = Counter(), Counter(), Counter()
    for seed in range(400):
        chosen = sampling.drawn(by, 150, seed)
        design = tuple(records.Drawn("one", str(n), *unit, stratum, str(size), "", "")
                       for n, (unit, stratum, size) in enumerate(chosen, 1))  # fmt: skip
        mine, theirs = ({d.unit: one[d.unit] for d in design} for one in sets)
        coders = {"Ada": theirs}
        one = Sampled(sample, design, mine, coders, {}, 0, True, {"Ada": records.CODER})
        for row in estimated(one, sets[0], pairs):
            if row["symbol"]:
                continue
            if scheme == "link":
                later = row["code"] == records.ADDED
                truth = sum(not codes for u, codes in true.items()
                            if ((u.against, u.symbol) in pairs) == later)  # fmt: skip
            else:
                truth = sum(map(len, true.values()))
            assert row["n_machine"] != truth
            told[row["code"]] += 1
            held[row["code"]] += row["low"] <= truth <= row["high"]
            whole[row["code"]] += row["estimate"] - truth
    for code, n in told.items():
        assert 0.93 <= held[code] / n <= 0.98, (code, held[code] / n)
        assert abs(whole[code] / n) < 3  # of some hundreds: no bias


def test_a_sample_of_all_is_the_truth_and_of_nothing_seen_no_point():
    ours, theirs = np.array([1, 1, 0, 0]), np.array([1, 0, 1, 1])
    strata, sizes = np.array([0, 0, 1, 1]), np.array([2, 2, 2, 2])
    assert validation.total(ours, theirs, strata, sizes, 2, 4) == (3, 3, 3)
    # with one stratum as prediction-powered inference has it: mean of the machine and rectifier
    mean = 20 / 40 + np.mean(theirs[1:] - ours[1:])
    one = validation.total(ours[1:], theirs[1:], np.zeros(3, int), np.full(3, 40), 20, 40)
    assert one.estimate == pytest.approx(mean * 40)
    told = validation.total(ours, ours, strata, sizes * 50, 100, 200)
    assert told.low < told.estimate == 100 < told.high


def test_counts_of_the_specimen_are_estimated(copy, tmp_path):
    validation.kept(filled(drawn(tmp_path), copy))
    rows = [row for row in validation.estimates(NAME) if not row["symbol"]]
    found = machine.found(NAME, "theme", copy)
    for row in rows:
        count = sum(row["code"] in codes for codes in found.values())
        assert row["n_machine"] == row["estimate"] == count  # no error was seen
        assert row["low"] <= count <= row["high"] and row["low"] < row["high"]


@pytest.mark.parametrize("name", ["ct-assistance", "ct-strategy"])
def test_published_scores_are_what_tables_and_codings_give(name):
    assert validation.read(name).codings
    assert validation.check(name) == []


def test_the_published_sample_was_coded_twice():
    store = validation.read("ct-strategy")
    (sample,) = (one for one in store.samples if one.seed)
    coded = store.coded(sample.sample)
    settled = coded.pop("the authors")
    units = {one.unit for one in store.design(sample.sample)}
    assert len(units) == 150 and len(coded) >= 2
    assert all({one.unit for one in rows} == units for rows in coded.values())
    first, second = (
        {(*one.unit, one.code) for one in coded[f"{nth} reader"]} for nth in ("first", "second")
    )
    differ = {place[:3] for place in first ^ second}
    assert {(*one.unit,) for one in settled} == differ  # what both said alike needs no settling
