"""Names of time zones that mean the same place.

LivePerson does not publish which names it accepts, or whether it returns the name that it received. Two names
are equal here only if they name the same place. The same time is not enough: Stockholm and Berlin have the
same time today, but a colleague who replaces one with the other has changed the zone.
"""

from functools import cache
from importlib.resources import files

# The database links these names to a place, but they are not other names of this place: they are kinds of
# time, or towns and regions that have had the same time as this place for many years.
_NOT_ALIASES = frozenset(
    """
    CET EET EST HST MET MST WET
    America/Ensenada America/Fort_Wayne America/Pangnirtung America/Rainy_River America/Rosario
    America/Santa_Isabel America/Shiprock America/Yellowknife America/Argentina/ComodRivadavia
    Asia/Choibalsan Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Kashgar Asia/Tel_Aviv
    Australia/ACT Australia/Canberra Australia/Currie Australia/Yancowinna
    Europe/Tiraspol Europe/Uzhgorod Europe/Zaporozhye Navajo Pacific/Enderbury Pacific/Johnston
    """.split()  # noqa: SIM905 - a block of names is easier to read than a column
)

# If several places share a zone, a link does not show which place had the former name. These names are well
# known, and the comments in IANA's file `backward` agree.
_FORMER_NAMES = {
    "Africa/Asmera": "Africa/Asmara",
    "America/Coral_Harbour": "America/Atikokan",
    "America/Virgin": "America/St_Thomas",
    "Asia/Rangoon": "Asia/Yangon",
    "Canada/Eastern": "America/Toronto",
    "GB": "Europe/London",
    "Iceland": "Atlantic/Reykjavik",
    "NZ": "Pacific/Auckland",
    "Pacific/Ponape": "Pacific/Pohnpei",
    "Pacific/Truk": "Pacific/Chuuk",
    "Singapore": "Asia/Singapore",
    "US/Arizona": "America/Phoenix",
    "US/Samoa": "Pacific/Pago_Pago",
}


def iana_spelling(name: str) -> str:
    """Return a zone's name in IANA's spelling; no two names differ only in upper and lower case."""
    return _names().get(name.strip().casefold(), name)


@cache
def canonical_zone(name: str) -> str:
    """Return one name for all names of a place; an unknown name is returned unchanged."""
    known = iana_spelling(name)
    return _places().get(known, known)


def is_known(name: str) -> bool:
    """Return whether the database contains the name."""
    return name in _names().values()


def known_zones() -> list[str]:
    """Return the names in the database, in alphabetical order."""
    return sorted(_names().values())


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in _text("../zones").split()}


@cache
def _places() -> dict[str, str]:
    """Return the place for each alternative name, from the links of the database.

    `zone.tab` lists the places that people in a country look for, even if these share a zone.
    """
    lines = (line.split() for line in _text("tzdata.zi").splitlines() if line.startswith("L "))
    links = {name: target for _, target, name in lines}
    rows = _text("zone.tab").splitlines()
    places = {row.split("\t")[2] for row in rows if not row.startswith("#")}
    shared = {target for name, target in links.items() if name in places}
    further = links.keys() - places - _NOT_ALIASES
    return {name: links[name] for name in further if links[name] not in shared} | _FORMER_NAMES


def _text(name: str) -> str:
    return files("tzdata").joinpath("zoneinfo", name).read_text(encoding="utf-8")
