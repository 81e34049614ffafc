"""Probes a simulated account, without the pauses between requests."""

from collections.abc import Sequence

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from pulumi_liveperson.probe.probing import probe
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.safety import look
from pulumi_liveperson.probe.session import Session
from tests.contract.line import Line
from tests.contract.process import ACCOUNT, account

COLLECTIONS = ("specialoccasion", "workinghours", "status-reasons", "skills")


def result_of(
    simulator: Simulator,
    *names: str,
    experiments: Sequence[Experiment] = EXPERIMENTS,
    line: Line | None = None,
    **knobs: str | int,
) -> Result:
    """Set knobs, and probe the account: all experiments, or those that ask these questions."""
    simulator.control.set_knobs(**knobs)
    chosen = [one for one in experiments if not names or {*names} & {each.name for each in one.questions}]
    session = Session(account(simulator, line=line))
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


def content_of(simulator: Simulator) -> dict[str, list[object]]:
    """Return all objects of the account, without the date that the server sets."""
    return {
        name: [
            {field: value for field, value in each.items() if field != "dateUpdated"}
            for each in simulator.control.objects(ACCOUNT, name)
        ]
        for name in COLLECTIONS
    }
