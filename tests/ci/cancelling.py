"""A script of a job, and somebody who cancels it: a runner's signals, in their order, with their pauses."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

# As the runners of both forges mark all processes of a job, for those that are left over.
_MARK = "RUNNER_TRACKING_ID"
_LOOK_SECONDS = 0.02
# Each signal goes to the process of the script alone, with the seconds that it has to end.
_SIGNALS = ((signal.SIGINT, 7.5), (signal.SIGTERM, 2.5))


@dataclass(frozen=True)
class Finished:
    """What has become of a script."""

    code: int
    log: str
    cancelled: bool
    killed: bool
    """Whether its process had not ended when the time was up."""


def run(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    is_time: Callable[[], bool] | None = None,
) -> Finished:
    """Run a script to its end; somebody cancels it as soon as it is time for that."""
    mark = f"job_{os.getpid()}_{time.monotonic_ns()}"
    log = folder.parent / "log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**environment, _MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if is_time is None:
        return Finished(process.wait(), log.read_text(), cancelled=False, killed=False)
    while not (cancelled := is_time()) and process.poll() is None:
        time.sleep(_LOOK_SECONDS)
    for each, seconds in _SIGNALS if cancelled else ():
        if process.poll() is None:
            process.send_signal(each)
            with suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
    killed = process.poll() is None
    for pid in _marked(mark) if cancelled else ():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return Finished(process.wait(), log.read_text(), cancelled, killed)


def _marked(mark: str) -> Iterator[int]:
    for each in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if f"{_MARK}={mark}".encode() in each.read_bytes().split(b"\0"):
                yield int(each.parent.name)
