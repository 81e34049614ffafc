"""Every mistake of a program is shown at once, before anything reaches the engine."""

import re
from collections.abc import Callable

import pulumi
import pytest

from provider import SpecialOccasion, StatusReason, closed, open_hours
from tests.program.mocked import MockedEngine


def verdict(program: Callable[[], None], *, preview: bool = True) -> list[str]:
    """Return the lines with which a program is refused; nothing of it must have reached the engine."""
    engine = MockedEngine(preview=preview)
    with pytest.raises(pulumi.RunError) as refused:
        engine.run(program)
    assert engine.registered == []
    return str(refused.value).splitlines()


def occasion(resource_name: str, **changes: object) -> None:
    declared = {"name": resource_name, "description": "Closed", **changes}
    SpecialOccasion(resource_name, **declared)  # type: ignore[arg-type]


def reason(resource_name: str, **changes: object) -> None:
    StatusReason(resource_name, **{"text": resource_name, **changes})  # type: ignore[arg-type]


def everything_wrong() -> None:
    occasion("ages", description="", events=[closed("2026-12-01", days=31, time_zone="Europe/Lisbon")])
    occasion("fine")
    occasion("nowhere", events=[closed("2026-12-01", time_zone="Mars/Olympus")])
    reason("markup", text="<b>", order=0)
    reason("word", enabled="yes")
    reason("idle")
    reason("idle too", text="idle")


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "update"])
def test_all_mistakes_are_shown_with_resource_property_and_rule(*, preview: bool) -> None:
    lines = verdict(everything_wrong, preview=preview)

    assert lines[0] == "this program has 8 mistakes, and nothing was sent to LivePerson:"
    expected = [
        r'SpecialOccasion "ages": description: must not be empty',
        r'SpecialOccasion "ages": events\[0\]\.recurrence\[0\]: .*30 days',
        r'SpecialOccasion "nowhere": events\[0\]\.end\.time_zone: .*IANA',
        r'SpecialOccasion "nowhere": events\[0\]\.start\.time_zone: .*IANA',
        r'StatusReason "markup": order: must be 1 or more',
        r"StatusReason \"markup\": text: holds '<', '>'",
        r"StatusReason \"word\": enabled: must be True or False, not 'yes'",
        r'StatusReason "idle" and StatusReason "idle too": .* text \'idle\'',
    ]
    pairs = zip(lines[1:], expected, strict=True)
    assert [line for line, sought in pairs if not re.search(sought, line)] == []


def test_one_mistake_is_told_as_one() -> None:
    assert verdict(lambda: reason("word", enabled="yes"))[0].startswith("this program has one mistake, ")


ONLY_ONE = '{kind} "one" and {kind} "other": only one of them can {what}'


@pytest.mark.parametrize(
    ("declare", "same", "line"),
    [
        (occasion, {"name": "Same"}, ONLY_ONE.format(kind="SpecialOccasion", what="have the name 'Same'")),
        (occasion, {"is_default": True}, ONLY_ONE.format(kind="SpecialOccasion", what="be the default")),
        (reason, {"text": "Same"}, ONLY_ONE.format(kind="StatusReason", what="have the text 'Same'")),
        (reason, {"order": 2}, ONLY_ONE.format(kind="StatusReason", what="have the order 2")),
    ],
    ids=["name", "default", "text", "order"],
)
def test_what_only_one_resource_can_have_is_declared_once(
    declare: Callable[..., None], same: dict[str, object], line: str
) -> None:
    def program() -> None:
        declare("one", **same)
        declare("between")
        declare("other", **same)

    assert verdict(program)[1:] == [f"  {line}"]


def test_a_whole_number_written_as_a_float_is_the_same_order() -> None:
    def program() -> None:
        reason("one", order=2)
        reason("other", order=2.0)

    assert "the order 2" in verdict(program)[1]


def test_an_occasion_and_a_reason_may_share_a_name() -> None:
    engine = MockedEngine()

    def program() -> None:
        occasion("same")
        reason("same ", text="same")

    engine.run(program)

    assert len(engine.registered) == 2


def test_what_is_not_known_yet_is_no_mistake() -> None:
    engine = MockedEngine()

    def program() -> None:
        first = SpecialOccasion("first", name="First", description="Closed", is_default=True)
        later = pulumi.Output.from_input("2026-12-24T00:00:00")
        window = open_hours("2026-12-24", "00:00", "23:59", time_zone="Europe/Lisbon")
        window["start"]["date_time"] = later  # type: ignore[typeddict-item]
        occasion("second", description=first.description, events=[window])
        occasion("third", name=pulumi.Output.concat(first.name, " again"), is_default=first.is_default)
        reason("fourth", order=pulumi.Output.from_input(1))
        reason("fifth", order=1)

    engine.run(program)

    assert {each["name"] for each in engine.inputs.values() if "name" in each} == {
        "First",
        "second",
        "First again",
    }


def test_a_mistake_beside_what_is_not_known_is_shown() -> None:
    def program() -> None:
        occasion("one", name=pulumi.Output.from_input("later"), description="")

    assert verdict(program)[1:] == ['  SpecialOccasion "one": description: must not be empty']
