"""Whatever values stand where Pulumi puts values, a report comes out."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.review.from_plan import read_plan
from pulumi_liveperson.review.from_preview import read_preview
from pulumi_liveperson.review.presentation import Presentation
from pulumi_liveperson.wire import prop
from tests.report.steps import occasion, reason, skill, skill_hours, step

leaves: Any = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
anything: Any = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    "inputs",
    "outputs",
    "id",
    "urn",
    "diffReasons",
    "steps",
    "state",
    "goal",
    "inputDiff",
    "adds",
    "deletes",
    "propertyDependencies",
]
FIELDS = [
    *["name", "description", "is_default", "events", "text", "state", "enabled", "order", "on_conflict"],
    *["skill_name", "skill_id", *(prop(name) for name in SKILL.fields)],
]
KINDS = occasion, reason, skill, skill_hours
odd: Any = st.dictionaries(st.sampled_from([*KEYS, *FIELDS]), anything, max_size=4)


@settings(max_examples=300)
@given(
    operations=st.lists(
        st.sampled_from(["create", "update", "delete", "replace", "refresh", "same", "import", "?"])
    ),
    states=st.lists(
        st.fixed_dictionaries({}, optional={"inputs": odd, "outputs": odd, "id": anything}), min_size=2
    ),
    rest=odd,
    kind=st.sampled_from([kind() for kind in KINDS]),
    diagnostics=anything,
)
def test_any_values_in_the_right_places_end_in_a_report(
    operations: list[str], states: list[Any], rest: Any, kind: dict[str, Any], diagnostics: Any
) -> None:
    steps = [
        step(operation, kind, kind)
        | rest
        | {"op": operation, "urn": step(operation, kind, kind)["urn"]}
        | {"oldState": states[number % len(states)], "newState": states[-1 - number % len(states)]}
        for number, operation in enumerate(operations)
    ]
    read = read_preview({"steps": steps, "changeSummary": diagnostics, "diagnostics": diagnostics})
    assert read is not None
    told = Presentation(read)
    assert all(each.text.endswith(".") for each in (*told.changes, *told.drift))


@given(
    entry=odd,
    steps=anything,
    name=st.sampled_from([step("create", None, kind())["urn"] for kind in KINDS]),
)
def test_any_values_in_a_plan_end_in_a_report(entry: Any, steps: Any, name: str) -> None:
    plan = {
        "resourcePlans": {
            name: {**entry, "steps": steps},
            f"{name}2": {**entry, "steps": ["update"]},
            "x": entry,
        }
    }

    read = read_plan(plan)

    assert read is not None
    assert all(each.text.endswith(".") for each in Presentation(read).changes)
