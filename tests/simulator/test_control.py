import inspect
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from liveperson_simulator import VERSION
from liveperson_simulator.client import Control, ControlError
from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, Api, body, wait_for

METHODS = {
    "add_fault",
    "clear_faults",
    "clear_requests",
    "close",
    "foreign_create",
    "foreign_delete",
    "foreign_on",
    "foreign_update",
    "health",
    "issued",
    "knobs",
    "objects",
    "requests",
    "reset",
    "restore",
    "revision",
    "seed",
    "set_credentials",
    "set_knobs",
    "snapshot",
    "use_skill",
}


def test_the_client_has_the_methods_that_others_rely_on() -> None:
    assert {
        name for name, _ in inspect.getmembers(Control, inspect.isfunction) if not name.startswith("_")
    } == METHODS


def test_health_says_who_answers_and_where_the_data_is(simulator: Simulator) -> None:
    assert simulator.control.health() == {
        "simulator": "liveperson-simulator",
        "version": VERSION,
        "data": None,
    }


def test_a_reset_goes_back_to_the_seed(occasions: Api, skills: Api) -> None:
    occasions.created()
    occasions.control.seed("81234567", {})
    occasions.control.add_fault("status_before")
    occasions.control.reset()
    assert (occasions.control.requests(), occasions.live(), occasions.revision) == ([], [], 1)
    assert [each["name"] for each in skills.live()] == ["billing", "sales", "support"]
    assert occasions.get().json() == []


def test_a_seed_creates_the_account_and_skips_validation(simulator: Simulator) -> None:
    simulator.control.seed(
        "81234567", {"specialoccasion": [{"name": "n" * 80}, {"name": "own id", "id": 77}]}
    )
    seeded = simulator.control.objects("81234567", "specialoccasion")
    assert [each["name"] for each in seeded] == ["own id", "n" * 80]
    assert seeded[0]["id"] == 77
    assert Api(simulator, "specialoccasion", "81234567").get(77).json()["name"] == "own id"


def test_a_seed_that_cannot_be_made_seeds_nothing(simulator: Simulator) -> None:
    before = simulator.control.snapshot()
    with pytest.raises(ControlError, match="collection must be one of"):
        simulator.control.seed("81234567", {"skills": [{"name": "returns"}], "holidays": []})
    assert simulator.control.snapshot() == before


def test_a_snapshot_brings_everything_back(occasions: Api) -> None:
    made = occasions.created()
    snapshot = occasions.control.snapshot()
    occasions.delete(made["id"])
    occasions.created(name="later")
    occasions.control.restore(snapshot)
    assert (occasions.live(), occasions.revision) == ([made], 2)
    assert occasions.control.snapshot() == snapshot


def test_foreign_writes_need_no_credential_skip_validation_and_move_the_revision(occasions: Api) -> None:
    control = occasions.control
    made = control.foreign_create(ACCOUNT, "specialoccasion", {"name": "n" * 80, "events": "soon"})
    assert (made["deleted"], occasions.revision) == (False, 2)
    assert occasions.get(made["id"]).json() == made
    changed = control.foreign_update(ACCOUNT, "specialoccasion", made["id"], {"description": None})
    assert changed == made | {"description": None}
    control.foreign_delete(ACCOUNT, "specialoccasion", str(made["id"]))
    assert (occasions.live(), occasions.revision) == ([], 4)
    assert len(control.objects(ACCOUNT, "specialoccasion", include_deleted=True)) == 1
    assert control.requests()[-1]["method"] == "GET"


def test_a_foreign_default_takes_the_default_over(occasions: Api) -> None:
    mine = occasions.created(isDefault=True)
    occasions.control.foreign_create(ACCOUNT, "specialoccasion", {"name": "theirs", "isDefault": True})
    assert occasions.get(mine["id"]).json()["isDefault"] is False


def test_the_log_tells_what_happened_to_each_request(occasions: Api) -> None:
    made = occasions.created()
    occasions.delete(made["id"])
    occasions.delete(made["id"], 1)
    posted, deleted, refused = occasions.control.requests()
    assert (posted["method"], posted["status"], posted["query"]) == ("POST", 200, "v=1.0")
    assert (posted["revision_in"], posted["revision_out"], posted["if_match"]) == (1, 2, None)
    assert (deleted["revision_in"], deleted["revision_out"], deleted["if_match"]) == (2, 3, "2")
    assert deleted["path"].endswith(f"/specialoccasion/{made['id']}")
    assert (refused["status"], refused["account"]) == (404, ACCOUNT)
    assert posted["client_port"] == deleted["client_port"]
    assert 0 < posted["milliseconds"] < 1000
    occasions.control.clear_requests()
    assert occasions.control.requests() == []


def test_a_connection_has_a_port_of_its_own_in_the_log(simulator: Simulator) -> None:
    for _ in range(2):
        Api(simulator, "specialoccasion").get()
    assert len({each["client_port"] for each in simulator.control.requests()}) == 2


def test_a_tunnelled_request_is_logged_as_what_it_is(reasons: Api) -> None:
    made = reasons.created()
    headers = {"X-HTTP-Method-Override": "DELETE", "If-Match": "2"}
    reasons.session.post(f"{reasons.url}/{made['id']}", headers=headers)
    logged = reasons.control.requests()[-1]
    assert (logged["method"], logged["tunnelled"]) == ("DELETE", True)


def test_a_control_request_that_cannot_be_understood_is_refused(simulator: Simulator) -> None:
    for method, path, content in (
        ("PATCH", "knobs", "[]"),
        ("POST", "faults", "{"),
        ("POST", f"seed/{ACCOUNT}", '{"skills": [5]}'),
        ("POST", f"seed/{ACCOUNT}", '{"holidays": []}'),
        ("POST", f"foreign/{ACCOUNT}/skills", '{"operation": "sell"}'),
    ):
        answer = requests.request(
            method,
            f"{simulator.url}/simulator/{path}",
            data=content,
            headers={"Content-Type": "application/json"},
            timeout=5,
        )
        assert (answer.status_code, set(answer.json())) == (400, {"error"})


def test_several_simulators_run_side_by_side() -> None:
    with Simulator() as one, Simulator() as other:
        Api(one, "specialoccasion").created()
        one.control.set_knobs(put_echo="empty")
        assert other.control.objects(ACCOUNT, "specialoccasion") == []
        assert other.control.knobs()["put_echo"] == "array"
        assert Api(other, "specialoccasion").post(body("specialoccasion")).ok


def test_a_simulator_ends_at_once_even_while_a_request_waits() -> None:
    with ThreadPoolExecutor() as pool:
        with Simulator() as simulator:
            simulator.control.add_fault("delay", seconds=30)
            waiting = pool.submit(Api(simulator, "specialoccasion").get)
            wait_for(simulator.control.requests)
            started = time.monotonic()
        assert time.monotonic() - started < 5
        assert waiting.exception() or not waiting.result().ok
