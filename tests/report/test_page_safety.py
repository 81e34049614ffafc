"""The page in a real browser: nothing leaves it, and nothing runs in it."""

import json
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.engine.trial import ROOT
from tests.processes import ran
from tests.report.browser import Visit, Visiting
from tests.report.full_page import everything
from tests.report.pages import Page
from tests.report.test_escaping import anything
from tests.report.test_page_escaping import WORSE, html

pytestmark = pytest.mark.browser


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


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=anything, description=anything, label=anything)
def test_a_browser_reads_a_page_as_intended(reader: Visit, name: str, description: str, label: str) -> None:
    reader.show(html(name, description, label))

    assert_harmless(reader)
    assert reader.tab.evaluate(OUTLINE) == [each.tag.upper() for each in Page(html("a", "b", "c")).root.all]


@pytest.fixture
def reader(visit: Visiting) -> Visit:
    return visit(everything())


OUTLINE = "[...document.querySelectorAll('*')].map(each => each.tagName)"
WICKED = '<script>alert(1)</script><img src="https://127.0.0.1:9/picture"><b style="color: red">b</b>'


@pytest.mark.parametrize("guarded", [True, False])
def test_the_policy_stops_what_still_gets_into_a_page(visit: Visiting, *, guarded: bool) -> None:
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
    test = f"{__file__}::{test_nothing_runs_and_nothing_is_asked_for.__name__}"

    done = ran(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", test],
        cwd=ROOT,
        env={"PATH": "/nowhere", "HOME": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), **named},
    )

    assert f"{outcome} in" in done.stdout
    assert why in done.stdout
