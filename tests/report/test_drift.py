"""What others have changed in LivePerson, as far as a preview tells it."""

from tests.report.reporting import bullets, captured, report
from tests.report.steps import STACK, closed, occasion, preview, reason, step


def test_drift_is_reported_and_the_changes_that_undo_it() -> None:
    said = report(captured("drift"))

    assert bullets(said.out) == [
        (
            "**Year end** (Europe/Lisbon): description becomes “Closed”, was “Theirs”; "
            "this update would undo a change that was made in LivePerson."
        ),
        (
            "**Lunch**: new status reason for Away; "
            "it was deleted in LivePerson, and this update would create it again."
        ),
        "**Lunch**: deleted; it was a status reason for Away.",
        "**Year end** (Europe/Lisbon): description is now “Theirs”, was “Closed”.",
    ]
    assert said.out.splitlines()[1].endswith(
        ": 1 changed, 1 new; 5 resources not shown; 2 changed by other people"
    )


def test_drift_that_equals_the_program_is_reported_if_the_preview_shows_it() -> None:
    hidden, shown = (bullets(report(captured(name)).out) for name in ("drift", "drift-sames"))

    assert set(shown) - set(hidden) == {"**Meal**: disabled, so that agents can no longer select it."}


def test_a_refresh_alone_shows_changes_of_other_people_and_changes_nothing() -> None:
    said = report(captured("refresh"), "--format", "json").json

    assert said["headline"] == "LivePerson account trial: 3 changed by other people; 3 unchanged"
    assert (said["source"], said["changes"]) == ("refresh", [])
    assert {each["name"]: each["operation"] for each in said["drift"]} == {
        "Lunch": "delete",
        "Meal": "update",
        "Year end": "update",
    }
    assert said["counts"] == {"existing": 6, "unchanged": 3, "hidden": 0}


def test_a_note_explains_what_an_update_does_with_drift() -> None:
    note = "`pulumi up` overwrites these changes only if `on_conflict` is set to `overwrite`; "

    assert note in report(captured("drift")).out
    assert note not in report(captured("refresh")).out
    assert note not in report(captured("holidays")).out


def test_drift_of_removed_resources_is_reported() -> None:
    before, live = reason(), reason(enabled=False)

    said = report(preview(step("refresh", before, before), step("delete", live, None)))

    assert bullets(said.out) == [
        "**Lunch**: deleted; it was a status reason for Away, disabled.",
        "**Lunch**: disabled, so that agents can no longer select it.",
    ]


def test_drift_of_objects_that_the_program_removed_too_is_reported() -> None:
    gone, stays = reason("Gone"), reason("Stays")

    said = report(
        preview(
            step("refresh", gone, gone, resource="gone"),
            step("refresh", stays, stays, resource="stays"),
            step("same", stays, stays, resource="stays"),
        )
    )

    assert said.out.splitlines()[1].endswith(": nothing changes; 1 unchanged; 1 changed by other people")
    assert bullets(said.out) == ["**Gone**: deleted; it was a status reason for Away."]


def test_what_a_failed_preview_does_not_come_to_is_no_drift() -> None:
    failed = preview(step("refresh", reason(), reason()), diagnostics=[{"severity": "error", "message": "x"}])

    assert report(failed, "--format", "json").json["drift"] == []


def test_a_revision_alone_is_no_drift() -> None:
    stored, live = reason(ac_revision="2"), reason(ac_revision="3")

    said = report(preview(step("refresh", stored, stored), step("same", live, live)), "--fail-on-drift")

    assert (said.exit_code, bullets(said.out)) == (0, [])


def test_a_resource_with_a_new_name_is_the_same_object() -> None:
    stored, live = occasion(), occasion(events=[closed("2026-12-25")])
    renamed = step("update", live, occasion(), resource="new-name")
    renamed["oldState"]["urn"] = renamed["urn"].replace("new-name", "old-name")

    said = report(preview(step("refresh", stored, stored, resource="old-name"), renamed))

    assert bullets(said.out)[1] == "**Holidays** (Europe/London): closed on 25 Dec 2026."


def test_a_destroy_that_fails_is_no_refresh() -> None:
    failed = {
        "steps": [step("delete", reason(), None)],
        "changeSummary": {},
        "diagnostics": [{"severity": "error", "message": "error: protected"}],
    }

    said = report(failed, "--format", "json").json

    assert (said["source"], len(said["changes"]), said["drift"]) == ("preview", 1, [])


def test_a_default_that_other_people_moved_is_reported() -> None:
    moved = [
        step("update", occasion("A", is_default=True), occasion("A"), resource="a"),
        step("update", occasion("B"), occasion("B", is_default=True), resource="b"),
    ]
    refreshed = {"op": "refresh", "urn": STACK["urn"]}

    said = report({"steps": [refreshed, *moved], "changeSummary": {"update": 2}})

    assert bullets(said.out) == [
        "**A**: is no longer the account's default occasion; **B** becomes the default.",
        "**B**: is now the account's default occasion, instead of **A**.",
    ]


def test_drift_that_the_program_contains_is_kept_and_not_refused() -> None:
    stored, live = reason(), reason(enabled=False)
    document = preview(step("refresh", stored, stored), step("same", live, live))

    said, structured = report(document, "--fail-on-drift"), report(document, "--format", "json").json

    assert said.exit_code == 0
    assert "#### Changed in LivePerson by other people, and in the program too" in said.out
    assert "An update writes nothing for them; it only records them in the state." in said.out
    assert bullets(said.out) == ["**Lunch**: disabled, so that agents can no longer select it."]
    assert [each["kept"] for each in structured["drift"]] == [True]


def test_drift_that_the_program_contains_only_in_part_is_refused() -> None:
    stored = reason()
    live = reason(enabled=False, reason_state="Occupied")
    declared = reason(enabled=False)

    said = report(preview(step("refresh", stored, stored), step("update", live, declared)), "--fail-on-drift")

    assert said.exit_code == 3


def test_an_object_that_other_people_deleted_and_the_program_declares_again_is_refused() -> None:
    gone = preview(
        step("refresh", reason(), reason(), resource="former-name"),
        step("create", None, reason(), resource="new-name"),
        step("refresh", reason("Tea"), reason("Tea"), resource="tea"),
        step("same", reason("Tea"), reason("Tea"), resource="tea"),
    )

    said = report(gone, "--fail-on-drift")

    assert said.exit_code == 3
    assert "1 object was changed in LivePerson by other people: **Lunch**" in said.out
