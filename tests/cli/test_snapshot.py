"""`liveperson snapshot`: what an account holds, in a file."""

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.file import write_file
from tests.cli.commands import (
    COLLECTIONS,
    NASTY,
    OCCASIONS,
    REASONS,
    Done,
    command,
    lists,
    made,
    occasion,
    reason,
)
from tests.engine.trial import ACCOUNT, Stack
from tests.skills import make_skill

pytestmark = pytest.mark.engine


def snapshot(stack: Stack, *words: str, **environment: str) -> Done:
    return command(stack, "snapshot", "--stack", "trial", *words, **environment)


def content(path: Path) -> Any:
    return json.loads(path.read_text())


def test_a_snapshot_contains_complete_objects_with_ids_and_revisions(
    stack: Stack, simulator: Simulator
) -> None:
    control = simulator.control
    occasions = made(control, OCCASIONS, occasion(NASTY), occasion("Standard", isDefault=True))
    reasons = made(control, REASONS, reason("Lunch"))
    (gone,) = made(control, REASONS, reason("Gone"))
    control.foreign_delete(ACCOUNT, REASONS, gone)
    unknown = {"somethingNew": [1]}
    make_skill(control, "Billing", specialOccasionId=int(occasions[0]), **unknown)
    control.clear_requests()

    done = snapshot(stack, "--output", "before.json")

    held = content(stack.project / "before.json")
    assert (done.exit_code, done.beside) == (0, "")
    assert re.fullmatch(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", held["time"])
    assert done.said == (
        f"Wrote before.json with the content of account {ACCOUNT} at {held['time']}: "
        "2 special occasions, 1 status reason, no workdays objects, 1 skill.\n"
    )
    assert {name: held[name] for name in ("format", "version", "account", "stack")} == {
        "format": "liveperson-accounts snapshot",
        "version": 1,
        "account": ACCOUNT,
        "stack": "trial",
    }
    assert [str(each["id"]) for each in held["collections"]["SpecialOccasion"]["objects"]] == occasions
    assert [str(each["id"]) for each in held["collections"]["StatusReason"]["objects"]] == reasons
    assert held["collections"]["SpecialOccasion"]["objects"] == control.objects(ACCOUNT, OCCASIONS)
    assert held["collections"]["SpecialOccasion"]["revision"] == str(control.revision(ACCOUNT, OCCASIONS))
    assert held["collections"]["SpecialOccasion"]["skills"] == {occasions[0]: ["Billing"]}
    assert held["collections"]["StatusReason"]["skills"] is None
    assert held["collections"]["Skill"]["objects"] == control.objects(ACCOUNT, "skills")
    assert held["collections"]["Skill"]["objects"][0].items() >= unknown.items()
    assert lists(control) == COLLECTIONS


def test_the_file_is_like_any_other_and_alone(stack: Stack) -> None:
    before = set(stack.project.iterdir())
    mask = os.umask(0o027)
    try:
        done = snapshot(stack, "--output", "before.json")
    finally:
        os.umask(mask)

    assert done.exit_code == 0
    assert set(stack.project.iterdir()) - before == {stack.project / "before.json"}
    assert stat.S_IMODE((stack.project / "before.json").stat().st_mode) == 0o640


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(stack: Stack, simulator: Simulator) -> None:
    path = stack.project / "before.json"
    path.write_text("precious")
    simulator.control.clear_requests()

    done = snapshot(stack, "--output", "before.json")

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside == (
        "snapshot: before.json already exists: use another file name, or replace the file with --replace.\n"
    )
    assert path.read_text() == "precious"
    assert simulator.control.requests() == []
    assert snapshot(stack, "--output", "before.json", "--replace").exit_code == 0
    assert content(path)["account"] == ACCOUNT


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_during_the_snapshot_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """The second file system has no hard links, as those of memory sticks have none."""
    path = tmp_path / "before.json"

    def linked(self: Path, target: Path) -> None:
        if not links:
            raise PermissionError(1, "Operation not permitted")
        os.link(target, self)

    monkeypatch.setattr(Path, "hardlink_to", linked)
    write_file(path, "first", replace=False)
    assert path.read_text() == "first"
    real = Path.exists
    answers = iter([False, True])
    monkeypatch.setattr(Path, "exists", lambda self: next(answers) if self == path else real(self))

    with pytest.raises(FileExistsError):
        write_file(path, "second", replace=False)

    assert path.read_text() == "first"
    assert list(tmp_path.iterdir()) == [path]


def test_without_a_name_it_is_called_after_the_account_and_the_time(stack: Stack) -> None:
    done = snapshot(stack)

    (path,) = stack.project.glob(f"snapshot-{ACCOUNT}-*T*Z.json")
    assert done.said.startswith(f"Wrote {path.name} with the content of account {ACCOUNT} at ")
    assert done.said.endswith(": no special occasions, no status reasons, no workdays objects, no skills.\n")


def test_it_may_go_to_standard_output(stack: Stack) -> None:
    done = snapshot(stack, "--output", "-")

    assert (done.exit_code, done.beside) == (0, "")
    assert done.json["account"] == ACCOUNT


def test_a_folder_that_is_not_there_is_said(stack: Stack) -> None:
    done = snapshot(stack, "--output", "nowhere/before.json")

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside == "snapshot: nowhere/before.json cannot be written: No such file or directory.\n"


@pytest.mark.parametrize("select", ["ignored", "reject400"])
def test_summaries_are_filled_in(stack: Stack, simulator: Simulator, select: str) -> None:
    control = simulator.control
    control.set_knobs(list_select=select)
    made(control, OCCASIONS, *(occasion(f"Occasion {number}") for number in range(12)))

    done = snapshot(stack, "--output", "before.json")

    assert done.exit_code == 0
    held = content(stack.project / "before.json")["collections"]["SpecialOccasion"]
    assert held["objects"] == control.objects(ACCOUNT, OCCASIONS)


def test_objects_that_are_read_one_by_one_are_of_one_moment(stack: Stack, simulator: Simulator) -> None:
    control = simulator.control
    control.set_knobs(list_select="ignored")
    first, second = made(control, OCCASIONS, occasion("A", isDefault=True), occasion("B"))
    control.foreign_on(
        ACCOUNT,
        OCCASIONS,
        when={"moment": "after", "method": "GET", "path": first},
        write={"operation": "update", "id": second, "changes": {"isDefault": True}},
    )

    assert snapshot(stack, "--output", "before.json").exit_code == 0

    held = content(stack.project / "before.json")["collections"]["SpecialOccasion"]
    assert [each["isDefault"] for each in held["objects"]] == [False, True]
    assert held["revision"] == str(control.revision(ACCOUNT, OCCASIONS))


def test_an_account_that_changes_all_the_time_gives_no_snapshot(stack: Stack, simulator: Simulator) -> None:
    control = simulator.control
    control.set_knobs(list_select="ignored")
    (first,) = made(control, OCCASIONS, occasion("A"))
    control.foreign_on(
        ACCOUNT,
        OCCASIONS,
        when={"moment": "after", "method": "GET", "path": first, "times": 9},
        write={"operation": "update", "id": first, "changes": {"description": "Other"}},
    )

    done = snapshot(stack, "--output", "before.json")

    assert done.exit_code == 1
    assert done.beside == (
        "snapshot: The special occasions changed in LivePerson each time they were read one by one: "
        "try again later.\n"
    )
    assert not (stack.project / "before.json").exists()


def test_skills_that_may_not_be_read_are_left_out_and_that_is_said(
    stack: Stack, simulator: Simulator
) -> None:
    simulator.control.add_fault("status_before", path="/skills", status=403)

    done = snapshot(stack, "--output", "before.json")

    assert done.exit_code == 0
    assert done.beside == (
        "These credentials may not read skills, so the snapshot contains no skills, and does not show which "
        "skills use its objects.\n"
    )
    assert content(stack.project / "before.json")["collections"]["SpecialOccasion"]["skills"] is None
