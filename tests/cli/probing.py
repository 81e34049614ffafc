"""Probes the account of a stack with the command, and looks at what that does to the account."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from liveperson_simulator.server import Simulator
from tests import warm
from tests.cli.commands import Done, command
from tests.engine.trial import ACCOUNT, Stack
from tests.probe.probes import content_of

MARK = "liveperson-probe"
QUICK = "--only", "stale_check"


class Sandbox:
    """An account, the stack that has it, and the command that probes it."""

    def __init__(self, stack: Stack, simulator: Simulator) -> None:
        self.stack = stack
        self.simulator = simulator
        self.control = simulator.control

    def probe(self, *words: str, **environment: str) -> Done:
        """Run the command to its end, without a terminal."""
        return command(self.stack, "probe", "--stack", self.stack.name, *words, **environment)

    def content(self) -> dict[str, list[object]]:
        return content_of(self.simulator)

    def names(self) -> set[str]:
        """Return the names of all objects that are left by a probe."""
        objects = [each for several in self.content().values() for each in several]
        names = {str(each.get("name") or each.get("text")) for each in objects if isinstance(each, dict)}
        return {each for each in names if each.startswith(MARK)}

    def requests(self) -> list[dict[str, Any]]:
        """Return the requests about the account's objects."""
        return [each for each in self.control.requests() if "/configuration/" in each["path"]]

    def writes(self) -> list[str]:
        return [each["path"] for each in self.requests() if each["method"] != "GET"]

    def leave(self, *names: str) -> None:
        """Let an earlier probe have left status reasons."""
        for name in names:
            body = {"text": f"{MARK} {name}", "state": "Away", "enabled": False}
            self.control.foreign_create(ACCOUNT, "status-reasons", body)

    def files(self, suffix: str = "") -> list[Path]:
        return sorted(self.stack.project.glob(f"probe-*{suffix}"))

    @property
    def result(self) -> Any:
        """The content of the only JSON file."""
        [file] = self.files(".json")
        return json.loads(file.read_text(encoding="utf-8"))

    @contextmanager
    def running(self, *words: str) -> Iterator["subprocess.Popen[str]"]:
        """Start the command in a process of its own."""
        with subprocess.Popen(
            [sys.executable, "-m", "pulumi_liveperson", "probe", "--stack", self.stack.name, *words],
            cwd=self.stack.project,
            env=self.stack.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def interrupted(self, number: int, *words: str, after: int = 5, times: int = 1) -> Done:
        """Run the command, and send signals while the write after so many has arrived and is not answered."""
        self.control.clear_requests()
        self.control.set_knobs(latency_ms=100)
        with self.running("--yes", *words) as process:
            self.wait_for_writes(after, process)
            for _ in range(times):
                process.send_signal(number)
                time.sleep(0.03)
            said, beside = process.communicate(timeout=60)
        self.control.set_knobs(latency_ms=0)
        assert "Traceback" not in beside, beside
        return Done(process.returncode, said, beside)

    def killed(self) -> None:
        """Kill the command when it has created objects; the server holds back its deletes."""
        self.control.add_fault("drop_before", method="DELETE", times=1_000, seconds=600)
        with self.running("--yes") as process:
            while not self.names():
                assert process.poll() is None, process.communicate()
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL)
            process.communicate()
        self.control.clear_faults()

    def wait_for_writes(self, number: int, process: "subprocess.Popen[str]") -> None:
        while len(self.writes()) < number:
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)

    def at_a_terminal(self, answer: str, *words: str) -> tuple[int, str]:
        """Run the command at a terminal, answer its question, and return its exit code and the screen."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [warm.python(), "-m", "pulumi_liveperson", "probe", "--stack", self.stack.name, *words],
            cwd=self.stack.project,
            env=self.stack.environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as process:
            os.close(theirs)
            screen, is_answered = b"", False
            with suppress(OSError):  # Linux's answer at the end
                while read := os.read(ours, 1000):
                    screen += read
                    if not is_answered and screen.endswith(b"[y/N] "):
                        os.write(ours, answer.encode() + b"\n")
                        is_answered = True
        os.close(ours)
        return process.returncode, screen.decode().replace("\r\n", "\n")
