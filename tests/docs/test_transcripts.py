"""The console blocks are what the commands print today."""

import re

import pytest

from tests.docs.markdown import PAGES, blocks, title
from tests.docs.output import constant
from tests.docs.transcripts import BLOCK, record

pytestmark = pytest.mark.engine


def test_every_console_block_is_a_transcript() -> None:
    for page in PAGES:
        text = page.read_text()
        generated = [found["text"] for found in BLOCK.finditer(text)]

        assert [each for each in blocks(text, "console") if each not in generated] == [], title(page)


def test_transcripts_show_what_the_commands_print() -> None:
    fresh = record()
    shown: dict[str, set[str]] = {}
    for page in PAGES:
        for found in BLOCK.finditer(page.read_text()):
            shown.setdefault(found["name"], set()).add(constant(found["text"]))

    # `python -m tests.docs.transcripts` writes the blocks again.
    assert shown == {name: {constant(text)} for name, text in fresh.items()}


def test_transcripts_name_no_place_on_a_machine() -> None:
    for page in PAGES:
        assert re.findall(r"/(?:tmp|home|root|Users)/\S*", page.read_text()) == [], title(page)
