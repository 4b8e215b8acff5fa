"""A series by hand: tables of six members, whose measures can be checked on fingers.

Organ and words are invented. F/RES/3 has no text; F/RES/5 is the draft that became F/RES/6.
"""

from __future__ import annotations

import io

import pandas as pd

from workbench import tables


def table(name: str, rows: str) -> pd.DataFrame:
    """A table from lines of cells parted by white space (-: empty, ~: a blank), as `corpus` types
    it."""
    columns = tables.columns()[name]
    head, *lines = [line.split() for line in rows.strip().splitlines()]
    cells = [["" if c == "-" else c.replace("~", " ") for c in line] for line in lines]
    given = pd.DataFrame(cells, columns=head)
    for column in columns:
        if column["column"] not in given:
            blank = {"boolean": "false"}.get(column["type"], "x")
            given[column["column"]] = blank if column["required"] == "yes" else ""
    text = given[[c["column"] for c in columns]].to_csv(index=False)
    return tables.typed(io.StringIO(text), columns)


RESOLUTIONS = table("resolutions", """
symbol   stage       year adopted    predecessor skips   verified n_preambular n_operative n_words has_notes
F/RES/1  adopted     2001 2001-12-01 -           -       true     2 2 100 true
F/RES/2  adopted     2003 2003-12-01 F/RES/1     -       true     2 2 125 true
F/RES/3  adopted     2005 -          -           -       false    - - -   -
F/RES/4  adopted     2007 2007-12-01 F/RES/2     F/RES/3 true     1 4 200 true
F/RES/5  recommended 2009 2009-07-01 -           -       true     1 3 150 false
F/RES/6  adopted     2009 2009-12-01 F/RES/4     -       true     1 3 150 false
""")  # fmt: skip # noqa: E501

PARAGRAPHS = table("paragraphs", """
symbol   label part      level verb       n_words fingerprint
F/RES/1  PP1   preamble  1     recalling  10      a
F/RES/1  PP2   preamble  1     aware~of   20      b
F/RES/1  OP1   operative 1     requests   30      c
F/RES/1  OP2   operative 1     urges      40      d
F/RES/2  PP1   preamble  1     recalling  10      a
F/RES/2  PP2   preamble  1     aware~of   25      e
F/RES/2  OP1   operative 1     requests   30      c
F/RES/2  OP2   operative 1     invites    60      f
F/RES/4  PP1   preamble  1     recalling  35      g
F/RES/4  OP1   operative 1     requests   30      c
F/RES/4  OP2   operative 1     requests   70      h
F/RES/4  OP3   operative 1     decides    50      i
F/RES/4  OP4   operative 1     requests   15      j
F/RES/5  PP1   preamble  1     recalling  35      g
F/RES/5  OP1   operative 1     requests   70      h
F/RES/5  OP2   operative 1     requests   30      c
F/RES/5  OP3   operative 1     requests   15      j
F/RES/6  PP1   preamble  1     recalling  35      g
F/RES/6  OP1   operative 1     requests   70      h
F/RES/6  OP2   operative 1     requests   30      c
F/RES/6  OP3   operative 1     requests   15      j
""")  # fmt: skip

# 1 → 2: OP2 replaced.  2 → 4, over the gap: both recitals merged, OP1 kept and partly copied to a
# new OP4 (a split), OP2 reworded (close), OP3 new (or nearly a relative of one).  4 → 6: OP3 gone.
LINKS = table("links", """
earlier  earlier_label later    later_label kind    similarity moved doubtful
F/RES/1  PP1           F/RES/2  PP1         kept    1.0        false false
F/RES/1  PP2           F/RES/2  PP2         revised 0.8        false false
F/RES/1  OP1           F/RES/2  OP1         kept    1.0        false false
F/RES/1  OP2           F/RES/2  -           dropped -          false false
F/RES/1  -             F/RES/2  OP2         added   -          false false
F/RES/2  PP1           F/RES/4  PP1         revised 0.5        false false
F/RES/2  PP2           F/RES/4  PP1         revised 0.7        false false
F/RES/2  OP1           F/RES/4  OP1         kept    1.0        false false
F/RES/2  OP2           F/RES/4  OP2         revised 0.4        false true
F/RES/2  -             F/RES/4  OP3         added   -          false true
F/RES/2  OP1           F/RES/4  OP4         revised 0.6        false false
F/RES/4  PP1           F/RES/6  PP1         kept    1.0        false false
F/RES/4  OP2           F/RES/6  OP1         kept    1.0        false false
F/RES/4  OP1           F/RES/6  OP2         kept    1.0        true  false
F/RES/4  OP3           F/RES/6  -           dropped -          false false
F/RES/4  OP4           F/RES/6  OP3         kept    1.0        false false
F/RES/5  PP1           F/RES/6  PP1         kept    1.0        false false
F/RES/5  OP1           F/RES/6  OP1         kept    1.0        false false
F/RES/5  OP2           F/RES/6  OP2         kept    1.0        false false
F/RES/5  OP3           F/RES/6  OP3         kept    1.0        false false
""")  # fmt: skip

PAIRS = table("pairs", """
earlier  later    similarity contained_in_later contained_in_earlier
F/RES/1  F/RES/2  0.6        0.7                0.6
F/RES/1  F/RES/4  0.2        0.3                0.2
F/RES/1  F/RES/6  0.2        0.3                0.25
F/RES/2  F/RES/4  0.4        0.5                0.4
F/RES/2  F/RES/6  0.4        0.5                0.5
F/RES/4  F/RES/6  0.8        0.8                1.0
""")  # fmt: skip

CLAUSES = table("clauses", """
symbol   label clause verb      class       strength directive continuing action  object     n_words
F/RES/1  OP1   1      requests  requesting  4        true      true       provide seeds      30
F/RES/1  OP2   1      urges     urging      3        true      false      ratify  the~treaty 40
F/RES/2  OP1   1      requests  requesting  4        true      true       provide seeds      30
F/RES/2  OP2   1      invites   inviting    1        true      false      store   grain      60
F/RES/4  OP1   1      requests  requesting  4        true      true       provide seeds      30
F/RES/4  OP2   1      requests  requesting  4        true      false      store   grain      50
F/RES/4  OP2   2      welcomes  welcoming   0        false     false      -         -          20
F/RES/4  OP3   1      decides   deciding    7        true      false      report  harvests   50
F/RES/4  OP4   1      requests  requesting  4        true      false      provide seeds      15
F/RES/5  OP1   1      requests  requesting  4        true      false      store   grain      50
F/RES/6  OP1   1      requests  requesting  4        true      false      store   grain      50
F/RES/6  OP1   2      welcomes  welcoming   0        false     false      -         -          20
F/RES/6  OP2   1      requests  requesting  4        true      true       provide seeds      30
F/RES/6  OP3   1      requests  requesting  4        true      false      provide seeds      15
""")  # fmt: skip

CLAUSE_ENTITIES = table("clause_entities", """
symbol   label clause role      entity
F/RES/1  OP1   1      addressee Granary
F/RES/1  OP2   1      addressee Cantons
F/RES/2  OP1   1      addressee Granary
F/RES/2  OP2   1      addressee Cantons
F/RES/4  OP1   1      addressee Granary
F/RES/4  OP1   1      partner   Mill
F/RES/4  OP2   1      addressee Granary
F/RES/4  OP2   1      addressee Cantons
F/RES/4  OP3   1      addressee Cantons
F/RES/4  OP4   1      addressee Granary
F/RES/5  OP1   1      addressee Granary
F/RES/6  OP1   1      addressee Granary
F/RES/6  OP1   1      addressee Cantons
F/RES/6  OP2   1      addressee Granary
F/RES/6  OP3   1      addressee Granary
""")  # fmt: skip

CODES = table("codes", """
symbol   label clause scheme    code         term           count
F/RES/1  OP1   1      condition upon_request upon~request   1
F/RES/2  OP1   1      condition upon_request upon~request   1
F/RES/2  PP2   -      theme     drought      drought        1
F/RES/4  PP1   -      theme     drought      drought        1
F/RES/4  PP1   -      theme     drought      dry~years      1
F/RES/4  OP1   1      condition upon_request upon~request   1
F/RES/4  OP2   1      theme     drought      drought        2
F/RES/4  OP3   1      theme     harvest      harvests       1
F/RES/4  OP3   1      qualifier as_appropriate as~appropriate 2
F/RES/5  OP1   1      theme     drought      drought        2
F/RES/6  OP1   1      theme     drought      drought        2
F/RES/6  OP2   1      condition upon_request upon~request   1
F/RES/1  OP1   1      theme     seeds        seeds          1
F/RES/2  OP1   1      theme     seeds        seeds          1
F/RES/4  OP1   1      theme     seeds        seeds          1
F/RES/4  OP4   1      theme     seeds        seeds          1
F/RES/6  OP2   1      theme     seeds        seeds          1
F/RES/6  OP3   1      theme     seeds        seeds          1
""")  # fmt: skip

CITATIONS = table("citations", """
symbol   label cited     where
F/RES/1  PP1   F/RES/0   text
F/RES/2  PP1   F/RES/0   text
F/RES/2  PP1   F/RES/1   text
F/RES/2  PP2   F/COR/7   note
F/RES/4  PP1   F/COR/9   text
F/RES/6  PP1   F/COR/9   text
""")  # fmt: skip

WORDS = table("words", """
symbol   label word    count
F/RES/1  PP1   canton  2
F/RES/1  PP2   canton  1
F/RES/1  PP2   rain    2
F/RES/1  OP2   treaty  3
F/RES/2  PP1   canton  2
F/RES/2  PP2   canton  1
F/RES/2  PP2   drought 2
F/RES/2  OP2   grain   4
F/RES/2  OP2   treaty  1
""")  # fmt: skip

EDITS = table("edits", """
earlier  later    earlier_label later_label number class        dropped added      n_dropped n_added
F/RES/1  F/RES/2  PP2           PP2         1      substance    rain    drought~of 1         6
F/RES/2  F/RES/4  PP1           PP1         1      wording      -       also       0         1
F/RES/2  F/RES/4  OP2           OP2         2      strength     invites requests   1         1
F/RES/2  F/RES/4  OP2           OP2         3      substance    -       in~barns   0         9
""")  # fmt: skip

PROVISIONS = table("provisions", """
provision    symbol   label status      origin       skips
F/RES/1~PP1  F/RES/1  PP1   born        -            -
F/RES/1~PP1  F/RES/2  PP1   carried     -            -
F/RES/1~PP1  F/RES/4  PP1   merged~into F/RES/1~PP2  F/RES/3
F/RES/1~PP2  F/RES/1  PP2   born        -            -
F/RES/1~PP2  F/RES/2  PP2   carried     -            -
F/RES/1~PP2  F/RES/4  PP1   carried     -            F/RES/3
F/RES/1~PP2  F/RES/6  PP1   carried     -            -
F/RES/1~OP1  F/RES/1  OP1   born        -            -
F/RES/1~OP1  F/RES/2  OP1   carried     -            -
F/RES/1~OP1  F/RES/4  OP1   carried     -            F/RES/3
F/RES/1~OP1  F/RES/6  OP2   carried     -            -
F/RES/1~OP2  F/RES/1  OP2   born        -            -
F/RES/1~OP2  F/RES/2  -     lapsed      -            -
F/RES/2~OP2  F/RES/2  OP2   born        -            -
F/RES/2~OP2  F/RES/4  OP2   carried     -            F/RES/3
F/RES/2~OP2  F/RES/6  OP1   carried     -            -
F/RES/4~OP3  F/RES/4  OP3   born        -            F/RES/3
F/RES/4~OP3  F/RES/6  -     lapsed      -            -
F/RES/4~OP4  F/RES/4  OP4   split~from  F/RES/1~OP1  F/RES/3
F/RES/4~OP4  F/RES/6  OP3   carried     -            -
""")  # fmt: skip

DUTIES = table("duties", """
symbol    label     clause    kind      who       to        session   due_from  due_to
F/RES/2   OP1       1         report    Secretary Assembly  7th       2007-09-01 2008-08-31
""")  # fmt: skip

TABLES = {
    "duties": DUTIES,
    "provisions": PROVISIONS,
    "edits": EDITS,
    "resolutions": RESOLUTIONS, "paragraphs": PARAGRAPHS, "links": LINKS, "pairs": PAIRS,
    "clauses": CLAUSES, "clause_entities": CLAUSE_ENTITIES, "codes": CODES,
    "citations": CITATIONS, "words": WORDS,
}  # fmt: skip


def of(*symbols: str, tables: dict[str, pd.DataFrame] = TABLES) -> dict[str, pd.DataFrame]:
    """The tables of some members only."""
    own = {}
    for name, frame in tables.items():
        ends = ["earlier", "later"] if "later" in frame.columns else ["symbol"]
        own[name] = frame[frame[ends].isin(symbols).all(axis=1)].reset_index(drop=True)
    return own


def measured(function, tables: dict[str, pd.DataFrame] = TABLES, **decisions) -> pd.DataFrame:
    """A measure of tables given by name, as `Corpus.measure` gives them."""
    import inspect

    names = inspect.signature(function).parameters
    return function(**{n: tables[n] for n in names if n in tables} | decisions)
