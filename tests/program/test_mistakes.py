"""Every mistake of a program is shown at once, before anything reaches the engine."""

import re
from collections.abc import Callable

import pulumi
import pytest

from pulumi_liveperson import SpecialOccasion, StatusReason, closed, open_hours
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

    assert lines[0] == "this program has 8 errors, and nothing was sent to LivePerson:"
    expected = [
        r'SpecialOccasion "ages": description: must not be empty',
        r'SpecialOccasion "ages": events\[0\]\.recurrence\[0\]: .*30 days',
        r'SpecialOccasion "nowhere": events\[0\]\.end\.time_zone: .*IANA',
        r'SpecialOccasion "nowhere": events\[0\]\.start\.time_zone: .*IANA',
        r'StatusReason "markup": order: must be 1 or more',
        r"StatusReason \"markup\": text: contains '<', '>'",
        r"StatusReason \"word\": enabled: must be True or False, not 'yes'",
        r'StatusReason "idle" and StatusReason "idle too": .* text \'idle\'',
    ]
    pairs = zip(lines[1:], expected, strict=True)
    assert [line for line, sought in pairs if not re.search(sought, line)] == []


def test_one_mistake_is_reported_as_one_error() -> None:
    assert verdict(lambda: reason("word", enabled="yes"))[0].startswith("this program has one error, ")


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
        window = open_hours("2026-12-24", "00:00", "23:59", time_zone="Europe/Lisbon")
        window["start"]["date_time"] = first.name.apply(lambda _: "2026-12-24T00:00:00")  # type: ignore[typeddict-item]
        occasion("second", description=first.description, events=[window])
        occasion("third", name=pulumi.Output.concat(first.name, " again"), is_default=first.is_default)
        reason("fourth", order=first.events.apply(lambda _: 1))
        reason("fifth", order=1)

    engine.run(program)

    assert {each["name"] for each in engine.inputs.values() if "name" in each} == {
        "First",
        "second",
        "First again",
    }


def test_a_mistake_beside_what_is_not_known_is_shown() -> None:
    def program() -> None:
        occasion("one", name=StatusReason("lunch", text="Lunch").text, description="")

    assert verdict(program)[1:] == ['  SpecialOccasion "one": description: must not be empty']


def test_values_that_become_known_without_our_resources_are_judged() -> None:
    async def later(value: object) -> object:
        return value

    def program() -> None:
        reason("one", text=pulumi.Output.from_input("Same").apply(lambda text: text))
        reason("other", text=later("Same"))
        occasion("first", is_default=True, description=later(""))
        occasion("second", is_default=pulumi.Output.from_input(True))  # noqa: FBT003 - Pulumi's signature
        reason("third", order=pulumi.Output.from_input(2.0))
        reason("fourth", order=2)

    assert verdict(program)[1:] == [
        '  SpecialOccasion "first": description: must not be empty',
        '  StatusReason "one" and StatusReason "other": only one of them can have the text \'Same\'',
        '  SpecialOccasion "first" and SpecialOccasion "second": only one of them can be the default',
        '  StatusReason "third" and StatusReason "fourth": only one of them can have the order 2',
    ]


def test_a_coroutine_is_looked_at_and_registered() -> None:
    async def later(value: str) -> str:
        return value

    engine = MockedEngine()
    engine.run(lambda: reason("one", text=later("Lunch")))

    assert engine.inputs["one"]["text"] == "Lunch"


def test_a_secret_is_not_shown() -> None:
    def program() -> None:
        reason("one", text=pulumi.Output.secret("Quiet time"))
        reason("other", text=pulumi.Output.secret("Quiet time "), state=pulumi.Output.secret("Quiet"))

    [line] = verdict(program)[1:]

    assert line == (
        '  StatusReason "one" and StatusReason "other": only one of them can have the text [secret]'
    )


COMPOSED, DECOMPOSED = "Caf\u00e9", "Cafe\u0301"


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("Lunch", "Lunch ", "'Lunch' or 'Lunch '"),
        ("Lunch", "\u00a0Lunch", "'Lunch' or '\\xa0Lunch'"),
        ("Lunch break", "Lunch  break", "'Lunch break' or 'Lunch  break'"),
        (COMPOSED, DECOMPOSED, "'Caf\\xe9' or 'Cafe\\u0301'"),
    ],
)
@pytest.mark.parametrize(("declare", "field"), [(occasion, "name"), (reason, "text")])
def test_names_that_look_alike_are_a_mistake(
    declare: Callable[..., None], field: str, one: str, other: str, shown: str
) -> None:
    def program() -> None:
        declare("one", **{field: one})
        declare("other", **{field: other})

    [line] = verdict(program)[1:]

    assert line.endswith(
        f"only one of them can have the {field} {shown}, which LivePerson or agents may not tell apart"
    )


@pytest.mark.parametrize(("one", "other"), [("IT", "it"), ("A/B", "A B"), ("Caf\u00e9", "Cafe")])
def test_names_that_differ_in_a_letter_are_two(one: str, other: str) -> None:
    engine = MockedEngine()

    def program() -> None:
        reason("one", text=one)
        reason("other", text=other)

    engine.run(program)

    assert len(engine.registered) == 2


def test_two_accounts_have_nothing_in_common() -> None:
    engine = MockedEngine()

    def program() -> None:
        for account in ("one", "other"):
            provider = pulumi.ProviderResource("pulumi-python", account, {})
            opts = pulumi.ResourceOptions(provider=provider)
            occasion(account, name="Same", is_default=True, opts=opts)

    engine.run(program)

    assert {each.name for each in engine.registered} == {"one", "other"}


def corrected(arguments: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult | None:
    """Make duplicate names distinct, and keep only the parent of the options."""
    if "text" not in arguments.props:
        return None
    text = f"{arguments.props['text']} {arguments.name}"
    opts = pulumi.ResourceOptions(parent=arguments.opts.parent)
    return pulumi.ResourceTransformationResult({**arguments.props, "text": text}, opts)


class Team(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("acme:Team", name, None, opts)


@pytest.mark.parametrize("by", ["resource", "parent", "stack"])
def test_a_value_that_a_transformation_corrects_is_not_a_mistake(by: str) -> None:
    engine = MockedEngine()

    def program() -> None:
        opts = pulumi.ResourceOptions(transformations=[corrected])
        if by == "stack":
            pulumi.runtime.register_stack_transformation(corrected)
            opts = pulumi.ResourceOptions()
        if by == "parent":
            opts = pulumi.ResourceOptions(parent=Team("team", opts))
        reason("one", text="Lunch", opts=opts)
        reason("other", text="Lunch", opts=opts)

    engine.run(program)

    assert {each["text"] for each in engine.inputs.values() if each} == {"Lunch one", "Lunch other"}


def test_what_a_transformation_leaves_wrong_is_a_mistake() -> None:
    def program() -> None:
        pulumi.runtime.register_stack_transformation(corrected)
        reason("<b>", text="Lunch")

    assert verdict(program)[1:] == [
        "  StatusReason \"<b>\": text: contains '<', '>', which LivePerson rejects as markup"
    ]


@pytest.mark.parametrize("ignored", ["is_default", '["is_default"]', "*"])
def test_what_is_ignored_is_left_to_the_engine(ignored: str) -> None:
    engine = MockedEngine()

    def program() -> None:
        occasion("one", is_default=True)
        opts = pulumi.ResourceOptions(ignore_changes=[ignored])
        occasion("other", is_default=True, opts=opts)

    engine.run(program)

    assert len(engine.registered) == 2


def test_what_is_not_ignored_is_a_mistake_beside_what_is() -> None:
    def program() -> None:
        opts = pulumi.ResourceOptions(ignore_changes=["events[0].meta.name", "is_default"])
        occasion("one", description="", is_default="no", events="none", opts=opts)

    assert verdict(program)[1:] == ['  SpecialOccasion "one": description: must not be empty']


def test_what_is_only_read_is_not_judged() -> None:
    engine = MockedEngine()

    def program() -> None:
        reason("one", text="", opts=pulumi.ResourceOptions(id="4410021410"))
        reason("other", text="Lunch")

    engine.run(program)

    assert {each.name for each in engine.registered} == {"one", "other"}
