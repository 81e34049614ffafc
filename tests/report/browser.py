"""A real Chromium: that of the variable CHROMIUM, else one on PATH, else Playwright's own."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Playwright, sync_playwright
from playwright.sync_api import Page as Tab

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDE, PHONE = (1180, 900), (360, 740)
Scheme = Literal["light", "dark"]
Visiting = Callable[..., "Visit"]


class MissingBrowserError(LookupError):
    """There is no Chromium, and nobody has said that there is one."""


def executable(playwright: Playwright) -> str:
    """Return the browser's path; raises a `MissingBrowserError`."""
    named = os.environ.get("CHROMIUM")
    if named:
        found = shutil.which(named)
        if found is None:
            raise FileNotFoundError(f"CHROMIUM is {named}, which cannot be run")
        return found
    on_path = next((found for each in NAMES if (found := shutil.which(each))), None)
    if on_path is None and not Path(playwright.chromium.executable_path).exists():
        raise MissingBrowserError(
            f"none of {', '.join(NAMES)} is on PATH, and Playwright has no browser either"
        )
    return on_path or playwright.chromium.executable_path


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """Run a browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(playwright), args=arguments)
        yield browser
        browser.close()


@contextmanager
def chromium_or_skip() -> Iterator[Browser]:
    """Run a browser for tests, which are skipped where there is none."""
    try:
        with chromium() as browser:
            yield browser
    except MissingBrowserError as error:
        pytest.skip(str(error))


class Visit:
    """A page that is open in a tab, and what it does that it must not do."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        self.file = file
        self.asked: list[str] = []
        """The addresses that the tab asks for, the page itself among them."""
        self.stopped: dict[str, str | None] = {}
        """The addresses that the tab does not get, and why."""
        self.dialogs: list[str] = []
        self.console: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("requestfailed", lambda request: self.stopped.update({request.url: request.failure}))
        self.tab: Tab = context.new_page()
        self.tab.on("dialog", self._dismiss)
        self.tab.on("console", lambda message: self.console.append(message.text))

    def show(self, text: str) -> None:
        """Open a page."""
        self.file.write_text(text, encoding="utf-8")
        for each in (self.asked, self.stopped, self.dialogs, self.console):
            each.clear()
        self.tab.goto(self.file.as_uri())

    def _dismiss(self, dialog: Any) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def open_all(self) -> None:
        """Open all details."""
        self.tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    def violations(self) -> list[str]:
        """Return what axe has against the page as it is shown now."""
        self.tab.evaluate((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8"))
        # The colours of hatched days are checked as well, which axe cannot do on a pattern.
        self.tab.evaluate(
            "document.styleSheets[0].insertRule('td, .sample { background-image: none !important }')"
        )
        found = self.tab.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
        return [
            f"{kind} {each['id']}: {node['html']}"
            for kind in ("violations", "incomplete")
            for each in found[kind]
            for node in each["nodes"]
            if kind == "violations" or not _is_a_sign(node)
        ]


def _is_a_sign(node: Any) -> bool:
    """Tell whether axe is not sure only because it does not know whether a character is text.

    A sign has the colours of the number in the same hue, which axe does check.
    """
    return [each["data"]["messageKey"] for each in node["any"]] in (["nonBmp"], ["shortTextContent"])
