"""The report for all accounts: equal changes once, and what is hard to undo first."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pulumi_liveperson.fleet.combined as room
from pulumi_liveperson.fleet.result import Check, Command, Outcome, as_json
from tests.fleet.fleets import account, drifted, easter, fleet, lunch, shorter_week
from tests.fleet.reporting import fleet_report, headings
from tests.fleet.results import result, written
from tests.report.steps import reason, step

SCHEMA = json.loads((Path(room.__file__).parent / "schema.json").read_text())
TABLE = """\
stack,account,program,ring
brand-000,1,contact_centre,dev
brand-001,2,contact_centre,test
brand-002,3,contact_centre,prod
"""


@pytest.fixture(scope="module")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of 40 accounts."""
    return written(tmp_path_factory.mktemp("results"), *fleet(40))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a table of three accounts, in which the commands run."""
    (tmp_path / "stacks").mkdir()
    (tmp_path / "stacks" / "contact_centre.py").write_text("def program():\n    pass\n")
    (tmp_path / "Pulumi.yaml").write_text("name: our-accounts\nruntime: python\n")
    (tmp_path / "accounts.csv").write_text(TABLE)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_headline_counts_the_accounts(forty: Path) -> None:
    said = fleet_report(forty)

    assert said.out.splitlines()[:2] == [
        "<!-- liveperson-accounts report: our-accounts -->",
        "### Fleet our-accounts: 40 accounts; 31 change, 7 unchanged, 1 failed, 1 refused",
    ]
    assert said.exit_code == 1


def test_what_is_hard_to_undo_comes_before_the_changes_of_most_accounts(forty: Path) -> None:
    said = fleet_report(forty).out

    assert headings(said) == [
        "Deleted",
        "Skills with fewer open hours",
        "Defaults of accounts",
        "The same change in 31 accounts (dev 4, test 3, prod 24)",
        "The same change in 3 accounts of ring prod",
        "Changes in one account only",
        "Other changes of open hours",
        "Notes",
        "Warnings",
        "Before and after",
    ]
    assert said.index("**Failed: 1 account**: brand-032") < said.index("#### Deleted")


def test_each_change_is_described_once(forty: Path) -> None:
    for format_ in ("markdown", "text", "html"):
        said = fleet_report(forty, "--format", format_).out

        assert said.count("new status reason for Away") + said.count("New status reason for Away") == 1
        assert said.count("the other 8 days stay unchanged") == 1


def test_the_first_accounts_are_named_and_all_of_them_below(forty: Path) -> None:
    said = fleet_report(forty).out

    assert "brand-000, brand-010, brand-020, brand-030, brand-001, brand-011 and 25 more:" in said
    assert "<summary>All 31 accounts</summary>\n\n- dev: brand-000, brand-010, brand-020, brand-030\n" in said


def test_another_hour_is_another_group(tmp_path: Path) -> None:
    said = fleet_report(
        written(
            tmp_path / "results",
            result("one", account(easter())),
            result("two", account(easter(), shorter_week())),
        )
    ).out

    assert "#### The same change in 2 accounts of ring prod\n\none and two:" in said
    assert "#### Changes in one account only\n\nIn **two** (prod):" in said


def test_a_night_of_drift_is_one_message(tmp_path: Path) -> None:
    said = fleet_report(written(tmp_path / "results", *drifted(40)))

    assert said.exit_code == 0
    assert "### Fleet our-accounts: 40 accounts; 3 with drift, 37 unchanged\n" in said.out
    assert "2 accounts were changed by other people." in said.out
    assert headings(said.out)[:3] == ["Changed in LivePerson by other people", "Notes", "Checks"]
    assert "- **Reason 3**: disabled, so that agents can no longer select it.\n" in said.out
    assert "**hours --live --verify** in **brand-002** (prod):\n\n```text\nSkill 3 is open" in said.out


def test_a_night_without_drift_is_one_line(tmp_path: Path) -> None:
    results = [each for each in drifted(40) if each.outcome is Outcome.UNCHANGED]

    said = fleet_report(written(tmp_path / "results", *results)).out

    assert "### Fleet our-accounts: 37 accounts; 37 unchanged\n" in said
    assert headings(said) == []
    assert "other people" not in said


def test_the_run_is_continued_with_the_accounts_that_are_not_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ends = {
        "a": Outcome.APPLIED,
        "b": Outcome.FAILED,
        "c": Outcome.INTERRUPTED,
        "d": Outcome.NOT_STARTED,
        "e": Outcome.NOT_STARTED,
    }
    results = [
        result(stack, account(lunch()), command=Command.APPLY, outcome=outcome, message="Why")
        for stack, outcome in ends.items()
    ]
    written(tmp_path / "results", *results)

    said = fleet_report("results").out

    assert "5 accounts; 1 updated, 1 failed, 1 interrupted, 2 not started" in said
    assert "run `liveperson fleet apply --results results --only-failed results`. Finished" in said
    assert "> **Not started: 2 accounts of ring prod**: d and e: Why" in said


def test_equal_messages_are_shown_once_and_do_not_name_an_account(tmp_path: Path) -> None:
    message = "run `pulumi cancel --stack {}` for account {}"

    def failed(stack: str) -> Any:
        found = result(stack, outcome=Outcome.FAILED)
        return replace(found, message=message.format(stack, found.account))

    one, two = failed("one"), failed("two")

    assert (
        fleet_report(written(tmp_path / "results", one, two), "--format", "text").out.count(
            "run `pulumi cancel --stack <stack>` for account <account>"
        )
        == 1
    )


def test_the_only_account_with_a_check_keeps_its_name(tmp_path: Path) -> None:
    check = Check("hours", 3, "run `pulumi refresh --stack one`")
    found = result("one", account(), command=Command.DRIFT, outcome=Outcome.DRIFT, checks=(check,))

    assert "run `pulumi refresh --stack one`" in fleet_report(written(tmp_path / "results", found)).out


def test_json_is_as_its_schema_says(forty: Path, tmp_path: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for folder in (forty, written(tmp_path / "results", *drifted(5))):
        said = fleet_report(folder, "--format", "json")

        jsonschema.Draft202012Validator(SCHEMA).validate(said.json)
        assert said.json["exit_code"] == said.exit_code
    found = fleet_report(forty, "--format", "json").json
    numbers = {each["number"]: each for part in ("changes", "hours", "others") for each in found[part]}
    for each in found["accounts"]:
        assert all(each["stack"] in numbers[number]["accounts"] for number in each["changes"])


def test_hours_that_are_not_compared_are_reported_before_the_changes(tmp_path: Path) -> None:
    failed = account(shorter_week())
    found = result("one", {**failed, "steps": [each for each in failed["steps"] if each["op"] != "refresh"]})
    report: Any = {**(found.report or {})}
    report["hours"] = {**report["hours"], "compared": False, "remark": "The hours are not compared: why."}
    folder = written(tmp_path / "results", replace(found, report=report), result("two", account(lunch())))

    for format_ in ("markdown", "text", "html"):
        said = fleet_report(folder, "--format", format_).out

        assert said.index("The hours are not compared: why.") < said.index("Office")


def test_a_refusal_alone_has_a_code_of_its_own(tmp_path: Path) -> None:
    refused = result("one", account(lunch()), "--blackout", "2020-01-01..2099-01-01", outcome=Outcome.REFUSED)

    said = fleet_report(written(tmp_path / "results", refused))

    assert said.exit_code == 3
    assert "Refused by --blackout 2020-01-01..2099-01-01: no changes are allowed today" in said.out


def test_selected_accounts_without_a_result_are_a_failure(project: Path) -> None:
    folder = written(project / "results", *fleet(2))

    for options, exit_code in (((), 0), (("--ring", "dev"), 0), (("--complete",), 1), (("--match", "*"), 1)):
        said = fleet_report(folder, *options)

        assert said.exit_code == exit_code, options
        assert ("Without a result: 1 account**: brand-002" in said.out) == bool(exit_code)
    assert fleet_report(folder, "--complete", "--format", "json").json["missing"] == [
        {"stack": "brand-002", "account": "3", "ring": "prod", "program": "contact_centre"}
    ]


def test_results_of_stacks_that_are_not_selected_are_left_out(project: Path) -> None:
    folder = written(project / "results", *fleet(3), result("removed", account(lunch())))

    dev = fleet_report(folder, "--ring", "dev")
    every = fleet_report(folder, "--complete", "--format", "json")

    assert "### Fleet our-accounts: 1 account; 1 change" in dev.out
    assert dev.err == (
        "fleet report: left out 3 results, because their stacks are not selected: brand-001, brand-002, "
        "removed.\n"
    )
    assert [each["stack"] for each in every.json["accounts"]] == ["brand-000", "brand-001", "brand-002"]
    assert "removed" in fleet_report(folder).out


def test_a_selection_without_accounts_is_a_report(project: Path) -> None:
    (project / "accounts.csv").write_text(TABLE.replace(",prod", ",test") + "*,,,prod\n*,,,dev\n*,,,test\n")
    (project / "results").mkdir()

    said = fleet_report("results", "--ring", "prod", "--name", "our-accounts")

    assert said.exit_code == 0
    assert "### Fleet our-accounts: no accounts are selected\n" in said.out


def cut_short(folder: Path) -> None:
    file = folder / "brand-001.json"
    file.write_text(file.read_text()[:-200])


def of_another_commit(folder: Path) -> None:
    written(folder, replace(result("other", account()), commit="0" * 40))


def of_another_command(folder: Path) -> None:
    written(folder, result("other", account(), command=Command.APPLY))


def of_another_version(folder: Path) -> None:
    found = result("other", account())
    written(folder, replace(found, report={**(found.report or {}), "version": 2}))


def of_a_broken_change(folder: Path) -> None:
    found = result("other", account(lunch()))
    report = {**(found.report or {}), "changes": [{"kind": "skill"}]}
    written(folder, replace(found, report=report))


def under_another_name(folder: Path) -> None:
    (folder / "brand-007.json").write_text(as_json(result("other", account())))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (cut_short, "brand-001.json is not a complete result of a fleet command of this version: delete"),
        (of_another_commit, "are of different commits ("),
        (of_another_command, "has a result of `fleet preview`, and stack other one of `fleet apply`: name"),
        (of_another_version, "the result of stack other contains a report of another version of this"),
        (of_a_broken_change, "the result of stack other contains a report of another version of this"),
        (under_another_name, "brand-007.json is the result of stack other: rename the file, or delete it."),
    ],
)
def test_bad_input_is_one_message(tmp_path: Path, damage: Callable[[Path], None], message: str) -> None:
    folder = written(tmp_path / "results", *fleet(3))
    damage(folder)

    said = fleet_report(folder)

    assert (said.exit_code, said.out, said.err.count("\n")) == (2, "", 1)
    assert message in said.err


def test_folders_are_checked(tmp_path: Path) -> None:
    full, again = (written(tmp_path / name, *fleet(2)) for name in ("full", "again"))
    empty = tmp_path / "empty"
    empty.mkdir()

    for arguments, message in (
        ((full, again), "stack brand-000 has two results, the second one in "),
        ((tmp_path / "nothing",), "is not a folder: name the folders that --results of the runs named."),
        ((empty,), "contains no results: name the folders that --results of the runs named."),
    ):
        said = fleet_report(*arguments)

        assert (said.exit_code, said.out, said.err.count("\n")) == (2, "", 1)
        assert message in said.err


def test_shards_are_read_together(tmp_path: Path) -> None:
    results = list(fleet(6))
    folders = [written(tmp_path / str(number), *results[number::2]) for number in range(2)]

    assert "6 accounts; 6 change" in fleet_report(*folders).out


def test_a_report_is_written_to_a_file(tmp_path: Path) -> None:
    folder = written(tmp_path / "results", *fleet(2))

    said = fleet_report(folder, "--output", tmp_path / "report.md", "--artifact", "the page of this run")

    assert said.out == ""
    assert "All accounts and details: the page of this run" in (tmp_path / "report.md").read_text()
    assert fleet_report(folder, "--output", tmp_path / "no" / "report.md").exit_code == 2


def test_changes_by_other_people_are_next_to_planned_ones(tmp_path: Path) -> None:
    theirs, ours = reason("Reason 3", enabled=False), reason("Reason 3")
    document = account(
        step("refresh", ours, ours, resource="reason-3"), step("update", theirs, ours, resource="reason-3")
    )

    said = fleet_report(written(tmp_path / "results", result("one", document))).out

    assert headings(said)[:2] == ["Changes in one account only", "Changed in LivePerson by other people"]
