"""One file format each, read to blocks."""

from __future__ import annotations

import json
import re
from pathlib import Path

from ..resolution import Paragraph, Resolution


def read(path) -> Resolution:
    """First quick version for registry JSON only (to be replaced by the parser)."""
    path = Path(path)
    entries = json.loads(path.read_text())
    symbol = path.stem.replace("_", "/")
    title, paragraphs, pp, top, sub, heading = "", [], 0, "", "", None
    for e in entries:
        text = re.sub(r"(?<=[a-z,;)”])(?<!\d)\d{1,2}(?=[\s,;.)]|$)", "", e["text"]).replace("\xa0", " ")
        text = re.sub(r"\s+", " ", text).strip()
        if e["type"] == "title" and not title:
            title = re.sub(r"^[\dA-Z/]+\.\s*", "", text)
        if e["type"] == "heading":
            heading = text
        if e["type"] != "paragraph" or not text:
            continue
        verb = text.split()[0].lower().strip(",")
        if e["paragraph_type"] == "preambular" and not e["prefix"]:
            if re.match(r"The (General Assembly|Security Council|Economic and Social Council|Human Rights Council),?$", text):
                continue
            pp += 1
            paragraphs.append(Paragraph(f"PP{pp}", "preamble", 1, heading, verb, text))
        elif e["paragraph_type"] == "operative":
            prefix, level = (e["prefix"] or "").strip(), e["paragraph_level"] or 1
            if level == 1:
                top = f"OP{prefix.strip('.')}"; label = top
            elif level == 2:
                sub = f"{top}{prefix}"; label = sub
            else:
                label = f"{sub}{prefix}"
            paragraphs.append(Paragraph(label, "operative", level, heading, verb, text))
    organ = {"A": "General Assembly", "S": "Security Council", "E": "Economic and Social Council"}.get(symbol[0], "")
    return Resolution(symbol, title, organ, None, paragraphs=tuple(paragraphs))
