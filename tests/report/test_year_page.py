"""The page of a year of hours: what each skill's part of it says."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings

from pulumi_liveperson.hours.overview import Overview
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.review.effective.page import render
from tests.report.overviews import (
    BERLIN,
    EVERY_DAY,
    YEAR,
    account,
    many,
    named,
    office,
    overviews,
    special,
    without_hours,
)
from tests.report.pages import Element, Page
from tests.report.test_escaping import anything, collapsed, shown
from tests.report.test_page_escaping import WORSE

DASHES = str.maketrans("\N{EN DASH}\N{MINUS SIGN}", "--")


def root(found: Overview) -> Element:
    return Page(render(found)).root


def part(page: Element, heading: str) -> Element:
    [found] = [each for each in page.find("section", "skills") if each.one("h2").text == heading]
    return found


def rows(table: Element) -> list[list[str]]:
    """Return the text of each row."""
    return [
        [each.heard.translate(DASHES) for each in row.inside if isinstance(each, Element)]
        for row in table.find("tr")
    ]


def days(section: Element, month: str) -> dict[int, Element]:
    """Return the cells of a month by their numbers."""
    [table] = [
        each for each in section.one("div", "months").find("table") if each.one("caption").text == month
    ]
    cells = [each for each in table.find("td") if each.inside]
    return {int(str(each.inside[0])): each for each in cells}


def test_skills_with_the_same_hours_are_shown_once() -> None:
    page = root(account("Support DE", "Billing", "Sales", "Back office"))

    assert [each.one("h2").text for each in page.find("section", "skills")] == [
        "Support DE, Billing and 2 more",
        "Emergency",
        "Night desk",
    ]
    assert page.one("p", "outcome").text == (
        "1 Jan 2026 to 31 Dec 2026: 6 skills. Skills with the same hours are shown together."
    )
    [names] = part(page, "Support DE, Billing and 2 more").find("details")
    assert names.one("p").text == "Support DE, Billing, Sales and Back office"


def test_each_skill_is_linked_from_the_top() -> None:
    page = root(account("Support DE", "Billing"))
    links = {each.text: each.attributes["href"] for each in page.one("nav").find("a")}

    assert list(links) == ["Support DE", "Billing", "Emergency", "Night desk"]
    assert links["Support DE"] == links["Billing"]
    targets = {f"#{each.attributes.get('id')}" for each in page.find("section", "skills")}
    assert set(links.values()) == targets


def test_a_part_says_the_zone_the_normal_week_and_the_special_days() -> None:
    section = part(root(account("Support DE")), "Support DE")

    assert section.find("p", "note")[0].text == BERLIN
    assert [each.text for each in section.one("dl").find("dd")] == [
        "46 hours 30 minutes",
        "5",
        "Thu 1 Jan 2026, New Year",
    ]
    assert rows(section.one("table", "week")) == [
        ["Mon-Fri", "09:00-17:30"],
        ["Sat", "10:00-14:00"],
        ["Sun", "closed"],
    ]
    assert rows(section.one("table", "differ")) == [
        ["Date", "Occasion", "Hours", "Normally"],
        ["Thu 1 Jan 2026", "New Year", "closed", "09:00-17:30"],
        ["Sun 20 Sep 2026", "Open day", "12:00-18:00", "closed"],
        ["Thu 24 Dec 2026", "Christmas Eve", "09:00-13:00", "09:00-17:30"],
        ["Fri 25 Dec to Sat 26 Dec 2026", "Christmas", "closed", "09:00-17:30 or 10:00-14:00"],
    ]


def test_a_month_marks_each_kind_of_day_with_a_sign_and_reads_it_aloud() -> None:
    december = days(part(root(account("Support DE")), "Support DE"), "December 2026")

    assert {number: december[number].heard.translate(DASHES) for number in (23, 24, 25, 27)} == {
        23: "23 open",
        24: "24 09:00-13:00, Christmas Eve",
        25: "25 closed, Christmas",
        27: "27 closed",
    }
    signs = {number: [each.text for each in cell.find("b")] for number, cell in december.items()}
    assert {number: each for number, each in signs.items() if each} == {
        24: ["≠"],
        25: ["\N{MINUS SIGN}"],
        26: ["\N{MINUS SIGN}"],
    }
    assert list(december) == list(range(1, 32))


def test_a_day_is_special_with_its_normal_hours_too() -> None:
    same = [special("2026-12-27", "2026-12-28", "Quiet day")]
    section = part(root(office(same)), "Support DE")

    assert days(section, "December 2026")[27].classes == {"s", "n"}
    assert rows(section.one("table", "differ"))[1] == ["Sun 27 Dec 2026", "Quiet day", "closed", "closed"]


def test_hours_of_another_zone_have_a_normal_week_for_each_time_of_the_year() -> None:
    section = part(root(office([], shown_in=ZoneInfo("UTC"))), "Support DE")

    weeks = {each.one("caption").text: rows(each)[0] for each in section.find("table", "week")}
    assert weeks == {
        "Normal week from 1 Jan 2026": ["Mon-Fri", "08:00-16:30"],
        "Normal week from 30 Mar 2026": ["Mon-Fri", "07:00-15:30"],
        "Normal week from 26 Oct 2026": ["Mon-Fri", "08:00-16:30"],
    }
    assert section.find("table", "differ") == []


def test_a_day_of_which_an_occasion_replaces_only_closed_hours_is_not_special() -> None:
    closed = [special("2026-04-03", "2026-04-04", "Good Friday")]
    section = part(root(office(closed, shown_in=ZoneInfo("UTC"))), "Support DE")

    assert [row[0] for row in rows(section.one("table", "differ"))[1:]] == ["Fri 3 Apr 2026"]


def test_days_that_are_not_known_are_marked() -> None:
    section = part(root(without_hours()), "Support DE")
    cell = days(section, "May 2026")[5]

    assert cell.heard == "5 not known"
    assert [each.text for each in cell.find("b")] == ["?"]
    assert rows(section.one("table", "week")) == [["Mon-Sun", "not known"]]
    assert "hour" not in section.one("dl").text


def test_open_questions_are_footnotes_with_their_reading() -> None:
    closed_for_an_hour = [special("2026-06-10T12:00:00", "2026-06-10T13:00:00", "Fire drill")]
    page = root(office(closed_for_an_hour))
    row = part(page, "Support DE").one("table", "differ").find("tr")[1]
    [note] = [each for each in page.one("section", "questions").find("div") if "id" in each.attributes]

    assert [each.attributes["href"] for each in row.find("a")] == [f"#{note.attributes['id']}"]
    assert row.one("a").heard == "open question Q2"
    assert Question.CLOSED_FOR_HOURS.question in note.text
    assert f"Here: {Question.CLOSED_FOR_HOURS.reading}." in note.text


def test_a_question_on_a_normal_day_names_the_day() -> None:
    page = root(office([], days=EVERY_DAY, start="02:30"))
    notes = [each.heard for each in part(page, "Support DE").find("p", "note")]

    assert "29 Mar and 25 Oct 2026: the hours depend on open question Q10." in notes


@pytest.mark.parametrize(
    ("first", "last", "months", "number"),
    [
        (dt.date(2026, 12, 24), dt.date(2026, 12, 25), ["December 2026"], 1),
        (dt.date(2026, 12, 28), dt.date(2027, 1, 4), ["December 2026", "January 2027"], 7),
    ],
)
def test_a_short_period_has_only_its_days(
    first: dt.date, last: dt.date, months: list[str], number: int
) -> None:
    section = part(root(account("Support DE", dates=(first, last))), "Support DE")
    tables = section.one("div", "months").find("table")

    assert [each.one("caption").text for each in tables] == months
    assert len([each for table in tables for each in table.find("td") if each.inside]) == number


@settings(max_examples=15)
@given(overviews())
def test_each_day_of_any_period_has_one_cell_in_each_part(found: Overview) -> None:
    for section in root(found).find("section", "skills"):
        cells = [each for each in section.one("div", "months").find("td") if each.inside]
        assert len(cells) == (found.last - found.first).days


@pytest.mark.parametrize("words", WORSE)
def test_words_of_others_are_shown_and_do_nothing(words: str) -> None:
    check(words)


@settings(max_examples=15)
@given(anything)
def test_any_words_are_shown_and_do_nothing(words: str) -> None:
    check(words)


def check(words: str) -> None:
    page, plain = root(named(words)), root(named("a"))

    tags = [each.tag for each in page.all]
    assert tags == [each.tag for each in plain.all]
    expected = collapsed(shown(words)[:40])
    for each in (page.one("h1"), *page.find("h2")[1:3], *page.one("nav").find("a")):
        assert expected in collapsed(shown(each.text))


def test_a_page_of_a_hundred_skills_with_different_hours_can_be_opened() -> None:
    assert len(render(many(100))) < 3_000_000


def test_an_account_without_skills_has_a_page() -> None:
    empty = Overview("acme/prod", *YEAR, ())

    assert root(empty).one("p", "outcome").text.endswith("0 skills.")
