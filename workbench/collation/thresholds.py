"""Where a link begins: decisions, in one place.

They were set on pairs of resolutions aligned by hand. `Link.doubtful` says where another reader
might have decided otherwise (see `doubts`).
"""

SURE = 0.48  # shares so much that it is a link whatever else there is
LINK = 0.36  # shares enough, with half of its lead over the next best counted in
LEAST = 0.28  # never a link below
SEEN = 0.20  # not looked at below
CLOSE = 0.05  # what is nearer than this to its threshold is still looked at
KIN = 0.26  # without a link, but doubtful: shares so much that few other paragraphs say
BEGUN = 0.19  # or that much, where they alone begin with the same words
SOLE = 0.2, 0.15  # or, where it shares so much, that no third says so much of the shorter one
NAMED = 0.3  # but not where less than that of what they share is left beside names
MUCH = 30.0, 0.125  # or so much weight that no link explains, and is no sum of common words
HOLDS = 0.25, 40.0, 0.5  # or another says so much of what is its own, in weight so much, and so
# much of that beside names
# What is nearest to a paragraph without any of these: so much of their own, in weight so much, so
# much of it explained by no link,
PLACED = 0.12, 30.0, 0.3  # beside what the neighbours are linked with;
BETWEEN = 0.1, 18.0, 0.3  # both without a link, between neighbours that are linked;
PECULIAR = 0.16, 30.0, 0.5  # or anywhere, where in weight
SOLELY = 16.0  # so much is said by these two alone
THEIRS = 0.5  # of what those share that are each other's nearest: not in formulas that many have
MOSTLY = 0.45  # a link is doubtful that holds less than that of its shorter paragraph
BRIEF = 0.4  # and one by a clause, of a paragraph that has no other
CROSS = 0.05  # more is asked of a link between preamble and operative part,
RECITES = 0.05  # more again where one of them asks for something,
ASKING = 0.10  # and more where the other doesn't
BESIDE = 0.25  # of the words beside the titles cited, what such a link must share; beside long
# names, what one must whose verbs differ and that isn't in doubt; of those
# beside all names, what a link must that is sure
PLAIN = 0.8  # below that, what two paragraphs share must be their own
OWN = 0.35  # least part of it that still counts when what all paragraphs say counts for nothing
FIRM = 0.65  # the same where the decision is close: two that share formulas are no relatives
APART = 0.5, 40.0, 100.0  # where a pair leaves the order of the texts, it is told by so much of
# its own; else it shares so much weight, or so much where another is as near
AHEAD = 0.05  # lead over the next best from which no other is as near
WHOLLY = 0.8  # of a short paragraph that another holds
LIST = 0.15  # how far the rest of a list speaks for its members

# Clauses that no link explains so far: share of what is open of the shorter paragraph, and weight
CLAUSE = 10.0  # weight of a clause in its own right; of one that opens with a verb, PHRASE
PHRASE = 5.0
PART = 0.4  # the share, of a clause that came from or went into a paragraph without a link,
RELATED = 0.30  # where both paragraphs share that much as wholes;
HELD = 0.6, 1.2 * CLAUSE  # of such a paragraph as a whole, if it lives on in a much longer one;
ALONE = 0.6, 1.8 * CLAUSE  # if neither paragraph has a link;
MOVED = 0.5, 2.0 * CLAUSE  # if both have
SAID = 0.3, 2.5 * CLAUSE, 0.6  # beside names, numbers and dates, if one has a link: share of one
# that has none; or weight; or share of either
AKIN = 0.38, 3.0 * CLAUSE  # if one has none, or neither: several clauses, reworded
VERBATIM = 1.1 * CLAUSE  # of a clause word for word, whatever its share, of a paragraph without one
WEIGHTY = 4.0 * CLAUSE  # of each of two clauses that merge, or fall out of one paragraph, where
# no paragraph has a link;
JOINT = 0.25  # together so much of that paragraph,
EACH = 0.05  # the smaller so much beside the other;
UNFOLDED = 0.16, 15 * CLAUSE, 0.2, 0.35  # a paragraph and a list: of what is their own shared so
# much (Ochiai), in weight so much, standing so far apart in rank; of an item that it holds so much
SCRAP = 3 * CLAUSE  # and so much weight
NAME = 0.25  # what a capitalised word counts in a clause
