"""Formats numbers and durations for people."""

from pulumi_liveperson.client.kinds.kind import Kind


def count(number: int, noun: str) -> str:
    """Return a number with its noun: `no skills`, `1 skill`, `2 skills`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def count_of(number: int, kind: Kind) -> str:
    """Return the number of resources of a kind: `2 skills`, or `the hours of 2 skills`."""
    return f"{'' if kind.part_of is None else 'the hours of '}{count(number, kind.noun)}"


def duration(seconds: float) -> str:
    """Return a duration, rounded, in days, hours, minutes or seconds."""
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * size:
            return count(round(seconds / size), unit)
    return count(max(1, round(seconds)), "second")
