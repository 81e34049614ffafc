"""A stack that the doctor examines."""

import re
from pathlib import Path
from typing import Any

from liveperson_simulator.server import Simulator
from tests.cli.commands import Done, command
from tests.engine.trial import SECRET, Stack

CLIENT = {"LIVEPERSON_CLIENT_ID": "simulator-client", "LIVEPERSON_CLIENT_SECRET": SECRET}
BEARER = {"LIVEPERSON_BEARER_TOKEN": "simulator-bearer"}
USER = {"LIVEPERSON_USERNAME": "simulator-user", "LIVEPERSON_PASSWORD": "simulator-password"}
API_KEY = {
    "LIVEPERSON_APP_KEY": "simulator-app-key",
    "LIVEPERSON_APP_SECRET": "simulator-app-secret",
    "LIVEPERSON_ACCESS_TOKEN": "simulator-access-token",
    "LIVEPERSON_ACCESS_TOKEN_SECRET": "simulator-access-token-secret",
}
APPLICATION = {"LIVEPERSON_USERNAME": "simulator-user", **API_KEY}
WAYS = {
    "OAuth 2.0 client credentials": CLIENT,
    "bearer token": BEARER,
    "user login": USER,
    "application login": APPLICATION,
    "API key": API_KEY,
}
NAMES_WHO = {"LIVEPERSON_CLIENT_ID", "LIVEPERSON_USERNAME"}
SIGN_IN = re.compile(r"POST .*/(app/token|login|logout)")


class Visit(Done):
    """What the doctor said."""

    @property
    def report(self) -> dict[str, Any]:
        """What it said as JSON."""
        return dict(self.json)

    @property
    def outcomes(self) -> dict[str, str]:
        """The outcomes by check; that of a check which warned too is its own."""
        return {each["check"]: each["outcome"] for each in self.report["findings"] if not _warns(each)}

    @property
    def warnings(self) -> list[str]:
        return [f"{each['check']}: {each['says']}" for each in self.report["findings"] if _warns(each)]

    @property
    def failed(self) -> list[str]:
        return [name for name, outcome in self.outcomes.items() if outcome == "failed"]

    def says(self, check: str) -> str:
        """Return what was said about a check before any warning."""
        found = [each["says"] for each in self.report["findings"] if each["check"] == check]
        return str(found[0])


class Patient:
    """A stack whose doctor must write nothing, and tell no secret."""

    def __init__(self, stack: Stack, simulator: Simulator) -> None:
        self.stack = stack
        self.simulator = simulator

    def forget(self, *keys: str) -> None:
        """Remove keys from the stack's configuration."""
        text = self.stack.configuration.read_text()
        for key in keys:
            text = re.sub(rf"^  liveperson:{key}:.*\n(    .*\n)*", "", text, flags=re.MULTILINE)
        self.stack.configuration.write_text(text)

    def configure(self, **values: str) -> None:
        """Set keys in the stack's configuration, in clear."""
        with self.stack.configuration.open("a") as configuration:
            configuration.writelines(f'  liveperson:{key}: "{value}"\n' for key, value in values.items())

    def sees_doctor(self, *options: str, **environment: str) -> Visit:
        """Let the doctor report as JSON."""
        return self.visits("--stack", self.stack.name, "--json", *options, **environment)

    def visits(self, *options: str, **environment: str) -> Visit:
        """Run the doctor with nothing but these options; nothing is written meanwhile, anywhere."""
        before = self._files()
        self.simulator.control.clear_requests()
        done = command(self.stack, "doctor", *options, **environment)
        secrets = {value for name, value in environment.items() if _is_secret(name)} - {""}
        assert [each for each in secrets if each in done.said + done.beside] == []
        assert [each for each in self.requests() if is_write(each)] == []
        assert self._files() == before
        return Visit(done.exit_code, done.said, done.beside)

    def requests(self) -> list[str]:
        """Return what LivePerson was asked."""
        return [f"{each['method']} {each['path']}" for each in self.simulator.control.requests()]

    def _files(self) -> dict[Path, bytes]:
        """Return the stack's program, configuration and state."""
        folder = self.stack.project.parent
        links = [each for each in self.stack.project.iterdir() if each.is_symlink()]
        found = [each for each in folder.rglob("*") if not any(each.is_relative_to(link) for link in links)]
        return {each: each.read_bytes() if each.is_file() else b"" for each in found}


def is_write(request: str) -> bool:
    return not (request.startswith("GET ") or SIGN_IN.fullmatch(request))


def _is_secret(name: str) -> bool:
    return (
        name.startswith("LIVEPERSON_") and any(name in way for way in WAYS.values()) and name not in NAMES_WHO
    )


def _warns(finding: dict[str, str]) -> bool:
    return finding["outcome"] == "warning"
