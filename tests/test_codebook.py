"""The codebook: its little language of terms, its files, and what it says of broken ones."""

from __future__ import annotations

import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench import codebook as books
from workbench.errors import InputError

CODEBOOK = books.load()


# -- terms ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "text", "hit"),
    [
        ("ferry", "The Ferry sank", "Ferry"),  # no capital: whatever the case
        ("Bureau", "the bureau met", None),  # a capital must be met
        ("ferry", "the ferryman", None),  # whole words only
        ("ferr*", "the ferryman", "ferryman"),
        ("soft target*", "so-called soft-targets", "soft-targets"),
        ("soft target", "soft\n target", "soft\n target"),
        ("{upper,lower} lock", "the lower lock", "lower lock"),
        ("{all,} cantons", "cantons", "cantons"),
        ("in ... line with", "in full and proper line with", "in full and proper line with"),
        ("in ... line with", "in one two three four line with", None),
        (r"rule /\d+[a-z]?/", "see rule 12b there", "rule 12b"),
        ("Children's Fund", "the Children’s Fund", "Children’s Fund"),
        ("12/14 Committee", "the 12/14 Committee", "12/14 Committee"),
    ],
)
def test_a_term_is_a_pattern(term, text, hit):
    match = books.pattern(term).search(text)
    assert (match and match.group()) == hit


def test_a_cell_is_split_at_its_bars_but_not_inside_slashes():
    assert books.terms("ferry | /a|b/|rule /x|y{1,2}/ z|") == (
        "ferry",
        "/a|b/",
        "rule /x|y{1,2}/ z",
    )


def test_braces_are_spelled_out_but_not_inside_slashes():
    assert books.spellings("{a,b c} d /e{1,2}/") == ("a d /e{1,2}/", "b c d /e{1,2}/")


def test_the_longest_term_wins_where_two_begin():
    text = "the lock keepers met"
    assert [text[a:b] for a, b in books.spans(text, ("lock", "lock keeper*"))] == ["lock keepers"]


def test_an_exclusion_bars_what_it_overlaps():
    several = ("bridge*",), ("land bridge",)
    assert not books.spans("over the land bridge", *several)
    assert len(books.spans("over the land bridge and two bridges", *several)) == 2 - 1


TERMS = ["soft target*", "target", "*gets", "in ... line with", "in line with", "Fund", "fund",
         "Children's Fund", "water-mark*", "water mark", "/[Ll]ake \\d/", "lake /\\d+[a-z]?/ soft",
         "in ... /(?:soft|line)\\b/", "soft ... target* in", "(lake)", "lake 7", "İl"]  # fmt: skip
WORDS = ["soft", "Soft", "target", "targets", "TARGETED", "in", "line", "with", "water", "mark",
         "marks", "Children's", "children’s", "Fund", "fund,", "lake", "(lake)", "7", "7b", "İl",
         "on_line", "inline"]  # fmt: skip
SPACES = [" ", " ", " ", "-", "‑", "  ", " - ", "\n", "\xa0", ", ", "."]


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(SPACES)), max_size=20))
def test_the_finder_finds_what_the_regular_expression_of_a_term_finds(pieces):
    text = "".join(word + space for word, space in pieces)
    for term in TERMS:
        assert books.spans(text, (term,)) == [m.span() for m in books.pattern(term).finditer(text)]


# -- rows ----------------------------------------------------------------------------------


def test_every_row_finds_its_example_and_not_its_counter_example():
    assert books.check() == []


@pytest.mark.parametrize("table", ["verbs", "entities", "conditions", "themes"])
def test_every_row_has_an_example_a_counter_example_and_a_source(table):
    for row in getattr(CODEBOOK, table):
        assert row.example and row.counter_example and row.source, row


def test_strength_is_a_scale_of_bands():
    assert {row.strength for row in CODEBOOK.verbs} == set(CODEBOOK.strengths)
    one_class_may_span = {k: {v.strength for v in CODEBOOK.verbs if v.klass == k}
                          for k in {v.klass for v in CODEBOOK.verbs}}  # fmt: skip
    assert all(max(s) - min(s) <= 1 for s in one_class_may_span.values())


def test_another_scale_is_another_file():
    scale = CODEBOOK.scales["gruenberg"]
    assert min(scale, key=scale.get) == "decides"
    assert set(scale) <= {v.verb for v in CODEBOOK.verbs}


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("all States", "Member States"),
        ("the United Nations Office on Drugs and Crime", "UNODC"),
        ("other relevant United Nations entities", "UN entities"),
        ("the International Criminal Police Organization (INTERPOL)", "INTERPOL"),
        ("the Counter-Terrorism Committee Executive Directorate", "CTED"),
        ("the Secretary-general", "Secretary-General"),
    ],
)
def test_names_lead_to_entities(text, entity):
    assert books.entities(text, CODEBOOK)[0][0] == entity


# -- broken files --------------------------------------------------------------------------


@pytest.fixture
def own(tmp_path):
    shutil.copytree(CODEBOOK.folder / "codebook", tmp_path / "codebook")
    return tmp_path


def rewrite(folder, name, old, new):
    path = folder / "codebook" / f"{name}.csv"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def add(folder, name, line):
    path = folder / "codebook" / f"{name}.csv"
    path.write_text(path.read_text() + line + "\n")
    return len(path.read_text().splitlines())


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("verbs", "mends,,deciding,99,no,,,", "strength 99 is outside the scale of strength.csv"),
        ("verbs", "mends,,deciding,high,no,,,", "strength is 'high'; expected a whole number"),
        ("verbs", "mends,,deciding,7,perhaps,,,", "directive is 'perhaps'; expected yes or no"),
        ("verbs", "requests,,deciding,7,no,,,", "verb 'requests' stands in line"),
        ("entities", "Ferry court,UNODC,other,,,,", "alias 'UNODC' stands in line"),
        ("entities", "Ferry court,Court of Ferries|Court of Ferries,other,,,,", "alias"),
        ("entities", "Ferry court,/[/,other,,,,", "broken regular expression '/[/'"),
        ("entities", "Ferry court,,other,,,,Ferry guild", "successor is 'Ferry guild'"),
        ("conditions", "x,condition,if {needed | asked},,,,,", "a brace lacks its other half"),
        ("conditions", f'x,condition,"{"{a,b}" * 25} word",,,,,', "of more than 1000 spellings"),
        ("conditions", "x,condition,*,,,,,", "matches everything"),
        ("conditions", "x,condition,/a*/,,,,,", "matches everything"),
        ("conditions", "x,condition,,,,,,", "'x' has no patterns"),
        ("conditions", "x,wish,if possible,,,,,", "scheme is 'wish'"),
        ("themes/counter-terrorism", "locks,Locks,,,,,,", "theme 'locks' has no terms"),
        ("themes/counter-terrorism", "locks,Locks", "fewer cells"),
    ],
)
def test_an_error_names_file_and_row(own, name, line, says):
    row = add(own, name, line)
    with pytest.raises(InputError) as error:
        books.load(own, "counter-terrorism").verify()
    message = str(error.value)
    assert says in message
    assert f"{name}.csv: line {row}: " in message
    assert "\n" not in message


def test_a_missing_column_is_named(own):
    rewrite(own, "verbs", "directive", "orders")
    with pytest.raises(
        InputError, match=r"verbs\.csv: column 'directive' is missing; expected verb"
    ):
        books.load(own).verify()


def test_a_background_without_its_number_of_documents(own):
    (own / "codebook" / "background.csv").write_text("word,documents\nferry,3\n")
    with pytest.raises(InputError, match=r"background\.csv: no row with an empty word"):
        books.load(own).verify()


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        books.load(tmp_path / "nowhere")


def test_a_corpus_has_only_the_files_that_differ(tmp_path):
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "entities.csv").write_text(
        "entity,aliases,kind,example,counter_example,source\nFerry court,,other,,,\n"
    )
    own = books.load(tmp_path)
    assert [e.entity for e in own.entities] == ["Ferry court"]
    assert own.verbs == CODEBOOK.verbs


def test_stop_words_are_ones_own_or_those_of_the_package(tmp_path):
    assert "whereby" in books.load(tmp_path).stopwords
    (tmp_path / "codebook").mkdir()
    (tmp_path / "codebook" / "stopwords.csv").write_text("word\nahoy\n")
    assert books.load(tmp_path).stopwords == {"ahoy"}


def test_a_part_is_read_when_it_is_first_used(own):
    rewrite(own, "themes/counter-terrorism", "definition", "explanation")
    book = books.load(own, "counter-terrorism")
    assert book.entities == CODEBOOK.entities
    with pytest.raises(InputError, match=r"counter-terrorism\.csv: column 'definition' is missing"):
        _ = book.themes


def test_themes_are_those_of_the_subject_that_is_named(own):
    assert books.load(own).themes == ()
    add(own, "themes/counter-terrorism", "locks,Locks,,canal lock,,,,")
    assert books.load(own, "counter-terrorism").themes[-1].theme == "locks"
    (own / "codebook" / "themes" / "canals.csv").write_text(
        f"{books.COLUMNS['themes'].replace(' ', ',')}\nlocks,Canal locks,,lock keeper,,,,\n"
    )
    assert books.subjects(own) == ["canals", "counter-terrorism"]
    both = books.load(own, ["canals", "counter-terrorism"])
    assert both.themes[0].title == "Canal locks"  # of two with one name the first
    assert [t.theme for t in both.themes].count("locks") == 1


def test_themes_that_are_not_there_and_those_in_their_old_place(own):
    with pytest.raises(InputError, match="no themes 'canals'; there are: counter-terrorism"):
        books.load(own, "canals")
    (own / "codebook" / "themes.csv").write_text("theme\n")
    with pytest.raises(InputError, match=r"move it to codebook/themes/NAME\.csv"):
        books.load(own)


def test_an_edited_file_is_read_anew(own):
    before = len(books.load(own).entities)
    add(own, "entities", "Ferry court,,other,,,,")
    assert len(books.load(own).entities) == before + 1


# -- where the corpus is ---------------------------------------------------------------------


def test_the_folder_is_argument_then_environment_then_here_then_beside(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WORKBENCH_CORPUS", raising=False)
    assert books.folder() == books.BESIDE
    (tmp_path / "corpus").mkdir()
    assert books.folder() == books.BESIDE
    (tmp_path / "corpus" / "series.csv").write_text("series\n")
    assert books.folder().resolve() == tmp_path / "corpus"
    monkeypatch.setenv("WORKBENCH_CORPUS", "elsewhere")
    assert str(books.folder()) == "elsewhere"
    assert str(books.folder("there")) == "there"
