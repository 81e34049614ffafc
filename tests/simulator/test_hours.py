from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from liveperson_simulator.client import Control
from tests.simulator.api import HOURS, MISSING, Api, body, ends, occasion_event, problem, workdays_event

DAILY = "RRULE:FREQ=DAILY;COUNT={};INTERVAL=1"
MONDAY = "RRULE:FREQ=WEEKLY;BYDAY=MO"


def test_a_created_object_comes_back_whole_with_its_id(hours: Api) -> None:
    sent = body(hours.collection)
    made = hours.created()
    assert made == sent | {"id": made["id"]}
    assert hours.get(made["id"]).json() == made


def test_unknown_fields_are_ignored(hours: Api) -> None:
    assert "colour" not in hours.created(colour="red")


@pytest.mark.parametrize(
    "changes",
    [
        {"name": MISSING},
        {"name": ""},
        {"name": "n" * 51},
        {"name": 5},
        {"description": MISSING},
        {"description": ""},
        {"description": "d" * 201},
        {"isDefault": MISSING},
        {"isDefault": "false"},
        {"deleted": 0},
        {"events": MISSING},
        {"events": {}},
        {"events": ["Monday"]},
    ],
)
def test_a_missing_or_malformed_field_is_refused(hours: Api, changes: dict[str, Any]) -> None:
    assert problem(hours.post(body(hours.collection, **changes))) == (400, hours.collection, 1)
    assert hours.live() == []


def test_the_limits_themselves_are_accepted(hours: Api) -> None:
    assert hours.post(body(hours.collection, name="n" * 50, description="d" * 200, events=[])).ok


def test_a_name_is_taken_once_among_the_objects_that_are_not_deleted(hours: Api) -> None:
    made = hours.created()
    other = hours.created(name="year end")
    assert hours.put([other | {"name": "Year end"}]).status_code == 409
    assert hours.put([made]).ok
    hours.delete(made["id"])
    assert hours.post(body(hours.collection)).ok


def test_a_name_may_not_come_twice_in_one_bulk_create(hours: Api) -> None:
    assert hours.post([body(hours.collection), body(hours.collection)]).status_code == 409
    assert hours.live() == []


def test_a_name_that_one_item_of_a_put_gives_up_may_be_taken_by_a_later_one(hours: Api) -> None:
    first, second = hours.created(name="first"), hours.created(name="second")
    moved = [first | {"name": "third"}, second | {"name": "first"}]
    assert hours.put(moved).json() == moved
    assert hours.put([moved[0] | {"name": "first"}, moved[1]]).status_code == 409


BAD_ENDS = [
    {"start": MISSING},
    {"end": "2026-12-25"},
    ends("24.12.2026", "25.12.2026"),
    ends("2026-12-24T08:00", "2026-12-24T09:00"),
    ends("2026-12-24T08:00:00Z", "2026-12-24T09:00:00Z"),
    ends("2026-12-24T08:00:00.5", "2026-12-24T09:00:00"),
    ends("2026-12-24T08:00:00+01:00", "2026-12-24T09:00:00+01:00"),
    ends("2026-02-30", "2026-03-01"),
    ends("2026-12-24T24:00:00", "2026-12-25T09:00:00"),
    ends("2026-12-24", "2026-12-25", "Europe/Lisbon", "Europe/Madrid"),
    ends("2026-12-24", "2026-12-25", "Europe/Lisbonne"),
    ends("2026-12-24", "2026-12-25", "GMT+2"),
    ends("2026-12-24", "2026-12-25", "UTC"),
    ends("2026-12-24", "2026-12-23"),
    {"start": {"dateTime": "2026-12-24", "timezone": "Europe/Lisbon"}},
    {"recurrence": MISSING},
    {"recurrence": MONDAY},
    {"recurrence": [5]},
]


@pytest.mark.parametrize("changes", BAD_ENDS)
@pytest.mark.parametrize("collection", HOURS)
def test_a_malformed_event_is_refused(
    occasions: Api, workdays: Api, collection: str, changes: dict[str, Any]
) -> None:
    api, event = {
        "specialoccasion": (occasions, occasion_event(**changes)),
        "workinghours": (workdays, workdays_event(**changes)),
    }[collection]
    assert problem(api.post(body(collection, events=[event]))) == (400, collection, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"meta": MISSING},
        {"meta": []},
        {"meta": {"name": "closed"}},
        {"meta": {"working": False}},
        {"meta": {"working": "no", "name": "closed"}},
        {"recurrence": [DAILY.format(0)]},
        {"recurrence": [DAILY.format("03")]},
        {"recurrence": [DAILY.format(3).lower()]},
        {"recurrence": ["RRULE:FREQ=DAILY;COUNT=3"]},
        {"recurrence": [MONDAY]},
        {"recurrence": [DAILY.format(2), DAILY.format(2)]},
        {"recurrence": [DAILY.format(31)]},
        {"recurrence": [DAILY.format("9" * 5000)]},
        {"end": {"dateTime": "2027-01-24", "timeZone": "Europe/Lisbon"}},
    ],
)
def test_an_occasion_event_that_breaks_a_rule_is_refused(occasions: Api, changes: dict[str, Any]) -> None:
    assert occasions.post(body("specialoccasion", events=[occasion_event(**changes)])).status_code == 400


@pytest.mark.parametrize(
    "event",
    [
        occasion_event(recurrence=[DAILY.format(30)]),
        occasion_event("2026-12-24", "2027-01-23"),
        occasion_event(working=True, recurrence=[DAILY.format(365)]),
        occasion_event("2026-12-24", "2027-12-24", working=True),
        occasion_event("2026-12-24T00:00:00", "2026-12-24T23:59:00"),
        occasion_event("2026-12-24", "2026-12-24"),
    ],
)
def test_an_occasion_event_within_the_rules_is_accepted(occasions: Api, event: dict[str, Any]) -> None:
    assert occasions.created(events=[event])["events"] == [event]


@pytest.mark.parametrize(
    "changes",
    [
        {"recurrence": []},
        {"recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO,TU"]},
        {"recurrence": [MONDAY, MONDAY]},
        {"recurrence": [DAILY.format(2)]},
        ends("2026-03-02T08:30:00", "2026-03-03T08:30:01"),
    ],
)
def test_a_workdays_event_that_breaks_a_rule_is_refused(workdays: Api, changes: dict[str, Any]) -> None:
    assert workdays.post(body("workinghours", events=[workdays_event(**changes)])).status_code == 400


def test_a_workdays_event_may_last_a_whole_day_and_loses_its_meta(workdays: Api) -> None:
    event = workdays_event("2026-03-02", "2026-03-03")
    assert workdays.created(events=[event | {"meta": {"working": True, "name": "x"}}])["events"] == [event]


def test_a_workdays_event_starts_within_7_days_from_today(workdays: Api) -> None:
    today = datetime.now(UTC).date()
    statuses = [
        workdays.post(
            body(
                "workinghours",
                name=str(days),
                events=[workdays_event(str(day), str(day + timedelta(days=1)))],
            )
        ).status_code
        for days in (-3000, 7, 8)
        for day in [today + timedelta(days=days)]
    ]
    assert statuses == [200, 200, 400]


def test_a_new_default_takes_the_default_from_the_old_one_in_the_same_revision(hours: Api) -> None:
    old = hours.created(isDefault=True)
    revision = hours.revision
    new = hours.created(name="new", isDefault=True)
    assert hours.revision == revision + 1
    assert {each["id"]: each["isDefault"] for each in hours.live()} == {old["id"]: False, new["id"]: True}
    hours.put([old])
    assert {each["id"]: each["isDefault"] for each in hours.live()} == {old["id"]: True, new["id"]: False}


def test_the_last_default_of_a_bulk_create_wins(hours: Api) -> None:
    made = hours.post([body(hours.collection, name=name, isDefault=True) for name in "abc"]).json()
    assert [each["isDefault"] for each in made] == [False, False, True]
    assert [each["isDefault"] for each in hours.live()] == [False, False, True]


def test_the_defaults_of_both_kinds_are_independent(occasions: Api, workdays: Api) -> None:
    occasions.created(isDefault=True)
    workdays.created(isDefault=True)
    assert occasions.live()[0]["isDefault"]


def test_the_default_may_be_given_up_or_deleted(hours: Api) -> None:
    made = hours.created(isDefault=True)
    assert hours.put([made | {"isDefault": False}]).ok
    assert hours.put([made]).ok
    assert hours.delete(made["id"]).ok


def test_a_list_holds_summaries_only(hours: Api) -> None:
    made = hours.created()
    assert hours.get().json() == [
        {"id": made["id"], "name": "Year end", "deleted": False, "isDefault": False}
    ]


def test_a_put_takes_an_array_and_replaces_whole_objects(hours: Api) -> None:
    made = [hours.created(name=name) for name in "ab"]
    changed = [each | {"description": "changed", "events": []} for each in made]
    assert hours.put(changed).json() == changed
    assert hours.live() == changed
    assert hours.put(made[0]).status_code == 400
    assert hours.put([made[0] | {"id": None}]).status_code == 400
    assert hours.put([{"id": made[0]["id"], "name": "only"}]).status_code == 400


def test_a_put_that_marks_an_object_as_deleted_deletes_it(hours: Api) -> None:
    made = hours.created()
    assert hours.put([made | {"deleted": True}]).ok
    assert hours.get(made["id"]).status_code == 404


def test_several_objects_are_deleted_by_their_ids_in_the_path_or_none_is(hours: Api) -> None:
    ids = [hours.created(name=name)["id"] for name in "abc"]
    revision = hours.revision
    assert hours.delete(f"{ids[0]},4400000010").status_code == 404
    assert len(hours.live()) == 3
    assert hours.delete(f"{ids[0]},{ids[2]}").headers["ac-revision"] == str(revision + 1)
    assert [each["id"] for each in hours.live()] == [ids[1]]


def test_a_put_of_one_object_by_id_is_not_documented_and_refused(hours: Api) -> None:
    made = hours.created()
    assert hours.put(made, made["id"]).status_code == 405


def test_select_names_the_fields_that_come_back(occasions: Api) -> None:
    made = occasions.created()
    select = "id,nonesuch,events(start(dateTime),recurrence)"
    chosen = {"id": made["id"], "events": [{"start": {"dateTime": "2026-12-24"}, "recurrence": []}]}
    assert occasions.get(made["id"], select=select).json() == chosen
    assert occasions.get(select=select).json() == [chosen]


def test_select_knows_the_aliases_all_and_summary(occasions: Api) -> None:
    made = occasions.created()
    assert occasions.get(select="$all").json() == [made]
    assert occasions.get(select="$summary").json() == [
        {"id": made["id"], "deleted": False, "name": "Year end"}
    ]


def test_select_does_not_merge_a_field_that_is_named_twice(occasions: Api) -> None:
    made = occasions.created()
    twice = occasions.get(made["id"], select="events(start),events(recurrence)").json()
    assert twice == {"events": [{"recurrence": []}]}


@pytest.mark.parametrize(
    "select", ["", "id,", "events(", "events(start", "id)", "a b(", "id;name", "(id)", "1id"]
)
def test_a_select_that_cannot_be_read_is_refused(occasions: Api, select: str) -> None:
    assert occasions.get(select=select).status_code == 400


def test_a_knob_rejects_workdays_without_events(control: Control, workdays: Api) -> None:
    assert workdays.post(body("workinghours", events=[])).status_code == 200
    control.set_knobs(empty_workdays="reject400")
    assert workdays.post(body("workinghours", name="Other", events=[])).status_code == 400


def test_a_knob_rejects_a_workdays_event_over_midnight(control: Control, workdays: Api) -> None:
    night = workdays_event(**ends("2026-03-02T21:00:00", "2026-03-03T02:00:00"))
    until_midnight = workdays_event(**ends("2026-03-02T21:00:00", "2026-03-03T00:00:00"))
    control.set_knobs(over_midnight="reject400", weekday_mismatch="keep")
    assert workdays.post(body("workinghours", events=[night])).status_code == 400
    assert workdays.post(body("workinghours", events=[until_midnight])).status_code == 200


@pytest.mark.parametrize(
    ("form", "changes"),
    [
        ("other_week", ends("2026-02-16T00:00:00", "2026-02-16T23:59:00")),
        ("midnight", ends("2026-03-02T00:00:00", "2026-03-03T00:00:00")),
        ("dates", ends("2026-03-02", "2026-03-03")),
        ("no_byday", {"recurrence": ["RRULE:FREQ=WEEKLY"]}),
        ("no_rule", {"recurrence": []}),
    ],
)
def test_shift_form(control: Control, workdays: Api, form: str, changes: dict[str, Any]) -> None:
    day = workdays_event(recurrence=[MONDAY])
    day |= ends("2026-03-02T00:00:00", "2026-03-02T23:59:00")
    made = workdays.created(events=[day])
    control.set_knobs(shift_form=form)

    assert workdays.get(made["id"]).json()["events"] == [day | changes]
