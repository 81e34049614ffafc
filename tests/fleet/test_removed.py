"""What a report says about accounts that a change removes from the table."""

import json
from pathlib import Path

import pytest

from tests.fleet.checkout import TABLE, Checkout

SINCE = ("--changed-since", "HEAD~1")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    project = Checkout(tmp_path_factory.mktemp("pristine") / "repository")
    assert project.fleet("files").exit_code == 0
    project.commit()
    return project


@pytest.fixture
def project(pristine: Checkout, tmp_path: Path) -> Checkout:
    """A project of three accounts, committed, with an empty folder of results."""
    copy = pristine.copied(tmp_path / "repository")
    (copy.folder / "results").mkdir()
    return copy


def with_table(project: Checkout, table: str) -> Checkout:
    project.write("accounts.csv", table)
    project.commit()
    return project


def without(*stacks: str) -> str:
    return "".join(line for line in TABLE.splitlines(keepends=True) if line.split(",")[0] not in stacks)


def report(project: Checkout, *words: str) -> str:
    done = project.fleet("report", "results", *SINCE, *words)
    assert done.exit_code == 0, done.beside
    return done.said


def removed(project: Checkout, *words: str) -> list[str]:
    """Return the removed stacks that a report names."""
    return [each["stack"] for each in json.loads(report(project, "--format", "json", *words))["removed"]]


@pytest.mark.parametrize("form", ["markdown", "text", "html"])
def test_a_removed_account_is_named_with_the_way_to_delete_its_objects(project: Checkout, form: str) -> None:
    said = report(with_table(project, without("acme-de")), "--format", form)

    assert "1 account removed from the table" in said
    assert "Removed from the table: 1 account:" in said
    assert "pulumi destroy --stack acme-de" in said
    assert "no accounts are selected" not in said


def test_several_removed_accounts_are_named_together(project: Checkout) -> None:
    said = report(with_table(project, without("acme-de", "acme-uk")), "--format", "text")

    assert "Removed from the table: 2 accounts: acme-uk and acme-de" in said
    assert "pulumi destroy --stack STACK" in said


def test_a_report_of_a_change_that_only_removes_accounts_has_one_shard_and_nothing_to_apply(
    project: Checkout,
) -> None:
    with_table(project, without("acme-de"))

    assert project.fleet("shards", *SINCE).said == '["1/1"]\n'
    preview = project.fleet("preview", *SINCE, "--shard", "1/1", "--results", "previews")
    assert preview.exit_code == 0, preview.beside
    assert project.fleet("report", "previews", *SINCE).exit_code == 0
    assert project.fleet("shards", *SINCE, "--with-changes", "previews").said == "[]\n"


def test_a_table_with_the_same_accounts_removes_none(project: Checkout) -> None:
    with_table(project, TABLE.replace("18:00", "19:00"))
    assert project.fleet("report", "results", *SINCE).exit_code == 1  # of acme-uk, there is no result

    with_table(project, f"{project.read('accounts.csv')}\n")
    assert removed(project) == []
    assert project.fleet("shards", *SINCE).said == "[]\n"


def test_an_account_with_another_stack_is_renamed_and_not_removed(project: Checkout) -> None:
    with_table(project, TABLE.replace("acme-de,", "acme-germany,"))

    done = project.fleet("report", "results", *SINCE, "--format", "json")

    assert json.loads(done.said)["removed"] == []


def test_only_accounts_that_would_be_selected_count_as_removed(project: Checkout) -> None:
    with_table(project, without("acme-de"))

    assert removed(project, "--ring", "prod") == ["acme-de"]
    assert removed(project, "--ring", "dev") == []
    assert removed(project, "--match", "acme-uk*") == []
    assert project.fleet("shards", *SINCE, "--ring", "dev").said == "[]\n"


def test_without_a_valid_former_table_no_account_is_removed(project: Checkout) -> None:
    with_table(project, "stack,ring\nacme-de,prod\n")
    with_table(project, without("acme-de"))

    done = project.fleet("report", "results", *SINCE, "--format", "json")

    assert json.loads(done.said)["removed"] == []
