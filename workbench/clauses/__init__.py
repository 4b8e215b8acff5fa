"""Clauses: who is asked to do what, how strongly, under which conditions.

An operative paragraph is a predicate of the organ, or several: "*Urges* the cantons to mark their
crossings, **and requests** the Bureau, upon request, to lend divers; **welcomes** the chart". A
clause begins at a verb of the codebook in the third person that stands at the paragraph's head, or
after a comma, a semicolon or "and" where nobody but the organ can be its subject. Participles
("recognizing that"), quotations ("in which it called upon") and what stands in quotation marks or
brackets are no clauses.

Grammar only: no model and no dictionary of English. Annexes are left out: "we" there are the
participants of a conference, not the organ.

From left to right: `verbs` are the codebook's, as texts write them; `openings` says where a
predicate begins, `addressees` whom it addresses, by the names that `names` knows, `actions` what is
to be done; `parsing` puts clauses together. `phrases` says in few words what a verb takes.
"""

from .parsing import check, clauses, unknown
from .phrases import matter, recited
from .records import Clause, record
from .verbs import verb

__all__ = ["clauses", "Clause", "record", "verb", "check", "unknown", "matter", "recited"]
