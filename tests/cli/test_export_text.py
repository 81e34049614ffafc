"""Exported Python, laid out as the formatter would."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.cli.export.code import Call, lines, literal
from tests.cli.accounts import NASTY
from tests.cli.exported import formatted

TEXTS = st.text() | st.lists(st.sampled_from(NASTY), max_size=5).map("".join)


@given(TEXTS)
def test_a_text_is_a_literal_of_the_same_text_on_one_line_that_shows_all_of_it(text: str) -> None:
    written = literal(text)

    assert eval(written) == text  # noqa: S307 - a literal, as the next lines see to
    assert len(written.splitlines()) == 1
    assert all(each.isprintable() for each in written)
    assert not set(written) & set("\u3164\u2800\u115f")
    assert formatted(f"x = {written}\n") == f"x = {written}\n"


@given(
    st.dictionaries(st.sampled_from("abcde"), TEXTS | st.booleans() | st.lists(TEXTS, max_size=3)),
    st.integers(0, 9),
)
def test_a_call_is_laid_out_as_the_formatter_would(named: dict[str, Any], depth: int) -> None:
    outside = "".join(f"{'    ' * each}if True:\n" for each in range(depth))

    text = outside + "".join(f"{line}\n" for line in lines(Call("call", ["x"], named), depth))

    assert formatted(text) == text


@pytest.mark.parametrize("length", range(60, 130))
def test_a_long_text_is_broken_where_the_formatter_keeps_it_so(length: int) -> None:
    words = ("word " * 50)[:length]

    text = "\n".join(lines(Call("StatusReason", ["x"], {"text": words, "state": "Away"}))) + "\n"

    assert formatted(text) == text
    assert max(map(len, text.splitlines())) <= 110
