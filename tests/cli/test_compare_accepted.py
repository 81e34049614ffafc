"""Differences that people have accepted: they count for none, and are said once they are gone."""

import json
from typing import Any

import jsonschema
import pytest

from pulumi_liveperson.review.accepted import Accepted
from pulumi_liveperson.review.comparison.accepting import accepting
from pulumi_liveperson.review.comparison.as_json import as_json
from pulumi_liveperson.review.comparison.comparing import Comparison
from pulumi_liveperson.review.comparison.markdown import as_markdown
from pulumi_liveperson.review.comparison.text import as_text
from pulumi_liveperson.review.lines import plain
from tests.cli.commands import occasion, reason
from tests.cli.sides import compared, declared
from tests.cli.test_compare_formats import SCHEMA
from tests.report.rendered import page

PROD = declared(
    occasion("Launch", "Two shifts", isDefault=True), reason("Tea"), reason("Drill"), name="org/acme/prod"
)
DEV = declared(occasion("Launch", "One shift"), reason("Tea"), reason("Load test"), name="dev")
BETWEEN = {"between": ["dev", "prod"]}
LOAD_TEST = {"type": "status-reason", "name": "Load *", "only_in": "dev", "reason": "Only dev is load-tested"}
DRILL = {"type": "status-reason", "name": "Drill", "only_in": "prod", "reason": "Prod is drilled"}
LAUNCH = {
    "type": "special-occasion",
    "name": "Launch",
    "fields": ["description", "is_default"],
    "reason": "*Dev* has office hours",
}
ALL = (LOAD_TEST, DRILL, LAUNCH)


def comparison(*entries: dict[str, Any]) -> Comparison:
    """Compare the two, with some differences accepted."""
    differences = [{**BETWEEN, **each} for each in entries]
    return accepting(compared(PROD, DEV), Accepted.model_validate({"differences": differences}).differences)


def test_sides_are_equal_where_all_that_differs_is_accepted() -> None:
    found = comparison(*ALL)

    assert found.is_equal
    assert as_text(found) == (
        "From org/acme/prod (state) to dev (state): 3 accepted; 1 equal\n"
        "\n"
        "Accepted in accepted.yaml\n"
        "  Drill      only in org/acme/prod: status reason for Away; accepted: Prod is drilled\n"
        "  Load test  only in dev: status reason for Away; accepted: Only dev is load-tested\n"
        "  Launch     is no longer the account's default occasion; description becomes “One shift”, was "
        "“Two shifts”; accepted: *Dev* has office hours\n"
    )


@pytest.mark.parametrize("missing", ALL, ids=lambda each: str(each["name"]))
def test_a_difference_that_is_not_accepted_is_reported(missing: dict[str, Any]) -> None:
    found = comparison(*(each for each in ALL if each is not missing))

    assert not found.is_equal
    assert len(found.accepted) == 2
    assert len(found.only_first + found.only_second + found.different) == 1
    assert found.stale == ()


def test_a_difference_that_is_partly_accepted_is_reported_completely() -> None:
    found = comparison({**LAUNCH, "fields": ["description"]})

    assert [each.change.name for each in found.different] == ["Launch"]
    assert (found.accepted, found.stale) == ((), ())


def test_one_entry_may_be_about_many_pairs_of_sides() -> None:
    pairs = {"between": ["*ev", "p*"]}
    found = comparison(
        {**LOAD_TEST, **pairs, "only_in": "*ev"},
        {**DRILL, **pairs, "only_in": "p*"},
        {**LAUNCH, **pairs},
        {**DRILL, **pairs, "only_in": "p*", "name": "Another account has it"},
    )
    elsewhere = comparison({**LAUNCH, "between": ["*ev", "*-test"]})
    of_the_other_side = comparison({**DRILL, **pairs, "only_in": "*ev"})

    assert (found.is_equal, found.stale) == (True, ())
    assert [each.change.name for each in elsewhere.different] == ["Launch"]
    assert [each.change.name for each in of_the_other_side.only_first] == ["Drill"]


def test_several_entries_may_accept_the_fields_of_one_object() -> None:
    found = comparison(
        {**LAUNCH, "fields": ["description"]}, {**LAUNCH, "fields": ["is_default"], "reason": "Theirs"}
    )

    assert found.different == ()
    assert plain(found.accepted[0].sentence).endswith("; accepted: *Dev* has office hours; Theirs")


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ({**LOAD_TEST, "only_in": "prod"}, "status reason Load * only in prod. Remove this entry."),
        (
            {**LAUNCH, "fields": ["description", "events"]},
            "special occasion Launch in events. Remove this part of the entry.",
        ),
        (
            {**LOAD_TEST, "name": "Tea", "only_in": None, "fields": ["state"]},
            "status reason Tea in state. Remove this entry.",
        ),
    ],
)
def test_one_that_is_no_longer_there_is_said(entry: dict[str, Any], what: str) -> None:
    says = f"accepted.yaml accepts a difference that no longer exists: {what}"

    found = comparison(entry)

    assert [plain(each) for each in found.stale] == [says]
    assert says in as_text(found)
    assert json.loads(as_json(("org/acme/prod", "dev"), found, 3))["stale"] == [says]


def test_entries_about_other_stacks_are_none_here() -> None:
    found = comparison(
        *(
            {**each, "between": ["dev", "test"], "only_in": None, "fields": ["order"]}
            for each in (LOAD_TEST, DRILL)
        )
    )

    assert (found.accepted, found.stale) == ((), ())


def test_every_format_shows_them() -> None:
    found = comparison(*ALL)

    seen = page(as_markdown(found))
    assert "Launch: is no longer the account's default occasion; description becomes “One shift”, was " in (
        "\n".join(seen.seen("li"))
    )
    assert "*Dev* has office hours" in "\n".join(seen.seen("li"))
    document = json.loads(as_json(("org/acme/prod", "dev"), found, 0))
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert sorted(each["name"] for each in document["accepted"]) == ["Drill", "Launch", "Load test"]
