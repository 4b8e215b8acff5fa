"""Symbols: brought to one form, found in running text, ordered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import symbols


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        # the common form, and names of files
        ("A/RES/74/175", "A/RES/74/175"),
        ("A_RES_74_175.json", "A/RES/74/175"),
        # a part, a range of parts
        ("A/RES/57/270 B", "A/RES/57/270 B"),
        ("A_RES_57_270_B", "A/RES/57/270 B"),
        ("A_RES_71_101_A-B", "A/RES/71/101 A-B"),
        # years and old sessions, with and without a space
        ("S/RES/2396 (2017)", "S/RES/2396(2017)"),
        ("S_RES_2396(2017).json", "S/RES/2396(2017)"),
        ("A/RES/60/4 A and B", "A/RES/60/4 A-B"),
        ("A/RES/3357(XXIX)", "A/RES/3357(XXIX)"),
        ("E_RES_476_(XV)", "E/RES/476(XV)"),
        ("A/RES/217 A (III)", "A/RES/217(III) A"),
        # special sessions, other organs, other documents
        ("A_RES_ES-10_17", "A/RES/ES-10/17"),
        ("A/HRC/RES/7/7", "A/HRC/RES/7/7"),
        ("A/60/L.62", "A/60/L.62"),
        ("E/CN.15/2019/5", "E/CN.15/2019/5"),
        # no symbols
        ("hello", None),
        ("draft", None),
    ],
)
def test_normal(printed, expected):
    assert symbols.normal(printed) == expected


@pytest.mark.parametrize(
    ("text", "organ", "expected"),
    [
        # one organ for a list, dates between
        (
            "its resolutions 60/1 of 8 May 2006, 62/2 of 5 May 2008 and 64/3 of 8 May 2010",
            "General Assembly",
            ["A/RES/60/1", "A/RES/62/2", "A/RES/64/3"],
        ),
        # each with what it is on, until another word that numbers belong to
        (
            "its resolutions 60/1 of 8 May 2006 on tolls, 62/2 of 5 May 2008, in which it asked "
            "for 1/2 of them, and 64/3 and 64/4 of 8 May 2010, and its decisions 64/500 of 9 May "
            "2010 on tolls and 65/501 of 8 May 2011",
            "General Assembly",
            ["A/RES/60/1", "A/RES/62/2", "A/RES/64/3", "A/RES/64/4"],
        ),
        ("its resolution 60/1 of 8 May 2006 on tolls, 62/2 of 5 May 2008", "", ["A/RES/60/1"]),
        # parts that are told together
        ("its resolutions 60/4 A and B of 8 May 2006 and 62/2 A to C", "General Assembly",
         ["A/RES/60/4 A-B", "A/RES/62/2 A-C"]),
        # two organs in one sentence
        (
            "General Assembly resolutions 7/1 and 7/2 and Security Council resolutions 9 (2001), "
            "10 (2002)",
            "",
            ["A/RES/7/1", "A/RES/7/2", "S/RES/9(2001)", "S/RES/10(2002)"],
        ),
        # the form tells the organ
        ("resolution 2019/21", "", ["E/RES/2019/21"]),
        ("resolution 1373 (2001)", "", ["S/RES/1373(2001)"]),
        ("resolution 2625 (XXV) of 24 October 1970", "", ["A/RES/2625(XXV)"]),
        # who cites decides what "its" is
        ("its resolutions 5/1 and 5/2", "Human Rights Council", ["A/HRC/RES/5/1", "A/HRC/RES/5/2"]),
        ("the General Assembly, in its resolution 60/5", "Human Rights Council", ["A/RES/60/5"]),
        ("General Assembly resolution 60/251", "Human Rights Council", ["A/RES/60/251"]),
        # the organ after the number
        ("resolution 7/7 of the Human Rights Council", "General Assembly", ["A/HRC/RES/7/7"]),
        ("resolutions 7/7 of 27 March 2008 and 9/1 of 5 May 2009 of the Human Rights Council", "",
         ["A/HRC/RES/7/7", "A/HRC/RES/9/1"]),
        ("resolution 5/4 of the United Nations Environment Assembly", "General Assembly", []),
        # a Council whose numbers are no years
        ("Human Rights Council resolution 23/1 and Council resolutions 20/4 and 21/5", 
         "General Assembly", ["A/HRC/RES/23/1", "A/HRC/RES/20/4", "A/HRC/RES/21/5"]),
        ("Council resolution 2006/46", "General Assembly", ["E/RES/2006/46"]),
        ("Council resolution 1929 (2010)", "General Assembly", ["S/RES/1929(2010)"]),
        ("resolution 60/5 of the Assembly", "General Assembly", ["A/RES/60/5"]),
        # symbols in full, with a full stop after them
        ("see A/60/L.62 and E/CN.15/2019/5.", "", ["A/60/L.62", "E/CN.15/2019/5"]),
        ("see A/RES/1/2.", "", ["A/RES/1/2"]),
        # no citations
        ("and/or 3/4 of all 1999 bridges", "", []),
    ],
)  # fmt: skip
def test_find(text, organ, expected):
    found = symbols.find(text, organ)
    assert [f.symbol for f in found] == expected
    assert all(0 <= f.start < f.end <= len(text) for f in found)


def test_a_number_is_the_assemblys_only_if_its_date_is_of_that_session():
    council = "Recalling Human Rights Council decision 2/7 and resolutions 12/3 of 9 July 2010"
    for text, expected in [
        (council, ["A/HRC/RES/12/3"]),  # the Assembly's twelfth session was in 1957
        ("Recalling resolution 12/3 of 9 July 2010", []),  # whose, nobody says
        ("Recalling Human Rights Council work and resolutions 58/3 of 4 May 2010", []),
        ("Recalling Tide Board resolutions 58/1, 58/2 and 58/3 of 4 May 2019", []),
        (
            "Recalling its resolutions 55/1, 56/2 and 58/3 of 4 May 2004",
            ["A/RES/55/1", "A/RES/56/2", "A/RES/58/3"],
        ),
        ("Recalling its resolutions 58/1 and 58/3 of 9 May 2004", ["A/RES/58/1", "A/RES/58/3"]),
        ("Recalling General Assembly resolution 58/3 of 9 May 2019", ["A/RES/58/3"]),  # a misprint
    ]:
        assert [f.symbol for f in symbols.find(text, "General Assembly")] == expected


def test_span_is_what_is_printed():
    text = "Recalling General Assembly resolution 72/194, as amended"
    (found,) = symbols.find(text)
    assert text[found.start : found.end] == "72/194"


def test_order_old_numbers_then_sessions_then_special_ones():
    ordered = ["A/RES/217(III)", "A/RES/3357(XXIX)", "A/RES/31/2", "A/RES/58/9", "A/RES/58/136",
               "A/RES/58/136 B", "A/RES/S-10/2"]  # fmt: skip
    assert sorted(reversed(ordered), key=symbols.key) == ordered


def test_url_number_and_organ():
    assert symbols.url("A/RES/57/270 B") == "https://undocs.org/en/A/RES/57/270%20B"
    assert symbols.url("S/RES/2396 (2017)") == "https://undocs.org/en/S/RES/2396%20(2017)"
    assert symbols.number("S/RES/2396(2017)") == "2396 (2017)"
    assert symbols.organ("A/HRC/RES/7/7") == "Human Rights Council"
    assert symbols.symbol("Security Council", "1373 (2001)") == "S/RES/1373(2001)"
    assert symbols.symbol("Assembly of the Cantons", "3/4") is None


def test_short_for_an_axis():
    assert symbols.short("A/RES/74/175") == "74/175"
    assert symbols.short("S/RES/2396(2017)") == "2396"
    assert symbols.short("A/HRC/RES/42/18") == "HRC 42/18"
    assert symbols.short("F/RES/1") == "F/RES/1"


@given(
    st.sampled_from(sorted(symbols.PREFIXES.values())),
    st.integers(1, 99),
    st.integers(1, 400),
    st.sampled_from(["", " A", " B", " A-B"]),
)
def test_normal_form_is_a_fixed_point_and_survives_file_names(prefix, session, number, part):
    symbol = f"{prefix}/{session}/{number}{part}"
    assert symbols.normal(symbol) == symbol
    assert symbols.normal(symbols.filename(symbol)) == symbol


@pytest.mark.parametrize("text", ["A/RES/74-175", "A/RES/74", "A/RES/74/175/6"])
def test_a_malformed_number_of_a_resolution_is_no_symbol(text):
    assert symbols.normal(text) is None


@pytest.mark.parametrize("text", ["A/RES/62/63/Corr.1", "S/RES/1701(2006)/Add.2", "A/74/175"])
def test_what_belongs_to_a_resolution_has_a_symbol(text):
    assert symbols.normal(text) == text


def test_the_year_that_a_symbol_tells():
    assert symbols.year("A/RES/1514(XV)") == 1945 + 15
    assert symbols.year("A/RES/S-26/2") is None


@pytest.mark.parametrize(
    "cell, several",
    [
        ("", []),
        ("F/RES/3", ["F/RES/3"]),
        ("A/RES/60/236 A A/RES/60/236 B", ["A/RES/60/236 A", "A/RES/60/236 B"]),
        ("A/RES/46/36 A-L 1993-1995", ["A/RES/46/36 A-L", "1993-1995"]),
        ("A/RES/3370(XXX) C A/RES/31/20", ["A/RES/3370(XXX) C", "A/RES/31/20"]),
    ],
)
def test_a_cell_of_symbols_keeps_a_part_with_its_number(cell, several):
    assert symbols.several(cell) == several


def test_digits_that_are_no_decimals_are_ordered_as_text():
    assert sorted(["draft:9²", "draft:9"], key=symbols.key) == ["draft:9", "draft:9²"]
