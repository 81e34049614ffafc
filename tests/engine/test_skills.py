"""Skills and their hours under the real engine: one update binds, moves and releases them."""

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

HOURS = """
uk = SpecialOccasion("uk", name="UK bank holidays", description="Closed")
xmas = SpecialOccasion("xmas", name="Christmas", description="Closed")
week = weekly("MO-FR", "09:00", "17:00", time_zone="Europe/London")
desk = Workdays("desk", name="Desk", description="Office", shifts=week)
"""
IMPORTED = {"description": "Theirs", "wrapUpTime": 30, "lobIds": [4500071]}


def skills(simulator: Simulator) -> dict[str, dict[str, object]]:
    return {each["name"]: each for each in simulator.control.objects(ACCOUNT, "skills")}


def hours_of(simulator: Simulator, name: str) -> tuple[object, ...]:
    skill = skills(simulator)[name]
    return tuple(
        skill.get(field) and str(skill.get(field)) for field in ("workingHoursId", "specialOccasionId")
    )


@pytest.mark.parametrize("put", ["replace", pytest.param("merge", marks=pytest.mark.slow)])
def test_hours_are_bound_moved_and_released(stack: Stack, simulator: Simulator, put: str) -> None:
    if put == "merge":
        simulator.control.set_knobs(skill_put=put, stale_check="mild")
    bound = """
SkillHours("billing", skill_name="billing", working_hours_id=desk.id, special_occasion_id={occasion}.id)
Skill("returns", name="returns", max_wait_time=60, auto_close_in_seconds="", lob_ids=["4500071"],
    skill_routing_configuration=[{{"agent_group_id": "12", "priority": 1, "split_percentage": 100}}],
    skill_transfer_list=["4410020410"], special_occasion_id={occasion}.id)
"""
    stack.apply(HOURS + bound.format(occasion="uk"))
    stack.expect_no_changes()
    ids = stack.ids()
    assert hours_of(simulator, "billing") == (ids["desk"], ids["uk"])

    simulator.control.foreign_update(ACCOUNT, "skills", ids["returns"], {"wrapUpTime": 7, "new": [1]})
    stack.expect_no_changes()
    without_uk = HOURS.replace(
        'uk = SpecialOccasion("uk", name="UK bank holidays", description="Closed")\n', ""
    )
    stack.apply(without_uk + bound.format(occasion="xmas"))
    assert hours_of(simulator, "billing") == (ids["desk"], ids["xmas"])
    assert (skills(simulator)["returns"]["wrapUpTime"], skills(simulator)["returns"]["new"]) == (7, [1])
    stack.expect_no_changes()

    stack.destroy().ok()
    assert hours_of(simulator, "billing") == (None, None)
    assert "returns" not in skills(simulator)
    assert simulator.control.objects(ACCOUNT, "specialoccasion") == []


@pytest.mark.slow
def test_fields_that_a_program_leaves_out_after_an_import_are_no_difference(
    stack: Stack, simulator: Simulator
) -> None:
    id_ = str(simulator.control.foreign_create(ACCOUNT, "skills", {"name": "vip", **IMPORTED})["id"])
    stack.declare('Skill("vip", name="vip", description="Theirs")')
    stack.pulumi(
        "import",
        "pulumi-python:dynamic/liveperson:Skill",
        "vip",
        id_,
        "--yes",
        "--protect=false",
        "--generate-code=false",
    ).ok()
    stack.preview("--expect-no-changes").ok()
    stack.up().ok()
    simulator.control.foreign_update(ACCOUNT, "skills", id_, {"wrapUpTime": 45})
    stack.expect_no_changes()
    stack.refresh("--yes", "--skip-preview").ok()
    stack.preview("--expect-no-changes").ok()
    simulator.control.foreign_update(ACCOUNT, "skills", id_, {"wrapUpTime": 46})
    stack.destroy().ok()
    assert "vip" not in skills(simulator)


def test_the_hours_of_a_skill_are_imported_by_its_id_or_its_name(stack: Stack, simulator: Simulator) -> None:
    stack.apply(HOURS)
    ids = stack.ids()
    held = skills(simulator)
    for name in ("billing", "sales"):
        hours = {"workingHoursId": int(ids["desk"]), "specialOccasionId": int(ids["uk"])}
        simulator.control.foreign_update(ACCOUNT, "skills", str(held[name]["id"]), hours)
    own = """
SkillHours("billing", skill_id="{billing}", working_hours_id=desk.id, special_occasion_id=uk.id)
SkillHours("sales", skill_name="sales", working_hours_id=desk.id, special_occasion_id=uk.id)
"""
    stack.declare(HOURS + own.format(billing=held["billing"]["id"]))

    for name, reference in (("billing", str(held["billing"]["id"])), ("sales", "name:sales")):
        token = "pulumi-python:dynamic/liveperson:SkillHours"
        stack.pulumi(
            "import", token, name, reference, "--yes", "--protect=false", "--generate-code=false"
        ).ok()

    stack.preview("--expect-no-changes").ok()
    stack.expect_no_changes()


def test_a_skill_with_two_owners_is_an_error_before_anything_is_sent(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare("""
Skill("one", name="returns")
SkillHours("two", skill_name="returns ", special_occasion_id="")
SkillHours("three", skill_id="4410020310", special_occasion_id="")
SkillHours("four", skill_id="4410020310", working_hours_id="")
""")

    preview = stack.preview()

    assert preview.exit_code != 0
    assert "SkillHours \"two\": only one of them can manage the skill 'returns' or 'returns '" in preview.said
    assert "only one of them can manage the skill with the id '4410020310'" in preview.said
    assert simulator.control.requests() == []


@pytest.mark.slow
def test_hours_follow_a_renamed_skill_a_renamed_resource_and_another_skill(
    stack: Stack, simulator: Simulator
) -> None:
    own = 'SkillHours("{name}", skill_name="{skill}", special_occasion_id=uk.id)'
    control = simulator.control

    def apply(name: str, skill: str) -> list[str]:
        control.clear_requests()
        said = stack.apply(HOURS + own.format(name=name, skill=skill)).said
        assert "error" not in said
        stack.preview("--expect-no-changes").ok()
        log = [each for each in control.requests() if "/skills" in each["path"] and each["status"] == 200]
        return [each["method"] for each in log if each["method"] != "GET"]

    assert apply("hours", "billing") == ["PUT"]
    uk, billing = stack.ids()["uk"], stack.ids()["hours"]

    control.foreign_update(ACCOUNT, "skills", billing, {"name": "invoices"})
    assert apply("hours", "invoices") == []
    assert (stack.ids()["hours"], hours_of(simulator, "invoices")) == (billing, (None, uk))

    assert apply("renamed", "invoices") == []
    assert hours_of(simulator, "invoices") == (None, uk)

    assert apply("renamed", "sales") == ["PUT", "PUT"]
    assert (hours_of(simulator, "sales"), hours_of(simulator, "invoices")) == ((None, uk), (None, None))
