"""Creates rows of the table from runs."""

from collections.abc import Callable
from statistics import median

from bench.benchmark import Runs
from bench.figures import Row, Run, ratio


def seconds(what: str, runs: Runs, target: float | None) -> Row:
    """Compare our seconds with those of the no-op provider."""
    compared = ratio(runs["ours"], runs["no-op"])
    cells = {provider: f"{median(run.seconds for run in each):.1f} s" for provider, each in runs.items()}
    return _row(what, cells, f"ours/no-op {compared}", compared.median, target)


def count(what: str, runs: Runs, number: Callable[[Run], int], target: float | None) -> Row:
    """Compare the maximum of all runs with a target."""
    most = {provider: max(map(number, each)) for provider, each in runs.items()}
    return _row(what, _cells(most), "", most["ours"], target)


def per_resource(what: str, runs: Runs, number: Callable[[Run], int], size: int, target: float | None) -> Row:
    """Compare the maximum of all runs for each resource with a target."""
    most = {provider: max(map(number, each)) for provider, each in runs.items()}
    share = most["ours"] / size
    return _row(what, _cells(most), f"{share:.2f} per resource", share, target)


def failures(runs: Runs) -> list[Row]:
    """Return a row with the failed runs of the naive provider, if there are any."""
    failed = sum(not run.is_complete for run in runs.get("naive", ()))
    return [Row("  runs with errors", "0", "0", f"{failed}")] if failed else []


def _cells(numbers: dict[str, int]) -> dict[str, str]:
    return {provider: str(number) for provider, number in numbers.items() if provider != "no-op"}


def _row(what: str, cells: dict[str, str], figure: str, value: float, target: float | None) -> Row:
    return Row(what, cells["ours"], cells.get("no-op", "-"), cells.get("naive", "-"), figure, value, target)
