"""What a probe finds out about the shift status, and about how an account reads hours."""

from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe import bodies
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.experiments import status
from pulumi_liveperson.probe.experiments.status_hours import CALM, Today, far_apart, next_clock_change
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.question import Certainty
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from tests.contract.line import Line
from tests.contract.process import ACCOUNT, FakeClock, account
from tests.objects import collection_of
from tests.probe.probes import content_of, seen

NEW_YEAR = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
DEFAULTS = {
    "shift_status_service": "asyncMessagingEnt",
    "shift_status_id": "skillId",
    "shift_status_edges": "both",
    "shift_status_nulls": "shown",
    "shift_mode": "automatic",
    "manual_state": "online",
    "occasion_date": "occasion_zone",
    "partial_day_off": "day",
    "occasion_span": "continuous",
    "last_minute": "midnight",
    "date_end": "exclusive",
    "clock_change": "java_time",
    "no_shifts": "closed",
    "deleted_hours": "default",
    "occasion_alone": "counts",
}
OTHERS = {
    "shift_status_service": "both",
    "shift_status_id": "skill",
    "shift_status_edges": "equal",
    "shift_status_nulls": "omitted",
    "manual_state": "offline",
    "occasion_date": "workdays_zone",
    "partial_day_off": "window_then_closed",
    "occasion_span": "daily",
    "last_minute": "gap",
    "date_end": "inclusive",
    "clock_change": "later_offset",
    "no_shifts": "open",
    "deleted_hours": "none",
    "occasion_alone": "ignored",
}
FURTHER = OTHERS | {
    "shift_status_service": "shiftstatus",
    "shift_status_edges": "next_only",
    "manual_state": str(NEW_YEAR + 9_000),
    "occasion_date": "account_zone",
    "partial_day_off": "window_then_workdays",
    "no_shifts": "default",
}
FORMS = {"scalar_type": "string", "id_type": "string", "id_size": "above_53_bits", "unknown_fields": "added"}
REFUSALS = {"bulk": "atomic", "delete_referenced_hours": "refuse", "delete_default": "refuse"}
STRICT = FORMS | REFUSALS | {"skill_references": "accept", "revision_scope": "account"}


def hours_of(simulator: Simulator, **knobs: str | int) -> Result:
    simulator.control.set_knobs(**knobs)
    return probed(simulator)


def observed(result: Result) -> dict[str, str | None]:
    return {each.question.name: each.value for each in result.observations}


def reason(result: Result, name: str) -> str:
    (found,) = [each for each in result.observations if each.question.name == name]
    assert found.value is None
    return found.says


def probed(
    simulator: Simulator, line: Line | None = None, clock: FakeClock | None = None, zone: str = ""
) -> Result:
    session = Session(account(simulator, clock=clock, line=line))
    session.zone = zone or session.zone
    result = probe(session, look(session), status.EXPERIMENTS, lambda _experiment, _found: None)
    assert sweep(session) == []
    return result


def make_default(simulator: Simulator, kind: Kind, day: date, **event: Any) -> None:
    body = bodies.body(kind, "theirs", "Europe/Lisbon", day) | {"isDefault": True} | event
    simulator.control.foreign_create(ACCOUNT, collection_of(kind), body)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("knob", "value"),
    sorted({*OTHERS.items(), *FURTHER.items()} | {("shift_mode", "manual")}),
)
def test_each_behaviour_is_seen(simulator: Simulator, knob: str, value: str) -> None:
    knobs: dict[str, str | int] = {"clock_time": NEW_YEAR, knob: value}
    result = hours_of(simulator, **knobs)

    assert seen(result, knob) == value


def test_an_account_as_the_provider_assumes_contradicts_nothing(simulator: Simulator) -> None:
    before = content_of(simulator)

    result = hours_of(simulator)

    assert DEFAULTS.items() <= observed(result).items()
    assert result.contradictions == []
    assert [seen(result, each) for each in ("hours_agree", "hours_take_effect")] == ["same", "at once"]
    assert content_of(simulator) == before


@pytest.mark.parametrize("knobs", [OTHERS, FURTHER], ids=["others", "further"])
@pytest.mark.parametrize("forms", [{}, STRICT], ids=["documented", "strict"])
def test_all_behaviours_are_seen_together(
    simulator: Simulator, knobs: dict[str, str], forms: dict[str, str]
) -> None:
    result = hours_of(simulator, clock_time=NEW_YEAR, **knobs | forms)

    assert knobs.items() <= observed(result).items()


@pytest.mark.slow
@pytest.mark.parametrize(
    "moment",
    [
        "2026-12-31T23:59:30+00:00",
        "2027-02-28T10:59:59+00:00",
        "2027-03-27T09:50:00+00:00",
        "2027-03-28T00:59:59+00:00",
        "2027-03-28T01:00:00+00:00",
        "2027-10-30T10:30:00+00:00",
        "2027-10-31T01:30:00+00:00",
        "2028-02-29T23:00:01+00:00",
    ],
)
def test_all_behaviours_are_seen_at_every_moment(simulator: Simulator, moment: str) -> None:
    at = datetime.fromisoformat(moment)
    knobs = FURTHER | {"manual_state": str(int((at + timedelta(days=3)).timestamp()))}

    result = hours_of(simulator, clock_time=int(at.timestamp()), **knobs)

    is_last_minute = at.astimezone(UTC).strftime("%m-%d %H:%M") == "12-31 23:59"
    assert knobs.items() <= observed(result).items()
    assert seen(result, "hours_agree") == "same"
    assert is_last_minute is (
        says(result, "last_minute") == "The skill was closed in the last minute of the day."
    )


def says(result: Result, name: str) -> str:
    (found,) = [each.says for each in result.observations if each.question.name == name]
    return found


def test_two_zones_have_different_dates_at_every_moment() -> None:
    start = datetime(2027, 1, 1, tzinfo=UTC)
    for minutes in range(0, 366 * 24 * 60, 7):
        now = start + timedelta(minutes=minutes)
        dates = {tuple(Today(at, each.zone).date for each in far_apart(now)) for at in (now, now + CALM)}
        assert len(dates) == 1, now
        ((east, west),) = dates
        assert east > west, now


@pytest.mark.slow
def test_the_next_clock_change_is_not_today() -> None:
    for number in range(366):
        now = datetime(2027, 1, 1, 12, tzinfo=UTC) + timedelta(days=number)
        found = next_clock_change(now, "Europe/Lisbon")
        assert found is not None
        assert found[1].at > now + timedelta(days=1)
        assert abs(found[1].first - found[1].other) == timedelta(hours=1)


def test_the_manual_mode_hides_what_hours_mean(simulator: Simulator) -> None:
    result = hours_of(simulator, shift_mode="manual", manual_state="offline")

    assert (seen(result, "shift_mode"), seen(result, "manual_state")) == ("manual", "offline")
    assert seen(result, "manual_with_default") == "no effect"
    assert "seems to be in manual mode" in reason(result, "occasion_date")
    (mode,) = [each for each in result.observations if each.question.name == "shift_mode"]
    assert mode.certainty is Certainty.LIKELY
    assert "Shift Scheduler" in mode.contradiction


def test_an_account_without_the_service_shows_nothing_else(simulator: Simulator) -> None:
    before = content_of(simulator)

    result = hours_of(simulator, shift_status_service="none")

    assert seen(result, "shift_status_service") == "none"
    assert reason(result, "occasion_date") == "The account has no service of the shift status."
    assert content_of(simulator) == before


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refusal_of_the_shift_status_ends_only_this_experiment(simulator: Simulator, status: int) -> None:
    line = Rejecting(HTTPStatus(status))

    result = probed(simulator, line)

    assert seen(result, "shift_status_answer") == str(status)
    assert "without a list" in says(result, "shift_status_answer")
    assert reason(result, "occasion_date") == "The shift status was not answered with a list."
    assert ["privilege" in each for each in result.missing] == ([True] if status == 403 else [])


class Rejecting(Line):
    """Rejects requests for the shift status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__()
        self._status = status

    def handle_request(self, request: Request) -> Answer:
        if request.url.endswith("/shift-status"):
            return Answer(self._status, {}, {}, b'{"message": "no"}')
        return super().handle_request(request)


@pytest.mark.parametrize(
    ("permission", "expected"),
    [
        ("refuse403", "The request that it depends on was refused (POST of skill: 403)."),
        ("ignore", "The account does not store the hours of a skill."),
    ],
)
def test_without_the_permission_for_hours_only_the_manual_state_is_seen(
    simulator: Simulator, permission: str, expected: str
) -> None:
    result = hours_of(simulator, skill_hours_permission=permission, manual_state="offline")

    assert seen(result, "manual_state") == "offline"
    assert seen(result, "shift_status_id") == "skillId"
    assert reason(result, "shift_mode").casefold() == expected.casefold()


def test_refused_time_zones_hide_only_what_depends_on_them(simulator: Simulator) -> None:
    result = hours_of(simulator, zone_policy="Europe/Lisbon")

    hidden = {name for name, value in observed(result).items() if value is None}
    assert hidden == {"occasion_date", "occasion_zones", "manual_with_default"}


def test_refused_workdays_without_shifts_hide_only_what_these_mean(simulator: Simulator) -> None:
    result = hours_of(simulator, empty_workdays="reject400")

    hidden = {name for name, value in observed(result).items() if value is None}
    assert hidden == {"no_shifts", "manual_with_default"}


def test_deleted_workdays_that_no_skill_can_have_hide_only_what_they_mean(simulator: Simulator) -> None:
    result = hours_of(simulator, delete_referenced_hours="refuse", skill_references="reject400")

    hidden = {name for name, value in observed(result).items() if value is None}
    assert hidden == {"deleted_hours", "manual_with_default"}


@pytest.mark.parametrize("kind", [WORKDAYS, SPECIAL_OCCASION], ids=["workdays", "occasion"])
def test_the_defaults_of_others_stay_and_lead_to_no_wrong_value(simulator: Simulator, kind: Kind) -> None:
    day = datetime.fromtimestamp(NEW_YEAR, UTC).date()
    make_default(simulator, kind, day)
    before = content_of(simulator)

    result = hours_of(simulator, clock_time=NEW_YEAR, **OTHERS)

    found = observed(result)
    assert all(found[name] in (value, None) for name, value in OTHERS.items())
    assert found["manual_state"] is None
    assert (found["no_shifts"], found["occasion_date"]) == ("open", "workdays_zone")
    assert content_of(simulator) == before


def test_own_default_workdays_exist_only_for_one_read(simulator: Simulator) -> None:
    line = Line()

    probed(simulator, line)

    sent = [each for each in line.sent if each.method != "GET" or each.url.endswith("/shift-status")]
    (made,) = [
        number
        for number, each in enumerate(sent)
        if isinstance(each.json, dict) and each.json.get("isDefault") is True
    ]
    assert [each.method for each in sent[made : made + 3]] == ["POST", "GET", "DELETE"]


@pytest.mark.parametrize("moment", ["2027-01-04T12:00:00+00:00", "2027-01-04T23:30:00+00:00"])
def test_the_default_of_another_person_is_never_replaced(simulator: Simulator, moment: str) -> None:
    at = datetime.fromisoformat(moment)
    make_default(simulator, WORKDAYS, at.date())
    line = Line()
    simulator.control.set_knobs(clock_time=int(at.timestamp()), no_shifts="default")

    found = observed(probed(simulator, line))

    assert found["no_shifts"] in ("default", None)
    assert not [each for each in line.sent if isinstance(each.json, dict) and each.json.get("isDefault")]


@pytest.mark.slow
def test_a_default_that_another_person_makes_leads_to_no_wrong_value(simulator: Simulator) -> None:
    body = bodies.body(WORKDAYS, "theirs", "Europe/Lisbon", datetime.now(UTC).date()) | {"isDefault": True}
    simulator.control.foreign_on(
        ACCOUNT,
        "workinghours",
        when={"moment": "before", "method": "GET", "path": "shift-status", "times": 1},
        write={"operation": "create", "body": body},
    )

    result = hours_of(simulator, manual_state="online", occasion_alone="ignored")

    found = observed(result)
    assert found["manual_state"] in (None, "online")
    assert found["occasion_alone"] in (None, "ignored")


def test_a_second_writer_leads_to_no_wrong_value(simulator: Simulator) -> None:
    result = hours_of(simulator, background_writer=20, clock_time=NEW_YEAR, **FURTHER)

    assert FURTHER.items() <= observed(result).items()


@pytest.mark.parametrize("knobs", [OTHERS, FURTHER, {"occasion_date": "account_zone"}])
def test_another_time_zone_than_that_of_the_account_leads_to_no_wrong_value(
    simulator: Simulator, knobs: dict[str, str]
) -> None:
    in_the_evening_of_new_york = int(datetime(2027, 1, 2, 2, tzinfo=UTC).timestamp())
    knobs = knobs | {"manual_state": "offline"}
    simulator.control.set_knobs(clock_time=in_the_evening_of_new_york, **knobs)

    found = observed(probed(simulator, zone="America/New_York"))

    assert all(found[name] in (value, None) for name, value in {**DEFAULTS, **knobs}.items())
    assert found["occasion_date"] == knobs["occasion_date"]


class Late(Line):
    """Shows a status as it was before the last write, until some seconds are over."""

    def __init__(self, clock: FakeClock, seconds: float) -> None:
        super().__init__()
        self._clock = clock
        self._seconds = seconds
        self._is_shown_at = 0.0
        self._last: Answer | None = None

    def handle_request(self, request: Request) -> Answer:
        answer = super().handle_request(request)
        if request.method in {"POST", "PUT", "DELETE"} and answer.is_success:
            self._is_shown_at = self._clock.time + self._seconds
        if not request.url.endswith("/shift-status"):
            return answer
        if self._last is None or self._clock.time >= self._is_shown_at:
            self._last = answer
        return self._last


def test_hours_that_take_effect_late_are_waited_for(simulator: Simulator) -> None:
    clock = FakeClock()
    simulator.control.set_knobs(**OTHERS | {"clock_time": NEW_YEAR})

    result = probed(simulator, Late(clock, 20), clock)

    assert seen(result, "hours_take_effect") == "20 s"
    assert OTHERS.items() <= observed(result).items()
    assert sum(clock.pauses) < timedelta(minutes=5).total_seconds()


def test_hours_that_take_effect_too_late_are_not_seen(simulator: Simulator) -> None:
    clock = FakeClock()

    result = probed(simulator, Late(clock, 3_000), clock)

    assert {name for name, value in observed(result).items() if value is not None} == {
        *("shift_status_service", "shift_status_answer", "shift_status_id", "shift_status_nulls"),
    }
    assert "did not have their states after 110 s" in reason(result, "shift_mode")


def test_a_contradiction_says_what_to_do(simulator: Simulator) -> None:
    result = hours_of(simulator, clock_time=NEW_YEAR, **FURTHER)

    contradictions = {each.question.name: each.contradiction for each in result.contradictions}
    assert contradictions.keys() == {
        *("occasion_date", "partial_day_off", "occasion_span", "last_minute", "date_end", "clock_change"),
        *("no_shifts", "deleted_hours", "occasion_alone"),
    }
    assert "two-time-zones" in contradictions["occasion_date"]


def test_the_evidence_shows_only_the_skills_of_the_probe(simulator: Simulator) -> None:
    result = hours_of(simulator)

    rows = {each["name"]: each for each in result.as_json()["questions"]}
    (_, status_read) = rows["manual_state"]["evidence"]
    assert [each.keys() for each in status_read["received"]] == [{"skillId", "onShift", "nextOn", "nextOff"}]
    assert rows["shift_status_service"]["evidence"][0]["received"] == []
