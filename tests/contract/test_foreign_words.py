"""Whatever a server says: no message and no log draws on a terminal, or commands the runner of a pipeline."""

import json
import logging
from collections.abc import Callable

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.lookup import find
from pulumi_liveperson.logs import NO_LOG, start_logs
from tests.contract.line import get
from tests.contract.log_file import LogFile
from tests.contract.peer import Peer, answer
from tests.contract.process import KINDS, Console, Process, account
from tests.harmless import HOSTILE, harmful

pytestmark = pytest.mark.threat("foreign-words")

EACH = pytest.mark.parametrize("said", HOSTILE)


def raw(said: str) -> bytes:
    return said.encode("latin-1", "replace")


def in_header(said: str) -> str:
    return said.encode("latin-1", "replace").decode("latin-1").replace("\r", "").replace("\n", "\r\n ")


@EACH
def test_a_message_is_words_and_nothing_else(said: str) -> None:
    named = b": " + raw(in_header(said)) + b"\r\nContent-Length"
    for sent in (
        answer(400, json.dumps({"message": said}).encode()),
        answer(400, json.dumps({"error": {"message": said}}).encode()),
        answer(500, said.encode(), Content_Type="text/plain; charset=utf-8"),
        answer(403).replace(b"Content-Length", b"X-Request-ID" + named),
        answer(200, b"<html>").replace(b"Content-Length", b"Content-Type" + named),
    ):
        with Peer(sent) as peer, pytest.raises(LivePersonError) as failed:
            get(f"{peer.url}/somewhere")

        assert harmful(str(failed.value)) == []
        assert "\n" not in str(failed.value)


@EACH
@pytest.mark.parametrize("level", ["debug", "trace"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_log_has_one_line_of_words_for_each_request(
    log: Callable[..., LogFile], said: str, level: str, form: str
) -> None:
    file = log(level, form)
    body = json.dumps([{"name": said}, {said: 1}]).encode()
    head = raw(in_header(said))
    names = b"X-Request-ID: " + head + b"\r\nac-revision: " + head + b"\r\nContent-Length"
    with Peer(answer(200, body).replace(b"Content-Length", names)) as peer:
        get(f"{peer.url}/somewhere")

    assert len(file.lines) == 1
    assert harmful(file.text) == []
    if form == "json":
        (record,) = file.records
        assert level != "trace" or record["received"] == [{"name": said}, {said: 1}]


@EACH
def test_a_conflict_quotes_an_object_in_words(simulator: Simulator, said: str) -> None:
    console, process = Console(simulator, SPECIAL_OCCASION), Process(account(simulator), SPECIAL_OCCASION)
    known = process.create("one")
    console.edit(known.id, description=said)

    with pytest.raises(LivePersonError, match="changed") as conflict:
        process.update(known.id, "one", after=2)

    assert harmful(str(conflict.value)) == []


@EACH
def test_an_import_by_name_quotes_what_is_alike_in_words(simulator: Simulator, said: str) -> None:
    console = Console(simulator, SPECIAL_OCCASION)
    console.create(f"Easter{said}")

    for asked in (f"name:Eastre{said}", f"name:{said}", said):
        with pytest.raises(LivePersonError) as refused:
            find(account(simulator), KINDS, SPECIAL_OCCASION, asked)

        assert harmful(str(refused.value)) == []


@EACH
def test_stderr_shows_a_warning_in_words(
    loggers: logging.Logger, capsys: pytest.CaptureFixture[str], said: str
) -> None:
    for handler in list(loggers.handlers):
        loggers.removeHandler(handler)
    start_logs(NO_LOG)

    logging.getLogger("pulumi_liveperson.client").warning("%s", said)

    assert harmful(capsys.readouterr().err) == []
