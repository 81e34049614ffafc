"""What happens to a resource alone, while its object stays in LivePerson."""

from typing import Any

import pytest

from tests.report.reporting import bullets, report
from tests.report.steps import closed, occasion, preview, reason, step

CHRISTMAS = occasion("Christmas", events=[closed("2026-12-25")])


def renamed(before: dict[str, Any], after: dict[str, Any], former: str = "old", new: str = "new") -> Any:
    """Return the steps of a resource that has another name in the program."""
    return step("create", None, after, resource=new), step("delete", before, None, resource=former)


def kept(before: dict[str, Any], resource: str = "thing") -> dict[str, Any]:
    """Return the step of a resource that leaves the program, and says that its object stays."""
    gone = step("delete", before, None, resource=resource)
    gone["oldState"]["retainOnDelete"] = True
    return gone


def operations(*steps: dict[str, Any]) -> list[str]:
    """Return what is said to happen."""
    said = report(preview(*steps), "--format", "json").json
    return sorted(each["operation"] for each in said["changes"])


def test_an_object_whose_resource_has_another_name_stays() -> None:
    document = preview(
        *renamed(reason(), reason(), "lunch", "break"),
        *renamed(CHRISTMAS, CHRISTMAS, "xm", "xmas"),
        same=1,
        refreshed=True,
    )

    said = report(document, "--max-deletes", "0", "--no-default-change")

    assert (said.exit_code, said.err) == (0, "")
    assert said.out.splitlines()[1].endswith(": 2 renamed in the program; 1 unchanged")
    assert bullets(said.out) == [
        (
            "**Christmas** (Europe/London): stays unchanged; "
            "its resource has a new name in the program: xmas, before: xm."
        ),
        "**Lunch**: stays unchanged; its resource has a new name in the program: break, before: lunch.",
    ]


def test_a_default_whose_resource_has_another_name_stays_the_default() -> None:
    document = preview(*renamed(occasion(is_default=True), occasion(is_default=True)))

    said = report(document, "--no-default-change")

    assert (said.exit_code, "default occasion changes" in said.out) == (0, False)


def test_an_object_whose_resource_moves_into_a_component_stays() -> None:
    create, delete = renamed(reason(), reason(), "lunch", "lunch")
    create["urn"] = create["urn"].replace("accounts::", "accounts::our:Team$")

    said = report(preview(create, delete))

    assert bullets(said.out) == [
        "**Lunch**: stays unchanged; only the place of its resource in the program changes."
    ]


def test_where_pulumi_conflicts_are_treated_is_no_content() -> None:
    assert operations(*renamed(reason(), reason(on_conflict="overwrite"))) == ["rename"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (reason(), reason(enabled=False)),
        (reason(), reason("Meal")),
        (reason(), reason(order=1)),
        (CHRISTMAS, occasion("Christmas")),
        (reason("[secret]"), reason("[secret]")),
        (reason(state="[secret]"), reason(state="[secret]")),
    ],
)
def test_an_object_with_other_content_is_deleted_and_created(before: Any, after: Any) -> None:
    assert operations(*renamed(before, after)) == ["create", "delete"]


def test_an_object_of_another_account_is_another_object() -> None:
    create, delete = renamed(reason(), reason())
    provider = "urn:pulumi:prod::accounts::pulumi:providers:pulumi-python::default::"
    delete["oldState"]["provider"] = f"{provider}c8e89031-5c7e-4d35-b940-81fd976377b9"
    create["newState"]["provider"] = f"{provider}04da6b54-80e4-46f7-96ec-b56ff0331ba9"

    assert operations(create, delete) == ["create", "delete"]


def test_objects_that_move_to_another_account_have_a_note() -> None:
    note = "The stack moves to another LivePerson account: "
    provider = "urn:pulumi:prod::accounts::pulumi:providers:pulumi-python::default::"
    replaced = step("replace", reason(), reason())
    replaced["oldState"]["provider"] = f"{provider}c8e89031-5c7e-4d35-b940-81fd976377b9"
    replaced["newState"]["provider"] = f"{provider}04da6b54-80e4-46f7-96ec-b56ff0331ba9"

    assert note in report(preview(replaced)).out
    assert note not in report(preview(step("replace", reason(), reason()))).out


def test_names_that_are_not_unique_are_not_paired() -> None:
    twice = [*renamed(reason(), reason()), step("delete", reason(), None, resource="other")]

    assert operations(*twice) == ["create", "delete", "delete"]


def test_an_object_that_is_retained_is_no_longer_managed_and_not_deleted() -> None:
    document = preview(kept(reason()), step("same", CHRISTMAS, CHRISTMAS, resource="xmas"), refreshed=True)

    said = report(document, "--max-deletes", "0")

    assert (said.exit_code, said.err) == (0, "")
    assert said.out.splitlines()[1].endswith(": 1 no longer managed; 1 unchanged")
    assert "#### No longer managed" in said.out
    assert bullets(said.out) == [
        "**Lunch**: stays unchanged in LivePerson, and is no longer managed by a resource."
    ]


def test_a_default_that_is_retained_stays_the_default() -> None:
    said = report(preview(kept(occasion(is_default=True))), "--no-default-change")

    assert (said.exit_code, "default occasion changes" in said.out) == (0, False)


def test_an_object_that_is_retained_and_declared_again_is_renamed() -> None:
    assert operations(step("create", None, reason(), resource="new"), kept(reason())) == ["rename"]


def test_a_retained_object_that_others_deleted_is_deleted() -> None:
    gone = kept(reason())
    refreshed = {"op": "refresh", "urn": preview()["steps"][0]["urn"]}

    said = report({"steps": [refreshed, gone], "changeSummary": {"delete": 1}}, "--format", "json").json

    assert [(each["operation"], each["name"]) for each in said["drift"]] == [("delete", "Lunch")]


def test_a_page_shows_what_stays() -> None:
    said = report(preview(*renamed(reason(), reason()), kept(CHRISTMAS, "xmas")), "--format", "html")

    assert "No longer managed" in said.out
    assert "Renamed in the program" in said.out
