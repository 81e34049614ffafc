"""The pages on comparing and undoing name the options that there are."""

import argparse

import pytest

from pulumi_liveperson.cli import compare, restore, snapshot
from tests.docs.markdown import rows, section, spans
from tests.engine.trial import ROOT

UNDO, COMPARE = ((ROOT / "docs" / f"{name}.md").read_text() for name in ("undo", "compare"))


@pytest.mark.parametrize(
    ("command", "text"),
    [
        (snapshot, section(UNDO, "Take a snapshot")),
        (restore, section(UNDO, "Restore an account")),
        (compare, section(COMPARE, "In a pipeline")),
    ],
)
def test_the_table_of_options_lists_all_of_them(command: object, text: str) -> None:
    parser = argparse.ArgumentParser()
    command.add_to(parser.add_subparsers(dest="command"))  # type: ignore[attr-defined]
    (added,) = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    (known,) = added.choices.values()
    options = {name for each in known._actions for name in each.option_strings} - {"-h", "--help"}

    assert {spans(row[0])[0] for row in rows(text)} == options
