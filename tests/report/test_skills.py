"""What is said about skills: which hours they use, and their other fields in plain language."""

from typing import Any

import pytest

import pulumi_liveperson
from tests.report.rendered import page
from tests.report.reporting import bullets, captured, report
from tests.report.steps import (
    OCCASION,
    SKILL,
    WORKDAYS,
    id_of,
    occasion,
    preview,
    skill,
    step,
    urn_of,
    workdays,
)

SECRET = "[secret]"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
WEEK = pulumi_liveperson.weekly("MO-FR", "09:00", "17:30", time_zone="Europe/London")
SAMES = (
    step("same", occasion("UK bank holidays"), occasion("UK bank holidays"), resource="bank"),
    step("same", workdays("Old week", shifts=WEEK), workdays("Old week", shifts=WEEK), resource="old"),
    step(
        "same", workdays("Support week", shifts=WEEK), workdays("Support week", shifts=WEEK), resource="new"
    ),
    step("same", skill("Sales"), skill("Sales"), resource="sales"),
)
BANK, OLD, NEW, SALES = (id_of(resource) for resource in ("bank", "old", "new", "sales"))
_IN_USE = (
    "users, engagements, predefined content, widgets and other skills may refer to it, and LivePerson "
    "rejects the delete while it is in use"
)


def told(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return what is said about a changed skill, without its name."""
    [line] = bullets(report(preview(step("update", skill(**before), skill(**after)), *SAMES)).out)
    return line.removeprefix("**Billing**: ").removesuffix(".")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            {"special_occasion_id": ""},
            {"special_occasion_id": BANK},
            "follows **UK bank holidays**, did follow the account's default occasion",
        ),
        (
            {"working_hours_id": OLD},
            {"working_hours_id": NEW},
            "uses the workdays **Support week**, used **Old week**",
        ),
        (
            {"special_occasion_id": BANK},
            {"special_occasion_id": ""},
            "follows the account's default occasion, did follow **UK bank holidays**",
        ),
        (
            {"working_hours_id": OLD},
            {"working_hours_id": ""},
            "uses the account's default workdays, used the workdays **Old week**",
        ),
        ({}, {"working_hours_id": OLD}, "uses the workdays **Old week**, not managed before"),
        (
            {"special_occasion_id": "4410020312"},
            {"special_occasion_id": "4410020313"},
            "follows the occasion 4410020313, did follow the occasion 4410020312",
        ),
        (
            {"working_hours_id": ""},
            {"working_hours_id": "7"},
            "uses the workdays 7, used the account's default workdays",
        ),
        (
            {"special_occasion_id": ""},
            {"special_occasion_id": UNKNOWN},
            (
                "follows an occasion that is known only during the update, "
                "did follow the account's default occasion"
            ),
        ),
        ({"max_wait_time": 90}, {"max_wait_time": 120}, "chats wait at most 2 minutes, was 90 seconds"),
        (
            {"wrap_up_time": ""},
            {"wrap_up_time": 0},
            "its wrap-up time becomes 0 seconds, was the account's wrap-up time",
        ),
        (
            {"sla_urgent_response_time": 300},
            {"sla_urgent_response_time": ""},
            "its response target for urgent conversations becomes the account's target, was 5 minutes",
        ),
        (
            {"auto_close_in_seconds": 5400},
            {"auto_close_in_seconds": 7_776_000},
            "conversations close automatically after 90 days, was 90 minutes",
        ),
        (
            {"agent_survey_for_msg_timeout_in_minutes": 60},
            {"agent_survey_for_msg_timeout_in_minutes": 90},
            "its time limit of the survey of agents becomes 90 minutes, was 1 hour",
        ),
        (
            {"can_transfer": True},
            {"can_transfer": False},
            "agents can transfer only within the skill, was to other skills",
        ),
        (
            {"can_transfer": False},
            {"can_transfer": True, "skill_transfer_list": ""},
            "agents can transfer to all skills, was only within the skill",
        ),
        (
            {"can_transfer": True, "skill_transfer_list": [SALES]},
            {"can_transfer": True, "skill_transfer_list": [SALES, "4300551010"]},
            "agents can transfer to **Sales** and the skill 4300551010, was to **Sales**",
        ),
        (
            {"can_transfer": False, "skill_transfer_list": ""},
            {"can_transfer": False, "skill_transfer_list": [SALES]},
            "its list of transfer targets becomes **Sales**, was all skills",
        ),
        ({"fallback_skill": ""}, {"fallback_skill": SALES}, "its fallback skill becomes **Sales**, was none"),
        (
            {"fallback_when_all_agents_are_away": True},
            {"fallback_when_all_agents_are_away": False},
            "does not use its fallback skill if all agents are away",
        ),
        (
            {"skill_routing_configuration": []},
            {
                "skill_routing_configuration": [
                    {"agent_group_id": "4400", "priority": 1, "split_percentage": 60},
                    {"agent_group_id": "4401", "priority": 2, "split_percentage": 40},
                ]
            },
            (
                "its routing becomes 60% to agent group 4400 (priority 1) "
                "and 40% to agent group 4401 (priority 2), was none"
            ),
        ),
        ({"lob_ids": ["45"]}, {"lob_ids": []}, "its list of lines of business becomes empty, was 45"),
        ({"description": "A"}, {"description": ""}, "its description becomes empty, was “A”"),
        ({"description": "A"}, {}, "its description is no longer managed; it stays as it is"),
        (
            {"description": "A", "working_hours_id": OLD, "max_wait_time": 90},
            {"max_wait_time": 60},
            (
                "chats wait at most 1 minute, was 90 seconds; its description and its choice of workdays "
                "are no longer managed; they stay as they are"
            ),
        ),
        ({"max_wait_time": SECRET}, {"max_wait_time": 60}, "chats wait at most 1 minute, was \\[secret\\]"),
        ({"working_hours_id": OLD}, {"working_hours_id": SECRET}, "uses \\[secret\\], used **Old week**"),
        ({"name": "Invoices"}, {}, "renamed, was “Invoices”"),
    ],
)
def test_each_changed_field_has_a_phrase(before: dict[str, Any], after: dict[str, Any], words: str) -> None:
    assert told(before, after) == words


def test_objects_of_the_same_update_are_named_by_the_resources_on_which_a_field_depends() -> None:
    new = step("create", None, occasion("Bank holidays"), resource="bank-2026")
    uses = {
        "special_occasion_id": [urn_of(OCCASION, "bank-2026")],
        "skill_transfer_list": [urn_of(SKILL, "new-skill")],
    }
    after = skill(special_occasion_id=UNKNOWN, skill_transfer_list=[SALES, UNKNOWN])
    other = step("create", None, skill("Returns"), resource="new-skill")

    said = report(preview(step("update", skill(), after, uses=uses), new, other, *SAMES))

    [line] = [each for each in bullets(said.out) if each.startswith("**Billing**")]
    assert "follows **Bank holidays**, not managed before" in line
    assert "agents can transfer to **Sales** and **Returns**, not managed before" in line


def test_a_hidden_target_is_not_named_by_what_it_depends_on() -> None:
    uses = {"special_occasion_id": [urn_of(OCCASION, "bank")]}

    said = report(
        preview(step("create", None, skill(special_occasion_id=SECRET), uses=uses), *SAMES),
        "--format",
        "text",
    )

    assert "follows [secret]" in said.out
    assert "UK bank holidays" not in said.out


def test_a_hidden_target_is_not_said_to_have_users() -> None:
    uses = {"special_occasion_id": [urn_of(OCCASION, "bank")]}
    changed = occasion("Bank", events=[pulumi_liveperson.closed("2026-12-24", time_zone="UTC")])
    secretive = step("create", None, skill(special_occasion_id=SECRET), uses=uses)

    said = report(preview(step("update", occasion("Bank"), changed, resource="bank"), secretive))

    assert "applies to" not in said.out


def test_an_object_that_waits_to_be_deleted_gives_no_name_to_the_one_that_replaced_it() -> None:
    uses = {"special_occasion_id": [urn_of(OCCASION, "bank")]}
    left = step("refresh", occasion("Former"), occasion("Former"), resource="bank", state={"delete": True})

    said = report(preview(step("create", None, skill(special_occasion_id=UNKNOWN), uses=uses), *SAMES, left))

    assert "follows **UK bank holidays**" in said.out


def test_drift_names_a_target_that_is_not_shown_by_its_resource() -> None:
    uses = {"propertyDependencies": {"working_hours_id": [urn_of(WORKDAYS, "week")]}}
    before, now = skill(working_hours_id="44"), skill(working_hours_id="")

    said = report(
        preview(
            step("refresh", before, before, state=uses),
            step("update", now, before, state=uses),
            hidden=1,
        ),
        "--format",
        "text",
    )

    assert "uses the account's default workdays, used the workdays week." in said.out


def test_a_target_that_is_not_shown_has_the_name_of_its_resource() -> None:
    uses = {"special_occasion_id": [urn_of(OCCASION, "bank")]}

    said = report(preview(step("create", None, skill(special_occasion_id="44"), uses=uses), hidden=1))

    assert "follows **bank**" in said.out


def test_a_new_skill_is_described_by_what_it_has() -> None:
    made = skill(
        description="Invoices",
        special_occasion_id=BANK,
        max_wait_time=120,
        sla_first_time_response_time=60,
        can_transfer=False,
        fallback_skill=SALES,
        wrap_up_time=30,
        skill_order=0,
        lob_ids=[],
    )

    said = report(preview(step("create", None, made), *SAMES))

    assert bullets(said.out) == [
        (
            "**Billing**: new skill; described as “Invoices”; follows **UK bank holidays**; "
            "target for the first response 1 minute; agents can transfer only within the skill; "
            "falls back to **Sales**; 1 other setting."
        )
    ]
    assert "| Wrap-up time |  | 30 seconds |" in said.out


def test_a_new_skill_without_hours_follows_the_account() -> None:
    assert bullets(report(preview(step("create", None, skill()))).out) == [
        "**Billing**: new skill; follows the account's default hours."
    ]


def test_a_deleted_skill_comes_before_all_other_deletes_with_what_it_means() -> None:
    document = preview(
        step("delete", occasion("Alpha"), None, resource="1"),
        step("delete", skill("Zulu", working_hours_id=OLD), None, resource="2"),
        step("same", skill("Yankee", fallback_skill=id_of("2")), skill("Yankee", fallback_skill=id_of("2"))),
        *SAMES,
    )

    said = report(document)

    assert bullets(said.out)[0] == (
        "**Zulu**: deleted; it was a skill that used the workdays **Old week**; "
        f"it is still used by the skill **Yankee** of this stack; {_IN_USE}."
    )
    assert [each["name"] for each in report(document, "--format", "json").json["changes"]] == [
        "Zulu",
        "Alpha",
    ]
    html = report(document, "--format", "html").out
    assert html.index("<bdi>Zulu</bdi>") < html.index("<bdi>Alpha</bdi>")


def test_a_skill_that_stays_in_livepersons_account_is_no_delete() -> None:
    kept = step("delete", skill(), None, state={"retainOnDelete": True})

    said = report(preview(kept), "--max-deletes", "0", "--format", "text")

    assert "Billing: stays unchanged in LivePerson, and is no longer managed by a resource." in said.out
    assert _IN_USE not in said.out


def test_deletes_of_skills_are_counted() -> None:
    said = report(preview(step("delete", skill(), None), same=3), "--max-deletes", "0", "--format", "text")

    assert said.exit_code == 3
    assert "1 of 4 objects would be deleted (25%): Billing." in said.out


def test_a_skill_that_other_people_deleted_is_gone_already() -> None:
    gone = {**step("refresh", skill(working_hours_id=OLD), None), "newState": {}}

    said = report(preview(gone, *SAMES), "--format", "text")

    assert "Billing: deleted; it was a skill that used the workdays" in said.out
    assert _IN_USE not in said.out


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        (
            "Bank",
            occasion("Bank"),
            occasion("Bank", events=[pulumi_liveperson.closed("2026-12-24", time_zone="UTC")]),
        ),
        (
            "Week",
            workdays("Week", shifts=WEEK),
            workdays("Week", shifts=pulumi_liveperson.weekly("MO", "09:00", "12:00", time_zone="UTC")),
        ),
    ],
)
def test_changed_times_are_said_to_apply_to_the_skills_that_use_them(
    name: str, before: Any, after: Any
) -> None:
    field = "working_hours_id" if "shifts" in before else "special_occasion_id"
    users = [
        step("same", skill("Sales", **{field: id_of("hours")}), skill("Sales", **{field: id_of("hours")})),
        step("delete", skill("Gone", **{field: id_of("hours")}), None, resource="2"),
        step("update", skill("Left", **{field: id_of("hours")}), skill("Left", **{field: ""}), resource="3"),
        step("create", None, {"skill_name": "Billing", field: id_of("hours")}, resource="4"),
    ]

    said = report(preview(step("update", before, after, resource="hours"), *users))

    [line] = [each for each in bullets(said.out) if each.startswith(f"**{name}**")]
    assert line.endswith("; it applies to the skills **Billing** and **Sales** of this stack.")


@pytest.mark.parametrize("gone", [occasion("Bank"), workdays("Week", shifts=WEEK)])
def test_a_deleted_object_that_a_skill_still_uses_is_said_to_be_used(gone: Any) -> None:
    field = "working_hours_id" if "shifts" in gone else "special_occasion_id"
    user = skill("Sales", **{field: id_of("hours")})

    said = report(preview(step("delete", gone, None, resource="hours"), step("same", user, user)))

    assert bullets(said.out)[0].endswith("; it is still used by the skill **Sales** of this stack.")


def test_a_replaced_skill_is_said_to_be_deleted() -> None:
    [line] = bullets(report(preview(step("replace", skill(description="A"), skill(max_wait_time=60)))).out)

    assert line == (
        f"**Billing**: deleted, and created again with a new id; {_IN_USE}; "
        "chats wait at most 1 minute, not managed before; its description is no longer managed."
    )


def test_another_name_of_an_occasion_changes_no_times() -> None:
    user = step("same", skill(special_occasion_id=id_of("hours")), skill(special_occasion_id=id_of("hours")))

    said = report(preview(step("update", occasion("A"), occasion("B"), resource="hours"), user))

    assert "applies to" not in said.out


def test_names_of_targets_are_escaped() -> None:
    name = "<img src=x> @everyone | **b**"
    hostile = step("same", occasion(name), occasion(name), resource="bank")
    document = preview(step("update", skill(name), skill(name, special_occasion_id=BANK)), hostile)

    shown = page(report(document).out)
    html = report(document, "--format", "html").out

    assert "img" not in shown.tags
    assert f"follows {name}, not managed before" in shown.seen("li")[0]
    assert "<img" not in html


def test_a_real_preview_reads_well() -> None:
    said = report(captured("skills"), "--format", "text")

    assert said.out.splitlines()[0] == (
        "LivePerson account trial: 1 deleted, 9 changed, 2 new, 1 no longer managed; 1 unchanged"
    )
    lines = [line.strip() for line in said.out.splitlines() if line.startswith("  ")]
    changes = lines.index(f"Legacy: deleted; it was a skill that used the workdays Old week; {_IN_USE}.")
    assert lines[changes:] == [
        f"Legacy: deleted; it was a skill that used the workdays Old week; {_IN_USE}.",
        "Kept: stays unchanged in LivePerson, and is no longer managed by a resource.",
        (
            "billing: its hours are no longer managed: "
            "it follows the account's default occasion again, did follow Christmas week."
        ),
        (
            "Billing desk: follows UK bank holidays, did follow Christmas week; "
            "uses the workdays Support week, used Old week; chats wait at most 2 minutes, was 90 seconds; "
            "its response target becomes 30 minutes, was 1 hour; "
            "agents can transfer to Sales desk, was only within the skill; "
            "its fallback skill becomes Sales desk, not managed before; "
            "conversations close automatically after the time that the account sets, was 1 day; "
            "its description is no longer managed; it stays as it is."
        ),
        (
            "Christmas week (Europe/London): also closed on 27 Dec 2026; the other 3 days stay unchanged; "
            "it applies to the skills Returns and sales of this stack."
        ),
        "late desk: its hours are managed from now on: it uses the workdays Old week.",
        (
            "night desk: its hours are no longer managed: it uses the account's default workdays again, "
            "used the workdays Old week; nothing is cleared if late desk is its new name."
        ),
        (
            "sales: follows Christmas week, did follow the account's default occasion; "
            "uses the account's default workdays, used the workdays Old week."
        ),
        "Sales desk: chats wait at most 2 minutes, was 90 seconds.",
        (
            "support: its hours are managed from now on: "
            "it follows UK bank holidays and uses the workdays Support week."
        ),
        (
            "Support week (Europe/London): Monday to Friday until 16:00, was 17:30; "
            "it applies to the skills Billing desk, Returns and support of this stack."
        ),
        (
            "Returns: new skill; described as “Parcels sent back”; follows Christmas week; "
            "uses the workdays Support week; chats wait at most 1 minute; "
            "routing 60% to agent group 4400 (priority 1) and 40% to agent group 4401 (priority 2); "
            "falls back to Sales desk."
        ),
        "UK bank holidays (Europe/London): new special occasion, closed on 28 Dec 2026.",
    ]


def test_a_real_plan_names_targets_without_ids_and_without_the_previous_content() -> None:
    said = report(captured("skills-plan"), "--format", "text").out

    assert (
        "Billing desk: follows UK bank holidays; uses the workdays Support week; "
        "chats wait at most 2 minutes; its response target becomes 30 minutes; "
        "agents can transfer to Sales desk; "
    ) in said
    assert "night-hours: the hours that it managed are cleared, so that the account's defaults apply." in said
    assert "it applies to the skills Billing desk, Returns and support of this stack." in said


def test_a_real_refresh_shows_changes_of_managed_fields_only() -> None:
    said = report(captured("skills-drift"), "--format", "text").out

    by_others = said.partition("Changed in LivePerson by other people\n")[2]
    assert [line.strip() for line in by_others.splitlines()] == [
        (
            "Billing desk: uses the account's default workdays, used the workdays Old week; "
            "chats wait at most 5 minutes, was 90 seconds."
        ),
        "sales: uses the account's default workdays, used the workdays Old week.",
        "",
        "Changed in LivePerson by other people, and in the program too",
        "Legacy: deleted; it was a skill that used the workdays Old week.",
    ]
