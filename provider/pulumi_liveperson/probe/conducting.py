"""Conducts experiments one after the other, and repeats a try that shows nothing."""

from collections.abc import Callable, Iterator

from pulumi_liveperson.client.errors import ApiError, LivePersonError
from pulumi_liveperson.probe.cleaning import UNSURE, tidy
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation
from pulumi_liveperson.probe.session import Session

_PATIENCE_SECONDS = 60.0
"""After this time, an experiment whose requests fail is tried only once more: each was repeated already."""
TRIES = 6
"""The number of tries of an experiment, if other people write at the same time or requests fail."""

_UNEXPECTED = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""The errors in an experiment that evaluates an answer in a form that no page describes."""


def conducted(session: Session, experiment: Experiment) -> Iterator[Observation]:
    """Conduct an experiment, and yield one observation for each of its questions.

    Raises a `LivePersonError` after which no request can be sent, such as a rejected sign-in.
    """
    found: list[Observation] = []
    reason, evidence = "", tuple[Exchange, ...]()
    number, failed = 0, False
    may_fail = _may_fail(session, experiment)
    while number < TRIES and not (failed and not may_fail(number)):
        found.clear()
        reason, evidence = "", ()
        number, failed = number + 1, False
        try:
            for observation in experiment.conduct(session):
                found.append(observation)  # noqa: PERF402 - keeps what it has yielded before an error
        except (DisturbedError, *UNSURE) as error:
            tried = "once" if number == 1 else f"{number} times"
            reason = f"It was tried {tried}, but {_cause(error)}."
            failed = not isinstance(error, DisturbedError)
            found.clear()
            continue
        except (RefusedError, UnobservableError) as error:
            reason, evidence = f"{str(error)[:1].upper()}{str(error)[1:]}.", error.evidence
        except _UNEXPECTED as error:
            reason = f"An answer has a form that the probe does not understand ({type(error).__name__})."
            evidence = tuple(session.recent)
        finally:
            tidy(session)
        break
    session.failures[experiment.kind] = session.failures[experiment.kind] + 1 if failed else 0
    seen = {each.question.name for each in found}
    yield from found
    for question in experiment.questions:
        if question.name not in seen:
            yield question.unseen(reason or "The account did not show it.", evidence, kind=experiment.kind)


def _may_fail(session: Session, experiment: Experiment) -> Callable[[int], bool]:
    """Return whether an experiment is tried again after a number of tries, the last of which failed."""
    clock = session.account.retries.clock
    ends = clock.now() + _PATIENCE_SECONDS
    is_hopeful = not session.failures[experiment.kind]
    return lambda number: is_hopeful and (number == 1 or clock.now() < ends)


def _cause(error: Exception) -> str:
    """Return why a try failed, without the hosts that the message of an error may name."""
    if isinstance(error, ApiError):
        return error.short_cause
    return "a request got no usable answer" if isinstance(error, LivePersonError) else str(error)
