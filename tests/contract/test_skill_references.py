"""An occasion that skills use is not deleted under them."""

import logging
from collections.abc import Callable

import pytest

from pulumi_liveperson.client.errors import InUseError
from pulumi_liveperson.client.kinds.skill import SKILL
from tests.contract.place import Place
from tests.contract.process import OF_OCCASIONS, Console, Process

pytestmark = OF_OCCASIONS


Assign = Callable[..., None]


@pytest.fixture
def assign(place: Place) -> Assign:
    """Lets another person assign an occasion to skills, or none."""
    console, ids = place.console(SKILL), dict[str, str]()

    def assigned(occasion_id: str | None, *names: str) -> None:
        for name in names:
            if name not in ids:
                ids[name] = console.put_in({"name": name, "maxWaitTime": 120})
            console.edit(ids[name], specialOccasionId=int(occasion_id) if occasion_id else None)

    return assigned


@pytest.mark.account
def test_an_occasion_that_skills_use_is_refused_with_their_names(
    process: Process, console: Console, assign: Assign
) -> None:
    id_ = console.create("Holidays")
    assign(id_, "returns", "vip")

    with pytest.raises(InUseError, match=r'"Holidays".*skills \("returns", "vip"\). Nothing was deleted'):
        process.delete(id_, "Holidays")

    assert process.count("DELETE") == 0


@pytest.mark.account
def test_the_others_of_the_batch_are_deleted(process: Process, console: Console, assign: Assign) -> None:
    used, unused = console.create("used"), console.create("unused")
    assign(used, "vip")

    with pytest.raises(InUseError):
        process.delete(used, "used")
    process.delete(unused, "unused")

    assert list(console.live()) == ["used"]


@pytest.mark.account
def test_once_the_skill_lets_go_the_next_process_deletes(
    process: Process, console: Console, assign: Assign
) -> None:
    id_ = console.create("Holidays")
    assign(id_, "vip")
    assign(None, "vip")

    process.delete(id_, "Holidays")

    assert console.live() == {}


@pytest.mark.account
def test_a_skill_that_has_moved_since_the_last_look_does_not_block_a_delete(
    process: Process, console: Console, assign: Assign
) -> None:
    old, other = console.create("old"), console.create("other")
    assign(old, "vip")
    process.delete(other, "other")  # which has read the skills

    assign(None, "vip")
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
