"""Readers: markdown, plain text and registry JSON to the same records; texts by symbol."""

import json
import re
from pathlib import Path

import pytest

from workbench import readers, symbols
from workbench.errors import InputError
from workbench.grammar import writer
from workbench.grammar.parser import parse
from workbench.readers import content, markdown
from workbench.text import clean, words


def entry(text, kind="paragraph", prefix=None):
    return {"text": text, "type": kind, "prefix": prefix}


ENTRIES = [
    entry("Resolution adopted by the General Assembly on 3\u00a0May 2019", "frontmatter"),
    entry("73/99.\tCare of bridges", "title"),
    entry("The General Assembly,"),
    entry("Recalling the Strategy,2"),
    entry("Decides:", prefix="1."),
    entry("To mend the bridge;4", prefix="(a)"),
    entry("9th\u00a0plenary meeting\n3\u00a0May 2019", "backmatter"),
    entry("Annex", "backmatter"),
    entry("1.\tWe agree.", "backmatter"),
]


def written(folder: Path, name: str, entries=ENTRIES) -> Path:
    path = folder / name
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def test_registry_json(tmp_path):
    record = readers.read(written(tmp_path, "any name.json"))
    assert record.symbol == "A/RES/73/99"  # from the title line and the organ, not the name
    assert record.title == "Care of bridges"
    assert record.adopted.isoformat() == "2019-05-03"
    assert record.signoff == "9th plenary meeting, 3 May 2019"
    assert [(p.label, p.text, p.notes) for p in record.paragraphs] == [
        ("PP1", "Recalling the Strategy,", ("2",)),
        ("OP1", "Decides:", ()),
        ("OP1(a)", "To mend the bridge;", ("4",)),
        ("Annex/1", "We agree.", ()),
    ]


def test_a_title_on_a_scanned_page_is_no_note(tmp_path):
    scanned = [entry("<!-- Page 1 -->", "frontmatter"), *ENTRIES[:-2],
               entry("310 (IX). Care of paths", "backmatter"),
               entry("The General Assembly,", "backmatter"),
               entry("I. Decides", "heading"),
               entry("1. To mend the path.", "backmatter")]  # fmt: skip
    labels = [p.label for p in readers.read(written(tmp_path, "page.json", scanned)).paragraphs]
    assert labels == ["PP1", "OP1", "OP1(a)"]


@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_plain_text_reads_as_the_registry_does(tmp_path, gap):
    lines = [" ".join(x for x in (e["prefix"], e["text"]) if x) for e in ENTRIES]
    path = tmp_path / "pasted.txt"
    path.write_text(gap.join(lines), encoding="utf-8")
    assert readers.read(path) == readers.read(written(tmp_path, "same.json"))


def test_texts_are_found_by_what_they_state_and_the_best_format_wins(tmp_path):
    json_path = written(tmp_path, "zzz.json")
    record = readers.read(json_path)
    (tmp_path / "aaa.md").write_text(writer.markdown(record), encoding="utf-8")
    (tmp_path / "notes.md").write_text("", encoding="utf-8")
    (tmp_path / "noise.bin").write_bytes(b"\x00\x01")
    assert readers.texts([tmp_path]) == {"A/RES/73/99": json_path}
    with pytest.raises(InputError, match="no such folder"):
        readers.texts([tmp_path / "none"])


def test_a_symbol_is_sought_without_reading_what_cannot_state_it(tmp_path, monkeypatch):
    path = written(tmp_path, "zzz.json")
    (tmp_path / "other.md").write_text("Cites A/RES/73/98 and A/RES/99/73.", encoding="utf-8")
    asked = []
    read = readers.read
    monkeypatch.setattr(readers, "read", lambda p: asked.append(p.name) or read(p))
    assert readers.texts([tmp_path], only={"A/RES/73/99"}) == {"A/RES/73/99": path}
    assert asked == ["zzz.json"]
    assert readers.texts([tmp_path], only={"A/RES/73/98"}) == {}


@pytest.mark.parametrize(
    ("name", "data", "may"),
    [
        ("a.md", b"# 73/99. Bells", True),
        ("a.md", b"# 073/099. Bells", True),
        ("a.md", b"# 99/73. Bells", False),
        ("A_RES_73_99.md", b"Bells", True),
        ("a.html", b"<p><b>73</b><i style='margin: 1 2 3'>/</i>99</p>", True),
        ("a.md", "73/99".encode("utf-16"), True),  # not searched
        ("a.docx", b"PK\x03\x04", True),  # nor this
    ],
)
def test_what_may_state_a_symbol(tmp_path, name, data, may):
    (tmp_path / name).write_bytes(data)
    assert content.may_state(tmp_path / name, ["A/RES/73/99"]) is may


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"ab\x00cd" * 9, "binary"),
        (bytes(range(1, 255)) * 9, "binary|encoding"),
        (b'{"a": 1}', "expected a list of entries"),
        (b'[{"text": "a"', "not readable as JSON"),
        (b"hello,\nthis is no resolution", "no paragraph"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path, data, message):
    path = tmp_path / "file.json"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as caught:
        readers.read(path)
    assert "\n" not in str(caught.value) and "file.json" in str(caught.value)


def test_missing_files_and_folders_are_one_line(tmp_path):
    for path in (tmp_path, tmp_path / "none.md"):
        with pytest.raises(InputError):
            readers.read(path)


# --- real texts --------------------------------------------------------------------------------

COUNTS = {
    "A/RES/58/136": (11, 12, 0), "A/RES/59/153": (13, 16, 0), "A/RES/72/194": (14, 19, 0),
    "A/RES/74/175": (19, 30, 0), "A/RES/78/226": (20, 36, 0), "A/RES/60/288": (13, 4, 5),
    "A/RES/62/272": (8, 14, 0), "A/RES/64/297": (8, 17, 0), "A/RES/66/282": (11, 29, 0),
    "A/RES/68/276": (21, 43, 0), "A/RES/70/291": (34, 72, 0), "A/RES/72/284": (38, 85, 0),
    "A/RES/75/291": (47, 119, 0), "A/RES/77/298": (49, 123, 0),
}  # fmt: skip


@pytest.mark.texts
def test_counts_of_both_series(texts):
    found = readers.texts(texts)
    for symbol, expected in COUNTS.items():
        paragraphs = readers.read(found[symbol]).paragraphs
        assert expected == (
            sum(p.part == "preamble" and p.level == 1 for p in paragraphs),
            sum(p.part == "operative" and p.level == 1 for p in paragraphs),
            sum(p.part == "operative" and p.level > 1 for p in paragraphs),
        ), symbol


@pytest.mark.texts
def test_the_draft_equals_what_was_adopted(texts):
    found = readers.texts(texts)
    draft, adopted = readers.read(found["E/RES/2019/21"]), readers.read(found["A/RES/74/175"])
    assert (draft.stage, draft.recommends) == ("recommended", "General Assembly")
    assert [(p.label, p.text) for p in draft.paragraphs] == [
        (p.label, p.text) for p in adopted.paragraphs
    ]
    assert len(draft.footnotes) == 10 and all(n.labels for n in draft.footnotes)
    assert dict((n.mark, n.labels) for n in draft.footnotes)["4"] == ("PP10", "OP29")


@pytest.fixture(scope="module")
def everything(shared):
    paths = sorted([*shared.glob("bulk/*.json"), *shared.glob("texts/*.json")])
    return {path: readers.read(path) for path in paths}


@pytest.mark.texts
def test_every_file_is_read_under_its_symbol_with_unique_labels(everything):
    assert len(everything) > 900
    for path, record in everything.items():
        assert record.symbol == symbols.normal(path.stem), path.name
        labels = [p.label for p in record.paragraphs]
        assert len(set(labels)) == len(labels), path.name


@pytest.mark.texts
def test_every_numbered_paragraph_is_found_with_its_number(everything):
    lost = []
    for path, record in everything.items():
        texts = [(p.label, " ".join(words(p.text))) for p in record.paragraphs]
        entries = json.loads(path.read_text(encoding="utf-8"))
        ends = [n for n, item in enumerate(entries) if item["type"] == "paragraph"
                and re.match(r"\d+ \([IVXL]+\)\. ", item["text"])]  # fmt: skip
        for item in entries[: ends[0] if ends else None]:  # what follows is another resolution
            number = re.fullmatch(r"\s*(\d+)\.\s*", item["prefix"] or "")
            if item["type"] != "paragraph" or not number:
                continue
            said = " ".join(words(clean(item["text"]))[:3])
            if not any(
                said in text and re.search(rf"(?<!\d){number[1]}(?!\d)", label)
                for label, text in texts
            ):
                lost.append((path.name, number[1], said))
    assert len(lost) <= 3, lost  # marks glued to one of the first words


@pytest.mark.texts
def test_every_file_written_as_markdown_reads_back_equal(everything):
    for path, record in everything.items():
        made = markdown.blocks(writer.markdown(record))
        assert parse(made.blocks, warnings=made.warnings) == record, path.name


def test_a_file_that_cannot_be_read_is_named_and_the_others_found(tmp_path):
    good = tmp_path / "good.md"
    good.write_text(
        (Path(__file__).parent / "specimen" / "texts" / "F_RES_61_7.md").read_text(encoding="utf-8")
    )
    (tmp_path / "bad.json").write_text('[{"text": 7}]')
    (tmp_path / "sources.csv").write_text("symbol,file\n")  # nobody takes it for a text
    with pytest.warns(readers.PassedOver) as warned:
        assert readers.texts([tmp_path]) == {"F/RES/61/7": good}
    assert len(warned) == 1 and "bad.json" in str(warned[0].message)
