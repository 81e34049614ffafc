"""A value that is not known yet, such as another resource's output in a preview, is never a mistake."""

import asyncio
import copy
from collections.abc import Iterator
from typing import Any

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi.output import Unknown

from pulumi_liveperson.special_occasion import SpecialOccasionModel
from pulumi_liveperson.status_reason import StatusReasonModel
from pulumi_liveperson.validation import checked
from tests.program.mocked import MockedEngine
from tests.unit.declarations import Props, event, mistakes, occasion, occasions, reason, reasons

Place = tuple[str | int, ...]


def places(value: Any, place: Place = ()) -> Iterator[Place]:
    """Yield where a value, or something in it, could be unknown."""
    if place:
        yield place
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, item in inner:
        yield from places(item, (*place, name))


def put(value: Any, place: Place, new: object) -> Any:
    """Return a copy of a value with something else at a place."""
    changed = copy.deepcopy(value)
    inner = changed
    for name in place[:-1]:
        inner = inner[name]
    inner[place[-1]] = new
    return changed


UNKNOWN = Unknown()  # type: ignore[no-untyped-call]
OCCASION = occasion(events=[event(count=2), event(working=True)])
REASON = reason(order=1)
PLACES = [
    *(pytest.param(occasions, OCCASION, place, id=str(place)) for place in places(OCCASION)),
    *(pytest.param(reasons, REASON, place, id=str(place)) for place in places(REASON)),
]


@pytest.mark.parametrize(("provider", "declared", "place"), PLACES)
def test_an_unknown_is_no_mistake_wherever_it_is(provider: Any, declared: Props, place: Place) -> None:
    assert mistakes(provider(), put(declared, place, UNKNOWN)) == []


@pytest.mark.parametrize(("provider", "declared", "place"), PLACES)
def test_an_unknown_stays_where_it_is(provider: Any, declared: Props, place: Place) -> None:
    inner = provider().check({}, put(declared, place, UNKNOWN)).inputs

    for name in place:
        inner = inner[name]
    assert isinstance(inner, Unknown)


@pytest.mark.parametrize(
    ("declared", "paths"),
    [
        (occasion(name=UNKNOWN, description=""), ["description"]),
        (occasion(name="n" * 51, description=UNKNOWN), ["name"]),
        (occasion(is_default="no", events=UNKNOWN), ["is_default"]),
        (occasion(events=[UNKNOWN, event(count=31)]), ["events[1].recurrence[0]"]),
        (
            occasion(events=[event(end={"date_time": UNKNOWN, "time_zone": "Mars/Olympus"})]),
            ["events[0].end.time_zone", "events[0].end.time_zone"],
        ),
        (
            occasion(events=[event("2026-12-25", "2026-12-24", recurrence=UNKNOWN)]),
            ["events[0].end.date_time"],
        ),
        (
            occasion(events=[event("2026-12-01", "2027-12-01", recurrence=[UNKNOWN])]),
            ["events[0].end.date_time"],
        ),
        (occasion(events=[event(meta=UNKNOWN, recurrence=["daily"])]), ["events[0].recurrence"]),
        (occasion(events=[{"meta": UNKNOWN}]), ["events[0].end", "events[0].start"]),
        (occasion(name=UNKNOWN, colour=UNKNOWN), ["colour"]),
    ],
)
def test_the_other_mistakes_still_show(declared: Props, paths: list[str]) -> None:
    assert [path for path, _ in mistakes(occasions(), declared)] == paths


def test_the_other_mistakes_of_a_status_reason_still_show() -> None:
    found = mistakes(reasons(), reason(text=UNKNOWN, state="Here", order=0))

    assert [path for path, _ in found] == ["order", "state"]


@given(st.data())
def test_unknowns_add_no_mistake(data: st.DataObject) -> None:
    broken = occasion(
        name="n" * 51, events=[event("2026-12-25", "2026-12-24", working="no"), event(count=31), event()]
    )
    unknown = put(broken, data.draw(st.sampled_from(list(places(broken)))), UNKNOWN)

    found = set(mistakes(occasions(), unknown))

    assert found <= set(mistakes(occasions(), broken))


def test_an_output_is_no_mistake_in_a_program() -> None:
    found: list[Any] = []

    def program() -> None:
        output = pulumi.Output.from_input("later")
        found.extend(
            checked(model, put(declared, place, output))[1]
            for model, declared in ((SpecialOccasionModel, OCCASION), (StatusReasonModel, REASON))
            for place in places(declared)
        )

    MockedEngine().run(program)

    assert found
    assert not any(found)


def test_an_awaitable_is_no_mistake_in_a_program() -> None:
    async def program() -> list[Any]:
        later = asyncio.get_running_loop().create_future()
        return checked(SpecialOccasionModel, occasion(name=later, events=later))[1]

    assert asyncio.run(program()) == []


def test_what_is_known_is_canonical_although_something_else_is_unknown() -> None:
    declared = event()
    del declared["recurrence"]

    inputs = occasions().check({}, occasion(description=UNKNOWN, events=[declared])).inputs

    assert inputs["events"][0]["recurrence"] == []
