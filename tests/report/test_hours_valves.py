"""Safety valves refuse an update after which customers can reach a skill for less time, or not always."""

from typing import Any

import pytest

from pulumi_liveperson import open_all_day
from tests.report.desks import ALWAYS, account, christmas, closed, following, same, weekly
from tests.report.reporting import captured, report
from tests.report.steps import id_of, occasion, preview, reason, skill_hours, step, workdays
from tests.report.test_valves import passed, refused

HIDDEN = "the preview does not show the unchanged resources; use `pulumi preview --show-sames`"
PLAN = "a plan file does not contain the previous content"
ONE_DAY = account(christmas(closed("2026-12-24")))


@pytest.mark.parametrize("most", ["24h", "1%", "40h", "100%"])
def test_as_many_lost_hours_as_are_allowed_pass(most: str) -> None:
    passed(ONE_DAY, "--max-hours-lost", most)


def test_a_skill_that_loses_too_many_hours_is_refused() -> None:
    assert refused(ONE_DAY, "--max-hours-lost", "23h") == (
        "--max-hours-lost 23h: 24 hours of 9,600 hours in 400 days would be lost (0.2%): Emergency."
    )
    assert "of one of them, 24 hours of 9,600 hours" in refused(ONE_DAY, "--max-hours-lost", "7h")
    assert refused(ONE_DAY, "--max-hours-lost", "0%") == (
        "--max-hours-lost 0%: 2 skills lose too many open hours; "
        "of one of them, 8 hours of 2,280 hours in 400 days would be lost (0.4%): Emergency and Support."
    )


def test_hours_that_are_won_elsewhere_do_not_count() -> None:
    later = [*weekly("MO-FR", "10:00", "19:00")]
    moved = step(
        "update",
        workdays("Office", shifts=weekly("MO-FR", "09:00", "17:00")),
        workdays("Office", shifts=later),
        resource="office",
    )

    assert "(12.5%): Support." in refused(account(moved), "--max-hours-lost", "12%")
    passed(account(moved), "--max-hours-lost", "13%")


def test_a_deleted_skill_loses_all_its_hours() -> None:
    gone = step("delete", following("Gone", "office"), None, resource="gone")

    assert refused(account(gone), "--max-hours-lost", "99%") == (
        "--max-hours-lost 99%: 2,280 hours of 2,280 hours in 400 days would be lost (100%): Gone."
    )


def test_a_new_skill_loses_nothing() -> None:
    passed(
        account(step("create", None, following("New", "office"), resource="new")), "--max-hours-lost", "0h"
    )


def test_hours_of_which_nothing_is_known_after_the_update_count_as_lost() -> None:
    secret = step("update", workdays("A", shifts=ALWAYS), workdays("A", shifts="[secret]"), resource="always")

    assert "9,600 hours of 9,600 hours in 400 days may be lost (100%): Emergency." in refused(
        account(secret), "--max-hours-lost", "99%"
    )


def test_hours_that_are_not_known_at_all_are_refused() -> None:
    unknown = step("delete", skill_hours("Billing", working_hours_id="44"), None, resource="billing")
    bare = preview(unknown, same(following("Other", ""), "other"))

    assert refused(bare, "--max-hours-lost", "100%") == (
        "--max-hours-lost 100%: it is not known how many open hours would be lost: Billing."
    )


def test_a_deleted_skill_of_which_no_hours_are_known_is_refused() -> None:
    gone = step("delete", following("Gone"), None, resource="gone")
    bare = preview(gone, same(following("Other"), "other"))

    assert refused(bare, "--max-hours-lost", "99%") == (
        "--max-hours-lost 99%: 9,600 hours of 9,600 hours in 400 days may be lost (100%): Gone."
    )


@pytest.mark.parametrize("field", ["working_hours_id", "special_occasion_id"])
def test_other_unknown_hours_are_refused_although_a_day_is_won(field: str) -> None:
    won = christmas(open_all_day("2026-12-27", time_zone="Europe/Berlin"))
    billing, moved = (
        {**following("Billing", special="xmas"), "working_hours_id": "111"} | {field: id_}
        for id_ in ("111", "222")
    )
    moves = step("update", billing, moved, resource="billing")

    assert refused(account(won, moves), "--max-hours-lost", "100%") == (
        "--max-hours-lost 100%: it is not known how many open hours would be lost: Billing."
    )


def test_hours_that_are_not_known_and_stay_are_no_loss() -> None:
    won = christmas(open_all_day("2026-12-27", time_zone="Europe/Berlin"))
    billing = {**following("Billing", special="xmas"), "working_hours_id": "111"}

    passed(account(won, same(billing, "billing")), "--max-hours-lost", "0h")


def test_workdays_that_change_under_a_hidden_occasion_are_refused() -> None:
    hidden = same(occasion("Christmas", events="[secret]"), "xmas")
    shorter = step(
        "update", workdays("A", shifts=ALWAYS), workdays("A", shifts=ALWAYS[:3]), resource="always"
    )

    assert "it is not known how many open hours would be lost: Emergency." in refused(
        account(hidden, shorter), "--max-hours-lost", "100%"
    )


def test_skills_that_no_resource_manages_lose_hours_too() -> None:
    new = step("create", None, occasion("New", events=[closed("2026-12-24")], is_default=True))

    assert refused(account(new, without="free"), "--max-hours-lost", "7h").endswith(
        ": every other skill without hours of its own."
    )


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (account(christmas(closed("2026-12-24")), hidden=1), HIDDEN),
        (captured("skills-plan"), PLAN),
        (preview(christmas(closed("2026-12-24"))), None),
    ],
)
def test_lost_hours_that_cannot_be_calculated_are_refused(document: Any, why: str | None) -> None:
    because = "hours change, but the preview shows no skills"
    if why is not None:
        because = f"the hours of skills are not compared: {why}"

    assert refused(document, "--max-hours-lost", "100%") == f"--max-hours-lost 100%: {because}."


def test_changes_that_touch_no_hours_lose_none() -> None:
    passed(preview(step("delete", reason(), None), hidden=4), "--max-hours-lost", "0h")


def test_a_skill_that_is_always_open_is_never_closed() -> None:
    passed(account(), "--never-closed", "Emergency")
    passed(account(same(following("Hotline", "always"), "hotline")), "--never-closed", "Hotline")


def test_a_skill_that_closes_is_refused() -> None:
    assert refused(ONE_DAY, "--never-closed", "Emergency") == (
        "--never-closed: the skill would be closed from 24 Dec 00:00 to 25 Dec 2026 00:00 (Europe/Berlin): "
        "Emergency."
    )


def test_each_skill_that_must_not_close_is_checked() -> None:
    said = report(ONE_DAY, "--never-closed", "Emergency", "--never-closed", "Support")

    assert (said.exit_code, len(said.err.splitlines())) == (3, 2)


def test_a_skill_that_is_closed_from_now_on_is_refused() -> None:
    gone = step("delete", following("Emergency", "always"), None, resource="emergency")

    assert refused(account(gone), "--never-closed", "Emergency") == (
        "--never-closed: the skill would be deleted: Emergency."
    )


def test_a_skill_of_which_the_state_is_not_known_is_refused() -> None:
    secret = step("update", workdays("A", shifts=ALWAYS), workdays("A", shifts="[secret]"), resource="always")

    assert "the skill would be in a state that is not known from 21 Nov 2026 00:00 on" in refused(
        account(secret), "--never-closed", "Emergency"
    )


def test_a_skill_that_may_have_other_hours_is_refused() -> None:
    partly = same(skill_hours("Partly", working_hours_id=id_of("always")), "partly")

    assert refused(account(partly), "--never-closed", "Partly") == (
        "--never-closed: the stack does not manage all hours of this skill, so it may be closed: Partly."
    )


@pytest.mark.parametrize(("name", "similar"), [("Emergancy", "; similar names: Emergency"), ("Sales", "")])
def test_a_skill_that_the_preview_does_not_show_is_refused(name: str, similar: str) -> None:
    assert refused(account(), "--never-closed", name) == (
        f"--never-closed: the preview does not show a skill with this name: {name}{similar}."
    )


@pytest.mark.parametrize(("document", "why"), [(account(hidden=1), HIDDEN), (captured("skills-plan"), PLAN)])
def test_a_skill_of_which_the_hours_cannot_be_calculated_is_refused(document: Any, why: str) -> None:
    assert refused(document, "--never-closed", "Emergency") == (
        f"--never-closed: the hours of this skill are not known: {why}: Emergency."
    )


@pytest.mark.parametrize(
    "options",
    [
        ("--max-hours-lost", "20"),
        ("--max-hours-lost", "101%"),
        ("--max-hours-lost", "-1h"),
        ("--max-hours-lost", "some"),
        ("--never-closed", " "),
    ],
)
def test_a_valve_with_a_value_that_is_none_is_a_wrong_command_line(options: tuple[str, str]) -> None:
    assert report(account(), *options).exit_code == 2


def test_a_hostile_name_is_escaped() -> None:
    said = report(account(), "--never-closed", "<b>x</b>\x1b[2J **y**")

    assert said.exit_code == 3
    assert "\x1b" not in said.err + said.out
    assert "<b>" not in said.out
