"""What an account shows of a deleted object, and what a second delete is answered."""

from collections.abc import Iterator
from functools import partial
from http import HTTPStatus

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe import bodies
from pulumi_liveperson.probe.bodies import HOURS, KINDS
from pulumi_liveperson.probe.errors import UnobservableError
from pulumi_liveperson.probe.exchange import GONE, STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import (
    code,
    future_revision,
    is_deleted,
    item_of,
    permitted,
    removed,
    says_no_data,
    sent_at_current,
)
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

_DELETE_PAGES = "Special Occasions and Workdays: delete"
DELETED_GET_BY_ID = Question(
    "deleted_get_by_id",
    "What is the answer to a GET of a deleted object by its id?",
    _DELETE_PAGES,
    "404, 410, or 200 with `deleted: true`.",
    frozenset({"404", "410", "200"}),
    "The provider cannot see that an object is deleted unless the list shows it. Report this result.",
)
DELETE_OF_DELETED = Question(
    "delete_of_deleted",
    "What is the answer to a DELETE of an object that is deleted already?",
    _DELETE_PAGES,
    "404, 410, or the internal code 12. After any other refusal, it reads the list.",
    has_knob=False,
)
ERROR_BODY = Question(
    "error_body",
    "What does the body of an error contain?",
    _DELETE_PAGES,
    "JSON with the internal code 12 proves that an object does not exist. Without it, the list shows this.",
    frozenset({"json", "no_code", "text", "empty", "html"}),
    "The provider does not know this answer, so updates may fail. Report this result.",
)
CHECK_ORDER = Question(
    "check_order",
    "A DELETE names a deleted object and an outdated revision. Which of the two errors is returned?",
    _DELETE_PAGES,
    "Both.",
)
INCLUDE_DELETED = Question(
    "include_deleted_on_hours",
    "Does include_deleted show deleted special occasions and workdays in a list?",
    "Status Reasons: list, which has this parameter",
    "Nothing: it does not send this parameter.",
)
DELETE_EFFECT = Question(
    "delete_effect",
    "Is an object deleted after a DELETE that was answered with a status of success?",
    "Special Occasions, Workdays, Status Reasons and Skills: delete",
    "Yes: it removes the object from the state.",
    frozenset({"deleted"}),
    "The provider believes that LivePerson has deleted an object that still exists. After an update that "
    "deletes objects, compare the account. Report this result.",
    has_knob=False,
)
REUSE_DELETED_NAME = Question(
    "reuse_deleted_name",
    "Can a new object have the name of a deleted one?",
    "Special Occasions and Workdays: appendix; Status Reasons: overview",
    "Yes.",
    frozenset({"allow"}),
    "A program cannot create an object again with the name of a deleted one: LivePerson refuses it, and the "
    "update fails. Choose another name for it, and rename objects instead of deleting them.",
)


def _after_a_delete(session: Session, kind: Kind) -> Iterator[Observation]:
    gone, keeper = session.create(kind), session.create(kind)
    delete = removed(session, gone)
    read = permitted(session.read(gone))
    if is_deleted(read) is None:
        raise UnobservableError(f"the read of a deleted object was answered {read.status}", delete, read)
    plain = None if is_deleted(read) else permitted(session.listed(kind))
    item = item_of(plain, gone) if plain is not None else None
    if plain is not None and item is not None and not bodies.is_deleted(item):
        says = "It was accepted, but a read and the list showed the object as before."
        yield DELETE_EFFECT.seen("none", says, [delete, read, plain], kind=kind)
        raise UnobservableError("the delete of an object had no effect", delete, read, plain)
    yield DELETE_EFFECT.seen("deleted", "The object was deleted.", [delete, read], kind=kind)
    if is_deleted(read):
        says = f"It was answered {read.status}."
        yield DELETED_GET_BY_ID.seen(str(read.status), says, [delete, read], kind=kind)
    else:
        says = "It was answered with the object, without `deleted: true`."
        yield DELETED_GET_BY_ID.seen("not marked", says, [delete, read], kind=kind)
    again = sent_at_current(session, keeper, "DELETE", f"/{gone.id}")
    yield _second_delete(again, kind)
    yield _error_body(again, kind)
    far = permitted(session.send("DELETE", kind, f"/{gone.id}", revision=future_revision(session, keeper)))
    yield _order(again, far, kind)
    if kind in HOURS:
        yield _included(session, gone, kind)
    yield _name_again(session, gone, delete)


def _second_delete(again: Exchange, kind: Kind) -> Observation:
    coded = f" code {code(again)}" if code(again) is not None else ""
    says = f"It was answered {again.status}{f', internal{coded}' if coded else ''}."
    return DELETE_OF_DELETED.seen(f"{again.status}{coded}", says, [again], kind=kind)


def _error_body(error: Exchange, kind: Kind) -> Observation:
    if error.status < HTTPStatus.BAD_REQUEST:
        return ERROR_BODY.unseen(f"A second DELETE was answered {error.status}.", [error], kind=kind)
    text = error.answer.text.strip()
    if not text:
        value, says = "empty", "The body of an error is empty."
    elif text.startswith("<"):
        value, says = "html", "The body of an error is an HTML page."
    elif not isinstance(error.body, dict):
        value, says = "text", "The body of an error is a text."
    elif code(error) is None:
        value, says = "no_code", "The body of an error is JSON without internalCode."
    else:
        value, says = "json", "The body of an error is JSON with internalCode."
    return ERROR_BODY.seen(value, says, [error], kind=kind)


def _order(again: Exchange, far: Exchange, kind: Kind) -> Observation:
    evidence = [again, far]
    if again.status in STALE and not says_no_data(again):
        return CHECK_ORDER.unseen(f"A second DELETE is answered {again.status} anyway.", evidence, kind=kind)
    if says_no_data(far):
        says = "The error says that the object does not exist."
        return CHECK_ORDER.seen("existence_first", says, evidence, kind=kind)
    if far.status in STALE:
        says = "The error says that the revision is outdated."
        return CHECK_ORDER.seen("revision_first", says, evidence, kind=kind)
    return CHECK_ORDER.unseen(f"It was answered {far.status}.", evidence, kind=kind)


def _included(session: Session, gone: Own, kind: Kind) -> Observation:
    answer = permitted(session.listed(kind, include_deleted="true"))
    if item_of(answer, gone) is not None:
        return INCLUDE_DELETED.seen("honour", "The list shows the deleted object.", [answer], kind=kind)
    if answer.is_success or answer.status in GONE:
        return INCLUDE_DELETED.seen("ignore", "The list shows no deleted object.", [answer], kind=kind)
    return INCLUDE_DELETED.seen(
        f"reject{answer.status}", f"The list was answered {answer.status}.", [answer], kind=kind
    )


def _name_again(session: Session, gone: Own, delete: Exchange) -> Observation:
    kind = gone.kind
    again = permitted(session.post(kind, session.body(kind, **{kind.key: gone.sent[kind.key]})))
    value, says = ("allow", "It was created.") if again.is_success else ("refuse", _answered(again))
    return REUSE_DELETED_NAME.seen(value, says, [delete, again], kind=kind)


def _answered(exchange: Exchange) -> str:
    return f"It was answered {exchange.status}."


def _questions(kind: Kind) -> tuple[Question, ...]:
    included = (INCLUDE_DELETED,) if kind in HOURS else ()
    return (
        DELETE_EFFECT,
        DELETED_GET_BY_ID,
        DELETE_OF_DELETED,
        ERROR_BODY,
        CHECK_ORDER,
        *included,
        REUSE_DELETED_NAME,
    )


EXPERIMENTS = tuple(
    Experiment(
        f"delete a {kind.noun}, and use its id and its name again",
        _questions(kind),
        partial(_after_a_delete, kind=kind),
        kind,
    )
    for kind in KINDS
)
