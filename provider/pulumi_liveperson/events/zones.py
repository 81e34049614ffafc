"""Which names of time zones stand for one place.

LivePerson does not publish which names it takes, or whether it gives back the name that it was sent. Two
names are one here only if they are two names of one place. That they keep the same time is not enough:
Stockholm and Berlin do so today, and a colleague who puts one for the other has changed something.
"""

from functools import cache
from importlib.resources import files

# The database links these to a place, and they are no second name of it: kinds of time, and towns and
# regions whose clocks have only agreed with that place's for long.
_NOT_ALIASES = frozenset(
    """
    CET EET EST HST MET MST WET
    America/Ensenada America/Fort_Wayne America/Pangnirtung America/Rainy_River America/Rosario
    America/Santa_Isabel America/Shiprock America/Yellowknife America/Argentina/ComodRivadavia
    Asia/Choibalsan Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Kashgar Asia/Tel_Aviv
    Australia/ACT Australia/Canberra Australia/Currie Australia/Yancowinna
    Europe/Tiraspol Europe/Uzhgorod Europe/Zaporozhye Navajo Pacific/Enderbury Pacific/Johnston
    """.split()  # noqa: SIM905 - a block of names reads better than a column
)

# Where several places share a zone, a link does not say whose former name it is. These are well known, and
# the comments of IANA's file `backward` agree.
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
    """Return a zone's name as IANA writes it; no two names differ in upper and lower case alone."""
    return _names().get(name.strip().casefold(), name)


@cache
def canonical_zone(name: str) -> str:
    """Return the one name for a zone by which all its names are equal; an unknown name is its own."""
    known = iana_spelling(name)
    return _places().get(known, known)


def is_known(name: str) -> bool:
    """Tell whether the database has that name."""
    return name in _names().values()


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in _text("../zones").split()}


@cache
def _places() -> dict[str, str]:
    """Return the place that each further name stands for, from the links of the database.

    `zone.tab` names the places that people in a country look for, also where they share a zone.
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
