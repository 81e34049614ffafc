"""Conducts all experiments, and returns the result, also after an interrupt."""

from collections.abc import Callable, Sequence

from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.probe.conducting import conducted
from pulumi_liveperson.probe.evidence import Evidence
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.safety import Content
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.unasked import UNASKED

Report = Callable[[Experiment, Sequence[Observation] | None], None]
"""Is called before an experiment with None, and after it with its observations."""

_NOT_ASKED = "The probe ended before this experiment."


def probe(session: Session, content: Content, experiments: Sequence[Experiment], report: Report) -> Result:
    """Conduct experiments, and return what they have shown; the objects of the last one may be left.

    An interrupt, or an error after which no request can be sent, ends the probe early: the result says what
    is missing.
    """
    observations: list[Observation] = []
    missing = [
        f"The list of {each.kind.noun}s was answered {each.status}." for each in content.refused if each.kind
    ]
    ended = ""
    for experiment in experiments:
        if not ended:
            report(experiment, None)
            try:
                found = list(conducted(session, experiment))
            except LivePersonError as error:
                ended = f"The probe ended early: {error}"
            except KeyboardInterrupt:
                ended = "The probe ended early, because it was interrupted."
            else:
                report(experiment, found)
                observations += found
                continue
            missing.append(ended)
        observations += [
            each.unseen("The probe ended before.", kind=experiment.kind) for each in experiment.questions
        ]
    return Result(
        session.now.date(),
        tuple(observations),
        Evidence(session.account.account_id),
        tuple(missing),
        UNASKED,
    )
