"""The page says what the other formats say, in the order in which it should be read."""

from typing import Any

import pytest

from tests.report.pages import Page, fields
from tests.report.reporting import PREVIEWS, captured, report, timeless
from tests.report.steps import occasion, preview, reason, step

ALL = sorted(each.stem for each in PREVIEWS.glob("*.json"))
EACH = pytest.mark.parametrize("name", ALL)


@EACH
def test_each_object_has_the_sentence_of_the_other_formats(name: str) -> None:
    told = report(captured(name), "--format", "json").json

    found = Page.of(captured(name))

    assert found.sentences == [each["sentence"] for each in [*told["changes"], *told["drift"]]]


def test_what_is_hard_to_undo_comes_first_and_is_counted_at_the_top() -> None:
    page = Page.of(captured("operations"))

    assert page.root.one("html").attributes["lang"] == "en"
    assert page.root.one("title").text == (
        "LivePerson account trial: 1 deleted, 1 deleted and created again, 4 changed, 2 new, and the default "
        "occasion changes"
    )
    assert page.root.one("h1").text == "LivePerson account trial"
    assert page.headings == [
        "When customers can reach whom",
        "How to read the calendars",
        "Deleted",
        "Deleted and created again",
        "Default occasion",
        "Changed",
        "New",
        "Other resources",
        "Warnings",
    ]
    assert [each.text for each in page.root.one("nav").find("a")] == [
        "1 Deleted",
        "1 Deleted and created again",
        "2 Default occasion",
        "2 Changed",
        "2 New",
    ]


def test_a_table_has_what_was_there_and_what_is_going_to_be() -> None:
    page = Page.of(captured("operations"))

    assert fields(page.card("Turn of the year")) == [
        ["", "Before", "After"],
        ["Name", "“Year end”", "“Turn of the year”"],
        ["Description", "“Closed”", "“On call”"],
        ["Default occasion", "no", "yes"],
        ["1 Jan 2027", "closed", "open 08:00 to 12:00"],
        ["8 other days", "unchanged", "unchanged"],
    ]
    assert page.card("Turn of the year").one("p", "about").text == "Resource year-end, id 4410021610"
    assert fields(page.card("Lunch"))[-1] == ["Position", "no value", "1"]


@pytest.mark.parametrize(
    ("operation", "before", "after", "columns"),
    [
        ("create", None, reason(), ["After"]),
        ("delete", reason(), None, ["Before"]),
        ("update", reason(), reason(enabled=False), ["Before", "After"]),
    ],
)
def test_a_table_has_no_column_for_what_there_is_not(
    operation: str, before: Any, after: Any, columns: list[str]
) -> None:
    page = Page.of(preview(step(operation, before, after)))

    assert fields(page.card("Lunch"))[0] == ["", *columns]


def test_a_refusal_is_above_all_changes() -> None:
    page = Page.of(captured("holidays"), "--no-default-change", "--max-deletes", "0")

    assert page.headings[:2] == ["Refused", "When customers can reach whom"]
    assert [each.text for each in page.root.one("section", "refused").find("li")] == [
        (
            "Refused by --no-default-change: the account's default occasion would change: Spring hours and "
            "Winter hours."
        ),
        "Refused by --max-deletes 0: 1 object would be deleted: Summer closure 2026.",
    ]


def test_commands_in_our_words_look_like_commands() -> None:
    page = Page.of(captured("holidays"), "--fail-on-drift")

    assert page.root.one("section", "refused").one("code").text == "pulumi preview --refresh"


def test_the_errors_of_a_failed_preview_are_the_page() -> None:
    page = Page.of(captured("mistakes"))

    told = report(captured("mistakes"), "--format", "json").json["diagnostics"]
    assert page.root.one("title").text == "LivePerson: the preview failed"
    assert page.headings == ["Errors"]
    assert [each.raw for each in page.root.find("pre")] == [each["message"] for each in told]
    assert page.notes == [
        "The preview did not finish, so this report may be incomplete. A preview changes nothing."
    ]


def test_an_error_names_its_resource_and_keeps_its_lines() -> None:
    message = {"severity": "error", "message": "one\ntwo", "urn": "urn:pulumi:s::p::a:b:C::thing"}

    errors = Page.of(preview(diagnostics=[message])).part("errors")

    assert errors.one("p").text == "About thing:"
    assert errors.one("pre").raw == "one\ntwo"


def test_an_interrupted_preview_says_so() -> None:
    assert Page.of(captured("interrupted")).root.one("p", "outcome").text == "the preview was interrupted."


def test_changes_of_other_people_follow_the_planned_changes() -> None:
    page = Page.of(captured("drift"))

    assert page.headings[-1] == "Changed in LivePerson by other people"
    assert fields(page.part("drift").find("article")[-1])[0] == ["", "Before", "Now"]
    assert page.notes[0].startswith("Other people have made changes in LivePerson.")


def test_the_preview_of_a_refresh_says_that_nothing_is_going_to_change() -> None:
    page = Page.of(captured("refresh"))

    assert page.headings == ["Changed in LivePerson by other people"]
    assert page.notes[0].endswith("A refresh changes nothing there.")


def test_a_plan_says_that_it_does_not_contain_the_previous_content() -> None:
    page = Page.of(captured("plan"))

    assert (
        page.notes[0]
        == "This report was created from a plan file, which does not contain the previous content."
    )
    assert all(
        "Before" not in row
        for card in page.root.find("article")
        if card.find("table", "fields")
        for row in fields(card)
    )


def test_nothing_to_do_is_a_page_too() -> None:
    page = Page.of(captured("unchanged"))

    assert page.root.one("p", "outcome").text == "nothing changes; 7 resources not shown."
    assert page.headings == []


def test_other_programs_have_their_resources_listed() -> None:
    urns = [f"urn:pulumi:prod::shop::aws:s3/bucket:Bucket::bucket-{number}" for number in range(600)]

    page = Page.of(preview(*({"op": "create", "urn": urn} for urn in urns)))

    items = [each.text for each in page.part("others").find("li")]
    assert page.headings == ["Other resources"]
    assert items[0] == "bucket-0 (aws:s3/bucket:Bucket, created)"
    assert items[500:] == ["and 100 more"]


def test_more_objects_than_anybody_reads_are_left_out_and_counted() -> None:
    steps = [step("create", None, reason(f"Reason {each}"), resource=f"r{each}") for each in range(1_003)]

    page = Page.of(preview(*steps))

    assert len(page.root.find("article")) == 1_000
    assert page.notes == ["3 more objects not shown, because there are too many: --format json contains all."]


def test_only_so_much_is_open_as_can_be_looked_over() -> None:
    events = [
        {
            "meta": {"working": False, "name": "x"},
            "recurrence": [],
            "start": {"date_time": f"2027-{month:02}-01", "time_zone": "Europe/London"},
            "end": {"date_time": f"2027-{month:02}-02", "time_zone": "Europe/London"},
        }
        for month in range(1, 6)
    ]
    steps = [
        step("create", None, occasion(f"Occasion {each}", events=events), resource=f"r{each}")
        for each in "ab"
    ]

    opened = ["open" in each.attributes for each in Page.of(preview(*steps)).root.find("details")]

    assert opened == [True, False]


def test_the_same_preview_gives_the_same_page() -> None:
    first, second = (report(captured("operations"), "--format", "html").out for _ in range(2))

    assert timeless(first) == timeless(second)
