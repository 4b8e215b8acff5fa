"""How ambiguous a regular expression is: how its time may grow with the text that it fails on.

The expression is made an automaton of positions (Glushkov); of a lookahead, an atomic group or a
possessive repeat the inside is an expression of its own, and nothing goes back into it. Two ways
round one loop with the same text double the time with each round. A text that goes round a loop,
leads from it to a second, and goes round that one, too, makes the time grow with the square; a
third loop, with the cube (Weber & Seidl 1991). References back are taken for any text.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as c  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import networkx as nx

MANY = 20  # repeats that are as good as endless
EXPONENTIAL = 99
# Of a character that no expression names there is one like it here.
USUAL = "aZé7²_ \n\t\xa0,.;:'\"()[]{}<>/\\-–—…*#&=|^•“”’ß\x00中"


@dataclass
class Automaton:
    """Positions of an expression, what characters each takes (a bit each), and what follows it."""

    takes: list[int] = field(default_factory=list)
    follow: Counter[tuple[int, int]] = field(default_factory=Counter)  # in how many ways
    inside: list[Any] = field(default_factory=list)  # expressions of their own


Ends = tuple[bool, frozenset[int], frozenset[int]]  # may be empty; first and last positions
EMPTY: Ends = (True, frozenset(), frozenset())


def degree(pattern: str | bytes, flags: int = 0) -> int:
    """Exponent, less one, with which the time may grow; `EXPONENTIAL` where it isn't bounded."""
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    tree = parser.parse(text, flags & ~re.DEBUG)
    letters = "".join(sorted(set(USUAL) | set(_named(tree))))
    waiting, worst = [tree], 0
    while waiting:
        automaton = Automaton()
        _built(waiting.pop(), automaton, letters, tree.state.flags)
        waiting += automaton.inside
        worst = max(worst, _degree(automaton))
    return worst


def _named(tree: Any) -> Iterator[str]:
    """Characters that stand in an expression, and those beside the ends of its ranges."""
    if isinstance(tree, (parser.SubPattern, list, tuple)):
        items = list(tree)
        if len(items) == 2 and items[0] in (c.LITERAL, c.NOT_LITERAL):
            yield chr(items[1])
        elif len(items) == 2 and items[0] is c.RANGE:
            yield from map(chr, items[1])
        else:
            for item in items:
                yield from _named(item)


def _built(tree: Any, made: Automaton, letters: str, flags: int) -> Ends:
    ends = EMPTY
    for op, argument in tree:
        ends = _after(made, ends, _part(op, argument, made, letters, flags))
    return ends


def _after(made: Automaton, one: Ends, two: Ends) -> Ends:
    made.follow.update(product(one[2], two[1]))
    return (
        one[0] and two[0],
        one[1] | two[1] if one[0] else one[1],
        one[2] | two[2] if two[0] else two[2],
    )


def _part(op: Any, argument: Any, made: Automaton, letters: str, flags: int) -> Ends:
    if op in (c.LITERAL, c.NOT_LITERAL, c.ANY, c.IN):
        made.takes.append(_taken(op, argument, letters, flags))
        here = frozenset([len(made.takes) - 1])
        return (False, here, here)
    if op is c.BRANCH:
        parts = [_built(part, made, letters, flags) for part in argument[1]]
        return _either(parts)
    if op is c.SUBPATTERN:
        _, more, less, inner = argument
        return _built(inner, made, letters, (flags | more) & ~less)
    if op in (c.MAX_REPEAT, c.MIN_REPEAT):
        least, most, inner = argument
        ends = _built(inner, made, letters, flags)
        if most >= MANY:
            made.follow.update(product(ends[2], ends[1]))
        return (ends[0] or least == 0, ends[1], ends[2])
    if op in (c.ATOMIC_GROUP, c.POSSESSIVE_REPEAT):
        inner = argument[2] if op is c.POSSESSIVE_REPEAT else argument
        made.inside.append(inner)
        return EMPTY
    if op in (c.ASSERT, c.ASSERT_NOT):
        made.inside.append(argument[1])
        return EMPTY
    if op is c.GROUPREF_EXISTS:
        return _either([_built(part or [], made, letters, flags) for part in argument[1:]])
    if op is c.GROUPREF:
        made.takes.append(2 ** len(letters) - 1)
        here = frozenset([len(made.takes) - 1])
        return (True, here, here)
    assert op is c.AT, op
    return EMPTY


def _either(parts: list[Ends]) -> Ends:
    return (
        any(p[0] for p in parts),
        frozenset().union(*(p[1] for p in parts)),
        frozenset().union(*(p[2] for p in parts)),
    )


def _taken(op: Any, argument: Any, letters: str, flags: int) -> int:
    """Those of some letters that one position takes."""
    state = parser.State()
    one = compiler.compile(parser.SubPattern(state, [(op, argument)]), flags)
    return sum(1 << bit for bit, letter in enumerate(letters) if one.match(letter))


def _degree(made: Automaton) -> int:
    graph = nx.DiGraph(list(made.follow))
    loops = [
        loop for loop in nx.strongly_connected_components(graph)
        if len(loop) > 1 or graph.has_edge(*(2 * tuple(loop)))
    ]  # fmt: skip
    if any(_twice(made, graph.subgraph(loop)) for loop in loops):
        return EXPONENTIAL
    # Loops that may share a text, in the order in which one leads to the other.
    after = [nx.descendants(graph, next(iter(loop))) | loop for loop in loops]
    before = [nx.ancestors(graph, next(iter(loop))) | loop for loop in loops]
    order = nx.DiGraph()
    for i, j in product(range(len(loops)), repeat=2):
        if i != j and loops[j] & after[i]:
            between = graph.subgraph(after[i] & before[j])
            weight = int(_shared(made, between, loops[i], loops[j]))
            order.add_edge(i, j, weight=weight)
    return nx.dag_longest_path_length(order) if order else 0


def _twice(made: Automaton, loop: nx.DiGraph) -> bool:
    """Does one text lead round a loop in two ways?"""
    if any(made.follow[edge] > 1 for edge in loop.edges):
        return True
    pairs = nx.DiGraph(
        ((a, b), (x, y))
        for a, b in product(loop, repeat=2)
        if made.takes[a] & made.takes[b]
        for x, y in product(loop[a], loop[b])
        if made.takes[x] & made.takes[y]
    )
    return any(
        any(a == b for a, b in part) and any(a != b for a, b in part)
        for part in nx.strongly_connected_components(pairs)
    )


def _shared(made: Automaton, graph: nx.DiGraph, one: set[int], two: set[int]) -> bool:
    """Does one text lead round a loop, from it to another, and round that, too?"""
    return any(
        made.takes[p] & made.takes[q] and _leads(made, graph, (p, p, q), (p, q, q), one, two)
        for p, q in product(one, two)
    )


def _leads(
    made: Automaton, graph: nx.DiGraph, start: tuple, end: tuple, one: set[int], two: set[int]
) -> bool:
    waiting, known = deque([start]), {start}
    while waiting:
        x, y, z = waiting.popleft()
        for near in product(graph[x].keys() & one, graph[y], graph[z].keys() & two):
            x, y, z = near
            if near not in known and made.takes[x] & made.takes[y] & made.takes[z]:
                if near == end:
                    return True
                known.add(near)
                waiting.append(near)
    return False
