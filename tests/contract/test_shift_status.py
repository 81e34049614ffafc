"""What LivePerson itself says about which skills are open, and each way in which it may say nothing."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from liveperson_simulator.client import Body
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import BearerToken, SignIn
from pulumi_liveperson.client.errors import (
    ConfigurationError,
    ForbiddenError,
    LivePersonError,
    NoServiceError,
    NotFoundError,
    RejectedError,
    ServerError,
    UnauthorizedError,
    UnreachableError,
    UnusableAnswerError,
)
from pulumi_liveperson.client.shift_status import SkillStatus, read_shift_status
from tests.contract.process import ACCOUNT, FakeClock, account
from tests.contract.ways import CLIENT, EACH_WAY, USER, requests_to, sign_ins
from tests.simulator.api import ends

PATH = "/shift-status"
ALWAYS = 100  # times that a fault waits for
NINE, SIX = datetime(2026, 12, 25, 9, tzinfo=UTC), datetime(2026, 12, 24, 18, tzinfo=UTC)
NOON = datetime(2026, 12, 24, 12, tzinfo=UTC)


@pytest.fixture
def skill(simulator: Simulator) -> str:
    """Open one skill of the account daily from 9 to 18, and return its id; the others are always closed."""
    shifts = [
        ends(f"2026-03-0{day}T09:00:00", f"2026-03-0{day}T18:00:00", "Atlantic/Reykjavik")
        for day in range(2, 9)
    ]
    week = {"name": "week", "events": shifts}
    created = simulator.control.foreign_create(ACCOUNT, "workinghours", week)
    id_ = simulator.control.objects(ACCOUNT, "skills")[1]["id"]
    simulator.control.foreign_update(ACCOUNT, "skills", id_, {"workingHoursId": created["id"]})
    simulator.control.set_knobs(clock_time=int(NOON.timestamp()), manual_state="offline")
    return str(id_)


def answer_with(simulator: Simulator, body: Any, times: int = 1) -> None:
    """Let the call be answered with a body."""
    simulator.control.add_fault(
        "body", path=PATH, body=json.dumps(body), content_type="application/json", times=times
    )


def asked(simulator: Simulator) -> list[Body]:
    """Return the log of the requests for the shift status."""
    return requests_to(simulator, PATH)


@pytest.mark.needs_default("shift_status_edges", "shift_mode", "manual_state")
def test_each_skill_has_a_status_with_times_in_utc(simulator: Simulator, skill: str) -> None:
    ids = [str(each["id"]) for each in simulator.control.objects(ACCOUNT, "skills")]

    found = read_shift_status(account(simulator))

    assert [each.skill_id for each in found] == ids
    assert found[1] == SkillStatus(skill, on_shift=True, next_on=NINE, next_off=SIX)
    assert found[0] == SkillStatus(ids[0], on_shift=False)


@pytest.mark.parametrize(
    "knobs",
    [
        {"shift_status_id": "skill"},
        {"shift_status_nulls": "omitted"},
        {"id_type": "string", "scalar_type": "string"},
        {"id_type": "string", "shift_status_id": "skill", "shift_status_nulls": "omitted"},
        {"unknown_fields": "added"},
        {"shift_status_service": "shiftstatus"},
        {"shift_status_service": "both", "domain_shape": "list"},
    ],
    ids=" ".join,
)
def test_each_form_of_the_answer_means_the_same(
    simulator: Simulator, skill: str, knobs: dict[str, str]
) -> None:
    expected = read_shift_status(account(simulator))
    assert [each.skill_id for each in expected if each.on_shift] == [skill]
    simulator.control.set_knobs(**knobs)

    assert read_shift_status(account(simulator)) == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ({"skillId": -1, "onShift": False}, SkillStatus("-1", on_shift=False)),
        ({"skillId": " 7 ", "onShift": " TRUE "}, SkillStatus("7", on_shift=True)),
        ({"skillId": 7.0, "onShift": True, "nextOn": ""}, SkillStatus("7", on_shift=True)),
        (
            {"skill": "7", "onShift": "false", "nextOn": "1798189200000", "nextOff": 1798135200000.0},
            SkillStatus("7", on_shift=False, next_on=NINE, next_off=SIX),
        ),
        (
            {"skillId": 2**63 - 1, "onShift": False, "nextOn": 1},
            SkillStatus(
                str(2**63 - 1), on_shift=False, next_on=datetime(1970, 1, 1, microsecond=1000, tzinfo=UTC)
            ),
        ),
    ],
)
def test_numbers_and_flags_may_be_texts(simulator: Simulator, entry: Body, expected: SkillStatus) -> None:
    answer_with(simulator, [entry])

    assert read_shift_status(account(simulator)) == (expected,)


def test_an_account_without_skills_has_no_status(simulator: Simulator) -> None:
    answer_with(simulator, [])

    assert read_shift_status(account(simulator)) == ()


@pytest.mark.parametrize(
    "entry",
    [
        None,
        5,
        "skillId",
        [],
        {},
        {"onShift": True},
        {"skillId": 7},
        {"skillId": None, "onShift": True},
        {"skillId": True, "onShift": True},
        {"skillId": "seven", "onShift": True},
        {"skillId": 7.5, "onShift": True},
        {"skillId": {"id": 7}, "onShift": True},
        {"skillId": 7, "onShift": None},
        {"skillId": 7, "onShift": 1},
        {"skillId": 7, "onShift": "on"},
        {"skillId": 7, "onShift": True, "nextOn": "2026-12-24T10:00:00Z"},
        {"skillId": 7, "onShift": True, "nextOff": 10**19},
        {"skillId": 7, "onShift": True, "nextOff": float("nan")},
        {"skillId": 7, "onShift": True, "nextOff": float("inf")},
        {"skillId": 7, "onShift": True, "nextOff": False},
        {"skillId": 7, "onShift": True, "nextOff": []},
    ],
    ids=json.dumps,
)
def test_an_entry_that_cannot_be_read_is_shown_and_asked_for_once(simulator: Simulator, entry: Any) -> None:
    answer_with(simulator, [{"skillId": 6, "onShift": True}, entry], ALWAYS)

    with pytest.raises(UnusableAnswerError) as caught:
        read_shift_status(account(simulator))

    assert f"cannot be read: {json.dumps(entry)}. Expected are a number as skillId" in str(caught.value)
    assert len(asked(simulator)) == 1


def test_only_the_beginning_of_a_long_entry_is_shown_without_control_characters(simulator: Simulator) -> None:
    answer_with(simulator, [{"skillId": 7, "text": "\x1b[31m" + "x" * 5000}])

    with pytest.raises(UnusableAnswerError) as caught:
        read_shift_status(account(simulator))

    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("body", [{}, {"statuses": []}, 5, "text", None])
def test_an_answer_that_is_no_list_is_reported(simulator: Simulator, body: Any) -> None:
    answer_with(simulator, body)

    with pytest.raises(UnreachableError, match=r"not a list of shift statuses.*liveperson:domainApiUrl"):
        read_shift_status(account(simulator))


@EACH_WAY
def test_each_way_to_sign_in_is_sent(simulator: Simulator, sign_in: SignIn, skill: str) -> None:
    simulator.control.set_knobs(clock_time="running")

    assert skill in [each.skill_id for each in read_shift_status(account(simulator, sign_in))]


def test_a_read_is_repeated_after_temporary_errors(simulator: Simulator, skill: str) -> None:
    clock = FakeClock()
    simulator.control.add_fault("drop_after", path=PATH)
    simulator.control.add_fault("throttle", path=PATH, retry_after=7)

    found = read_shift_status(account(simulator, clock=clock))

    assert [each.skill_id for each in found if each.on_shift] == [skill]
    assert [each["status"] for each in asked(simulator)] == [None, 429, 200]
    assert sum(clock.pauses) >= 7


def test_a_server_that_stays_in_trouble_is_reported(simulator: Simulator) -> None:
    simulator.control.add_fault("status_before", path=PATH, status=503, times=ALWAYS)

    with pytest.raises(ServerError, match=r"503.*Tried"):
        read_shift_status(account(simulator))


def test_a_lost_session_is_opened_again(simulator: Simulator) -> None:
    connection = account(simulator, USER)
    connection.token()
    simulator.control.reset()  # forgets all sessions

    assert len(read_shift_status(connection)) == 3
    assert [each["status"] for each in asked(simulator)] == [401, 200]
    assert len(sign_ins(simulator)) == 1


def test_credentials_without_the_permission_are_reported_with_the_permission(simulator: Simulator) -> None:
    with pytest.raises(ForbiddenError, match=r"403.*\(10018\).*liveperson:username"):
        read_shift_status(account(simulator, BearerToken("unprivileged-bearer")))


def test_a_token_that_only_this_api_rejects_is_reported_with_the_documented_sign_in(
    simulator: Simulator,
) -> None:
    simulator.control.add_fault("status_before", path=PATH, status=401, times=ALWAYS)

    with pytest.raises(UnauthorizedError, match=r"401.*only for a user login \(liveperson:username"):
        read_shift_status(account(simulator))


def test_a_rejected_sign_in_is_reported_without_words_about_the_shift_status(simulator: Simulator) -> None:
    simulator.control.add_fault("status_before", path="/login", status=401, times=ALWAYS)

    with pytest.raises(LivePersonError) as caught:
        read_shift_status(account(simulator, USER))

    assert "liveperson:password" in str(caught.value)
    assert "Shift Status" not in str(caught.value)
    assert asked(simulator) == []


def test_an_account_without_the_services_may_lack_messaging(simulator: Simulator) -> None:
    simulator.control.set_knobs(shift_status_service="none")

    with pytest.raises(
        NoServiceError, match=r"asyncMessagingEnt and shiftstatus for the account 71234567.*mess"
    ):
        read_shift_status(account(simulator))

    assert asked(simulator) == []


@pytest.mark.parametrize("knob", ["asyncMessagingEnt", "both"])
def test_a_call_that_does_not_exist_may_be_a_lack_of_messaging(simulator: Simulator, knob: str) -> None:
    simulator.control.set_knobs(shift_status_service=knob)
    simulator.control.add_fault("status_before", path=PATH, status=404, times=ALWAYS)

    with pytest.raises(NotFoundError) as caught:
        read_shift_status(account(simulator))

    assert str(caught.value).count("ask LivePerson whether messaging is enabled") == 1
    assert len(asked(simulator)) == (2 if knob == "both" else 1)


def test_the_newer_service_is_asked_where_the_older_one_does_not_have_the_call(
    simulator: Simulator, skill: str
) -> None:
    simulator.control.set_knobs(shift_status_service="both")
    simulator.control.add_fault("status_before", path=PATH, status=404)

    found = read_shift_status(account(simulator))

    assert [each.skill_id for each in found if each.on_shift] == [skill]


@pytest.mark.parametrize("status", [400, 405])
def test_other_rejections_are_reported_as_they_are(simulator: Simulator, status: int) -> None:
    simulator.control.set_knobs(shift_status_service="both")
    simulator.control.add_fault("status_before", path=PATH, status=status, times=ALWAYS)

    with pytest.raises(RejectedError, match=str(status)):
        read_shift_status(account(simulator))

    assert len(asked(simulator)) == 1


def test_an_unknown_account_is_reported(simulator: Simulator) -> None:
    with pytest.raises(ConfigurationError, match="does not know the account 99999999"):
        read_shift_status(account(simulator, account_id="99999999"))


def test_the_sign_in_and_the_read_have_one_deadline(simulator: Simulator) -> None:
    clock = FakeClock()
    simulator.control.add_fault("status_before", path="/app/token", status=503, times=3)
    simulator.control.add_fault("status_before", path=PATH, status=503, times=ALWAYS)
    begin = clock.time

    with pytest.raises(ServerError, match="operation may take 40 s"):
        read_shift_status(account(simulator, CLIENT, clock=clock, operation_timeout=40.0))

    assert len(asked(simulator)) >= 1
    assert clock.time - begin <= 40
