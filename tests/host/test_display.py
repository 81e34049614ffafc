"""What our host shows in Pulumi's display: beside which resource, how often, and at what price."""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.host.declared import COLLECTIONS, FIRST, KEYS, PLAIN, SECOND, THEIRS, change, there
from tests.host.our_host import OurHosts, Shown
from tests.host.pulumi_host import Host, Resource, urn

STACK = ""
BROKEN = "127.0.0.1 gives no answer, trying again in 0.5 s, 1 of 4"
API_KEY = {
    "appKey": "simulator-app-key",
    "appSecret": "simulator-app-secret",
    "accessToken": "simulator-access-token",
    "accessTokenSecret": "simulator-access-token-secret",
}


def at_once(work: Iterable[Callable[[], Any]]) -> list[Any]:
    """Do work in threads of their own, and return its results."""
    with ThreadPoolExecutor(16) as threads:
        return [each.result() for each in [threads.submit(each) for each in work]]


def created(host: Host, kind: str, *names: str) -> list[Resource]:
    return at_once(partial(host.create, kind, {**FIRST[kind], KEYS[kind]: name}) for name in names)


def urns(kind: str, *names: str) -> list[str]:
    return [urn(kind, {KEYS[kind]: name}) for name in names]


def test_a_pause_is_shown_beside_every_resource_under_way(our_hosts: OurHosts, simulator: Simulator) -> None:
    control, names = simulator.control, [f"Number {number}" for number in range(5)]
    control.add_fault("status_before", method="POST", path="status-reasons", status=503, seconds=0.5)
    control.add_fault("delay", method="POST", times=9, seconds=1.5)  # nothing is done before the pause
    host = our_hosts.start()
    occasion = partial(created, host, "SpecialOccasion", "One")

    at_once([occasion, partial(created, host, "StatusReason", *names)])

    sentence = "LivePerson answered 503, trying again in 5 s, 1 of 3"
    rows = [*urns("StatusReason", *names), *urns("SpecialOccasion", "One")]
    assert sorted(our_hosts.engine.shown) == sorted(
        Shown("info", sentence, each, ephemeral=True) for each in rows
    )


def test_a_pause_is_not_shown_beside_what_is_done_or_has_not_begun(
    our_hosts: OurHosts, simulator: Simulator, kind: str
) -> None:
    host = our_hosts.start()
    created(host, kind, "Before")
    simulator.control.add_fault("drop_before", method="POST")

    created(host, kind, "Now")
    created(host, kind, "After")

    [now] = urns(kind, "Now")
    assert our_hosts.engine.shown == [Shown("info", BROKEN, now, ephemeral=True)]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_pause_is_shown_whatever_is_done_with_a_resource(
    our_hosts: OurHosts, simulator: Simulator, kind: str, method: str
) -> None:
    [resource] = created(our_hosts.start(), kind, "One")
    host = our_hosts.start()
    work: dict[str, Callable[[Resource], object]] = {
        "GET": host.read,
        "PUT": partial(host.update, declared=SECOND[kind]),
        "DELETE": host.delete,
    }
    simulator.control.add_fault("drop_before", method=method, path=COLLECTIONS[kind])

    work[method](resource)

    assert our_hosts.engine.shown == [Shown("info", BROKEN, resource.urn, ephemeral=True)]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"kind": "throttle"}, "LivePerson answered 429, trying again in 1 s, try 2"),
        ({"kind": "throttle", "retry_after": 2}, "LivePerson answered 429, trying again in 2 s, try 2"),
        (
            {"kind": "body", "body": "<html>", "content_type": "text/html"},
            "a system that is not LivePerson answered, trying again in 0.5 s, 1 of 4",
        ),
    ],
)
def test_a_pause_says_its_cause_its_length_and_which_try_comes(
    our_hosts: OurHosts, simulator: Simulator, fault: dict[str, Any], sentence: str
) -> None:
    simulator.control.add_fault(**fault, method="GET", path="status-reasons")

    created(our_hosts.start(), "StatusReason", "One")

    assert [each.text for each in our_hosts.engine.shown] == [sentence]


def test_a_pause_is_shown_again_where_a_later_request_waits_too(
    our_hosts: OurHosts, simulator: Simulator
) -> None:
    simulator.control.add_fault("drop_before", method="GET", path="status-reasons")
    simulator.control.add_fault("drop_before", method="POST", path="status-reasons")

    created(our_hosts.start(), "StatusReason", "One")

    assert [each.text for each in our_hosts.engine.shown] == [BROKEN, BROKEN]


def test_a_pause_is_shown_beside_a_resource_that_comes_under_way_meanwhile(
    our_hosts: OurHosts, simulator: Simulator
) -> None:
    simulator.control.add_fault("throttle", method="POST", path="status-reasons", retry_after=2)
    host = our_hosts.start()

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(created, host, "StatusReason", "One")
        while not our_hosts.engine.shown:
            time.sleep(0.01)
        created(host, "SpecialOccasion", "Other")
        first.result()

    assert sorted(each.urn for each in our_hosts.engine.shown) == sorted(
        [*urns("StatusReason", "One"), *urns("SpecialOccasion", "Other")]
    )


def test_a_takeover_is_reported_beside_its_resource_whichever_thread_sent_the_request(
    our_hosts: OurHosts, simulator: Simulator, kind: str
) -> None:
    simulator.control.set_knobs(latency_ms=50)
    names = [f"Number {number}" for number in range(12)]
    theirs = {name: there(simulator, kind, **{KEYS[kind]: name}) for name in names[::3]}

    created(our_hosts.start(), kind, *names)

    assert sorted(each.urn for each in our_hosts.engine.shown) == sorted(urns(kind, *theirs))
    for told in our_hosts.engine.shown:
        assert (told.level, told.ephemeral) == ("warning", False)
        assert theirs[told.urn.rpartition("::")[2]] in told.text


def test_an_edit_that_is_overwritten_is_reported_beside_its_resource(
    our_hosts: OurHosts, simulator: Simulator, kind: str
) -> None:
    simulator.control.set_knobs(latency_ms=50)
    names = [f"Number {number}" for number in range(6)]
    resources = created(our_hosts.start(), kind, *names)
    field, theirs = PLAIN[kind], THEIRS[kind]
    for each in resources[::2]:
        change(simulator, kind, each.id, **{field: theirs})
    host = our_hosts.start(onConflict="overwrite")

    at_once(partial(host.update, each, {**each.inputs, field: SECOND[kind][field]}) for each in resources)

    assert sorted(each.urn for each in our_hosts.engine.shown) == sorted(each.urn for each in resources[::2])
    for told in our_hosts.engine.shown:
        assert f'"{told.urn.rpartition("::")[2]}" (id ' in told.text
        assert f'was overwritten, including a change made in LivePerson: {field}: "{theirs}"' in told.text


def test_the_end_of_api_keys_is_reported_once_and_beside_the_stack(
    our_hosts: OurHosts, simulator: Simulator
) -> None:
    simulator.control.set_knobs(latency_ms=20)
    host = our_hosts.start(**API_KEY)

    created(host, "StatusReason", *"abcdefgh")
    created(host, "SpecialOccasion", *"ab")

    [told] = our_hosts.engine.shown
    assert told.text.startswith("LivePerson ended the use of API keys on 2026-05-31: use OAuth 2.0 client ")
    assert (told.level, told.urn, told.ephemeral) == ("warning", STACK, False)


def test_what_cannot_be_checked_before_a_delete_is_reported_once_and_beside_the_stack(
    our_hosts: OurHosts, simulator: Simulator
) -> None:
    host = our_hosts.start()
    resources = created(host, "SpecialOccasion", *"abcd")
    simulator.control.add_fault("status_before", path="skills", status=403, times=9)

    at_once(partial(host.delete, each) for each in resources)

    [told] = our_hosts.engine.shown
    assert told.text.startswith("It cannot be checked whether skills use the objects to delete: GET ")
    assert (told.level, told.urn, told.ephemeral) == ("warning", STACK, False)


def test_an_engine_that_is_gone_does_not_hinder_work(our_hosts: OurHosts, simulator: Simulator) -> None:
    simulator.control.add_fault("drop_before", method="POST")
    host = our_hosts.start(**API_KEY)
    our_hosts.engine.end()

    assert seconds_for(lambda: created(host, "StatusReason", *"abcdefgh")) < 8


def test_an_engine_that_is_slow_does_not_hinder_work(our_hosts: OurHosts, simulator: Simulator) -> None:
    simulator.control.add_fault("drop_before", method="POST", seconds=0.3)
    host = our_hosts.start()
    our_hosts.engine.is_slow = True

    assert seconds_for(lambda: created(host, "StatusReason", *"ab")) < 3.5


def test_an_engine_that_is_slow_does_not_hinder_work_that_is_warned_of(
    our_hosts: OurHosts, simulator: Simulator
) -> None:
    for name in "abcd":
        there(simulator, "StatusReason", text=name)
    host = our_hosts.start()
    our_hosts.engine.is_slow = True

    assert seconds_for(lambda: created(host, "StatusReason", *"abcd")) < 5


def seconds_for(work: Callable[[], object]) -> float:
    started = time.monotonic()
    work()
    return time.monotonic() - started
