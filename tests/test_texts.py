"""No sentence of a real resolution stands in the repository: no run of twelve words, titles apart.

Titles and headings of documents are bibliographic facts and may stand in full; so may the names of
conventions, which texts quote. Everything else of a text may be quoted up to eight words.
"""

from __future__ import annotations

import csv
import html
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from workbench.text import words

ROOT = Path(__file__).parents[1]
RUN = 12
BINARY = {".gif", ".ico", ".jpeg", ".jpg", ".pdf", ".png", ".webp", ".woff2", ".docx", ".zip"}
# Names of documents longer than a run, where the repository has to name them.
NAMES: tuple[str, ...] = (
    "Intergovernmental Oceanographic Commission of the United Nations Educational, Scientific and "
    "Cultural Organization",
)
TYPES = {"title", "heading"}
INLINE = r"</?(?:a|abbr|b|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|tspan|u)\b[^<>]*>"
# A whole paragraph is now and then typed as a heading in the registry; no real title is so long.
LONGEST_TITLE = 50


def runs(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    """Every run of twelve words."""
    return zip(*(tokens[start:] for start in range(RUN)), strict=False)


def hashed(texts: Iterable[str]) -> set[int]:
    return {hash(run) for text in texts for run in runs(words(text))}


def strings(value: object) -> Iterator[str]:
    """The strings within a JSON value, each list of lines as one text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        if all(isinstance(line, str) for line in value):
            yield "".join(value)
        else:
            for part in value:
                yield from strings(part)


def prose(path: Path) -> Iterator[str]:
    """What a person could read in a file: strings of notebooks and JSON, no markup, no escapes."""
    source = path.read_bytes().decode("utf-8", errors="replace")
    texts: Iterable[str] = [source]
    if path.suffix in {".ipynb", ".json"}:
        with suppress(json.JSONDecodeError):  # specimens of broken files are read as they are
            texts = strings(json.loads(source))
    for text in texts:
        bare = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
        bare = re.sub(r"\\[nrt]", " ", bare)
        yield bare
        if "<" in bare or "&" in bare:
            # an inline tag may stand within a word or between two: look at both
            for within in (re.sub(INLINE, "", bare), bare):
                yield html.unescape(re.sub(r"<[^<>]*>", " ", within))


def quoted(path: Path, real: set[int]) -> str | None:
    """The first run of twelve words in a file that a real text has too."""
    for text in prose(path):
        for run in runs(words(text)):
            if hash(run) in real:
                return " ".join(run)
    return None


def tracked() -> list[Path]:
    """The files of the repository, those not yet committed too."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    paths = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]


def known_titles() -> Iterator[str]:
    """Titles in the catalogue, also of members whose text is not at hand."""
    with (ROOT / "corpus" / "resolutions.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["title"] for row in csv.DictReader(file))


def known_entities() -> str:
    """Names of the codebook's entities in their order, as a sample says what was sought in it."""
    with (ROOT / "corpus" / "codebook" / "entities.csv").open(encoding="utf-8", newline="") as file:
        return "; ".join(row["entity"] for row in csv.DictReader(file))


@pytest.fixture(scope="module")
def entries(texts, shared) -> list[tuple[str, str]]:
    """Everything in the real texts at hand, as (type, text)."""
    folders = {*texts, shared / "bulk", shared / "pdf", shared / "texts", shared / "seed"}
    files = sorted({path.resolve() for folder in folders for path in folder.glob("*.*")})
    found = []
    for path in files:
        if path.suffix == ".json":
            rows = json.loads(path.read_text(encoding="utf-8"))
            found += [(row["type"], row["text"] or "") for row in rows]
        elif path.suffix == ".md":
            # a quoted or emphasised line, or one broken by a page, is still the same words
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [("title", line) for line in lines if line.startswith("#")]
            found.append(("paragraph", " ".join(line for line in lines if line[:1] != "#")))
    assert len(files) > 10
    return found


@pytest.fixture(scope="module")
def real(entries) -> set[int]:
    """Runs of twelve words in the real texts, those in titles taken out."""
    titles = [text for kind, text in entries if kind in TYPES and len(text.split()) < LONGEST_TITLE]
    return hashed(text for _, text in entries) - hashed(
        [*titles, *known_titles(), *NAMES, known_entities()]
    )


@pytest.mark.texts
def test_no_sentence_of_a_real_text_stands_in_the_repository(real):
    found = {path.relative_to(ROOT).as_posix(): quoted(path, real) for path in tracked()}
    assert not {path: run for path, run in found.items() if run}


QUOTE = 8  # words that may be quoted of a text
PUBLISHED = ("verb", "term", "action", "object", "dropped", "added",
             "printed_dropped", "printed_added", "phrase", "who", "due")  # fmt: skip
STORED = [*sorted((ROOT / "notebooks").glob("*.ipynb")),
          *sorted((ROOT / "tests" / "stored").rglob("*.json"))]  # fmt: skip


def long_quotes(path: Path) -> set[str]:
    """What stands between quotation marks in a file, and is longer than a quote may be."""
    found = {said for text in prose(path) for said in re.findall(r"“([^“”]*)”", text)}
    return {said for said in found if len(said.replace("…", " ").split()) > QUOTE}


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_no_quote_in_a_stored_output_is_longer_than_eight_words(path):
    titles = set(known_titles())
    assert long_quotes(path) - titles == set()


def test_a_long_quote_is_found(tmp_path):
    eight = "every old bridge over the upper river again"
    page = {"cells": [{"outputs": [{"text": [f"“… {eight} …”, “{eight} too”"]}]}]}
    (tmp_path / "a.ipynb").write_text(json.dumps(page), encoding="utf-8")
    assert long_quotes(tmp_path / "a.ipynb") == {f"{eight} too"}


def test_no_cell_of_a_table_quotes_more_than_eight_words():
    quoting = 0
    for path in sorted((ROOT / "corpus" / "tables").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                cells = {name: row[name] for name in PUBLISHED if row.get(name)}
                quoting += len(cells)
                long = {n: c for n, c in cells.items() if len(c.replace("…", " ").split()) > QUOTE}
                assert long == {}, path.name
    assert quoting > 1000


@pytest.fixture(scope="module")
def sentence(entries, real) -> list[str]:
    """A real sentence's first twelve words, never written down here."""
    operative = (words(text) for kind, text in entries if kind == "paragraph")
    return next(w[:RUN] for w in operative if len(w) > 2 * RUN and hash(tuple(w[:RUN])) in real)


@pytest.mark.texts
@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("plain.py", "# {}\n{} one two three four"),
        ("table.csv", "label,text\nOP1,\"{} {}\"\n"),
        ("page.html", "<p><b>{}</b> {}</p>"),
        ("note.md", "> *{}* \n> {}"),
    ],
)  # fmt: skip
def test_finds_a_planted_run(tmp_path, real, sentence, name, written):
    half = RUN // 2
    path = tmp_path / name
    path.write_text(written.format(" ".join(sentence[:half]).title(), " ".join(sentence[half:])))
    assert quoted(path, real) == " ".join(sentence)


@pytest.mark.texts
def test_finds_a_run_in_a_notebook(tmp_path, real, sentence):
    path = tmp_path / "planted.ipynb"
    cell = {"source": [" ".join(sentence[:4]) + "\n", " ".join(sentence[4:]) + "\n", "more"]}
    path.write_text(json.dumps({"cells": [cell]}))
    assert quoted(path, real) == " ".join(sentence)


@pytest.mark.texts
def test_a_shorter_quote_and_a_title_may_stand(tmp_path, entries, real, sentence):
    path = tmp_path / "quote.md"
    longest = max((words(text) for kind, text in entries if kind == "title"), key=len)
    assert len(longest) > RUN
    path.write_text(" ".join(sentence[:-1]) + "\n\nstop\n\n" + " ".join(longest))
    assert quoted(path, real) is None


def test_a_run_is_found_across_lines_escapes_and_tags(tmp_path):
    said = "the assembly of the federated cantons requests its registrar to count every old bridge"
    planted = hashed([said])
    assert len(planted) == len(said.split()) - RUN + 1
    page = said.replace("registrar", "regis<em>trar</em>").replace(" count ", "<br>count ")
    for name, written in [
        ("a.py", said.replace(" requests ", "\\nrequests\\t")),
        ("a.html", page),
        ("a.svg", "<text><tspan>" + said.replace(" ", "</tspan><tspan>") + "</tspan></text>"),
        ("a.json", json.dumps({"deep": [{"lines": [said[:30], said[30:]]}, page]})),
        ("broken.json", json.dumps([said])[:-1]),
    ]:
        (tmp_path / name).write_text(written)
        assert quoted(tmp_path / name, planted), name
    (tmp_path / "short.txt").write_text(" ".join(said.split()[: RUN - 1]))
    assert quoted(tmp_path / "short.txt", planted) is None
