"""The folder of CLIs that outlives a checkout."""

import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolchain import cache
from toolchain.errors import ToolchainError
from toolchain.pulumi_cli import PROGRAMS, is_complete

pytestmark = pytest.mark.threat("tampered-download")


def fill(folder: Path) -> None:
    for name in PROGRAMS:
        (folder / name).touch(mode=0o755)


def never(folder: Path) -> None:
    pytest.fail(f"{folder} was filled again")


def test_what_is_kept_is_not_got_again() -> None:
    folder = cache.obtain("3.0.0", fill, is_complete)
    assert cache.obtain("3.0.0", never, is_complete) == folder


def test_nothing_is_kept_of_what_failed(cache_home: Path) -> None:
    def fail(folder: Path) -> None:
        fill(folder)
        raise ToolchainError("stopped half-way")

    with pytest.raises(ToolchainError):
        cache.obtain("3.0.0", fail, is_complete)
    assert [path.name for path in cache_home.iterdir()] == ["3.0.0.lock"]


def test_what_a_killed_run_left_behind_is_swept_away(cache_home: Path) -> None:
    (cache_home / ".3.0.0.abcd").mkdir(parents=True)
    (cache_home / "3.0.0").mkdir()
    (cache_home / "3.0.0" / "pulumi").touch()
    folder = cache.obtain("3.0.0", fill, is_complete)
    assert is_complete(folder)
    assert not (cache_home / ".3.0.0.abcd").exists()


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_no_other_user_may_write_to_the_cache(cache_home: Path) -> None:
    def fill_openly(folder: Path) -> None:
        for name in PROGRAMS:
            (folder / name).touch(mode=0o777)

    folder = cache.obtain("3.0.0", fill_openly, is_complete)
    kept = [cache_home.parent, cache_home, folder, *folder.iterdir()]
    assert [path for path in kept if path.stat().st_mode & 0o022] == []
    assert cache.obtain("3.0.0", never, is_complete) == folder


@pytest.mark.parametrize("place", ["..", ".", "3.0.0", "3.0.0/pulumi"])
@pytest.mark.parametrize("mode", [0o775, 0o757])
def test_a_cache_that_others_may_write_to_is_refused_with_the_solution(
    cache_home: Path, place: str, mode: int
) -> None:
    cache.obtain("3.0.0", fill, is_complete)
    (cache_home / place).chmod(mode)
    with pytest.raises(ToolchainError, match="Other users may write to ") as refused:
        cache.obtain("3.0.0", never, is_complete)
    [command, _] = re.findall("`([^`]+)`", str(refused.value))
    subprocess.run(command, shell=True, check=True)  # noqa: S602 - as people do
    assert is_complete(cache.obtain("3.0.0", fill, is_complete))


@pytest.mark.parametrize("place", ["..", ".", "3.0.0", "3.0.0/pulumi"])
def test_a_cache_of_another_user_is_refused(
    cache_home: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    cache.obtain("3.0.0", fill, is_complete)
    if os.geteuid() == 0:
        os.chown(cache_home / place, 4711, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 4711)
    with pytest.raises(ToolchainError, match="belongs to another user"):
        cache.obtain("3.0.0", never, is_complete)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root makes links of others")
def test_a_link_of_another_user_is_refused_with_any_target(cache_home: Path, tmp_path: Path) -> None:
    cache.obtain("3.0.0", fill, is_complete)
    cache_home.parent.rename(tmp_path / "moved")
    cache_home.parent.symlink_to(tmp_path / "moved")
    os.lchown(cache_home.parent, 4711, -1)

    with pytest.raises(ToolchainError, match="belongs to another user"):
        cache.obtain("3.0.0", never, is_complete)


def test_of_two_runs_at_once_one_gets_it_and_the_other_waits(capsys: pytest.CaptureFixture[str]) -> None:
    filled: list[Path] = []
    started = threading.Event()

    def fill_slowly(folder: Path) -> None:
        started.set()
        time.sleep(0.3)
        fill(folder)
        filled.append(folder)

    first = threading.Thread(target=cache.obtain, args=("3.0.0", fill_slowly, is_complete))
    first.start()
    started.wait()
    cache.obtain("3.0.0", fill_slowly, is_complete)
    first.join()
    assert len(filled) == 1
    assert "Waiting for another set-up" in capsys.readouterr().err
