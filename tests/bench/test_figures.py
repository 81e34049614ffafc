from dataclasses import replace

import pytest

from bench.cases import CASES, COMMANDS, Case, Command
from bench.figures import COLUMNS, OURS, Figure, Request, Row, Run, compared, table
from bench.workload import MODULES, Workload

COLLECTION = "/api/account/1/configuration/ac-common/specialoccasion"
REASONS = "/api/account/1/configuration/le-agents/status-reasons"
PREVIEW, CREATE, _, REFRESH, UPDATE_ONE, _, UPDATE, DESTROY = COMMANDS
CASE = Case("some reasons", Workload(reasons=100))


def test_a_run_counts_the_requests_of_the_busiest_collection() -> None:
    run = Run(
        1.0,
        (
            Request("POST", "/sentinel/api/v2/account/1/app/token", 200),
            Request("GET", COLLECTION, 200),
            Request("GET", f"{COLLECTION}/7", 200),
            Request("GET", REASONS, 200),
            Request("POST", COLLECTION, 200),
            Request("PUT", COLLECTION, 409),
            Request("DELETE", f"{REASONS}/7", 412),
        ),
    )
    assert (run.reads, run.writes, run.refused) == (2, 3, 1)


def test_a_command_is_compared_run_by_run_and_by_the_median() -> None:
    ours, noop = [Run(2.0), Run(9.0), Run(4.0)], [Run(1.0), Run(3.0), Run(4.0)]

    row = compared(CASE, PREVIEW, {"no-op": noop, "strict": ours, "mild": noop})

    assert row.what == "some reasons: preview"
    assert [str(row.figures[name]) for name in ("no-op", *OURS, "target")] == [
        "3.0 s", "**2.00**", "1.00", "≤ 1.10",
    ]  # fmt: skip
    assert row.missed == ["some reasons: preview, strict: 2.00, target ≤ 1.1"]


@pytest.mark.parametrize(
    ("workload", "in_a_row"),
    [
        (Workload(100), (2, 2, 2)),
        (Workload(workdays=100), (2, 2, 2)),
        (Workload(reasons=100), (0, 100, 100)),
        (Workload(skills=100), (7, 100, 100)),
        (Workload(2, hours=100), (101, 101, 101)),
        (Workload(50, skills=30, hours=10, reasons=20), (13, 41, 60)),
    ],
)
def test_writes_of_a_collection_follow_one_another(workload: Workload, in_a_row: tuple[int, ...]) -> None:
    assert tuple(workload.writes_in_a_row(each.name, 64) for each in (CREATE, UPDATE, DESTROY)) == in_a_row


def test_a_call_contains_at_most_as_many_objects_as_the_engine_handles_at_the_same_time() -> None:
    assert Workload(40).writes_in_a_row("create", 4) == 10


@pytest.mark.parametrize(
    ("command", "seconds"), [(PREVIEW, 0), (REFRESH, 0.15), (UPDATE_ONE, 0.2), (UPDATE, 0.15 + 100 * 0.05)]
)
def test_requests_before_the_writes_are_in_a_row_with_them(command: Command, seconds: float) -> None:
    assert CASE.seconds_in_a_row(command) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("case", "allowed"),
    [
        (CASE, 1.15 * (2.0 + 0.15 + 5.0)),
        (replace(CASE, latency_ms=10), 1.15 * (2.0 + 0.03 + 1.0)),
        (replace(CASE, is_small=True), 2.0 + 0.15 + 5.0 + 0.3),
        (replace(CASE, target=0.6), 0.6 * 2.0),
        (replace(CASE, seconds=20), 20.0),
    ],
)
def test_a_target_is_that_of_the_case(case: Case, allowed: float) -> None:
    assert case.allowed(UPDATE, noop=2.0) == pytest.approx(allowed)


def test_a_target_is_missed_above_it_and_met_at_it() -> None:
    assert [str(Figure("3", value, 3.0)) for value in (3.0, 3.1)] == ["3", "**3**"]


def test_the_columns_of_a_table_line_up() -> None:
    rows = [Row("a", {"no-op": Figure("1")}), Row("a longer name", {"no-op": Figure("22222222")})]
    lines = table(rows, "command", COLUMNS).splitlines()

    assert len({len(line) for line in lines}) == 1
    assert lines[2].split(" | ")[1].strip() == "1"


def test_each_case_has_a_name_of_its_own() -> None:
    assert len({each.name for each in CASES}) == len(CASES)


def test_programs_differ_in_their_import_only() -> None:
    programs = [Workload(2, reasons=1).program(provider).splitlines() for provider in MODULES]
    differing = [lines for lines in zip(*programs, strict=True) if len(set(lines)) > 1]
    assert [[line.partition(" import ")[0] for line in lines] for lines in differing] == [
        [f"from {module}" for module in MODULES.values()]
    ]
