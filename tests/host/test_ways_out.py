"""The way out of an error is a command that can be pasted into a shell."""

import shlex
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import Hosts
from tests.host.declared import COLLECTIONS, FIRST, KEYS, SECOND, change, remove, there
from tests.host.our_host import OurHosts
from tests.host.pulumi_host import Host, HostError, Resource

TYPE = "pulumi-python:dynamic/liveperson:"
OPTIONS = ("--protect=false", "--generate-code=false")
NAMES = ("lunch", "lunch break", "d'été $HOME; ls")


@pytest.fixture
def host(our_hosts: OurHosts) -> Host:
    return our_hosts.start()


def urn(kind: str, name: str, parent: str = "") -> str:
    return f"urn:pulumi:trial::liveperson-accounts::{parent}{TYPE}{kind}::{name}"


def commands(error: Any) -> list[list[str]]:
    """Return the commands of a message, as a shell takes them apart."""
    return [shlex.split(each) for each in str(error.value).split("`")[1::2] if each.startswith("pulumi ")]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_is_taken_has_its_import(host: Host, simulator: Simulator, kind: str, name: str) -> None:
    taken = there(simulator, kind, **{KEYS[kind]: "Theirs"})

    with pytest.raises(HostError) as refused:
        host.create(kind, {**SECOND[kind], KEYS[kind]: "Theirs"}, urn(kind, name))

    assert ["pulumi", "import", f"{TYPE}{kind}", name, taken, *OPTIONS] in commands(refused)


def test_each_that_may_have_the_name_has_its_import(host: Host, simulator: Simulator, kind: str) -> None:
    theirs = [there(simulator, kind, **{KEYS[kind]: name}) for name in ("Theirs ", " Theirs")]

    with pytest.raises(HostError) as refused:
        host.create(kind, {**FIRST[kind], KEYS[kind]: " Theirs "}, urn(kind, "lunch"))

    assert commands(refused) == [
        ["pulumi", "import", f"{TYPE}{kind}", "lunch", id_, *OPTIONS] for id_ in theirs
    ]


def test_below_a_parent_the_program_imports_it(host: Host, simulator: Simulator, kind: str) -> None:
    taken = there(simulator, kind, **{KEYS[kind]: "Theirs"})

    with pytest.raises(HostError) as refused:
        host.create(kind, {**SECOND[kind], KEYS[kind]: "Theirs"}, urn(kind, "x", parent="our:Team$"))

    assert f'import_="{taken}" in the ResourceOptions of this resource' in str(refused.value)


@pytest.mark.parametrize("name", NAMES)
def test_a_conflict_has_a_refresh_and_an_overwrite_of_its_resource(
    host: Host, simulator: Simulator, kind: str, name: str
) -> None:
    created = host.create(kind, FIRST[kind], urn(kind, name))
    change(simulator, kind, created.id, **{KEYS[kind]: "Theirs"})

    with pytest.raises(HostError) as refused:
        host.update(created, SECOND[kind])

    assert ["pulumi", "refresh", "--target", urn(kind, name)] in commands(refused)
    overwrite = next(
        each for each in str(refused.value).split("`")[1::2] if each.startswith("LIVEPERSON_ON_CONFLICT")
    )
    assert shlex.split(overwrite) == [
        *("LIVEPERSON_ON_CONFLICT=overwrite", "pulumi", "up", "--target"),
        urn(kind, name),
    ]


def test_an_object_that_is_gone_has_a_refresh(host: Host, simulator: Simulator, kind: str) -> None:
    created = host.create(kind, FIRST[kind])
    remove(simulator, kind, created.id)

    with pytest.raises(HostError) as refused:
        host.update(created, SECOND[kind])

    assert ["pulumi", "refresh", "--target", created.urn] in commands(refused)


def test_an_unreadable_object_has_the_command_that_removes_it_from_the_state(
    host: Host, simulator: Simulator, kind: str
) -> None:
    stored = Resource(kind, "4410020312", FIRST[kind], {**FIRST[kind], "ac_revision": "1"})
    simulator.control.add_fault(
        "status_before", method="GET", path=COLLECTIONS[kind], status=404, times=9, body="<html>"
    )

    with pytest.raises(HostError) as refused:
        host.read(stored)

    assert commands(refused) == [["pulumi", "state", "delete", stored.urn]]


def test_pulumis_own_host_knows_no_urn(hosts: Hosts, simulator: Simulator, kind: str) -> None:
    host = hosts.start()
    created = host.create(kind, FIRST[kind])
    with pytest.raises(HostError, match="`pulumi import --file <file>`"):
        hosts.start().create(kind, {**SECOND[kind], KEYS[kind]: FIRST[kind][KEYS[kind]]})
    change(simulator, kind, created.id, **{KEYS[kind]: "Theirs"})

    with pytest.raises(HostError) as refused:
        host.update(created, SECOND[kind])

    assert ["pulumi", "refresh"] in commands(refused)
    assert "<urn>" not in str(refused.value)
