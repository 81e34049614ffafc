"""Entries that a failed replacement or rename left in the state, and what becomes of their objects."""

from typing import Any

import pytest

from tests.report.reporting import bullets, captured, report
from tests.report.steps import id_of, occasion, preview, reason, step

OLD, KEPT = "4410021110", id_of("thing")


def leftover(before: dict[str, Any], id_: str = OLD, *, op: str = "delete-replaced", **more: Any) -> Any:
    """Return the step of an object that an earlier update replaced, and did not come to delete."""
    found = step(op, before, None, **more)
    found["oldState"] |= {"id": id_, "delete": True}
    if op == "refresh":
        found["newState"] = found["oldState"]
    return found


def same(content: dict[str, Any], **more: Any) -> Any:
    return step("same", content, content, **more)


def test_an_object_that_is_pending_deletion_is_reported_and_counted() -> None:
    document = preview(same(reason("Luncheon")), leftover(reason()))

    said = report(document, "--max-deletes", "0")

    assert said.exit_code == 3
    assert said.err == ("report: Refused by --max-deletes 0: 1 of 2 objects would be deleted (50%): Lunch.\n")
    assert said.out.splitlines()[1].endswith(": 1 deleted; 1 unchanged")
    assert bullets(said.out) == [
        (
            "**Lunch**: deleted; it was a status reason for Away; "
            "an earlier update replaced it and did not delete it."
        )
    ]
    assert report(document, "--max-deletes", "1").exit_code == 0


def test_json_marks_what_an_earlier_update_left() -> None:
    changes = report(
        preview(leftover(reason()), step("delete", reason("Tea"), None, resource="tea")), "--format", "json"
    ).json["changes"]

    assert [(each["name"], each["operation"], each["leftover"], each["id"]) for each in changes] == [
        ("Lunch", "delete", True, OLD),
        ("Tea", "delete", False, id_of("tea")),
    ]


def test_a_refresh_shows_it_if_replacement_steps_are_not_shown() -> None:
    document = preview(
        step("refresh", reason("Luncheon"), reason("Luncheon")),
        leftover(reason(), op="refresh"),
        same(reason("Luncheon")),
    )

    said = report(document, "--max-deletes", "0", "--fail-on-drift")

    assert said.err.count("\n") == 1
    assert "1 of 2 objects would be deleted (50%): Lunch." in said.err
    assert "changed by other people" not in said.out


def test_it_is_reported_once_if_both_are_shown() -> None:
    document = preview(leftover(reason(), op="refresh"), leftover(reason()))

    assert report(document).out.splitlines()[1].endswith(": 1 deleted")


def test_an_object_that_is_already_deleted_is_not_deleted_again() -> None:
    refreshed = leftover(reason(), op="refresh")
    del refreshed["newState"]

    said = report(preview(refreshed), "--max-deletes", "0")

    assert (said.exit_code, bullets(said.out)) == (0, [])


def test_a_preview_that_would_not_show_it_does_not_count_as_one_without_deletes() -> None:
    blind, seeing = preview(same=3), preview(same=3, refreshed=True)
    why = "does not show whether an earlier update replaced objects that are still to be deleted"

    assert report(blind, "--max-deletes", "5%").err == (
        f"report: Refused by --max-deletes 5%: the preview {why}; run `pulumi preview --refresh`.\n"
    )
    assert f"This preview {why}. Use `--refresh` to show them." in report(blind).out
    assert (report(seeing, "--max-deletes", "0").exit_code, why in report(seeing).out) == (0, False)
    assert report(preview(), "--max-deletes", "0").exit_code == 0


def test_a_deleted_default_that_waits_counts_for_the_default() -> None:
    document = preview(leftover(occasion(is_default=True)))

    assert report(document, "--no-default-change").exit_code == 3


def test_an_object_that_another_resource_holds_stays_when_its_second_entry_goes() -> None:
    kept, gone = same(reason(), resource="stand-up"), step("delete", reason(), None, resource="huddle")
    gone["oldState"]["id"] = kept["oldState"]["id"]
    document = preview(kept, gone, same=1, refreshed=True)

    said = report(document, "--max-deletes", "0")

    assert said.exit_code == 0
    assert said.out.splitlines()[1].endswith(": 1 removed only from the state; 2 unchanged")
    assert bullets(said.out) == [
        (
            "**Lunch**: stays in LivePerson; the resource stand-up manages it, "
            "and only the entry huddle is removed from the state."
        )
    ]


@pytest.mark.parametrize("op", ["same", "update"])
def test_an_object_stays_that_both_a_resource_and_its_leftover_hold(op: str) -> None:
    kept = step(op, reason("Luncheon"), reason("Luncheon", enabled=op == "same"))
    document = preview(kept, leftover(reason("Luncheon"), KEPT))

    said = report(document, "--max-deletes", "0", "--format", "json").json

    (released,) = [each for each in said["changes"] if each["operation"] == "release"]
    assert said["refusals"] == []
    assert said["counts"]["existing"] == 1
    assert released["leftover"]
    assert released["sentence"] == (
        "Luncheon: stays in LivePerson; the resource thing manages it, "
        "and only a second entry of it is removed from the state."
    )


def test_one_object_of_two_entries_that_both_go_is_deleted_once() -> None:
    one, other = (step("delete", reason(), None, resource=name) for name in ("a", "b"))
    other["oldState"]["id"] = one["oldState"]["id"]

    assert report(preview(one, other)).out.splitlines()[1].endswith(": 1 deleted")


def test_a_holder_of_another_account_holds_another_object() -> None:
    kept, gone = same(reason(), resource="a"), step("delete", reason(), None, resource="b")
    gone["oldState"]["id"] = kept["oldState"]["id"]
    kept["oldState"]["provider"] = kept["newState"]["provider"] = "one"
    gone["oldState"]["provider"] = "other"

    assert report(preview(kept, gone), "--max-deletes", "0").exit_code == 3


def test_an_object_that_is_replaced_now_is_no_leftover() -> None:
    steps = [
        step("create-replacement", reason(), reason("Luncheon")),
        step("replace", reason(), reason("Luncheon")),
        leftover(reason(), KEPT),
    ]

    said = report(preview(*steps))

    assert said.out.splitlines()[1].endswith(": 1 deleted and created again")


def deleting_first(*others: Any) -> Any:
    """Return the preview of a replacement that deletes first, or that has already deleted its object.

    Pulumi marks the old state in both cases: it does so in a preview too.
    """
    document = preview(*others, step("replace", reason(), reason()))
    document["steps"][-1]["oldState"]["pendingReplacement"] = True
    return document


def test_a_replacement_that_has_deleted_its_object_only_creates() -> None:
    refreshed = step("refresh", reason(), reason())
    refreshed["oldState"]["pendingReplacement"] = True

    shown = step("create-replacement", reason(), reason())
    shown["oldState"]["pendingReplacement"] = True

    for evidence in (refreshed, shown):
        said = report(deleting_first(evidence), "--max-deletes", "0", "--format", "json")

        assert (said.exit_code, said.json["changes"][0]["operation"]) == (0, "create")


@pytest.mark.parametrize("operations", [[], ["refresh"], ["delete-replaced", "create-replacement"]])
def test_a_replacement_that_deletes_first_deletes(operations: list[str]) -> None:
    others = [step(each, reason(), reason()) for each in operations]
    for each in others:
        each["oldState"]["pendingReplacement"] = each["op"] == "create-replacement"

    said = report(deleting_first(*others), "--max-deletes", "0")

    assert said.exit_code == 3
    assert said.out.splitlines()[1].endswith(": 1 deleted and created again")


def test_a_plan_shows_it_by_name() -> None:
    plan = captured("plan")
    entries = plan["resourcePlans"]
    urn = next(urn for urn, entry in entries.items() if entry["steps"] == ["update"] and "Reason" in urn)
    entries[urn]["steps"] = ["same", "delete-replaced"]

    changes = report(plan, "--format", "json").json["changes"]

    (found,) = [each for each in changes if each["urn"] == urn]
    assert (found["operation"], found["leftover"]) == ("delete", True)
