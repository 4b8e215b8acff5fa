"""Two resolutions, paragraph by paragraph: links, edits; and a series: provisions.

How a link is decided
---------------------
Paragraphs are compared by the words and word pairs that they share, each weighed by how rare it
is, in resolutions at large (`background`) and among the paragraphs of these two. So boilerplate
weighs little and makes no relatives. One-to-one links come from the assignment that shares most;
a second pass looks at what the links leave unexplained, and finds merges, splits and clauses that
moved into a neighbour.

Nothing is decided by the place of a paragraph: of ties, such as equal texts make, the headings
decide, then the order; and order tells what moved. So permuting paragraphs changes `moved` alone.
Neighbours count where the text itself says who they are: a chapeau is compared with its list, a
list item with its chapeau and the other items.

Both sides are put into an order of their own, by their words, before anything is computed.
Therefore collating backwards gives the same links, to the last digit.

Where what is: `sides` are texts as words, `weights` what words and word pairs weigh, `scores` what
paragraphs share, `assignment` and `remainders` choose the links, `moves` says which changed their
order; `fates` adds what the later text itself says became of the earlier one; `thresholds` are
all decisions. `members` links any two members by tables alone.
"""

from .changes import QUOTE, Edit, classify, edits, groups, idle, published, rarest, replay
from .fates import told
from .frequencies import background, write_background
from .lineage import Provision, chained, provisions
from .linkage import Link, links, reading_order, similarities
from .members import composed, linked
from .moves import displaced
from .sides import Side, Tokens, counted, side
from .words import cosine, plain, rarity

__all__ = [
    "links", "told", "linked", "composed", "edits", "provisions", "groups", "replay",
    "published", "classify", "idle", "Link", "Edit", "Provision", "side", "counted", "Side",
    "Tokens", "reading_order", "displaced", "chained", "similarities", "cosine", "rarity",
    "rarest", "plain", "QUOTE", "background", "write_background",
]  # fmt: skip
