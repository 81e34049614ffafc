"""Results of many accounts, made of previews with the real report, as `fleet preview` writes them."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pulumi_liveperson.fleet.result import Check, Command, Outcome, Result, as_json
from tests.report.reporting import report

COMMIT = "5f0c7d6a1b2c3d4e5f60718293a4b5c6d7e8f901"


@cache
def _told(text: str, options: tuple[str, ...]) -> str:
    return report(json.loads(text), "--format", "json", *options).out


def document(preview: Any, stack: str = "prod", *options: str) -> dict[str, Any]:
    """Return the JSON report of a preview, as the account of a stack has it: with ids of its own."""
    told = _told(json.dumps(preview), options)
    number = sum(ord(each) * 31**place for place, each in enumerate(stack)) % 90_000 + 10_000
    own = told.replace("urn:pulumi:prod::", f"urn:pulumi:{stack}::").replace('"44', f'"{number}44')
    found: dict[str, Any] = json.loads(own.replace("LivePerson account prod", f"LivePerson account {stack}"))
    return {**found, "project": "our-accounts", "stack": stack}


def result(
    stack: str,
    preview: Any = None,
    *options: str,
    outcome: Outcome | None = None,
    command: Command = Command.PREVIEW,
    ring: str = "prod",
    **fields: Any,
) -> Result:
    """Return the result of a run for one stack."""
    told = None if preview is None else document(preview, stack, *options)
    ends = Outcome.CHANGES if told and told["changes"] else Outcome.UNCHANGED
    return Result(
        command=command,
        stack=stack,
        account=str(71_000_000 + sum(map(ord, stack))),
        ring=ring,
        program="contact_centre",
        outcome=outcome or ends,
        commit=COMMIT,
        report=told,
        **fields,
    )


def written(folder: Path, *results: Result) -> Path:
    """Write results as a run does, and return their folder."""
    folder.mkdir(exist_ok=True)
    for each in results:
        (folder / f"{each.stack}.json").write_text(as_json(each), encoding="utf-8")
    return folder


__all__ = ["Check", "Iterator", "document", "result", "written"]
