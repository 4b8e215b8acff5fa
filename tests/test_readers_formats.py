"""DOCX, PDF, HTML and older formats: one document, the same labels and words in each."""

from __future__ import annotations

import io
import json
import re
import resource
import subprocess
import sys
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import render

from workbench import readers, symbols
from workbench.errors import InputError
from workbench.readers import doc, docx, hyphens, language, runs
from workbench.records import Resolution
from workbench.text import words

SPECIMEN = Path(__file__).parent / "specimen"
MEMBERS = sorted(path.stem for path in (SPECIMEN / "texts").glob("*.md"))
FORMATS = SPECIMEN / "formats"
WHOLE = sorted({path.suffix for path in FORMATS.iterdir()} - {".json"})  # which hold notes too
needs_office = pytest.mark.skipif(
    not render.office(), reason="LibreOffice is not installed: apt-get install libreoffice-writer"
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def without_notes(resolution: Resolution) -> Resolution:
    paragraphs = tuple(replace(p, notes=()) for p in resolution.paragraphs)
    return replace(resolution, paragraphs=paragraphs, footnotes=())


@pytest.fixture(scope="session")
def originals() -> dict[str, Resolution]:
    return {name: readers.read(SPECIMEN / "texts" / f"{name}.md") for name in MEMBERS}


# --- the specimen in all formats ---------------------------------------------------------------


@pytest.mark.parametrize("ending", WHOLE)
@pytest.mark.parametrize("name", MEMBERS)
def test_format_reads_as_the_markdown_does(name, ending, originals):
    assert readers.read(FORMATS / f"{name}{ending}") == originals[name]


def test_every_format_has_a_specimen():
    written = [*FORMATS.iterdir(), *(SPECIMEN / "texts").iterdir()]
    lacking = set(readers.FORMATS) - set(map(readers.format, written)) - {"doc"}  # LibreOffice's
    assert not lacking, "write it in everything() of tests/render.py, and run that on the texts"


@pytest.mark.parametrize("name", MEMBERS)
def test_registry_form_reads_as_the_markdown_does_but_for_notes(name, originals):
    assert readers.read(FORMATS / f"{name}.json") == without_notes(originals[name])


@pytest.mark.parametrize("name", MEMBERS)
def test_specimen_is_what_the_script_renders(name, originals, tmp_path):
    render.everything(originals[name], tmp_path)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FORMATS / made.name).read_bytes()


def test_best_format_of_a_symbol_wins(tmp_path):
    name = MEMBERS[0]
    for ending in ("html", "json", "docx", "pdf"):
        (tmp_path / f"x.{ending}").write_bytes((FORMATS / f"{name}.{ending}").read_bytes())
        assert [p.suffix for p in readers.texts([tmp_path]).values()] == [
            {"html": ".html", "json": ".html", "docx": ".docx", "pdf": ".docx"}[ending]
        ]


@pytest.mark.parametrize("layout", [*render.LAYOUTS, "columns"])
def test_layout_of_a_docx_does_not_matter(layout, originals, tmp_path):
    for original in originals.values():
        assert readers.read(render.docx(original, tmp_path / "any.docx", layout)) == original


@needs_office
def test_layout_of_a_pdf_does_not_matter(originals, tmp_path):
    made = {
        render.docx(original, tmp_path / f"{layout}{number}.docx", layout): original
        for number, original in enumerate(originals.values())
        for layout in (*render.LAYOUTS, "columns")
    }
    render.pdfs(made, tmp_path)
    for path, original in made.items():
        assert readers.read(path.with_suffix(".pdf")) == original, path.name


@needs_office
@pytest.mark.parametrize("ending", ["doc", "rtf"])
def test_old_formats_are_read_through_libreoffice(ending, originals, tmp_path):
    name = "F_RES_67_14"
    subprocess.run(
        [render.office(), f"-env:UserInstallation=file://{tmp_path}/p", "--headless",
         "--convert-to", ending, "--outdir", str(tmp_path), str(FORMATS / f"{name}.docx")],
        check=True, capture_output=True,
    )  # fmt: skip
    path = (tmp_path / f"{name}.{ending}").rename(tmp_path / f"{name}.bin")
    assert readers.format(path) == "doc"
    read, original = readers.read(path), originals[name]
    assert [p.label for p in read.paragraphs] == [p.label for p in original.paragraphs]
    assert [p.text for p in read.paragraphs] == [p.text for p in original.paragraphs]
    assert [n.text for n in read.footnotes] == [n.text for n in original.footnotes]


def test_old_format_without_libreoffice_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(doc, "program", lambda: None)
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(InputError, match=r"a\.doc: an old format \(DOC\); install LibreOffice"):
        readers.blocks(path)


# --- DOCX --------------------------------------------------------------------------------------

OPENING = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Resolution adopted by the Federal Assembly on 5 May 2011"
    "</w:t></w:r></w:p><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>65/77. Lamps</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>The Federal Assembly,</w:t></w:r></w:p>"
)


def written(path: Path, body: str, opening: str = OPENING, **parts: str) -> Path:
    """A DOCX of a body; other parts by their names, "styles" and so on."""
    with zipfile.ZipFile(FORMATS / "F_RES_65_9.docx") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    content["word/document.xml"] = (
        f"<w:document {render.NAMESPACES}><w:body>{opening}{body}</w:body></w:document>"
    ).encode()
    for name, part in parts.items():
        content[f"word/{name}.xml"] = part.encode()
    render.packed(content, path)
    return path


def said(path: Path) -> list[tuple[str, str]]:
    return [(p.label, p.text) for p in readers.read(path).paragraphs]


def para(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, which: int, level: int = 0) -> str:
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{which}"/></w:numPr>')


def test_numbers_that_are_counted_and_not_typed(tmp_path):
    numbering = (
        f"<w:numbering {W}>"
        '<w:abstractNum w:abstractNumId="7">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for level, (kind, text) in enumerate(
                (("decimal", "%1."), ("lowerLetter", "(%2)"), ("lowerRoman", "(%3)"))
            )
        )
        + "</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
        "</w:numbering>"
    )
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Item"><w:name w:val="Item"/><w:pPr>'
        '<w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:name w:val="Child"/>'
        '<w:basedOn w:val="Item"/></w:style></w:styles>'
    )
    path = written(
        tmp_path / "a.docx",
        numbered("Decides:", 1) + numbered("To light lamps;", 1, 1) + numbered("To clean:", 1, 1)
        + numbered("Glass;", 1, 2) + numbered("Brass;", 1, 2) + numbered("To rest;", 1, 1)
        + para("Requests the keepers:", '<w:pStyle w:val="Child"/>')
        + numbered("To keep watch;", 2, 1) + numbered("To report.", 2, 1)
        + para("Thanks them.", '<w:pStyle w:val="Child"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbering=numbering, styles=styles,
    )  # fmt: skip
    assert [label for label, _ in said(path)][:9] == [
        "OP1", "OP1(a)", "OP1(b)", "OP1(b)(i)", "OP1(b)(ii)", "OP1(c)", "OP2", "OP2(d)", "OP2(e)",
    ]  # fmt: skip


def test_tracked_changes_are_read_as_accepted_with_a_warning(tmp_path):
    path = written(
        tmp_path / "a.docx",
        '<w:p><w:r><w:t xml:space="preserve">1. Requests the </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>old </w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3"><w:r><w:t>far </w:t></w:r></w:moveFrom>'
        "<w:r><w:t>keepers</w:t></w:r></w:p>"
        '<w:p><w:pPr><w:rPr><w:del w:id="4"/></w:rPr></w:pPr>'
        '<w:r><w:t xml:space="preserve">2. Thanks </w:t></w:r></w:p>'
        "<w:p><w:r><w:t>the towns.</w:t></w:r></w:p>",
    )
    assert [text for _, text in said(path)] == ["Requests the new keepers", "Thanks the towns."]
    assert readers.read(path).warnings == ("tracked changes are read as accepted",)
    assert not readers.read(FORMATS / "F_RES_65_9.docx").warnings


def test_what_stands_in_runs(tmp_path):
    run = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    path = written(
        tmp_path / "a.docx",
        "<w:p><w:r><w:t>1.</w:t><w:tab/><w:t>Notes</w:t></w:r>"
        '<w:hyperlink><w:r><w:t xml:space="preserve"> F/65/1</w:t></w:r></w:hyperlink>'
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK "x" </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t xml:space="preserve"> and counter</w:t>'
        '<w:noBreakHyphen/><w:t>fire</w:t><w:fldChar w:fldCharType="end"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
        "<w:sdt><w:sdtContent><w:r><w:t>, one lamp</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag><w:r><w:t>house</w:t></w:r></w:smartTag>"
        "<w:r><w:t>, 5 km</w:t></w:r>" + run.format("2")
        + '<w:r><w:t xml:space="preserve"> on the 26</w:t></w:r>' + run.format("th")
        + "<w:r><w:br/><w:t>day,</w:t></w:r>" + run.format("3")
        + "<w:r><w:softHyphen/><w:t>.</w:t></w:r></w:p>",
    )  # fmt: skip
    only = readers.read(path).paragraphs[0]
    assert only.text == "Notes F/65/1 and counter-fire, one lamphouse, 5 km2 on the 26th day,."
    assert only.notes == ("3",)


def test_notes_by_automatic_and_own_marks_and_at_the_end(tmp_path):
    def reference(kind: str, number: int, mark: str = "") -> str:
        own = ' w:customMarkFollows="1"' if mark else ""
        shown = f"<w:t>{mark}</w:t>" if mark else ""
        return f'<w:r><w:{kind}Reference w:id="{number}"{own}/>{shown}</w:r>'

    def note(number: int, text: str) -> str:
        return (
            f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r>'
            f"<w:r><w:tab/><w:t>{text}</w:t></w:r></w:p></w:footnote>"
        )

    path = written(
        tmp_path / "a.docx",
        "<w:p><w:r><w:t>1. Notes lamps,</w:t></w:r>" + reference("footnote", 5)
        + "<w:r><w:t> oil</w:t></w:r>" + reference("footnote", 2, "*")
        + "<w:r><w:t> and wicks.</w:t></w:r>" + reference("footnote", 4) + "</w:p>",
        footnotes=f"<w:footnotes {W}>{note(2, 'Two.')}{note(4, 'Four.')}{note(5, 'Five.')}"
        "</w:footnotes>",
    )  # fmt: skip
    read = readers.read(path)
    assert read.paragraphs[0].text == "Notes lamps, oil and wicks."
    assert [(n.mark, n.text, n.labels) for n in read.footnotes] == [
        ("1", "Five.", ("OP1",)), ("*", "Two.", ("OP1",)), ("2", "Four.", ("OP1",)),
    ]  # fmt: skip


def test_italics_come_from_runs_and_styles():
    blocks = docx.read(FORMATS / "F_RES_71_8.docx").blocks
    assert "Recalling" in {b.text[: b.italic] for b in blocks}
    blocks = docx.read(FORMATS / "F_RES_67_14.docx").blocks  # italics from a style
    assert "Recalling" in {b.text[: b.italic] for b in blocks}


def test_table_rows_are_blocks_and_tables_of_text_are_text(tmp_path):
    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{para(cell)}</w:tc>" for cell in row) for row in rows)
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    path = written(
        tmp_path / "a.docx",
        table(("1. Decides to light lamps;",)) + table(("2.", "x " * 200 + "end;"))
        + para("3. Adopts the annex.") + para("Annex") + table(("Lamp", "Oil"), ("Pier", "40")),
    )  # fmt: skip
    assert [label for label, _ in said(path)][:3] == ["OP1", "OP2", "OP3"]
    assert [text for _, text in said(path)][-1].endswith("Pier | 40")


# --- HTML --------------------------------------------------------------------------------------


def page(path: Path, body: str, head: str = "") -> Path:
    path.write_text(
        f"<html><head>{head}</head><body><h2>65/77. Lamps</h2><p>The Federal Assembly,</p>{body}"
        "</body></html>",
        encoding="utf-8",
    )
    return path


def test_page_with_lists_that_are_counted(tmp_path):
    path = page(
        tmp_path / "a.html",
        "<nav><p>1. Home</p></nav><ol><li>Decides:<ol type=a><li>To light;<li value=3>To rest;</ol>"
        "<li>Thanks the keepers.</ol><div class='site-footer'><p>Contact</p></div>",
    )
    assert [label for label, _ in said(path)] == ["OP1", "OP1(a)", "OP1(c)", "OP2"]


def test_page_with_notes_of_a_word_processor(tmp_path):
    path = page(
        tmp_path / "a.html",
        '<p>1. <i>Notes</i> lamps,<a href="#_ftn1"><span>[1]</span></a> and<br>oil.</p><hr>'
        '<div id=ftn1><p><a href="#_ftnref1">[1]</a> F/65/1.</p></div>',
    )
    read = readers.read(path)
    assert (read.paragraphs[0].text, read.paragraphs[0].notes) == ("Notes lamps, and oil.", ("1",))
    assert [(n.mark, n.text) for n in read.footnotes] == [("1", "F/65/1.")]


def test_page_whose_paragraphs_are_only_broken(tmp_path):
    path = page(tmp_path / "a.html", "1. Decides to light lamps;<br><br>2. Thanks the keepers.")
    assert [label for label, _ in said(path)] == ["OP1", "OP2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_page_in_any_encoding(encoding, tmp_path):
    path = tmp_path / "a.html"
    text = "<html><body><h2>65/77. Lamps</h2><p>The Federal Assembly,</p><p>1. Notes “café”.</p>"
    path.write_bytes(text.encode(encoding))
    assert said(path) == [("OP1", "Notes “café”.")]


# --- PDF ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "text", "broken"),
    [
        ("coun-", "tries", "countries of the league", True),  # the whole word stands elsewhere
        ("counter-", "terrorism", "terrorism", False),
        ("sixty-", "third", "", False),
        ("post-", "conflict", "a post-conflict town", False),
        ("evidence-", "based", "", False),
        ("lighthouse-", "Keeper", "lighthouse", False),  # a name begins
        ("har-", "bour", "", True),  # neither half is a word
    ],
)
def test_hyphen_at_the_end_of_a_line(before, after, text, broken):
    vocabulary = Counter(words(text))
    vocabulary[""] = 1  # the setting breaks words
    assert hyphens.broken(f"of {before}", f"{after} and", vocabulary) is broken
    vocabulary[""] = 0  # the setting breaks none: each hyphen is the word's own
    assert hyphens.broken(f"of {before}", f"{after} and", vocabulary) is False


def test_space_before_a_hyphen_is_mended_and_a_dash_is_not():
    assert runs.mended("post -conflict towns") == "post-conflict towns"
    assert runs.mended("short- and long-term - or not") == "short- and long-term - or not"


def document(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of numbered objects."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, root, start,
    )  # fmt: skip
    return bytes(out)


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), more, data)


def pages(count: int, content: bytes, resources: bytes = b"") -> bytes:
    return document([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << %s >> >>" % resources,
        content,
        stream(b"\x80" * 100, b"/Type /XObject /Subtype /Image /Width 10 /Height 10 "
               b"/ColorSpace /DeviceGray /BitsPerComponent 8"),
    ])  # fmt: skip


def test_scan_needs_ocr(tmp_path):
    path = tmp_path / "a.pdf"
    drawn = stream(b"q 600 0 0 780 5 5 cm /I Do Q")
    path.write_bytes(pages(2, drawn, b"/XObject << /I 5 0 R >>"))
    with pytest.raises(InputError, match=r"a\.pdf: a scan without text; put it through OCR"):
        readers.read(path)


# --- languages ---------------------------------------------------------------------------------

SENTENCES = {
    "English": "The Assembly requests the keepers of the lamps to report on the state of the piers "
    "and the oil that is kept in the towers of the league, and thanks the towns for it.",
    "French": "L’Assemblée prie les gardiens des phares de faire rapport sur l’état des jetées et "
    "sur l’huile qui est gardée dans les tours de la ligue, et remercie les villes.",
    "Spanish": "La Asamblea pide a los guardianes de los faros que informen sobre el estado de los "
    "muelles y del aceite que se guarda en las torres de la liga, y da las gracias.",
    "Russian": "Ассамблея просит смотрителей маяков доложить о состоянии причалов и масла, "
    "которое хранится в башнях лиги, и благодарит города.",
    "Arabic": "تطلب الجمعية إلى حراس المنارات أن يقدموا تقريرا عن حالة الأرصفة وعن الزيت المحفوظ "
    "في أبراج الرابطة وتشكر المدن",
    "Chinese": "大会请灯塔看守人报告码头的状况以及保存在联盟塔楼里的油的状况，并感谢各城镇。",
}


@pytest.mark.parametrize("name", SENTENCES)
def test_language_is_told(name):
    assert language.language(SENTENCES[name]) == name


def test_few_words_tell_no_language():
    assert language.language("65/77. Lamps") == ""
    assert language.language("1. Requests a lamp, a pier, a boat. " * 20) == "English"
    assert (
        language.language("The keepers of la Rue de la Paix met Marie de la Tour. " * 9)
        == "English"
    )


@pytest.mark.parametrize("name", [name for name in SENTENCES if name != "English"])
@pytest.mark.parametrize("ending", ["html", "docx", "md", "json"])
def test_other_languages_are_refused_by_name(name, ending, tmp_path):
    path, text = tmp_path / f"a.{ending}", SENTENCES[name]
    if ending == "docx":
        written(path, para(f"1. {text}"), opening="")
    elif ending == "html":
        path.write_text(f"<html><body><p>1. {text}</p></body></html>", encoding="utf-8")
    elif ending == "json":
        path.write_text(json.dumps([{"text": text, "type": "paragraph", "prefix": "1."}]))
    else:
        path.write_text(f"1. {text}\n", encoding="utf-8")
    with pytest.raises(InputError, match=f"the text is in {name}; expected the English version"):
        readers.read(path)


# --- hostile files -----------------------------------------------------------------------------


def bomb() -> bytes:
    zeros = bytes(64_000_000)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", zeros)
    return made.getvalue()


def entities(declared: str) -> bytes:
    with zipfile.ZipFile(FORMATS / "F_RES_65_9.docx") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    body = content["word/document.xml"].decode().partition("?>")[2].replace("Recalling", "&x;", 1)
    content["word/document.xml"] = f"<!DOCTYPE d [{declared}]>{body}".encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in content.items():
            archive.writestr(name, part)
    return made.getvalue()


def broken_reference() -> bytes:
    data = (FORMATS / "F_RES_65_9.pdf").read_bytes()
    return data[: len(data) // 3]


def packed_twice() -> bytes:
    import zlib

    data = zlib.compress(zlib.compress(bytes(400_000_000), 1), 9)
    return pages(1, stream(data, b"/Filter [/FlateDecode /FlateDecode]"))


HOSTILE = {
    "bomb.docx": (bomb, "unpacks to more than any document"),
    "external.docx": (lambda: entities('<!ENTITY x SYSTEM "file:///etc/passwd">'), "entities are"),
    "laughs.docx": (
        lambda: entities(
            '<!ENTITY a "aaaaaaaaaa">'
            + "".join(
                f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9)
            )
            + '<!ENTITY x "&j;">'
        ),
        "entities are|not readable",
    ),
    "cut.docx": (lambda: (FORMATS / "F_RES_65_9.docx").read_bytes()[:5000], "broken ZIP archive"),
    "other.docx": (
        lambda: (b"PK\x03\x04" + bytes(100)), "broken ZIP archive",
    ),
    "cut.pdf": (broken_reference, "broken PDF|cannot be read|no text|without pages|no paragraph"),
    "many.pdf": (lambda: pages(100_000, stream(b"")), "100000 pages; expected one resolution"),
    "packed.pdf": (packed_twice, "unpacks to more than any document"),
    "empty.pdf": (lambda: b"%PDF-1.7\n" + bytes(2000), "broken PDF"),
    "line.html": (lambda: b"<html><body><p>" + b"of the " * 7_500_000, "larger than"),
    "long.html": (lambda: b"<html><body><p>" + b"1. x; " * 3_000_000, ""),
    "deep.html": (lambda: b"<html><body>" + b"<div>" * 500_000 + b"1. x", ""),
    "null.html": (lambda: b"<html>" + bytes(5000), "binary data"),
    "null.doc": (lambda: bytes(5000), "binary data"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file_is_one_line_in_bounded_time_and_memory(name, tmp_path):
    make, message = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    code = (
        "import resource, sys\n"
        "from workbench import readers\n"
        "from workbench.errors import InputError\n"
        "try:\n    print('read', len(readers.read(sys.argv[1]).paragraphs))\n"
        "except InputError as error:\n    print(error)\n"
        "spent = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(spent.ru_utime + spent.ru_stime, spent.ru_maxrss, file=sys.stderr)\n"
    )
    before = set(tmp_path.iterdir())
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (6_000_000_000,) * 2),
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-400:]
    assert run.stdout.count("\n") == 1 and re.search(message, run.stdout), run.stdout[:300]
    seconds, kilobytes = map(float, run.stderr.split()[-2:])
    assert seconds < 60  # of the processor: other programs don't count
    assert kilobytes < 1_500_000
    assert set(tmp_path.iterdir()) == before


# --- real texts --------------------------------------------------------------------------------


@pytest.mark.texts
def test_real_pdf_and_registry_form_give_the_same_labels_and_words(shared):
    printed = readers.read(shared / "pdf" / "A_RES_73_6-EN.pdf")
    entered = readers.read(shared / "pdf" / "A_RES_73_6.json")
    assert [(p.label, words(p.text)) for p in printed.paragraphs] == [
        (p.label, words(p.text)) for p in entered.paragraphs
    ]
    assert [p.verb for p in printed.paragraphs] == [p.verb for p in entered.paragraphs]
    for field in ("symbol", "title", "organ", "adopted", "agenda", "signoff"):
        assert getattr(printed, field) == getattr(entered, field)
    assert [n.mark for n in printed.footnotes] == ["1", "2", "3", "4", "5", "6"]
    assert all(note.labels for note in printed.footnotes)


@pytest.mark.texts
def test_real_pdf_is_read_without_debris(shared):
    read = readers.read(shared / "pdf" / "A_RES_73_3-EN.pdf")
    assert [p.label for p in read.paragraphs] == [
        "OP1", "Annex/P1", *(f"Annex/{n}" for n in range(1, 53 + 1))
    ]  # fmt: skip
    everything = " ".join(p.text for p in read.paragraphs)
    assert not re.search(r"18-16895|A/RES/73/3|\d+/10\b|\*1816895\*|recycle|_{3}", everything)
    assert "drug-resistant" in everything and not re.search(r"\w -\w|\w- (?!and )\w", everything)
    # Each paragraph is whole: it ends as it should, and begins with a capital.
    assert all(p.text[-1] in ";:." and p.text[0].isupper() for p in read.paragraphs)
    assert [n.mark for n in read.footnotes] == [str(n) for n in range(1, 7 + 1)]
    assert all(note.labels for note in read.footnotes)


@pytest.mark.slow
@pytest.mark.texts
@needs_office
def test_real_texts_rendered_read_as_before(texts, shared, tmp_path):
    chosen = [path for folder in texts for path in sorted(folder.glob("*.json"))]
    chosen += sorted((shared / "bulk").glob("*.json"))[::9][:100]
    sources = {r.symbol: r for r in map(readers.read, chosen)}
    made = [render.everything(r, tmp_path) for r in sources.values()]
    render.pdfs(made, tmp_path)
    failures, shares = [], {}
    for ending in ("docx", "pdf", "html", "json"):
        labels = right = said = same = 0
        for symbol, source in sources.items():
            path = tmp_path / f"{symbols.filename(symbol)}.{ending}"
            try:
                read = {p.label: words(p.text) for p in readers.read(path).paragraphs}
            except InputError as error:
                failures.append(str(error))
                read = {}
            for paragraph in source.paragraphs:
                expected = words(paragraph.text)
                found = read.get(paragraph.label, [])
                common = sum((Counter(expected) & Counter(found)).values())
                labels, said = labels + 1, said + len(expected)
                same += common
                # A label is right where it stands at the paragraph that bears it.
                right += paragraph.label in read and 2 * common >= len(expected)
                if found != expected:
                    failures.append(f"{symbol} {ending} {paragraph.label}")
        shares[ending] = (right / labels, same / said)
    print(shares, *failures, sep="\n")  # shown where the test fails, or with -s
    for ending, (label, word) in shares.items():
        assert label >= 0.995 and word >= 0.999, (ending, label, word, failures[:40])
