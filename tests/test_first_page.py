"""From texts to the report's first page, end to end: every line beside the planted truth.

The tables of the specimen are built from its texts, `workbench report` is run as a user runs it,
and what its first page says is read from `run.json` and compared with `truth.json`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import form
import pytest
from planted import TRUTH, corpus

from workbench import plots, prose, show

MEMBERS = {s: m for s, m in TRUTH["members"].items() if m["stage"] == "adopted"}
FIRST, *_, BEFORE, LAST = MEMBERS
PAIR = next(p for p in TRUTH["pairs"] if (p["earlier"], p["later"]) == (BEFORE, LAST))
KINDS = {kind: [(a, b) for a, b, k in PAIR["links"] if k == kind]
         for kind in ("kept", "revised", "merged", "split", "promoted")}  # fmt: skip
TASKS = {name: by[LAST] for name, by in TRUTH["mandate"]["tasks"].items() if LAST in by}
NOTEBOOKS = ("corpus", "renewals", "topics", "mandate")


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Path:
    """The folder of a run over the specimen, made by the command."""
    out = tmp_path_factory.mktemp("first-page")
    command = [sys.executable, "-m", "workbench.cli", "--corpus", corpus().folder, "report",
               TRUTH["series"], "--out", out]  # fmt: skip
    for name in NOTEBOOKS:
        command += ["--notebook", name]
    environment = {**os.environ, "WORKBENCH_BROWSER": "", "WORKBENCH_TEXTS": ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.split()[-1])


@pytest.fixture(scope="module")
def record(run) -> dict:
    return json.loads((run / "run.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lines(record) -> dict[str, dict]:
    found = [f for f in record["findings"] if f["kind"] == "finding"]
    return {f["name"]: f for f in sorted(found, key=lambda f: f["rank"])
            if f["rank"] < show.FIRST_PAGE}  # fmt: skip


def numbers(text: str) -> set[str]:
    return set(re.findall(r"(?:PP|OP)\d+", text))


def share(labels, symbol: str) -> float:
    """Share of a member's words that stand in some paragraphs."""
    counts = MEMBERS[symbol]["words"]
    return sum(counts[n] for n in set(labels)) / sum(counts.values())


def test_lines_stand_in_the_order_of_an_advisers_questions(lines):
    order = ["latest", "carried", "composition", "expansion", "ledger", "strength", "gone",
             "emergence", "sources", "duties"]  # fmt: skip
    assert list(lines) == order
    ranks = [line["rank"] for line in lines.values()]
    assert ranks == sorted(set(ranks))


def test_every_line_links_to_its_evidence(run, lines):
    page = (run / "report.html").read_text(encoding="utf-8")
    first = page[page.index('id="numbers"') : page.index('id="limits"')]
    items = re.findall(r"<li><h3.*?</li>", first, re.S)
    assert len(items) == len(lines)
    for item in items:
        (place,) = re.findall(r'href="#([\w-]+)">(?:Figure|Table)<', item)
        assert f'id="{place}"' in page
        assert "paragraph" in item and 'class="label"' in item


def test_the_latest_member(lines):
    now, was = MEMBERS[LAST], MEMBERS[BEFORE]
    assert lines["latest"]["values"] == {
        "paragraphs": len(now["words"]), "words": now["n_words"],
        "more_paragraphs": len(now["words"]) - len(was["words"]),
        "more_words": now["n_words"] - was["n_words"],
    }  # fmt: skip
    assert lines["latest"]["text"].startswith(f"{LAST}, adopted 14 December 2016, has ")


def test_how_much_is_carried(lines):
    values = lines["carried"]["values"]
    assert values["carried"] == pytest.approx(1 - share(PAIR["added"], LAST), abs=1e-4)
    assert values["kept"] == pytest.approx(share((b for _, b in KINDS["kept"]), LAST), abs=1e-4)
    assert values["low"] <= values["carried"] <= values["high"]
    gone = share(PAIR["dropped"], BEFORE)
    assert f"{BEFORE} {1 - gone:.0%}" in lines["carried"]["text"]


def test_counts_of_the_renewal(lines):
    values = lines["composition"]["values"]
    later = {b for a, b, _ in PAIR["links"]}
    kept = {b for _, b in KINDS["kept"]}
    expected = {
        "kept": len(kept), "revised": len(later - kept), "added": len(PAIR["added"]),
        "dropped": len(PAIR["dropped"]),
    }  # fmt: skip
    assert {k: values[k] for k in expected} == expected
    for kind, count in expected.items():
        assert values[f"{kind}_low"] <= count <= values[f"{kind}_high"]
    for a, b in ((d[0], d[1]) for d in PAIR["doubtful"]):
        assert f"{a} → {b}" in lines["composition"]["text"]


def test_tasks_of_the_entity_by_count_and_density(lines):
    # compared on this side of the gap, from the first member that asks at all
    start = TRUTH["pairs"][0]["later"]
    truth = [TRUTH["mandate"]["members"][symbol] for symbol in (start, LAST)]
    counts = [m["directive"] for m in truth]
    density = [1000 * m["directive"] / m["operative_words"] for m in truth]
    values = lines["expansion"]["values"]
    assert [values["first"], values["last"]] == counts
    assert [values["density_first"], values["density_last"]] == pytest.approx(density, abs=1e-3)
    assert f"after {prose.number(counts[0])} in {start}" in lines["expansion"]["text"]


def test_the_ledger(lines):
    values = lines["ledger"]["values"]
    status = [t["status"] for t in TASKS.values()]
    here = [s for s in status if s != "lapsed"]
    fresh = ("new", "newly addressed", "revived")
    assert values["tasks"] == len(here)
    assert values["carried"] == len([s for s in here if s not in fresh])
    for name in fresh:
        assert values[name.replace(" ", "_")] == status.count(name)
    assert values["ended"] == status.count("lapsed")
    assert values["fewer_conditions"] == status.count("conditions lost")


def test_verbs_stronger_and_weaker(lines):
    values, text = lines["strength"]["values"], lines["strength"]["text"]
    mine = {t["label"]: t["status"] for t in TASKS.values()}
    planted = [e for e in TRUTH["edits"] if e["later"] == LAST and e["class"] == "strength"]
    for way, status in (("stronger", "strengthened"), ("weaker", "weakened")):
        assert values[way] == list(mine.values()).count(status)
    others = [e for e in planted if mine.get(e["later_label"]) not in ("strengthened", "weakened")]
    assert values["other_stronger"] + values["other_weaker"] == len(others)
    for edit in planted:
        assert edit["later_label"] in numbers(text)
        for side in ("dropped", "added"):
            assert edit[side].lower().split()[0] in text.lower()


def test_what_quietly_went(run, lines):
    values, text = lines["gone"]["values"], lines["gone"]["text"]
    qualifiers = [e for e in TRUTH["edits"] if e["later"] == LAST and e["class"] == "qualifier"
                  and not e["added"]]  # fmt: skip
    assert values["paragraphs"] == len(PAIR["dropped"])
    assert values["conditions"] == len(qualifiers)
    assert numbers(text) >= {*PAIR["dropped"], *(e["earlier_label"] for e in qualifiers)}


def test_themes_and_those_that_entered(lines):
    by = {s: {t for found in TRUTH["themes"][s].values() for t in found} for s in MEMBERS}
    known = {t.theme: t.title for t in corpus().codebook.themes}
    before = set().union(*(by[s] for s in MEMBERS if s != LAST))
    assert lines["emergence"]["values"] == {
        "themes": len(known), "found": len(before | by[LAST]), "entering": len(by[LAST] - before),
    }  # fmt: skip
    for theme in by[LAST] - before:
        assert known[theme] in lines["emergence"]["text"]


def test_where_the_new_wording_comes_from(lines):
    """Of what is added only the revived provision has words that stood before, in its own past."""
    back = TRUTH["histories"]["lapsed_and_revived"]
    (provision,) = (name for name, by in back.items() if by["revived"][0] == LAST)
    label = back[provision]["revived"][1]
    places = TRUTH["provisions"][provision]
    values, text = lines["sources"]["values"], lines["sources"]["text"]
    assert values == {"added": len(PAIR["added"]), "found": 1, "searched": len(MEMBERS) - 1}
    assert any(f"{symbol} ({n} for {label}, " in text for symbol, n in places.items())


def test_what_is_due(lines):
    (duty,) = [d for d in TRUTH["duties"] if d["symbol"] == LAST]
    said = (
        f"{LAST} asks for a report by the {duty['who']} to the {duty['to']}, "
        f"{duty['session']}rd session: {duty['label']}."
    )
    assert lines["duties"]["text"].startswith(said)


def test_what_cannot_be_said_names_the_hole_once(run):
    page = (run / "report.html").read_text(encoding="utf-8")
    limits = page[page.index('id="limits"') : page.index("<article")]
    assert limits.count("has no text here") == 1 and TRUTH["missing"] in limits
    texts = re.findall(r"<li>(.*?)</li>", limits, re.S)
    assert len(texts) == len(set(texts))


@pytest.mark.texts
def test_the_published_renewal_beside_the_gold(shared):
    """72/194 → 74/175: the gold's counts lie in our ranges, its doubtful pairs left out."""
    from workbench import Corpus, drift, findings, mandate, steps

    gold = json.loads(
        (shared / "gold/alignments/A_RES_72_194__A_RES_74_175.json").read_text("utf-8")
    )
    series = Corpus.load("ct-assistance")
    members = steps.within(series.resolutions, [2017, 2019])
    composition = series.measure(drift.composition, resolutions=members)
    collated = series.measure(drift.collated, resolutions=members)
    line = findings.composition(composition, collated).bundle[show.MIME]
    by = composition.set_index("kind")
    kinds = {k: [(a, b) for a, b, kind in gold["links"] if kind == k] for k in
             ("kept", "revised", "merged", "split")}  # fmt: skip
    assert [len(kinds[k]) for k in kinds] == [6, 21, 4, 2]
    assert line["values"]["kept"] == len(kinds["kept"])
    doubtful_earlier, doubtful_later = ({d[i] for d in gold["doubtful"]} for i in (0, 1))
    later_side = {b for k in ("revised", "merged", "split") for _, b in kinds[k]}
    expected = {"revised": later_side, "added": set(gold["added"]), "dropped": set(gold["dropped"])}
    for kind, right in expected.items():
        labels = set(by.loc[kind, "labels"].split())
        close = labels & (doubtful_earlier if kind == "dropped" else doubtful_later)
        low, high = by.loc[kind, ["n_paragraphs_low", "n_paragraphs_high"]]
        assert low - len(close) <= len(right) <= high, kind
    # merges and splits are links; here they are the paragraphs that share them
    assert by.loc["split", "n_paragraphs"] == len({a for a, _ in kinds["split"]})
    expansion = series.measure(mandate.expansion, resolutions=members, entity="UNODC")
    several = series.measure(mandate.specifications, resolutions=members, entity="UNODC")
    said = findings.expansion(expansion, "UNODC", specifications=several).bundle[show.MIME]
    assert "23 clauses that ask UNODC to do something, after 15" in said["text"]
    assert "these are 9.0 clauses, after 10.4" in said["text"]


# ── as it is seen ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", form.WIDTHS)
@pytest.mark.parametrize("page", ["report.html", "../../index.html"])
def test_nothing_is_wider_than_its_window(run, browser, page, width):
    assert form.opened(browser, run / page, width).evaluate(form.WIDER) == []


@pytest.mark.parametrize("width", form.WIDTHS)
def test_a_fold_opened_alone_is_no_wider_than_its_window(run, browser, width):
    tab = form.opened(browser, run / "report.html", width)
    assert tab.evaluate(form.FOLDS_WIDER) == []


def test_few_screens(run, browser):
    assert form.screens(form.opened(browser, run / "report.html")) <= 11
    assert form.screens(form.opened(browser, run / "report.html", 390)) <= 16


@pytest.mark.parametrize("page", ["report.html", "../../index.html"])
def test_who_does_not_see_the_page_misses_nothing(run, browser, page):
    assert form.opened(browser, run / page).evaluate(form.FAULTS) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("page", ["report.html", "../../index.html"])
def test_words_stand_out_from_their_ground(run, browser, page, theme):
    assert form.opened(browser, run / page, theme=theme).evaluate(form.FAINT) == []


def test_faults_of_form_are_found(browser, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text(
        "<!doctype html><title>x</title><main><h1>One</h1><h3 id=a>Leap</h3><p id=a><img>"
        "<a href='#a'></a><table><tr><th>x</table><p style='color: #888'>faint</p>"
        "<details><summary>s</summary><p style='width: 2000px'>wide</p></details></main>"
    )
    tab = form.opened(browser, page)
    told = " ".join(tab.evaluate(form.FAULTS))
    for rule in ("no language", "leaps", "image", "press", "heading of nothing", "name", "twice"):
        assert rule in told
    assert [line[-5:] for line in tab.evaluate(form.FAINT)] == ["faint"]
    assert form.opened(browser, page).evaluate(form.FOLDS_WIDER) == ["s"]
    assert [line[-4:] for line in form.opened(browser, page).evaluate(form.WIDER)] == ["wide"]


def test_a_phone_has_sections_folded_and_paper_has_them_open(run, browser):
    page = run / "report.html"
    open_of = "() => [...document.querySelectorAll('details.spread')].map((d) => d.open)"
    assert all(form.opened(browser, page).evaluate(open_of))
    phone = form.opened(browser, page, 390)
    folded = phone.evaluate(open_of)
    assert len(folded) > 10 and not any(folded)
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert all(phone.evaluate(open_of))
    assert phone.locator(".matter > details:not([open])").count() == 0


def test_a_link_leads_into_a_folded_section(run, browser):
    phone = form.opened(browser, run / "report.html", 390)
    phone.locator(".numbers .evidence a", has_text="Figure").first.click()
    named = phone.evaluate("location.hash.slice(1)")
    assert phone.locator(f"#{named}").is_visible()


def test_a_figure_opens_larger(run, browser):
    phone = form.opened(browser, run / "report.html", 390)
    phone.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    phone.locator("figure button", has_text="Larger").first.click()
    assert phone.locator("dialog img").bounding_box()["width"] >= 720
    phone.keyboard.press("Escape")
    assert phone.locator("dialog").count() == 0


def test_no_heading_has_an_underscore(run):
    page = (run / "report.html").read_text(encoding="utf-8")
    heads = re.findall(r"<(h[1-4]|th)\b[^>]*>(.*?)</\1>", page, re.S)
    assert len(heads) > 50
    assert [words for _, words in heads if "_" in re.sub(r"<[^>]+>", "", words)] == []


def test_links_within_the_page_lead_somewhere(run):
    page = (run / "report.html").read_text(encoding="utf-8")
    places = set(re.findall(r'\bid="([^"]+)"', page))
    assert {a for a in re.findall(r'href="#([^"]+)"', page) if a not in places} == set()


def test_a_finding_is_said_once(run, lines):
    page = (run / "report.html").read_text(encoding="utf-8")
    article = page[page.index("<article") :]
    said = [line["text"] for line in lines.values()]
    assert [text for text in said if f'<p class="said">{text[:40]}' in article] == []


# ── the memo ─────────────────────────────────────────────────────────────────────────────────


def test_the_memo_has_the_lines_of_the_first_page(run):
    import docx

    document = docx.Document(run / "memo.docx")
    told = "\n".join(p.text for p in document.paragraphs)
    for said in ("Safe navigation", "New", "Gone", "Stronger, weaker, otherwise", "To cite: "):
        assert said in told
    assert "Who has new tasks. Harbour Office: lend shallow barges to villages … OP20" in told
    assert [s.type for s in document.inline_shapes], "no figure"
    targets = {r.target_ref for r in document.part.rels.values() if r.is_external}
    assert "https://undocs.org/en/F/RES/71/8" in targets


def test_the_memos_figures_are_read_on_paper(run):
    import docx

    shapes = docx.Document(run / "memo.docx").inline_shapes
    assert len(shapes) == 2
    for shape in shapes:  # letters of eight points in the figure are of six on paper at least
        assert 8 * shape.width.inches / plots.WIDTH >= 6


def test_the_memo_is_of_one_page_or_two_that_are_filled(run, tmp_path):
    office = shutil.which("soffice")
    if not office:
        pytest.skip("no LibreOffice is installed")
    import pypdfium2

    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
               "--convert-to", "pdf", "--outdir", tmp_path, run / "memo.docx"]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    pages = pypdfium2.PdfDocument(tmp_path / "memo.pdf")
    assert len(pages) <= 2
    last = pages[len(pages) - 1].render().to_pil().convert("L")
    inked = [
        y for y in range(last.height) if last.crop((0, y, last.width, y + 1)).getextrema()[0] < 200
    ]
    assert max(inked) > last.height / 3
