"""docs/performance.md contains the tables of `make bench`, with any numbers."""

import re

import pytest

from bench.cases import CASES, Level
from bench.figures import COLUMNS
from bench.page import PAGE, WHAT, tables_of, with_tables
from tests.docs.markdown import rows

NUMBER = r"[\d,.]+"
CELLS = {
    "no-op": rf"{NUMBER} s",
    "strict": rf"(\*\*)?{NUMBER}(\*\*)?",
    "mild": rf"(\*\*)?{NUMBER}(\*\*)?",
    "target": rf"≤ {NUMBER}",
    "in a row": rf"-|{NUMBER} s",
    "reads": r"(\*\*)?\d+(\*\*)?",
    "writes": r"(\*\*)?\d+(\*\*)?",
    "refused": r"(\*\*)?\d+(\*\*)?",
    "naive": r"-|\d+ requests?(, failed)?",
}
MEASURED = tables_of(PAGE.read_text())


def test_the_page_has_all_commands_of_its_cases_in_their_order() -> None:
    measured = [row[0] for row in rows(MEASURED)]

    assert measured == [
        f"{case.name}: {command.name}"
        for case in CASES
        if case.level <= Level.DEFAULT
        for command in case.commands
    ]


def test_each_cell_of_the_page_is_a_figure_of_its_column() -> None:
    wrong = [
        (row[0], name, cell)
        for row in rows(MEASURED)
        for name, cell in zip(COLUMNS, row[1:], strict=True)
        if not re.fullmatch(CELLS[name], cell)
    ]
    assert wrong == []


def test_the_page_names_the_machine_and_contains_the_other_measurements() -> None:
    assert re.search(
        rf"^Measured with \d+ cores \(load {NUMBER} at the start\), Python {NUMBER}, Pulumi v{NUMBER}\.$",
        MEASURED,
        re.MULTILINE,
    )
    _, _, others = MEASURED.partition(f"| {WHAT[0]} ")
    assert [re.sub(r"\d[\d,]*", "N", row[0]) for row in rows(f"| what {others}")] == [
        "evaluate N days of N skills",
        "show them as a table",
        "show them as a page",
        "show them as a calendar",
        "preview N stacks with a refresh, N at a time: seconds / seconds of the CLI alone",
        *(
            f"report N accounts as {each}{measured}"
            for each in ("markdown", "html", "json")
            for measured in ("", ": memory")
        ),
        "N of all kinds, all without checkpoints: memory of the provider host",
    ]


def test_new_tables_replace_the_old_ones_only() -> None:
    page = PAGE.read_text()

    assert with_tables(with_tables(page, "new\n"), MEASURED.strip("\n") + "\n") == page
    with pytest.raises(ValueError, match="no lines"):
        with_tables("a page without tables", "new")
