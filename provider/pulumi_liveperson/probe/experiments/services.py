"""The Domain API, and the limit of requests."""

from collections.abc import Iterator

from pulumi_liveperson.client.account import READ_WRITE
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import accepted
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.probe.throttling import Counting

DOMAIN_SHAPE = Question(
    "domain_shape",
    "What does the Domain API return for one service: an object, or the list of all services?",
    "Domain API",
    "Both.",
    frozenset({"single", "list"}),
    "The provider cannot find the hosts of the account. Report this result.",
)
THROTTLED = Question(
    "throttled",
    "Are requests of this probe answered 429?",
    "Retry policy recommendations",
    "Any: it sends a request again after the pause that the answer asks for, and at least one second.",
    has_knob=False,
)
RATE_LIMIT = Question(
    "rate_limit",
    "How many requests per second does LivePerson accept?",
    "Retry policy recommendations, without a number",
    "Any: after a 429, it waits. `liveperson:maxRequestsPerSecond` limits its requests.",
)


def _domains(session: Session) -> Iterator[Observation]:
    answer = accepted(session.look_up(READ_WRITE))
    body = answer.body if isinstance(answer.body, dict) else {}
    if isinstance(body.get("baseURIs"), list):
        yield DOMAIN_SHAPE.seen("list", "It returns a list of services.", [answer])
    elif body.get("service") and body.get("baseURI"):
        yield DOMAIN_SHAPE.seen("single", "It returns one service.", [answer])
    else:
        yield DOMAIN_SHAPE.seen("other", "It returns neither.", [answer])


def _throttling(session: Session) -> Iterator[Observation]:
    transport = session.account.transport
    if not isinstance(transport, Counting):
        yield from (each.unseen("The requests were not counted.") for each in (THROTTLED, RATE_LIMIT))
        return
    sent, throttled = transport.sent, transport.throttled
    says = f"{throttled} of {sent} requests of the probe were answered 429."
    yield THROTTLED.seen("some" if throttled else "none", says, likely=True)
    yield RATE_LIMIT.unseen(f"{says} The probe sends at most one request a second, and tries no higher rate.")


EXPERIMENTS = (
    Experiment("look up a host", (DOMAIN_SHAPE,), _domains),
    Experiment("count the requests that were answered 429", (THROTTLED, RATE_LIMIT), _throttling),
)
