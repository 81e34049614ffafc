"""What the package `holidays` knows about a country.

The package finds a language in the environment if a call names none. The events of a program must not depend
on the machine, so a call always names the language of the country.
"""

import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from importlib.metadata import version
from typing import Any, NamedTuple

import holidays
from holidays.constants import HALF_DAY, PUBLIC
from holidays.registry import COUNTRIES, EntityLoader

from pulumi_liveperson.holiday_events.findings import Findings, similar

SOURCE = f"the package holidays {version('holidays')}"
_MOST_LISTED = 20  # languages or subdivisions in a message
_LABELS = ("estimated_label", "observed_estimated_label", "observed_label", "observed_label_before")
_ESTIMATED = _LABELS[:2]


class Name(NamedTuple):
    """The name of a holiday."""

    text: str
    """With labels such as "(observed)" and "(estimated)"."""
    plain: str
    """Without these labels."""
    is_estimated: bool = False

    def is_called(self, name: str) -> bool:
        """Return whether a program means this holiday with a name."""
        return name.casefold() in {self.text.casefold(), self.plain.casefold()}


Days = dict[date, list[Name]]


class Country:
    """A country of the package, with the arguments of one call."""

    def __init__(
        self,
        entity: Any,
        years: Iterable[int],
        subdivision: str | None,
        language: str | None,
        *,
        observed: bool,
    ) -> None:
        self.years = frozenset(years)
        self._entity = entity
        self._arguments = {
            "years": self.years,
            "expand": False,
            "observed": observed,
            "subdiv": subdivision,
            "language": language or entity.default_language,
        }

    @cached_property
    def public(self) -> Days:
        """The public holidays."""
        return self._days(PUBLIC)

    @cached_property
    def half_days(self) -> Days:
        """The days of which the package says that a part is a holiday; not all countries have any."""
        return self._days(HALF_DAY) if HALF_DAY in self._entity.supported_categories else {}

    def gap(self, year: int) -> str:
        """Return what the package says about a year whose holidays it does not all know; usually nothing."""
        with warnings.catch_warnings(record=True) as found:
            warnings.simplefilter("always")
            self._entity(**{**self._arguments, "years": year})
        return " ".join(dict.fromkeys(str(each.message) for each in found if each.category is UserWarning))

    def _days(self, category: str) -> Days:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = self._entity(**self._arguments, categories=(category,))
        labels = {label: pattern for label in _LABELS if (pattern := _pattern(found, label))}
        return {day: [_name(text, labels) for text in found.get_list(day)] for day in sorted(found)}


def entity_of(country: object, findings: Findings) -> Any:
    """Return the class of a country's holidays; None and an error in `findings` for an unknown code."""
    if not isinstance(country, str):
        findings.mistake("country", f"must be the ISO code of a country such as 'GB', not {country!r}")
    elif country in EntityLoader.get_country_codes():
        return getattr(holidays, country).get_entity()
    else:
        hint = similar(country, dict(_codes()))
        findings.mistake("country", f"{country!r} is not the code of a country in {SOURCE}{hint}")
    return None


def check_years(country: str, entity: Any, years: Iterable[int], findings: Findings) -> None:
    """Record an error for each year that the package does not know."""
    for year in years:
        if not entity.start_year <= year <= entity.end_year:
            known = f"{entity.start_year} to {entity.end_year}"
            findings.mistake("years", f"{year} is not a year that {SOURCE} has for {country}: {known}")


def check_holidays(country: str, found: Country, years: Iterable[int], findings: Findings) -> None:
    """Record an error for years whose holidays the package does not know, or that have none."""
    for year in years:
        if gap := found.gap(year):
            findings.mistake("years", f"{SOURCE} does not have all holidays of {country} in {year}: {gap}")
        if not any(day.year == year for day in found.public):
            findings.mistake("years", f"{SOURCE} has no public holidays of {country} in {year}")


def check_subdivision(country: str, entity: Any, subdivision: object, findings: Findings) -> None:
    """Record an error for a subdivision that the package does not know."""
    names = {code: f"{code} ({alias})" for alias, code in entity.subdivisions_aliases.items()}
    codes = {each: each for each in entity.subdivisions} | entity.subdivisions_aliases
    if subdivision is not None and subdivision not in codes:
        known = {each: names.get(code, code) for each, code in codes.items()}
        _unknown("subdivision", subdivision, country, known, findings)


def check_language(country: str, entity: Any, language: object, findings: Findings) -> None:
    """Record an error for a language in which the package does not have the names."""
    if language is not None and language not in entity.supported_languages:
        known = {each: each for each in entity.supported_languages}
        _unknown("language", language, country, known, findings)


def _unknown(path: str, value: object, country: str, known: Mapping[str, str], findings: Findings) -> None:
    values = list(dict.fromkeys(known.values()))
    if not values:
        hint = f"; it has none, so leave out {path}"
    elif len(values) <= _MOST_LISTED:
        hint = f"; it has {', '.join(values)}"
    else:
        hint = similar(str(value), known)
    findings.mistake(path, f"{value!r} is not a {path} of {country} in {SOURCE}{hint}")


def _codes() -> Iterator[tuple[str, str]]:
    """Yield the codes of countries, and their names, each with a text for messages."""
    for module, (_, code, *others) in COUNTRIES.items():
        name = module.replace("_", " ").title()
        for each in (code, *others):
            yield each, f"{each} ({name})"
        yield name, f"{code} ({name})"


def _pattern(found: Any, label: str) -> re.Pattern[str] | None:
    """Return the pattern of names with a label, such as "%s (observed)", in the language of the names."""
    text = found.tr(getattr(found, label, "%s"))
    return re.compile(re.escape(text).replace("%s", "(.+)")) if text != "%s" else None


def _name(text: str, labels: Mapping[str, re.Pattern[str]]) -> Name:
    plain, is_estimated = text, False
    for label, pattern in [*labels.items()] * 2:  # a name may have two labels, in any order
        if found := pattern.fullmatch(plain):
            plain = found[1]
            is_estimated = is_estimated or label in _ESTIMATED
    return Name(text, plain, is_estimated)
