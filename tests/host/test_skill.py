"""A skill whose program manages some fields: what others do with the other ones is never overwritten."""

from dataclasses import replace

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT
from tests.host.declared import Props
from tests.host.our_host import OurHosts
from tests.host.pulumi_host import HostError

KIND = "Skill"


def skill(simulator: Simulator, id_: str) -> Props:
    return next(each for each in simulator.control.objects(ACCOUNT, "skills") if str(each["id"]) == id_)


def change(simulator: Simulator, id_: str, **fields: object) -> None:
    simulator.control.foreign_update(ACCOUNT, "skills", id_, fields)


def test_a_field_that_is_declared_again_does_not_overwrite_what_others_set_meanwhile(
    our_hosts: OurHosts, simulator: Simulator
) -> None:
    created = our_hosts.start().create(KIND, {"name": "vip", "wrap_up_time": 30})
    change(simulator, created.id, wrapUpTime=45)
    # The program leaves the field out, which is no update, and a refresh reads it, so the outputs contain it.
    left_out = replace(created, inputs={"name": "vip"}, outputs={**created.outputs, "wrap_up_time": 45})

    with pytest.raises(HostError, match="wrapUpTime: not managed until now, LivePerson has 45"):
        our_hosts.start().update(left_out, {"name": "vip", "wrap_up_time": 60})

    assert skill(simulator, created.id)["wrapUpTime"] == 45
