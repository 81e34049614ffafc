from bench.figures import Request, Row, Run, Spread, missed, ratio, table
from bench.workload import MODULES, Workload

WRITE = "/api/account/1/configuration/ac-common/specialoccasion"


def test_a_spread_is_the_median_between_its_ends() -> None:
    assert str(Spread.of([3.0, 1.0, 2.0])) == "2.00 (1.00-3.00)"
    assert str(Spread.of([1.5])) == "1.50"


def test_a_ratio_compares_runs_that_followed_each_other() -> None:
    ours, floor = [Run(2.0), Run(9.0)], [Run(1.0), Run(3.0)]
    assert ratio(ours, floor) == Spread(2.5, 2.0, 3.0)


def test_a_run_counts_what_it_sent() -> None:
    run = Run(
        1.0,
        (
            Request("POST", "/sentinel/api/v2/account/1/app/token", 200, 1),
            Request("GET", WRITE, 200, 1),
            Request("POST", WRITE, 200, 2),
            Request("PUT", WRITE, 409, 2),
        ),
    )
    assert (run.writes, run.reads, run.refused, run.connections) == (2, 1, 1, 2)
    assert (run.reads_of("specialoccasion"), run.reads_of("status-reasons")) == (1, 0)


def test_a_target_is_missed_above_it_and_met_at_it() -> None:
    rows = [
        Row("create", "2 s", figure="1.20", value=1.2, target=1.2),
        Row("  writes", "17", value=17, target=16),
        Row("  reads", "99", value=99),
    ]
    assert missed(rows) == ["  create: writes: 17, target <= 16"]
    assert [row.cells[-1] for row in rows] == ["met", "missed", ""]


def test_the_columns_of_a_table_line_up() -> None:
    lines = table([Row("a", "1"), Row("a longer name", "2")]).splitlines()
    assert len({line.index(cell) for line, cell in zip(lines[2:], "12", strict=True)}) == 1


def test_programs_differ_in_their_import_only() -> None:
    programs = [Workload(2, 1).program(provider, "created").splitlines() for provider in MODULES]
    differing = [lines for lines in zip(*programs, strict=True) if len(set(lines)) > 1]
    assert [[line.partition(" import ")[0] for line in lines] for lines in differing] == [
        [f"from {module}" for module in MODULES.values()]
    ]
