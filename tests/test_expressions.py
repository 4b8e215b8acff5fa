"""No regular expression of the package takes time without bounds, whatever text it fails on."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from ambiguity import EXPONENTIAL, degree
from regexploit.ast.sre import SreOpParser
from regexploit.redos import find

import workbench

PACKAGE = Path(workbench.__file__).parent
SQUARE = 1  # lines are short; a text of millions of spaces is ended by the bounds of its reader
MISREAD = {"_HYPHENED": "a class without \\W is no class of everything"}  # by regexploit
BOUNDED = {  # three runs of 200 characters at most, in the last 1,000 of a paragraph
    "DRAFT": 3,
}


def expressions() -> Iterator[tuple[str, str | bytes, int]]:
    """Each expression of the package with its place: values of modules, and those in a call."""
    for found in pkgutil.walk_packages(workbench.__path__, "workbench."):
        if found.name.endswith("__main__"):
            continue
        importlib.import_module(found.name)
        for name, value in vars(sys.modules[found.name]).items():
            held = value.values() if isinstance(value, dict) else value
            for one in held if isinstance(held, (tuple, list, type({}.values()))) else [value]:
                if isinstance(one, re.Pattern):
                    yield name, one.pattern, one.flags
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) == "re"
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                flags = [k.value for k in node.keywords if k.arg == "flags"]
                flags += [a for a in node.args[1:] if re.match(r"re\.[A-Z]", ast.unparse(a))]
                value = eval(ast.unparse(flags[0]), {"re": re}) if flags else 0
                one = re.compile(node.args[0].value, value)
                yield f"{path.name}:{node.lineno}", one.pattern, one.flags


EXPRESSIONS: dict[tuple[str | bytes, int], str] = {}
for name, pattern, flags in expressions():
    EXPRESSIONS.setdefault((pattern, flags), name)


@pytest.mark.parametrize(
    ("pattern", "grows"),
    [
        ("a*b", 0), ("a*ba*", 0), (r"(\w+\s)*x", 0), ("a*+a*+b", 0), ("(?>a*)a*b", 0),
        ("a*a*b", 1), (r"\s*(?:,\s*)?x", 0), (r"\s*,?\s*x", 1), (".*a.*b", 1), ("a*a*a*b", 2),
        (r"\s*,?\s*;?\s*x", 2), ("(?=a*a*b)c", 1), ("(?:a*a*b)*+c", 1), ("a{0,90}a{0,90}b", 1),
        ("(a+)+b", EXPONENTIAL), (r"(\w+\s?)*x", EXPONENTIAL), ("(?:ab|a|b)*c", EXPONENTIAL),
        ("(a*b?)*c", EXPONENTIAL), (r"(?:(?:[a-z]*ic|civil), )+x", 0),
        (r"(?:(?:[a-z]*ic|public), )+x", EXPONENTIAL), (r"(?:,?\s+also,?)*x", EXPONENTIAL),
        (r"(?:(?:,?\s+also)+,?)?x", 0),
    ],
)  # fmt: skip
def test_how_an_expression_grows(pattern, grows):
    assert degree(pattern) == grows


def test_none_takes_more_than_the_square_of_a_text():
    grown = {
        (name, pattern): grows
        for (pattern, flags), name in EXPRESSIONS.items()
        if (grows := degree(pattern, flags)) > BOUNDED.get(name, SQUARE)
    }
    assert grown == {}


def test_none_is_found_by_regexploit():
    parsed = 0
    for (pattern, flags), name in EXPRESSIONS.items():
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        try:
            tree = SreOpParser().parse_sre(text, flags)
        except AttributeError:  # it knows no possessive repeats
            continue
        parsed += 1
        worst = max((found.starriness for found in find(tree)), default=0)
        assert worst <= 2 or name in BOUNDED | MISREAD, (name, pattern)
    assert parsed > 200
