"""The English of resolutions, in one place: from blocks of text to records, and back to text.

What is known by its form: `dates`, `numerals`, `verbs`, `lines` (organ, title, sign-off, vote,
annex, printed numbers), and `marks` (of footnotes, glued to words). What decides: `masthead` (what
stands before the body), `headings`, `lists` and `paragraphs`, tables of small handlers that look at
a block and at the `state` of reading. `parser.parse` reads blocks as a resolution, `labels` names
its paragraphs, `writer.markdown` writes it in a form that reads back to an equal one.

Nothing is imported here: who wants the months doesn't wait for the parser.
"""
