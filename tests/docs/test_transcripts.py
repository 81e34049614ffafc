"""The console blocks are what the commands print today."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.docs.markdown import PAGES, blocks, title
from tests.docs.output import constant
from tests.docs.terminal import Blocks
from tests.docs.transcripts import BLOCK, STORIES

pytestmark = pytest.mark.engine


def test_every_console_block_is_a_transcript() -> None:
    for page in PAGES:
        text = page.read_text()
        generated = [found["text"] for found in BLOCK.finditer(text)]

        assert [each for each in blocks(text, "console") if each not in generated] == [], title(page)


QUICK = {"readme", "mistakes", "opening", "commands", "skills", "credentials", "accounts_report"}
EACH_STORY = [
    pytest.param(story, id=story.__name__, marks=[pytest.mark.slow] * (story.__name__ not in QUICK))
    for story in STORIES
]


@pytest.mark.parametrize("story", EACH_STORY)
def test_transcripts_show_what_the_commands_print(tmp_path: Path, story: Callable[[Path], Blocks]) -> None:
    fresh = dict(story(tmp_path / "project"))

    # `python -m tests.docs.transcripts` writes the blocks again.
    assert {name: shown().get(name) for name in fresh} == {
        name: {constant(text)} for name, text in fresh.items()
    }


def test_every_transcript_belongs_to_a_story() -> None:
    sources = "".join(each.read_text() for each in Path(__file__).parent.glob("*.py"))

    assert [name for name in shown() if f'"{name}"' not in sources] == []


def shown() -> dict[str, set[str]]:
    """Return the blocks of all pages by their names, without what differs in each run."""
    found: dict[str, set[str]] = {}
    for page in PAGES:
        for block in BLOCK.finditer(page.read_text()):
            found.setdefault(block["name"], set()).add(constant(block["text"]))
    return found


def test_transcripts_name_no_place_on_a_machine() -> None:
    for page in PAGES:
        assert re.findall(r"/(?:tmp|home|root|Users)/\S*", page.read_text()) == [], title(page)
