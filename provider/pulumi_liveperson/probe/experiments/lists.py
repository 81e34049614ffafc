"""Which query parameters a list needs, and how a list without objects is answered."""

from collections.abc import Iterator, Mapping
from functools import partial
from http import HTTPStatus

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.exchange import GONE
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import code, permitted
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

MISSING_V = Question(
    "missing_v",
    "Is a request without the query parameter `v` accepted?",
    "Special Occasions and Workdays: appendix; Status Reasons: overview",
    "Nothing: it always sends `v`.",
)
UNKNOWN_PARAMETERS = Question(
    "unknown_parameters",
    "Is a request with an unknown query parameter accepted?",
    "no page",
    "Nothing: it sends only `v` and `select`.",
    has_knob=False,
)
EMPTY_LIST = Question(
    "empty_list",
    "What is the answer to a GET of a list without objects?",
    "Special Occasions and Workdays: code tables",
    "200 with an empty list, or 404. Without the internal code 12, a 404 does not prove that the list is "
    "empty.",
    frozenset({"200", "404", "410"}),
    "The provider cannot read the list of an account without objects. Create one object in the console "
    "before the first update, and report this result.",
)


def _without_v(session: Session, kind: Kind) -> Iterator[Observation]:
    yield _list_with(session, kind, MISSING_V, {})


def _unknown_parameter(session: Session, kind: Kind) -> Iterator[Observation]:
    yield _list_with(session, kind, UNKNOWN_PARAMETERS, {"v": kind.version, "probe": "1"})


def _list_with(session: Session, kind: Kind, question: Question, params: Mapping[str, str]) -> Observation:
    answer = permitted(session.send("GET", kind, params=params))
    # A list without objects may be answered 404.
    is_accepted = answer.is_success or (answer.status in GONE and not _had_objects(session, kind))
    value = "accept" if is_accepted else f"reject{answer.status}"
    return question.seen(value, f"The list was answered {answer.status}.", [answer], kind=kind)


def _had_objects(session: Session, kind: Kind) -> bool:
    first = session.first_lists.get(kind)
    return first is not None and first.is_success and bool(first.objects)


def _empty(session: Session, kind: Kind) -> Iterator[Observation]:
    first = session.first_lists.get(kind)
    if first is None or first.status == HTTPStatus.FORBIDDEN:
        yield EMPTY_LIST.unseen("The list was not read.", kind=kind)
    elif first.is_success and first.body == []:
        yield EMPTY_LIST.seen("200", "It was answered 200 with an empty list.", [first], kind=kind)
    elif first.is_success:
        yield EMPTY_LIST.unseen(f"The account has {kind.noun}s.", kind=kind)
    else:
        coded = code(first)
        says = f"It was answered {first.status}{f', internal code {coded}' if coded is not None else ''}."
        yield EMPTY_LIST.seen(str(first.status), says, [first], kind=kind, likely=coded is None)


EXPERIMENTS = (
    *(
        Experiment(f"list {kind.noun}s without `v`", (MISSING_V,), partial(_without_v, kind=kind), kind)
        for kind in KINDS
    ),
    Experiment(
        f"list {SPECIAL_OCCASION.noun}s with an unknown query parameter",
        (UNKNOWN_PARAMETERS,),
        partial(_unknown_parameter, kind=SPECIAL_OCCASION),
        SPECIAL_OCCASION,
    ),
    *(
        Experiment(f"look at the first list of {kind.noun}s", (EMPTY_LIST,), partial(_empty, kind=kind), kind)
        for kind in KINDS
    ),
)
