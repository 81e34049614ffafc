"""Which fields of a state a resource manages: of a skill the declared ones, of every other kind all."""

import pytest

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.managed_fields import managed
from pulumi_liveperson.request import CURRENT, Request


@pytest.mark.parametrize(("kind", "names"), [(SKILL, {"name"}), (STATUS_REASON, {"name", "description"})])
def test_only_a_skill_goes_by_the_inputs_of_the_state(kind: Kind, names: set[str]) -> None:
    urn = "urn:pulumi:trial::liveperson-accounts::pulumi-python:dynamic/liveperson:Skill::vip"
    before = CURRENT.set(Request(urn, inputs=frozenset({"name"})))
    try:
        found = managed(kind, {"name": "vip", "description": "Theirs"})
    finally:
        CURRENT.reset(before)

    assert found.keys() == names
