"""Somebody else's words on a terminal, in a log and in the log of a pipeline."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.escaping import as_json, printable, without_commands, written_out
from tests.harmless import COMMANDS, HOSTILE, harmful

pytestmark = pytest.mark.threat("foreign-words")

TEXTS = st.text() | st.lists(
    st.sampled_from([*HOSTILE, *COMMANDS, "#", ":", "[", "<", "{%", " ", "\n", "a"])
).map("".join)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=8,
)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Christmas: closed até já", "Christmas: closed até já"),
        ("two\nlines\r\nand a\ttab", "two⏎lines⏎and a tab"),
        ("\x1b[31mred\x9b0m", "[U+001B][31mred[U+009B]0m"),
        ("left\u202eright", "left[U+202E]right"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("half \ud83d", "half [U+D83D]"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, seen: str) -> None:
    assert written_out(text) == seen


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("::error::x", ": :error::x"),
        ("  ::error file=x::y", "  : :error file=x::y"),
        ("##[error]x and ##[group]", "# #[error]x and # #[group]"),
        ("##vso[task.complete]", "# #vso[task.complete]"),
        ("Holiday :: Easter", "Holiday :: Easter"),
        ("urn:pulumi:dev::shop::x", "urn:pulumi:dev::shop::x"),
        ("## Heading", "## Heading"),
        ("one\n::debug::x", "one\n: :debug::x"),
        ("<{%fg 1%}>red and <{%", "< {%fg 1%}>red and < {%"),
    ],
)
def test_no_line_commands_a_runner_or_pulumis_display(line: str, said: str) -> None:
    assert without_commands(line) == said


@given(TEXTS)
def test_whatever_is_printed_is_words(text: str) -> None:
    printed = printable(text)

    assert harmful(printed) == []
    assert printed.count("\n") == text.count("\n")
    assert printable(printed) == printed


@given(JSON)
def test_json_holds_what_it_held_and_is_words(value: Any) -> None:
    text = as_json(value)

    assert json.loads(text) == value
    assert text.isascii()
    assert harmful(text) == []
