"""Subjects against the registry's titles: are a title's words among the five leading subjects?

    WORKBENCH_SHARED=../shared python benchmarks/subjects.py [EVERY] [SCHEME]

Each EVERY-th file of `bulk` (all, if not given) is a series of its own, so that nothing but one
text speaks: five subjects by `topics.subjects` with the title as a source of names, and without it
weighing anything (`titled=1`). With SCHEME, an imported vocabulary (`workbench codebook import`),
the five leading of its concepts beside them.

Counted are a title's distinctive words: in at most a fifth of the background's documents, no verb,
no gerund, no number, no single letter, not of the organs' own proceedings ("report",
"implementation"), and in the text at all. A title whose words are none of these ("Report of the
Committee") asks nothing and isn't counted. Words are compared without plural endings, with names
and terms of the five. Three shares: titles with one of their words, with at least half, with all.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from workbench import codebook, features, readers, topics
from workbench.codebook.forms import spelled
from workbench.errors import InputError
from workbench.records import Resolution
from workbench.topics import nouns

FIVE = 5
COMMON = 0.2
WORD = r"[\w'-]+"


def tables(text: Resolution, book: codebook.Codebook) -> dict[str, pd.DataFrame]:
    """What `topics.subjects` asks of a series, of one text."""
    empty = {"phrases": ["symbol", "label", "phrase", "count"],
             "codes": ["symbol", "label", "scheme", "code", "term", "count"]}  # fmt: skip
    rows = {
        "words": features.word_counts(text),
        "phrases": features.recurring([text], book.stopwords),
        "codes": features.codes(text, book),
        "paragraphs": [{"symbol": text.symbol, "label": p.label} for p in text.paragraphs],
        "resolutions": [{"symbol": text.symbol, "title": text.title, "stage": "adopted",
                         "year": 2000, "n_words": 1.0}],
    }  # fmt: skip
    return {name: pd.DataFrame(several, columns=empty.get(name)) for name, several in rows.items()}


def stems(cells: list[str]) -> set[str]:
    said = " ".join(cells).lower().replace("’", "'").replace("|", " ")
    return {nouns.stem(word) for word in re.findall(WORD, said)}


def asked(text: Resolution, book: codebook.Codebook) -> set[str]:
    """The distinctive words of a title that its text has."""
    here = stems([p.text for p in text.paragraphs])
    words = re.findall(WORD, text.title.lower().replace("’", "'"))
    telling = {
        nouns.stem(word)
        for word in words
        if word[0].isalpha()
        and len(word) > 1
        and not nouns.NUMERAL.fullmatch(word)
        and word not in book.stopwords
        and book.background.get(spelled(word), 0) <= COMMON * book.documents
        and book.forms.get(word, ("", ""))[0] not in ("verb", "proceedings")
        and not nouns.empty(word, book)
        and (not word.endswith("ing") or nouns.noun(word, book))
    }
    return telling & here


def counted(wanted: set[str], said: set[str], into: Counter[str]) -> None:
    met = len(wanted & said)
    into["one"] += met > 0
    into["half"] += 2 * met >= len(wanted)
    into["all"] += met == len(wanted)


def main(every: int, scheme: str) -> None:
    book = codebook.load()
    listed = codebook.load(themes=scheme) if scheme else None
    tried = 0
    results: dict[str, Counter[str]] = {}
    spent: Counter[str] = Counter()
    for path in sorted((Path(os.environ["WORKBENCH_SHARED"]) / "bulk").glob("*.json"))[::every]:
        try:
            text = readers.read(path)
        except InputError:
            continue
        wanted = asked(text, book)
        if not wanted:
            continue
        tried += 1
        made = tables(text, book)
        for name, titled in (("with titles", topics.TITLED), ("text alone", 1.0)):
            start = time.process_time()
            five = topics.subjects(**made, codebook=book, most=FIVE, titled=titled)
            spent[name] += time.process_time() - start
            counted(wanted, stems([*five["title"], *five["terms"], *five["titled"].dropna()]),
                    results.setdefault(name, Counter()))  # fmt: skip
        if listed:
            start = time.process_time()
            led = features.leading(text, listed, FIVE)
            spent[scheme] += time.process_time() - start
            terms = [t for theme in listed.themes if theme.theme in led for t in theme.terms]
            counted(wanted, stems(terms), results.setdefault(scheme, Counter()))
    print(f"{tried} titles with distinctive words")
    for name, one in results.items():
        shares = ", ".join(f"{share} {one[share] / tried:.1%}" for share in ("one", "half", "all"))
        print(f"{name:<12} {shares}; {1000 * spent[name] / tried:.1f} ms a text")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1, sys.argv[2] if sys.argv[2:] else "")
