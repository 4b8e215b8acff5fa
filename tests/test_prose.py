"""Counted words and lists."""

from __future__ import annotations

from workbench import prose


def test_words_for_sentences():
    assert prose.counted(1, "paragraph") == "one paragraph"
    assert prose.counted(0, "paragraph") == "no paragraph"
    assert prose.counted(1300, "word") == "1,300 words"
    assert prose.counted(3, "history", "histories") == "three histories"
    assert prose.listed(["a", "b", "c"]) == "a, b and c"
    assert prose.listed("abcdefgh", most=3) == "a, b and 6 more"
    assert prose.listed([]) == ""
