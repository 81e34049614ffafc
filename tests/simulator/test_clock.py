import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import jwt
import pytest
import requests

from liveperson_simulator.client import Control
from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, Api, body, session, workdays_event
from tests.simulator.test_sign_in import USER, login, opened_by, signed_read, token

HOUR = 3600


def all_kinds_of_answers(simulator: Simulator) -> list[requests.Response]:
    simulator.control.add_fault("status_before", path="skills", status=503)
    bare, url = session(None), simulator.url
    return [
        Api(simulator, "specialoccasion").get(),
        Api(simulator, "specialoccasion").get(if_match=1),
        Api(simulator, "skills").get(),
        login(simulator, USER),
        token(simulator),
        bare.get(f"{url}/api/account/{ACCOUNT}/service/baseURI.json"),
        bare.get(f"{url}/nowhere"),
        bare.get(url),
        bare.get(f"{url}/simulator/knobs"),
        bare.post(f"{url}/sentinel/well-known/jwks"),
    ]


@pytest.mark.parametrize("offset", [0, HOUR, -HOUR])
def test_every_answer_tells_once_what_time_it_is_on_the_simulators_clock(
    simulator: Simulator, offset: int
) -> None:
    simulator.control.set_knobs(clock_offset=offset)
    before = int(time.time())
    answers = all_kinds_of_answers(simulator)
    after = time.time()
    assert {each.status_code for each in answers} == {200, 304, 404, 405, 503}
    for answer in answers:
        (told,) = answer.raw.headers.getlist("Date")
        assert before <= parsedate_to_datetime(told).timestamp() - offset <= after


def test_a_clock_may_be_behind_and_its_knob_is_a_number(control: Control) -> None:
    control.set_knobs(clock_offset="-90")
    assert control.knobs()["clock_offset"] == -90
    with Simulator(knobs={"clock_offset": -5}) as other:
        assert other.control.knobs()["clock_offset"] == -5


@pytest.mark.parametrize("offset", [HOUR * 2, -HOUR * 2])
def test_an_access_token_is_good_by_the_clock_that_issued_it(simulator: Simulator, offset: int) -> None:
    simulator.control.set_knobs(clock_offset=offset)
    before = int(time.time())
    issued = token(simulator).json()["access_token"]
    claims = jwt.decode(issued, options={"verify_signature": False})
    assert before <= claims["iat"] - offset <= time.time()
    assert claims["exp"] - claims["iat"] == HOUR
    assert opened_by(simulator, f"Bearer {issued}") == 200
    simulator.control.set_knobs(clock_offset=0)
    assert opened_by(simulator, f"Bearer {issued}") == 401


def test_an_access_token_is_good_until_the_clock_passes_its_end(simulator: Simulator) -> None:
    issued = token(simulator).json()["access_token"]
    simulator.control.set_knobs(clock_offset=HOUR - 60)
    assert opened_by(simulator, f"Bearer {issued}") == 200
    simulator.control.set_knobs(clock_offset=HOUR)
    assert opened_by(simulator, f"Bearer {issued}") == 401


def test_a_login_tells_the_simulators_time_and_its_session_ends_by_it(simulator: Simulator) -> None:
    simulator.control.set_knobs(clock_offset=HOUR)
    before = time.time()
    welcome = login(simulator, USER).json()
    milliseconds = welcome["config"]["serverCurrentTime"]
    assert before - 1 <= milliseconds / 1000 - HOUR <= time.time()
    simulator.control.set_knobs(clock_offset=HOUR + 28800 - 60)
    assert opened_by(simulator, f"Bearer {welcome['bearer']}") == 200
    simulator.control.set_knobs(clock_offset=HOUR + 28800)
    assert opened_by(simulator, f"Bearer {welcome['bearer']}") == 401


@pytest.mark.parametrize("offset", [HOUR, -HOUR])
def test_a_signature_is_recent_by_the_simulators_clock(simulator: Simulator, offset: int) -> None:
    simulator.control.set_knobs(clock_offset=offset)
    assert signed_read(simulator, "by the machine") == 401
    assert signed_read(simulator, "by the simulator", late=-offset) == 200


@pytest.mark.parametrize(("tolerance", "late"), [(600, 500), (60, 40), (5000, 4900)])
def test_timestamp_tolerance_is_how_old_or_new_a_signature_may_be(
    control: Control, simulator: Simulator, tolerance: int, late: int
) -> None:
    control.set_knobs(timestamp_tolerance=tolerance)
    assert [signed_read(simulator, f"good{each}", late=each) for each in (late, -late)] == [200, 200]
    late = tolerance + (tolerance - late)
    assert [signed_read(simulator, f"bad{each}", late=each) for each in (late, -late)] == [401, 401]


def test_a_signature_is_good_once_however_old_its_timestamp_may_be(
    control: Control, simulator: Simulator
) -> None:
    control.set_knobs(timestamp_tolerance=5000)
    assert [signed_read(simulator, "again", late=3000) for _ in range(2)] == [200, 401]


def test_today_is_the_day_of_the_simulators_clock(control: Control, workdays: Api) -> None:
    start = f"{datetime.now(UTC).date() + timedelta(days=9)}T"
    late = body("workinghours", events=[workdays_event(f"{start}08:00:00", f"{start}17:00:00")])
    assert workdays.post(late).status_code == 400
    control.set_knobs(clock_offset=2 * 24 * HOUR)
    assert workdays.post(late).status_code == 200


def test_when_something_was_written_is_told_by_the_simulators_clock(control: Control, skills: Api) -> None:
    control.set_knobs(clock_offset=48 * HOUR)
    at = datetime.strptime(skills.created()["dateUpdated"], "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    assert timedelta(hours=47) < at - datetime.now(UTC) < timedelta(hours=49)
