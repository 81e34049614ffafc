"""What only one resource can have is refused where the engine sends it, whatever a program could see."""

from typing import Any

import pytest
from pulumi.runtime import rpc

from tests.host.our_host import OurHosts
from tests.host.pulumi_host import Host
from tests.unit.declarations import Props, occasion, reason

UNKNOWN = rpc.UNKNOWN
ONLY_ONE = '{kind} "one" and {kind} "other": only one of them can {what}'


@pytest.fixture
def host(our_hosts: OurHosts) -> Host:
    return our_hosts.start()


def failures(host: Host, name: str, kind: str, declared: Props, olds: Props | None = None) -> list[Any]:
    """Return the reasons for which a check of a resource fails; `olds` is what its state holds."""
    urn = f"urn:pulumi:trial::liveperson-accounts::acme:Team$pulumi-python:dynamic/liveperson:{kind}::{name}"
    return [reason for _, reason in host.check(kind, declared, olds, urn).failures]


@pytest.mark.parametrize(
    ("kind", "one", "other", "what"),
    [
        ("SpecialOccasion", occasion(name="A"), occasion(name="A"), "have the name 'A'"),
        (
            "SpecialOccasion",
            occasion(name="A", is_default=True),
            occasion(name="B", is_default=True),
            "be the default",
        ),
        ("StatusReason", reason(text="A"), reason(text="A"), "have the text 'A'"),
        ("StatusReason", reason(text="A", order=2), reason(text="B", order=2), "have the order 2"),
    ],
    ids=["name", "default", "text", "order"],
)
def test_the_second_one_is_refused_in_the_words_of_a_preview(
    host: Host, kind: str, one: Props, other: Props, what: str
) -> None:
    assert failures(host, "one", kind, one) == []

    assert failures(host, "other", kind, other) == [ONLY_ONE.format(kind=kind, what=what)]


def test_a_resource_that_is_checked_again_is_no_other_one(host: Host) -> None:
    declared = occasion(name="A", is_default=True)

    assert failures(host, "one", "SpecialOccasion", declared, declared) == []
    assert failures(host, "one", "SpecialOccasion", declared) == []  # before it is replaced


def test_what_a_resource_gives_away_is_free(host: Host) -> None:
    one, other = reason(text="A", order=1), reason(text="B", order=2)

    assert failures(host, "one", "StatusReason", other, one) == []
    assert failures(host, "other", "StatusReason", one, other) == []


def test_what_is_not_known_yet_is_no_claim(host: Host) -> None:
    assert failures(host, "one", "SpecialOccasion", occasion(name=UNKNOWN, is_default=UNKNOWN)) == []
    assert failures(host, "other", "SpecialOccasion", occasion(name=UNKNOWN, is_default=True)) == []
    assert failures(host, "third", "SpecialOccasion", occasion(name="A", is_default=UNKNOWN)) == []


def test_a_resource_with_a_mistake_claims_nothing(host: Host) -> None:
    assert len(failures(host, "one", "StatusReason", reason(text="A", state="Nowhere"))) == 1

    assert failures(host, "other", "StatusReason", reason(text="A")) == []
