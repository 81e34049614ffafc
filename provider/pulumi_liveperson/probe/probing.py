"""Conducts all experiments, and returns the result, also after an interrupt."""

from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus

from pulumi_liveperson.client.errors import ApiError, LivePersonError
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
_HOPELESS = "It was not tried, because the requests of the experiments before failed."
_MOST_FAILURES = 3
"""The number of experiments about one kind after which it is not tried again; and of kinds for the probe."""


def probe(session: Session, content: Content, experiments: Sequence[Experiment], report: Report) -> Result:
    """Conduct experiments, and return what they have shown; the objects of the last one may be left.

    An interrupt, or an error after which no request can be sent, ends the probe early: the result says what
    is missing.
    """
    observations: list[Observation] = []
    missing = [
        f"The list of {each.kind.noun}s was answered {each.refusal}." for each in content.refused if each.kind
    ]
    ended = False
    for experiment in experiments:
        if not ended and session.failures[experiment.kind] < _MOST_FAILURES:
            try:
                report(experiment, None)
                found = list(conducted(session, experiment))
            except LivePersonError as error:
                missing.append(f"The probe ended early: {_cause(error)}.")
                ended = True
            except KeyboardInterrupt:
                missing.append("The probe ended early, because it was interrupted.")
                ended = True
            else:
                report(experiment, found)
                observations += found
                missing += _lacking_privileges(found)
                if session.failures[experiment.kind]:
                    missing.append(f"Some questions{_about(experiment)} were not answered: requests failed.")
                if sum(map(bool, session.failures.values())) >= _MOST_FAILURES:
                    missing.append("The probe ended early: requests for several kinds of objects failed.")
                    ended = True
                continue
        reason = _NOT_ASKED if ended else _HOPELESS
        observations += [each.unseen(reason, kind=experiment.kind) for each in experiment.questions]
    return Result(
        session.now.date(),
        tuple(observations),
        Evidence(session.account.account_id, session.own_ids, session.posted),
        tuple(dict.fromkeys(missing)),
        UNASKED,
    )


def _lacking_privileges(found: Sequence[Observation]) -> Iterator[str]:
    """Yield a sentence about each refused privilege because of which a question is not answered."""
    for observation in found:
        if observation.value is None:
            for each in observation.evidence:
                if each.status == HTTPStatus.FORBIDDEN:
                    what = f"{each.kind.noun}s" if each.kind else f"the service {each.request.service}"
                    yield (
                        f"Some questions about {what} were not answered: {each.request.method} needs a "
                        "privilege that the credentials do not have (403)."
                    )


def _about(experiment: Experiment) -> str:
    return f" about {experiment.kind.noun}s" if experiment.kind else ""


def _cause(error: LivePersonError) -> str:
    """Return the cause without the message of the error, which may name the account and its hosts."""
    if isinstance(error, ApiError):
        return f"LivePerson answered {error.status} to a request"
    return "a request got no usable answer"
