"""DOCX: names, values and switches of its XML."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

Element = Any  # of lxml, which comes without types


def value(element: Element, *steps: str, name: str = "val") -> str | None:
    """An attribute of a descendant, or None."""
    for step in steps:
        if element is None:
            return None
        element = element.find(W + step)
    return None if element is None else element.get(W + name)


def switch(element: Element, name: str) -> bool | None:
    """A switch of a run's properties: on, off, or not said."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(W + "val") not in ("0", "false", "off", "none")


def local(element: Element) -> str:
    """Name of an element without its namespace; "" of a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
