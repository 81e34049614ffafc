"""`python -m tests.docs.picture`: take the pictures of the pages again, in Chromium.

A picture of a report says of which page it was taken, so that a test notices when the page has changed since.
"""

import hashlib
import re
import struct
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from markdown_it import MarkdownIt
from playwright.sync_api import FloatRect

from pulumi_liveperson.review.effective.page import render
from tests.docs.hours_report import page as hours_page
from tests.docs.output import constant
from tests.docs.review import page
from tests.docs.workspace import DEMO_PORT, ROOT, Workspace
from tests.report.browser import MissingBrowserError, Visit, chromium
from tests.report.overviews import account

IMAGES = ROOT / "docs" / "images"
_START = 8  # of a PNG's first chunk
_KEYWORD = b"Page\0"


def main() -> int:
    """Take all pictures."""
    try:
        demo()
        report()
        comment()
        hours()
        year()
    except MissingBrowserError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def demo() -> None:
    """Apply the demo, and take the simulator's page."""
    with (
        TemporaryDirectory(prefix="picture-") as folder,
        Workspace(Path(folder) / "project") as here,
        # The page shows the address that the browser asked for.
        chromium(f"--host-resolver-rules=MAP 127.0.0.1:{DEMO_PORT} 127.0.0.1:{here.port}") as browser,
    ):
        here.pulumi("stack", "select", "--create", "demo")
        here.pulumi("up", "--yes", "--skip-preview", "--parallel", "1")
        tab = browser.new_page(viewport={"width": 1180, "height": 860})
        tab.goto(f"http://127.0.0.1:{DEMO_PORT}/")
        tab.screenshot(path=IMAGES / "demo.png")


@dataclass(frozen=True)
class Shot:
    """A picture of the report, from its top to the end of what it says about an object."""

    picture: Path
    width: int
    scale: int
    scheme: Literal["light", "dark"]
    last: str


SHOTS = (
    Shot(IMAGES / "report.png", 1180, 2, "light", "Christmas week 2026"),
    Shot(IMAGES / "report-phone.png", 390, 1, "dark", "Summer closure 2026"),
)


def report() -> None:
    """Report on the change that the pages tell of, and take the report on a wide screen and on a phone."""
    with TemporaryDirectory(prefix="picture-") as folder, chromium() as browser:
        html = page(Path(folder) / "project")
        for each in SHOTS:
            context = browser.new_context(
                viewport={"width": each.width, "height": 900},
                color_scheme=each.scheme,
                device_scale_factor=each.scale,
            )
            visit = Visit(context, Path(folder) / "report.html")
            visit.show(html)
            box = visit.tab.locator("article", has_text=each.last).first.bounding_box()
            assert box is not None
            visit.tab.set_viewport_size({"width": each.width, "height": round(box["y"] + box["height"]) + 1})
            each.picture.write_bytes(labelled(visit.tab.screenshot(), digest(html)))


COMMENT = IMAGES / "comment.png"
_LIKE_A_FORGE = """
body { font: 14px/1.5 "Liberation Sans", sans-serif; color: #1f2328; margin: 0; padding: 16px }
article { border: 1px solid #d1d9e0; border-radius: 6px; width: 720px }
header { background: #f6f8fa; border-bottom: 1px solid #d1d9e0; border-radius: 6px 6px 0 0; color: #59636e }
header, section { padding: 8px 16px } section { padding-bottom: 20px }
h3 { font-size: 1.25em } h4 { font-size: 1em } a { color: #0969da }
table { border-collapse: collapse } th, td { border: 1px solid #d1d9e0; padding: 6px 13px }
summary { cursor: pointer }
"""


def comment() -> None:
    """Take the comment that the page on CI shows, as a forge renders it, with its calendar unfolded."""
    markdown = shown_comment()
    body = MarkdownIt("commonmark").enable("table").render(markdown).replace("<details>", "<details open>")
    author = "<header><b>github-actions</b> commented</header>"
    with chromium() as browser:
        tab = browser.new_page(device_scale_factor=2)
        article = f"<article>{author}<section>{body}</section></article>"
        tab.set_content(f"<!doctype html><style>{_LIKE_A_FORGE}</style>{article}")
        COMMENT.write_bytes(labelled(tab.locator("article").screenshot(), digest(markdown)))


HOURS = IMAGES / "hours-report.png"
_MARGIN = 20


def hours() -> None:
    """Take the part of a report that says when customers can reach whom."""
    html = hours_page()
    with TemporaryDirectory(prefix="picture-") as folder, chromium() as browser:
        context = browser.new_context(viewport={"width": 1000, "height": 900}, device_scale_factor=2)
        visit = Visit(context, Path(folder) / "report.html")
        visit.show(html)
        box = visit.tab.locator("#hours").bounding_box()
        assert box is not None
        clip = FloatRect(
            x=box["x"] - _MARGIN,
            y=box["y"] - _MARGIN,
            width=box["width"] + 2 * _MARGIN,
            height=box["height"] + 2 * _MARGIN,
        )
        HOURS.write_bytes(labelled(visit.tab.screenshot(clip=clip, full_page=True), digest(html)))


YEAR = IMAGES / "hours-page.png"


def year() -> None:
    """Take the page of hours, from its top to the end of the first skills."""
    html = render(account())
    with TemporaryDirectory(prefix="picture-") as folder, chromium() as browser:
        context = browser.new_context(viewport={"width": 1000, "height": 900}, device_scale_factor=2)
        visit = Visit(context, Path(folder) / "hours.html")
        visit.show(html)
        box = visit.tab.locator("section.skills").first.bounding_box()
        assert box is not None
        visit.tab.set_viewport_size({"width": 1000, "height": round(box["y"] + box["height"]) + _MARGIN})
        YEAR.write_bytes(labelled(visit.tab.screenshot(), digest(html)))


def shown_comment() -> str:
    """Return the comment that the page on CI shows, in Markdown."""
    text = (ROOT / "docs" / "ci.md").read_text()
    found = re.search(r"<!-- the comment -->\n```markdown\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


def digest(html: str) -> str:
    """Return what tells a page from one that looks different, whatever ids its objects have got."""
    return hashlib.sha256(" ".join(constant(html).split()).encode()).hexdigest()


def labelled(png: bytes, text: str) -> bytes:
    """Return a picture that holds a text."""
    kind, content = b"tEXt", _KEYWORD + text.encode()
    chunk = struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
    # The header's chunk comes first: four bytes for each of length, kind and sum, and what is in it.
    end = _START + 12 + int.from_bytes(png[_START : _START + 4])
    return png[:end] + chunk + png[end:]


def label(png: bytes) -> str:
    """Return the text that a picture holds."""
    content = png.partition(b"tEXt" + _KEYWORD)[2]
    return content[: hashlib.sha256().digest_size * 2].decode(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
