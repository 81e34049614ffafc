"""Probes a simulated account, without the pauses between requests."""

from collections.abc import Sequence

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


def session_of(simulator: Simulator, meddle: Meddle | None = None, sign_in: SignIn = BEARER) -> Session:
    """Return a new probe of the account; `meddle` is called with each of its requests."""
    line = Line()
    if meddle is not None:
        line.before.append(meddle)
    return Session(account(simulator, sign_in, line=line))


def result_of(
    simulator: Simulator,
    *names: str,
    experiments: Sequence[Experiment] = EXPERIMENTS,
    meddle: Meddle | None = None,
    **knobs: str | int,
) -> Result:
    """Set knobs, and probe the account: all experiments, or those that ask these questions."""
    simulator.control.set_knobs(**knobs)
    chosen = [one for one in experiments if not names or {*names} & {each.name for each in one.questions}]
    session = session_of(simulator, meddle)
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
