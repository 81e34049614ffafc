"""The folder of CLIs that outlives a checkout."""

import threading
import time
from pathlib import Path

import pytest

from toolchain import cache
from toolchain.errors import ToolchainError
from toolchain.pulumi_cli import PROGRAMS


def fill(folder: Path) -> None:
    for name in PROGRAMS:
        (folder / name).touch(mode=0o755)


def never(folder: Path) -> None:
    pytest.fail(f"{folder} was filled again")


def test_what_is_kept_is_not_got_again() -> None:
    folder = cache.obtain("3.0.0", fill)
    assert cache.obtain("3.0.0", never) == folder


def test_nothing_is_kept_of_what_failed(cache_home: Path) -> None:
    def fail(folder: Path) -> None:
        fill(folder)
        raise ToolchainError("stopped half-way")

    with pytest.raises(ToolchainError):
        cache.obtain("3.0.0", fail)
    assert [path.name for path in cache_home.iterdir()] == ["3.0.0.lock"]


def test_what_a_killed_run_left_behind_is_swept_away(cache_home: Path) -> None:
    (cache_home / ".3.0.0.abcd").mkdir(parents=True)
    (cache_home / "3.0.0").mkdir()
    (cache_home / "3.0.0" / "pulumi").touch()
    folder = cache.obtain("3.0.0", fill)
    assert cache.is_whole(folder)
    assert not (cache_home / ".3.0.0.abcd").exists()


def test_of_two_runs_at_once_one_gets_it_and_the_other_waits(capsys: pytest.CaptureFixture[str]) -> None:
    filled: list[Path] = []
    started = threading.Event()

    def fill_slowly(folder: Path) -> None:
        started.set()
        time.sleep(0.3)
        fill(folder)
        filled.append(folder)

    first = threading.Thread(target=cache.obtain, args=("3.0.0", fill_slowly))
    first.start()
    started.wait()
    cache.obtain("3.0.0", fill_slowly)
    first.join()
    assert len(filled) == 1
    assert "waiting for it" in capsys.readouterr().err
