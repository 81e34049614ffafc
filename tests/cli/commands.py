"""Runs a command of ours beside Pulumi, and what an account holds for it to find."""

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from liveperson_simulator.client import Control
from pulumi_liveperson.registry import object_kinds
from tests import warm
from tests.engine.trial import ACCOUNT, SECRET, Stack
from tests.harmless import harmful
from tests.objects import collection_of

Fields = dict[str, Any]
OCCASIONS, REASONS = "specialoccasion", "status-reasons"
COLLECTIONS = sorted(map(collection_of, object_kinds()))
WITHOUT_SKILLS = [each for each in COLLECTIONS if each != "skills"]
NASTY = 'Christmas\n\x1b[31m"2026"\u202e <b>`|'


@dataclass(frozen=True)
class Done:
    """What a command answered: its exit code, its words, and those beside them."""

    exit_code: int
    said: str
    beside: str

    @property
    def json(self) -> Any:
        return json.loads(self.said)


def command(stack: Stack, *words: str, **environment: str) -> Done:
    """Run `liveperson` in the project of a stack; it shows words, no secret and no traceback."""
    done = subprocess.run(
        [warm.python(), "-m", "pulumi_liveperson", *words],
        cwd=stack.project,
        env={**stack.environment, **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert harmful(done.stdout + done.stderr) == []
    return Done(done.returncode, done.stdout, done.stderr)


def occasion(name: str, description: str = "Closed", **fields: Any) -> Fields:
    return {"name": name, "description": description, "isDefault": False, "events": [], **fields}


def reason(text: str, state: str = "Away", **fields: Any) -> Fields:
    return {"text": text, "state": state, "enabled": True, **fields}


def made(control: Control, collection: str, *bodies: Fields) -> list[str]:
    """Let somebody in the console make objects, and return their ids."""
    return [str(control.foreign_create(ACCOUNT, collection, each)["id"]) for each in bodies]


def lists(control: Control) -> list[str]:
    """Return the collections that were read, one for each request."""
    asked = [each for each in control.requests() if "/configuration/" in each["path"]]
    assert {each["method"] for each in asked} <= {"GET"}
    return sorted(each["path"].rpartition("/configuration/")[2].split("/")[1] for each in asked)
