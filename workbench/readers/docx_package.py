"""DOCX: the package that a document travels in, checked before anything of it is unpacked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from .. import symbols
from ..errors import InputError
from ..records import Block
from ..text import clean
from . import content
from .docx_xml import Element, W

_LARGEST = 150_000_000  # bytes of a file, and of all its parts together, unpacked
_PART = 20_000_000  # bytes of one XML part, unpacked
_RATIO = 200  # unpacked to packed: XML of real documents stays under 60
_PARTS = 5000


def data(path: Path) -> bytes:
    """The file's bytes, if what it unpacks to is of a document's size."""
    packed = content.data(path, _LARGEST)
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise InputError("a broken ZIP archive; expected DOCX; fetch it again") from None
    if not any(file.filename.lower() == "[content_types].xml" for file in files):
        raise InputError("a ZIP archive, but no DOCX; unpack it and give the document")
    large = any(
        (f.file_size > _PART and f.filename.lower().endswith((".xml", ".rels")))
        or (f.file_size > 5_000_000 and f.file_size > _RATIO * max(f.compress_size, 1))
        for f in files
    )
    if large or sum(f.file_size for f in files) > _LARGEST or len(files) > _PARTS:
        raise InputError("unpacks to more than any document; expected a resolution's DOCX")
    return packed


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
    for section in document.sections:
        for header in (section.first_page_header, section.header, section.even_page_header):
            if header.is_linked_to_previous:
                continue
            for paragraph in header._element.iter(W + "p"):
                text = clean("".join(t.text or "" for t in paragraph.iter(W + "t")))
                if len(text) < 60 and "/" in text and symbols.normal(text):
                    return [Block(text, "front")]
    return []
