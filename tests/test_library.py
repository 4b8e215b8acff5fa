"""The library on the specimen's texts: what is added, found, and who renews whom."""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import combinations
from pathlib import Path

import networkx
import pytest
from click.testing import CliRunner
from form import cut_off, overlaps

from workbench import clauses, codebook, features, library, plots, proposals, readers, symbols
from workbench.cli import main
from workbench.codebook.forms import base
from workbench.errors import InputError
from workbench.library import Library, adding, store, tracing
from workbench.records import Paragraph, Resolution
from workbench.text import words

SPECIMEN = Path(__file__).parent / "specimen"
TEXTS = SPECIMEN / "texts"


@pytest.fixture(scope="module")
def filled(tmp_path_factory) -> Library:
    lib = Library(tmp_path_factory.mktemp("library") / "library.sqlite")
    lib.add(TEXTS, progress=False)
    return lib


def paragraphs() -> dict[tuple[str, str], str]:
    texts = [readers.read(path) for path in sorted(TEXTS.iterdir())]
    return {(t.symbol, p.label): p.text for t in texts for p in t.paragraphs}


def test_every_document_is_there_with_all_its_paragraphs(filled):
    with store.connected(filled.path) as connection:
        rows = connection.execute(
            "SELECT d.symbol, p.label, p.text FROM paragraphs p "
            "JOIN documents d ON d.id = p.document"
        ).fetchall()
    assert {(r["symbol"], r["label"]): r["text"] for r in rows} == paragraphs()
    assert len(filled) == len(filled.documents) == len({symbol for symbol, _ in paragraphs()})


def test_adding_again_reads_nothing(filled):
    again = filled.add(TEXTS, progress=False)
    assert again.added == () and again.unchanged == len(list(TEXTS.iterdir()))


def test_a_changed_file_replaces_what_it_gave(tmp_path):
    file = shutil.copy(next(iter(sorted(TEXTS.iterdir()))), tmp_path / "a.md")
    lib = Library(tmp_path / "library.sqlite")
    lib.add(file, progress=False)
    text = Path(file).read_text(encoding="utf-8")
    word = "zeppelins"
    assert lib.search(word).empty
    at = text.rindex(".")
    Path(file).write_text(f"{text[:at]} and {word}{text[at:]}", encoding="utf-8")
    lib.add(file, progress=False)
    assert len(lib) == 1 and len(lib.search(word)) <= 1
    with store.connected(lib.path) as connection:
        kept = connection.execute("SELECT count(*) FROM words WHERE words MATCH ?", (word,))
        assert kept.fetchone()[0] == len(lib.search(word))
        connection.execute("INSERT INTO words(words) VALUES ('integrity-check')")


def test_of_two_files_with_one_symbol_the_better_format_stays(tmp_path):
    lib = Library(tmp_path / "library.sqlite")
    docx = SPECIMEN / "formats" / "F_RES_71_8.docx"
    for path in (TEXTS / "F_RES_71_8.md", docx):
        lib.add(path, progress=False)
    done = lib.add(SPECIMEN / "formats" / "F_RES_71_8.html", progress=False)
    assert len(lib) == 1
    assert done.skipped[0].reason == f"F/RES/71/8 is in the library from {docx}"


def test_what_is_no_resolution_is_left_out_with_its_reason(tmp_path):
    letter = tmp_path / "letter.md"
    letter.write_text("Dear colleagues,\n\nthe boats are late.\n", encoding="utf-8")
    done = Library(tmp_path / "library.sqlite").add(letter, TEXTS, progress=False)
    assert [s.path for s in done.skipped] == [str(letter)] and done.skipped[0].reason
    assert len(done.added) == len(list(TEXTS.iterdir()))


@pytest.mark.parametrize("word", ["harbour", "requests", "vessels", "pilots", "league"])
def test_a_word_is_found_where_a_plain_scan_finds_it(filled, word):
    hits = {key for key, text in paragraphs().items() if re.search(rf"\b{word}\b", text, re.I)}
    rows = filled.search(word)
    assert {*zip(rows["symbol"], rows["label"], strict=True)} == hits
    assert filled.search(f'{word} NOT "{word}"').empty


def test_filters_narrow_and_counts_add_up(filled):
    rows = filled.search("the")
    later = filled.search("the", since=int(rows["year"].max()))
    assert set(later["year"]) == {rows["year"].max()}
    operative = filled.search("the", part="operative", verb="requests")
    assert set(operative["part"]) == {"operative"} and set(operative["verb"]) == {"requests"}
    counted = library.counts(rows)
    assert counted["n_paragraphs"].sum() == rows["year"].notna().sum()


@pytest.mark.parametrize("query", ['"', "AND", "harbour AND", "(", "a:b"])
def test_a_query_that_cannot_be_read_is_one_line(filled, query):
    with pytest.raises(InputError, match=r"^query "):
        filled.search(query)


@pytest.mark.parametrize("kind", ["organ", "verb", "addressee", "subject"])
def test_a_filter_that_nothing_meets_is_one_line(filled, kind):
    with pytest.raises(InputError, match=f"^{kind} 'nobody': .* expected one such as "):
        filled.search("the", **{kind: "nobody"})


def test_years_in_the_wrong_order_and_what_is_no_symbol_are_one_line(filled):
    with pytest.raises(InputError, match=r"^from 2020 to 2010: "):
        filled.search("the", since=2020, until=2010)
    with pytest.raises(InputError, match=r"^'harbour': no symbol"):
        library.cited("harbour", filled.path)


def test_commands_say_that_nothing_was_found(filled, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(filled.path))
    for asked, told in (
        (["search", "zyzzyva"], f"no paragraph found in {len(filled)} documents"),
        (["cited", "F/RES/99/99"], f"in 0 of {len(filled)} documents"),
    ):
        run = CliRunner().invoke(main, ["library", *asked])
        assert run.exit_code == 0 and not run.stdout and told in run.stderr


def test_each_step_of_the_specimen_s_series_is_found(filled):
    steps = {step.symbol: step for step in library.families(filled.path)}
    assert steps["F/RES/71/8"].predecessor == "F/RES/69/12"
    assert steps["F/RES/71/8"].certainty >= 0.8
    chain = library.chain("F/RES/71/8", steps.values())
    assert {"F/RES/69/12", "F/RES/71/8"} <= set(chain)


def test_no_library_a_damaged_one_and_another_version_are_one_line(tmp_path):
    nothing = tmp_path / "nothing.sqlite"
    with pytest.raises(InputError, match="no library"):
        Library(nothing).search("a")
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database at all " * 100)
    with pytest.raises(InputError, match="damaged"):
        Library(damaged).search("a")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.executescript(f"CREATE TABLE a(b); PRAGMA user_version = {store.VERSION + 1};")
    with pytest.raises(InputError, match=f"version {store.VERSION + 1}"):
        Library(other).search("a")


def test_commands_answer_in_json_a_line_a_paragraph(tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(tmp_path / "library.sqlite"))
    run = CliRunner().invoke(main, ["library", "add", str(TEXTS)])
    assert run.exit_code == 0, run.output
    run = CliRunner().invoke(main, ["library", "search", "harbour*", "--json"])
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert rows and all({"symbol", "label", "snippet"} <= row.keys() for row in rows)
    run = CliRunner().invoke(main, ["library", "families", "--json"])
    steps = [json.loads(line) for line in run.stdout.splitlines()]
    assert all({*step} == {"symbol", "predecessor", "missing", "certainty"} for step in steps)


def test_killed_while_adding_the_library_is_whole_and_goes_on(tmp_path):
    path = tmp_path / "library.sqlite"
    code = (
        "import os, sys; from workbench.library import adding\n"
        "adding.BATCH = 2; old = adding._batch\n"
        "def batch(*args):\n    old(*args); os.kill(os.getpid(), 9)\n"
        "adding._batch = batch; adding.add([sys.argv[1]], sys.argv[2])"
    )
    subprocess.run([sys.executable, "-c", code, str(TEXTS), str(path)], check=False)
    assert len(Library(path)) == 2  # the first batch, and nothing half-written
    Library(path).add(TEXTS, progress=False)
    assert len(Library(path)) == len(list(TEXTS.iterdir()))


def test_reuse_is_what_every_paragraph_beside_every_other_gives(filled):
    kept = {key: set(features.winnowed(words(text))) for key, text in paragraphs().items()}
    truth = {
        frozenset((one, other)): len(kept[one] & kept[other])
        for one, other in combinations(kept, 2)
        if one[0] != other[0] and len(kept[one] & kept[other]) >= 2
    }
    rows = library.reuse(filled.path)
    told = {
        frozenset(((r.earlier, r.earlier_label), (r.later, r.later_label))): r.n_shared
        for r in rows.itertuples()
    }
    assert truth and told == truth and len(rows) == len(told)
    for r in rows.itertuples():
        assert r.share_later == round(r.n_shared / len(kept[r.later, r.later_label]), 4)


def test_twenty_words_in_a_row_always_show(filled):
    runs: dict[tuple[str, ...], set[tuple[str, str]]] = {}
    for key, text in paragraphs().items():
        split = words(text)
        for n in range(len(split) - 19):
            runs.setdefault(tuple(split[n : n + 20]), set()).add(key)
    truth = {
        frozenset(pair)
        for places in runs.values()
        for pair in combinations(sorted(places), 2)
        if pair[0][0] != pair[1][0]
    }
    rows = library.reuse(filled.path).itertuples()
    told = {frozenset(((r.earlier, r.earlier_label), (r.later, r.later_label))) for r in rows}
    assert truth and truth <= told


def test_blocks_of_reuse_are_the_whole(filled, monkeypatch):
    whole = library.reuse(filled.path)
    monkeypatch.setattr("workbench.library.network.PAIRS", 50)
    assert whole.equals(library.reuse(filled.path))


def test_the_network_is_written_twice_alike(filled, tmp_path):
    import fastparquet
    import pandas as pd

    network = library.reuse(filled.path)
    parquet, csv = library.write(network, tmp_path / "out")
    bytes_of = [path.read_bytes() for path in (parquet, csv)]
    library.write(network, tmp_path / "out")
    assert bytes_of == [path.read_bytes() for path in (parquet, csv)]
    read = fastparquet.ParquetFile(str(parquet)).to_pandas()
    plain = pd.read_csv(csv)
    assert (read.astype(str).to_numpy() == plain.astype(str).to_numpy()).all()


def longest(lib: Library) -> tuple[str, str, str]:
    """Symbol, label and text of the longest operative paragraph of the specimen."""
    rows = [(len(text), key, text) for key, text in paragraphs().items() if "OP" in key[1]]
    _, (symbol, label), text = max(rows)
    return symbol, label, text


def test_what_was_copied_is_traced_to_where_it_first_stood(filled):
    *_, text = longest(filled)
    copied = library.Wanted("F/RES/99/1", "OP1", "added", text, frozenset(range(len(words(text)))))
    day = date(2090, 1, 1)
    (origin,) = library.origins([copied], {"F/RES/99/1": day}, filled.path)
    days = filled.documents.set_index("symbol")["adopted"]
    holders = {key[0] for key, other in paragraphs().items() if words(other) == words(text)}
    assert origin.likeliest.share == 1.0
    assert origin.likeliest.symbol == min(holders, key=lambda s: (days[s], s))
    assert origin.first.adopted <= origin.likeliest.adopted
    assert origin.n_searched == (days < day.isoformat()).sum()
    assert len(origin.likeliest.run) <= features.TERM_WORDS
    # what was adopted on the day itself or later, or is the same text, is no source
    (none,) = library.origins([copied], {"F/RES/99/1": date(1900, 1, 1)}, filled.path)
    assert none.likeliest is None and none.n_searched == 0
    (other,) = library.origins([copied], {"F/RES/99/1": day}, filled.path, without=holders)
    assert other.likeliest is None or other.likeliest.symbol not in holders


def test_stock_phrases_and_scattered_words_are_no_source(tmp_path):
    stock = "boats of whatever kind and wherever they may be moored"
    others = [(f"A/RES/{n}/1", f"{1945 + n}-12-01", f"Matter {n}", f"Noting matter {n}, {stock},")
              for n in range(40, 40 + tracing.SEVERAL + 1)]  # fmt: skip
    source = ("A/RES/62/5", "2007-12-01", "Hulls", f"Requests that {TELLING};")
    tears = re.sub(r"((?:\w+ ){3})", r"\1also ", TORN)  # nowhere five words in a row
    other = ("A/RES/63/5", "2008-12-01", "Nets", f"Requests that {tears};")
    path = planted(tmp_path / "library.sqlite", *others, source, other)
    day = {"A/RES/70/1": date(2015, 12, 1)}
    for text, found in (
        (f"Decides to inspect {stock}", None),  # more than twenty documents have it
        ("Decides that pilots, a carpenter, hulls, storms, planks and the quay are needed", None),
        (f"Decides that {TORN}", None),
        (f"Decides that {TELLING}", "A/RES/62/5"),
        (f"Decides that {TELLING}, and to inspect {stock}", "A/RES/62/5"),
    ):
        new = frozenset(range(len(words(text))))
        asked = library.Wanted("A/RES/70/1", "OP1", "added", text, new)
        (origin,) = library.origins([asked], day, path)
        assert (origin.likeliest and origin.likeliest.symbol) == found, text


def test_what_many_have_copied_has_a_source_the_earliest(tmp_path):
    long = f"{TELLING} while {TORN}"
    copies = [(f"A/RES/{n}/1", f"{1945 + n}-12-01", f"Matter {n}", f"Noting that {long},")
              for n in range(69, 9, -1)]  # fmt: skip
    first = ("A/RES/1/5", "1946-12-01", "Hulls", f"Requests the Board to see that {long};")
    path = planted(tmp_path / "library.sqlite", *copies, first)
    day = {"A/RES/70/1": date(2015, 12, 1)}
    few = " ".join(long.split()[: tracing.COPIED - 2])
    for text, found in (
        (f"Decides that {long}", ["A/RES/1/5"]),
        (f"Decides that {few} are dry", []),  # a formula, if a long one: none is told
        (f"Decides that {long}, {TORN.upper()}, {TORN}, {TORN}, {TORN}", []),  # not half of it
    ):
        new = frozenset(range(len(words(text))))
        asked = library.Wanted("A/RES/70/1", "OP1", "added", text, new)
        origins = library.origins([asked], day, path)
        assert [origin.first and origin.first.symbol for origin in origins] == found, text


def test_of_copies_the_earliest_may_have_a_word_otherwise(tmp_path):
    long = f"{TELLING} while {TORN}"
    most = long.split()
    most[tracing.COPIED - 2] = "awash"
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", "Hulls", f"Requests that {long};"),
        ("A/RES/50/1", "1995-12-01", "Hulks", f"Requests that {' '.join(most)};"),
    )
    text = f"Decides that {long}"
    asked = library.Wanted("A/RES/70/1", "OP1", "added", text, frozenset(range(len(words(text)))))
    (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
    assert (origin.likeliest.symbol, origin.first.symbol) == ("A/RES/60/1", "A/RES/50/1")


def test_what_has_more_of_the_words_goes_before_what_is_earlier(tmp_path):
    whole = f"Requests the keepers to see that {TELLING}, and that {TORN}"
    split = whole.split()
    for part, found in ((0.95, "A/RES/50/1"), (0.75, "A/RES/60/1")):
        most = " ".join(split[: round(part * len(split))])
        path = planted(
            tmp_path / f"{part}.sqlite",
            ("A/RES/50/1", "1995-12-01", "Hulks", f"{most};"),
            ("A/RES/60/1", "2005-12-01", "Hulls", f"{whole};"),
        )
        new = frozenset(range(len(words(whole))))
        asked = library.Wanted("A/RES/70/1", "OP1", "added", whole, new)
        (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
        assert (origin.likeliest.symbol, origin.first.symbol) == ("A/RES/60/1", found)


def test_of_several_of_one_day_the_one_with_most_is_the_first(tmp_path):
    several = [("A/RES/60/5", "Noting that"), ("A/RES/61/5", "Decides that")]
    path = planted(
        tmp_path / "library.sqlite",
        *((symbol, "2007-12-01", symbol, f"{verb} {TELLING};") for symbol, verb in several),
    )
    text = f"Decides that {TELLING}"
    asked = library.Wanted("A/RES/70/1", "OP1", "added", text, frozenset(range(len(words(text)))))
    row = library.row(*library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path))
    assert (row["earliest"], row["earliest_adopted"]) == ("A/RES/61/5", "2007-12-01")


def test_what_has_a_much_longer_run_goes_before_what_is_earlier(tmp_path):
    split = f"{TELLING} while {TORN}".split()
    more = " and eels of twelve kinds may pass through each of those sluices by night"
    for at, behind, found in (
        (len(split) // 2, more, "A/RES/60/1"),
        (len(split) - 3, more, "A/RES/50/1"),
        (len(split) // 2, "", "A/RES/50/1"),  # which has nearly all words
    ):
        torn = [*split[:at], "awash", *split[at + 1 :]]
        path = planted(
            tmp_path / f"{at}{bool(behind)}.sqlite",
            ("A/RES/50/1", "1995-12-01", "Hulks", f"Requests that {' '.join(torn)};"),
            ("A/RES/60/1", "2005-12-01", "Hulls", f"Requests that {' '.join(split)};"),
        )
        text = f"Decides that {' '.join(split)}{behind}"
        new = frozenset(range(len(words(text))))
        asked = library.Wanted("A/RES/70/1", "OP1", "added", text, new)
        (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
        assert (origin.likeliest.symbol, origin.first.symbol) == ("A/RES/60/1", found)


@pytest.mark.parametrize(("before", "behind", "found"), [
    ("Decides that", "", "A/RES/62/5"),
    ("Requests the Registrar to submit a report showing that", "", None),
    ("Decides that", ", as mandated in the declaration of pilots", None),
    ("Decides that", ", as decided by its resolution 60/1", "A/RES/62/5"),
])  # fmt: skip
def test_what_asks_for_a_report_or_names_its_source_is_traced_to_no_other(
    tmp_path, before, behind, found
):
    source = ("A/RES/62/5", "2007-12-01", "Hulls", f"Notes that {TELLING};")
    path = planted(tmp_path / "library.sqlite", source)
    text = f"{before} {TELLING}{behind}"
    asked = library.Wanted("A/RES/70/1", "OP1", "added", text, frozenset(range(len(words(text)))))
    (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
    assert (origin.first and origin.first.symbol) == found


def test_a_short_run_that_says_nothing_is_no_source(tmp_path):
    opening = "Looking forward also to the convening of the"
    sources = [
        ("A/RES/62/5", "2007-12-01", "Hulls", f"{opening} tidal moot, to be hosted by pilots,"),
        ("A/RES/63/5", "2008-12-01", "Nets", "Noting frozen weirs and lantern keepers' nets,"),
    ]
    path = planted(tmp_path / "library.sqlite", *sources)
    for text, found in (
        (f"{opening} herring moot, to be hosted by weirs", None),
        ("Noting the frozen weirs and lantern keepers' nets", "A/RES/63/5"),
    ):
        new = frozenset(range(len(words(text))))
        asked = library.Wanted("A/RES/70/1", "PP1", "added", text, new)
        (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
        assert (origin.likeliest and origin.likeliest.symbol) == found, text


@pytest.mark.parametrize(("text", "named"), [
    ("Requests the League of the Seven Harbours to mend boats", "league of the seven harbours"),
    ("Invites the Board and the pilots to meet", "board"),
    ("Notes that boats are mended", ""),
    ("Recalls the “call for safer boats” of the pilots", "call for safer boats"),
    ("Recalls the Conference of the Keepers serving as the Meeting of Pilots",
     "conference of the keepers serving as the meeting of pilots"),
])  # fmt: skip
def test_names_are_no_wording(text, named):
    split = words(text)
    assert " ".join(split[n] for n in sorted(tracing.names(text))) == named


@pytest.mark.parametrize(("text", "title"), [
    ("Notes the report of the Special Pilot and the Special Rapporteur of the Council of Keepers "
     "on the sale and towage of hulls, including old hulls, masts and other gear of boats;",
     "rapporteur of the council of keepers on the sale and towage of hulls including old hulls "
     "masts and other gear of boats"),
    ("Asks the Working Group on the use of nets, and the pilots", "group on the use of nets"),
    ("Asks the Board to report on the use of nets", ""),
])  # fmt: skip
def test_the_title_of_a_mandate_is_a_name(text, title):
    split, places = words(text), tracing.named(text)
    assert title in " ".join(split[n] for n in sorted(places))
    assert bool(title) == (places > tracing.names(text))


def test_words_in_a_row_are_counted_with_the_names_among_them(tmp_path):
    said = f"Requests the League of the Seven Harbours to see that {TELLING}"
    source = ("A/RES/62/5", "2007-12-01", "Hulls", f"{said};")
    path = planted(tmp_path / "library.sqlite", source)
    text = f"{said}, whatever it may cost"
    new = frozenset(range(len(words(text))))
    asked = library.Wanted("A/RES/70/1", "OP1", "added", text, new)
    (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
    assert origin.likeliest.n_run == len(words(said))
    # what counts is a share of words, each once, however rare it is
    share = round(len(words(said)) / len(words(text)), 4)
    assert origin.likeliest.share == share != origin.likeliest.weight


def test_a_run_that_tells_is_enough_where_the_longest_tells_nothing(tmp_path):
    opening = "Looking forward also to the convening of the"
    rest = "noting frozen weirs and lantern keepers' nets"
    source = ("A/RES/62/5", "2007-12-01", "Hulls", f"{opening} tidal moot of pilots, {rest},")
    path = planted(tmp_path / "library.sqlite", source)
    text = f"{opening} herring moot, {rest}"
    asked = library.Wanted("A/RES/70/1", "PP1", "added", text, frozenset(range(len(words(text)))))
    (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
    assert (origin.first.symbol, origin.first.n_run) == ("A/RES/62/5", len(words(opening)))


def test_what_only_shares_an_office_and_its_formula_is_no_source(tmp_path):
    """The earlier document has more of the words, the later one what is asked for."""
    office = (
        "Requests the Union of Northern Ferries and Southern Lighthouses, within its mandate, and "
        "in coordination with the League of Harbours and Winter Moorings"
    )
    matter = TELLING[TELLING.index("keeps") :]
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/61/5", "2006-12-01", "Eels", f"{office}, to count eels;"),
        ("A/RES/62/5", "2007-12-01", "Hulls", f"Noting that each pilot {matter},"),
    )  # fmt: skip
    text = f"{office}, to ensure that each pilot {matter}"
    asked = library.Wanted("A/RES/70/1", "OP1", "added", text, frozenset(range(len(words(text)))))
    (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
    assert origin.first == origin.likeliest
    assert (origin.first.symbol, origin.first.n_run) == ("A/RES/62/5", len(words(matter)) + 3)


def test_names_that_a_source_lacks_lessen_its_share(tmp_path):
    source = ("A/RES/62/5", "2007-12-01", "Hulls", f"Requests that {TELLING};")
    path = planted(tmp_path / "library.sqlite", source)
    text = f"Requests the Union of Northern Ferries and the League of Harbours that {TELLING}"
    new = frozenset(range(len(words(text))))
    asked = library.Wanted("A/RES/70/1", "OP1", "added", text, new)
    (origin,) = library.origins([asked], {"A/RES/70/1": date(2015, 12, 1)}, path)
    assert origin.first.share == round(len(words(f"that {TELLING}")) / len(words(text)), 4)


def test_new_words_of_a_revised_paragraph_are_those_that_no_earlier_one_has(filled):
    texts = {text.symbol: text for text in map(readers.read, sorted(TEXTS.iterdir()))}
    symbol, label, text = longest(filled)
    link = {"earlier": symbol, "earlier_label": label, "later": symbol, "later_label": label}
    assert list(library.wanted([link | {"kind": "revised"}], texts)) == []
    (one,) = library.wanted([link | {"kind": "added"}], texts)
    assert len(one.new) == len(words(text))


def test_to_a_revised_paragraph_nothing_is_new_that_stands_in_the_text_before():
    added = "and to tell the pilots of all three harbours each month"

    def text(symbol, *paragraphs):
        return Resolution(symbol, "", "", None, paragraphs=tuple(
            Paragraph(f"OP{n}", "operative", 1, None, None, said)
            for n, said in enumerate(paragraphs, 1)))  # fmt: skip

    link = {"earlier": "F/RES/1", "earlier_label": "OP1", "later": "F/RES/2",
            "later_label": "OP1", "kind": "revised"}  # fmt: skip
    now = text("F/RES/2", f"Requests the Board to light the lamps {added};")
    for beside, sought in (
        ("Takes note of the report;", True),
        (f"Requests the Keeper to sound the horn {added};", False),
    ):
        old = text("F/RES/1", "Requests the Board to light the lamps;", beside)
        assert bool([*library.wanted([link], {"F/RES/1": old, "F/RES/2": now})]) == sought


@pytest.mark.parametrize(("text", "sought"), [
    ("Recalling its resolutions 6/1 of 3 May 1950, 7/2 and 8/4 A of 9 June 1952 on the lighting "
     "of old jetties and the sounding of horns at night,", False),
    ("Recalling the Charter of Lagoons, the Covenant of Pilots and the Treaty of the Seven "
     "Harbours, as well as other relevant instruments and their protocols,", False),
    ("Recalling the Charter of Lagoons, and other relevant instruments that pilots and keepers "
     "made for their boats and lamps,", True),
])  # fmt: skip
def test_no_source_is_sought_of_what_is_mostly_names(text, sought):
    read = Resolution("F/RES/2", "", "", None, paragraphs=(
        Paragraph("PP1", "preamble", 1, None, None, text),))  # fmt: skip
    link = {"earlier": "F/RES/1", "earlier_label": "", "later": "F/RES/2", "later_label": "PP1"}
    assert bool([*library.wanted([link | {"kind": "added"}], {"F/RES/2": read})]) == sought


def tasks_of(text: Resolution, entity: str) -> list[tuple[str, str, str | None]]:
    """Label and verb of the clauses of a document that ask an entity for something."""
    parsed = clauses.clauses(text, codebook.load())
    return [
        (text.symbol, c.label, c.verb) for c in parsed if c.directive and entity in c.addressees
    ]


def test_mandates_are_the_tasks_of_each_document_in_force(filled):
    texts = [readers.read(path) for path in sorted(TEXTS.iterdir())]
    stands = {row.symbol: row.state for row in library.standing(filled.path)}
    force = [t for t in texts if t.stage == "adopted" and stands[t.symbol] == "in force"]
    asked = Counter(
        e for t in force for c in clauses.clauses(t, codebook.load()) if c.directive
        for e in c.addressees
    )  # fmt: skip
    entity = asked.most_common(1)[0][0]
    told = filled.mandates(entity.upper())
    assert told.entity == entity and told.n_documents == len(force)
    truth = [row for text in force for row in tasks_of(text, entity)]
    assert sorted((t["symbol"], t["label"], t["verb"]) for t in told.tasks) == sorted(truth)
    for task in told.tasks:
        together = [t for t in told.tasks if t["group"] == task["group"]]
        assert task["n_documents"] == len({t["symbol"] for t in together})
        assert entity not in task["also"]
    counted = library.mandates_record(told)
    assert sum(len(group["tasks"]) for group in counted["groups"]) == len(truth)
    with pytest.raises(InputError, match=f"nobody.*{entity}"):
        filled.mandates("nobody")


def test_one_whom_the_codebook_knows_may_be_asked_for_nothing(tmp_path):
    asked = {e for r in (readers.read(p) for p in TEXTS.iterdir())
             for c in clauses.clauses(r, codebook.load()) for e in c.addressees}  # fmt: skip
    idle = next(e.entity for e in codebook.load().entities if e.entity not in asked)
    library.add([TEXTS], tmp_path / "library.sqlite")
    told = library.mandates(idle, tmp_path / "library.sqlite")
    assert (told.entity, told.tasks, told.due) == (idle, [], [])
    assert f"{idle}: 0 tasks in " in told.sentence


def test_citations_are_those_of_each_document_with_their_verb(filled, tmp_path):
    texts = [readers.read(path) for path in sorted(TEXTS.iterdir())]
    truth = Counter(
        (text.symbol, row["label"], row["cited"], p.verb)
        for text in texts
        for row in features.citations(text)
        for p in text.paragraphs
        if p.label == row["label"] and row["where"] == "text" and row["cited"] != text.symbol
    )
    rows = library.cited(library=filled.path)
    assert Counter((r["symbol"], r["label"], r["cited"], r["verb"]) for r in rows) == truth
    leaned = library.leaned(rows)
    first = leaned[0]
    assert first["n_documents"] == len({key[0] for key in truth if key[2] == first["cited"]})
    assert library.cited(first["cited"], filled.path) == [
        row for row in rows if row["cited"] == first["cited"]
    ]
    csv, graphml = library.write_citations(rows, tmp_path)
    network = networkx.read_graphml(graphml)
    assert set(network.edges) == {(row["symbol"], row["cited"]) for row in rows}
    assert sum(n for *_, n in network.edges(data="paragraphs")) == len(rows)
    assert len(csv.read_text(encoding="utf-8").splitlines()) == 1 + len(rows)


def _recital(number: int, text: str) -> dict:
    cites = [(symbols.normal(f"A/RES/{n}"), "recalls") for n in re.findall(r"\d+/\d+", text)]
    return {
        "label": f"PP{number}", "part": "preamble", "heading": "", "verb": "recalls", "text": text,
        "n_words": len(words(text)), "citations": cites, "clauses": [], "duties": [],
        "themes": [], "shingles": adding.packed(features.winnowed(words(text))),
    }  # fmt: skip


def planted(path: Path, *documents: tuple[str, ...], organs: Sequence[str] = ()) -> Path:
    """A library of invented documents: symbol, day of adoption, title, recitals."""
    rows = []
    named = iter(organs)
    for symbol, adopted, title, *recitals in documents:
        paragraphs = [_recital(number, text) for number, text in enumerate(recitals, 1)]
        document = {"symbol": symbol, "organ": next(named, "General Assembly"),
                    "adopted": adopted, "year": int(adopted[:4]), "title": title, "agenda": "",
                    "stage": "adopted", "n_words": 1, "path": symbol, "hash": symbol}  # fmt: skip
        rows.append(adding.Coded(symbol, symbol, "", document, paragraphs))
    with store.connected(path, writing=True) as connection:
        adding.written(connection, rows)
    return path


OF_BOATS = "Mending of boats in the seven harbours of the league"
TELLING = (
    "painted hulls are to be scraped before the autumn storms, and each pilot keeps a list "
    "of the planks that a carpenter has replaced since the last inspection of the quay"
)


TORN = "every lantern keeper hangs his nets beside frozen weirs until spring floods retreat"


@pytest.mark.parametrize(("earlier", "later"), [
    (("A/RES/60/1", OF_BOATS), ("A/RES/60/2", OF_BOATS)),  # of one session
    (("A/RES/60/1", OF_BOATS), ("A/RES/61/2", "World Day of Mending Boats")),
    (("A/RES/60/1", "Salted herring"), ("A/RES/61/2", OF_BOATS)),  # another matter
])  # fmt: skip
def test_shared_wording_and_a_citation_alone_make_no_renewal(tmp_path, earlier, later):
    number = earlier[0].removeprefix("A/RES/")
    path = planted(
        tmp_path / "library.sqlite",
        (earlier[0], "2005-12-01", earlier[1], f"Recalling that {TELLING},"),
        (later[0], "2006-12-01", later[1], f"Recalling its resolution {number}, {TELLING},"),
    )
    assert [step.predecessor for step in library.families(path)] == [None, None]


def test_what_promotes_a_declaration_does_not_renew_it(tmp_path):
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", OF_BOATS, f"Declaring that {TELLING},"),
        ("A/RES/66/1", "2011-12-01", f"Promotion of {OF_BOATS}", "Recalling 60/1, on its merits,"),
    )
    assert [step.predecessor for step in library.families(path)] == [None, None]


def test_what_follows_a_conference_up_renews_what_did_so_before_and_not_its_outcome(tmp_path):
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", f"Follow-up to the first Conference: {OF_BOATS}", TELLING),
        ("A/RES/61/1", "2006-12-01", f"Programme: {OF_BOATS}", TELLING),
        ("A/RES/62/1", "2007-12-01", f"Follow-up to the second Conference: {OF_BOATS}",
         f"Recalling 61/1, {TELLING},"),
    )  # fmt: skip
    *_, last = library.families(path)
    assert last.predecessor == "A/RES/60/1"


def test_what_is_cited_apart_from_those_of_its_own_title_is_not_renewed(tmp_path):
    title = f"Pilots, ferrymen and keepers of lights: {OF_BOATS}"
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", OF_BOATS, f"{TELLING},"),
        ("A/RES/62/1", "2007-12-01", title, f"Recalling 59/7, entitled “{title}”,",
         f"Recalling also 60/1, entitled “{OF_BOATS}”, {TELLING},"),
    )  # fmt: skip
    assert [s.predecessor for s in library.families(path)] == [None, None]


def test_one_organ_is_told_by_the_symbols_however_its_name_is_written(tmp_path):
    path = planted(
        tmp_path / "library.sqlite",
        ("L/RES/60/1", "2005-12-01", OF_BOATS, f"{TELLING},"),
        ("L/RES/62/1", "2007-12-01", OF_BOATS, f"{TELLING},"),
        organs=("Commission on the League", "COMMISSION"),
    )
    assert [s.predecessor for s in library.families(path)] == [None, "L/RES/60/1"]


def test_titles_of_a_family_count_on(tmp_path):
    title = "Report of the Board of Pilots on its {} session, and the biennium {}"
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", title.format("nineteenth", "2006-2007"), f"{TELLING},"),
        ("A/RES/62/1", "2007-12-01", title.format("twenty-first", "2008–2009"), f"{TELLING},"),
    )
    assert [s.predecessor for s in library.families(path)] == [None, "A/RES/60/1"]


@pytest.mark.parametrize("sibling, renewed", [
    ("Pilots of the lakes", "A/RES/60/1"),
    (OF_BOATS, None),
    (f"{OF_BOATS}: buoys and bells", None),
])  # fmt: skip
def test_a_subtitle_makes_no_other_family_but_siblings_of_a_session_do(tmp_path, sibling, renewed):
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", OF_BOATS, "Aware that ice is slippery,"),
        ("A/RES/64/1", "2009-12-01", f"{OF_BOATS}: lanterns that ferries and dredgers carry",
         "Convinced that lanterns help,"),
        ("A/RES/64/2", "2009-12-01", sibling, "Mindful of those who steer,"),
    )  # fmt: skip
    steps = {step.symbol: step for step in library.families(path)}
    assert steps["A/RES/64/1"].predecessor == renewed


def test_cited_members_that_are_missing_are_named(tmp_path):
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", OF_BOATS, f"{TELLING},"),
        ("A/RES/63/1", "2008-12-01", OF_BOATS, 
         f"Recalling its resolutions 60/1 and 62/7, {TELLING},"),
        ("A/RES/70/1", "2015-12-01", "World Herring Day",
         "Recalling the World Herring Year, proclaimed by the Assembly in its resolution 68/4,"),
    )  # fmt: skip
    missing = {step.symbol: step.missing for step in library.families(path)}
    assert missing["A/RES/63/1"] == ("A/RES/62/7",)
    assert missing["A/RES/70/1"] == ("A/RES/68/4",)


@pytest.mark.parametrize("said", [
    "on the price of tar, in which it asked for the mending of boats in the seven harbours",
    "on the price of tar, and recognizing that the mending of boats keeps seven harbours busy",
])  # fmt: skip
def test_what_a_resolution_did_is_not_what_it_is_on(tmp_path, said):
    path = planted(
        tmp_path / "library.sqlite",
        ("A/RES/60/1", "2005-12-01", OF_BOATS, f"{TELLING},"),
        ("A/RES/63/1", "2008-12-01", OF_BOATS,
         f"Convinced that {TELLING},", f"Recalling its resolution 62/7 {said},"),
    )  # fmt: skip
    assert [step.missing for step in library.families(path)] == [(), ()]


def test_in_force_is_what_its_family_s_rhythm_allows(tmp_path):
    documents = [
        ("A/RES/50/1", "1995-12-01", OF_BOATS, f"{TELLING},"),
        ("A/RES/52/1", "1997-12-01", OF_BOATS, f"Recalling its resolution 50/1, {TELLING},"),
        ("A/RES/51/9", "1996-12-01", "Salted herring", "Noting that herring is salted,"),
        ("A/RES/57/3", "2002-12-01", "Quay walls", "Noting the quay walls,"),
        ("A/RES/58/3", "2003-12-01", "Lanterns",
         "Recalling its resolution 58/2, entitled “Quay walls”, and its lanterns,"),
    ]  # fmt: skip
    path = planted(tmp_path / "library.sqlite", *documents)
    told = {row.symbol: row for row in library.standing(path)}
    assert {symbol: row.state for symbol, row in told.items()} == {
        "A/RES/50/1": "renewed",
        "A/RES/52/1": "in force",  # six years are three cycles of two
        "A/RES/51/9": "in force",  # no family, no rhythm
        "A/RES/57/3": "latest here",
        "A/RES/58/3": "in force",
    }
    assert told["A/RES/52/1"].cycle == 1997 - 1995 and told["A/RES/57/3"].later == "A/RES/58/2"
    planted(path, ("A/RES/59/1", "2004-12-01", "Ropes", "Noting the ropes,"))
    told = {row.symbol: row.state for row in library.standing(path)}
    assert told["A/RES/52/1"] == "latest here" and told["A/RES/51/9"] == "in force"


def test_a_series_of_a_family_has_the_members_that_the_library_has(filled):
    files = library.files_of("F/RES/71/8", filled.path)
    chain = library.chain("F/RES/71/8", library.families(filled.path))
    assert [readers.read(path).symbol for path in files] == [
        symbol for symbol in chain if symbol in set(filled.documents["symbol"])
    ]
    with pytest.raises(InputError, match="not in the library"):
        library.files_of("F/RES/1/1", filled.path)


def test_what_members_name_as_one_of_theirs_is_taken_from_the_library_with_its_text(
    filled, tmp_path
):
    ours = library.files_of("F/RES/71/8", filled.path)
    without = proposals.drafted("mine", ours[1:], tmp_path)
    missing = [m["symbol"] for m in without.members if "not at hand" in m["note"]]
    have = library.files(filled.path)
    assert set(missing) & set(have)
    whole = proposals.drafted("mine", ours[1:], tmp_path, having=have)
    there = {m["symbol"] for m in whole.members if "not at hand" not in m["note"]}
    assert set(missing) & set(have) <= there
    assert {name for _, name in whole.copies} > {name for _, name in without.copies}


def tokens(text: str) -> list[str]:
    """Words as the index splits them: letters and digits, without case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", plain.lower())


def scanned(texts: list[list[str]], kind: str, *sought: list[str]) -> set[int]:
    """Where a plain scan finds a phrase, a prefix, or two phrases together or one without other."""

    def having(phrase: list[str], prefix: bool = False) -> set[int]:
        def here(split: list[str], n: int) -> bool:
            part = split[n : n + len(phrase)]
            return part == phrase or (
                prefix and part[:-1] == phrase[:-1] and part[-1:] != []
                and len(part) == len(phrase) and part[-1].startswith(phrase[-1])
            )  # fmt: skip

        return {
            i for i, split in enumerate(texts) if any(here(split, n) for n in range(len(split)))
        }

    if kind in ("phrase", "prefix"):
        return having(sought[0], kind == "prefix")
    one, other = map(having, sought)
    return {"AND": one & other, "OR": one | other, "NOT": one - other}[kind]


def asked(texts: list[list[str]], draw: random.Random) -> tuple[str, str, list[list[str]]]:
    """A query by chance, of words that stand somewhere in the texts."""
    kind = draw.choice(["phrase", "prefix", "AND", "OR", "NOT"])
    sought = []
    for _ in range(1 if kind in ("phrase", "prefix") else 2):
        split = draw.choice([split for split in texts if split])
        start = draw.randrange(len(split))
        sought.append(split[start : start + draw.randint(1, 3)])
    if kind == "prefix":
        sought[0][-1] = sought[0][-1][: draw.randint(1, 5)]
        return f'"{" ".join(sought[0])}"*', kind, sought
    return f" {kind} ".join(f'"{" ".join(phrase)}"' for phrase in sought), kind, sought


def test_two_hundred_queries_find_what_a_plain_scan_finds(filled):
    keys, plain = zip(*paragraphs().items(), strict=True)
    texts = [tokens(text) for text in plain]
    draw = random.Random(16)
    for _ in range(200):
        query, kind, sought = asked(texts, draw)
        rows = library.search(query, filled.path)
        found = {(row["symbol"], row["label"]) for row in rows}
        assert found == {keys[n] for n in scanned(texts, kind, *sought)}, query


def test_two_hundred_queries_find_all_forms_as_a_plain_scan_of_base_forms(filled):
    keys, plain = zip(*paragraphs().items(), strict=True)
    texts = [tokens(text) for text in plain]
    bases = [[base(word) for word in split] for split in texts]
    draw = random.Random(17)
    more = 0
    for _ in range(200):
        query, kind, sought = asked(texts, draw)
        if kind == "prefix":
            continue
        found = {(r["symbol"], r["label"]) for r in library.search(query, filled.path, forms=True)}
        stems = [[base(word) for word in phrase] for phrase in sought]
        assert found == {keys[n] for n in scanned(bases, kind, *stems)}, query
        more += len(found) > len(library.search(query, filled.path))
    assert more  # forms that a search as written leaves out


@pytest.mark.parametrize("forms", [
    "policy policies", "state states stated stating", "plan plans planned planning",
    "use uses used using", "need needs needed", "agree agrees agreed agreeing",
    "apply applies applied applying", "process processes processed", "woman women",
    "control controls controlled controlling", "prosecute prosecutes prosecuted prosecuting",
    "box boxes",
])  # fmt: skip
def test_forms_of_a_word_have_one_base(forms):
    assert len({base(word) for word in forms.split()}) == 1
    assert base(forms.upper()).lower() == base(forms)


@pytest.mark.parametrize("apart", [
    "organ organization", "terrorism terrorist", "access acces", "status statu", "bring br",
    "prosecute prosecution", "need ne",
])  # fmt: skip
def test_derived_words_have_bases_of_their_own(apart):
    assert len({base(word) for word in apart.split()}) == 2


def test_other_forms_are_told_and_shown_as_they_are_written(filled, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(filled.path))
    exact, all_forms = (library.search("vessel", filled.path, forms=f) for f in (False, True))
    assert len(all_forms) > len(exact)
    assert any("[vessels]" in row["snippet"].lower() for row in all_forms)
    run = CliRunner().invoke(main, ["library", "search", "vessel"])
    assert f"{len(all_forms) - len(exact)} more have other forms" in run.stderr
    run = CliRunner().invoke(main, ["library", "search", "vessel", "--forms", "--json"])
    assert len(run.stdout.splitlines()) == len(all_forms) and not run.stderr
    with pytest.raises(InputError, match=r"^query 'vess\*': "):
        library.search("vess*", filled.path, forms=True)


ADD = "import sys; from workbench.library import adding; adding.BATCH = 1; "


def test_two_that_add_at_once_make_one_whole_library(tmp_path, filled):
    path = tmp_path / "library.sqlite"
    code = f"{ADD}print(len(adding.add([sys.argv[1]], sys.argv[2]).added))"
    command = [sys.executable, "-c", code, str(TEXTS), str(path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    for process in both:
        process.stdout.close()
    count = "SELECT count(*) FROM paragraphs"
    with store.connected(path) as one, store.connected(filled.path) as other:
        assert one.execute(count).fetchone()[0] == other.execute(count).fetchone()[0]
        assert one.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_who_makes_a_library_at_the_same_moment_makes_one(tmp_path):
    together = threading.Barrier(4)

    def made(path):
        together.wait()
        with store.connected(path, writing=True) as connection:
            return connection.execute("SELECT count(*) FROM documents").fetchone()[0]

    with ThreadPoolExecutor(4) as threads:
        for number in range(20):
            assert list(threads.map(made, [tmp_path / f"{number}.sqlite"] * 4)) == [0] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size there")
def test_a_full_disk_leaves_what_was_added_before(tmp_path):
    path = tmp_path / "library.sqlite"
    code = (
        f"{ADD}import resource, signal\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))\n"
        "adding.add([sys.argv[1]], sys.argv[2])"
    )
    run = subprocess.run([sys.executable, "-c", code, str(TEXTS), str(path)],
                         capture_output=True, text=True, check=False)  # fmt: skip
    assert run.returncode and "what was added before is whole" in run.stderr
    before = len(Library(path))
    assert 0 < before < len(list(TEXTS.iterdir()))
    done = Library(path).add(TEXTS, progress=False)
    assert len(done.added) == len(list(TEXTS.iterdir())) - before
    assert len(Library(path)) == len(list(TEXTS.iterdir()))


def test_figures_show_what_was_counted_or_say_that_there_is_nothing(filled):
    counts = library.counts(filled.search("harbour*"))
    leaned = filled.leaned()
    told = filled.mandates(first_asked(filled))
    for draw, table in ((plots.occurrences, counts), (plots.leaned, leaned),
                        (plots.tasks, told.table)):  # fmt: skip
        assert draw(table).get_suptitle().strip().endswith("?")
        assert draw(table.iloc[:0]).get_suptitle().strip().endswith("?")
        assert overlaps(draw(table)) == cut_off(draw(table)) == []
    bars = plots.occurrences(counts).axes[0].patches
    assert sum(bar.get_height() for bar in bars) == counts["n_documents"].sum()
    assert told.sentence.startswith(f"{told.entity}: {len(told.tasks)} tasks")


def first_asked(lib: Library) -> str:
    with store.connected(lib.path) as connection:
        rows = connection.execute(
            "SELECT entity FROM clause_entities WHERE role = 'addressee' "
            "GROUP BY entity ORDER BY count(*) DESC, entity"
        )
        return rows.fetchone()["entity"]


def test_the_box_answers_half_a_query(filled):
    box = library.searchbox("harbour*", filled.path)
    asked, forms, shown = box.children
    assert str(len(filled.search("harbour*"))) in shown.value
    asked.value = 'harbour "'
    assert "query" in shown.value
    asked.value = "vessel"
    forms.value = True
    assert f"<p>{len(filled.search('vessel', forms=True))} paragraphs" in shown.value
    asked.value = " "
    assert shown.value == ""


def test_a_library_says_what_it_holds_or_how_to_make_one(filled, tmp_path):
    assert f"{len(filled)} documents" in filled.state and filled
    nothing = Library(tmp_path / "none.sqlite")
    assert not nothing and "workbench library add" in nothing.state


def test_a_search_says_whom_each_paragraph_asks(filled):
    told = {(r["symbol"], r["label"]): r["addressees"] for r in library.search("the", filled.path)}
    for path in sorted(TEXTS.iterdir()):
        text = readers.read(path)
        asked: dict[str, set[str]] = {}
        for c in clauses.clauses(text, codebook.load()):
            if c.directive:
                asked.setdefault(c.label, set()).update(c.addressees)
        for p in text.paragraphs:
            if (text.symbol, p.label) in told:
                entities = told[text.symbol, p.label]
                assert set(entities.split(",") if entities else ()) == asked.get(p.label, set())


def test_a_search_says_since_when_whom(filled, monkeypatch):
    rows = library.search("the", filled.path)
    told = library.asked(rows)
    assert told and [r["n_documents"] for r in told] == sorted(
        (r["n_documents"] for r in told), reverse=True
    )
    for one in told:
        asking = [r for r in rows if one["addressee"] in (r["addressees"] or "").split(",")]
        assert one["n_documents"] == len({r["symbol"] for r in asking})
        assert (one["since"], one["symbol"]) == (asking[0]["year"], asking[0]["symbol"])
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(filled.path))
    run = CliRunner().invoke(main, ["library", "search", "the"])
    documents = len({row["symbol"] for row in rows})
    assert f"documents: {documents} of {len(filled)} searched" in run.stdout
    assert f"{told[0]['addressee']} since {told[0]['since']}" in run.stdout


def test_counts_on_the_command_line_add_up(filled, monkeypatch):
    monkeypatch.setenv("WORKBENCH_LIBRARY", str(filled.path))
    run = CliRunner().invoke(main, ["library", "search", "harbour*", "--counts", "--json"])
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert sum(row["n_paragraphs"] for row in rows) == len(filled.search("harbour*"))


def test_shards_merge_to_the_library_that_all_files_make(filled, tmp_path):
    files = sorted(TEXTS.iterdir())
    half = len(files) // 2
    shards = [tmp_path / "one.sqlite", tmp_path / "two.sqlite"]
    for path, part in zip(shards, (files[:half], files[half:]), strict=True):
        library.add(part, path)
    done = library.merge(shards, tmp_path / "all.sqlite")
    assert len(done.added) == len(files)
    with store.connected(tmp_path / "all.sqlite") as one, store.connected(filled.path) as other:
        assert list(one.iterdump()) == list(other.iterdump())
    again = library.merge(shards[:1], tmp_path / "all.sqlite")
    assert len(Library(tmp_path / "all.sqlite")) == len(files) and len(again.added) <= half
    with pytest.raises(InputError, match="no library"):
        library.merge([tmp_path / "none.sqlite"], tmp_path / "all.sqlite")
