"""What the Markdown files hold: code, links, tables and headings."""

import re
from pathlib import Path

from tests.docs.workspace import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def title(page: Path) -> str:
    """Name a page as a reader of a failing test does."""
    return str(page.relative_to(ROOT))


def blocks(text: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return [body for found, body in _FENCE.findall(text) if found == language]


def spans(text: str) -> list[str]:
    """Return the code in running text and tables."""
    return re.findall(r"`([^`\n]+)`", _FENCE.sub("", text))


def typed(text: str) -> str:
    """Return everything that a reader may type: code in running text, and the lines of shell blocks."""
    commands = [
        line[2:] for block in blocks(text, "console") for line in block.splitlines() if line[:2] == "$ "
    ]
    return "\n".join([*spans(text), *blocks(text, "sh"), *commands])


def links(text: str) -> list[str]:
    """Return the targets of links and pictures that stay in this repository."""
    targets = re.findall(r"\]\(([^)\s]+)\)", _FENCE.sub("", text))
    return [target for target in targets if not target.startswith(("https://", "http://"))]


def anchors(text: str) -> set[str]:
    """Return the anchors of the headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def section(text: str, heading: str) -> str:
    """Return what stands below a heading, up to the next one."""
    found = re.search(
        rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", _FENCE.sub("", text), re.MULTILINE | re.DOTALL
    )
    assert found is not None, f"no heading {heading}"
    return found[1]


def rows(text: str) -> list[list[str]]:
    """Return the rows of the first table, without its head."""
    lines = re.search(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert lines is not None, "no table"
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[0].splitlines()[2:]]
