"""When a theme enters, where it stands, how much room it takes.

Each measure is a pure function from tables to one table. A theme is in a paragraph if the
codebook's terms find it there (scheme "theme" of the table `codes`); how well they do so is
measured on gold, in the tests. "First" always means earliest in this corpus, of so many documents
searched: a theme may be older elsewhere, or in a member whose text is not at hand.

What a series speaks of is proposed from its own nouns by `subjects`, codebook or none. Topics that
nobody listed are proposed by `discovered`, from words that entered, and by `model`,
from words that stand together; where a theme or its wording stood before, `origins` tells.
"""

from .bags import METHODS
from .dealing import TREND, trends
from .discovery import discovered, log_odds, newcomers
from .entry import TRAJECTORIES, emergence, settled, trajectory
from .models import NAMED, SIZE, STABLE, best, distinct, listing, model, npmi, stability
from .precedents import SHARED, dated, origins, sources, wording
from .proposed import TITLED, as_themes, subjects
from .room import chosen, presence, titles

__all__ = ["subjects", "presence", "emergence", "newcomers", "discovered", "trends", "stability",
           "model"]  # fmt: skip
MEASURES = tuple(__all__)
__all__ += ["as_themes", "origins", "sources", "wording", "settled",
            "listing", "best", "chosen", "titles", "trajectory", "distinct", "dated", "log_odds",
            "npmi", "MEASURES", "METHODS", "NAMED", "SHARED", "SIZE", "STABLE", "TITLED",
            "TRAJECTORIES", "TREND"]  # fmt: skip
