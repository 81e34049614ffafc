"""Whatever is piped in, a report or one clear line comes out."""

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.trial import ROOT
from tests.processes import ran
from tests.report.reporting import COMMAND, bullets, captured, report
from tests.report.steps import occasion, preview, reason, step, update

TERRAFORM = {
    "format_version": "1.2",
    "terraform_version": "1.9.0",
    "planned_values": {},
    "resource_changes": [{"address": "a.b", "change": {"actions": ["create"]}}],
}


@pytest.mark.parametrize(
    ("text", "reason_given"),
    [
        (b"", "the piped input is empty"),
        (b" \n", "the piped input is empty"),
        (b"error: no stack selected\n", "is not JSON: pass only the standard output"),
        (b'{"steps": [', "is not JSON: its end is missing"),
        (json.dumps(captured("holidays")).encode()[:-400], "is not JSON"),
        (b'{"steps": [{"op": "cre', "is not JSON: its end is missing"),
        (b'{"steps": [{"op": "same", "protect": tru', "is not JSON: its end is missing"),
        (b'{"steps": [{"op": "create"}', "is not JSON: its end is missing"),
        (b'{"steps": [], }', "is not JSON: Expecting property name"),
        (b'{"a": 1}\nDone', "is not JSON: Extra data"),
        (b'{"a": 1}{"b": 2}', "is not JSON: Extra data"),
        (b'{"sequence":0,"timestamp":1,"preludeEvent":{}}\n{"sequence":1}', "Pulumi's stream of events"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\xff\xfe\x00\x01\x02", "is not JSON"),
        (b"[]", "but not the output of `pulumi preview --json`"),
        (b"{}", "but not the output of `pulumi preview --json`"),
        (b"null", "but not the output of `pulumi preview --json`"),
        (b'"steps"', "but not the output of `pulumi preview --json`"),
        (b'{"steps": {}, "duration": 1}', "but not the output of `pulumi preview --json`"),
        (b'{"steps": [1]}', "but not the output of `pulumi preview --json`"),
        (b'{"steps": [{"op": "create"}]}', "but not the output of `pulumi preview --json`"),
        (
            b'{"steps": [{"op": 1, "urn": "urn:pulumi:a::b::c::d"}]}',
            "but not the output of `pulumi preview --json`",
        ),
        (b'{"steps": []}', "but not the output of `pulumi preview --json`"),
        (b'{"duration": 12, "status": "ok"}', "but not the output of `pulumi preview --json`"),
        (
            b'{"created": 1.5, "duration": 3.2, "exitcode": 0, "tests": []}',
            "but not the output of `pulumi preview",
        ),
        (b'{"action": "opened", "number": 1, "steps": []}', "but not the output of `pulumi preview --json`"),
        (
            b'{"steps": [], "diagnostics": [{"severity": "error", "summary": "x"}]}',
            "but not the output of `pulumi",
        ),
        (json.dumps(TERRAFORM).encode(), "JSON of Terraform"),
        (
            b'{"diagnostics": [{"severity": "error", "summary": "terraform"}], "valid": false}',
            "but not the output of",
        ),
        (b'{"n": ' + b"9" * 5_000 + b"}", "is not JSON"),
    ],
)
def test_what_is_no_preview_gets_one_clear_line(text: bytes, reason_given: str) -> None:
    said = report(text)

    assert (said.exit_code, said.out) == (2, "")
    assert said.err.startswith("report: ")
    assert reason_given in said.err
    assert said.err.count("\n") == 1


def test_a_file_of_50_megabytes_is_refused_at_once() -> None:
    said = report(b'{"steps": [' + b" " * 50_000_000 + b"]}")

    assert (said.exit_code, said.err) == (2, "report: the input is larger than the limit of 32 MB.\n")


@pytest.mark.slow
def test_a_file_just_below_the_limit_is_read_in_bounded_memory(tmp_path: Path) -> None:
    one = json.dumps(step("update", occasion(), occasion(description="x" * 1_000)))
    steps = ",".join([one] * (31_000_000 // len(one)))
    big = tmp_path / "big.json"
    big.write_text(f'{{"steps": [{steps}], "changeSummary": {{}}}}')

    done = ran([sys.executable, "-c", _BOUNDED, str(big)], cwd=ROOT)

    assert done.returncode == 0, done.stderr[-500:]
    assert len(done.stdout) <= 65_536


_BOUNDED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from pulumi_liveperson.cli.report import run
sys.exit(run(sys.argv[1:]))
"""


def test_a_preview_of_a_newer_pulumi_is_reported_as_far_as_it_is_understood() -> None:
    document = preview(
        step("update", reason(), reason(enabled=False, colour={"hue": 1}), newThing={"a": 1}),
        step("transmogrify", reason(), reason("Meal"), resource="other"),
        newField=[1, 2, 3],
        changeSummary={"transmogrify": 1, "update": 1, "same": "many"},
        diagnostics=[{"severity": "hint", "message": "new"}, "what", {"severity": "warning"}],
    )

    said = report(document)

    assert said.exit_code == 0
    assert bullets(said.out) == [
        (
            "**Lunch**: disabled, so that agents can no longer select it; "
            'colour becomes {"hue": 1}, had no value.'
        )
    ]
    assert "1 other change: other (pulumi-python:dynamic/liveperson:StatusReason, transmogrify)" in said.out


def test_a_preview_that_ended_before_its_first_step_is_one() -> None:
    said = report({"diagnostics": [{"severity": "error", "message": "no such stack"}], "duration": 1})

    assert said.exit_code == 1
    assert "the preview failed" in said.out


def test_a_preview_without_a_summary_is_incomplete() -> None:
    document = update(reason(), reason(enabled=False))
    del document["changeSummary"]

    said = report(document)

    assert said.exit_code == 1
    assert "the preview was interrupted" in said.out
    assert len(bullets(said.out)) == 1


@pytest.mark.parametrize("form", ["markdown", "html", "json", "text"])
def test_unusual_numbers_and_names_are_reported(form: str) -> None:
    created = step("create", None, reason(order=10**400))
    odd = json.dumps(preview(created)).replace("urn:pulumi:prod::", "urn:pulumi:prod\\ud800::")

    said = report(odd.encode(), "--format", form)

    assert (said.exit_code, said.err) == (0, "")
    assert "Lunch" in said.out


def test_a_byte_order_mark_and_utf_16_are_read(tmp_path: Path) -> None:
    text = json.dumps(captured("holidays"))
    file = tmp_path / "preview.json"
    file.write_text(text)
    written = [
        report(text.encode()).out,
        report(b"\xef\xbb\xbf" + text.encode()).out,
        report(text.encode("utf-16")).out,
        report(b"", str(file)).out,
    ]

    assert len({re.sub(r"\d\d:\d\d:\d\dZ", "", each) for each in written}) == 1


def test_a_file_that_is_not_there_is_named() -> None:
    said = report(b"", "nowhere.json")

    assert (said.exit_code, said.err) == (
        2,
        "report: nowhere.json cannot be read: No such file or directory.\n",
    )


@pytest.mark.parametrize(
    "options",
    [
        ["--format", "pdf"],
        ["--max-deletes", "many"],
        ["--max-deletes", "101%"],
        ["--max-deletes", "-1"],
        ["--blackout", "christmas"],
        ["--blackout", "2027-01-02..2026-12-20"],
        ["--blackout", ""],
        ["--name", "no-slash"],
        ["--refresh"],
        ["--stack", "prod", "preview.json"],
        ["--unknown"],
    ],
)
def test_a_wrong_option_is_said(options: list[str]) -> None:
    said = report(captured("holidays"), *options)

    assert (said.exit_code, said.out) == (2, "")
    assert said.err.splitlines()[-1].startswith("liveperson report: error: ")


def test_nothing_piped_in_is_no_waiting() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb"), os.fdopen(theirs, "rb") as terminal:
        done = subprocess.run(COMMAND, cwd=ROOT, stdin=terminal, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("report: there is no input")
