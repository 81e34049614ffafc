"""The providers of a bench run on the real engine, each in a project of its own."""

from pathlib import Path

import pytest

from bench.measured_provider import MeasuredProvider
from bench.workload import MODULES, Workload

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@pytest.mark.parametrize("provider", MODULES)
def test_a_provider_creates_what_a_workload_declares(provider: str, tmp_path: Path) -> None:
    with MeasuredProvider(provider, tmp_path) as measured_provider:
        measured_provider.declare(Workload(1, 1, latency_ms=0), "created")

        run = measured_provider.run("up")

        assert run.is_complete
        assert measured_provider.objects() == (0 if provider == "no-op" else 2)
