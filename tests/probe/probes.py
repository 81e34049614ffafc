"""Probes a simulated account, without the pauses between requests."""

from collections.abc import Sequence
from typing import Any

import pytest

from liveperson_simulator.knobs import BY_NAME
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from tests.contract.line import Line, Meddle
from tests.contract.process import ACCOUNT, BEARER, account

COLLECTIONS = ("specialoccasion", "workinghours", "status-reasons", "skills")
ODD_FORMS = {
    "event_order": "shuffled",
    "date_time_form": "utc",
    "zone_form": "alias",
    "rule_form": "lower_case",
    "text_form": "escaped_all",
    "scalar_type": "string",
    "empty_values": "left_out",
    "unknown_fields": "added",
    "shift_form": "dates",
}
"""Forms of answers that are far from what was sent."""
ODD_SERVER = {
    "id_type": "string",
    "id_size": "above_53_bits",
    "revision_header": "etag",
    "revision_step": "random",
    "revision_scope": "account",
    "stale_status": "304",
    "put_echo": "empty",
    "error_body": "html",
    "noop_put": "answer304",
    "duplicate_status": "400",
    "unique_names": "case_insensitive",
    "reuse_deleted_name": "refuse",
    "deleted_get_by_id": "200",
    "empty_list": "404",
}
"""Other behaviours of a server that no page documents."""


def session_of(
    simulator: Simulator,
    meddle: Meddle | None = None,
    sign_in: SignIn = BEARER,
    line: Line | None = None,
) -> Session:
    """Return a new probe of the account; `meddle` is called with each of its requests."""
    line = line or Line()
    if meddle is not None:
        line.before.append(meddle)
    return Session(account(simulator, sign_in, line=line))


def result_of(
    simulator: Simulator,
    *names: str,
    experiments: Sequence[Experiment] = EXPERIMENTS,
    meddle: Meddle | None = None,
    line: Line | None = None,
    **knobs: str | int,
) -> Result:
    """Set knobs, and probe the account: all experiments, or those that ask these questions."""
    simulator.control.set_knobs(**knobs)
    chosen = [one for one in experiments if not names or {*names} & {each.name for each in one.questions}]
    session = session_of(simulator, meddle, line=line)
    content = look(session)
    result = probe(session, content, chosen, lambda _experiment, _found: None)
    assert sweep(session) == []
    return result


def seen(result: Result, name: str, kind: Kind | None = None) -> str | None:
    """Return the one value that was observed for a question, for one kind or for all of them."""
    values = {
        each.value for each in result.observations if each.question.name == name and kind in (None, each.kind)
    }
    assert len(values) == 1, values
    return values.pop()


def reason(result: Result, name: str) -> str:
    """Return the one reason why a question was not answered."""
    reasons = {each.says for each in result.observations if each.question.name == name and not each.value}
    assert len(reasons) == 1, reasons
    return reasons.pop()


def content_of(simulator: Simulator) -> dict[str, list[object]]:
    """Return all objects of the account, without the date that the server sets."""
    return {
        name: [
            {field: value for field, value in each.items() if field != "dateUpdated"}
            for each in simulator.control.objects(ACCOUNT, name)
        ]
        for name in COLLECTIONS
    }


def why(result: Result, name: str) -> str:
    """Return the one reason why a question has no value."""
    (reason,) = {each.says for each in result.observations if each.question.name == name}
    return reason


def values_of(*names: str) -> list[Any]:
    """Return each value of some knobs, for a test with `name` and `value`."""
    return [
        pytest.param(name, value, id=f"{name}={value}") for name in names for value in BY_NAME[name].values
    ]
