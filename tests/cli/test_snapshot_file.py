"""What is a snapshot, and what is said about a file that is none."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.cli.backup.snapshot_file import (
    CollectionContent,
    InvalidSnapshotError,
    Snapshot,
    from_text,
    to_text,
)
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from tests.cli.commands import occasion, reason

SKILLS = {"4410020310": ("billing", "sales")}
GOOD = Snapshot(
    account="71234567",
    stack="trial",
    time="2026-11-21T10:15:00Z",
    collections={
        SPECIAL_OCCASION: CollectionContent("7", ({"id": 4410020310, **occasion("Holidays")},), SKILLS),
        STATUS_REASON: CollectionContent("0", ({"id": "4410020410", **reason("Lunch")},)),
    },
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def changed(**fields: Any) -> bytes:
    return json.dumps({**json.loads(to_text(GOOD)), **fields}).encode()


def with_objects(*objects: Any) -> dict[str, Any]:
    return {"StatusReason": {"revision": "7", "objects": list(objects)}}


def with_skills(skills: Any) -> dict[str, Any]:
    return {"SpecialOccasion": {"revision": "7", "objects": [], "skills": skills}}


def refusal(text: bytes) -> str:
    with pytest.raises(InvalidSnapshotError) as error:
        from_text(text)
    return str(error.value)


def test_what_was_written_is_read() -> None:
    assert from_text(to_text(GOOD).encode()) == GOOD
    assert GOOD.shows_skills


@pytest.mark.parametrize("skills", [SKILLS, None])
def test_a_file_that_has_the_skills_of_all_collections_in_one_place_is_read(skills: Any) -> None:
    old = json.loads(to_text(GOOD))
    for each in old["collections"].values():
        del each["skills"]

    found = from_text(json.dumps({**old, "skills": skills}).encode())

    assert found.collections[SPECIAL_OCCASION].skills == skills
    assert found.collections[STATUS_REASON].skills is None
    assert found.shows_skills == (skills is not None)


def test_what_a_newer_program_adds_is_passed_over() -> None:
    assert from_text(changed(region="EU")) == GOOD


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.99])
def test_a_file_that_breaks_off_is_said_to(share: float) -> None:
    text = to_text(GOOD).encode()

    assert refusal(text[: int(len(text) * share)]) == (
        "is an incomplete snapshot: its end is missing. Get the file again."
    )


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"hello", b"[" * 99_999, b'{"a": 1} {"b": 2}'])
def test_a_file_of_something_else_is_said_to_be(text: bytes) -> None:
    assert refusal(text) == "is not a file of `liveperson snapshot`: it is not JSON."


@pytest.mark.parametrize("text", [b"[]", b"{}", b'"text"', changed(format="Terraform"), changed(format=None)])
def test_json_of_something_else_is_said_to_be(text: bytes) -> None:
    assert refusal(text) == "is not a file of `liveperson snapshot`."


def test_a_newer_file_asks_for_a_newer_program() -> None:
    assert refusal(changed(version=2, collections=[])) == (
        "has version 2, and this package can read version 1: update the package."
    )


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"version": None}, "version"),
        ({"version": 0}, "version"),
        ({"collections": []}, "collections"),
        (
            {"collections": {"SkillHours": {"revision": "7", "objects": []}}},
            "unknown collections (SkillHours)",
        ),
        ({"collections": {"StatusReason": []}}, "collections.StatusReason"),
        ({"collections": {"StatusReason": {"revision": "7"}}}, "collections.StatusReason.objects"),
        (
            {"collections": {"StatusReason": {"revision": 7, "objects": []}}},
            "collections.StatusReason.revision",
        ),
        ({"collections": with_objects("Lunch")}, "collections.StatusReason.objects.0"),
        ({"collections": with_objects(reason("Lunch"))}, "one of the status reasons"),
        ({"collections": with_objects({"id": "../1", **reason("Lunch")})}, "one of the status reasons"),
        ({"collections": with_objects({"id": 1, **reason("a"), "text": None})}, "one of the status reasons"),
        (
            {"collections": with_objects({"id": 1, **reason("a")}, {"id": "1", **reason("b")})},
            "the status reasons (two have the same id)",
        ),
        ({"account": "../../1"}, "account"),
        ({"account": None}, "account"),
        ({"stack": 7}, "stack"),
        ({"time": None}, "time"),
        ({"collections": with_skills(["billing"])}, "collections.SpecialOccasion.skills"),
        ({"collections": with_skills({"1": [7]})}, "collections.SpecialOccasion.skills.1.0"),
    ],
)
def test_a_damaged_file_says_where(fields: dict[str, Any], what: str) -> None:
    assert refusal(changed(**fields)) == f"is damaged: {what} cannot be read. Get the file again."


@given(JSON, st.sampled_from(["version", "account", "stack", "time", "collections", "skills"]))
def test_nonsense_is_refused_or_read_and_nothing_else(value: Any, field: str) -> None:
    with suppress(InvalidSnapshotError):
        assert from_text(changed(**{field: value})).account
