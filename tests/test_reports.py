"""Reports: parameters are checked first, runs are whole or not there, pages are safe and the same.

The notebooks are small ones written here; the corpus is an invented series.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote
from xml.etree import ElementTree

import docx
import pytest

from workbench import library, reports, show
from workbench.errors import InputError
from workbench.files import alone
from workbench.reports import execution, folders, history, markup, memo, page, pdf

SERIES = "federation"
CATALOGUE = """series,title,kind,entity,description
federation,Assistance by the Bureau of Bridges & Ferries,renewals,Bureau,Two texts of <cantons>
loose,Loose documents,collection,Bureau,
"""
MEMBERS = """series,symbol,stage,adopted,organ,title,recommends,adopted_as,verified
federation,F/RES/1/1,adopted,2001-12-01,Assembly of the Federated Cantons,On bridges,,,yes
federation,F/RES/3/1,adopted,2003-12-01,Assembly of the Federated Cantons,On bridges,,,yes
"""
PARAMETERS = """series = "federation"
seed = 7
texts = False  # needs texts
share = 0.5
words: list = ["bridge"]
years = []
label = "all"
"""


def notebook(path: Path, *cells: str, parameters: str = PARAMETERS) -> Path:
    """Write a notebook: cells that start with # are markdown, the others code."""
    content = {
        "cells": [
            {"cell_type": "code", "id": "p", "metadata": {"tags": ["parameters"]},
             "source": parameters, "outputs": [], "execution_count": None},
            *(
                {"cell_type": "markdown", "id": f"m{i}", "metadata": {}, "source": cell}
                if cell.startswith("#")
                else {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": cell,
                      "outputs": [], "execution_count": None}
                for i, cell in enumerate(cells)
            ),
        ],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


READ = (
    "from workbench.codebook import folder\nrows = (folder() / '{}').read_text().splitlines()[1:]"
)
GOOD = (
    "# Bridges <i>then</i> & now\n\nSee A/RES/74/175. ![seen](https://example.org/x.png) "
    "[bad](javascript:alert(1)) [good](https://undocs.org/en/A/RES/1/1)",
    "from workbench import show\nimport pandas as pd\n" + READ.format("tables/federation/ties.csv"),
    "show.finding(f'{len(rows)} are linked to A/RES/74/175.', 'linked', "
    "values={'links': len(rows)}, labels=[('A/RES/74/175', 'OP9')],"
    "figure='kinds', table='links')",
    "import matplotlib.pyplot as plt\nf, a = plt.subplots()\n"
    "a.bar(['kept', 'added'], [len(rows), 2])\n"
    "show.figure(f, 'kinds', f'{len(rows)} kept, 2 added', data=pd.DataFrame({'n': [2]}))",
    "show.table(pd.DataFrame({'symbol': ['A/RES/74/175', 'A/OP3'], 'share': [0.5, None],"
    " 'words': ['<script>alert(1)</script>', '=cmd|x']}), 'links', 'Links <b>', "
    "formats={'share': '.0%'})",
    "show.limit('Nothing is said about ferries.', 'ferries')",
    "print('counted', seed)",
)
LINKS = (
    "# Links",
    "from workbench import show\n" + READ.format("tables/federation/ties.csv"),
    "show.finding(f'{len(rows)} are linked.', 'linked', values={'links': len(rows)})",
)
SECOND = (
    "# Words",
    "from workbench import show\n" + READ.format("tables/federation/counts.csv"),
    "show.finding(f'{len(rows)} words.', 'words', values={'words': len(rows)}, rank=1)",
)
BROKEN = (
    "# Broken",
    "from workbench import show\nshow.finding('Said before it broke.', 'before')",
    "1 / 0",
    "show.limit('Never said.', 'after')",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    corpus(folder / "corpus")
    notebooks = folder / "notebooks"
    notebooks.mkdir()
    notebook(notebooks / "good.ipynb", *GOOD)
    notebook(notebooks / "links.ipynb", *LINKS)
    notebook(notebooks / "second.ipynb", *SECOND, parameters='series = "federation"')
    notebook(notebooks / "broken.ipynb", *BROKEN)
    return folder


def corpus(folder: Path) -> Path:
    (folder / "tables" / SERIES).mkdir(parents=True)
    (folder / "series.csv").write_text(CATALOGUE)
    (folder / "resolutions.csv").write_text(MEMBERS)
    (folder / "tables" / SERIES / "ties.csv").write_text("earlier,later\nOP1,OP1\nOP2,OP3\n")
    (folder / "tables" / SERIES / "counts.csv").write_text("word,count\nbridge,3\n")
    return folder


def run(place: Path, *names: str, **options):
    options = {"corpus": place / "corpus", "progress": False, "printed": False} | options
    chosen = [place / "notebooks" / f"{name}.ipynb" for name in names]
    return reports.run([SERIES], chosen, **options)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(place):
    """One run of three notebooks, one of which is broken."""
    (one,) = run(place, "good", "broken", "second", out=place / "made", printed=True)
    return one


@pytest.fixture(scope="module")
def html(made) -> str:
    return (made.folder / "report.html").read_text(encoding="utf-8")


# ── parameters ───────────────────────────────────────────────────────────────────────────────


def test_parameters_are_those_of_the_tagged_cell(place):
    assert reports.parameters(place / "notebooks/good.ipynb") == {
        "series": "federation", "seed": 7, "texts": False, "share": 0.5, "words": ["bridge"],
        "years": [], "label": "all",
    }  # fmt: skip


def test_default_that_is_no_plain_value_is_refused(tmp_path):
    odd = notebook(tmp_path / "odd.ipynb", parameters="seed = 3 + len(x)")
    with pytest.raises(InputError, match=r"odd.ipynb: default of parameter 'seed' is '3 \+ len\(x"):
        reports.parameters(odd)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"cells": 3, "nbformat": 4}'])
def test_file_that_is_no_notebook_is_named(tmp_path, content):
    (tmp_path / "odd.ipynb").write_text(content)
    with pytest.raises(InputError, match=r"odd\.ipynb: no notebook|odd\.ipynb: notebook format"):
        reports.parameters(tmp_path / "odd.ipynb")


def checked(place, values):
    return reports.checked(
        values, [place / "notebooks/good.ipynb"], series=[SERIES], folder=place / "corpus"
    )


def test_values_given_twice_make_a_grid(place):
    assert checked(place, {}) == [{}]
    assert checked(place, {"seed": [1, 2], "texts": [True, False]}) == [
        {"seed": seed, "texts": texts} for seed in (1, 2) for texts in (True, False)
    ]


def test_value_given_twice_is_one_run(place):
    assert checked(place, {"seed": [1, 1]}) == [{"seed": 1}]
    assert checked(place, {"texts": [False, True]}) == [{"texts": False}, {"texts": True}]


def test_values_become_the_type_of_the_default_where_nothing_is_lost(place):
    (got,) = checked(place, {"share": [1], "words": ["ferry"], "years": [[2001]]})
    assert got == {"share": 1.0, "words": ["ferry"], "years": [2001]}
    assert type(got["share"]) is float


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"sed": [1]}, "no parameter 'sed' in the notebooks; there are: label, seed, series,"),
        ({"seed": ["a"]}, "seed of good: found 'a', expected a whole number as in 7"),
        ({"seed": [True]}, "found True, expected a whole number"),
        ({"seed": [1.5]}, "found 1.5, expected a whole number"),
        ({"seed": [-1]}, "found -1, expected a whole number from 0"),
        ({"texts": [1]}, "found 1, expected true or false"),
        ({"texts": [None]}, "found None, expected true or false"),
        ({"share": ["half"]}, "expected a number as in 0.5"),
        ({"words": [[1]]}, "found 1, expected text as in 'bridge'"),
        ({"label": [7]}, "found 7, expected text as in 'all'; write it '\"7\"'"),
        ({"years": [[1990]]}, "found 1990, expected a year from 2001 to 2003"),
        ({"years": [["2001"]]}, "found '2001', expected a year"),
        ({"series": ["nonsense"]}, "no series 'nonsense' in the catalogue"),
    ],
)
def test_wrong_parameter_is_one_line(place, values, said):
    with pytest.raises(InputError) as error:
        checked(place, values)
    assert said in str(error.value) and "\n" not in str(error.value)


def test_theme_must_be_in_the_codebook(place, tmp_path):
    one = notebook(tmp_path / "one.ipynb", parameters="theme = ''\nentities = []\nscale = ''")
    for values, said in (
        ({"theme": ["dragons"]}, "no theme 'dragons'; there are: "),
        ({"entities": [["Dragons"]]}, r"no row of entities\.csv names 'Dragons'"),
        ({"scale": ["dragons"]}, r"no file strength-dragons\.csv in the codebook"),
    ):
        with pytest.raises(InputError, match=said):
            reports.checked(values, [one], folder=place / "corpus")
    assert reports.checked({"theme": [""]}, [one]) == [{"theme": ""}]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("7", 7), ("true", True), ("gender", "gender"), ("[a, b]", ["a", "b"]), ('"007"', "007"),
     ("2019-12-18", "2019-12-18"), ("0.5", 0.5), ("", None)],
)  # fmt: skip
def test_values_are_typed_as_yaml(typed, read):
    assert reports.value("p", typed) == read


def test_value_that_is_no_yaml_is_one_line():
    with pytest.raises(InputError, match=r"parameter p: '\[a' is no YAML"):
        reports.value("p", "[a")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"parameters": {"sed": [1]}}, "no parameter 'sed'"),
        ({"parameters": {"series": ["federation"]}}, "give it there"),
        ({"keep": 0}, "keep: found 0, expected 1 or more"),
        ({"timeout": -1}, "timeout: found -1"),
    ],
)
def test_nothing_runs_or_is_written_for_wrong_input(place, tmp_path, options, said):
    with pytest.raises(InputError, match=said):
        run(place, "good", out=tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_unknown_names_are_refused_with_those_that_exist(place, tmp_path):
    out = {"out": tmp_path / "out", "corpus": place / "corpus"}
    with pytest.raises(InputError, match="no series 'x' in the catalogue; there are: federation"):
        reports.run(["x"], [place / "notebooks/good.ipynb"], **out)
    with pytest.raises(InputError, match="loose is a collection"):
        reports.run(["loose"], [place / "notebooks/good.ipynb"], **out)
    with pytest.raises(InputError, match="no notebook 'x'; there are: corpus, renewals"):
        reports.run([SERIES], ["x"], **out)
    with pytest.raises(InputError, match="no such notebook"):
        reports.run([SERIES], ["x.ipynb"], **out)
    assert not (tmp_path / "out").exists()


# ── what a run leaves ────────────────────────────────────────────────────────────────────────


def test_run_has_its_files(made):
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{8}", made.folder.name)
    assert made.folder.parent.name == SERIES
    assert set(files(made.folder)) == {
        "report.html", "run.json", "tables.xlsx", *(["report.pdf"] if pdf.browser() else []),
        "notebooks/good.ipynb", "notebooks/second.ipynb", "notebooks/broken.ipynb",
        "figures/good-kinds.svg", "figures/good-kinds.png",
        "tables/good-kinds.csv", "tables/good-links.csv",
    }  # fmt: skip


def test_same_inputs_give_the_same_bytes(place, made):
    (again,) = run(place, "good", "broken", "second", out=place / "again", workers=1, printed=True)
    one, other = files(made.folder), files(again.folder)
    assert again.folder.name[-8:] == made.folder.name[-8:]
    assert set(one) == set(other)
    assert [name for name in one if one[name] != other[name]] in ([], ["run.json"])


def test_no_path_or_time_is_in_what_a_run_leaves(place, made):
    for name, content in files(made.folder).items():
        assert str(place).encode() not in content, name
        assert str(Path.home()).encode() + b"/" not in content, name
        if name.endswith(".ipynb"):
            assert b"papermill" not in content and b"ipykernel_" not in content


def test_run_is_recorded(made):
    record = json.loads((made.folder / "run.json").read_text())
    good, broken, second = record["notebooks"]
    assert set(good["reads"]) == {"tables/federation/ties.csv", "shipped/codebook/columns.csv"}
    assert set(second["reads"]) == {"tables/federation/counts.csv"}
    assert second["parameters"] == {"series": SERIES}
    assert record["versions"]["pandas"] and record["seconds"] > 0
    assert broken["failure"] == "broken, code cell 3: ZeroDivisionError: division by zero"
    assert record["changes"] == ["first run"]
    assert record["findings"][0]["values"] == {"links": 2}


def test_failing_notebook_is_kept_and_does_not_stop_the_others(made, html):
    assert [str(f) for f in made.failed] == [
        "broken, code cell 3: ZeroDivisionError: division by zero"
    ]
    assert "Notebook broken failed" in html and "ZeroDivisionError: division by zero" in html
    assert "Said before it broke." in html and "<li>Never said." not in html
    kept = json.loads((made.folder / "notebooks/broken.ipynb").read_text())
    assert kept["cells"][-2]["source"] == ["1 / 0"]
    assert kept["cells"][-2]["outputs"][0]["ename"] == "ZeroDivisionError"
    assert "1 words." in html


def test_tables_are_csv_without_formulas(made):
    with (made.folder / "tables/good-links.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["symbol", "share", "words"],
        ["A/RES/74/175", "0.5", "<script>alert(1)</script>"],
        ["A/OP3", "", "'=cmd|x"],
    ]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_cell_that_starts_a_formula_becomes_text(cell):
    facts = {"columns": [{"name": "a"}, {"name": "n"}], "rows": [[cell, -1]]}
    _, row = csv.reader(io.StringIO(page.csv_text(facts), newline=""))
    assert row == ["'" + cell.replace("\r", "\n"), "-1"]


class Page(HTMLParser):
    """What a page asks for, and its structure."""

    def __init__(self, text: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def test_page_asks_for_nothing_on_the_network(html):
    seen = Page(html)
    for tag, attrs in seen.tags:
        for name in ("src", "srcset", "data", "poster", "action", "background"):
            assert attrs.get(name, "data:").startswith("data:"), (tag, attrs)
        if tag == "link":
            assert attrs["href"] == "data:,"
        assert not any(name.startswith("on") for name in attrs), (tag, attrs)
    assert "@import" not in html and not re.search(r"url\((?!data:|%23)", html)
    assert len(html) < 5_000_000


def test_everything_that_comes_from_data_is_escaped(html):
    seen = Page(html)
    assert len(seen.all("script")) == 2  # both ours
    assert "<script>alert(1)</script>" in "".join(seen.words)
    assert "Bridges <i>then</i> & now" in "".join(seen.words)
    assert not seen.all("i") and not seen.all("b")
    assert not any((a.get("href") or "").startswith("javascript") for a in seen.all("a"))
    assert "example.org" not in html  # an image on the network is named, not fetched


def test_symbols_link_to_the_official_document_and_labels_do_not(html):
    links = [a.get("href") for a in Page(html).all("a")]
    assert "https://undocs.org/en/A/RES/74/175" in links
    assert not any("A/OP3" in (link or "") for link in links)


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("A/RES/78/226 OP36", ["A/RES/78/226"]),  # a label stands after it
        ("A/RES/78/226 (2023)", ["A/RES/78/226"]),
        ("S/RES/2396 (2017) and S/RES/1373(2001)", ["S/RES/2396 (2017)", "S/RES/1373(2001)"]),
        ("A/RES/62/172\nA/RES/64/177", ["A/RES/62/172", "A/RES/64/177"]),
        ("E/CN.7/2019/1, A/C.3/74/L.5/Rev.1.", ["E/CN.7/2019/1", "A/C.3/74/L.5/Rev.1"]),
        ("A/OP3, A/PP1, and/or, A/b, resolution 74/175", []),  # labels of parts; words
    ],
)
def test_symbols_in_full_are_linked(text, symbols):
    found = Page(str(markup.linked(text)))
    assert re.findall(r">([^<]+)</a>", str(markup.linked(text))) == symbols
    assert "".join(found.words) == text


def test_links_inside_the_page_lead_somewhere(html, made):
    seen = Page(html)
    ids = [attrs["id"] for _, attrs in seen.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    for attrs in seen.all("a"):
        href = attrs["href"]
        if href.startswith("#"):
            assert href[1:] in ids, href
        elif not href.startswith("https://undocs.org/"):
            assert (made.folder / href).exists(), href


def test_figures_have_alternative_texts(html):
    images = Page(html).all("img")
    assert [image["alt"] for image in images] == ["2 kept, 2 added"]
    head, _, drawing = images[0]["src"].partition(",")
    assert head == "data:image/svg+xml"
    assert ElementTree.fromstring(unquote(drawing)).tag == "{http://www.w3.org/2000/svg}svg"


def test_address_of_a_figure_cannot_leave_its_attribute():
    address = markup.svg_address('<svg a="\'"><!-- x --> <b>&amp;"><script>alert(1)</script></svg>')
    assert not set(address) & set('<>"&#')
    assert unquote(address).endswith('<b>&amp;"><script>alert(1)</script></svg>')


def test_findings_of_the_first_page_come_first_then_limits_then_sections(html):
    limits = html.index('id="limits"')
    first, limit = html.index("1 words."), html.index("Nothing is said about ferries", limits)
    assert first < limit < html.index("2 are linked")


def report_of(*ranks: float, **validated) -> str:
    """A page of two notebooks with findings of these ranks and the same limit."""

    def notebook(name):
        facts = [
            {"kind": "finding", "id": f"{name}-{i}", "name": str(i), "text": f"{name} {rank}.",
             "topic": "In counts", "labels": [], "figure": None, "table": None, "rank": rank}
            for i, rank in enumerate(ranks)
        ]  # fmt: skip
        blocks = [page.Block("finding", one) for one in facts]
        blocks.append(page.Block("limit", {"name": "gap", "text": "Not known."}))
        return page.Notebook(name, name, "", tuple(blocks), (), None)

    row = SimpleNamespace(title="T", description="", kind="renewals")
    record = {"notebooks": [], "versions": {"resolution-workbench": "0"}, "inputs": "0",
              "code": "0", "parameters": {"seed": 7}, **validated}  # fmt: skip
    return page.report("s", row, [notebook("a"), notebook("b")], record)


def test_contents_lead_to_what_changed_only_where_a_first_page_says_it():
    assert 'href="#findings"' not in report_of(1)


def test_the_first_page_leads_to_how_sure_it_is_what_is_missing_and_how_to_cite():
    first = report_of(1).partition('id="numbers"')[0].partition('class="first"')[2]
    assert "Not known." in first
    assert re.findall('href="(#[a-z]+)"', first) == ["#validated", "#limits", "#cite"]


def test_first_page_has_the_findings_that_belong_there_and_limits_once():
    late = show.FIRST_PAGE
    first, _, below = report_of(1, 10, late, late + 5).partition('id="limits"')
    assert [first.index(f"{t}.</p>") for t in ("a 1", "b 1", "a 10", "b 10")] == sorted(
        first.index(f"{t}.</p>") for t in ("a 1", "b 1", "a 10", "b 10")
    )
    assert f"a {late}." not in first and "4 more findings in the sections below" in first
    assert below.count("<li>Not known.") == 1 and f"a {late}." in below


def test_first_page_without_such_findings_has_the_first_ten():
    late = show.FIRST_PAGE
    first = report_of(*range(late, late + 7)).partition('id="limits"')[0]
    assert first.count('<p class="said">') == 10 and "4 more findings" in first
    said = {
        "findings": [{"kind": "finding", "text": t, "rank": r} for t, r in (("b", 1), ("a", 0))]
    }
    assert markup.headline(said) == "a"


def test_agreement_with_readers_is_shown_and_a_run_can_be_cited():
    row = scored("<Ada>", "F1", "0.900") | {"symbol": "A/RES/1/1"}
    text = report_of(1, agreement=[row])
    assert "machine beside &lt;Ada&gt;" in text and "0.800 to 0.950" in text
    assert "Developed on" not in text
    assert "Developed on" in report_of(1, agreement=[row | {"held_out": "False"}])
    assert "workbench report s -p seed &#39;7&#39;" in text
    assert "The workbench authors, “T”, report" in text
    assert report_of(1).count("no reader has checked what the machine found") == 1


def test_a_run_is_cited_with_the_day_of_its_last_text():
    record = {"versions": {"resolution-workbench": "0"}, "inputs": "0", "parameters": {}}
    told = {"head": {"facts": ["3 May 2019", "adopted without a vote"]}}
    cited = page.citation("s", SimpleNamespace(title="T"), record, told)
    assert cited.startswith("The workbench authors, “T”, report of the resolution workbench 0 on "
                            "texts up to 3 May 2019, inputs 0.")  # fmt: skip


def scored(beside: str, measure: str, figure: str, settled: str = "False") -> dict[str, str]:
    return {"sample": "theme-1", "scheme": "theme", "coding": "machine", "beside": beside,
            "measure": measure, "symbol": "", "figure": figure, "low": "0.800", "high": "0.950",
            "n_paragraphs": "30", "held_out": "True", "settled": settled}  # fmt: skip


def test_the_first_page_says_how_the_machine_does_beside_what_was_settled():
    rows = [scored("Ada", m, "0.500") for m in ("precision", "recall", "F1")]
    shown = report_of(1, agreement=rows).partition('id="cite"')[0]
    assert "Ada coded 30 paragraphs for themes" in shown and "finds 50% of what" in shown
    both = rows + [scored("us all", m, "0.900", "True") for m in ("precision", "recall", "F1")]
    shown = report_of(1, agreement=both).partition('id="cite"')[0]
    assert "Ada coded" not in shown and "Us all coded 30 paragraphs" in shown
    assert "19 times in 20" not in shown  # the table has it
    assert "No reader has checked added, dropped and carried-on paragraphs, whom clauses" in shown


def test_counts_are_shown_with_errors_carried_on():
    row = {"scheme": "theme", "code": "sea_ice", "symbol": "", "earlier": "", "n_machine": "29",
           "estimate": "29.5", "low": "28.0", "high": "31.2", "n_drawn": "60"}  # fmt: skip
    text = report_of(1, estimates=[row])
    assert "sea ice" in text and "28.0 to 31.2" in text
    assert "errors carried on" not in report_of(1)


def test_how_far_doubts_are_those_of_readers_is_said():
    measures = (
        "doubts: named of those of readers",
        "doubts: named in vain",
        "counts: inside what readers leave open",
        "counts: range meets that of readers",
    )
    parts = ((5, 8), (1, 6), (3, 4), (4, 4))
    rows = [
        {"measure": measure, "document": "two pairs", "figure": f"{a / b:.3f}", "n": b, "note": ""}
        for measure, (a, b) in zip(measures, parts, strict=True)
    ]
    text = report_of(1, doubts=rows)
    assert "5 of the 8 paragraphs that readers doubt are named doubtful" in text
    assert "1 of the 6 named are doubted by no reader" in text
    assert "3 lie inside what readers leave open, and 4 of the ranges given meet theirs" in text
    assert "that readers doubt" not in report_of(1, doubts=rows[:3])


def test_changed_figures_of_agreement_make_a_new_report(place, tmp_path):
    here = {"corpus": corpus(tmp_path / "corpus"), "out": tmp_path / "out", "if_changed": True}
    (first,) = run(place, "links", **here)
    folders.put(tmp_path / "corpus/codebook/doubts.csv", "measure,document,figure,n,note\n")
    (second,) = run(place, "links", **here)
    assert second.unchanged == ("links",) and second.folder != first.folder
    assert second.changes == ("the figures of agreement with readers changed",)
    (third,) = run(place, "links", **here)
    assert third.folder == second.folder


def test_a_library_that_changed_makes_a_new_report(place, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(tmp_path / "library.sqlite"))
    texts = sorted((Path(__file__).parent / "specimen" / "texts").iterdir())
    asked = tmp_path / "asked.ipynb"
    cells = ("from workbench.library import Library", "len(lib) if (lib := Library()) else 0")
    notebook(asked, *cells, parameters='series = "federation"')
    here = {"corpus": place / "corpus", "out": tmp_path / "out", "if_changed": True}
    runs = [reports.run([SERIES], [asked], progress=False, printed=False, **here)[0]]
    for files in (texts[:1], texts[:1], texts[:2]):  # a first library, nothing new, a document more
        library.add(files)
        runs += reports.run([SERIES], [asked], progress=False, printed=False, **here)
    none, one, same, two = (run.folder for run in runs)
    assert same == one and len({none, one, two}) == 3
    assert runs[3].changes == ("library: changed",)


def test_marks_that_turn_text_around_are_shown():
    assert markup.visible("safe\u202eexe.txt") == "safe[U+202E]exe.txt"


def test_tables_are_one_workbook_of_words_and_numbers(made):
    with zipfile.ZipFile(made.folder / "tables.xlsx") as file:
        assert file.testzip() is None
        parts = {name: ElementTree.fromstring(file.read(name)) for name in file.namelist()}
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    sheets = parts["xl/workbook.xml"].findall(".//m:sheet", space)
    assert [sheet.get("name") for sheet in sheets] == ["good-kinds", "good-links"]
    sheet, words = parts["xl/worksheets/sheet2.xml"], parts["xl/sharedStrings.xml"]
    assert not sheet.findall(".//m:f", space)  # no formula
    of = ["".join(one.itertext()) for one in words.findall("m:si", space)]
    cells = {c.get("r"): (c.get("t"), c.findtext("m:v", None, space))
             for c in sheet.findall(".//m:c", space)}  # fmt: skip
    shown = {at: of[int(value)] if kind == "s" else float(value)
             for at, (kind, value) in cells.items() if not at.endswith("1")}  # fmt: skip
    assert shown == {"A2": "A/RES/74/175", "B2": 0.5, "C2": "<script>alert(1)</script>",
                     "A3": "A/OP3", "C3": "=cmd|x"}  # fmt: skip


def test_pdf_is_the_same_bytes_each_time_and_names_no_place(made):
    program = pdf.browser()
    if not program:
        pytest.skip("no browser is installed")
    content = (made.folder / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert str(made.folder).encode() not in content and b"file://" not in content
    time.sleep(1.1)  # its clock has moved on
    assert pdf.printed(made.folder / "report.html", program) == content


def test_pdf_parts_keep_their_length():
    was = b"/CreationDate (D:20261124073343+00'00') /ID (node00000130) (node00000128 node00000130)"
    now = b"/CreationDate (D:20000101000000+00'00') /ID (node00000001) (node00000002 node00000001)"
    assert pdf.steady(was) == now and len(was) == len(now)


def test_browser_that_fails_leaves_the_page(place, tmp_path, capsys, monkeypatch):
    (tmp_path / "browser").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "browser").chmod(0o755)
    monkeypatch.setenv("WORKBENCH_BROWSER", str(tmp_path / "browser"))
    (one,) = run(place, "second", out=tmp_path / "out", printed=True)
    assert (one.folder / "report.html").exists() and not (one.folder / "report.pdf").exists()
    assert "printed no PDF; report.html stands without" in capsys.readouterr().err
    monkeypatch.setenv("WORKBENCH_BROWSER", "")
    assert pdf.browser() is None


def test_log_has_a_line_for_each_run(made):
    (line,) = (made.folder.parents[1] / "log.txt").read_text().splitlines()
    assert re.fullmatch(
        rf"\S+ federation: {made.folder.name}, \d+ s, first run, "
        "failed: broken, code cell 3: ZeroDivisionError: division by zero",
        line,
    )


def test_index_lists_runs_with_their_headlines(made):
    index = (made.folder.parents[1] / "index.html").read_text(encoding="utf-8")
    assert "Assistance by the Bureau of Bridges &amp; Ferries" in index
    assert f"{SERIES}/{made.folder.name}/report.html" in index
    assert "1 words." in index  # of the lowest rank
    assert "broken, code cell 3" in index


def test_a_subject_in_the_list_of_runs_is_not_gone_where_only_paragraphs_are():
    piece = {"labels": ["OP3"], "said": ""}
    entry = {"subject": "Lamps", "kind": "paragraph", "pieces": [piece]}
    sections = [{"name": "new", "entries": [entry]}, {"name": "gone", "entries": [entry]}]
    head = {"symbol": "F/RES/1", "facts": []}
    facts = {"kind": "matter", "head": head, "sections": sections}
    shown = [SimpleNamespace(shown=lambda kind: [facts])]
    told = page.told(shown)
    assert (told["new"], told["gone"]) == (["Lamps"], ["Lamps (OP3)"])


TRICKS = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "=cmd|' /C calc'!A0",
          "+1+cmd|x", "@SUM(1)", "safe\u202etxt.exe")  # fmt: skip


def test_tricks_in_a_notebooks_output_stand_there_as_text(place, tmp_path):
    """In the page, the CSV and the workbook; whichever call showed them."""
    tricky = notebook(
        tmp_path / "tricky.ipynb",
        "# Tricks " + " ".join(TRICKS[:2]),
        f"import pandas as pd\nfrom workbench import show\ntricks = {TRICKS!r}",
        "show.table(pd.DataFrame({t: [t] for t in tricks}), 'tricks', tricks[1])",
        "show.finding(' '.join(tricks), 'said', topic=tricks[0], labels=[tricks[:2]], rank=1)",
        "show.limit(tricks[1], 'limit')",
        "show.prose(' '.join(tricks))",
        "print(*tricks)",
        "raise ValueError(' '.join(tricks))",
    )
    (one,) = reports.run([SERIES], [tricky], out=tmp_path / "out", corpus=place / "corpus",
                         progress=False, printed=False)  # fmt: skip
    pages = [one.folder / "report.html", tmp_path / "out" / "index.html"]
    for path in pages:
        text = path.read_text(encoding="utf-8")
        seen = Page(text)
        assert len(seen.all("script")) == 2  # ours
        assert not [a for a in seen.all("img") if a.get("src") == "x"]
        assert not any(name.startswith("on") for _, attrs in seen.tags for name in attrs)
        assert "\u202e" not in text and "[U+202E]" in text
        assert TRICKS[0] in "".join(seen.words)
    rows = list(csv.reader((one.folder / "tables/tricky-tricks.csv").open(newline="")))
    shown = [t.replace("\u202e", "[U+202E]") for t in TRICKS]
    harmless = ["'" + t if t[0] in "=+@" else t for t in shown]
    assert rows[1] == harmless
    with zipfile.ZipFile(one.folder / "tables.xlsx") as file:
        parts = [file.read(n).decode() for n in file.namelist() if n.endswith(".xml")]
    assert not any(re.search(r"<f[ >]", part) for part in parts)  # no formula
    assert any("=cmd|" in part for part in parts) and not any("\u202e" in part for part in parts)


def test_image_shown_without_words_is_shown_as_it_is(tmp_path):
    content = {"cells": [{"cell_type": "code", "source": "f", "metadata": {}, "outputs": [
        {"output_type": "display_data", "data": {"image/png": "AAAA", "text/plain": "<Figure>"}},
        {"output_type": "display_data", "data": {show.MIME: {"kind": "unknown"},
                                                 "text/plain": "plain"}},
    ]}]}  # fmt: skip
    kinds = [block.kind for block in page._blocks("one", content)]
    assert kinds == ["image", "text", "code"]


# ── runs that keep themselves ────────────────────────────────────────────────────────────────


def test_unchanged_notebooks_are_not_run_again(place, tmp_path):
    here = {"corpus": corpus(tmp_path / "corpus"), "out": tmp_path / "out", "if_changed": True}
    (first,) = run(place, "links", "second", **here)
    before = files(tmp_path / "out")
    (same,) = run(place, "links", "second", **here)
    assert same.folder == first.folder and same.unchanged == ("links", "second")
    after = files(tmp_path / "out")
    assert set(before) == set(after)
    assert {name for name in before if before[name] != after[name]} <= {"index.html", "log.txt"}
    assert after["log.txt"].decode().endswith("federation: nothing has changed\n")

    with (tmp_path / "corpus/tables" / SERIES / "ties.csv").open("a") as file:
        file.write("OP4,OP4\n")
    (third,) = run(place, "links", "second", **here)
    assert third.unchanged == ("second",)
    assert third.changes == (
        "tables/federation/ties.csv: OP4 new",
        "links, linked: links 2 → 3 (+1)",
    )
    assert "1 words." in (third.folder / "report.html").read_text()

    kept, more = run(place, "second", "links", **here, parameters={"seed": [8, 9]}, keep=1)
    assert kept.unchanged == () and kept.changes == ("first run",)
    compared = (tmp_path / "out" / SERIES / page.COMPARISON).read_text()
    assert "2 runs that differ in seed. 0 of 2 findings differ." in compared
    assert "3 are linked" in compared and f"{SERIES}/comparison.html" in (
        tmp_path / "out" / "index.html").read_text()  # fmt: skip
    (other,) = run(place, "links", "second", **(here | {"if_changed": False}), keep=1)
    left = {path.name for path in (tmp_path / "out" / SERIES).iterdir() if path.is_dir()}
    # the newest of each set of parameters
    assert left == {other.folder.name, kept.folder.name, more.folder.name}


def test_only_an_execution_that_would_be_the_same_is_taken_over(tmp_path):
    job = execution.Job("a", '{"cells": []}')
    entry = {
        "name": "a", "failure": None, "source": history._source(job), "parameters": {}, "reads": {},
    }  # fmt: skip
    record = {"code": history.code(), "versions": history.versions(), "notebooks": [entry]}

    def reusable(folder, **other):
        past = folders.Past(folder, record | {"notebooks": [entry | other]})
        return history.reusable(job, past, folder)

    folders.put(tmp_path / "notebooks/a.ipynb", "{}")
    assert reusable(tmp_path)
    assert not reusable(tmp_path, failure="a, code cell 1: no")
    assert not reusable(tmp_path, source="other")
    assert not reusable(tmp_path, parameters={"seed": 1})
    assert not reusable(tmp_path, reads={"series.csv": "0"})


def test_code_is_all_that_the_package_brings_but_not_what_is_made_of_it(tmp_path):
    for name in ("a.py", "findings/order.csv", "templates/a.j2", "__pycache__/a.pyc",
                 "b/__pycache__/c.pyc", ".hidden", "shipped/corpus/series.csv"):  # fmt: skip
        folders.put(tmp_path / name, "")
    told = [path.relative_to(tmp_path).as_posix() for path in history.parts(tmp_path)]
    assert told == ["a.py", "findings/order.csv", "templates/a.j2"]


def test_codebook_file_of_ones_own_counts_as_a_change(tmp_path):
    shipped = "shipped/codebook/themes/counter-terrorism.csv"
    assert history._now(shipped, tmp_path)
    folders.put(tmp_path / "codebook/themes/counter-terrorism.csv", "theme\n")
    assert history._now(shipped, tmp_path) is None


def test_changes_are_told():
    was = {
        "versions": {"pandas": "3.0"}, "code": "a",
        "notebooks": [{"name": "n", "source": "1", "reads": {"t.csv": "1", "u.csv": "1"}}],
        "rows": {"t.csv": {"gender": "1", "drones": "1"}},
        "findings": [{"notebook": "n", "name": "f", "text": "x", "values": {"a": 1, "b": "PP1"}},
                     {"notebook": "n", "name": "g", "text": "x", "values": {}}],
    }  # fmt: skip
    now = {
        "versions": {"pandas": "3.1"}, "code": "b",
        "notebooks": [{"name": "n", "source": "2", "reads": {"t.csv": "2", "v.csv": "1"}}],
        "rows": {"t.csv": {"gender": "2", "evidence": "1"}},
        "findings": [{"notebook": "n", "name": "f", "text": "y", "values": {"a": 3, "b": "PP2"}},
                     {"notebook": "n", "name": "h", "text": "x", "values": {}}],
    }  # fmt: skip
    assert list(history.changes(was, now)) == [
        "t.csv: gender changed, drones gone, evidence new",
        "u.csv: no longer read",
        "v.csv: read for the first time",
        "pandas: 3.0 → 3.1",
        "the workbench's code changed",
        "notebook n changed",
        "n, f: a 1 → 3 (+2); b PP1 → PP2",
        "n, g: gone",
        "n, h: new",
    ]
    assert list(history.changes(now, now)) == []


# ── folders ──────────────────────────────────────────────────────────────────────────────────


def test_folder_that_is_a_file_is_one_line(place, tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match=r"out: .*; the outputs can't be written there"):
        run(place, "good", out=tmp_path / "out")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_write_error_is_one_line_and_leaves_nothing(tmp_path, number):
    (tmp_path / SERIES / "20010101T000000Z-00000000").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(InputError) as error, folders.fresh(tmp_path / SERIES, "0" * 64) as fresh:
        folders.put(fresh / "report.html", "half")
        raise OSError(number, os.strerror(number), str(fresh / "figure.svg"))
    assert os.strerror(number) in str(error.value) and "\n" not in str(error.value)
    assert sorted(tmp_path.rglob("*")) == before


def test_no_folder_is_left_of_a_series_whose_first_run_failed(tmp_path):
    with pytest.raises(ZeroDivisionError), folders.fresh(tmp_path / SERIES, "0" * 64):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_run_after_one_of_a_clock_that_was_ahead_is_the_newest(tmp_path):
    ahead = tmp_path / "29991231T235958Z-12345678"
    ahead.mkdir()
    (tmp_path / "notes-Z-of mine").mkdir()
    assert folders._free(tmp_path, "abcdefgh9").name == "29991231T235959Z-abcdefgh"


@pytest.mark.parametrize("said", ["", "[]", "{}", "[" * 100_000, '{"series": 7}', "\udcff"])
def test_a_record_that_is_none_is_no_run(said, tmp_path):
    folder = tmp_path / SERIES / "20310101T000000Z-12345678"
    folder.mkdir(parents=True)
    (folder / "run.json").write_bytes(said.encode(errors="surrogateescape"))
    assert folders.past(tmp_path) == []


def test_what_a_killed_run_left_is_swept(tmp_path):
    folders.put(tmp_path / SERIES / f"{folders.UNFINISHED}x" / "report.html", "half")
    folders.put(tmp_path / SERIES / "20010101T000000Z-00000000" / "run.json", "{}")
    folders.sweep(tmp_path)
    assert [p.name for p in (tmp_path / SERIES).iterdir()] == ["20010101T000000Z-00000000"]


def test_second_run_waits_and_says_so(tmp_path, monkeypatch):
    holder = (
        "import sys; from pathlib import Path; from workbench import files\n"
        "with files.alone(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    first = subprocess.Popen([sys.executable, "-c", holder, tmp_path], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)  # fmt: skip
    assert first.stdout.readline() == b"held\n"

    class Heard(io.StringIO):
        def write(self, text: str) -> int:
            if "another process is writing here; waiting" in text:
                first.stdin.close()  # which makes it end
            return super().write(text)

    monkeypatch.setattr(sys, "stderr", Heard())
    with alone(tmp_path):
        assert first.stdin.closed
    assert first.wait() == 0


def test_who_holds_a_folder_may_ask_again_and_where_none_can_be_is_one_line(tmp_path, capsys):
    with alone(tmp_path / "new"), alone(tmp_path / "new"):
        assert capsys.readouterr().err == ""
    (tmp_path / "file").touch()
    said = r"file/new: can't be written to \(Not a directory\); get leave"
    with pytest.raises(InputError, match=said), alone(tmp_path / "file" / "new"):
        pass


RUN = """import sys; from pathlib import Path; from workbench import reports
place, out = map(Path, sys.argv[1:])
reports.run(["federation"], [place / "notebooks/links.ipynb", place / "notebooks/second.ipynb"],
            out=out, corpus=place / "corpus", progress=False, printed=False)"""


def killed(place: Path, out: Path, after: float) -> None:
    """Start a run, kill it after some seconds, and see that only whole runs are there."""
    process = subprocess.Popen([sys.executable, "-c", RUN, place, out])
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    assert process.wait() in (-signal.SIGKILL, 0)  # it had not failed of itself
    for path in out.glob(f"{SERIES}/[!.]*"):
        assert (path / "run.json").exists() and (path / "report.html").exists()


def test_killed_run_leaves_only_whole_runs_and_a_free_lock(place, tmp_path):
    killed(place, tmp_path, 2.0)
    (one,) = run(place, "second", out=tmp_path)
    assert not one.failed
    assert not list(tmp_path.rglob(f"{folders.UNFINISHED}*"))


@pytest.mark.slow
def test_two_runs_at_once_take_turns(place, tmp_path):
    several = [
        subprocess.Popen([sys.executable, "-c", RUN, place, tmp_path], stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    told = [process.communicate()[1].decode() for process in several]
    assert [process.returncode for process in several] == [0, 0]
    assert sum("another process is writing here; waiting for it" in text for text in told) == 1
    whole = [path.parent for path in tmp_path.glob(f"{SERIES}/*/run.json")]
    assert len(whole) == 2 and not list(tmp_path.rglob(f"{folders.UNFINISHED}*"))
    one, other = (files(path) for path in whole)
    assert [name for name in one if one[name] != other[name]] == ["run.json"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["report.html", "tables.xlsx", "run.json", "index.html"])
def test_full_disk_leaves_the_last_run_as_it_was(place, tmp_path, monkeypatch, name):
    (first,) = run(place, "good", out=tmp_path)
    before = files(first.folder)

    def filling(write):
        def full(path, content):
            if path.name.endswith(name):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            write(path, content)

        return full

    monkeypatch.setattr(folders, "put", filling(folders.put))
    monkeypatch.setattr(folders.files, "replaced", filling(folders.files.replaced))
    with pytest.raises(InputError, match="No space left on device") as error:
        run(place, "good", out=tmp_path)
    assert "\n" not in str(error.value)
    assert files(first.folder) == before
    assert not list(tmp_path.rglob(f"{folders.UNFINISHED}*"))
    monkeypatch.undo()
    (again,) = run(place, "good", out=tmp_path)
    assert not again.failed


@pytest.mark.slow
def test_runs_killed_at_twenty_moments(place, tmp_path):
    start = time.monotonic()
    run(place, "links", "second", out=tmp_path)
    whole = time.monotonic() - start + 1  # and the start of Python
    for moment in range(20):
        killed(place, tmp_path, whole * moment / 20)
    (one,) = run(place, "links", "second", out=tmp_path)
    assert not one.failed
    assert not list(tmp_path.rglob(f"{folders.UNFINISHED}*"))


# ── notebooks in the repository ──────────────────────────────────────────────────────────────


def test_stored_notebooks_are_the_same_bytes_each_time(place, tmp_path):
    one = notebook(tmp_path / "one.ipynb", *GOOD)
    environment = {"WORKBENCH_CORPUS": str(place / "corpus")}
    os.environ |= environment
    try:
        assert reports.stored([one]) == []
        first = one.read_bytes()
        assert reports.stored([one]) == []
    finally:
        for name in environment:
            del os.environ[name]
    assert one.read_bytes() == first
    content = json.loads(first)
    code = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert content["metadata"]["kernelspec"]["name"] == "python3"


def test_stored_notebook_that_fails_stays_as_it_was(tmp_path):
    one = notebook(tmp_path / "one.ipynb", *BROKEN)
    before = one.read_bytes()
    (failure,) = reports.stored([one])
    assert str(failure) == "one, code cell 3: ZeroDivisionError: division by zero"
    assert one.read_bytes() == before


def test_a_memo_of_a_title_longer_than_the_format_allows():
    head = {"symbol": "F/RES/1", "earlier": "", "title": "Locks and lamps " * 20, "facts": [],
            "due": [], "since": {}, "themes": ""}  # fmt: skip
    made = docx.Document(io.BytesIO(memo.memo({"head": head, "sections": []}, [], "T", "")))
    assert made.core_properties.title.endswith(" …")
    assert len(made.core_properties.title) <= memo.TITLE


def test_a_memo_says_how_sure_it_is_and_what_cant_be_said():
    head = {"symbol": "F/RES/1", "earlier": "", "title": "Locks", "facts": [], "due": [],
            "since": {}, "themes": ""}  # fmt: skip
    limits = ["No votes are read. They stand elsewhere.", "Tables are not read.", "Nor maps."]
    made = memo.memo({"head": head, "sections": []}, [], "T", "", "Nobody knows.", limits)
    told = [paragraph.text.strip() for paragraph in docx.Document(io.BytesIO(made)).paragraphs]
    assert "How sure: Nobody knows. What can’t be said: No votes are read." in told


def _piece(words: int = 1, **more) -> dict:
    return {"said": "lamp " * words, "more": "", "symbol": "F/RES/2", "labels": ["OP1"],
            "was": [], "echoes": "", "doubt": "", "wording": [], **more}  # fmt: skip


def test_a_memo_has_as_many_lines_as_two_pages_hold():
    short, long = ({"subject": "Locks", "kind": "paragraph", "pieces": [_piece(words)]}
                   for words in (1, 60))  # fmt: skip
    assert len(memo._fitting([short] * 20, 100)) == memo.MOST
    assert len(memo._fitting([long] * 20, 60)) == 1
    head = {"symbol": "F/RES/1", "earlier": "F/RES/0", "title": "Locks", "facts": [], "due": [],
            "since": {}, "themes": ""}  # fmt: skip
    for entry in (short, long):
        sections = [{"name": name, "title": name, "nothing": "", "entries": [entry] * 20}
                    for name in memo.COLOURS]  # fmt: skip
        made = memo.memo({"head": head, "sections": sections}, [], "T", "")
        document = docx.Document(io.BytesIO(made))
        assert memo._height(document) <= memo.PAGES * memo.PAGE
        told = [p for p in document.paragraphs if p.style.name == "List Bullet"]
        assert len(told) == 3 * memo.MOST if entry is short else len(told) > 3


def test_a_heading_stands_apart_from_its_line_and_none_is_made_of_nothing():
    head = {"facts": [], "due": [], "earlier": "F/RES/1", "symbol": "F/RES/2", "since": {}}
    entries = [{"subject": subject, "kind": "paragraph", "pieces": [_piece(said="lamps")]}
               for subject in ("Locks", "")]  # fmt: skip
    section = {"name": "new", "title": "New", "nothing": "", "also": "", "entries": entries}
    page = markup.templates().get_template("matter.html.j2").module.page
    told = str(page({"head": head, "sections": [section]}, 12))
    assert "<li><strong>Locks</strong> <span>lamps" in told and "<li><span>lamps" in told


def test_a_page_without_words_says_how_to_have_them():
    def worded(pieces: list) -> bool:
        return markup.worded({"sections": [{"entries": [{"pieces": pieces}]}]})

    assert not worded([_piece()])
    assert worded([_piece(), _piece(wording=[("ins", "lamp")])])
