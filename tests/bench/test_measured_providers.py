"""The providers of a bench run on the real engine, each in a project of its own."""

from pathlib import Path

import pytest

from bench.measured_provider import MeasuredProvider
from bench.workload import ALL, MODULES, Workload

pytestmark = [pytest.mark.engine, pytest.mark.slow]
UP = ("up", "--yes", "--skip-preview")
OF_EACH_KIND = Workload(1, 1, 1, 1, 1)
KNOWN = {"naive": Workload(1, reasons=1)}
"""What a provider can manage, if it cannot manage every kind."""


@pytest.mark.parametrize("provider", MODULES)
def test_a_provider_creates_and_changes_what_a_workload_declares(provider: str, tmp_path: Path) -> None:
    workload = KNOWN.get(provider, OF_EACH_KIND)
    with MeasuredProvider(provider, tmp_path) as measured_provider:
        measured_provider.begin(workload)
        others = measured_provider.objects()
        for changed in (0, 1, ALL):
            measured_provider.declare(workload, changed)

            run = measured_provider.run(*UP, memory=provider == "ours")

            assert run.is_complete
            assert run.writes == 0 if provider == "no-op" else run.writes > 0
            assert run.megabytes > 20 if provider == "ours" else run.megabytes == 0
        made = 0 if provider == "no-op" else workload.size - workload.hours
        assert measured_provider.objects() == others + made
