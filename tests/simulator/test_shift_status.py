"""The Shift Status API: who may ask, the form of the answer, and the knobs for it."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
import requests

from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, OTHER_ACCOUNT, Api, problem, session
from tests.simulator.desk import Desk, each_day, milliseconds, off
from tests.simulator.test_domains import SERVICES, lookup

PATH = f"/api/account/{ACCOUNT}/shift-status"
OPEN_AT, CLOSED_AT = "2026-03-02T12:00", "2026-03-02T20:00"


@pytest.fixture
def desk(simulator: Simulator) -> Desk:
    new = Desk(simulator)
    new.workdays(*each_day("09:00-18:00"), default=True)
    return new


def test_each_skill_that_is_not_deleted_has_a_status(desk: Desk) -> None:
    skills = Api(desk.simulator, "skills")
    gone = skills.live()[0]["id"]
    desk.control.foreign_delete(ACCOUNT, "skills", gone)
    early = desk.workdays(*each_day("07:00-08:00"), name="early")
    desk.use(workdays=early)
    listed = desk.answer().json()
    assert [each["skillId"] for each in listed] == [each["id"] for each in skills.live()]
    assert [each["onShift"] for each in listed] == [True, True, False]


def test_a_status_has_the_next_opening_and_the_next_closing_in_milliseconds(desk: Desk) -> None:
    nine, six, next_nine, next_six = (
        milliseconds(each)
        for each in ("2026-03-02T09:00", "2026-03-02T18:00", "2026-03-03T09:00", "2026-03-03T18:00")
    )
    skill = {"skillId": desk.skill}
    assert desk.status("2026-03-02T08:00") == skill | {"onShift": False, "nextOn": nine, "nextOff": six}
    assert desk.status(OPEN_AT) == skill | {"onShift": True, "nextOn": next_nine, "nextOff": six}
    assert desk.status(CLOSED_AT) == skill | {"onShift": False, "nextOn": next_nine, "nextOff": next_six}


@pytest.mark.parametrize(
    ("knob", "while_open", "while_closed"),
    [
        ("equal", ("2026-03-02T18:00", "2026-03-02T18:00"), ("2026-03-03T09:00", "2026-03-03T18:00")),
        ("next_only", (None, "2026-03-02T18:00"), ("2026-03-03T09:00", None)),
    ],
)
def test_shift_status_edges_decides_which_changes_are_named(
    desk: Desk, knob: str, while_open: tuple[str | None, ...], while_closed: tuple[str | None, ...]
) -> None:
    desk.control.set_knobs(shift_status_edges=knob)
    for time, expected in ((OPEN_AT, while_open), (CLOSED_AT, while_closed)):
        status = desk.status(time)
        assert [status["nextOn"], status["nextOff"]] == [each and milliseconds(each) for each in expected]


def test_equal_edges_of_a_skill_that_is_always_open_are_both_null(desk: Desk) -> None:
    desk.control.set_knobs(shift_status_edges="equal")
    desk.use(workdays=desk.workdays(*each_day(""), name="always"))
    status = desk.status()
    assert (status["onShift"], status["nextOn"], status["nextOff"]) == (True, None, None)


def test_shift_status_id_is_the_name_of_the_field_with_the_id(desk: Desk) -> None:
    desk.control.set_knobs(shift_status_id="skill")
    assert [each.keys() for each in desk.answer().json()] == [{"skill", "onShift", "nextOn", "nextOff"}] * 4


def test_shift_status_nulls_omitted_leaves_out_unknown_changes(desk: Desk) -> None:
    desk.control.set_knobs(shift_status_nulls="omitted", shift_mode="manual")
    assert desk.status() == {"skillId": desk.skill, "onShift": True}


def test_the_knobs_for_types_and_unknown_fields_apply_to_a_status_too(desk: Desk) -> None:
    desk.control.set_knobs(id_type="string", scalar_type="string", unknown_fields="added")
    desk.use(occasion=desk.occasion(off("2026-03-03", to="2026-03-04")))
    desk.at(OPEN_AT)
    status = desk.answer().json()[-1]
    assert status["skillId"] == str(desk.skill)
    assert (status["onShift"], status["nextOff"]) == ("true", str(milliseconds("2026-03-02T18:00")))
    assert "owner" in status
    desk.control.set_knobs(shift_mode="manual")
    assert desk.answer().json()[-1]["nextOn"] is None


def ask(simulator: Simulator, authorization: str | None = "Bearer simulator-bearer") -> requests.Response:
    return session(authorization).get(simulator.url + PATH)


def test_the_shift_status_has_the_credentials_and_refusals_of_other_calls(simulator: Simulator) -> None:
    assert ask(simulator).status_code == 200
    assert problem(ask(simulator, None)) == (401, "simulator", 1)
    assert ask(simulator, "Bearer unprivileged-bearer").status_code == 403
    bare = session()
    assert bare.post(simulator.url + PATH, json={}).status_code == 405
    assert bare.get(f"{simulator.url}/api/account/{'9' * 21}/shift-status").status_code == 400
    assert bare.get(f"{simulator.url}/api/account/99999999/shift-status").status_code == 401
    assert bare.get(f"{simulator.url}/api/account/{OTHER_ACCOUNT}/shift-status").status_code == 200


def test_the_shift_status_counts_for_the_rate_limit_and_takes_faults(simulator: Simulator) -> None:
    simulator.control.add_fault("status_before", path="shift-status", status=503)
    assert ask(simulator).status_code == 503
    simulator.control.set_knobs(rate_limit=1)
    assert [ask(simulator).status_code for _ in range(2)] == [200, 429]


def test_the_call_for_one_skill_is_not_simulated(desk: Desk) -> None:
    url = f"{desk.simulator.url}/api/account/{ACCOUNT}/skills/{desk.skill}/shift-status-skill"
    assert session().get(url).status_code == 404


@pytest.mark.parametrize(
    ("knob", "services"),
    [
        ("asyncMessagingEnt", {"asyncMessagingEnt"}),
        ("shiftstatus", {"shiftstatus"}),
        ("both", {"asyncMessagingEnt", "shiftstatus"}),
        ("none", set()),
    ],
)
def test_shift_status_service_decides_which_services_the_domain_api_returns(
    simulator: Simulator, knob: str, services: set[str]
) -> None:
    simulator.control.set_knobs(shift_status_service=knob)
    listed = {each["service"] for each in lookup(simulator, "/baseURI.json").json()["baseURIs"]}
    assert listed == SERVICES - {"asyncMessagingEnt"} | services
    for name in ("asyncMessagingEnt", "shiftstatus"):
        expected = 200 if name in services else 404
        assert lookup(simulator, f"/{name}/baseURI.json").status_code == expected


def test_clock_time_stops_the_clock(simulator: Simulator) -> None:
    time = datetime(2027, 5, 1, 10, tzinfo=UTC)
    simulator.control.set_knobs(clock_time=int(time.timestamp()))
    for _ in range(2):
        assert parsedate_to_datetime(ask(simulator).headers["Date"]) == time
    simulator.control.set_knobs(clock_time="running")
    told = parsedate_to_datetime(ask(simulator).headers["Date"])
    assert abs((told - datetime.now(UTC)).total_seconds()) < 5


def test_the_page_shows_which_skills_are_open_now(desk: Desk) -> None:
    desk.use(workdays=desk.workdays(*each_day("18:00-21:00"), name="late"))
    shown = []
    for time in (OPEN_AT, CLOSED_AT):
        desk.at(time)
        html = requests.get(desk.simulator.url, timeout=5).text
        shown.append((html.count(">open now<"), html.count(">closed now<")))
    assert shown == [(3, 1), (1, 3)]
