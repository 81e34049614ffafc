"""A browser for the tests of the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.report.browser import WIDE, Scheme, Visit, Visiting, chromium_or_skip


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
