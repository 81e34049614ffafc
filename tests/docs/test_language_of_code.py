"""Messages, docstrings and comments are in the plain technical English of the pages."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.docs.hard_words import HARD_IN_CODE, hard_words
from tests.docs.workspace import ROOT

FOLDERS = "provider", "simulator", "toolchain", "template", "stacks", "bench"


def texts(source: str) -> Iterator[tuple[int, str]]:
    """Yield the comments, docstrings and other texts of a module, without code, each with its line."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
            yield node.lineno, re.sub(r"`[^`\n]*`", "", node.value)


@pytest.mark.parametrize("folder", FOLDERS)
def test_code_has_no_words_that_must_be_read_twice(folder: str) -> None:
    found = [
        hard
        for path in sorted((ROOT / folder).rglob("*.py"))
        for line, text in texts(path.read_text())
        for hard in hard_words(f"{path.relative_to(ROOT)}:{line}", text, HARD_IN_CODE)
    ]

    assert found == []


def test_the_texts_of_a_module_are_its_comments_and_its_strings_without_quoted_code() -> None:
    source = '"""A `told` docstring."""\nname = f"a text of {value!r} words"  # a comment\nkey = "word"\n'

    assert {*texts(source)} == {(1, "A  docstring."), (2, "a text of "), (2, " words"), (2, "# a comment")}
