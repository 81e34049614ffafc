"""Safety valves refuse with exit code 3, and say which rule and which objects."""

import datetime as dt
from typing import Any

import pytest

from tests.report.reporting import Said, bullets, captured, report
from tests.report.steps import occasion, preview, reason, step, update

NINE = preview(
    *(step("delete", reason(name), None, resource=name) for name in ("Alpha", "Bravo")),
    step("replace", reason("Charlie"), reason("Charlie", state="Occupied"), resource="Charlie"),
    step("create", None, reason("Delta"), resource="Delta"),
    same=6,
    refreshed=True,
)
TODAY = dt.datetime.now().astimezone().date()


def days_from_now(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def refused(document: Any, *options: str) -> str:
    """Check that a report was refused, and return how it says so."""
    said = report(document, *options)
    assert said.exit_code == 3, said
    [line] = said.err.splitlines()
    return line.removeprefix("report: Refused by ")


def passed(document: Any, *options: str) -> Said:
    said = report(document, *options)
    assert (said.exit_code, said.err) == (0, "")
    return said


def test_without_valves_all_is_fine() -> None:
    passed(NINE)


@pytest.mark.parametrize("most", ["2", "0", "33%", "0%"])
def test_too_many_deletes_are_refused(most: str) -> None:
    assert refused(NINE, "--max-deletes", most) == (
        f"--max-deletes {most}: 3 of 9 objects would be deleted (33.3%): Alpha, Bravo and Charlie."
    )


@pytest.mark.parametrize("most", ["3", "34%", "100%"])
def test_as_many_deletes_as_are_allowed_pass(most: str) -> None:
    passed(NINE, "--max-deletes", most)


def test_a_share_of_objects_that_are_not_shown_is_refused() -> None:
    gone = [step("delete", reason(name), None, resource=name) for name in ("Alpha", "Bravo")]
    hidden = preview(*gone, same=1, hidden=60, refreshed=True)

    assert refused(hidden, "--max-deletes", "30%") == (
        "--max-deletes 30%: 2 of an unknown number of objects would be deleted; "
        "run `pulumi preview --show-sames`."
    )
    assert refused(hidden, "--max-deletes", "1") == (
        "--max-deletes 1: 2 objects would be deleted: Alpha and Bravo."
    )
    passed(hidden, "--max-deletes", "2")
    passed(hidden, "--max-deletes", "70%")


def test_resources_of_others_that_stay_are_no_share_of_our_objects() -> None:
    theirs = [
        {"op": "same", "urn": f"urn:pulumi:prod::accounts::our:Team::team-{number}"} for number in range(60)
    ]
    gone = step("delete", reason(), None)

    assert "1 of 2 objects" in refused(preview(gone, *theirs, same=1), "--max-deletes", "30%")


def test_no_deletes_pass_a_limit_of_none() -> None:
    passed(captured("first"), "--max-deletes", "0", "--max-deletes", "0%")


def test_other_providers_do_not_count() -> None:
    theirs = {"op": "delete", "urn": "urn:pulumi:prod::accounts::aws:s3:Bucket::logs"}

    passed(preview(theirs), "--max-deletes", "0")


@pytest.mark.parametrize("name", ["holidays", "operations", "plan", "destroy"])
def test_another_default_is_refused(name: str) -> None:
    assert refused(captured(name), "--no-default-change").startswith(
        "--no-default-change: the account's default occasion would change: "
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (occasion(is_default=True), None),
        (None, occasion(is_default=True)),
        (occasion(), occasion(is_default="[secret]")),
        (occasion(), occasion(is_default="04da6b54-80e4-46f7-96ec-b56ff0331ba9")),
    ],
)
def test_whatever_may_be_another_default_is_refused(before: Any, after: Any) -> None:
    operation = "delete" if after is None else "create" if before is None else "update"

    refused(preview(step(operation, before, after)), "--no-default-change")


@pytest.mark.parametrize("operation", ["delete", "replace"])
def test_a_plan_that_does_not_show_whether_the_default_moves_is_refused(operation: str) -> None:
    gone = step(operation, None, occasion())["urn"]
    plan = {"resourcePlans": {gone: {"steps": [operation], "goal": None, "state": None}}}

    assert refused(plan, "--no-default-change") == (
        "--no-default-change: the account's default occasion may change: thing."
    )


def test_a_plan_that_deletes_a_reason_keeps_the_default() -> None:
    gone = step("delete", reason(), None)["urn"]

    passed({"resourcePlans": {gone: {"steps": ["delete"], "goal": None}}}, "--no-default-change")


def test_a_default_that_is_imported_was_it_before() -> None:
    said = passed(preview(step("import", None, occasion(is_default=True))), "--no-default-change")

    assert bullets(said.out) == [
        (
            "**Holidays**: special occasion, taken over unchanged from LivePerson without any days; "
            "it is the account's default occasion."
        )
    ]
    assert "the default occasion changes" not in said.out


def test_an_occasion_that_stays_the_default_passes() -> None:
    before, after = occasion(is_default=True), occasion(is_default=True, description="x")

    passed(update(before, after), "--no-default-change")
    passed(preview(step("create", None, occasion())), "--no-default-change")


@pytest.mark.parametrize("name", ["drift", "refresh"])
def test_drift_is_refused(name: str) -> None:
    assert "changed in LivePerson by other people: " in refused(captured(name), "--fail-on-drift")


def test_drift_that_was_not_checked_is_refused() -> None:
    assert refused(captured("holidays"), "--fail-on-drift") == (
        "--fail-on-drift: the preview did not check all objects for changes in LivePerson; "
        "run `pulumi preview --refresh`."
    )
    assert refused(captured("plan"), "--fail-on-drift") == (
        "--fail-on-drift: a plan file does not show changes that other people made in LivePerson."
    )


def test_drift_that_is_not_shown_is_not_passed() -> None:
    looked = step("refresh", reason(), reason())

    assert refused(preview(looked, hidden=1), "--fail-on-drift") == (
        "--fail-on-drift: the preview does not show objects that other people changed or deleted in the same "
        "way as the program; run `pulumi preview --show-sames`."
    )
    passed(preview(looked, step("same", reason(), reason())), "--fail-on-drift")


def test_drift_that_was_looked_for_in_some_objects_is_not_passed() -> None:
    targeted = preview(step("refresh", reason(), reason()), step("same", reason(), reason()), same=1)

    assert "did not check all objects" in refused(targeted, "--fail-on-drift")


def test_an_account_in_which_nothing_is_managed_yet_cannot_drift() -> None:
    passed(captured("first"), "--fail-on-drift")


@pytest.mark.parametrize(
    "dates", [f"{days_from_now(-3)}..{days_from_now(3)}", f"{days_from_now(-1)}..{days_from_now(1)}"]
)
def test_a_freeze_refuses_all_changes(dates: str) -> None:
    said = refused(captured("holidays"), "--blackout", "2020-01-01", "--blackout", dates)

    assert said.startswith(f"--blackout {dates}: no changes are allowed today, on ")
    assert "Doctor's appointment, Load test, " in said


def test_a_freeze_that_is_not_now_passes() -> None:
    passed(
        captured("holidays"),
        *("--blackout", f"{days_from_now(3)}..{days_from_now(9)}"),
        *("--blackout", f"{days_from_now(-9)}..{days_from_now(-3)}"),
    )


def test_a_freeze_does_not_refuse_that_nothing_changes() -> None:
    passed(captured("unchanged"), "--blackout", f"{days_from_now(-3)}..{days_from_now(3)}")


def test_a_refusal_is_at_the_top_of_each_format() -> None:
    valves = ("--max-deletes", "0", "--no-default-change")

    markdown = report(captured("holidays"), *valves).out.splitlines()
    text = report(captured("holidays"), *valves, "--format", "text").out.splitlines()
    document = report(captured("holidays"), *valves, "--format", "json").json

    assert markdown[5].startswith("> **Refused** by --max-deletes 0: 1 object would be deleted: ")
    assert markdown[7].startswith("> **Refused** by --no-default-change: ")
    assert text[2].startswith("Refused by --max-deletes 0: ")
    assert document["exit_code"] == 3
    assert document["refusals"][0] == {
        "rule": "--max-deletes 0",
        "reason": "1 object would be deleted",
        "objects": ["Summer closure 2026"],
    }


def test_many_objects_are_named_in_part() -> None:
    steps = [
        step("delete", reason(f"Reason {number:03}"), None, resource=str(number)) for number in range(100)
    ]

    assert refused(preview(*steps), "--max-deletes", "10%").endswith("Reason 018, Reason 019 and 80 more.")


def test_a_failed_preview_stays_failed_where_a_valve_refuses_too() -> None:
    said = report(captured("protected"), "--max-deletes", "0")

    assert said.exit_code == 1
    assert "Refused by --max-deletes 0" in said.err
