"""Of a test with many parameters: the cases that have each pair of values once are enough for every day.

Tests that are marked `pairwise` keep a few such cases, and leave all others to the searches.
"""

from collections import defaultdict
from itertools import combinations

import pytest

Pair = tuple[tuple[str, str], tuple[str, str]]


def leave_others_to_the_search(items: list[pytest.Item]) -> None:
    """Mark as slow what has no pair of values that the other cases do not have."""
    tests: dict[str, dict[pytest.Item, set[Pair]]] = defaultdict(dict)
    for item in items:
        if item.get_closest_marker("pairwise") and isinstance(item, pytest.Function):
            tests[item.nodeid.partition("[")[0]][item] = pairs(item)
    for cases in tests.values():
        for item in cases.keys() - chosen(cases):
            item.add_marker("slow")


def pairs(item: pytest.Function) -> set[Pair]:
    """Return each pair of values of a case; with a single parameter, that one."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    values = sorted((name, repr(value)) for name, value in params.items())
    return set(combinations(values, 2)) or {(each, each) for each in values}


def chosen(cases: dict[pytest.Item, set[Pair]]) -> set[pytest.Item]:
    """Return few cases that have every pair: always the one with the most that are missing."""
    found: set[pytest.Item] = set()
    missing = set().union(*cases.values())
    while missing:
        best = max(cases, key=lambda item: len(cases[item] & missing))
        found.add(best)
        missing -= cases[best]
    return found
