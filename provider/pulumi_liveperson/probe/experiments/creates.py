"""The answer to a create, and how the new object appears in a list and in a read by its id."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.probe.bodies import HOURS, KINDS
from pulumi_liveperson.probe.errors import DisturbedError, UnobservableError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import accepted, item_of, listed, permitted
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

_LIST_PAGES = "Special Occasions, Workdays, Status Reasons and Skills: list"
_COMPLETE = "The list shows the complete object."
_SUMMARY = "The list shows a summary of the object."
CREATE_STATUS = Question(
    "create_status",
    "Which status does a successful create have?",
    "Special Occasions, Workdays and Status Reasons: create (200); LE Agents API (201)",
    "Any status of success (2xx).",
)
SKILL_CREATE_STATUS = Question(
    "skill_create_status",
    "Which status does a successful create of a skill have?",
    "Skills: create (201)",
    "Any status of success (2xx).",
    has_knob=False,
)
ID_TYPE = Question(
    "id_type",
    "Is an id a number or a text in an answer?",
    "all; the appendices of Special Occasions and Workdays say string, their samples show numbers",
    "Both.",
    frozenset({"number", "string"}),
    "The provider cannot recognize the objects in an answer. Report this result.",
)
ID_SIZE = Question(
    "id_size",
    "How large are the ids of new objects?",
    "Skills: appendix (positive long)",
    "Any positive number of 64 bits.",
)
REVISION_HEADER = Question(
    "revision_header",
    "Which header contains the revision?",
    "all (ac-revision); Skills: appendix and LE Agents API (eTag)",
    "ac-revision, or else ETag.",
    frozenset({"ac-revision", "both", "etag"}),
    "The provider writes nothing without a revision. Report this result.",
)
ID_REVISION = Question(
    "id_revision",
    "Does a GET of one object by its id return the same revision as the list?",
    "all: the pages call it a version of the object",
    "Yes: it is the revision of the collection.",
    frozenset({"same"}),
    "The provider may send a revision that LivePerson refuses, and then it reads the objects again. Updates "
    "may fail with a conflict although no one else writes. Report this result.",
    has_knob=False,
)
LIST_CONTENT = Question(
    "list_content",
    "Does a list contain complete objects or summaries?",
    _LIST_PAGES,
    "Both: if it contains summaries, objects are read by their ids.",
    has_knob=False,
)
LIST_SELECT = Question(
    "list_select",
    "Does `select=$all` return complete special occasions and workdays in a list?",
    "Special Occasions and Workdays: appendix",
    "All: without complete objects, or after a refusal, objects are read by their ids.",
    frozenset({"whole", "ignored", "reject400"}),
    "The provider cannot read the list. Report this result.",
)
_SIZES = ((2**53, "above_53_bits"), (2**32, "above_32_bits"), (0, "up_to_32_bits"))
"""The values of `id_size`, each with the largest id that is smaller."""


def _status(made: Exchange, kind: Kind) -> Observation:
    says = f"It was {made.status}."
    if kind is SKILL:
        return SKILL_CREATE_STATUS.seen(str(made.status), says, [made], kind=kind)
    value = "documented" if made.status == HTTPStatus.OK else str(made.status)
    return CREATE_STATUS.seen(value, says, [made], kind=kind)


def _id(own: Own, made: Exchange) -> Iterator[Observation]:
    number = own.wire_id
    if not isinstance(number, int):
        yield ID_TYPE.seen("other", "It is a text that is not a number.", [made], kind=own.kind)
        yield ID_SIZE.unseen("The ids are not numbers.", [made], kind=own.kind)
        return
    form = "string" if isinstance((item_of(made, own) or {}).get("id"), str) else "number"
    says = f"It is a {'text' if form == 'string' else form}."
    yield ID_TYPE.seen(form, says, [made], kind=own.kind)
    size = next(name for limit, name in _SIZES if number > limit)
    yield ID_SIZE.seen(size, f"It has {number.bit_length()} bits.", [made], kind=own.kind)


def _reads(session: Session, kind: Kind) -> Iterator[Observation]:
    own, made = session.created(kind, session.body(kind))
    yield _status(made, kind)
    yield from _id(own, made)
    plain = listed(session.listed(kind))
    read = accepted(session.read(own))
    yield _header(read, kind)
    yield _same_revision(session, own, plain, read)
    content = _content(own, plain)
    yield LIST_CONTENT.seen(content, _COMPLETE if content == "complete" else _SUMMARY, [plain], kind=kind)
    if kind in HOURS:
        yield _selected(own, permitted(session.listed(kind, select="$all")), content)


def _header(read: Exchange, kind: Kind) -> Observation:
    values = [read.headers.get(name, "").strip('"') for name in ("ac-revision", "ETag")]
    # The ETag of HTTP is another thing: only a number is a revision.
    own, etag = (each if each.isascii() and each.isdigit() else "" for each in values)
    without_own = "etag" if etag else "none"
    value = ("both" if own == etag else "ac-revision") if own else without_own
    says = {
        "both": "The headers ac-revision and ETag contain the same number.",
        "ac-revision": "The header ac-revision contains a number.",
        "etag": "Only the header ETag contains a number.",
        "none": "Neither ac-revision nor ETag contains a number.",
    }
    return REVISION_HEADER.seen(value, says[value], [read], kind=kind)


def _same_revision(session: Session, own: Own, plain: Exchange, read: Exchange) -> Observation:
    kind = own.kind
    if plain.revision == read.revision and plain.revision is not None:
        says = "Both answers contain the same revision."
        return ID_REVISION.seen("same", says, [plain, read], kind=kind)
    if plain.revision is None or read.revision is None:
        return ID_REVISION.unseen("An answer contains no revision.", [plain, read], kind=kind)
    again = listed(session.listed(kind))
    if again.revision != plain.revision:
        raise DisturbedError(kind)
    return ID_REVISION.seen(
        "other", "The answers contain different revisions.", [plain, read, again], kind=kind
    )


def _content(own: Own, answer: Exchange) -> str:
    item = item_of(answer, own)
    if item is None:
        raise UnobservableError("the list does not contain a new object", answer)
    return "complete" if own.kind.is_complete(own.kind.received(item)) else "summary"


def _selected(own: Own, answer: Exchange, content: str) -> Observation:
    kind = own.kind
    if not answer.is_success:
        says = f"It was answered {answer.status}."
        return LIST_SELECT.seen(f"reject{answer.status}", says, [answer], kind=kind)
    if content == "complete":
        return LIST_SELECT.unseen("The list is complete without it.", [answer], kind=kind)
    if _content(own, answer) == "complete":
        return LIST_SELECT.seen("whole", _COMPLETE, [answer], kind=kind)
    return LIST_SELECT.seen("ignored", _SUMMARY, [answer], kind=kind)


def _questions(kind: Kind) -> tuple[Question, ...]:
    status = SKILL_CREATE_STATUS if kind is SKILL else CREATE_STATUS
    selected = (LIST_SELECT,) if kind in HOURS else ()
    return (status, ID_TYPE, ID_SIZE, REVISION_HEADER, ID_REVISION, LIST_CONTENT, *selected)


EXPERIMENTS = tuple(
    Experiment(
        f"create a {kind.noun}, and read it by list and by id",
        _questions(kind),
        partial(_reads, kind=kind),
        kind,
    )
    for kind in KINDS
)
