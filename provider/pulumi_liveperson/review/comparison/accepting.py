"""Separates accepted differences from others, and finds accepted ones that no longer exist."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pulumi_liveperson.review.accepted import FILE, Difference
from pulumi_liveperson.review.comparison.comparing import Comparison
from pulumi_liveperson.review.explanation import Explanation
from pulumi_liveperson.review.lines import External, Line, enumerated

_Found = tuple[Explanation, ...]


@dataclass(frozen=True)
class _Finding:
    """A difference, with the fields that differ; without fields if only one side has the object."""

    found: Explanation
    only_in: str | None
    fields: frozenset[str]

    def accepted_by(self, entry: Difference) -> bool:
        """Return whether an entry applies to this difference, or to some of its fields."""
        change = self.found.change
        if not entry.covers(change.kind, change.name):
            return False
        if entry.only_in is not None:
            return entry.is_only_in(self.only_in)
        return bool(self.fields & set(entry.fields))


def accepting(comparison: Comparison, entries: Iterable[Difference]) -> Comparison:
    """Return a comparison with the accepted differences in a separate list."""
    first, second = comparison.first.name, comparison.second.name
    known = [each for each in entries if each.is_between(first, second)]
    findings = list(_findings(comparison))
    reasons = {id(each.found): reason for each in findings if (reason := _reason(each, known))}

    def left(found: _Found) -> _Found:
        return tuple(each for each in found if id(each) not in reasons)

    return replace(
        comparison,
        only_first=left(comparison.only_first),
        only_second=left(comparison.only_second),
        different=left(comparison.different),
        accepted=tuple(
            _with_reason(each, reasons[id(each.found)]) for each in findings if id(each.found) in reasons
        ),
        stale=tuple(_stale(findings, known)),
    )


def _findings(comparison: Comparison) -> Iterator[_Finding]:
    for side, found in (
        (comparison.first, comparison.only_first),
        (comparison.second, comparison.only_second),
    ):
        yield from (_Finding(each, side.name, frozenset()) for each in found)
    for each in comparison.different:
        yield _Finding(each, None, frozenset(field.name for field in each.change.fields))


def _reason(findings: _Finding, known: Iterable[Difference]) -> str:
    """Return the reason for accepting a complete difference; empty if not all its fields are accepted."""
    entries = [each for each in known if findings.accepted_by(each)]
    fields = {field for each in entries for field in each.fields}
    return "; ".join(dict.fromkeys(each.reason for each in entries)) if findings.fields <= fields else ""


def _with_reason(findings: _Finding, reason: str) -> Explanation:
    where: Line = ("only in ", External(findings.only_in), ": ") if findings.only_in is not None else ()
    return replace(
        findings.found, sentence=(*where, *findings.found.sentence, "; accepted: ", External(reason))
    )


def _stale(findings: Iterable[_Finding], known: Iterable[Difference]) -> Iterator[Line]:
    """Yield a line for each accepted difference that no longer exists, field by field."""
    for entry in (each for each in known if not each.is_for_many_sides):
        there = [each for each in findings if each.accepted_by(entry)]
        about: Line = (
            f"{FILE} accepts a difference that no longer exists: ",
            External(entry.description()),
        )
        gone = [each for each in entry.fields if not any(each in found.fields for found in there)]
        if entry.only_in is not None and not there:
            yield (*about, " only in ", External(entry.only_in), ". Remove this entry.")
        elif gone:
            what = "this entry" if len(gone) == len(entry.fields) else "this part of the entry"
            yield (*about, " in ", *enumerated([(each,) for each in gone]), f". Remove {what}.")
