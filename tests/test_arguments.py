"""What somebody decides about a measure: the same rule, default and line from Python and shell."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from planted import TRUTH, corpus

import workbench
from workbench import arguments, drift, mandate, measures, reports, steps, topics
from workbench.cli import main
from workbench.errors import InputError

SERIES = TRUTH["series"]
NOTEBOOKS = Path(__file__).parents[1] / "notebooks"


def shell(kind: str, *parameters: str, table: str = ""):
    """The command on the planted series; each parameter as NAME=VALUE."""
    words = ["--corpus", str(corpus().folder), "measure", kind, SERIES, "--csv"]
    words += ["--table", table] if table else []
    for one in parameters:
        words += ["-p", *one.split("=", 1)]
    return CliRunner().invoke(main, words)


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    monkeypatch.setenv("WORKBENCH_CORPUS", "")  # restored after --corpus has set it


WRONG = [
    ("drift", "composition", {"stage": "foo"}, "stage: no 'foo'; there are: adopted, recommended"),
    ("drift", "composition", {"stage": 7}, "stage of composition: found 7, expected text"),
    ("drift", "composition", {"stages": "adopted"}, "no parameter 'stages'; it has: stage, years"),
    ("drift", "composition", {"years": [2007]}, "from 2007 to 2007 stand 0 adopted members"),
    ("drift", "composition", {"years": [2010]}, "stand 1 adopted members at hand, expected 2"),
    ("drift", "composition", {"years": ["x"]}, "expected the first and the last"),
    ("drift", "survival", {"cohort": "old"}, "cohort is 'old'; expected all or new"),
    ("drift", "similarity", {"stage": "adopted"}, "no parameter 'stage'; it has: years"),
    ("drift", "keyness", {"seed": -1}, "seed of keyness: found -1, expected a whole number from"),
    ("drift", "keyness", {"common": 1.5}, "common of keyness: found 1.5, expected a share"),
    ("drift", "keyness", {"pooled": 1}, "pooled of keyness: found 1, expected true or false"),
    ("drift", "keyness", {"permutations": -3}, "permutations of keyness: found -3, expected 0 or"),
    ("mandate", "expansion", {"entity": "Pilots"}, "no row of entities.csv names 'Pilots'"),
    ("mandate", "expansion", {"entity": ["Pilots"]}, "found ['Pilots'], expected a name"),
    ("mandate", "expansion", {"entty": "Pilots"}, "no parameter 'entty'; it has: entity"),
    ("mandate", "ledger", {"scale": "nobody"}, "no file strength-nobody.csv in the codebook"),
    ("topics", "presence", {"themes": "tols"}, "no theme 'tols'; there are: "),
    ("topics", "presence", {"themes": [1]}, "found [1], expected a name or a list of names"),
    ("topics", "model", {"method": 7}, "method of model: found 7, expected text as in 'nmf'"),
]


MEASURES = [(kind, name) for kind in measures.KINDS
            for name in getattr(workbench, kind).MEASURES]  # fmt: skip


@pytest.mark.parametrize(("kind", "name"), MEASURES)
def test_a_measure_called_without_a_corpus_says_what_is_wrong_in_one_line(kind, name):
    measure = getattr(getattr(workbench, kind), name)
    assert hasattr(measure, "__wrapped__"), f"write @checked above {kind}.{name}"
    with pytest.raises(InputError, match=f"^{name} has no parameter 'staeg'; it has: "):
        measure(corpus(), staeg="adopted")
    with pytest.raises(InputError, match=rf"^{name}: missing .*corpus\.measure\({name}\)"):
        measure()


def test_what_is_no_measure_is_one_line():
    for one in ("composition", drift):
        with pytest.raises(InputError, match=r"^measure: found .*; expected a function"):
            corpus().measure(one)


def test_a_decision_is_checked_without_a_corpus_and_by_its_place():
    tables = [getattr(corpus(), name) for name in ("resolutions", "paragraphs", "links")]
    with pytest.raises(InputError, match="stage of composition: found 7, expected text"):
        drift.composition(*tables, None, 7)
    adopted = drift.composition(*tables, None, "adopted")
    pd.testing.assert_frame_equal(adopted, drift.composition(*tables))


@pytest.mark.parametrize(("kind", "table", "given", "said"), WRONG)
def test_an_impossible_argument_is_one_line_from_python_as_from_the_shell(kind, table, given, said):
    with pytest.raises(InputError) as error:
        corpus().measure(measures.named(kind, table), **given)
    line = str(error.value)
    assert said in line and "\n" not in line
    typed = shell(kind, *(f"{n}={v}" for n, v in given.items()), table=table)
    assert (typed.exit_code, typed.output) == (2, f"workbench: {line}\n")


@pytest.mark.parametrize(
    ("notebook", "kind", "table", "given"),
    [
        ("drift", "drift", "composition", {"years": [2010]}),
        ("topics", "topics", "presence", {"themes": ["tols"]}),
        ("mandate", "mandate", "expansion", {"entity": "Pilots"}),
        ("mandate", "mandate", "ledger", {"scale": "nobody"}),
    ],
)
def test_a_report_says_the_same_before_anything_runs(notebook, kind, table, given):
    with pytest.raises(InputError) as error:
        corpus().measure(measures.named(kind, table), **given)
    values = {name: [one] for name, one in given.items()}
    with pytest.raises(InputError, match=re.escape(str(error.value))):
        reports.checked(
            values, [NOTEBOOKS / f"{notebook}.ipynb"], series=[SERIES], folder=corpus().folder
        )


def test_stage_is_checked_in_a_direct_call_too():
    c = corpus()
    for measure in (drift.composition, drift.collated):
        with pytest.raises(InputError, match="stage: no 'foo'"):
            measure(c.resolutions, c.paragraphs, c.links, stage="foo")
    with pytest.raises(InputError, match="stage: no 'foo'"):
        drift.wording(c.resolutions, c.paragraphs, c.edits, c.links, stage="foo")


def test_names_of_measures():
    assert measures.named("mandate") is mandate.expansion
    assert measures.named("topics", "trends") is topics.trends
    with pytest.raises(InputError, match=r"drift has no table 'x'; it has: composition, "):
        measures.named("drift", "x")
    with pytest.raises(InputError, match=r"no measures of 'x'; there are: drift, topics, mandate"):
        measures.named("x")


def test_tables_are_not_given_at_the_shell():
    assert "parameter links: the series' own" in shell("drift", "links=x").output


def test_the_entity_of_the_series_is_one_rule():
    """Library and command line count the same, by the catalogue."""
    c = corpus()
    own = c.measure(mandate.expansion)
    assert own.equals(c.measure(mandate.expansion, entity=c.series.entity))
    assert own.equals(c.measure(mandate.expansion, entity=""))  # a notebook's "none given"
    assert shell("mandate").output == own.to_csv(index=False, lineterminator="\n")
    with pytest.raises(InputError, match="entity"):
        mandate.expansion(c.resolutions, c.paragraphs, c.clauses, c.clause_entities)


def test_a_series_that_follows_nobody_says_whom_it_asks(monkeypatch):
    c = type(corpus())(SERIES, corpus().folder)
    monkeypatch.setitem(c.__dict__, "series", None)
    from dataclasses import replace

    c.__dict__["series"] = replace(corpus().series, entity="")
    asked = c.clause_entities.query("role == 'addressee'")["entity"].value_counts().index[0]
    with pytest.raises(InputError, match=rf"series.csv names none for '{SERIES}'.*: {asked}"):
        c.measure(mandate.expansion)


def test_years_narrow_the_members_of_any_measure():
    c = corpus()
    members = steps.within(c.resolutions, [2010, 2014])
    assert 2 <= len(members) < len(c.resolutions)
    narrowed = c.measure(drift.composition, years=[2010, 2014])
    assert narrowed.equals(c.measure(drift.composition, resolutions=members))
    assert shell("drift", "years=[2010, 2014]").output == narrowed.to_csv(
        index=False, lineterminator="\n"
    )
    assert steps.within(c.resolutions, []) is c.resolutions


def test_years_of_a_series_with_one_text_leave_it():
    one = corpus().resolutions.query("year == 2010")
    assert len(steps.within(one, [2010])) == 1


def test_values_are_made_the_type_of_the_default_where_nothing_is_lost():
    def measure(common: float = 0.5, numbers=(2, 3), themes: Iterable[str] | None = None):  # noqa: F821
        return None

    given = {"common": 1, "numbers": 4, "themes": ("a", "b")}
    assert arguments.decided(measure, given) == {
        "common": 1.0,
        "numbers": [4],
        "themes": ["a", "b"],
    }
    assert arguments.decided(measure, {"themes": None}) == {"themes": None}


def test_what_is_set_apart_is_handed_on_as_it_is():
    table = object()
    assert arguments.decided(lambda links, stage="a": None, {"links": table}, ["links"]) == {
        "links": table
    }
    with pytest.raises(InputError, match=re.escape("it has: stage")):
        arguments.decided(lambda links, stage="a": None, {"x": 1}, ["links"])
