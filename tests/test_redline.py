"""Redlines: what is printed is what stands in the texts, on the page, in Word and from tables."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench import codebook, collation, corpus, readers, redline, symbols
from workbench.errors import InputError
from workbench.records import Paragraph, Resolution
from workbench.text import words

SPECIMEN = Path(__file__).parent / "specimen"
MEMBERS = ("F_RES_61_7", "F_RES_65_9", "F_RES_67_14", "F_RES_69_12", "F_RES_71_8")
PAIRS = [*pairwise(MEMBERS), ("F_RES_71_8", "F_RES_61_7"), ("C_RES_2014_6", "F_RES_69_12")]
REAL = [("A/RES/72/194", "A/RES/74/175"), ("A/RES/75/291", "A/RES/77/298")]

needs_pandoc = pytest.mark.skipif(not shutil.which("pandoc"), reason="pandoc is not installed")


@cache
def specimen(name: str) -> Resolution:
    return readers.read(SPECIMEN / "texts" / f"{name}.md")


@cache
def lined(earlier: str, later: str) -> redline.Redline:
    return redline.changes(specimen(earlier), specimen(later))


@pytest.fixture(params=PAIRS, ids=lambda p: " ".join(p))
def pair(request) -> redline.Redline:
    return lined(*request.param)


@pytest.fixture(scope="session")
def real(texts):
    """Redlines of real texts by the symbols of both."""
    places = readers.texts(texts)

    @cache
    def made(earlier: str, later: str) -> redline.Redline:
        return redline.changes(readers.read(places[earlier]), readers.read(places[later]))

    return made


def resolution(*texts: str, symbol: str = "F/RES/1/1", **facts) -> Resolution:
    """A resolution of operative paragraphs."""
    paragraphs = tuple(
        Paragraph(f"OP{n}", "operative", 1, None, None, text) for n, text in enumerate(texts, 1)
    )
    return Resolution(symbol, "On ferries", "Federal Assembly", date(2001, 2, 3),
                      paragraphs=paragraphs, **facts)  # fmt: skip


def printed(shown: redline.Redline, gone: str, side: str) -> dict[str, str]:
    """Text of each paragraph, from the runs."""
    texts: dict[str, str] = defaultdict(str)
    for row in shown.rows:
        for run in row.runs:
            if run.kind != gone:
                texts[getattr(run, side)] += run.text
    return texts


def holds(shown: redline.Redline) -> None:
    """The law of the module."""
    for gone, side in (("ins", "earlier"), ("del", "later")):
        found = printed(shown, gone, side)
        for p in getattr(shown, side).paragraphs:
            assert found[p.label] == p.text
    for row in shown.rows:
        assert all(run.later in (row.later, None) for run in row.runs)
    assert [r.later for r in shown.rows if r.later] == [p.label for p in shown.later.paragraphs]
    lost = [r.earlier[0] for r in shown.rows if not r.later]
    assert {x for r in shown.rows for x in r.earlier} == {p.label for p in shown.earlier.paragraphs}
    assert len(lost) == len(set(lost))


def marked(row: redline.Row) -> str:
    """Runs as one line: [-went-], {+came+}."""
    ends = {"equal": "{}", "del": "[-{}-]", "ins": "{{+{}+}}"}
    return "".join(ends[run.kind].format(run.text) for run in row.runs)


# ── runs ─────────────────────────────────────────────────────────────────────────────────────


def test_runs_are_both_texts_as_printed(pair):
    holds(pair)


@pytest.mark.texts
@pytest.mark.parametrize("ends", REAL, ids=" ".join)
def test_runs_are_both_real_texts_as_printed(real, ends):
    holds(real(*ends))
    holds(real(*reversed(ends)))


@pytest.mark.parametrize(
    ("earlier", "later", "line"),
    [
        (
            "Requests the Office to inspect every quay, and to report to the Assembly;",
            "Also requests the Office to inspect every quay, and to report to the Assembly.",
            # case, the punctuation at the end
            "[-Requests-]{+Also requests+} the Office to inspect every quay, and to report to the "
            "Assembly[-;-]{+.+}",
        ),
        (
            "Urges the Cantons to paint all buoys before the spring flood;",
            "Urges the Cantons, upon request, to paint all buoys before the spring flood;",
            "Urges the Cantons{+, upon request,+} to paint all buoys before the spring flood;",
        ),
        (
            "Invites the Cantons, as appropriate, to light up and sound the harbours of the lake;",
            "Invites the Cantons to light up and sound all harbours of the lake;",
            "Invites the Cantons[-, as appropriate,-] to light up and sound [-the-]{+all+} "
            "harbours of the lake;",
        ),
        (
            "Thanks the pilots’ league for its charts (1:500) of every shoal;",
            "Thanks the pilots' league for its charts [1:500] of every shoal;",
            "Thanks the pilots[-’-]{+'+} league for its charts [-(-]{+[+}1:500[-)-]{+]+} of "
            "every shoal;",
        ),
    ],
)
def test_changes_are_cut_where_a_reader_would(earlier, later, line):
    (row,) = redline.changes(resolution(earlier), resolution(later)).rows
    assert marked(row) == line


def test_runs_bear_the_class_of_their_edit():
    (row,) = redline.changes(
        resolution("Invites the Member Cantons on the lake to paint all their buoys;"),
        resolution("Urges the Member Cantons on the lake to paint all their buoys, upon request;"),
    ).rows
    assert row.classes == ("strength", "qualifier")
    assert row.n_words == (12, 12 + 2) and row.n_changed == (1, 1 + 2)


def test_a_text_with_itself_is_kept_and_a_text_with_nothing_added():
    text = specimen("F_RES_65_9")
    same = redline.changes(text, text)
    assert {row.kind for row in same.rows} == {"kept"} and not any(r.changed for r in same.rows)
    empty = replace(text, paragraphs=())
    assert {row.kind for row in redline.changes(empty, text).rows} == {"added"}
    assert {row.kind for row in redline.changes(text, empty).rows} == {"dropped"}
    for shown in (same, redline.changes(empty, text), redline.changes(empty, empty)):
        holds(shown)
        assert redline.html(shown) and redline.html(shown, "side") and shown._repr_html_()


def test_rows_are_what_was_planted():
    truth = json.loads((SPECIMEN / "truth.json").read_text(encoding="utf-8"))
    for planted in truth["pairs"]:
        ends = (planted[x].replace("/", "_") for x in ("earlier", "later"))
        rows = {row.later: row for row in lined(*ends).rows if row.later}
        for earlier, later, kind in planted["links"]:
            assert earlier in rows[later].earlier
            if kind in ("merged", "split", "kept"):
                assert rows[later].kind == kind
        assert {x for x, row in rows.items() if row.kind == "added"} == set(planted["added"])
        for earlier, later in planted["moved"]:
            assert earlier in rows[later].moved


def test_dropped_paragraphs_stand_after_what_stood_before_them():
    texts = [f"Requests the Office to inspect the {x} of every harbour;" for x in
             ("quays and cranes", "lamps and bells", "locks and weirs")]  # fmt: skip
    shown = redline.changes(resolution(*texts), resolution(texts[0], texts[2]))
    assert [(r.earlier, r.later) for r in shown.rows] == [
        (("OP1",), "OP1"), (("OP2",), None), (("OP3",), "OP2"),
    ]  # fmt: skip


def test_links_of_other_texts_are_one_line():
    links = collation.links(specimen("F_RES_61_7"), specimen("F_RES_65_9"))
    with pytest.raises(InputError, match="expected links of these two texts"):
        redline.changes(resolution("Urges nothing;"), specimen("F_RES_65_9"), links)


WORDS = st.sampled_from([
    "the", "Office", "harbour", "requests", "Also", "pilots’", "co\u2011ordinate", "7/12", "of",
    "and", "I", "(a)", "naïve", "—", "“buoys”", "¶", ";", "\u00adsoft\u00adly", "\x1d",
])  # fmt: skip
TEXTS = st.lists(st.lists(WORDS, max_size=14).map(" ".join), max_size=5, unique=True)


@settings(max_examples=60)
@given(TEXTS, TEXTS, st.randoms(use_true_random=False))
def test_the_law_holds_whatever_stands_there(earlier, later, random):
    later = [*later, *random.sample(earlier, random.randint(0, len(earlier)))]
    random.shuffle(later)
    if len(earlier) > 1 and random.random() < 0.5:
        later.append(f"{earlier[0]} {earlier[1]}")  # a merge, or half of one
    shown = redline.changes(resolution(*earlier), resolution(*later, symbol="F/RES/2/2"))
    holds(shown)
    stream = [*redline.word._woven(*redline.word._sequences(shown))]
    for gone, texts in (("del", later), ("ins", earlier)):
        kept = [item for kind, item in stream if kind != gone]
        body = "".join("\n" if item.ends else item.text for item in kept).split("\n", 2)[2]
        assert body == "".join(f"OP{n}\t{text}\n" for n, text in enumerate(texts, 1))


# ── pages ────────────────────────────────────────────────────────────────────────────────────


class Page(HTMLParser):
    """Text of a page's paragraphs without what went, or without what came."""

    def __init__(self, gone: str):
        super().__init__()
        self.gone, self.out, self.inside, self.skipped = gone, [], False, 0

    def handle_starttag(self, tag, attrs):
        if tag == "p" and "text" in dict(attrs).get("class", "").split():
            self.inside = True
            self.out.append("")
        self.skipped += tag == self.gone

    def handle_endtag(self, tag):
        self.skipped -= tag == self.gone
        if tag == "p":
            self.inside = False

    def handle_data(self, data):
        if self.inside and not self.skipped:
            self.out[-1] += data


def read(page: str, gone: str) -> list[str]:
    parser = Page(gone)
    parser.feed(page)
    return [x for x in parser.out if x]


@pytest.mark.parametrize("layout", redline.LAYOUTS)
def test_page_has_the_later_text_in_order(layout):
    shown = lined("F_RES_69_12", "F_RES_71_8")
    found = read(redline.html(shown, layout), "del")
    texts = [p.text for p in shown.later.paragraphs]
    if layout == "side":  # of the earlier text stands there what is in both
        found = [x for x in found if x in texts]
        found = [x for n, x in enumerate(found) if x not in found[n + 1 :]]
    assert found == texts


def test_page_links_documents_and_tells_moves_in_words():
    page = redline.html(lined("F_RES_61_7", "F_RES_65_9"))
    assert 'href="https://undocs.org/en/F/RES/65/9"' in page
    assert "kept, moved" in page and "moved from OP3" in page
    assert "was OP8" in page and "split from OP4" in page and "was OP5, OP6" in page
    assert '<del class="mark">¶ </del>' in page  # where two paragraphs became one
    assert "<em>Encourages</em></ins>" in page and "<em>Invites</em></del>" in page


def test_page_needs_nothing_from_elsewhere():
    for layout in redline.LAYOUTS:
        page = redline.html(lined("F_RES_61_7", "F_RES_65_9"), layout)
        asked = re.findall(r"""(?:src|@import|url\()\s*[=:(]?\s*["']?https?:""", page)
        assert not asked and "default-src 'none'" in page
        assert page == redline.html(lined("F_RES_61_7", "F_RES_65_9"), layout)


def test_page_can_leave_out_what_was_kept():
    page = redline.html(lined("F_RES_61_7", "F_RES_65_9"))
    assert page.count('type="radio"') == 2 and f"changed only ({31 - 14})" in page
    assert "PP2 to PP6 kept (5 paragraphs)" in page


HOSTILE = "Urges <script>alert(1)</script> the “Cantons” & \u202eevil\u202c pilots\u200b {{ 7*7 }};"


def test_hostile_text_is_shown_not_obeyed(tmp_path):
    bad = resolution(HOSTILE, symbol='F/RES/"><script>/1', signoff=None)
    bad = replace(bad, title="<img src=x onerror=alert(1)>", paragraphs=(
        replace(bad.paragraphs[0], heading="<u>\u2066Head"),))  # fmt: skip
    shown = redline.changes(bad, replace(bad, symbol="F/RES/<i>/2"))
    history = redline.History("<u>", (redline.Step("<u>", "OP1", "born", None, ("<s>",),
                                                   shown.rows[0], shown),))  # fmt: skip
    other = resolution("Urges the cantons;", symbol="F/RES/<i>/0", signoff=None)
    changed = redline.changes(other, bad)._repr_html_()  # of what is kept it shows no words
    for page in (*(redline.html(shown, x) for x in redline.LAYOUTS), changed,
                 redline.html(history)):  # fmt: skip
        assert "<script>alert" not in page and "<img" not in page and "<u>" not in page
        assert "<i>" not in page and "<u>" not in page and "<s>" not in page
        assert not re.search("[\u200b\u202a-\u202e\u2066-\u2069]", page)
        assert '<span class="control">U+202E</span>evil' in page and "{{ 7*7 }}" in page
    redline.docx(shown, tmp_path / "bad.docx")
    assert "[U+202E]evil[U+202C] pilots[U+200B]" in read_docx(tmp_path / "bad.docx", True)[-1]


def test_unknown_layout_is_one_line():
    with pytest.raises(InputError, match="layout 'wide'; expected inline or side"):
        redline.html(lined("F_RES_61_7", "F_RES_65_9"), "wide")


def test_a_fragment_needs_no_style_sheet_and_shows_what_changed():
    shown = lined("F_RES_61_7", "F_RES_65_9")
    piece = shown._repr_html_()
    assert "<style" not in piece
    assert "<html" not in piece and "<script" not in piece and 'id="' not in piece
    changed = [row for row in shown.rows if row.changed]
    assert piece.count('<details style="margin:0 0 0.1em">') == len(changed) < len(shown.rows)


def test_styles_of_a_marked_redline_are_its_own():
    piece = redline.marked(lined("F_RES_61_7", "F_RES_65_9"), lambda row: "")
    css = piece[piece.index("<style>") + 7 : piece.index("</style>")]
    css = re.sub(r"/\*.*?\*/|@media [^{]*\{", "", css, flags=re.S)
    for selector in re.findall(r"([^{}]+)\{", css):
        assert all(".redline" in part for part in selector.split(",") if part.strip())
    assert "<html" not in piece and "<script" not in piece and 'id="' not in piece


def test_page_is_written_whole_or_not_at_all(tmp_path):
    shown = lined("F_RES_61_7", "F_RES_65_9")
    path = redline.write_html(shown, tmp_path / "page.html")
    assert path.read_text(encoding="utf-8") == redline.html(shown)
    for write in (redline.write_html, redline.docx):
        with pytest.raises(InputError, match=r"none.file: can't be written .*; name a file"):
            write(shown, tmp_path / "none" / "file")
        with pytest.raises(InputError, match="can't be written"):
            write(shown, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


# ── Word ─────────────────────────────────────────────────────────────────────────────────────

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(path: Path, accept: bool) -> list[str]:
    """Paragraphs when all changes are accepted, or rejected: a mark that goes joins two."""
    gone = ("del", "moveFrom") if accept else ("ins", "moveTo")
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    paragraphs, text = [], ""
    for p in body.iter(f"{W}p"):
        for child in p:
            if child.tag in [W + x for x in gone]:
                continue
            for leaf in child.iter():
                if leaf.tag in (f"{W}t", f"{W}delText"):
                    text += leaf.text or ""
                elif leaf.tag == f"{W}tab":
                    text += "\t"
        if all(p.find(f"{W}pPr/{W}rPr/{W}{x}") is None for x in gone):
            paragraphs.append(text)
            text = ""
    return [*paragraphs, text] if text else paragraphs


def read_pandoc(path: Path, accept: bool) -> list[str]:
    mode = "accept" if accept else "reject"
    command = ["pandoc", "--from=docx", f"--track-changes={mode}", "--to=plain", "--wrap=none"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True)
    blocks = (" ".join(block.split()) for block in done.stdout.split("\n\n"))
    # pandoc puts a space where it joins two paragraphs
    return [re.sub(r" (?=[,;.:])", "", block) for block in blocks if block]


def expected(text: Resolution, gap: str = "\t") -> list[str]:
    """Title, the organ's line, headings, and paragraphs after their labels."""
    lines = [
        f"{symbols.number(text.symbol)}. {text.title}",
        f"The {text.recommends or text.organ},",
    ]
    heading = None
    for p in text.paragraphs:
        if p.heading and p.heading != heading:
            lines.append(p.heading)
        heading = p.heading
        lines.append(f"{p.label}{gap}{p.text}")
    return lines


def check_docx(shown: redline.Redline, path: Path) -> None:
    redline.docx(shown, path)
    for accept, text in ((True, shown.later), (False, shown.earlier)):
        assert read_docx(path, accept) == expected(text)


def test_accepting_gives_the_later_text_and_rejecting_the_earlier(pair, tmp_path):
    check_docx(pair, tmp_path / "changes.docx")


@needs_pandoc
def test_pandoc_reads_both_texts_too(pair, tmp_path):
    path = redline.docx(pair, tmp_path / "changes.docx")
    for accept, text in ((True, pair.later), (False, pair.earlier)):
        plain = [re.sub(r" (?=[,;.:])", "", " ".join(x.split())) for x in expected(text, " ")]
        assert read_pandoc(path, accept) == plain


@pytest.mark.texts
@needs_pandoc
@pytest.mark.parametrize("ends", REAL, ids=" ".join)
def test_pandoc_reads_both_real_texts(real, ends, tmp_path):
    for pair in (ends, reversed(ends)):
        shown = real(*pair)
        check_docx(shown, tmp_path / "changes.docx")
        for accept, text in ((True, shown.later), (False, shown.earlier)):
            plain = [re.sub(r" (?=[,;.:])", "", " ".join(x.split())) for x in expected(text, " ")]
            assert read_pandoc(tmp_path / "changes.docx", accept) == plain


@pytest.mark.texts
def test_random_pairs_of_other_texts_keep_the_law(shared, tmp_path):
    random = Random(11)
    files = sorted((shared / "bulk").glob("*.json"))
    book = codebook.load()
    for _ in range(25):
        one, other = (readers.read(path) for path in random.sample(files, 2))
        shuffled = random.sample(one.paragraphs, len(one.paragraphs))
        for later in (other, replace(one, paragraphs=tuple(shuffled))):
            shown = redline.changes(one, later, background=book.background, classes=book.edits)
            holds(shown)
            check_docx(shown, tmp_path / "changes.docx")


def test_headings_come_and_go_with_their_paragraphs(tmp_path):
    def under(*pairs):
        text = resolution(*(t for _, t in pairs), symbol=f"F/RES/9/{len(pairs)}")
        paragraphs = zip(text.paragraphs, pairs, strict=True)
        return replace(text, paragraphs=tuple(replace(p, heading=h) for p, (h, _) in paragraphs))

    quays, lamps = "Urges the Cantons to mend quays;", "Invites pilots to trim their lamps;"
    locks = "Requests the Office to open the locks at dawn;"
    earlier = under(("Quays", quays), ("Lamps", lamps), (None, locks))
    later = under(("Quays", locks), ("Quays", quays), ("Light", lamps), ("Lamps", "Thanks all;"))
    check_docx(redline.changes(earlier, later), tmp_path / "headings.docx")
    check_docx(redline.changes(later, earlier), tmp_path / "headings.docx")


def test_moves_are_tracked_as_moves(tmp_path):
    path = redline.docx(lined("F_RES_61_7", "F_RES_65_9"), tmp_path / "moved.docx")
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    names = {x: [e.get(f"{W}name") for e in body.iter(f"{W}{x}")] for x in
             ("moveFromRangeStart", "moveToRangeStart")}  # fmt: skip
    assert names["moveFromRangeStart"] == names["moveToRangeStart"] == ["move1"]
    texts = ["".join(t.text for e in body.iter(f"{W}{x}") for t in e.iter(f"{W}t")) for x in
             ("moveFrom", "moveTo")]  # fmt: skip
    moved = next(p.text for p in specimen("F_RES_65_9").paragraphs if p.label == "OP15")
    assert texts == [moved, moved]
    ids = [e.get(f"{W}id") for e in body.iter() if e.get(f"{W}id") and not e.tag.endswith("End")]
    assert len(ids) == len(set(ids))


def test_changes_have_an_author_and_verbs_are_italic(tmp_path):
    path = redline.docx(lined("F_RES_61_7", "F_RES_65_9"), tmp_path / "changes.docx")
    with zipfile.ZipFile(path) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    changes = [*body.iter(f"{W}ins"), *body.iter(f"{W}del")]
    assert {e.get(f"{W}author") for e in changes} == {"workbench"}
    assert {e.get(f"{W}date") for e in changes} == {"2010-12-16T00:00:00Z"}
    italic = {"".join(t.text for t in r if t.tag in (f"{W}t", f"{W}delText"))
              for r in body.iter(f"{W}r") if r.find(f"{W}rPr/{W}i") is not None}  # fmt: skip
    assert {"Deeply concerned", "Bearing in mind", "Encourages", "Invites"} <= italic


def test_same_redline_gives_the_same_bytes(tmp_path):
    one, other = (
        redline.docx(redline.changes(specimen("F_RES_61_7"), specimen("F_RES_65_9")), tmp_path / x)
        for x in ("one.docx", "other.docx")
    )
    assert one.read_bytes() == other.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))


# ── tables ───────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def tables():
    """Tables of the specimen series, as a build would publish them."""
    import pandas as pd

    background = codebook.load().background
    frames: dict[str, list] = defaultdict(list)
    everything = [(specimen(m).symbol, specimen(m)) for m in MEMBERS]
    found = {}
    for (a, one), (b, other) in pairwise(everything):
        found[a, b] = collation.links(one, other)
        ends = {"earlier": a, "later": b}
        for k in found[a, b]:
            frames["links"].append({**ends, "earlier_label": k.earlier, "later_label": k.later,
                                    "kind": k.kind, "similarity": k.similarity,
                                    "moved": k.moved, "doubtful": k.doubtful})  # fmt: skip
        for edit in collation.edits(one, other, found[a, b]):
            frames["edits"].append(ends | collation.published(edit, background))
    for symbol, text in everything:
        gap = symbol == "F/RES/65/9"
        frames["resolutions"].append({
            "symbol": symbol, "title": text.title, "organ": text.organ,
            "adopted": pd.Timestamp(text.adopted),
            "predecessor": "F/RES/61/7" if gap else None, "skips": "F/RES/63/11" if gap else None,
        })  # fmt: skip
        for p in text.paragraphs:
            frames["paragraphs"].append({"symbol": symbol, "label": p.label, "part": p.part,
                                         "level": p.level, "heading": p.heading, "verb": p.verb,
                                         "n_words": len(words(p.text))})  # fmt: skip
    series = [everything[0], ("F/RES/63/11", None), *everything[1:]]
    for row in collation.provisions(series, found):
        frames["provisions"].append({"provision": row.provision, "symbol": row.symbol,
                                     "label": row.label, "status": row.status,
                                     "origin": row.origin,
                                     "skips": " ".join(row.skips)})  # fmt: skip
    return {name: pd.DataFrame(rows) for name, rows in frames.items()}


def outlined(tables, earlier: str, later: str, **given) -> redline.Redline:
    use = {k: tables[k] for k in ("links", "paragraphs", "edits", "resolutions")} | given
    return redline.skeleton(earlier, later, **use)


def test_skeleton_tells_what_the_redline_of_the_texts_tells(tables):
    for one, other in pairwise(MEMBERS):
        full = lined(one, other)
        shown = outlined(tables, full.earlier.symbol, full.later.symbol)
        assert not shown.texts and shown.later.title == full.later.title
        for row, told in zip(full.rows, shown.rows, strict=True):
            assert replace(told, quotes=()) == replace(row, runs=())
            assert bool(told.quotes) == bool(row.n_changed != (0, 0) and row.later and row.earlier)


def test_a_skeleton_has_no_words_to_show(tables):
    shown = outlined(tables, "F/RES/61/7", "F/RES/65/9")
    stubs = [*shown.earlier.paragraphs, *shown.later.paragraphs]
    assert not shown.texts and not any(hasattr(stub, "text") for stub in stubs)
    with pytest.raises(InputError, match="only tables are at hand"):
        redline.docx(shown, Path("none.docx"))


def test_skeleton_has_quotes_of_eight_words_and_no_more(tables):
    shown = outlined(tables, "F/RES/61/7", "F/RES/65/9")
    quotes = [q for row in shown.rows for q in row.quotes]
    assert max(len(side.split()) for q in quotes for side in (q.dropped, q.added)) == 8
    assert any(side != side.lower() for q in quotes for side in (q.dropped, q.added))
    page = redline.html(shown)
    assert page == redline.html(shown, "side")
    for p in (*specimen("F_RES_61_7").paragraphs, *specimen("F_RES_65_9").paragraphs):
        some = words(p.text)
        assert not any(" ".join(some[n : n + 9]) in page.lower() for n in range(len(some) - 8))
    assert "F/RES/63/11 lies between the two; its text is not at hand" in page
    assert (
        "The texts are not at hand" in page and "<del>invites</del> <ins>encourages</ins>" in page
    )


def test_skeleton_without_the_table_of_edits(tables):
    shown = outlined(tables, "F/RES/65/9", "F/RES/67/14", edits=None, resolutions=None)
    assert {row.n_changed for row in shown.rows if row.kind == "revised"} == {None}
    assert "words stayed" not in redline.html(shown) and not any(r.quotes for r in shown.rows)


def test_what_tables_cannot_do_is_one_line(tables, tmp_path):
    with pytest.raises(InputError, match="the tables don't compare F/RES/61/7 with F/RES/71/8"):
        outlined(tables, "F/RES/61/7", "F/RES/71/8")
    with pytest.raises(InputError, match=r"tracked changes take the texts.*fetch F/RES/61/7"):
        redline.docx(outlined(tables, "F/RES/61/7", "F/RES/65/9"), tmp_path / "none.docx")


def test_published_tables_give_a_skeleton_of_each_pair():
    for name in ("ct-assistance", "ct-strategy"):
        series = corpus.Corpus.load(name, Path(__file__).parents[1] / "corpus")
        ends = series.links[["earlier", "later"]].drop_duplicates()
        for earlier, later in ends.itertuples(index=False, name=None):
            shown = redline.skeleton(earlier, later, series.links, series.paragraphs, series.edits,
                                     series.resolutions)  # fmt: skip
            assert redline.html(shown) and len(shown.rows) >= len(shown.later.paragraphs) > 0


# ── one provision ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("at_hand", [True, False], ids=["texts", "tables"])
def test_history_follows_a_provision_through_absence(tables, at_hand):
    if at_hand:
        redlines = [lined(*ends) for ends in pairwise(MEMBERS)]
    else:
        members = [specimen(m).symbol for m in MEMBERS]
        redlines = [outlined(tables, *ends) for ends in pairwise(members)]
    found = redline.history("F/RES/71/8 OP16", tables["provisions"], redlines)
    path = [(s.symbol, s.label, s.status) for s in found.steps]
    assert path[-3:] == [("F/RES/67/14", "OP12", "carried"), ("F/RES/69/12", None, "lapsed"),
                         ("F/RES/71/8", "OP16", "revived")]  # fmt: skip
    assert found.steps[-2].row.kind == "dropped"
    assert found == redline.history(found.provision, tables["provisions"], redlines)
    page = redline.html(found)
    assert "F/RES/63/11 lies between" in page and ": lapsed" in page and found._repr_html_()
    # the first member is compared with nothing before it: its text stands alone
    again = redline.history("F/RES/71/8 PP2", tables["provisions"], redlines)
    first = again.steps[0]
    text = next(p.text for p in specimen(MEMBERS[0]).paragraphs if p.label == first.label)
    assert (first.status, first.row.kind) == ("born", "kept") and len(again.steps) == len(MEMBERS)
    assert first.row.n_words == (len(words(text)), len(words(text)))
    assert not at_hand or read(redline.html(again), "del")[0] == text


def test_history_of_nothing_is_one_line(tables):
    redlines = [lined(*ends) for ends in pairwise(MEMBERS)]
    with pytest.raises(InputError, match="F/RES/71/8 OP99: no provision stands there"):
        redline.history("F/RES/71/8 OP99", tables["provisions"], redlines)
    with pytest.raises(InputError, match="F/RES/69/12: no redline of it"):
        redline.history("F/RES/71/8 OP16", tables["provisions"], redlines[:2])
