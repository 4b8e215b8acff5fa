"""How fast documents are read: pages a second, beside libraries that a user would pick.

    python benchmarks/readers.py [FOLDER]

FOLDER holds DOCX, PDF and HTML files of the same documents; without one the specimen is read. The
other libraries only give text: neither paragraphs, nor notes, nor labels. What they leave in that
is no text of a resolution is counted beside the time: characters over those of the paragraphs.
Prints a table in markdown.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from workbench import readers

SPECIMEN = Path(__file__).parents[1] / "tests" / "specimen" / "formats"
TIMES = 3


def with_python_docx(path: Path) -> str:
    import docx

    return "\n".join(p.text for p in docx.Document(str(path)).paragraphs)


def with_docx2txt(path: Path) -> str:
    import docx2txt

    return docx2txt.process(str(path))


def with_mammoth(path: Path) -> str:
    import mammoth

    with path.open("rb") as file:
        return mammoth.extract_raw_text(file).value


def with_pypdf(path: Path) -> str:
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def with_pdfplumber(path: Path) -> str:
    import pdfplumber

    with pdfplumber.open(path) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def with_pypdfium2(path: Path) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def with_beautifulsoup(path: Path) -> str:
    import bs4

    return bs4.BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser").get_text()


def with_lxml(path: Path) -> str:
    from lxml import html

    return html.fromstring(path.read_text(encoding="utf-8")).text_content()


def ours(path: Path) -> str:
    read = readers.read(path)
    return "\n".join(p.text for p in read.paragraphs)


RIVALS: dict[str, dict[str, Callable[[Path], str]]] = {
    "docx": {"python-docx": with_python_docx, "docx2txt": with_docx2txt, "mammoth": with_mammoth},
    "pdf": {
        "pypdf": with_pypdf, "pdfplumber": with_pdfplumber, "pypdfium2, text only": with_pypdfium2,
    },
    "html": {"beautifulsoup4": with_beautifulsoup, "lxml": with_lxml},
}  # fmt: skip


def pages(folder: Path) -> int:
    """Pages of a folder's PDFs, by which all its formats are counted."""
    import pypdfium2

    return sum(len(pypdfium2.PdfDocument(path)) for path in folder.glob("*.pdf"))


def measured(read: Callable[[Path], str], paths: list[Path]) -> tuple[float, int]:
    """Median seconds of reading all files, and how many characters that gives."""
    read(paths[0])  # what is imported is not measured
    durations, count = [], 0
    for _ in range(TIMES):
        start = time.perf_counter()
        count = sum(len("".join(read(path).split())) for path in paths)
        durations.append(time.perf_counter() - start)
    return statistics.median(durations), count


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SPECIMEN
    count = pages(folder)
    print(f"Python {platform.python_version()}, {platform.system()}; {count} pages\n")
    print("| format | reader | pages a second | characters too many |")
    print("|---|---|---:|---:|")
    for ending, rivals in RIVALS.items():
        paths = sorted(folder.glob(f"*.{ending}"))
        true = 0
        for name, read in {"workbench": ours, **rivals}.items():
            seconds, characters = measured(read, paths)
            true = true or characters
            more = f"{characters / true - 1:+.1%}"
            print(f"| {ending} | {name} | {count / seconds:,.0f} | {more} |")


if __name__ == "__main__":
    main()
