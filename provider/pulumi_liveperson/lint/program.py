"""The warnings about the resources of a complete program."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pulumi_liveperson.lint import events, shifts, skills
from pulumi_liveperson.lint.finding import WARNINGS, Declared, Finding

_OF_ONE: Mapping[str, tuple[str, Callable[[Any, dt.date], Iterator[Finding]]]] = {
    "Workdays": ("shifts", shifts.findings),
    "SpecialOccasion": ("events", events.findings),
}
_NAMED = 3


class Silence:
    """The warnings that a program does not want, for all resources or for some of them."""

    def __init__(self) -> None:
        self._names: dict[str, set[str] | None] = {}

    def add(self, names: Iterable[str], resources: Collection[str]) -> None:
        """Silence warnings; an empty `resources` means all. Raises a `ValueError` for an unknown name."""
        for name in names:
            if name not in WARNINGS:
                close = get_close_matches(name, WARNINGS, 1)
                meant = f"; {close[0]!r} is similar" if close else ""
                raise ValueError(f"{name!r} is not a warning{meant}. The warnings are {', '.join(WARNINGS)}.")
            known = self._names.get(name, set())
            self._names[name] = None if known is None or not resources else known | set(resources)

    def covers(self, declared: Declared, finding: Finding) -> bool:
        """Return whether the program does not want a warning."""
        resources = self._names.get(finding.name, set())
        return resources is None or declared.resource_name in resources

    def covers_all(self, finding: Finding) -> bool:
        """Return whether the program does not want a warning for anything."""
        return self._names.get(finding.name, set()) is None


def line(title: str, finding: Finding) -> str:
    """Return a warning, with the call that silences it."""
    return f"{title}: {finding.text}. If this is intended: silence_warnings({finding.name!r})"


def warnings(declared: Sequence[Declared], silence: Silence, today: dt.date) -> list[str]:
    """Return a line for each warning; resources with the same warning share one."""
    titles: dict[Finding, list[str]] = defaultdict(list)
    for each, finding in _findings(declared, today):
        if not silence.covers(each, finding):
            titles[finding].append(each.title)
    return [line(_enumerated(names), finding) for finding, names in titles.items()]


def _enumerated(titles: Sequence[str]) -> str:
    more = [f"{len(titles) - _NAMED} more"] if len(titles) > _NAMED + 1 else []
    *first, last = [*(titles[:_NAMED] if more else titles), *more]
    return f"{', '.join(first)} and {last}" if first else last


def _findings(declared: Sequence[Declared], today: dt.date) -> Iterator[tuple[Declared, Finding]]:
    accounts: dict[Any, list[Declared]] = defaultdict(list)
    for each in declared:
        accounts[each.account].append(each)
        name, findings = _OF_ONE.get(each.type_name, ("", None))
        if findings is not None and isinstance(each.props.get(name), list):
            yield from ((each, finding) for finding in findings(each.props[name], today))
    for together in accounts.values():
        yield from skills.findings(together, today)
