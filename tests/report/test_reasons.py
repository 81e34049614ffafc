"""What is said about status reasons, and in which order things are said."""

from typing import Any

import pytest

from tests.report.reporting import bullets, report
from tests.report.steps import occasion, preview, reason, step, update


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "Occupied"}, "its state becomes Occupied, was Away"),
        ({"enabled": False}, "disabled, so that agents can no longer select it"),
        ({"order": 2}, "position becomes 2, had no value"),
        ({"text": "Meal"}, "renamed, was “Lunch”"),
        (
            {"state": "Occupied", "enabled": False},
            "its state becomes Occupied, was Away; disabled, so that agents can no longer select it",
        ),
    ],
)
def test_changes_are_reported(fields: dict[str, Any], words: str) -> None:
    said = report(update(reason(), reason(**fields)))

    assert bullets(said.out) == [f"**{fields.get('text', 'Lunch')}**: {words}."]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"enabled": True}, "enabled, so that agents can select it"),
        ({"order": 1}, "its position is no longer declared"),
    ],
)
def test_changes_back_are_reported(fields: dict[str, Any], words: str) -> None:
    before = reason(enabled=False) if "enabled" in fields else reason(**fields)

    assert bullets(report(update(before, reason())).out) == [f"**Lunch**: {words}."]


@pytest.mark.parametrize(
    ("operation", "words"),
    [
        ("create", "new status reason for Away, at position 3, disabled"),
        ("delete", "deleted; it was a status reason for Away, at position 3, disabled"),
        ("import", "status reason for Away, at position 3, disabled, taken over unchanged from LivePerson"),
    ],
)
def test_new_and_deleted_reasons_are_described(operation: str, words: str) -> None:
    lunch = reason(enabled=False, order=3)
    before, after = (lunch, None) if operation == "delete" else (None, lunch)

    assert bullets(report(preview(step(operation, before, after))).out) == [f"**Lunch**: {words}."]


@pytest.mark.parametrize(("order", "words"), [(2.0, "2"), (1_234_567, "1234567"), (2.5, "2.5")])
def test_a_position_is_shown_unchanged(order: float, words: str) -> None:
    said = report(preview(step("create", None, reason(order=order))))

    assert bullets(said.out) == [f"**Lunch**: new status reason for Away, at position {words}."]


def test_a_replaced_object_is_said_to_be_deleted() -> None:
    said = report(preview(step("replace", reason(), reason("Meal"))))

    assert "#### Deleted and created again" in said.out
    assert bullets(said.out) == ["**Meal**: deleted, and created again with a new id; renamed, was “Lunch”."]


def test_what_is_hard_to_undo_comes_first_and_then_the_name_counts() -> None:
    said = report(
        preview(
            step("create", None, reason("alpha"), resource="1"),
            step("update", reason("Zulu"), reason("Zulu", enabled=False), resource="2"),
            step("update", reason("bravo"), reason("bravo", enabled=False), resource="3"),
            step("update", occasion("Default"), occasion("Default", is_default=True), resource="4"),
            step("delete", reason("Yankee"), None, resource="5"),
            step("replace", reason("X-ray"), reason("X-ray"), resource="6"),
            step("delete", occasion("echo"), None, resource="7"),
        )
    )

    names = [line.split("**")[1] for line in bullets(said.out)]
    headings = [line.removeprefix("#### ") for line in said.out.splitlines() if line.startswith("#### ")]
    assert names == ["echo", "Yankee", "X-ray", "Default", "bravo", "Zulu", "alpha"]
    assert headings == [
        "Deleted",
        "Deleted and created again",
        "Default occasion",
        "Changed",
        "New",
        "Before and after",
    ]


def test_the_headline_counts() -> None:
    said = report(
        preview(
            step("create", None, reason("a"), resource="1"),
            step("create", None, reason("b"), resource="2"),
            step("delete", occasion("c", is_default=True), None, resource="3"),
            same=4,
        )
    )

    assert said.out.splitlines()[1] == (
        "### LivePerson account prod: 1 deleted, 2 new, and the default occasion changes; 4 unchanged"
    )


def test_nothing_to_do_is_said() -> None:
    said = report(preview(same=3, refreshed=True))

    _, headline, _, made, *rest = said.out.splitlines()
    assert headline == "### LivePerson account prod: nothing changes; 3 unchanged"
    assert (made.startswith("Stack prod, "), rest) == (True, [])
