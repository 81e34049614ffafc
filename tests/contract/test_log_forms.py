"""The log of requests as text and as JSON: where it goes, and that a record is one line whatever it holds."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import BearerToken
from pulumi_liveperson.client.errors import ConfigurationError, LivePersonError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.connection import connect
from pulumi_liveperson.logs import LogSettings, start_logs
from pulumi_liveperson.settings import Settings
from tests.contract.log_file import LogFile
from tests.contract.process import occasions
from tests.contract.test_request_log import write_all
from tests.contract.ways import CLIENT

Log = Callable[..., LogFile]
EACH_FORM = pytest.mark.parametrize("form", ["text", "json"])
NAMES = [
    "A\nB",
    'tab\tand "quotes" and \\',
    "Férias ☀ 😀",
    "\u2028\u2029\x85",
    "\x1b[31mred",
    "ends\r\n",
    "\ud800 alone",
    "\x00",
]


@pytest.mark.needs_default("revision_step", "first_revision", "revision_scope")
def test_text_is_a_line_for_people(simulator: Simulator, log: Log) -> None:
    file = log(form="text")
    process = occasions(simulator, CLIENT)
    process.account.token()
    simulator.control.add_fault("delay", method="PUT", seconds=0, headers={"X-Request-ID": "req-5c1a"})

    write_all(process)

    (line,) = (each for each in file.lines if " PUT " in each)
    assert re.fullmatch(
        r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z DEBUG PUT /api/account/71234567/configuration/ac-common/"
        r"specialoccasion 200 in \d+ ms, attempt 1, If-Match 2, ac-revision 3, request req-5c1a",
        line,
    )


@EACH_FORM
@pytest.mark.parametrize(("level", "shows"), [("debug", False), ("trace", True)])
def test_bodies_are_shown_by_trace_alone(
    simulator: Simulator, log: Log, form: str, level: str, *, shows: bool
) -> None:
    file = log(level, form)

    write_all(occasions(simulator, CLIENT))

    assert ("Version 1" in file.text) == shows


@EACH_FORM
@pytest.mark.parametrize("name", NAMES)
def test_a_record_is_one_line_whatever_is_in_it(simulator: Simulator, log: Log, form: str, name: str) -> None:
    file = log("trace", form)
    process = occasions(simulator, CLIENT)
    body = json.dumps([{"id": 1, "name": name}])
    simulator.control.add_fault("body", path="/specialoccasion", body=body, content_type="application/json")

    with pytest.raises(LivePersonError):
        process.collection.objects()

    assert len(file.lines) == len(simulator.control.requests())
    if form == "json":
        whole = name.replace("\ud800", "\N{REPLACEMENT CHARACTER}")  # half a character is none
        assert file.of("GET", "/specialoccasion")[0]["received"] == [{"id": 1, "name": whole}]


@EACH_FORM
def test_what_was_sent_is_in_the_record_as_it_was(simulator: Simulator, log: Log, form: str) -> None:
    file = log("trace", form)

    occasions(simulator, CLIENT).create("Férias de Verão ☀")

    if form == "text":
        assert "Férias de Verão ☀" in file.text
    else:
        assert file.of("POST", "/specialoccasion")[0]["sent"]["name"] == "Férias de Verão ☀"


@pytest.mark.usefixtures("loggers")
def test_nothing_is_logged_without_a_level(simulator: Simulator, tmp_path: Path) -> None:
    start_logs(LogSettings("", str(tmp_path / "unwanted.log")))

    write_all(occasions(simulator, CLIENT))

    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("loggers")
def test_a_secret_of_common_characters_leaves_a_record_what_it_is(simulator: Simulator, log: Log) -> None:
    file = log("debug")
    SECRETS.learn([str(datetime.now(UTC).year), "DEBUG", "debug", "time", "message"])

    write_all(occasions(simulator, CLIENT))

    assert file.records
    for record in file.records:
        assert datetime.fromisoformat(record["time"]).tzinfo == UTC
        assert record["level"] == "DEBUG"
        assert "message" in record


def test_a_file_that_cannot_be_written_is_told_by_the_name_of_its_key(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigurationError, match=r"liveperson:logFile is '.*no/such/folder.*cannot be written"
    ):
        start_logs(LogSettings("debug", str(tmp_path / "no" / "such" / "folder")))


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_a_server_says_in_several_lines_is_one_record(simulator: Simulator, log: Log, form: str) -> None:
    file = log("debug", form)
    process = occasions(simulator, CLIENT)
    made = process.create("one")
    said = "No.\n2026-01-01T00:00:00.000Z DEBUG DELETE /everything 200 in 1 ms, attempt 1"
    simulator.control.add_fault("status_before", path="/skills", status=400, body=said, times=2)

    process.delete(made.id, "one")

    warnings = 1
    assert len(file.lines) == len(simulator.control.requests()) + warnings


@pytest.mark.usefixtures("loggers")
def test_two_accounts_of_one_process_write_one_record_for_each_request(
    simulator: Simulator, tmp_path: Path
) -> None:
    path = tmp_path / "requests.log"
    for account_id in ("71234567", "71234568"):
        way = BearerToken("simulator-bearer")
        settings = Settings(account_id, simulator.url, way, log=LogSettings("debug", str(path)))
        connect(settings).collection(SPECIAL_OCCASION).objects()

    assert len(LogFile(path).lines) == len(simulator.control.requests())


PROGRAM = """
import logging
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.auth.sign_in import BearerToken
from pulumi_liveperson.logs import LogSettings, start_logs
start_logs(LogSettings("debug", None, {form!r}))
logging.getLogger("pulumi_liveperson.test").{level}("{message}")
"""


def said_on_stderr(form: str, level: str, message: str, **environment: str) -> list[str]:
    """Return what a process says on stderr that logs there."""
    program = PROGRAM.format(form=form, level=level, message=message)
    done = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, env={**os.environ, **environment}
    )
    return done.stderr.decode("utf-8").splitlines()


@pytest.mark.parametrize("name", ["Verao", "Verão", "☀", "😀", "\\ud800"])
def test_json_on_stderr_is_json_where_it_takes_ascii_alone(name: str) -> None:
    (line,) = said_on_stderr("json", "debug", name, PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert json.loads(line)["message"] == name.replace("\\ud800", "\ud800")


@EACH_FORM
def test_a_warning_is_said_once_on_stderr(form: str) -> None:
    assert len(said_on_stderr(form, "warning", "Look out")) == 1
