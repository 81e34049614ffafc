from typing import Any

import requests

from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, Api, body, ends, occasion_event, workdays_event


def page(simulator: Simulator) -> str:
    answer = requests.get(simulator.url, timeout=5)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    return answer.text


def test_the_page_tells_occasions_in_words(occasions: Api, simulator: Simulator) -> None:
    nine_days = ["RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1"]
    day = ("2026-12-24T00:00:00", "2026-12-24T23:59:00")
    shorter = ("2026-12-31T10:00:00", "2026-12-31T14:00:00")
    events = [
        occasion_event(*day, recurrence=nine_days),
        occasion_event("2027-04-25", "2027-04-26"),
        occasion_event("2027-05-01", "2027-05-01"),
        occasion_event("2027-06-10", "2027-06-10", recurrence=["RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"]),
        occasion_event("2027-07-05", "2027-07-10"),
        occasion_event(*shorter, working=True),
        occasion_event(shorter[0], "2027-01-01T14:00:00", working=True),
    ]
    occasions.created(events=events, isDefault=True)
    shown = page(simulator)
    for words in (
        "Thu 24 December 2026 to Fri 1 January 2027, 9 days, all day",
        "Sun 25 April 2027, all day",
        "Sat 1 May 2027, all day",
        "Thu 10 June 2027 to Fri 11 June 2027, 2 days, all day",
        "Mon 5 July 2027 to Fri 9 July 2027, 5 days",
        "Thu 31 December 2026, 10:00 to 14:00",
        "Thu 31 December 2026 10:00 to Fri 1 January 2027 14:00",
        "default",
        "Europe/Lisbon",
        "revision 2",
    ):
        assert words in shown


def test_the_page_tells_workdays_status_reasons_and_what_skills_use(
    workdays: Api, reasons: Api, skills: Api, simulator: Simulator
) -> None:
    hours = workdays.created(events=[workdays_event(), workdays_event("2026-03-03", "2026-03-04")])
    reasons.created(enabled=False)
    skills.created(workingHoursId=hours["id"])
    shown = page(simulator)
    for words in (
        "Monday, 08:30 to 17:00",
        "Tuesday, all day",
        "Used by returns",
        "<dt>Workdays</dt><dd>Year end</dd>",
        "disabled",
    ):
        assert words in shown


def test_the_page_shows_what_each_skill_uses_and_what_uses_it(
    occasions: Api, skills: Api, simulator: Simulator
) -> None:
    occasions.created(name="Christmas", isDefault=True)
    billing, _, support = skills.live()
    skills.created(description="Parcels", fallbackSkill=support["id"])
    simulator.control.use_skill(ACCOUNT, billing["id"], by=["users", "widgets"])
    shown = page(simulator)
    for words in (
        "Parcels",
        '<dt>Workdays</dt><dd><span class="quiet">account default</span></dd>',
        '<dt>Special occasion</dt><dd><span class="quiet">account default (Christmas)</span></dd>',
        "<dt>Fallback</dt><dd>support</dd>",
        "<dt>Used by</dt><dd>users, widgets</dd>",
    ):
        assert words in shown
    simulator.control.foreign_delete(ACCOUNT, "skills", support["id"])
    assert f"<dd>{support['id']} " in page(simulator)


def test_the_page_is_short_for_an_account_as_it_starts_and_shows_changed_skills(
    skills: Api, simulator: Simulator
) -> None:
    assert "Questions about invoices" not in page(simulator)
    skills.created()
    assert page(simulator).count("Questions about invoices") == 1


def test_the_page_escapes_what_others_wrote(simulator: Simulator, occasions: Api) -> None:
    evil = "<script>alert(1)</script>"
    event = {"meta": {"working": True, "name": evil}, **ends("2026-01-01", "2026-01-02", evil)}
    written = {"name": evil, "description": evil, "events": [event]}
    made = simulator.control.foreign_create(ACCOUNT, "specialoccasion", written)
    simulator.control.foreign_create(ACCOUNT, "status-reasons", {"text": evil, "state": evil})
    simulator.control.foreign_create(ACCOUNT, "skills", {"name": evil, "specialOccasionId": made["id"]})
    simulator.control.foreign_create(ACCOUNT, "skills", {"name": evil, "workingHoursId": evil})
    occasions.session.get(f"{simulator.url}/{evil}?v={evil}")
    assert evil not in page(simulator)


def test_the_page_survives_objects_that_break_every_rule(simulator: Simulator) -> None:
    starts = {"start": {"dateTime": 5}, "end": {}}
    unreadable: list[Any] = [None, "soon", [5], [{}], [starts], [occasion_event("x", "y")]]
    for events in unreadable:
        simulator.control.foreign_create(ACCOUNT, "specialoccasion", {"events": events, "isDefault": "yes"})
        simulator.control.foreign_create(ACCOUNT, "workinghours", {"name": None, "events": events})
    simulator.control.foreign_create(ACCOUNT, "status-reasons", {})
    for anything in (5, "5", [5], {"id": 5}, True):
        hours = {"specialOccasionId": anything, "workingHoursId": anything}
        simulator.control.foreign_create(
            ACCOUNT, "skills", hours | {"fallbackSkill": anything, "skillTransferList": anything}
        )
    assert "dates that cannot be read" in page(simulator)


def test_the_page_shows_the_last_requests_and_the_knobs_that_were_turned(
    simulator: Simulator, occasions: Api
) -> None:
    occasions.created()
    occasions.delete(4400000010)
    simulator.control.add_fault("drop_before")
    simulator.control.set_knobs(put_echo="empty")
    try:
        occasions.post(body("specialoccasion"))
    except requests.ConnectionError:
        shown = page(simulator)
    for words in ("1 → 2", ">200<", ">404<", ">dropped<", "put_echo = empty"):
        assert words in shown


def test_the_page_loads_nothing_from_elsewhere(simulator: Simulator) -> None:
    policy = requests.get(simulator.url, timeout=5).headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "src=" not in page(simulator).replace('href="data:,"', "")
