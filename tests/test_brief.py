"""The brief: what a draft keeps, changes and brings, and where its wording stood before."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from workbench import brief as briefs
from workbench import codebook, corpus, features, holdings, library, mandate, pairs, readers, tables
from workbench.brief import Change, Precedent, asks, precedents, view
from workbench.brief.texts import Ask
from workbench.cli import main
from workbench.collation import linkage
from workbench.errors import InputError
from workbench.records import Paragraph, Resolution
from workbench.text import words

SPECIMEN = Path(__file__).parent / "specimen"
SYMBOLS = ("F/RES/61/7", "F/RES/65/9", "F/RES/67/14", "F/RES/69/12", "F/RES/71/8")
SERIES = "harbour-safety"

# An invented document of another organ, whose second paragraph a draft takes over.
COURT = """\
**L/RES/2011/3**

# Lake Court

## Resolution adopted by the Lake Court on 3 May 2011

### 2011/3. Salvage of wrecks

*The Lake Court,*

*Recalling* the salvage of the grain barges,

1. *Requests* the keepers of the lighthouses to weigh the bells that divers lift from sunken \
ferries, and to hang each of them in the square of the village whose name is cast in its rim;

2. *Invites* the Cantons to mourn the drowned.
"""
BELLS = COURT.split("1. ")[1].split("\n")[0].replace("*", "")


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """The specimen's corpus with its tables, and a second series of one document."""
    folder = tmp_path_factory.mktemp("brief") / "corpus"
    texts = folder.parent / "texts"
    shutil.copytree(SPECIMEN / "corpus", folder)
    shutil.copytree(SPECIMEN / "texts", texts)
    (texts / "court.md").write_text(COURT, encoding="utf-8")
    with (folder / "series.csv").open("a", encoding="utf-8") as file:
        file.write("lake-court,Salvage,collection,,harbours,Invented\n")
    with (folder / "resolutions.csv").open("a", encoding="utf-8") as file:
        file.write("lake-court,L/RES/2011/3,adopted,2011-05-03,Lake Court,Salvage of wrecks,,,"
                   "yes,,,,\n")  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WORKBENCH_TEXTS", str(texts))
        for name in (SERIES, "lake-court"):
            tables.build(name, folder)
    return folder


@pytest.fixture
def place(built: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_TEXTS", str(built.parent / "texts"))
    monkeypatch.setenv("WORKBENCH_CORPUS", str(built))
    return built


@pytest.fixture
def untexted(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WORKBENCH_TEXTS", str(tmp_path))
    return place


@cache
def specimen(symbol: str) -> Resolution:
    return readers.read(SPECIMEN / "texts" / f"{symbol.replace('/', '_')}.md")


def anonymous(symbol: str) -> Resolution:
    """A member's words as a delegation sends them round: no symbol, no date."""
    return replace(specimen(symbol), symbol="", adopted=None, stage="draft")


def with_bells(symbol: str) -> Resolution:
    """A member with one more paragraph, which another organ adopted."""
    text = specimen(symbol)
    more = Paragraph("OP99", "operative", 1, None, "requests", BELLS)
    return replace(text, symbol="", paragraphs=(*text.paragraphs, more))


def made(base: str, draft: Resolution | str) -> briefs.Brief:
    return briefs.brief(base, specimen(draft) if isinstance(draft, str) else draft)


# -- what is kept, altered, new, missing -----------------------------------------------------

PAIRS = [*pairwise(SYMBOLS), ("F/RES/67/14", "C/RES/2014/6")]


@pytest.mark.parametrize(("base", "draft"), PAIRS)
def test_numbers_are_those_of_collate(place, base, draft):
    found = made(base, draft)
    known = pairs.collated(base, draft)["links"]
    assert list(found.links) == known
    linked = [k for k in known if k["earlier"] and k["later"]]
    several = Counter(k["later"] for k in linked)
    assert sum(found.counts[k] for k in ("kept", "revised", "merged", "split")) == len(linked)
    assert found.counts["merged"] == sum(n for n in several.values() if n > 1)
    assert found.paragraphs["new"] == found.counts["added"]
    assert found.paragraphs["missing"] == found.counts["dropped"]
    assert sum(found.paragraphs.values()) - found.paragraphs["missing"] == len(found.entries)


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_a_text_against_itself_keeps_everything(place, symbol):
    found = made(symbol, symbol)
    assert found.paragraphs == {
        "kept": len(found.entries), "altered": 0, "new": 0, "missing": 0,
    }  # fmt: skip
    assert found.words["base"] == found.words["all"]
    assert not (found.shifts or found.bounds or found.new or found.gone or found.another)
    assert found.near == 1.0


@pytest.mark.parametrize(("base", "draft"), PAIRS)
def test_words_are_parted(place, base, draft):
    found = made(base, draft)
    whole = sum(len(words(p.text)) for p in specimen(draft).paragraphs)
    assert found.words["all"] == whole
    assert found.words["base"] + found.words["elsewhere"] + found.words["neither"] == whole
    assert all(e.n_base + e.n_elsewhere <= e.n_words for e in found.entries)


@pytest.mark.parametrize(("base", "draft"), PAIRS)
def test_tasks_are_those_of_the_measure(place, base, draft):
    found = made(base, draft)
    if draft.startswith("C/"):
        return
    known = corpus.Corpus.load(SERIES).measure(mandate.expansion, entity="Harbour Office")
    rows = known.set_index("symbol")
    assert (found.tally.base, found.tally.draft) == tuple(rows.loc[[base, draft], "n_clauses"])
    assert found.tally.density == pytest.approx(tuple(rows.loc[[base, draft], "density"]), abs=1e-4)


def test_changes_lead_from_base_to_draft(place):
    found = made("F/RES/69/12", "F/RES/71/8")
    old = {p.label: words(p.text) for p in specimen("F/RES/69/12").paragraphs}
    new = {p.label: words(p.text) for p in specimen("F/RES/71/8").paragraphs}
    for e in found.entries:
        if e.kind == "revised" and len(e.base) == 1:
            came = sum((Counter(c.added.split()) for c in e.changes), Counter())
            went = sum((Counter(c.dropped.split()) for c in e.changes), Counter())
            before = Counter(w.replace("-", "") for w in old[e.base[0]])
            after = Counter(w.replace("-", "") for w in new[e.label])
            plain = [Counter({w.replace("-", ""): n for w, n in x.items()}) for x in (came, went)]
            assert before + plain[0] - plain[1] == after


# -- where wording stood before ---------------------------------------------------------------


def test_wording_of_another_organ_is_recognised(place):
    found = made("F/RES/69/12", with_bells("F/RES/71/8"))
    bells = found.entries[-1]
    assert (bells.status, bells.agreed) == ("new", "agreed")
    first = bells.precedents[0]
    assert (first.series, first.symbol, first.label) == ("lake-court", "L/RES/2011/3", "OP1")
    assert first.adopted == "2011-05-03"
    assert first.similarity == 1.0
    assert 0.6 < first.containment <= 1
    assert set(first.shared.split()) <= set(words(BELLS))
    assert len(first.shared.split()) <= 8


def test_wording_that_no_series_has_is_found_in_the_library(place, tmp_path, monkeypatch):
    path = tmp_path / "library.sqlite"
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(path))
    draft = with_bells("F/RES/71/8")
    alone = [corpus.Corpus.load(SERIES, place)]
    without = briefs.brief("F/RES/69/12", draft, alone)
    library.add([place.parent / "texts" / "court.md"], path)
    found = briefs.brief("F/RES/69/12", draft, alone)
    assert (without.entries[-1].agreed, found.entries[-1].agreed) == ("none", "agreed")
    first = found.entries[-1].precedents[0]
    assert (first.series, first.symbol, first.label) == ("library", "L/RES/2011/3", "OP1")
    assert first.share == 1.0 and len(first.shared.split()) <= 8
    assert any("library: one earlier document" in line for line in found.limits)
    assert not any("library" in line for line in without.limits)


def test_a_precedent_is_adopted_and_older_than_the_draft(place):
    bells = with_bells("F/RES/67/14")
    for day in (date(2011, 5, 3), date(2008, 1, 1)):
        found = made("F/RES/61/7", replace(bells, adopted=day))
        near = [p for e in found.entries for p in e.precedents]
        assert all(date.fromisoformat(p.adopted) < day for p in near)
        assert found.entries[-1].agreed == "none"
    later = made("F/RES/61/7", replace(bells, adopted=date(2011, 5, 4)))
    assert later.entries[-1].agreed == "agreed"


def test_the_same_text_at_another_stage_is_no_precedent(place):
    for draft in ("F/RES/69/12", "C/RES/2014/6"):
        found = made("F/RES/67/14", draft)
        other = {"F/RES/69/12", "C/RES/2014/6"} - {draft}
        assert set(found.same) == other
        assert found.dated == "2014-07-22"
        named = {p.symbol for e in found.entries for p in e.precedents}
        assert not named & {"F/RES/69/12", "C/RES/2014/6"}
        assert any(str(*other) in limit for limit in found.limits)


def test_a_draft_without_symbol_and_date_is_known_by_its_words(place):
    found = made("F/RES/67/14", anonymous("F/RES/69/12"))
    assert set(found.same) == {"F/RES/69/12", "C/RES/2014/6"}
    assert found.counts == made("F/RES/67/14", "F/RES/69/12").counts


def test_a_paragraph_taken_from_one_document_is_not_the_document(place):
    text = replace(anonymous("F/RES/69/12"), paragraphs=specimen("F/RES/71/8").paragraphs[:3])
    assert made("F/RES/69/12", text).same == ()


def test_runs_between_neighbouring_shingles_count_as_shared():
    run = [f"w{n}" for n in range(40)]
    kept = features.winnowed(run)
    every = features.winnowed(run, window=1)
    assert len(every) == 40 - features.SHINGLE + 1
    found = precedents.covered(precedents.begins(every), kept)
    assert len(found) == max(found) - min(found) + 1  # no hole
    assert len(found) >= 40 - 2 * (features.WINDOW - 1)
    others = features.winnowed(["x"] * 30, window=1)
    assert precedents.covered(precedents.begins(others), kept) == set()


def near(similarity: float, share: float) -> Precedent:
    return Precedent("s", "F/RES/1/1", "OP1", "2001-01-01", similarity, 0, 10, share, "")


@pytest.mark.parametrize(
    ("similarity", "share", "said"),
    [
        (precedents.AGREED, 0, "agreed"), (0, 1 / 2, "agreed"), (precedents.ADAPTED, 0, "adapted"),
        (0, 1 / 4, "adapted"), (precedents.AKIN, 0, "akin"), (0.39, 0.24, "none"),
    ],
)  # fmt: skip
def test_verdicts(similarity, share, said):
    assert precedents.verdict(near(similarity, share)) == said
    assert precedents.verdict(None) == "none"


def test_a_theme_new_to_the_series_is_said_with_its_paragraphs(place):
    found = made("F/RES/61/7", "F/RES/65/9")
    truth = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))["themes"]
    before = {t for some in truth["F/RES/61/7"].values() for t in some}
    fresh = {c.code: c for c in found.new if c.scheme == "theme"}
    assert fresh.keys() == {t for some in truth["F/RES/65/9"].values() for t in some} - before
    for code, said in fresh.items():
        assert said.since is None
        assert set(said.labels) == {x for x, some in truth["F/RES/65/9"].items() if code in some}


def test_a_theme_that_comes_back_is_not_new(place):
    text = specimen("F/RES/71/8")
    book = codebook.load(place, "harbours")
    ice = replace(text, paragraphs=(*text.paragraphs, *(
        p for p in specimen("F/RES/65/9").paragraphs
        if "ice" in features.themes(specimen("F/RES/65/9"), book)[p.label]
    )))  # fmt: skip
    back = [c for c in made("F/RES/69/12", replace(ice, symbol="")).new if c.code == "ice"]
    assert [c.since for c in back] == ["F/RES/67/14"]


# -- verbs and conditions -------------------------------------------------------------------


def clause(verb: str, strength: int, conditions: tuple[str, ...] = ()) -> Ask:
    return Ask("OP1", verb, strength, True, (), "report", "eels", conditions)


@pytest.mark.parametrize(
    ("before", "after", "direction", "disputed"),
    [
        (("invites", 3), ("requests", 6), "strengthened", False),
        (("requests", 6), ("encourages", 4), "weakened", False),
        (("calls upon", 5), ("urges", 5), None, True),  # one band here, further up for Gruenberg
        (("decides", 7), ("requests", 6), "weakened", True),
    ],
)
def test_shifts_say_where_they_depend_on_the_scale(before, after, direction, disputed):
    found = asks.shifts([(clause(*before), clause(*after))], codebook.load())
    assert [(s.direction, s.disputed) for s in found] == [(direction, disputed)]
    assert ("depends on the scale" in view.shift(found[0])) is disputed


def test_same_band_and_no_other_opinion_is_no_shift():
    pair = clause("invites", 3), clause("welcomes the offer", 3)
    assert asks.shifts([pair], codebook.load()) == ()


def test_conditions_gained_and_lost():
    a = clause("requests", 6, ("upon_request", "as_appropriate"))
    b = clause("requests", 6, ("upon_request", "within_mandate"))
    (found,) = asks.bounds([(a, b)])
    assert (found.gained, found.lost) == (("within_mandate",), ("as_appropriate",))
    assert view.bound(found).replace("\u00a0", " ") == "OP1 + within mandate, − as appropriate"
    assert asks.bounds([(a, a)]) == ()


# -- from tables alone ------------------------------------------------------------------------


@pytest.mark.parametrize(("base", "draft"), PAIRS)
def test_tables_alone_say_nearly_the_same(place, tmp_path, monkeypatch, base, draft):
    whole = made(base, draft)
    monkeypatch.setenv("WORKBENCH_TEXTS", str(tmp_path))
    found = made(base, draft)
    assert whole.texts
    assert not found.texts
    assert f"workbench fetch {base}" in found.limits[0]
    assert found.tally == whole.tally
    assert found.near == whole.near
    assert (found.new, found.gone) == (whole.new, whole.gone) or all(
        [c.code for c in a] == [c.code for c in b]
        for a, b in ((found.new, whole.new), (found.gone, whole.gone))
    )
    pairs = [{(k["earlier"], k["later"]) for k in b.links} for b in (found, whole)]
    assert len(pairs[0] & pairs[1]) >= 0.8 * len(pairs[0] | pairs[1])
    assert all(c.klass is None for e in found.entries for c in e.changes)


def test_neither_text_nor_tables(untexted):
    with pytest.raises(InputError, match="its text is not at hand"):
        made("F/RES/63/11", "F/RES/71/8")


def test_base_in_no_series(place, tmp_path):
    path = tmp_path / "base.md"
    path.write_text((SPECIMEN / "texts/F_RES_69_12.md").read_text().replace("69/12", "12/99"))
    found = briefs.brief(str(path), specimen("F/RES/71/8"))
    assert found.series is None
    assert found.tally is None
    assert "in no series" in " ".join(found.limits)


def test_series_without_tables_is_named(place, tmp_path):
    folder = tmp_path / "corpus"
    shutil.copytree(place, folder)
    shutil.rmtree(folder / "tables" / "lake-court")
    found = briefs.brief("F/RES/69/12", specimen("F/RES/71/8"), folder=folder)
    assert "workbench build lake-court" in " ".join(found.limits)


# -- another subject -------------------------------------------------------------------------

BREAD = Resolution("", "Bread", "Bakers' Guild", None, paragraphs=(
    Paragraph("PP1", "preamble", 1, None, "recalling", "Recalling the lack of flour,"),
    Paragraph("OP1", "operative", 1, None, "urges",
              "Urges bakers to sift rye twice, to rest the dough overnight and to sell no loaf "
              "warm;"),
    Paragraph("OP2", "operative", 1, None, "decides", "Decides to taste the loaves in autumn."),
))  # fmt: skip


def test_a_draft_of_another_subject_says_so(place):
    found = made("F/RES/71/8", BREAD)
    assert found.another
    assert view.summary(found)[0].about == "Another subject"
    assert "0.40" in view.summary(found)[0].said
    for base, draft in PAIRS:
        assert not made(base, draft).another


# -- page, document, JSON ------------------------------------------------------------------

TRICKS = '<script>alert(1)</script> =cmd|"/c calc"!A1 \u202eevil\u202c <img src=x onerror=y>'


@pytest.fixture
def hostile(place) -> briefs.Brief:
    text = specimen("F/RES/71/8")
    told = f"Requests the Office for Harbour Safety to count {TRICKS} eels, bells and ropes;"
    more = Paragraph("OP98", "operative", 1, None, "requests", told)
    return made("F/RES/69/12", replace(text, title=TRICKS, symbol="",
                                       paragraphs=(more, *text.paragraphs)))  # fmt: skip


def test_tricks_are_text_on_the_page(hostile):
    page = briefs.html(hostile)
    assert page.count("<script>") == 2  # the page's own
    assert "&lt;script&gt;" in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "U+202E" in page
    assert "\u202e" not in "\n".join(briefs.lines(hostile))


def document(path: Path) -> list[list[str]]:
    import docx

    (table,) = docx.Document(str(path)).tables
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_tricks_are_text_in_the_document(hostile, tmp_path):
    path = briefs.docx(hostile, tmp_path / "brief.docx")
    with zipfile.ZipFile(path) as archive:
        every = "".join(archive.read(n).decode() for n in archive.namelist())
    assert "<script" not in every
    assert "\u202e" not in every
    assert "[U+202E]evil" in every
    assert document(path)[0] == ["Draft", "What changes", "Status", "Precedent", "Note"]


def test_document_has_a_row_for_all_that_changes(place, tmp_path):
    found = made("F/RES/69/12", with_bells("F/RES/71/8"))
    rows = document(briefs.docx(found, tmp_path / "brief.docx"))
    labels = [r[0].split(" was ")[0] for r in rows]
    for e in found.entries:
        assert (e.label in labels) is (e.status != "kept")
    assert all(r[4] == "" for r in rows[1:] if len(set(r)) > 1)
    assert any(r[0].startswith("Kept unchanged: ") for r in rows)
    bells = rows[labels.index("OP99")]
    assert "L/RES/2011/3" in bells[3].replace("\u00a0", " ") or "agreed language" in bells[3]


def test_the_same_brief_the_same_bytes(place, tmp_path):
    written = []
    for n in (1, 2):
        found = made("F/RES/67/14", "F/RES/69/12")
        briefs.docx(found, tmp_path / f"{n}.docx")
        briefs.write_html(found, tmp_path / f"{n}.html")
        written.append([(tmp_path / f"{n}.{x}").read_bytes() for x in ("docx", "html")])
        written[-1].append(json.dumps(briefs.record(found)).encode())
    assert written[0] == written[1]


def test_what_cannot_be_written_leaves_nothing_behind(place, tmp_path):
    found = made("F/RES/67/14", "F/RES/69/12")
    for write in (briefs.docx, briefs.write_html):
        with pytest.raises(InputError, match="can't be written"):
            write(found, tmp_path / "none" / "brief")
    assert list(tmp_path.iterdir()) == []


def test_jupyter_shows_it(place):
    found = made("F/RES/67/14", "F/RES/69/12")
    assert "<table " in found._repr_html_()
    assert repr(found).startswith("<F/RES/69/12 against F/RES/67/14: ")


def test_long_changes_come_first_and_housekeeping_last():
    small, large = (
        Change("wording", "a", "", "a", ""),
        Change("substance", "b c d", "", "b c d", ""),
    )
    tidy = Change("housekeeping", "a b c d e f", "", "", "")
    assert sorted([tidy, small, large], key=view._size) == [large, small, tidy]


# -- the command line -----------------------------------------------------------------------


def run(*args: str | Path):
    return CliRunner().invoke(main, [str(a) for a in args])


def test_command(place, tmp_path):
    draft = SPECIMEN / "texts/F_RES_71_8.md"
    told = run("brief", "F/RES/69/12", draft)
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith("F/RES/71/8 against F/RES/69/12\n")
    found = run("brief", "F/RES/69/12", draft, "--json", "--docx", tmp_path / "b.docx",
                "--html", tmp_path / "b.html")  # fmt: skip
    (line,) = found.stdout.splitlines()
    known = briefs.record(made("F/RES/69/12", "F/RES/71/8"))
    assert json.loads(line) == json.loads(json.dumps(known))
    assert {p.name for p in tmp_path.iterdir()} == {"b.docx", "b.html"}


@pytest.mark.parametrize(
    "args",
    [("F/RES/63/11", "F/RES/71/8"), ("F/RES/69/12", "none.md"), ("nonsense", "F/RES/71/8"),
     ("F/RES/69/12", "F/RES/71/8", "--docx", "/none/x.docx")],
)  # fmt: skip
def test_errors_are_one_line(place, args):
    failed = run("brief", *args)
    assert failed.exit_code == 2
    assert failed.stdout == ""
    assert len(failed.stderr.splitlines()) == 1


# -- real texts -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def renewed(texts, shared) -> briefs.Brief:
    """The text that became A/RES/74/175, as a draft against A/RES/72/194."""
    draft = readers.read(shared / "seed" / "E_RES_2019_21.md")
    return briefs.brief("A/RES/72/194", draft)


@pytest.mark.texts
def test_real_numbers(renewed):
    known = pairs.collated("A/RES/72/194", "A/RES/74/175")["links"]
    fields = ("earlier", "later", "kind", "doubtful")
    assert [[k[f] for f in fields] for k in renewed.links] == [
        [k[f] for f in fields] for k in known
    ]
    assert renewed.counts["kept"] == 6
    assert len(renewed.entries) == 49
    assert (renewed.tally.entity, renewed.tally.base, renewed.tally.draft) == ("UNODC", 15, 23)
    assert [round(x, 1) for x in renewed.tally.density] == [10.4, 9.0]
    assert "A/RES/74/175" in renewed.same
    assert not renewed.another


@pytest.mark.texts
def test_biometrics_is_new_and_its_precedents_are_found(renewed):
    said = {c.code: c for c in renewed.new if c.scheme == "theme"}["biometrics"]
    assert said.labels == ("OP9",)
    assert said.since is None
    paragraph = next(e for e in renewed.entries if e.label == "OP9")
    assert paragraph.status == "new"
    for places in (said.elsewhere, paragraph.precedents):
        assert {("S/RES/2322(2016)", "OP3"), ("S/RES/2396(2017)", "OP15"),
                ("A/RES/72/284", "OP41")} <= {(p.symbol, p.label) for p in places}  # fmt: skip
    assert (paragraph.precedents[0].symbol, paragraph.precedents[0].label) == (
        "S/RES/2396(2017)", "OP15",
    )  # fmt: skip
    everything = [p for e in renewed.entries for p in e.precedents]
    assert not {p.symbol for p in everything} & {"E/RES/2019/21", "A/RES/74/175"}
    assert all(p.adopted < "2019-07-23" for p in everything)


@pytest.mark.texts
def test_the_next_renewal(texts):
    found = briefs.brief("A/RES/74/175", holdings.text("A/RES/78/226"))
    assert list(found.links) == pairs.collated("A/RES/74/175", "A/RES/78/226")["links"]
    assert not found.another
    assert "script" in briefs.html(found)


@pytest.mark.texts
@pytest.mark.parametrize("name", ["A_RES_64_123", "E_RES_2012_19", "A_RES_70_131"])
def test_real_draft_of_another_subject(texts, shared, name):
    path = shared / "bulk" / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{name} is not at hand")
    assert briefs.brief("A/RES/72/194", readers.read(path)).another


@pytest.mark.texts
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_two_pages(renewed, tmp_path):
    import pypdf

    path = briefs.docx(renewed, tmp_path / "brief.docx")
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
         "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True, capture_output=True,
    )  # fmt: skip
    assert len(pypdf.PdfReader(tmp_path / "brief.pdf").pages) == 2


def test_a_draft_with_more_paragraphs_than_any_resolution_is_one_line(place, monkeypatch):
    monkeypatch.setattr(linkage, "MOST", 1)
    draft = readers.read(SPECIMEN / "texts" / "F_RES_71_8.md")
    base = str(SPECIMEN / "texts" / "F_RES_69_12.md")
    with pytest.raises(InputError, match=r"^F/RES/71/8: paragraphs: \d+ against \d+; no two"):
        briefs.brief(base, draft, [])
