"""The events that a program gets for the public holidays of a country."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import holidays
import pulumi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_liveperson import Event, closed, open_all_day, open_hours, public_holidays
from tests.unit.declarations import mistakes, occasion, occasions

LONDON = "Europe/London"
COUNTRIES = sorted(holidays.list_supported_countries(include_aliases=False))
WITHOUT_HOLIDAYS = {"BV", "HM", "IO"}  # islands on which nobody lives


def england(years: Any = 2026, **changes: Any) -> list[Event]:
    return public_holidays("GB", years, **{"subdivision": "ENG", "time_zone": LONDON, **changes})


def days(events: Sequence[Event]) -> dict[str, str]:
    """Return the name of each day."""
    return {each["start"]["date_time"][:10]: each["meta"]["name"] for each in events}


def refusal(country: Any = "GB", years: Any = 2026, **changes: Any) -> list[str]:
    """Return the lines with which a call is refused, without its name."""
    with pytest.raises(pulumi.RunError) as refused:
        public_holidays(country, years, **{"time_zone": LONDON, **changes})
    return [line.partition("): ")[2] for line in str(refused.value).splitlines()]


def test_each_bank_holiday_is_a_closed_day_in_the_order_of_the_dates() -> None:
    # https://www.gov.uk/bank-holidays, England and Wales; the 28th is the substitute day of the 26th
    assert days(england()) == {
        "2026-01-01": "New Year's Day",
        "2026-04-03": "Good Friday",
        "2026-04-06": "Easter Monday",
        "2026-05-04": "May Day",
        "2026-05-25": "Spring Bank Holiday",
        "2026-08-31": "Late Summer Bank Holiday",
        "2026-12-25": "Christmas Day",
        "2026-12-26": "Boxing Day",
        "2026-12-28": "Boxing Day (observed)",
    }
    assert england()[0] == closed("2026-01-01", time_zone=LONDON, name="New Year's Day")
    assert [*days(england())] == sorted(days(england()))


def test_years_are_each_taken_once_in_their_order() -> None:
    assert england([2027, 2026, 2027]) == england(iter([2026])) + england({2027})


def test_without_observed_days_only_the_holiday_itself_is_closed() -> None:
    assert days(england()).keys() - days(england(observed=False)).keys() == {"2026-12-28"}


def test_a_subdivision_has_its_own_holidays_and_is_known_by_its_name() -> None:
    scotland = public_holidays("GB", 2026, subdivision="SCT", time_zone=LONDON)

    assert days(scotland)["2026-11-30"] == "Saint Andrew's Day"
    assert public_holidays("GB", 2026, subdivision="Scotland", time_zone=LONDON) == scotland


def test_names_are_in_the_language_of_the_country_or_in_another_one() -> None:
    assert days(public_holidays("PT", 2026, time_zone="Europe/Lisbon"))["2026-12-25"] == "Dia de Natal"
    english = public_holidays("PT", 2026, time_zone="Europe/Lisbon", language="en_US")
    assert days(english)["2026-12-25"] == "Christmas Day"


def test_names_do_not_depend_on_the_language_of_the_machine() -> None:
    program = (
        "from pulumi_liveperson import public_holidays as p\n"
        "print(ascii([p(c, 2026, time_zone='UTC') for c in ('PT', 'NZ', 'IM', 'DE')]))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"LANGUAGE": language},
            capture_output=True,
            check=True,
        ).stdout
        for language in ("th", "en_US")
    }

    assert len(answers) == 1


def test_several_holidays_on_one_day_are_one_event_and_can_be_left_out_one_by_one() -> None:
    zone = "America/Argentina/Buenos_Aires"
    both = public_holidays("AR", 2026, time_zone=zone)
    name = "Día del Veterano y de los Caidos en la Guerra de Malvinas"

    assert days(both)["2026-04-02"] == f"{name}; Jueves Santo"
    assert days(public_holidays("AR", 2026, time_zone=zone, without="Jueves Santo"))["2026-04-02"] == name


@pytest.mark.parametrize(
    ("without", "gone"),
    [
        ("Boxing Day", {"2026-12-26", "2026-12-28"}),
        (["boxing day (OBSERVED)"], {"2026-12-28"}),
        (("2026-12-26",), {"2026-12-26"}),
        ({dt.date(2026, 12, 26), "Good Friday"}, {"2026-12-26", "2026-04-03"}),
    ],
)
def test_days_are_left_out_by_their_date_or_their_name(without: Any, gone: set[str]) -> None:
    assert days(england()).keys() - days(england(without=without)).keys() == gone


def test_an_estimated_holiday_has_the_same_name_before_and_after_it_is_confirmed() -> None:
    every = public_holidays("AE", 2030, time_zone="Asia/Dubai", language="en_US")
    kept = public_holidays("AE", 2030, time_zone="Asia/Dubai", language="en_US", without="Eid al-Fitr")

    assert days(every).items() - days(kept).items() == {("2030-02-04", "Eid al-Fitr (estimated)")}


def test_hours_open_a_holiday_by_its_name_or_its_date_and_a_date_has_priority() -> None:
    hours = {"Good Friday": ("09:00", "13:00"), "2027-03-26": ("10:00", "24:00")}

    opened = [each for each in england([2026, 2027], hours=hours) if each["meta"]["working"]]

    assert opened == [
        open_hours("2026-04-03", "09:00", "13:00", time_zone=LONDON, name="Good Friday"),
        open_hours("2027-03-26", "10:00", "23:59", time_zone=LONDON, name="Good Friday"),
    ]


def test_hours_open_a_date_that_is_not_a_holiday() -> None:
    events = england(hours={dt.date(2026, 12, 24): ("09:00", "13:00"), "2026-12-31": ("00:00", "24:00")})

    assert [each for each in events if each["meta"]["working"]] == [
        open_hours("2026-12-24", "09:00", "13:00", time_zone=LONDON),
        open_all_day("2026-12-31", time_zone=LONDON, name="open"),
    ]
    assert len(events) == len(england()) + 2


def test_a_half_day_of_the_country_is_an_event_if_hours_name_it() -> None:
    name, zone = "Christmas Eve (from 7pm)", "Australia/Adelaide"
    south = {"subdivision": "SA", "time_zone": zone}

    assert name not in days(public_holidays("AU", 2026, **south)).values()  # type: ignore[arg-type]
    events = public_holidays("AU", 2026, **south, hours={name: ("09:00", "19:00")})  # type: ignore[arg-type]
    assert open_hours("2026-12-24", "09:00", "19:00", time_zone=zone, name=name) in events


SOURCE = f"the package holidays {holidays.version.__version__}"


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"country": "United Kingdm"}, "GB (United Kingdom)"),
        ({"country": "gb"}, "similar: GB (United Kingdom)"),
        ({"country": 44}, "country: must be the ISO code of a country such as 'GB', not 44"),
        ({"years": 1871}, f"years: 1871 is not a year that {SOURCE} has for GB: 1872 to 2100"),
        ({"years": "2026"}, "years: must be a year such as 2027, or a list of years, not '2026'"),
        ({"years": [True]}, "years: True must be a year such as 2027, without quotation marks"),
        ({"years": []}, "years: must contain at least one year"),
        ({"years": range(10**9)}, "years: must not contain more than 100 years"),
        (
            {"subdivision": "Englnd"},
            f"'Englnd' is not a subdivision of GB in {SOURCE}; it has ENG (England), ",
        ),
        ({"country": "US", "subdivision": "Texs"}, "; similar: TX (Texas)"),
        ({"country": "SG", "subdivision": "01"}, "; it has none, so leave out subdivision"),
        ({"language": "en"}, f"'en' is not a language of GB in {SOURCE}; it has en_GB, en_US, "),
        ({"time_zone": "Europe/Londn"}, "'Europe/Londn' is not an IANA time zone; similar: Europe/London"),
        ({"country": "UA"}, f"years: {SOURCE} has no public holidays of UA in 2026"),
        ({"country": "IN", "years": 2036}, f"years: {SOURCE} does not have all holidays of IN in 2036: "),
        ({"without": "Boxng Day"}, "'Boxng Day' is not the name of a holiday; similar: Boxing Day"),
        (
            {"without": "Xmas"},
            "'Xmas' is not the name of a holiday; the names are New Year's Day, Good Friday",
        ),
        (
            {"without": ["2026-12-27"]},
            "without: 2026-12-27 is not a holiday; the nearest is 2026-12-26 (Boxing Day)",
        ),
        ({"without": ["2026-02-30"]}, "without: '2026-02-30' does not exist: day is out of range for month"),
        ({"without": 7}, "without: must contain dates and names, not 7"),
        ({"without": [7]}, "without: 7 must be a date such as '2026-12-24', or the name of a holiday"),
        ({"hours": {"Christmas Eve": ("09:00", "13:00")}}, "hours: 'Christmas Eve' is not the name"),
        ({"hours": {"2027-12-24": ("09:00", "13:00")}}, "hours: 2027-12-24 is not in the years of this call"),
        ({"hours": {"2026-12-25": ("9", "13:00")}}, "hours['2026-12-25']: '9' must be HH:MM or HH:MM:SS"),
        ({"hours": {"2026-12-25": ("13:00", "09:00")}}, "hours['2026-12-25']: 09:00 must be after 13:00"),
        ({"hours": {"2026-12-25": "09:00"}}, "hours['2026-12-25']: must be two times such as"),
        ({"hours": [("2026-12-25", "09:00", "13:00")]}, "hours: must be a dict such as"),
        (
            {"hours": {"2026-12-25": ("09:00", "13:00")}, "without": "Christmas Day"},
            "hours: '2026-12-25' is in without too",
        ),
    ],
)
def test_a_wrong_argument_is_one_line_that_names_it_and_what_is_near(
    changes: dict[str, Any], line: str
) -> None:
    [only] = refusal(**changes)

    assert line in only


def test_all_wrong_arguments_of_a_call_are_named_at_once() -> None:
    hours = {"Chrstmas Day": ("09:00", "13:00"), "2026-12-25": ("9", "13")}

    lines = refusal(without=("Boxng Day", "2026-12-27"), hours=hours, time_zone="London")

    assert [line.partition(":")[0] for line in lines] == [
        "time_zone",
        "hours['2026-12-25']",
        "without",
        "without",
        "hours",
    ]


def test_a_call_names_at_most_ten_of_its_errors() -> None:
    lines = refusal(without=[f"2026-02-{day}" for day in range(10, 30)])

    assert len(lines) == 11
    assert lines[-1] == "10 more errors"


def test_a_call_with_errors_is_named_with_its_country_and_years() -> None:
    with pytest.raises(pulumi.RunError, match=r"^public_holidays\('GX', \[2026, 2027\]\): country: "):
        public_holidays("GX", [2026, 2027], time_zone=LONDON)


def test_a_country_is_known_by_each_code_of_the_package() -> None:
    assert public_holidays("GBR", 2026, subdivision="ENG", time_zone=LONDON) == england()
    codes = {*holidays.list_supported_countries()} - {
        *holidays.list_supported_countries(include_aliases=False)
    }
    inhabited = [each for each in sorted(codes) if each not in {"BVT", "HMD", "IOT", "UKR"}]
    assert all(public_holidays(each, 2026, time_zone=LONDON) for each in inhabited)


@st.composite
def calls(draw: st.DrawFn) -> dict[str, Any]:
    """Return the arguments of a call that the package supports."""
    country = draw(st.sampled_from(sorted({*COUNTRIES} - WITHOUT_HOLIDAYS - {"UA"})))
    entity = getattr(holidays, country).get_entity()
    years = draw(st.sets(st.integers(max(entity.start_year, 2020), min(entity.end_year, 2034)), min_size=1))
    return {
        "country": country,
        "years": years,
        "subdivision": draw(st.sampled_from([None, *entity.subdivisions, *entity.subdivisions_aliases])),
        "language": draw(st.sampled_from([None, *entity.supported_languages])),
        "observed": draw(st.booleans()),
        "time_zone": "UTC",
    }


@settings(max_examples=60, deadline=None)
@given(calls(), st.data())
def test_each_day_is_one_event_in_the_years_and_what_is_left_out_is_gone(
    call: dict[str, Any], data: st.DataObject
) -> None:
    events = public_holidays(**call)

    found = [each["start"]["date_time"][:10] for each in events]
    assert found == sorted(set(found))
    assert {int(day[:4]) for day in found} == call["years"]
    assert mistakes(occasions(), occasion(events=events)) == []
    dates = data.draw(st.sets(st.sampled_from(found)))
    names = data.draw(st.sets(st.sampled_from(sorted({*days(events).values()}))))
    single = {name for name in names if "; " not in name}
    kept = days(public_holidays(**call, without=[*dates, *single]))
    assert not dates & kept.keys()
    assert not single & {*kept.values()}
    assert kept.items() <= days(events).items() or any("; " in name for name in days(events).values())


def test_the_events_are_those_of_the_package() -> None:
    for country, subdivision in [("GB", "ENG"), ("DE", "BY"), ("US", "CA"), ("JP", None), ("IL", None)]:
        entity = getattr(holidays, country).get_entity()
        expected = entity(years=[2026, 2027], subdiv=subdivision, language=entity.default_language)
        events = public_holidays(country, [2026, 2027], subdivision=subdivision, time_zone="UTC")
        assert days(events) == {str(day): name for day, name in expected.items()}
