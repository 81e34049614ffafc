"""Runs `liveperson hours` on a preview that a test makes up, without a process of its own."""

import contextlib
import io
import json
from typing import Any
from unittest import mock

from pulumi_liveperson import weekly
from pulumi_liveperson.cli.main import main
from tests.cli.commands import Done
from tests.harmless import harmful
from tests.report.steps import LONDON, closed, id_of, occasion, open_hours, preview, skill, step, workdays

Fields = dict[str, Any]

OFFICE = workdays("Office", shifts=weekly("MO-FR", "09:00", "17:30", time_zone=LONDON), is_default=True)
HOLIDAYS = occasion(
    events=[
        open_hours("2026-12-24", "09:00", "13:00", name="Christmas Eve"),
        closed("2026-12-25", name="Christmas Day"),
    ]
)
MANAGED = {"working_hours_id": "", "special_occasion_id": ""}


def same(resource: str, inputs: Fields, **fields: Any) -> Fields:
    """Return the step of a resource that does not change."""
    return step("same", inputs, inputs, resource=resource, state={"id": id_of(resource)}, **fields)


def shop(**skills: Fields) -> Fields:
    """Return a preview of a stack with office hours, holidays and skills; Billing uses the holidays."""
    billing = skill(working_hours_id="", special_occasion_id=id_of("holidays"))
    found = {"billing": billing, **skills}
    steps = [same(resource, inputs) for resource, inputs in found.items()]
    return preview(same("office", OFFICE), same("holidays", HOLIDAYS), *steps)


def hours(document: Any, *words: str) -> Done:
    """Pipe a preview into the command; it shows nothing that a terminal could take for more than words."""
    given = json.dumps(document).encode()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(given))),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        exit_code = main(["hours", "--preview", "-", *words])
        out.flush()
        err.flush()
    said, beside = (each.buffer.getvalue().decode() for each in (out, err))
    assert harmful(said + beside) == []
    return Done(exit_code, said, beside)


def states(document: Any, at: str) -> dict[str, tuple[str, str | None]]:
    """Return the state of each skill at a moment, and until when."""
    found = hours(document, "--at", at, "--json").json["skills"]
    return {each["skill"]: (each["state"], each["until"]) for each in found}
