"""What a long step shows of itself."""

import io
import time

import pytest

from toolchain.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_a_line_at_intervals() -> None:
    log = io.StringIO()
    with Progress("Compiling", stream=log, log_interval=0.02) as progress:
        progress.note = "7 of 9 packages"
        time.sleep(0.1)
    lines = log.getvalue().splitlines()
    assert lines[0] == "Compiling: … 0 s"
    assert lines[1:-1]
    assert set(lines[1:-1]) == {"Compiling: … 0 s, 7 of 9 packages"}
    assert lines[-1] == "Compiling: done 0 s, 7 of 9 packages"


def test_a_terminal_sees_one_line_rewritten() -> None:
    terminal = Terminal()
    with Progress("Compiling", stream=terminal) as progress:
        progress.note = "9 packages"
    assert terminal.getvalue() == "\r\x1b[KCompiling: … 0 s\r\x1b[KCompiling: done 0 s, 9 packages\n"


def test_a_step_that_fails_is_not_called_done() -> None:
    log = io.StringIO()
    with pytest.raises(ValueError, match="broken"), Progress("Compiling", stream=log):
        raise ValueError("broken")
    assert log.getvalue().splitlines()[-1] == "Compiling: stopped 0 s"
