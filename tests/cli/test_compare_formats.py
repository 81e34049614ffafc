"""A comparison as a table, as Markdown and as JSON, whatever the names hold."""

import json
from pathlib import Path

import jsonschema
import pytest

from pulumi_liveperson.review.comparison.as_json import as_json
from pulumi_liveperson.review.comparison.markdown import as_markdown
from pulumi_liveperson.review.comparison.text import as_text
from pulumi_liveperson.review.markdown import LONGEST, length
from tests.cli.commands import NASTY, occasion, reason
from tests.cli.sides import compared, declared, live
from tests.engine.trial import ROOT
from tests.report.rendered import page

SCHEMA = json.loads(
    (ROOT / "provider" / "pulumi_liveperson" / "review" / "comparison" / "schema.json").read_text()
)
OURS = declared(occasion("Holidays", "Old", isDefault=True), occasion(NASTY), reason("Lunch"), name="dev")
THEIRS = live(occasion("Holidays", NASTY), reason("Lunch"), reason("@everyone"), name="live:prod")


def test_a_terminal_shows_tables() -> None:
    assert as_text(compared(OURS, THEIRS)) == (
        "From dev (state) to live:prod (account 71234567): "
        "1 only in dev, 1 only in live:prod, 1 different; 1 equal\n"
        "\n"
        "Only in dev\n"
        '  Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|  special occasion without any days\n'
        "\n"
        "Only in live:prod\n"
        "  @everyone  status reason for Away\n"
        "\n"
        "Different, from dev to live:prod\n"
        "  Holidays  is no longer the account's default occasion; description becomes "
        '“Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|”, was “Old”\n'
    )


def test_markdown_shows_names_and_is_nothing_else() -> None:
    text = as_markdown(compared(OURS, THEIRS))

    seen = page(text)
    assert text.startswith("<!-- liveperson-accounts compare: dev live:prod -->\n### From dev (")
    assert seen.seen("li") == [
        'Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|: special occasion without any days.',
        "@everyone: status reason for Away.",
        (
            "Holidays: is no longer the account's default occasion; description becomes "
            '“Christmas⏎[U+001B][31m"2026"[U+202E] <b>`|”, was “Old”.'
        ),
    ]
    assert [each for each in seen.seen("th") if each] == ["dev", "live:prod"]
    assert seen.seen("summary") == ["Holidays"]
    assert seen.tags <= {
        *("body", "h3", "h4", "ul", "li", "strong", "p", "details", "summary"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }


def test_sides_that_are_equal_are_one_line() -> None:
    assert as_text(compared(declared(reason("Lunch")), live(reason("Lunch")))) == (
        "From dev (state) to live:dev (account 71234567): no difference; 1 equal\n"
    )


def test_a_stack_that_was_never_applied_is_told_from_one_that_declares_nothing_of_this() -> None:
    note = "The state of dev contains no objects: `pulumi up` creates the declared ones."

    assert note in as_text(compared(declared(), live(reason("Lunch"))))
    assert note in as_markdown(compared(live(reason("Lunch")), declared()))
    assert "holds no object" not in as_text(compared(live(), live()))


@pytest.mark.parametrize("number", [300, 3000])
def test_markdown_never_is_longer_than_a_comment_may_be(number: int) -> None:
    names = [f"{place} {'&<é😀' * 9}" for place in range(number)]
    ours = declared(*(occasion(each, "x" * 200) for each in names))
    theirs = live(*(occasion(each, "y" * 200) for each in names))

    text = as_markdown(compared(ours, theirs))

    assert length(text) <= LONGEST
    assert f"{number:,} different" in text
    assert "Shortened, because a comment has a maximum length" in text
    assert "- and " in text


def test_json_is_as_its_schema_says() -> None:
    found = json.loads(as_json(("dev", "live:prod"), compared(OURS, THEIRS), 3))

    jsonschema.validate(found, SCHEMA)
    assert found["first"] == {"name": "dev", "stack": "dev", "account": None, "objects": 3}
    assert found["second"] == {"name": "live:prod", "stack": "prod", "account": "71234567", "objects": 3}
    assert found["only_in_first"] == [
        {
            "kind": "special occasion",
            "name": NASTY,
            "sentence": "special occasion without any days",
            "content": {"name": NASTY, "description": "Closed", "is_default": False, "events": []},
        }
    ]
    assert [each["name"] for each in found["only_in_second"]] == ["@everyone"]
    assert found["different"][0]["fields"] == [
        {"name": "description", "first": "Old", "second": NASTY},
        {"name": "is_default", "first": True, "second": False},
    ]
    assert (found["equal"], found["error"], found["exit_code"]) == (1, None, 3)


def test_json_has_the_reason_why_a_side_could_not_be_read() -> None:
    found = json.loads(as_json(("dev", "prod"), "prod: This stack does not exist", 1))

    jsonschema.validate(found, SCHEMA)
    assert (found["error"], found["equal"], found["exit_code"]) == (
        "prod: This stack does not exist",
        None,
        1,
    )


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert Path(ROOT / "docs" / "compare.md").read_text().count("/review/comparison/schema.json") == 1
