"""Changes of two accounts are the same only if a reviewer would see no difference."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.fleet.combined.combining import combine
from pulumi_liveperson.fleet.combined.document import Change
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.wire import prop
from tests.fleet.results import document, result
from tests.report.reporting import PREVIEWS, captured
from tests.report.steps import id_of, occasion, preview, skill, step

CAPTURED = sorted(each.stem for each in PREVIEWS.glob("*.json"))
REFERENCES = {prop(field) for kind in kinds() for field in kind.references}
MASKS = {"[secret]", "[not shown]", "[known when it is applied]"}
Path = tuple[str | int, ...]


def cases() -> list[tuple[str, str, int]]:
    """Return the changes of all previews that the CLI answered once: their preview, their list and place."""
    return [
        (name, part, number)
        for name in CAPTURED
        for part in ("changes", "drift")
        for number in range(len(told(name)[part]))
    ]


def told(name: str) -> dict[str, Any]:
    return document(captured(name))


def leaves(content: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths to all values."""
    if isinstance(content, dict):
        for key, each in content.items():
            yield from leaves(each, (*path, key))
    elif isinstance(content, list):
        for number, each in enumerate(content):
            yield from leaves(each, (*path, number))
    else:
        yield path


def at(content: Any, path: Path) -> Any:
    for each in path:
        content = content[each]
    return content


def other(value: Any) -> Any:
    """Return another value of the same type."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return "another" if value is None else f"{value}x"


def replaced(content: Any, path: Path, value: Any) -> Any:
    """Return a copy with another value at a path."""
    found = copy.deepcopy(content)
    at(found, path[:-1])[path[-1]] = value
    return found


def is_of_the_account(change: dict[str, Any], path: Path) -> bool:
    """Tell whether a value belongs to the account: an id, or a reference by id."""
    if path == ("id",):
        return change["id"] is not None
    value = at(change, path)
    if not isinstance(value, str) or not value or value in MASKS:
        return False
    names = REFERENCES if change["kind"] in {"skill", "skill hours"} else set()
    if path[0] == "fields" and path[2] != "name":
        return change["fields"][path[1]]["name"] in names
    return path[0] in {"before", "after"} and path[1] in names


def groups(one: dict[str, Any], two: dict[str, Any]) -> int:
    """Return the number of changes in the report for two accounts with these documents."""
    both = [result("one", preview(), ring="dev"), result("two", preview())]
    reports = [
        each.__class__(**{**vars(each), "report": report})
        for each, report in zip(both, (one, two), strict=True)
    ]
    return len([each for each in combine(reports).told if isinstance(each.content, Change)])


CASES = cases()


@given(case=st.sampled_from(CASES), choice=st.randoms(use_true_random=False))
def test_any_other_detail_makes_another_change(case: tuple[str, str, int], choice: Any) -> None:
    name, part, number = case
    report = {**told(name), "changes": [], "drift": [], "hours": None, "others": []}
    change = told(name)[part][number]
    path = choice.choice([each for each in leaves(change) if each != ("urn",)])

    changed = replaced(change, path, other(at(change, path)))

    assert groups({**report, part: [change]}, {**report, part: [changed]}) == (
        1 if is_of_the_account(change, path) else 2
    ), path


@given(case=st.sampled_from(CASES))
def test_an_account_has_its_own_stack_in_the_names_of_its_resources(case: tuple[str, str, int]) -> None:
    name, part, number = case
    report = {**told(name), "changes": [], "drift": [], "hours": None, "others": []}
    change = told(name)[part][number]
    stack, separator, rest = change["urn"].partition("::")

    def with_urn(urn: str) -> dict[str, Any]:
        return {**report, part: [{**change, "urn": urn}]}

    assert separator
    assert groups(with_urn(change["urn"]), with_urn(f"{stack}-of-another{separator}{rest}")) == 1
    assert groups(with_urn(change["urn"]), with_urn(f"{change['urn']}-of-another")) == 2


def following(target: str, name: str) -> dict[str, Any]:
    """Return the preview of a skill that follows an occasion of this name."""
    return preview(
        step("same", occasion(name), occasion(name), resource=target),
        step(
            "update",
            skill("Billing", special_occasion_id=""),
            skill("Billing", special_occasion_id=id_of(target)),
            resource="billing",
        ),
    )


def test_a_reference_is_the_same_if_the_objects_have_the_same_name() -> None:
    first = document(following("xmas", "Christmas"), "one")

    assert groups(first, document(following("xmas", "Christmas"), "two")) == 1
    assert groups(first, document(following("other", "Christmas"), "two")) == 1
    assert groups(first, document(following("xmas", "Easter"), "two")) == 2


def test_references_to_unknown_objects_are_never_the_same() -> None:
    def alone(target: str) -> dict[str, Any]:
        found = following(target, "Christmas")
        return {
            **found,
            "steps": [each for each in found["steps"] if each["op"] != "same" or "oldState" not in each],
        }

    assert groups(document(alone("xmas"), "one"), document(alone("other"), "two")) == 2


def test_a_sentence_names_ten_objects_so_a_longer_list_is_never_the_same() -> None:
    def listing(number: int, end: str) -> dict[str, Any]:
        names = [f"Skill {each}" for each in range(number - 1)]
        members = [*names, end]
        return preview(
            *(step("same", skill(each), skill(each), resource=each) for each in members),
            step(
                "update",
                skill("Billing", skill_transfer_list=[]),
                skill("Billing", skill_transfer_list=[id_of(each) for each in members]),
                resource="billing",
            ),
        )

    assert groups(document(listing(9, "End"), "one"), document(listing(9, "End"), "two")) == 1
    assert groups(document(listing(12, "End"), "one"), document(listing(12, "Other"), "two")) == 2
