"""What is or was secret shows in no message, whoever wrote it, and stays a secret for the engine."""

import json
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import ACCOUNT
from tests.host.declared import FIRST, KEYS, PLAIN, SECOND, THEIRS, change, there
from tests.host.our_host import Engine, OurHosts
from tests.host.pulumi_host import Host, HostError, Resource, urn

pytestmark = pytest.mark.threat("quoted-secret")

SIGNATURE, IS_SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"
WAS, BY_HAND, NOW = "canary-former", "canary-by-hand", "canary-present"


def secret(value: Any) -> dict[str, Any]:
    return {SIGNATURE: IS_SECRET, "value": value}


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "requests.log"


@pytest.fixture
def host(our_hosts: OurHosts, log: Path) -> Host:
    return our_hosts.start(log="trace", logFile=str(log))


@pytest.fixture
def edited(host: Host, simulator: Simulator, kind: str) -> Resource:
    """What the state has of an object whose name is secret, and which somebody has renamed."""
    created = host.create(kind, {**FIRST[kind], KEYS[kind]: secret(WAS)}, urn(kind, {"name": "it"}))
    change(simulator, kind, created.id, **{KEYS[kind]: BY_HAND})
    return created


def hits(*texts: object) -> list[str]:
    """Return what of the canaries is in texts."""
    return [each for each in (WAS, BY_HAND, NOW) if any(each in str(text) for text in texts)]


@pytest.mark.parametrize("now", [secret(NOW), "Lunch"], ids=["still secret", "no secret any more"])
def test_a_conflict_names_the_field_and_shows_no_value(
    host: Host, engine: Engine, kind: str, edited: Resource, now: Any
) -> None:
    with pytest.raises(HostError) as refused:
        host.update(edited, {**FIRST[kind], KEYS[kind]: now})

    assert f"  {KEYS[kind]}: differs; its values are secret, or were secret\n" in str(refused.value)
    assert edited.id in str(refused.value)
    assert hits(refused.value, *engine.shown) == []


def test_a_delete_of_what_another_person_changed_shows_no_value(host: Host, edited: Resource) -> None:
    with pytest.raises(HostError, match="differs; its values are secret") as refused:
        host.delete(edited)

    assert hits(refused.value) == []


def test_what_is_overwritten_intentionally_is_not_shown(
    host: Host, engine: Engine, kind: str, edited: Resource
) -> None:
    host.update(edited, {**FIRST[kind], KEYS[kind]: secret(NOW), "on_conflict": "overwrite"})

    [warning] = [each.text for each in engine.shown if each.level == "warning"]
    assert (
        f"was overwritten, including a change made in LivePerson: {KEYS[kind]} (secret, or was secret)"
        in warning
    )
    assert hits(warning) == []


def test_a_name_that_is_taken_shows_neither_content(host: Host, simulator: Simulator, kind: str) -> None:
    other = PLAIN[kind]
    there(simulator, kind, **{other: THEIRS[kind], KEYS[kind]: NOW})

    with pytest.raises(HostError, match="already exists with other content") as refused:
        host.create(
            kind,
            {**FIRST[kind], KEYS[kind]: secret(NOW), other: secret(FIRST[kind][other])},
            urn(kind, {"name": "it"}),
        )

    assert f"  {other}: differs; its values are secret, or were secret" in str(refused.value)
    assert THEIRS[kind] not in str(refused.value)
    assert hits(refused.value) == []


def test_a_value_inside_a_list_hides_the_whole_list(host: Host, simulator: Simulator) -> None:
    event = SECOND["SpecialOccasion"]["events"][0]
    named = {**event, "meta": {**event["meta"], "name": secret(WAS)}}
    created = host.create(
        "SpecialOccasion",
        {**FIRST["SpecialOccasion"], "events": [named]},
        urn("SpecialOccasion", {"name": "it"}),
    )
    [held] = simulator.control.objects(ACCOUNT, "specialoccasion")
    held["events"][0]["meta"]["name"] = BY_HAND
    change(simulator, "SpecialOccasion", created.id, events=held["events"])

    with pytest.raises(HostError, match="  events: differs; its values are secret") as refused:
        host.update(created, {**FIRST["SpecialOccasion"], "description": "Other", "events": []})

    assert hits(refused.value) == []
    assert held["events"][0]["start"]["timeZone"] not in str(refused.value)


def test_the_message_of_another_resource_names_it_by_its_id(host: Host, simulator: Simulator) -> None:
    kind = "SpecialOccasion"
    held = host.create(kind, {**FIRST[kind], "name": secret(WAS)}, urn(kind, {"name": "held"}))
    default = host.create(kind, {**FIRST[kind], "name": "A", "is_default": True})
    other = host.create(kind, {**FIRST[kind], "name": "B"})
    change(simulator, kind, held.id, name=BY_HAND, isDefault=True)
    host.diff(held, {**FIRST[kind], "name": secret(WAS)})
    host.check(kind, {**default.inputs, "is_default": False}, default.inputs)
    move = {**FIRST[kind], "name": "B", "is_default": True}

    with pytest.raises(HostError) as refused:
        host.update(other, move)

    assert f"The special occasion (id {held.id}) was made the default" in str(refused.value)
    assert hits(refused.value) == []


WRONG = {
    "SpecialOccasion": {"on_conflict": NOW, "is_default": NOW, "name": 7},
    "StatusReason": {"on_conflict": NOW, "state": NOW, "text": 7, "order": 0},
}


@pytest.mark.parametrize(
    ("kind", "name", "value"), [(kind, *each) for kind, wrong in WRONG.items() for each in wrong.items()]
)
def test_a_value_that_breaks_a_rule_is_not_quoted(host: Host, kind: str, name: str, value: object) -> None:
    checked = host.check(kind, {**FIRST[kind], name: secret(value)}, name=urn(kind, {"name": "it"}))

    [(path, reason)] = checked.failures
    assert path == name
    assert "must be" in reason
    assert ", not " not in reason
    assert hits(reason) == []


@pytest.mark.parametrize(
    ("zone", "told"), [("Asia/Calcutta", "Kolkata"), ("Europe/Lisboa", "Lisbo")], ids=["former", "unknown"]
)
def test_a_zone_that_breaks_a_rule_is_told_by_no_other_name(host: Host, zone: str, told: str) -> None:
    shifts = [{"day": "MO", "start": "09:00", "end": "17:30", "time_zone": secret(zone)}]

    checked = host.check("Workdays", {**FIRST["Workdays"], "shifts": shifts}, name=urn("Workdays", {}))

    [(path, reason)] = checked.failures
    assert path == "shifts[0].time_zone"
    assert "'[secret]' is" in reason
    assert told not in reason


def test_a_text_that_liveperson_refuses_is_not_quoted_back(host: Host, simulator: Simulator) -> None:
    said = json.dumps({"message": f"text {NOW!r} is already in use"})
    simulator.control.add_fault("status_before", method="POST", path="status-reasons", status=400, body=said)

    with pytest.raises(HostError, match=r"text \[secret\] is already in use|text '\[secret\]'") as refused:
        host.create(
            "StatusReason",
            {**FIRST["StatusReason"], "text": secret(NOW)},
            urn("StatusReason", {"name": "it"}),
        )

    assert hits(refused.value) == []


def test_the_request_log_shows_no_secret(host: Host, log: Path, kind: str) -> None:
    host.create(kind, {**FIRST[kind], KEYS[kind]: secret(NOW)}, urn(kind, {"name": "it"}))

    assert "[secret]" in log.read_text()
    assert hits(log.read_text()) == []


def test_what_is_secret_stays_one_for_the_engine(
    our_hosts: OurHosts, host: Host, simulator: Simulator, kind: str
) -> None:
    name = urn(kind, {"name": "it"})
    declared = {**FIRST[kind], KEYS[kind]: secret(WAS)}

    created = host.create(kind, declared, name)
    updated = host.update(created, {**declared, KEYS[kind]: secret(NOW)})
    change(simulator, kind, created.id, **{KEYS[kind]: BY_HAND})
    seen = our_hosts.start().read(updated)

    assert [each.inputs[KEYS[kind]] for each in (created, updated)] == [secret(WAS), secret(NOW)]
    assert [each.outputs[KEYS[kind]] for each in (created, updated, seen)] == [
        secret(WAS),
        secret(NOW),
        secret(BY_HAND),
    ]
    assert isinstance(created.revision, str)
