"""The catalogue and the tables: built from the specimen, loaded, checked, and refused."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pandas as pd
import pytest

from workbench import bounded, catalogue, codebook, pairs, tables
from workbench.corpus import Corpus
from workbench.errors import InputError
from workbench.tables import coded

SPECIMEN = Path(__file__).parent / "specimen"
TRUTH = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))
NAME = TRUTH["series"]


@pytest.fixture
def built(specimen_corpus: Path) -> Path:
    return specimen_corpus


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copytree(built, tmp_path / "corpus"))


@pytest.fixture
def with_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))


@pytest.fixture(autouse=True)
def without_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORKBENCH_TEXTS", raising=False)


def test_members_stand_in_order_with_the_one_that_has_no_text(built):
    known = catalogue.members(NAME, built)
    days = [m.adopted for m in known]
    assert days == sorted(days)
    assert TRUTH["missing"] in [m.symbol for m in known]
    assert len(known) == len(TRUTH["members"]) + 1


def test_resolutions_say_what_was_read(built):
    table = Corpus.load(NAME, built).resolutions.set_index("symbol")
    for symbol, truth in TRUTH["members"].items():
        row = table.loc[symbol]
        assert row["stage"] == truth["stage"]
        assert row["adopted"] == pd.Timestamp(truth["adopted"])
        assert row["n_preambular"] == truth["n_preambular"]
        assert row["n_operative"] == truth["n_operative"]
        assert row["n_words"] == truth["n_words"]
        assert row["has_notes"] == bool(truth["footnotes"])
    assert pd.isna(table.loc[TRUTH["missing"], "n_words"])


def test_a_comparison_that_jumps_over_a_member_names_it(built):
    table = Corpus.load(NAME, built).resolutions.set_index("symbol")
    skips = {s: v for s, v in table["skips"].dropna().items()}
    assert skips == {"F/RES/65/9": TRUTH["missing"]}
    assert table.loc["F/RES/65/9", "predecessor"] == "F/RES/61/7"
    assert pd.isna(table.loc["C/RES/2014/6", "predecessor"])


def test_a_draft_and_what_was_adopted_have_one_fingerprint(built):
    table = Corpus.load(NAME, built).resolutions.set_index("symbol")
    prints = table["fingerprint"].dropna()
    assert prints["C/RES/2014/6"] == prints["F/RES/69/12"]
    assert prints.nunique() == len(prints) - 1


def test_words_of_paragraphs_add_up(built):
    c = Corpus.load(NAME, built)
    counted = c.words.groupby(["symbol", "label"])["count"].sum()
    stated = c.paragraphs.set_index(["symbol", "label"])["n_words"]
    assert (counted == stated.loc[counted.index]).all()
    assert len(counted) == len(stated)
    for symbol, truth in TRUTH["members"].items():
        assert dict(stated.loc[symbol]) == truth["words"]


def test_citations_are_the_planted_ones(built):
    found = Corpus.load(NAME, built).citations
    rows = {tuple(row) for row in found.itertuples(index=False) if row.symbol.startswith("F/")}
    assert rows == {tuple(c.values()) for c in TRUTH["citations"] if c["symbol"].startswith("F/")}


def test_links_are_the_planted_ones(built):
    links = Corpus.load(NAME, built).links
    for pair in TRUTH["pairs"]:
        rows = links[(links["earlier"] == pair["earlier"]) & (links["later"] == pair["later"])]
        both = rows.dropna(subset=["earlier_label", "later_label"])
        found = set(zip(both["earlier_label"], both["later_label"], strict=True))
        assert found == {(a, b) for a, b, _ in pair["links"]}, pair["later"]
        assert set(rows.loc[rows["kind"] == "added", "later_label"]) == set(pair["added"])
        assert set(rows.loc[rows["kind"] == "dropped", "earlier_label"]) == set(pair["dropped"])


def test_pairs_are_resemblance_and_containment(built):
    pairs = Corpus.load(NAME, built).pairs
    for row in pairs.itertuples():
        # |A∩B| from either side: resemblance follows from the two containments.
        if row.similarity:
            a, b = row.contained_in_later, row.contained_in_earlier
            assert row.similarity == pytest.approx(1 / (1 / a + 1 / b - 1), abs=2e-4)
    n = len([s for s, t in TRUTH["members"].items() if t["stage"] == "adopted"])
    assert len(pairs) == n * (n - 1) / 2


def test_tables_keep_to_columns_csv(built):
    c = Corpus.load(NAME, built)
    for table, columns in tables.columns(built).items():
        frame = getattr(c, table)
        assert list(frame.columns) == [x["column"] for x in columns], table
        key = [x["column"] for x in columns if x["key"] == "yes"]
        assert not frame.duplicated(key).any(), table
        if table not in ("words", "origins", "decisions"):  # no library was asked, nothing decided
            assert len(frame), table


def test_the_data_package_is_valid(built):
    from frictionless import validate

    report = validate(str(built / "tables" / NAME / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "message"])


def test_published_packages_are_valid():
    from frictionless import validate

    root = Path(__file__).parent.parent / "corpus"
    for name in catalogue.series(root):
        report = validate(str(root / "tables" / name / "datapackage.json"))
        assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])


def test_building_again_gives_the_same_bytes(copy, with_texts):
    before = {p.name: p.read_bytes() for p in (copy / "tables" / NAME).iterdir()}
    tables.build(NAME, copy)
    assert before == {p.name: p.read_bytes() for p in (copy / "tables" / NAME).iterdir()}
    assert [p.name for p in (copy / "tables").iterdir() if p.is_dir()] == [NAME]


def test_check_is_silent_on_what_the_texts_give_and_names_each_cell_that_differs(copy, with_texts):
    assert tables.check(NAME, copy) == []
    path = copy / "tables" / NAME / "paragraphs.csv"
    lines = path.read_text().splitlines()
    cells = lines[1].split(",")
    cells[-2] = str(int(cells[-2]) + 1)
    path.write_text("\n".join([lines[0], ",".join(cells), *lines[2:]]) + "\n")
    (difference,) = tables.check(NAME, copy)
    assert difference.startswith(f"{NAME}/paragraphs.csv, row 2, n_words: '{cells[-2]}'")


def test_a_passage_has_its_facts_without_texts_and_its_words_with_them(built, monkeypatch):
    passage = Corpus.load(NAME, built).paragraph("F/RES/67/14", "OP2")
    assert passage.n_words == TRUTH["members"]["F/RES/67/14"]["words"]["OP2"]
    assert passage.verb == "requests"
    with pytest.raises(InputError, match="its text is not at hand; `workbench fetch F/RES/67/14`"):
        _ = passage.text
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    assert passage.text.startswith("Requests the Office for Harbour Safety to inspect")


def test_a_passage_that_is_not_there(built):
    c = Corpus.load(NAME, built)
    with pytest.raises(InputError, match="has no paragraph 'OP99'; its labels run PP1 … OP21"):
        c.paragraph("F/RES/67/14", "OP99")
    with pytest.raises(InputError, match="no text of it in 'harbour-safety'; there are: F/RES/61"):
        c.paragraph("F/RES/63/11", "OP1")


def test_collated_comes_from_texts_or_from_tables(built, monkeypatch):
    from_tables = pairs.collated("F/RES/65/9", "F/RES/67/14", built)
    monkeypatch.setenv("WORKBENCH_TEXTS", str(SPECIMEN / "texts"))
    assert pairs.collated("F/RES/65/9", "F/RES/67/14", built) == from_tables
    monkeypatch.delenv("WORKBENCH_TEXTS")
    far = pairs.collated("F/RES/61/7", "F/RES/67/14", built)["links"]  # not adjacent: composed
    assert {link["later"] for link in far} == {link["later"] for link in from_tables["links"]}
    with pytest.raises(InputError, match="not at hand"):
        pairs.collated("F/RES/61/7", "F/RES/1/1", built)


def test_a_measure_gets_the_tables_that_it_names(built):
    def longest(paragraphs, least=0):
        return paragraphs[paragraphs["n_words"] > least].nlargest(1, "n_words")

    c = Corpus.load(NAME, built)
    assert c.measure(longest)["n_words"].item() == c.paragraphs["n_words"].max()
    assert c.measure(longest, least=10**6).empty
    assert c.read == ["paragraphs"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("resolutions.csv", "2006-12-14", "2006-13-14",
         "resolutions.csv, row 2: adopted is '2006-13-14'; expected a day (2019-12-18) or a year"),
        ("resolutions.csv", "F/RES/61/7", "sixty-one", "'sixty-one' is no document symbol"),
        ("resolutions.csv", ",adopted,2006", ",passed,2006", "stage is 'passed'; expected one of"),
        ("resolutions.csv", "symbol,stage", "symbol,state", "no column 'stage'; expected series"),
        ("resolutions.csv", "safety,F/RES/65/9", "safety,F/RES/61/7",
         "stands in 'harbour-safety' twice"),
        ("resolutions.csv", "harbour-safety,F/RES/61/7", "harbours,F/RES/61/7",
         "no series 'harbours' in series.csv"),
        ("series.csv", ",renewals,", ",sequels,", "kind is 'sequels'; expected one of renewals"),
        ("series.csv", "series,title", "name,title", "no column 'series'"),
    ],
)  # fmt: skip
def test_a_catalogue_that_cannot_be_used(copy, file, old, new, message):
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        Corpus.load(NAME, copy)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("table", "old", "new", "message"),
    [
        ("links", "earlier,", "before,", "no column 'earlier'"),
        ("links", ",kept,", ",same,", "column kind: 'same'; expected kept, revised, added"),
        (
            "resolutions",
            "2006-12-14",
            "14.12.2006",
            "column adopted: '14.12.2006'; expected a date",
        ),
        ("paragraphs", ",35,", ",many,", "column n_words: 'many'; expected a integer"),
        ("clauses", ",true,", ",perhaps,", "'perhaps'; expected a boolean"),
    ],
)
def test_a_table_that_cannot_be_used(copy, table, old, new, message):
    path = copy / "tables" / NAME / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as error:
        getattr(Corpus.load(NAME, copy), table)
    assert message in str(error.value)
    assert "\n" not in str(error.value)


def test_rows_are_the_cells_of_the_frame(built):
    corpus = Corpus.load(NAME, built)
    names = ["symbol", "year", "adopted", "n_words", "has_notes", "title"]
    frame = corpus.resolutions[names].astype(object)
    frame = frame.where(frame.notna(), None).itertuples(index=False, name=None)
    dated = [(s, year, day and day.date(), *rest) for s, year, day, *rest in frame]
    assert [*corpus.rows("resolutions", *names)] == dated
    assert [*corpus.rows("words", "count")] == [(n,) for n in corpus.words["count"]]


def test_rows_that_cannot_be_used(copy):
    with pytest.raises(InputError, match=r"words\.csv: no column 'times'; expected symbol"):
        next(Corpus.load(NAME, copy).rows("words", "times"))
    path = copy / "tables" / NAME / "words.csv"
    head, first, *rest = path.read_text().splitlines()
    path.write_text("\n".join([head, first.rpartition(",")[0] + ",many", *rest]) + "\n")
    with pytest.raises(InputError, match=r"words\.csv, row 2: .*many; expected .*count \(integer"):
        next(Corpus.load(NAME, copy).rows("words", "word", "count"))


def test_tables_are_not_built_from_a_part_of_the_texts(copy, tmp_path, monkeypatch):
    some = tmp_path / "some"
    some.mkdir()
    shutil.copy(SPECIMEN / "texts" / "F_RES_61_7.md", some)
    monkeypatch.setenv("WORKBENCH_TEXTS", str(some))
    before = {p.name: p.read_bytes() for p in (copy / "tables" / NAME).iterdir()}
    with pytest.raises(InputError, match="the tables describe F/RES/65/9 and others, whose text"):
        tables.build(NAME, copy)
    assert before == {p.name: p.read_bytes() for p in (copy / "tables" / NAME).iterdir()}


def test_no_series_no_text_no_folder(built, tmp_path, monkeypatch):
    with pytest.raises(InputError, match="no series 'harbour' in the catalogue; there are: harb"):
        Corpus.load("harbour", built)
    monkeypatch.setenv("WORKBENCH_TEXTS", str(tmp_path / "nowhere"))
    with pytest.raises(InputError, match="WORKBENCH_TEXTS: no folder"):
        tables.build(NAME, built)
    with pytest.raises(InputError, match="no such file"):
        Corpus.load(NAME, tmp_path)


@pytest.mark.texts
def test_the_published_tables_are_what_the_texts_give(texts, monkeypatch):
    monkeypatch.setenv("WORKBENCH_TEXTS", os.pathsep.join(map(str, texts)))
    root = Path(__file__).parent.parent / "corpus"
    for name in catalogue.series(root):
        assert tables.check(name, root) == []


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("series.csv", catalogue.series),
        ("resolutions.csv", lambda place: catalogue.members("harbour-safety", place)),
        ("codebook/entities.csv", lambda place: codebook.load(place).entities),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp037"])
def test_a_file_that_is_no_table_is_one_line(name, read, encoding, place):
    path = place / name
    path.write_text(path.read_text(encoding="utf-8"), encoding=encoding)
    with pytest.raises(
        InputError, match=rf"{path.name}, row 1: not a CSV file in UTF-8 \([^\n]+\)"
    ):
        read(place)


def test_cells_are_counted_as_they_stand(place):
    with (place / "series.csv").open("a", encoding="utf-8") as file:
        file.write("a,b\n")
    with pytest.raises(InputError, match=r"series\.csv, row \d+: 2 cells; expected \d"):
        catalogue.series(place)


def test_coding_a_text_is_bounded_as_reading_is(copy, with_texts, monkeypatch):
    def short(function, *arguments):
        if function is coded._within_bounds:
            raise bounded.Beyond("took too long")
        return function(*arguments)

    monkeypatch.setattr(bounded, "call", short)
    with pytest.raises(InputError, match=r"^\S+\.md: took too long$"):
        tables.build(NAME, copy)
