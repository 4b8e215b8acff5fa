"""In which language a text is written: by its script, then by its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from ..errors import InputError
from .protocol import Blocks

_COMMON = {
    "English": "the of and to in that its for on by with as at from which this all or be a an",
    "French": "de la le les des et du en dans que à sur pour par une au aux qui ses est avec",
    "Spanish": "de la el los las y del en que a por para con una su sus se al como sobre",
    "Portuguese": "de a o os as e do da dos das em que para com uma no na ao seu sua não",
    "Italian": "di la il i le e del della dei delle in che per con una nel alla gli sono",
    "German": "der die das und den von zu in des mit auf für im dem eine ist sich nicht auch",
}
_WORDS = {name: frozenset(words.split()) for name, words in _COMMON.items()}
_SCRIPTS = {
    "Arabic": re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]"),
    "Chinese": re.compile("[\u4e00-\u9fff]"),
    "Russian": re.compile("[\u0400-\u04ff]"),
    "Japanese": re.compile("[\u3040-\u30ff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
}
_OURS = re.compile("[\x00-\u024f\u2000-\u206f]+")  # Latin letters, figures and marks
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 60_000  # characters
_SEVERAL = 4  # different common words: one alone ("a", "de") tells no language


def language(text: str) -> str:
    """Name of the language of a text, or "" where it has too few words to tell.

    Russian stands for all that is written in Cyrillic, as the United Nations' documents do.
    """
    text = text[:_SAMPLE]
    foreign = _OURS.sub("", text)
    letters = {name: len(script.findall(foreign)) for name, script in _SCRIPTS.items()}
    name = max(letters, key=lambda n: letters[n])
    # A sign of Chinese says as much as a word.
    if letters[name] > 20 and letters[name] * (3 if name == "Chinese" else 1) > len(
        _LATIN.findall(text)
    ):
        return name
    said = Counter(_WORD.findall(text.lower()))
    if sum(said.values()) < 20:
        return ""
    met = {name: words & said.keys() for name, words in _WORDS.items()}
    counts = {
        name: sum(said[w] for w in words)
        for name, words in met.items()
        if name == "English" or len(words) >= _SEVERAL
    }
    name = max(counts, key=lambda n: counts[n])
    # Words of another language may stand in an English text as names; one in eight is the text.
    if name != "English" and counts[name] < max(sum(said.values()) / 8, 1.5 * counts["English"]):
        return "English" if counts["English"] else ""
    return name


def english(text: Blocks) -> Blocks:
    """The text, if it is in English; else an error that names the language."""
    name = language(" ".join(block.text for block in text.blocks if block.kind != "note"))
    if name not in ("", "English"):
        raise InputError(f"the text is in {name}; expected the English version")
    return text
