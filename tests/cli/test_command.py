"""The command itself: its options, its table, and what it never shows."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from pulumi_liveperson.cli.access import route
from pulumi_liveperson.cli.configuration import Configuration
from pulumi_liveperson.cli.doctor.findings import Finding, Findings, Outcome, Results
from pulumi_liveperson.cli.doctor.identity import identity
from pulumi_liveperson.cli.doctor.table import row
from pulumi_liveperson.cli.main import COMMANDS, main
from pulumi_liveperson.cli.numbers import duration
from pulumi_liveperson.client.auth.authorization import Bearer
from pulumi_liveperson.client.auth.sign_in import BearerToken, ClientCredentials, SignIn, Token
from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.pulumi_cli.command import ConfigValue, PulumiError
from tests.cli.patient import USER, Patient
from tests.processes import ran

DELAY = 30


def wait_until_asked(patient: Patient, part: str) -> None:
    deadline = time.monotonic() + 30
    while not any(part in each for each in patient.requests()):
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(
    "words",
    [
        *("", "physician", "doctor --loud", "doctor trial"),
        *("export --loud", "export trial", "export --type skill-hours", "export --import --output x.py"),
        *(
            "export --name",
            "restore",
            "restore --loud x.json",
            "restore x.json more",
            "restore x.json --name",
        ),
        *("snapshot --loud", "snapshot trial", "snapshot --output"),
        *("unmanaged --loud", "unmanaged trial", "unmanaged --stack"),
        *("hours --loud", "hours trial", "hours --at", "hours --live --preview"),
    ],
)
def test_wrong_usage_exits_with_2(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words.split())

    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: liveperson")


@pytest.mark.parametrize("command", [*COMMANDS, "report", "fleet"])
def test_each_command_starts_in_a_python_that_has_loaded_nothing(command: str) -> None:
    done = ran([sys.executable, "-m", "pulumi_liveperson", command, "--help"])

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: liveperson {command}")


@pytest.mark.parametrize("words", [["doctor"], ["doctor", "--json"]])
def test_a_reader_who_has_seen_enough_ends_a_command_quietly(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)

    with os.fdopen(writer, "wb") as unread:
        ended = subprocess.run(
            [sys.executable, "-m", "pulumi_liveperson", *words],
            env={**os.environ, "PATH": "/nowhere"},
            stdout=unread,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert (ended.returncode, ended.stderr) == (141, b"")


@pytest.mark.engine
def test_an_interrupted_doctor_is_quiet_and_logs_out(patient: Patient) -> None:
    patient.forget("clientId", "clientSecret")
    patient.simulator.control.clear_requests()
    patient.simulator.control.add_fault("delay", path="/configuration/", seconds=DELAY)
    doctor = subprocess.Popen(
        [sys.executable, "-m", "pulumi_liveperson", "doctor", "--stack", "trial"],
        cwd=patient.stack.project,
        env={**patient.stack.environment, **USER},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until_asked(patient, "/configuration/")

    doctor.send_signal(signal.SIGINT)
    said, beside = doctor.communicate(timeout=2 * DELAY)

    assert (doctor.returncode, beside) == (130, "")
    assert "\nok       sign-in " in said
    assert "special occasions" not in said
    assert patient.requests()[-1].endswith("/logout")


def test_what_a_failed_check_was_for_is_skipped() -> None:
    findings = Findings()

    def fails() -> Results:
        yield Outcome.WARNING, "odd"
        raise ConfigurationError("wrong")

    def fails_too() -> Results:
        raise PulumiError("broken")
        yield

    def works() -> Results:
        yield Outcome.OK, "fine"

    def made() -> Iterator[Finding]:
        yield from findings.check("first", fails)
        yield from findings.check("second", works, "first")
        yield from findings.check("third", works, "second")
        yield from findings.check("fourth", fails_too)
        yield from findings.check("fifth", works)

    assert [(each.check, each.outcome.value, each.message) for each in made()] == [
        ("first", "warning", "odd"),
        ("first", "failed", "wrong"),
        ("second", "skipped", "because this check failed: first"),
        ("third", "skipped", "because this check failed: first"),
        ("fourth", "failed", "broken"),
        ("fifth", "ok", "fine"),
    ]


def test_no_finding_holds_a_secret() -> None:
    findings = Findings()
    SECRETS.learn(["s3cret", "s3cret-and-more", "s"])

    def tells() -> Results:
        yield Outcome.OK, "s3cret-and-more is not s3cret, or is it s?"

    assert [each.message for each in findings.check("secrets", tells)] == [
        "[secret] is not [secret], or is it s?"
    ]


def test_a_secret_is_what_is_set_as_one_or_should_be() -> None:
    values = {
        "liveperson:clientId": ConfigValue("the-client", secret=False),
        "liveperson:clientSecret": ConfigValue("in-clear", secret=False),
        "other:key": ConfigValue("elsewhere", secret=True),
    }
    configuration = Configuration("trial", values, {"LIVEPERSON_PASSWORD": "exported", "HOME": "/root"})

    assert configuration.secrets() == {"in-clear", "elsewhere", "exported"}


def test_a_row_is_wrapped_under_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    says = "one two three four five six seven eight\n  a line that is indented and long\nhttp://a/" + 30 * "b"

    assert row(Finding("program", Outcome.FAILED, says)).splitlines() == [
        "failed   program            one two three four five six",
        "                            seven eight",
        "                              a line that is indented and",
        "                              long",
        "                            http://a/" + 30 * "b",
    ]


def test_nothing_moves_the_cursor_of_the_terminal() -> None:
    assert row(Finding("program", Outcome.OK, "red \x1b[31m alert\a")).endswith(
        "red [U+001B][31m alert[U+0007]"
    )


@pytest.mark.parametrize(
    ("terminal", "no_color", "coloured"), [(True, "", True), (True, "1", False), (False, "", False)]
)
def test_a_terminal_shows_colours_unless_it_must_not(
    monkeypatch: pytest.MonkeyPatch, *, terminal: bool, no_color: str, coloured: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)

    assert row(Finding("clock", Outcome.OK, "")).startswith("\x1b[32mok     \x1b[0m  clock") == coloured


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "1 second"), (119, "119 seconds"), (3599, "60 minutes"), (200_000, "2 days")]
)
def test_a_duration_is_shown_in_a_suitable_unit(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("claims", "sign_in", "words"),
    [
        (
            {"azp": "c", "exp": 1600},
            BearerToken("t"),
            "A token for the client c, valid for 10 minutes and not renewed.",
        ),
        (
            {"scope": "s", "exp": "x"},
            ClientCredentials("c", "s"),
            "A token with the scope s, renewed automatically.",
        ),
    ],
)
def test_the_claims_of_a_token_are_shown(claims: dict[str, object], sign_in: SignIn, words: str) -> None:
    token = Token(Bearer("t"), claims=claims)

    assert list(identity(sign_in, token, 1000.0, [])) == [(Outcome.OK, words)]


def test_the_route_to_a_host_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert route("https://a.example") == "over https at a.example, directly"
    monkeypatch.setenv("HTTPS_PROXY", "http://lisa:pr0xy@gate.example:3128")
    assert route("https://a.example") == "over https at a.example, through the proxy gate.example:3128"
    assert route("http://localhost:8490") == "over unencrypted http at localhost:8490, on this machine"


def test_a_missing_certificate_file_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/company-ca.pem")

    with pytest.raises(ConfigurationError, match=r"/nowhere/company-ca.pem in REQUESTS_CA_BUNDLE"):
        route("https://a.example")
