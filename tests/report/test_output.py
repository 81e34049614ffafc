"""Where a report goes, and what a terminal gets of it."""

import errno
import os
import pty
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.engine.trial import ROOT
from tests.processes import ran
from tests.report.reporting import COMMAND, captured, report, timeless


def test_a_report_can_be_written_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "report.md"

    said = report(captured("holidays"), "--output", str(file))

    assert (said.exit_code, said.out) == (0, "")
    assert timeless(file.read_text()) == timeless(report(captured("holidays")).out)
    refused = report(captured("holidays"), "--output", str(tmp_path / "no" / "folder"))
    assert (refused.exit_code, refused.err.count("\n")) == (2, 1)


@pytest.mark.threat("link-in-the-way")
@pytest.mark.parametrize("where", ["a folder", "/dev/shm", "/dev/../tmp"])  # noqa: S108 - open to everybody
def test_a_link_in_the_place_of_the_file_is_replaced_and_not_followed(tmp_path: Path, where: str) -> None:
    if where != "a folder" and not Path(where).is_dir():
        pytest.skip(f"there is no {where}")
    with TemporaryDirectory(dir=tmp_path if where == "a folder" else where) as folder:
        replaces_a_link(Path(folder), tmp_path / "elsewhere")


def replaces_a_link(folder: Path, elsewhere: Path) -> None:
    file = folder / "report.md"
    elsewhere.write_text("theirs")
    file.symlink_to(elsewhere)

    assert report(captured("holidays"), "--output", str(file)).exit_code == 0

    assert elsewhere.read_text() == "theirs"
    assert not file.is_symlink()
    assert timeless(file.read_text()) == timeless(report(captured("holidays")).out)


def test_a_report_that_cannot_be_written_leaves_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "report.md"
    file.write_text("the last one")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused = report(captured("holidays"), "--output", str(file))

    assert (refused.exit_code, refused.err.count("No space left")) == (2, 1)
    assert [each.name for each in tmp_path.iterdir()] == ["report.md"]
    assert file.read_text() == "the last one"


def test_a_report_may_go_to_a_device() -> None:
    assert report(captured("holidays"), "--output", "/dev/null").exit_code == 0
    assert Path("/dev/null").is_char_device()


def test_a_report_may_go_to_where_the_output_goes(tmp_path: Path) -> None:
    command = f"{' '.join(map(repr, COMMAND))} tests/report/previews/holidays.json --output /dev/stdout"

    subprocess.run(["sh", "-c", f"{command} > {tmp_path}/report.md"], cwd=ROOT, check=True)

    assert timeless((tmp_path / "report.md").read_text()) == timeless(report(captured("holidays")).out)
    assert Path("/dev/stdout").is_symlink()


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = f"{' '.join(map(repr, COMMAND))} tests/report/previews/holidays.json --format json"

    done = ran(["bash", "-c", f"{command} | head -c 1"], cwd=ROOT)

    assert (done.stdout, done.stderr) == ("{", "")


@pytest.mark.parametrize(("no_color", "red"), [("", "\x1b[31mDeleted\x1b[0m"), ("1", "\nDeleted")])
def test_a_terminal_gets_text_with_colours_unless_it_wants_none(no_color: str, red: str) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "tests/report/previews/holidays.json"],
        cwd=ROOT,
        stdout=theirs,
        env={**os.environ, "NO_COLOR": no_color},
        check=False,
    )
    os.close(theirs)
    with os.fdopen(ours, "rb") as terminal:
        shown = terminal.read1(65_536).decode()

    assert done.returncode == 0
    assert "Summer closure 2026" in shown
    assert "<!--" not in shown
    assert red in shown
    assert ("\x1b" in shown) is not bool(no_color)


def test_a_pipe_gets_no_colours() -> None:
    assert "\x1b" not in report(captured("holidays"), "--format", "text").out


def test_a_preview_that_ends_badly_without_a_word_is_not_taken_for_whole(tmp_path: Path) -> None:
    pulumi = tmp_path / "pulumi"
    preview = ROOT / "tests" / "report" / "previews" / "holidays.json"
    pulumi.write_text(
        f'#!/bin/sh\ntest -z "$PULUMI_ENABLE_STREAMING_JSON_PREVIEW" && cat {preview}\nexit 3\n'
    )
    pulumi.chmod(0o755)
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])

    done = ran(
        [*COMMAND, "--stack", "trial"],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "PULUMI_ENABLE_STREAMING_JSON_PREVIEW": "true"},
    )

    assert (done.returncode, done.stderr) == (1, "")
    assert "### LivePerson account trial: the preview was interrupted" in done.stdout


def test_a_report_loads_neither_pulumi_nor_the_provider() -> None:
    unwanted = {"pulumi", "pulumi_liveperson.base", "requests"}
    program = f"import pulumi_liveperson.cli.report, sys; print({unwanted!r} & {{*sys.modules}})"

    said = ran([sys.executable, "-c", program], cwd=ROOT, check=True)

    assert said.stdout == "set()\n"
