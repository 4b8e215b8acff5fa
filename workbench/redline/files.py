"""What page and document have in common: templates, characters that hide."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import symbols
from ..errors import InputError

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).parents[1] / "templates"
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")  # Unicode's categories of what isn't seen


@cache
def templates() -> Environment:
    """Jinja's environment; whatever is filled in is escaped."""
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    made = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    made.filters["visible"] = visible
    made.filters["anchor"] = _anchor
    made.globals["url"] = symbols.url
    return made


def _anchor(address: str, words: str) -> Markup:
    from markupsafe import Markup

    return Markup('<a href="{}">{}</a>').format(address, visible(words))


def visible(text: str) -> Markup:
    """Text escaped for HTML; characters that hide, turn or break text are named instead."""
    from markupsafe import Markup

    return Markup("".join(
        f'<span class="control">U+{ord(c):04X}</span>' if hidden else escape(c)
        for c, hidden in told(text)
    ))  # fmt: skip


def told(text: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a text; characters that are not to be passed on stand alone, and marked."""
    plain = ""
    for c in text:
        if c not in "\t\n" and unicodedata.category(c) in HIDDEN:
            if plain:
                yield plain, False
            yield c, True
            plain = ""
        else:
            plain += c
    if plain:
        yield plain, False


def package(*folders: str, **facts: Any) -> bytes:
    """A Word document from folders of templates; what stands in two is taken from the later one."""
    sources = {}
    for folder in folders:
        for file in sorted(p for p in (TEMPLATES / folder).rglob("*") if p.is_file()):
            part = file.relative_to(TEMPLATES / folder).as_posix()
            sources[part.removesuffix(".j2")] = file
    parts: dict[str, str | bytes] = {
        part: templates().get_template(file.relative_to(TEMPLATES).as_posix()).render(facts)
        if file.suffix == ".j2"
        else file.read_bytes()
        for part, file in sources.items()
    }
    return _zipped(parts)


def saved(document: Document) -> bytes:
    """A Word document as a file, without the time at which it was packed.

    Raises
    ------
    InputError
        It is packed at a time that no package can state.
    """
    content = io.BytesIO()
    try:
        document.save(content)
    except ValueError:
        raise InputError("this computer's clock says a year before 1980, which no Word document "
                         "can state; set the clock") from None  # fmt: skip
    with zipfile.ZipFile(content) as archive:
        return _zipped({name: archive.read(name) for name in archive.namelist()})


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):  # [Content_Types].xml comes first: "[" sorts before letters
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
    return content.getvalue()
