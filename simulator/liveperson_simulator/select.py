"""The `select` dialect: fields, nested fields in parentheses, aliases that start with a dollar sign."""

import re
from typing import Any

from liveperson_simulator.errors import InvalidError

TOKEN = re.compile(r"\$?[A-Za-z_][A-Za-z0-9_]*|[(),]")
ALL = "$all"
SUMMARIES = ("$summary", "$summaryDeleted")
Tree = dict[str, "Tree | None"]


def parse(text: str) -> Tree:
    """Return the selected fields as a tree; raises InvalidError for a syntax error.

    If a nested field is named twice, only the last one counts: a known server bug (agent groups appendix).
    """
    tokens = TOKEN.findall(text)
    if "".join(tokens) != re.sub(r"\s", "", text):
        raise InvalidError(f"select {text!r} cannot be read")
    tokens.reverse()
    try:
        tree = _fields(tokens, text)
    except RecursionError:
        raise InvalidError("select is nested too deeply") from None
    if tokens:
        raise InvalidError(f"select {text!r} has a parenthesis too many")
    return tree


def _fields(tokens: list[str], text: str) -> Tree:
    tree: Tree = {}
    while True:
        if not tokens or tokens[-1] in "(),":
            raise InvalidError(f"select {text!r} lacks a field name")
        name = tokens.pop()
        tree[name] = None
        if tokens and tokens[-1] == "(":
            tokens.pop()
            tree[name] = _fields(tokens, text)
            if not tokens or tokens.pop() != ")":
                raise InvalidError(f"select {text!r} lacks a closing parenthesis")
        if not tokens or tokens[-1] != ",":
            return tree
        tokens.pop()


def project(value: Any, tree: Tree) -> Any:
    """Return the selected part of a value, without unknown fields (special occasions appendix)."""
    if isinstance(value, list):
        return [project(each, tree) for each in value]
    if not isinstance(value, dict) or ALL in tree:
        return value
    if any(alias in tree for alias in SUMMARIES):
        tree = tree | dict.fromkeys(("id", "deleted", "name", "text"))
    chosen: dict[str, Any] = {}
    for name, nested in tree.items():
        if name in value:
            chosen[name] = value[name] if nested is None else project(value[name], nested)
    return chosen
