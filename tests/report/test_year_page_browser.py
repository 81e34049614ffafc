"""The page of a year in a real browser: everybody can read it, on every screen and on paper."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from pulumi_liveperson.hours.overview import Overview
from pulumi_liveperson.review.effective.page import render
from tests.report.browser import PHONE, WIDE, Scheme, Visiting
from tests.report.overviews import DECEMBER, account, alternating, many, named, office, special, without_hours
from tests.report.test_page_escaping import WORSE

pytestmark = pytest.mark.browser

EACH_SCHEME = pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
EACH_SIZE = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
VISIBLE = "document.styleSheets[0].insertRule('.skills { content-visibility: visible !important }')"


def questions() -> Overview:
    """Return hours with open questions, on special days and on normal ones."""
    return office([special("2026-06-10T12:00:00", "2026-06-10T13:00:00", "Fire drill")], start="02:30")


def wide_table() -> Overview:
    """Return special days that take much room: long dates and names, several hours, and a question."""
    days = [(f"2026-12-{day}", f"2026-12-{day + 1}") for day in (24, 30)]
    events = [special(*day, "Christmas shutdown", zone="America/New_York") for day in days]
    return office(events, start="04:15")


@EACH_SIZE
@EACH_SCHEME
def test_axe_finds_nothing(visit: Visiting, scheme: Scheme, size: tuple[int, int]) -> None:
    names = [f"Team {number}" for number in range(9)]
    for shown in (account(*names, dates=DECEMBER), questions(), without_hours(DECEMBER)):
        found = visit(render(shown), scheme=scheme, size=size)
        found.open_all()
        found.tab.evaluate(VISIBLE)

        assert found.violations() == []


@pytest.mark.slow
@EACH_SIZE
def test_nothing_is_wider_than_the_screen(visit: Visiting, size: tuple[int, int]) -> None:
    for shown in (
        account(),
        named("W" * 200),
        named("م" * 300),
        questions(),
        wide_table(),
        alternating("Europe/Berlin", dt.date(2026, 10, 25), "Europe/Berlin"),
    ):
        found = visit(render(shown), size=size)
        found.open_all()
        found.tab.evaluate(VISIBLE)
        sections = "[...document.querySelectorAll('section')]"

        assert not found.tab.evaluate(f"{sections}.some(each => each.scrollWidth > each.clientWidth)")
        assert found.tab.evaluate("document.documentElement.scrollWidth") == size[0]


@EACH_SIZE
def test_each_date_is_on_one_line_in_its_cell(visit: Visiting, size: tuple[int, int]) -> None:
    found = visit(render(account()), size=size)
    found.tab.evaluate(VISIBLE)
    cut = (
        "[...document.querySelectorAll('.months td')].filter(each => each.scrollWidth > each.clientWidth + 6)"
    )
    heights = "[...new Set([...document.querySelectorAll('.months td')].map(each => each.offsetHeight))]"

    assert found.tab.evaluate(f"{cut}.map(each => each.outerHTML)") == []
    assert len(found.tab.evaluate(heights)) == 1


def test_nothing_runs_and_nothing_is_asked_for(visit: Visiting) -> None:
    found = visit(render(account()))
    for words in WORSE:
        found.show(render(named(words)))
        found.open_all()

        assert found.asked == [found.tab.url]
        assert found.dialogs == []
        assert found.console == []
        assert found.tab.evaluate("document.scripts.length + document.images.length") == 0


@pytest.mark.slow
def test_a_dark_screen_gets_a_dark_page_and_paper_never(visit: Visiting) -> None:
    open_day = "getComputedStyle(document.querySelector('.months .o')).backgroundColor"
    light, dark = (visit(render(account()), scheme=scheme) for scheme in ("light", "dark"))

    assert light.tab.evaluate(open_day) != dark.tab.evaluate(open_day)
    dark.tab.emulate_media(media="print", color_scheme="dark")
    assert light.tab.evaluate(open_day) == dark.tab.evaluate(open_day)


def test_paper_shows_all_names_and_all_parts(visit: Visiting) -> None:
    found = visit(render(account("Support DE", "Billing", "Sales")))
    parts = "[...document.querySelectorAll('details p, .months table, .differ')]"
    seen = f"{parts}.map(each => each.checkVisibility())"

    assert False in found.tab.evaluate(seen)
    found.tab.emulate_media(media="print")
    assert set(found.tab.evaluate(seen)) == {True}
    assert found.tab.pdf(format="A4").startswith(b"%PDF")


def test_special_days_differ_in_more_than_a_colour(visit: Visiting) -> None:
    found = visit(render(account("Support DE")))

    def frame(cell: str) -> list[str]:
        style = f"getComputedStyle(document.querySelector('.months .{cell}'))"
        frame: list[str] = found.tab.evaluate(f"[{style}.borderTopWidth, {style}.fontWeight]")
        return frame

    assert frame("h") == frame("x")
    assert frame("h") != frame("o")
    assert found.tab.locator(".months .h b").first.inner_text() == "≠"


def test_a_screen_reader_gets_tables_with_names_and_heads(visit: Visiting) -> None:
    found = visit(render(account("Support DE")))
    snapshot = found.tab.locator("section.skills").first.aria_snapshot()

    assert '- heading "Support DE" [level=2]' in snapshot
    assert '- table "December 2026"' in snapshot
    assert '- columnheader "Monday"' in snapshot
    assert '- cell "23 open"' in snapshot
    assert '- cell "25 closed, Christmas"' in snapshot
    assert '- rowheader "Thu 24 Dec 2026"' in snapshot
    assert found.tab.get_by_role("navigation").get_attribute("aria-label") == "Skills"


def test_a_link_leads_to_the_part_of_a_skill(visit: Visiting) -> None:
    found = visit(render(many(30)))

    found.tab.get_by_role("link", name="Skill 29").click()

    heading = found.tab.get_by_role("heading", name="Skill 29")
    expect(heading).to_be_in_viewport()
    assert found.tab.url.endswith("#hours-30")
    assert heading.evaluate("each => each.closest('section').id") == "hours-30"
