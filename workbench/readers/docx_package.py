"""DOCX: the package that a document travels in, checked before anything of it is unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import IO, Any

from .. import symbols
from ..errors import InputError
from ..records import Block
from ..text import clean
from . import content
from .docx_xml import Element, W

_LARGEST = 150_000_000  # bytes of a file
_PART, _TOGETHER = 20_000_000, 40_000_000  # bytes of one part in XML, and of all, unpacked
_PARTS = 5000


def opened(path: Path) -> Any:
    """The document in a file, if what it unpacks to is of a document's size."""
    from docx import Document

    packed = content.data(path, _LARGEST)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            return Document(_unpacked(archive))
    except (zipfile.BadZipFile, NotImplementedError):
        raise InputError("a broken ZIP archive; expected DOCX; fetch it again") from None


def _unpacked(archive: zipfile.ZipFile) -> IO[bytes]:
    """A package of the same parts, those of XML as they are and all others empty.

    No more of a part is unpacked than it declares, whatever follows.
    """
    files = {file.filename: file for file in archive.infolist()}
    if not any(name.lower() == "[content_types].xml" for name in files):
        raise InputError("a ZIP archive, but no DOCX; unpack it and give the document")
    sizes = [file.file_size for name, file in files.items() if _is_xml(name)]
    if len(files) > _PARTS or max(sizes) > _PART or sum(sizes) > _TOGETHER:
        raise InputError("unpacks to more than any document; expected a resolution's DOCX")
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as made:
        for name, file in files.items():
            data = b""
            if _is_xml(name):
                with archive.open(file) as part:
                    data = part.read(file.file_size)
            made.writestr(zipfile.ZipInfo(name), data)  # whatever this computer's clock says
    package.seek(0)
    return package


def _is_xml(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in (".xml", ".rels", "")


def roots(document: Any) -> dict[str, Element]:
    """Elements at the root of the parts that hold text, styles or settings, by their names.

    Raises
    ------
    InputError
        A part declares entities.
    """
    from docx.oxml import parse_xml

    elements = {"document": document.element}
    for relation in document.part.rels.values():
        name = relation.reltype.rpartition("/")[2]
        if name in ("styles", "numbering", "footnotes", "endnotes", "settings"):
            if relation.is_external:
                continue
            part = relation.target_part
            element = getattr(part, "element", None)
            elements[name] = parse_xml(part.blob) if element is None else element
    for name, element in elements.items():
        if element.getroottree().docinfo.doctype:
            raise InputError(f"entities are declared in {name}; no document needs them")
    return elements


def stated(document: Any) -> list[Block]:
    """The symbol, where a header states it."""
    seen = set()
    for section in document.sections:
        for header in (section.first_page_header, section.header, section.even_page_header):
            if header.is_linked_to_previous or header.part.partname in seen:
                continue
            seen.add(header.part.partname)
            for paragraph in header._element.iter(W + "p"):
                text = clean("".join(t.text or "" for t in paragraph.iter(W + "t")))
                if len(text) < 60 and "/" in text and symbols.normal(text):
                    return [Block(text, "front")]
    return []
