"""The English of resolutions, in one place: from blocks of text to records, and back to text.

Nothing is imported here, so that who wants the months doesn't wait for the parser: `dates`,
`numerals`, `verbs`, `marks` and `lines` hold what is known by form; `masthead`, `headings`,
`lists` and `paragraphs` decide what a block is; `parser.parse` reads blocks, `labels` names their
paragraphs, `writer.markdown` writes a resolution in a form that reads back to an equal one.
"""
