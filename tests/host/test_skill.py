"""A skill whose program manages some fields: what others do with the other ones is never overwritten."""

from dataclasses import replace

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT
from tests.host.declared import FIRST, Props
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


def test_an_update_whose_hours_are_ignored_keeps_the_written_fields_in_the_state(
    our_hosts: OurHosts, simulator: Simulator
) -> None:
    host = our_hosts.start()
    uk, xmas = (
        host.create("SpecialOccasion", {**FIRST["SpecialOccasion"], "name": name}).id
        for name in ("UK", "Xmas")
    )
    declared = {"name": "vip", "description": "Old", "special_occasion_id": uk}
    created = host.create(KIND, declared)
    simulator.control.set_knobs(skill_hours_permission="ignore")
    wanted = {**declared, "description": "New", "special_occasion_id": xmas}

    with pytest.raises(HostError, match="10027") as failed:
        our_hosts.start().update(created, wanted)

    kept = failed.value.kept
    assert kept is not None
    assert (kept.outputs["description"], kept.outputs["special_occasion_id"]) == ("New", uk)
    simulator.control.set_knobs(skill_hours_permission="granted")
    state = replace(created, inputs=wanted, outputs=kept.outputs)
    our_hosts.start().update(state, {**wanted, "description": "Newer"})
    assert skill(simulator, created.id)["description"] == "Newer"
    assert str(skill(simulator, created.id)["specialOccasionId"]) == xmas


def test_a_skill_whose_hours_another_resource_takes_by_its_id_stays_in_the_state(our_hosts: OurHosts) -> None:
    created = our_hosts.start().create(KIND, {"name": "vip"})
    host = our_hosts.start()
    host.create("SkillHours", {"skill_id": created.id, "working_hours_id": ""})

    with pytest.raises(HostError, match=r"one `Skill` or one `SkillHours`\. Remove one of the two"):
        host.diff(created, {"name": "vip"})
