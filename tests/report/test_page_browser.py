"""The page in a real browser: nothing leaves it, nothing runs in it, and everybody can read it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser

from provider import closed, open_hours
from tests.engine.trial import ROOT
from tests.report.browser import PHONE, WIDE, Visit, chromium_or_skip
from tests.report.pages import Page
from tests.report.reporting import captured, report
from tests.report.steps import LONDON, event, occasion, preview, reason, step
from tests.report.test_escaping import anything
from tests.report.test_page_escaping import WORSE, html

pytestmark = pytest.mark.browser

Scheme = Literal["light", "dark"]
EACH_SCHEME = pytest.mark.parametrize("scheme", ["light", "dark"])
EACH_SIZE = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
Visiting = Callable[..., Visit]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium_or_skip() as found:
        yield found


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visiting]:
    contexts = []

    def visiting(text: str, *, size: tuple[int, int] = WIDE, scheme: Scheme = "light") -> Visit:
        width, height = size
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        contexts.append(context)
        found = Visit(context, tmp_path / "report.html")
        found.show(text)
        return found

    yield visiting
    for each in contexts:
        each.close()


def page(document: Any, *options: str) -> str:
    return report(document, "--format", "html", *options).out


def everything() -> str:
    """Return a page that has all that a page can have."""
    holidays = [closed(f"2027-{month:02}-28", time_zone=LONDON, name=f"Day {month}") for month in range(3, 6)]
    shorter = [
        closed("2027-03-28", time_zone=LONDON),
        open_hours("2027-04-28", "09:00", "12:00", time_zone=LONDON),
    ]
    zones = [closed("2027-03-14", time_zone=zone) for zone in ("America/New_York", LONDON)]
    night = [event("2027-03-31T22:00:00", "2027-04-01T06:00:00", working=True)]
    document = preview(
        step("delete", occasion("Summer", events=holidays), None, resource="summer"),
        step("replace", reason(), reason("Meal"), resource="meal"),
        step("update", occasion("Main"), occasion("Main", is_default=True), resource="main"),
        step("update", occasion(events=holidays), occasion(events=shorter), resource="holidays"),
        step(
            "update", occasion("Desks", events=zones[:1]), occasion("Desks", events=zones), resource="desks"
        ),
        step("create", None, occasion("Night", events=night), resource="night"),
        step("refresh", reason("Theirs"), reason("Theirs"), resource="theirs"),
        step("same", reason("Theirs", enabled=False), reason("Theirs", enabled=False), resource="theirs"),
        {"op": "create", "urn": "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::bucket"},
        diagnostics=[{"severity": each, "message": "one\ntwo"} for each in ("error", "warning")],
    )
    return page(document, "--max-deletes", "0", "--fail-on-drift")


@EACH_SIZE
@EACH_SCHEME
def test_axe_finds_nothing(visit: Visiting, scheme: Scheme, size: tuple[int, int]) -> None:
    for text in (everything(), page(captured("unchanged"))):
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


@EACH_SIZE
def test_nothing_is_wider_than_the_screen(visit: Visiting, size: tuple[int, int]) -> None:
    for text in (
        everything(),
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


def test_before_and_after_stand_beside_each_other_and_on_a_phone_below_each_other(visit: Visiting) -> None:
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


def test_nothing_runs_and_nothing_is_asked_for(visit: Visiting) -> None:
    shown = visit(everything())
    for words in WORSE:
        shown.show(html(words, words, words))
        assert_harmless(shown)


def assert_harmless(shown: Visit) -> None:
    shown.open_all()
    shown.tab.mouse.move(200, 300)
    assert shown.asked == [shown.tab.url]
    assert shown.dialogs == []
    assert shown.console == []  # where a browser tells what a policy has stopped
    assert shown.tab.evaluate("document.scripts.length + document.images.length") == 0


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=anything, description=anything, label=anything)
def test_a_browser_reads_a_page_as_it_is_meant(
    reader: Visit, name: str, description: str, label: str
) -> None:
    reader.show(html(name, description, label))

    assert_harmless(reader)
    assert reader.tab.evaluate(OUTLINE) == [each.tag.upper() for each in Page(html("a", "b", "c")).root.all]


@pytest.fixture
def reader(visit: Visiting) -> Visit:
    return visit(everything())


OUTLINE = "[...document.querySelectorAll('*')].map(each => each.tagName)"
WICKED = '<script>alert(1)</script><img src="https://127.0.0.1:9/picture"><b style="color: red">b</b>'


@pytest.mark.parametrize("guarded", [True, False])
def test_the_policy_stops_what_gets_into_a_page_all_the_same(visit: Visiting, *, guarded: bool) -> None:
    text = everything().replace("<main>", f"<main>{WICKED}")
    if not guarded:
        text = text.replace("Content-Security-Policy", "nothing")

    shown = visit(text)

    assert shown.dialogs == ([] if guarded else ["1"])
    assert (shown.stopped.get("https://127.0.0.1:9/picture") == "csp") is guarded
    assert json.dumps(shown.console).count("Content Security Policy") == (3 if guarded else 0)


@pytest.mark.parametrize(
    ("named", "outcome", "why"),
    [
        ({}, "1 skipped", "none of chromium,"),
        ({"CHROMIUM": "/no/browser"}, "1 error", "CHROMIUM is /no/browser"),
    ],
)
def test_a_missing_browser_skips_tests_unless_one_was_named(
    tmp_path: Path, named: dict[str, str], outcome: str, why: str
) -> None:
    test = f"{__file__}::{test_details_open_from_the_keyboard.__name__}"

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", test],
        cwd=ROOT,
        env={"PATH": "/nowhere", "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), **named},
        capture_output=True,
        text=True,
        check=False,
    )

    assert f"{outcome} in" in done.stdout
    assert why in done.stdout
