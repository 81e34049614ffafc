"""The hours of a skill that others own: taken over or set, never overwritten, and released again."""

from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.registry import TYPE_PREFIX
from tests.engine.trial import ACCOUNT
from tests.host.conftest import Hosts
from tests.host.declared import FIRST, Props
from tests.host.our_host import Engine, OurHosts
from tests.host.pulumi_host import Host, HostError, Resource

KIND = "SkillHours"


@pytest.fixture
def uk(hosts: Hosts) -> str:
    return hosts.start().create("SpecialOccasion", {**FIRST["SpecialOccasion"], "name": "UK"}).id


@pytest.fixture
def xmas(hosts: Hosts) -> str:
    return hosts.start().create("SpecialOccasion", {**FIRST["SpecialOccasion"], "name": "Christmas"}).id


@pytest.fixture
def desk(hosts: Hosts) -> str:
    return hosts.start().create("Workdays", {**FIRST["Workdays"], "name": "Desk"}).id


@pytest.fixture
def billing(simulator: Simulator) -> str:
    body = {"name": "Billing", "description": "Invoices"}
    return str(simulator.control.foreign_create(ACCOUNT, "skills", body)["id"])


def skill(simulator: Simulator, id_: str) -> Props:
    return next(each for each in simulator.control.objects(ACCOUNT, "skills") if str(each["id"]) == id_)


def hours(simulator: Simulator, id_: str) -> tuple[str | None, str | None]:
    """Return the workdays and the occasion of a skill."""
    found = skill(simulator, id_)
    days, occasion = (found.get(name) for name in ("workingHoursId", "specialOccasionId"))
    return days and str(days), occasion and str(occasion)


def change(simulator: Simulator, id_: str, **fields: Any) -> None:
    simulator.control.foreign_update(ACCOUNT, "skills", id_, fields)


def test_a_skill_gets_the_declared_hours_and_keeps_the_others(
    host: Host, simulator: Simulator, billing: str, uk: str, desk: str
) -> None:
    change(simulator, billing, workingHoursId=int(desk))

    created = host.create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})

    assert created.id == billing
    assert created.outputs.keys() == {"skill_name", "special_occasion_id", "ac_revision"}
    assert hours(simulator, billing) == (desk, uk)


def test_a_skill_is_named_by_its_id(host: Host, simulator: Simulator, billing: str, desk: str) -> None:
    created = host.create(KIND, {"skill_id": billing, "working_hours_id": desk})

    assert (created.id, hours(simulator, billing)) == (billing, (desk, None))
    assert host.read(created) == created


def test_hours_that_a_skill_has_already_are_taken_over(
    host: Host, simulator: Simulator, billing: str, uk: str
) -> None:
    change(simulator, billing, specialOccasionId=int(uk))
    simulator.control.clear_requests()

    created = host.create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})

    assert created.id == billing
    assert {each["method"] for each in simulator.control.requests() if "skills" in each["path"]} == {"GET"}


def test_other_hours_that_a_skill_has_are_not_overwritten(
    host: Host, simulator: Simulator, billing: str, uk: str, xmas: str
) -> None:
    change(simulator, billing, specialOccasionId=int(xmas))
    declared = {"skill_name": "Billing", "special_occasion_id": uk}

    with pytest.raises(HostError) as refused:
        host.create(KIND, declared)

    assert f'LivePerson has "{xmas}" (Christmas), requested: "{uk}" (UK)' in str(refused.value)
    assert "import the current hours: `pulumi import --file <file>`" in str(refused.value)
    assert 'on_conflict="overwrite"' in str(refused.value)
    assert hours(simulator, billing) == (None, xmas)

    host.create(KIND, {**declared, "on_conflict": "overwrite"})
    assert hours(simulator, billing) == (None, uk)


def test_an_update_moves_clears_and_leaves_hours(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str, desk: str
) -> None:
    xmas = hosts.start().create("SpecialOccasion", {**FIRST["SpecialOccasion"], "name": "Christmas"}).id
    both = {"skill_name": "Billing", "special_occasion_id": uk, "working_hours_id": desk}
    created = hosts.start().create(KIND, both)

    moved = hosts.start().update(created, {**both, "special_occasion_id": xmas})
    assert hours(simulator, billing) == (desk, xmas)

    cleared = hosts.start().update(moved, {**both, "special_occasion_id": ""})
    assert hours(simulator, billing) == (desk, None)
    assert hosts.start().read(cleared) == cleared

    left = hosts.start().update(cleared, {"skill_name": "Billing", "special_occasion_id": ""})
    assert hours(simulator, billing) == (desk, None)
    change(simulator, billing, workingHoursId=None)
    assert hosts.start().read(left) == left


def test_hours_that_another_person_moved_are_drift_and_a_conflict(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str, xmas: str
) -> None:
    created = hosts.start().create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})
    change(simulator, billing, specialOccasionId=int(xmas))

    seen = hosts.start().read(created)
    assert seen.inputs == {"skill_name": "Billing", "special_occasion_id": xmas}
    for work in (
        lambda: hosts.start().update(created, {"skill_name": "Billing", "special_occasion_id": ""}),
        lambda: hosts.start().delete(created),
    ):
        with pytest.raises(HostError, match=rf'the state has "{uk}" \(UK\), LivePerson has "{xmas}"'):
            work()
    assert hours(simulator, billing) == (None, xmas)


def test_a_delete_clears_what_it_managed_and_leaves_the_skill(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str, desk: str
) -> None:
    created = hosts.start().create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})
    change(simulator, billing, workingHoursId=int(desk), wrapUpTime=5)

    hosts.start().delete(created)

    assert hours(simulator, billing) == (desk, None)
    assert (skill(simulator, billing)["description"], skill(simulator, billing)["wrapUpTime"]) == (
        "Invoices",
        5,
    )


def test_a_skill_that_is_gone_is_a_conflict_for_an_update_and_released_for_a_delete(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str
) -> None:
    created = hosts.start().create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})
    simulator.control.foreign_delete(ACCOUNT, "skills", billing)

    assert hosts.start().read(created).id == ""
    with pytest.raises(HostError, match=r'The skill "Billing" .* was deleted in LivePerson.*pulumi refresh'):
        hosts.start().update(created, {"skill_name": "Billing", "special_occasion_id": ""})
    hosts.start().delete(created)


def test_a_renamed_skill_is_shown_with_its_new_name(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str
) -> None:
    created = hosts.start().create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})
    change(simulator, billing, name="Invoices")

    assert hosts.start().read(created).inputs["skill_name"] == "Invoices"
    with pytest.raises(HostError, match='has no skill with the name "Billing"'):
        hosts.start().create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})


def test_one_skill_has_one_resource(host: Host, simulator: Simulator, billing: str, uk: str) -> None:
    host.create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})

    with pytest.raises(HostError, match="belongs to another resource of this stack"):
        host.create(KIND, {"skill_id": billing, "working_hours_id": ""})

    assert hours(simulator, billing) == (None, uk)


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ({"special_occasion_id": ""}, "declare either skill_name or skill_id: none is given"),
        (
            {"skill_name": "a", "skill_id": "1", "special_occasion_id": ""},
            "declare either skill_name or skill_id: both are given",
        ),
        ({"skill_name": "a"}, "declare working_hours_id, special_occasion_id or both"),
        ({"skill_id": 1, "special_occasion_id": ""}, "must be an id of LivePerson as text"),
        ({"skill_name": "a", "special_occasion_id": "uk"}, "must be an id of LivePerson as text"),
        ({"skill_name": "", "special_occasion_id": ""}, "must not be empty"),
    ],
)
def test_what_cannot_be_right_fails_the_check(host: Host, declared: Props, problem: str) -> None:
    checked = host.check(KIND, declared, {})

    assert any(problem in reason for _, reason in checked.failures), checked.failures


def test_a_name_that_two_skills_may_have_is_refused(host: Host, simulator: Simulator, uk: str) -> None:
    for name in ("Caf\u00e9", "Cafe\u0301"):
        simulator.control.foreign_create(ACCOUNT, "skills", {"name": name})
    simulator.control.set_knobs(text_form="nfd")

    with pytest.raises(HostError, match=r"2 skills have the name .* Declare the right one by its id"):
        host.create(KIND, {"skill_name": "Caf\u00e9", "special_occasion_id": uk})


def test_another_skill_is_a_replacement_that_sets_the_new_one_first(host: Host, billing: str) -> None:
    state = {"skill_name": "Billing", "special_occasion_id": ""}
    known = Resource(KIND, billing, state, {**state, "ac_revision": "3"})

    other = host.diff(known, {**state, "skill_name": "Sales"})
    same = host.diff(known, {"skill_id": billing, "special_occasion_id": ""})

    assert (list(other.replaces), other.deleteBeforeReplace) == (["skill_name"], False)
    assert list(same.replaces) == []


def test_a_replacement_for_the_same_skill_moves_its_hours(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str, xmas: str
) -> None:
    created = hosts.start().create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})
    change(simulator, billing, name="Invoices")
    host = hosts.start()
    wanted = {"skill_name": "Invoices", "special_occasion_id": xmas}

    assert list(host.diff(created, wanted).replaces) == ["skill_name"]
    replaced = host.create(KIND, wanted)

    assert (replaced.id, hours(simulator, billing)) == (billing, (None, xmas))
    change(simulator, billing, specialOccasionId=int(uk))
    host = hosts.start()
    host.diff(replaced, {"skill_id": billing, "special_occasion_id": ""})
    with pytest.raises(
        HostError, match=rf'the state has "{xmas}" \(Christmas\), LivePerson has "{uk}" \(UK\)'
    ):
        host.create(KIND, {"skill_id": billing, "special_occasion_id": ""})


def test_a_replacement_for_the_same_skill_that_is_deleted_first_sets_its_hours_again(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str
) -> None:
    created = hosts.start().create(KIND, {"skill_name": "Billing", "special_occasion_id": uk})
    change(simulator, billing, name="Invoices")
    host = hosts.start()
    wanted = {"skill_name": "Invoices", "special_occasion_id": uk}

    host.diff(created, wanted)
    host.delete(created)
    host.create(KIND, wanted)

    assert hours(simulator, billing) == (None, uk)


def test_a_released_skill_does_not_hide_which_skill_the_resource_has_now(
    our_hosts: OurHosts, simulator: Simulator, billing: str, uk: str
) -> None:
    sales = str(simulator.control.foreign_create(ACCOUNT, "skills", {"name": "Sales"})["id"])
    names = {each: f"urn:pulumi:trial::liveperson-accounts::{TYPE_PREFIX}{KIND}::{each}" for each in "ab"}
    wanted = {"skill_name": "Sales", "special_occasion_id": uk}
    host = our_hosts.start()
    one = host.create(KIND, {**wanted, "skill_name": "Billing"}, names["a"])
    other = host.create(KIND, wanted, names["b"])

    host = our_hosts.start()
    host.create(KIND, wanted, names["a"])  # the replacement of `one`, and then `other` is not declared
    host.delete(one)
    host.delete(other)

    assert (hours(simulator, billing), hours(simulator, sales)) == ((None, None), (None, uk))


def test_a_renamed_resource_keeps_the_hours_in_the_host_of_pulumi(
    hosts: Hosts, simulator: Simulator, billing: str, uk: str
) -> None:
    declared = {"skill_name": "Billing", "special_occasion_id": uk}
    created = hosts.start().create(KIND, declared)

    host = hosts.start()
    host.create(KIND, declared)
    host.delete(created)

    assert hours(simulator, billing) == (None, uk)


def test_a_replacement_for_the_same_skill_mentions_no_other_resource(
    our_hosts: OurHosts, engine: Engine, simulator: Simulator, billing: str, uk: str
) -> None:
    name = f"urn:pulumi:trial::liveperson-accounts::{TYPE_PREFIX}{KIND}::hours"
    declared = {"skill_name": "Billing", "special_occasion_id": uk}
    created = our_hosts.start().create(KIND, declared, name)
    change(simulator, billing, name="Invoices")
    host = our_hosts.start()

    host.diff(created, {**declared, "skill_name": "Invoices"})
    host.create(KIND, {**declared, "skill_name": "Invoices"}, name)
    host.delete(created)

    assert [each.text for each in engine.shown if each.level == "warning"] == []
    assert hours(simulator, billing) == (None, uk)
