"""The page in a real browser: everybody can read it, on every screen and on paper."""

import pytest

from tests.report.browser import PHONE, WIDE, Scheme, Visiting
from tests.report.full_page import everything, page
from tests.report.reporting import captured
from tests.report.test_page_escaping import html

pytestmark = pytest.mark.browser

EACH_SCHEME = pytest.mark.parametrize("scheme", ["light", "dark"])
EACH_SIZE = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@EACH_SIZE
@EACH_SCHEME
def test_axe_finds_nothing(visit: Visiting, scheme: Scheme, size: tuple[int, int]) -> None:
    for text in (everything(), page(captured("unchanged")), page(captured("skills"))):
        shown = visit(text, scheme=scheme, size=size)
        shown.open_all()

        assert shown.violations() == []


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        ('<html lang="en">', "<html>", "html-has-lang"),
        ("--ink: #1a2230", "--ink: #cccccc", "color-contrast"),
        ("<h1>", '<h1 aria-hidden="true">', "page-has-heading-one"),
        ("<main>", "<div>", "landmark-one-main"),
    ],
)
def test_axe_finds_what_is_wrong(visit: Visiting, good: str, bad: str, rule: str) -> None:
    text = page(captured("refresh"))
    assert good in text
    start, policy, rest = text.partition('<meta http-equiv="Content-Security-Policy"')
    without_policy = start + rest.partition(">")[2] if policy else text  # it would refuse another style

    found = visit(without_policy.replace(good, bad)).violations()

    assert any(f" {rule}: " in each for each in found), found


@pytest.mark.slow
@EACH_SIZE
def test_nothing_is_wider_than_the_screen(visit: Visiting, size: tuple[int, int]) -> None:
    for text in (
        everything(),
        page(captured("skills")),
        html("x" * 10_000, "y" * 10_000, "z" * 10_000),
        html("م" * 300, "W" * 99, "m/" * 99),
    ):
        shown = visit(text, size=size)
        shown.open_all()

        assert shown.tab.evaluate("document.documentElement.scrollWidth") == size[0]


@EACH_SIZE
def test_no_word_of_a_calendar_is_cut(visit: Visiting, size: tuple[int, int]) -> None:
    shown = visit(everything(), size=size)
    shown.open_all()

    cut = "[...document.querySelectorAll('td')].filter(each => each.scrollWidth > each.clientWidth)"

    assert shown.tab.evaluate(f"{cut}.map(each => each.outerHTML)") == []


def test_before_and_after_are_side_by_side_and_on_a_phone_one_below_the_other(visit: Visiting) -> None:
    pairs = "[...document.querySelectorAll('.sides')].filter(each => each.children.length == 2)"
    boxes = f"[...{pairs}[0].children].map(each => [each.offsetLeft, each.offsetTop])"
    found = []
    for size in (WIDE, PHONE):
        shown = visit(everything(), size=size)
        shown.open_all()
        found.append(shown.tab.evaluate(boxes))
    [(before, after), (above, below)] = found

    assert before[1] == after[1]
    assert before[0] < after[0]
    assert above[0] == below[0]
    assert above[1] < below[1]


def test_a_dark_screen_gets_a_dark_page_and_paper_never(visit: Visiting) -> None:
    ink = "getComputedStyle(document.body).color"
    light, dark = (visit(everything(), scheme=scheme) for scheme in ("light", "dark"))

    assert light.tab.evaluate(ink) != dark.tab.evaluate(ink)
    dark.tab.emulate_media(media="print", color_scheme="dark")
    assert light.tab.evaluate(ink) == dark.tab.evaluate(ink)


def test_paper_shows_what_is_closed_on_the_screen(visit: Visiting) -> None:
    shown = visit(everything())
    shown.tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = false)")
    seen = "[...document.querySelectorAll('.fields, .month table')].map(each => each.checkVisibility())"

    assert set(shown.tab.evaluate(seen)) == {False}
    shown.tab.emulate_media(media="print")
    assert set(shown.tab.evaluate(seen)) == {True}
    assert shown.tab.pdf(format="A4").startswith(b"%PDF")


def test_a_screen_reader_gets_names_sentences_and_tables(visit: Visiting) -> None:
    shown = visit(page(captured("operations")))
    card = shown.tab.locator("article", has_text="Turn of the year").last

    snapshot = card.aria_snapshot()

    assert '- heading "Turn of the year (Europe/Lisbon) :" [level=3]' in snapshot
    assert '- rowheader "1 Jan 2027"' in snapshot
    assert "- 'table \"January 2027: Before\"'" in snapshot
    assert '- columnheader "Mon"' in snapshot
    assert '- cell "1 open 08:00 to 12:00; changed"' in snapshot
    assert [each.get_attribute("aria-label") for each in shown.tab.get_by_role("navigation").all()] == [
        "Parts of the report"
    ]
    for landmark in ("banner", "main"):
        assert shown.tab.get_by_role(landmark).count() == 1


def test_details_open_from_the_keyboard(visit: Visiting) -> None:
    shown = visit(page(captured("drift")))
    details = shown.tab.locator("details").first

    shown.tab.locator("summary").first.press("Enter")

    assert details.evaluate("each => each.open") is True
