"""Files of themes that nobody wrote by hand: proposed from a series, imported from a vocabulary.

Both are rows as those of ``codebook/themes/``. Proposed ones are written there, to be edited; those
of a vocabulary, which has thousands, into ``codebook/schemes/``, where of terms that overlap the
longest counts, as a librarian looks words up.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import catalogue, codebook, files
from .codebook import COLUMNS
from .errors import InputError

if TYPE_CHECKING:
    from .codebook import Codebook

__all__ = ["Proposed", "Vocabulary", "imported", "propose", "written"]

HEAD = tuple(COLUMNS["themes"].split())
NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
COMMON = 0.2  # share of the background's documents from which one word alone indexes nothing
SOME = 0.1  # share from which a non-preferred word doesn't, if it isn't of any field
SHORT = 5  # letters of an acronym at most
FORMATS = {".ttl": "turtle", ".rdf": "xml", ".xml": "xml", ".owl": "xml", ".jsonld": "json-ld",
           ".json": "json-ld", ".nt": "nt"}  # fmt: skip

ELSEWHERE = re.compile(rb'"@(?:context|import)"\s*:\s*(?:\[[^\]{]*)?"')  # a context by its address


# ── proposed ─────────────────────────────────────────────────────────────────────────────────


class Proposed(NamedTuple):
    """Rows of a file of themes, as text, and where it belongs."""

    path: Path
    text: str
    series: str


def propose(series: str, folder: str | Path | None = None, most: int = 20) -> Proposed:
    """A file of themes proposed from a series' own wording: terms, labels and counts, to edit.

    Parameters
    ----------
    series : str
        A series with tables.
    folder : path, optional
        Corpus folder.
    most : int
        Rows at most.

    See Also
    --------
    topics.subjects : how they are found.
    """
    from . import topics
    from .corpus import Corpus

    corpus = Corpus.load(series, folder)
    proposed = corpus.measure(topics.subjects, most=most)
    if proposed.empty:
        raise InputError(
            f"{series}: its wording proposes no subject; write themes by hand into "
            f"codebook/themes/{series}.csv"
        )
    rows = [
        {
            "theme": row.subject, "title": row.title, "terms": row.terms,
            "source": f"proposed from {series}", "labels": _few(row.places),
            "n_paragraphs": row.n_paragraphs, "n_members": row.n_members, "first": row.symbol,
        }
        for row in proposed.itertuples()
    ]  # fmt: skip
    columns = (*HEAD, "labels", "n_paragraphs", "n_members", "first")
    place = codebook.folder(folder) / "codebook" / "themes" / f"{series}.csv"
    return Proposed(place, _csv(columns, rows), series)


def _few(places: str) -> str:
    """The first places of a member that has some, three at most."""
    return " ".join(places.partition("; ")[0].split(" ")[:4])


def written(proposed: Proposed) -> Path:
    """Write a proposed file of themes where there is none, and its name into `series.csv`, so that
    the next build codes by it.

    Raises
    ------
    InputError
        There is one: what somebody edited is never overwritten.
    """
    if proposed.path.exists():
        raise InputError(
            f"{proposed.path}: it is there already, and may have been edited; rename or remove it, "
            "then propose again"
        )
    proposed.path.parent.mkdir(parents=True, exist_ok=True)
    files.write(proposed.path, proposed.text.encode())
    catalogue.coded_by(proposed.series, proposed.path.stem, proposed.path.parents[2])
    return proposed.path


def _csv(columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, tuple(columns), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


# ── imported ─────────────────────────────────────────────────────────────────────────────────


class Vocabulary(NamedTuple):
    """What was imported: the file, concepts with terms, and labels that stand for none."""

    path: Path
    concepts: int
    left_out: Counter[str]  # why → how many labels


class Concept(NamedTuple):
    """A concept of a vocabulary with its English labels."""

    uri: str
    preferred: str
    others: tuple[str, ...]
    note: str


def imported(path: str | Path, scheme: str, folder: str | Path | None = None) -> Vocabulary:
    """Import a SKOS vocabulary as themes: its English labels become terms.

    A label is left out where it would mean something else as a rule: one word that more than a
    fifth of the background's documents have or that is of the organs' own proceedings; a
    non-preferred word that is a verb or stands before others as a rule
    ("sound" for *acoustics*), that a tenth of them have, spread as in no field ("delivery" for
    *childbirth*), that the preferred label qualifies ("demonstrations" for *public
    demonstrations*) or that two concepts claim ("drugs"); a bare word that the vocabulary itself
    qualifies in brackets. Acronyms keep their capitals.

    Parameters
    ----------
    path : path
        Turtle, RDF/XML, JSON-LD or N-Triples.
    scheme : str
        What the vocabulary is called from now on.
    folder : path, optional
        Corpus folder; ``codebook/schemes/SCHEME.csv`` is written there.

    Raises
    ------
    InputError
        The name or the file can't be used, or no concept in it has an English label.
    """
    if not NAME.fullmatch(scheme):
        raise InputError(
            f"scheme '{scheme}': expected small letters, digits and hyphens, such as unbis"
        )
    place = catalogue.writable(folder)
    if scheme in codebook.subjects(place):
        raise InputError(
            f"scheme '{scheme}': codebook/themes/{scheme}.csv has this name; choose another"
        )
    left_out: Counter[str] = Counter()
    rows = list(_rows(_concepts(Path(path)), codebook.load(place), left_out))
    if not rows:
        raise InputError(
            f"{path}: no skos:Concept with an English label in it; expected a SKOS vocabulary"
        )
    target = place / "codebook" / "schemes" / f"{scheme}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    return Vocabulary(files.write(target, _csv(HEAD, rows).encode()), len(rows), left_out)


def _concepts(path: Path) -> list[Concept]:
    """Concepts of a file with English labels (or with labels of no language)."""
    from rdflib import RDF, SKOS

    graph = _graph(path)
    found = []
    for subject in sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str):
        names, others, notes, scope = (
            _english(graph.objects(subject, kind))
            for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.definition, SKOS.scopeNote)
        )
        if names:
            more = tuple(dict.fromkeys([*names[1:], *others]))
            found.append(Concept(str(subject), names[0], more, next(iter([*notes, *scope]), "")))
    return found


def _english(labels: Iterable[Any]) -> list[str]:
    return sorted(
        " ".join(str(label).split())
        for label in labels
        if (getattr(label, "language", None) or "en").split("-")[0] == "en" and str(label).strip()
    )


def _graph(path: Path) -> Any:
    """The statements of a file. Nothing is fetched for it."""
    import logging

    from rdflib import Graph

    if not path.is_file():
        raise InputError(f"{path}: no such file; expected Turtle, RDF/XML or JSON-LD")
    data = path.read_bytes()
    form = FORMATS.get(path.suffix.lower()) or ("xml" if data.lstrip()[:1] == b"<" else "turtle")
    if form == "json-ld" and ELSEWHERE.search(data):
        raise InputError(
            f"{path}: its @context stands elsewhere, and nothing is fetched; expected one with its "
            "context in it, or Turtle"
        )
    if form == "xml" and b"<!ENTITY" in data:
        raise InputError(f"{path}: it declares entities; expected plain RDF/XML, or Turtle")
    logging.getLogger("rdflib").setLevel(logging.ERROR)  # odd dates and URIs are no matter here
    try:
        return Graph().parse(data=data, format=form)
    except Exception as error:  # rdflib's parsers raise what they like
        said = str(error).strip().partition("\n")[0][:80] or type(error).__name__
        raise InputError(
            f"{path}: no {form} that can be read ({said}); expected Turtle (.ttl), RDF/XML (.rdf) "
            "or JSON-LD (.jsonld)"
        ) from None


def _rows(
    concepts: list[Concept], book: Codebook, left_out: Counter[str]
) -> Iterator[dict[str, str]]:
    """Rows of a scheme; concepts with the same preferred label are one."""
    merged: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        merged[concept.preferred.casefold()].append(concept)
    claimed = Counter(o.casefold() for c in concepts for o in set(c.others))
    for name, several in merged.items():
        first = several[-1]
        terms: dict[str, None] = {}
        for label in dict.fromkeys([first.preferred, *(o for c in several for o in c.others)]):
            own = label is first.preferred
            reason = _meant_otherwise(label, own, first.preferred, book) or (
                "claimed twice" if not own and (claimed[label.casefold()] > 1
                                                or label.casefold() in merged) else ""
            )  # fmt: skip
            if reason:
                left_out[reason] += 1
            else:
                terms[_term(label, own, book)] = None
        if terms:
            yield {
                "theme": "_".join(re.findall(r"\w+", name)), "title": _title(first.preferred, book),
                "definition": first.note, "terms": "|".join(terms), "source": first.uri,
            }  # fmt: skip


def _meant_otherwise(label: str, own: bool, preferred: str, book: Codebook) -> str:
    """Why a label is no term; empty if it is one."""
    word = label.lower()
    if re.search(r"[*{}|/]|\.\.\.", label):
        return "written in signs of the codebook"
    if "(" in label and not own:
        return "qualified"
    if " " in word:
        return ""
    often = book.background.get(word, 0)
    if often > COMMON * book.documents:
        return "common"
    kinds = {book.forms.get(form, ("", ""))[0] for form in (word, word.removesuffix("s"))}
    if "proceedings" in kinds:
        return "of proceedings"
    if not own and book.forms.get(word, ("", ""))[0] in ("verb", "attribute", "quality"):
        return "no noun as a rule"
    if not own and often > SOME * book.documents and book.spread.get(word, 1.0) < 1.0:
        return "general"
    if not own and word in preferred.lower().split() and " " in preferred:
        return "qualified by its preferred label"
    if len(word) < 3:
        return "short"
    return ""


def _term(label: str, own: bool, book: Codebook) -> str:
    """A label as a term: any case, singular and plural of its last word; acronyms in capitals."""
    word = label.lower()
    if " " not in word:
        written = book.forms.get(word, ("", ""))[1]
        unknown = not own and word not in book.background and len(word) <= SHORT
        return label.upper() if unknown or (written.isupper() and len(word) <= SHORT) else word
    head, _, last = word.rpartition(" ")
    if last.endswith("s") and not last.endswith(("ss", "us", "is", "ies")) and len(last) > 3:
        return f"{head} {{{last},{last[:-1]}}}"
    return word


def _title(label: str, book: Codebook) -> str:
    """A label as a heading: vocabularies print theirs in capitals."""
    if label != label.upper():
        return label
    said = " ".join(book.forms.get(w, ("", ""))[1] or w for w in label.lower().split())
    return said[:1].upper() + said[1:]
