"""What a request does whose If-Match is absent, -1, or another number than an outdated revision."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.errors import DisturbedError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import future_revision, permitted, renamed
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

_UPDATE_PAGES = "Special Occasions, Workdays, Status Reasons and Skills: update and delete"
_SKILLS_APPENDIX = "Skills: appendix"
MISSING_IF_MATCH = Question(
    "missing_if_match",
    "Is a PUT without If-Match accepted?",
    _UPDATE_PAGES,
    "Nothing: it always sends If-Match.",
)
MINUS_ONE_WRITE = Question(
    "minus_one_write",
    "Is a PUT with If-Match -1 accepted?",
    f"{_SKILLS_APPENDIX}, which says it of GET only",
    "Nothing: it never sends -1.",
)
LARGER_IF_MATCH = Question(
    "larger_if_match",
    "Is a PUT accepted whose If-Match is larger than the current revision?",
    _UPDATE_PAGES,
    "Nothing: it only sends revisions that LivePerson has returned.",
    has_knob=False,
)
GET_IF_MATCH = Question(
    "get_if_match",
    "What is the answer to a GET with the current revision in If-Match?",
    _SKILLS_APPENDIX,
    "Nothing: it sends no If-Match with a GET.",
    has_knob=False,
)
GET_MINUS_ONE = Question(
    "get_minus_one",
    "What is the answer to a GET with If-Match -1?",
    _SKILLS_APPENDIX,
    "Nothing: it sends no If-Match with a GET.",
    has_knob=False,
)
_ACCEPTED = "The write was accepted."


def _writes(session: Session, kind: Kind) -> Iterator[Observation]:
    own = session.create(kind)
    write = permitted(renamed(session, own, None))
    value = "accept" if write.is_success else f"reject{write.status}"
    yield MISSING_IF_MATCH.seen(value, _says(write), [write], kind=kind)
    write = permitted(renamed(session, own, -1))
    value = _refusal(write) if not write.is_success else "unconditional"
    yield MINUS_ONE_WRITE.seen(value, _says(write), [write], kind=kind)
    write = permitted(renamed(session, own, future_revision(session, own)))
    value = _refusal(write) if not write.is_success else "accept"
    yield LARGER_IF_MATCH.seen(value, _says(write), [write], kind=kind)


def _refusal(write: Exchange) -> str:
    return "stale" if write.status in STALE else f"reject{write.status}"


def _says(write: Exchange) -> str:
    return _ACCEPTED if write.is_success else f"The write was answered {write.status}."


def _reads(session: Session, kind: Kind) -> Iterator[Observation]:
    own = session.create(kind)
    current = session.revision(own)
    read = permitted(session.send("GET", kind, f"/{own.id}", revision=current))
    if read.is_success and read.revision != current:
        raise DisturbedError(kind)
    yield GET_IF_MATCH.seen(str(read.status), f"It was answered {read.status}.", [read], kind=kind)
    read = permitted(session.send("GET", kind, f"/{own.id}", revision=-1))
    complete = " with the object" if read.status == HTTPStatus.OK and read.objects else ""
    yield GET_MINUS_ONE.seen(str(read.status), f"It was answered {read.status}{complete}.", [read], kind=kind)


EXPERIMENTS = (
    *(
        Experiment(
            f"write {kind.noun}s without If-Match, with -1, and with a revision of the future",
            (MISSING_IF_MATCH, MINUS_ONE_WRITE, LARGER_IF_MATCH),
            partial(_writes, kind=kind),
            kind,
        )
        for kind in KINDS
    ),
    Experiment(
        f"read {SPECIAL_OCCASION.noun}s with If-Match",
        (GET_IF_MATCH, GET_MINUS_ONE),
        partial(_reads, kind=SPECIAL_OCCASION),
        SPECIAL_OCCASION,
    ),
)
