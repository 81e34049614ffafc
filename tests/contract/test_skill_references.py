"""An occasion that skills use is not deleted under them."""

import logging

import pytest

from pulumi_liveperson.client.errors import InUseError
from tests.contract.process import ACCOUNT, OF_OCCASIONS, Console, Process

pytestmark = OF_OCCASIONS


def assign(console: Console, occasion_id: str | None, *skills: str) -> None:
    for skill in console.control.objects(ACCOUNT, "skills"):
        if skill["name"] in skills:
            assigned = {"specialOccasionId": int(occasion_id) if occasion_id else None}
            console.control.foreign_update(ACCOUNT, "skills", skill["id"], assigned)


def test_an_occasion_that_skills_use_is_refused_with_their_names(process: Process, console: Console) -> None:
    id_ = console.create("Holidays")
    assign(console, id_, "billing", "sales")

    with pytest.raises(InUseError, match=r'"Holidays".*skills \("billing", "sales"\). Nothing was deleted'):
        process.delete(id_, "Holidays")

    assert process.count("DELETE") == 0


def test_the_others_of_the_batch_are_deleted(process: Process, console: Console) -> None:
    used, unused = console.create("used"), console.create("unused")
    assign(console, used, "billing")

    with pytest.raises(InUseError):
        process.delete(used, "used")
    process.delete(unused, "unused")

    assert list(console.live()) == ["used"]


def test_once_the_skill_lets_go_the_next_process_deletes(process: Process, console: Console) -> None:
    id_ = console.create("Holidays")
    assign(console, id_, "billing")
    assign(console, None, "billing")

    process.delete(id_, "Holidays")

    assert console.live() == {}


def test_a_skill_that_has_moved_since_the_last_look_does_not_block_a_delete(
    process: Process, console: Console
) -> None:
    old, other = console.create("old"), console.create("other")
    assign(console, old, "billing")
    process.delete(other, "other")  # which has read the skills

    assign(console, None, "billing")
    process.delete(old, "old")

    assert console.live() == {}


def test_many_deletes_read_the_skills_once(process: Process, console: Console) -> None:
    ids = [console.create(f"occasion {number}") for number in range(5)]

    for number, id_ in enumerate(ids):
        process.delete(id_, f"occasion {number}")

    assert sum(each["path"].endswith("le-users/skills") for each in console.control.requests()) == 1


def test_without_access_to_skills_the_delete_goes_ahead_and_says_so(
    process: Process, console: Console, caplog: pytest.LogCaptureFixture
) -> None:
    id_ = console.create("Holidays")
    console.control.add_fault("status_before", path="le-users/skills", status=403)

    with caplog.at_level(logging.WARNING):
        process.delete(id_, "Holidays")

    assert console.live() == {}
    assert "cannot be checked" in caplog.text
