"""What a stack's state holds for ever; the literals are in the states of stacks in the field."""

import base64
import pickle
import sys

import pytest
from pulumi.dynamic.dynamic import serialize_provider

from pulumi_liveperson import Skill, SkillHours, SpecialOccasion, StatusReason, Workdays
from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.factory import load
from pulumi_liveperson.registry import kinds, provider, token_of
from tests.processes import ran
from tests.unit.declarations import WORKING_CONFIGURATION, configured

PROVIDERS: dict[str, type[LivePersonProvider]] = {
    each.type_name: provider(each.type_name) for each in kinds()
}
EACH = pytest.mark.parametrize("kind", PROVIDERS)

# Pickle protocol 4, the default of Python 3.11 to 3.13: a call of `load` in the factory, with the kind.
GOLDEN = {
    "Skill": (
        b"\x80\x04\x952\x00\x00\x00\x00\x00\x00\x00\x8c\x19pulumi_liveperson.factory\x94\x8c\x04load\x94\x93\x94"
        b"\x8c\x05Skill\x94\x85\x94R\x94."
    ),
    "SkillHours": (
        b"\x80\x04\x957\x00\x00\x00\x00\x00\x00\x00\x8c\x19pulumi_liveperson.factory\x94\x8c\x04load\x94\x93\x94"
        b"\x8c\nSkillHours\x94\x85\x94R\x94."
    ),
    "SpecialOccasion": (
        b"\x80\x04\x95<\x00\x00\x00\x00\x00\x00\x00\x8c\x19pulumi_liveperson.factory\x94\x8c\x04load\x94\x93\x94"
        b"\x8c\x0fSpecialOccasion\x94\x85\x94R\x94."
    ),
    "StatusReason": (
        b"\x80\x04\x959\x00\x00\x00\x00\x00\x00\x00\x8c\x19pulumi_liveperson.factory\x94\x8c\x04load\x94\x93\x94"
        b"\x8c\x0cStatusReason\x94\x85\x94R\x94."
    ),
    "Workdays": (
        b"\x80\x04\x955\x00\x00\x00\x00\x00\x00\x00\x8c\x19pulumi_liveperson.factory\x94\x8c\x04load\x94\x93\x94"
        b"\x8c\x08Workdays\x94\x85\x94R\x94."
    ),
}


def stored(provider: LivePersonProvider) -> str:
    """Return what a resource's `__provider` holds."""
    return str(serialize_provider(provider))


def test_type_tokens_are_frozen() -> None:
    resources = SpecialOccasion, StatusReason, Workdays, Skill, SkillHours
    tokens = [each._resource_type_name for each in resources]

    names = "SpecialOccasion", "StatusReason", "Workdays", "Skill", "SkillHours"
    assert tokens == [f"dynamic/liveperson:{name}" for name in names]
    assert list(map(token_of, kinds())) == [f"pulumi-python:{each}" for each in tokens]


@EACH
def test_provider_bytes_are_frozen_for_a_pickle_protocol(kind: str) -> None:
    provider = PROVIDERS[kind]()

    assert pickle.dumps(provider, protocol=4) == GOLDEN[kind]


@EACH
@pytest.mark.skipif(pickle.DEFAULT_PROTOCOL != 4, reason="Pulumi uses this Python's default protocol")
def test_a_state_holds_the_frozen_bytes(kind: str) -> None:
    assert base64.b64decode(stored(PROVIDERS[kind]())) == GOLDEN[kind]


@EACH
def test_a_state_holds_under_a_hundred_bytes(kind: str) -> None:
    assert len(stored(PROVIDERS[kind]())) < 100


@EACH
def test_all_instances_are_stored_alike(kind: str) -> None:
    one, other = PROVIDERS[kind](), PROVIDERS[kind]()
    other.anything = "else"  # type: ignore[attr-defined]

    assert stored(one) == stored(other)


@EACH
def test_a_configured_provider_stores_no_setting(kind: str) -> None:
    fresh = stored(PROVIDERS[kind]())

    after = stored(configured(PROVIDERS[kind]()))

    assert after == fresh
    assert all(value.encode() not in base64.b64decode(after) for value in WORKING_CONFIGURATION.values())


@EACH
def test_nothing_about_a_provider_needs_encryption(kind: str) -> None:
    assert PROVIDERS[kind].serialize_as_secret_always is False


@EACH
def test_a_fresh_interpreter_loads_what_a_state_holds(kind: str) -> None:
    program = f"import pickle; print(type(pickle.loads({GOLDEN[kind]!r})).__name__)"

    answer = ran([sys.executable, "-c", program])

    assert (answer.stdout, answer.stderr) == (f"{kind}Provider\n", "")


def test_a_kind_of_a_newer_version_is_reported() -> None:
    with pytest.raises(LookupError, match=r"does not know the type AgentGroup\. A newer version"):
        load("AgentGroup")
