"""The arguments that both functions have: the years and the time zone."""

from collections.abc import Iterable
from itertools import islice

from pulumi_liveperson.events.zones import is_known, known_zones
from pulumi_liveperson.holiday_events.findings import Findings, similar

MOST_YEARS = 100
"""A call accepts at most this number of years."""
_LAST_YEAR = 9999


def checked_years(years: object, findings: Findings) -> list[int]:
    """Return the years in their order, each once; a value that is not a year is an error in `findings`."""
    if isinstance(years, str) or not isinstance(years, int | Iterable):
        findings.mistake("years", f"must be a year such as 2027, or a list of years, not {years!r}")
        return []
    several = [years] if isinstance(years, int) else list(islice(years, MOST_YEARS + 1))
    if not several:
        findings.mistake("years", "must contain at least one year")
    if len(several) > MOST_YEARS:
        findings.mistake("years", f"must not contain more than {MOST_YEARS} years")
        return []
    for each in several:
        if not _is_year(each):
            findings.mistake("years", f"{each!r} must be a year such as 2027, without quotation marks")
    return sorted({each for each in several if _is_year(each)})


def checked_zone(time_zone: object, findings: Findings) -> None:
    """Record an error for a time zone that the IANA database does not contain."""
    if not isinstance(time_zone, str) or not is_known(time_zone):
        near = similar(time_zone, known_zones()) if isinstance(time_zone, str) else ""
        findings.mistake("time_zone", f"{time_zone!r} is not an IANA time zone{near}")


def shown_years(years: object) -> object:
    """Return years as a message shows them: of an iterator, which can be read only once, its type."""
    return years if isinstance(years, int | str | list | tuple | set | range) else type(years).__name__


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _LAST_YEAR
