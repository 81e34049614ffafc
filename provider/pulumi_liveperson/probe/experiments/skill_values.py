"""Which values of a skill's fields LivePerson accepts, and how it shows them."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.errors import RefusedError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

_APPENDIX = "Skills: appendix"
WAIT_AS_TEXT = Question(
    "skill_wait_as_text",
    "Does a create of a skill accept maxWaitTime as text?",
    _APPENDIX,
    "Either: the provider sends a number for a declared field, and all other fields as LivePerson returns "
    "them.",
    has_knob=False,
)
DESCRIPTION_EMPTY = Question(
    "skill_description_empty",
    "Does a create of a skill accept an empty description?",
    _APPENDIX,
    "Either: the provider sends null for an empty description.",
    has_knob=False,
)
DESCRIPTION_NULL = Question(
    "skill_description_null",
    "Does null in an update clear the description of a skill?",
    _APPENDIX,
    "Null clears it.",
    frozenset({"cleared"}),
    'The provider cannot clear the description of a skill (`description=""`). Declare a text, or leave '
    "`description` out.",
    has_knob=False,
)
TRANSFER_LIST_EMPTY = Question(
    "skill_transfer_list_empty",
    "Is an empty skillTransferList stored, or does it mean the same as null?",
    _APPENDIX,
    "It means the same as null, which is all skills.",
    frozenset({"as_null", "refused"}),
    "LivePerson distinguishes an empty list of transfer targets from null, and the provider does not: it "
    "replaces an empty list by null when it updates the skill. Declare `can_transfer=False` for skills "
    "without transfers.",
    has_knob=False,
)
TRANSFER_LIST_NULL = Question(
    "skill_transfer_list_null",
    "Does an update of a skill accept null for skillTransferList?",
    _APPENDIX,
    "It is accepted, and means all skills.",
    frozenset({"accepted"}),
    'The provider cannot clear the transfer targets of a skill (`skill_transfer_list=""`). Declare the ids '
    "of skills, or leave the field out.",
    has_knob=False,
)
LOBS_EMPTY = Question(
    "skill_lobs_empty",
    "Does a create of a skill accept an empty list of lines of business?",
    _APPENDIX,
    "It is accepted.",
    frozenset({"accepted"}),
    "The provider cannot clear the lines of business of a skill (`lob_ids=[]`). Leave `lob_ids` out.",
    has_knob=False,
)
DATE_UPDATED_SENT = Question(
    "skill_date_updated_sent",
    "What is the effect of dateUpdated in a create of a skill?",
    f"{_APPENDIX}, which calls it optional",
    "Any: the provider never sends it.",
    has_knob=False,
)
UNKNOWN_FIELD = Question(
    "skill_unknown_field",
    "Is a field that no page documents stored in a skill, and kept by an update that repeats it?",
    _APPENDIX,
    "An update keeps the fields that it repeats, so the provider sends all fields that it has read.",
    frozenset({"kept", "dropped", "refused"}),
    "An update loses fields that LivePerson does not document, or LivePerson refuses to get them back. Do "
    "not manage skills with such fields before you have asked LivePerson.",
    has_knob=False,
)

_NOTE, _NOTED = "probeNote", "kept"
_WAIT = 95
_OLD = "2001-02-03 04:05:06"
_TRANSFERS = "skillTransferList"
_NEW: Wire = {
    "maxWaitTime": str(_WAIT),
    "description": "",
    _TRANSFERS: [],
    "lobIds": [],
    "dateUpdated": _OLD,
    _NOTE: _NOTED,
}
Attempt = tuple[Exchange, Exchange | None]
"""A write, and a read of its object; without the read if the write was refused."""


def _values(session: Session) -> Iterator[Observation]:
    plain = session.create(SKILL)
    # Without a refusal, one skill answers all questions.
    created = _attempts(partial(_created, session), _NEW, lambda: session.create(SKILL))
    yield _accepted(WAIT_AS_TEXT, created["maxWaitTime"], _has("maxWaitTime", _WAIT))
    yield _accepted(DESCRIPTION_EMPTY, created["description"], _has("description", ""))
    yield _accepted(LOBS_EMPTY, created["lobIds"], _has("lobIds", []))
    yield _result(DATE_UPDATED_SENT, created["dateUpdated"], ("stored", "ignored"), _is_old)
    newest = session.made[-1]
    note = {_NOTE: _NOTED} if _is_noted(created[_NOTE][1]) else {}
    sent = {_TRANSFERS: None, **note}
    updated = _attempts(partial(_updated, session, newest), sent, partial(writes.check_put, session, newest))
    yield _accepted(TRANSFER_LIST_NULL, updated[_TRANSFERS], lambda read: not read.body.get(_TRANSFERS))
    yield _transfer_list(created[_TRANSFERS], updated[_TRANSFERS])
    yield _unknown(created[_NOTE], updated.get(_NOTE))
    described = session.create(SKILL) if newest is plain else plain
    cleared = _updated(session, described, {"description": None})
    if not cleared[0].is_success:
        writes.check_put(session, described)
    yield _result(DESCRIPTION_NULL, cleared, ("cleared", "kept"), _has("description", ""))


def _attempts(
    send: Callable[[Wire], Attempt], fields: Wire, check: Callable[[], object]
) -> dict[str, Attempt]:
    """Return the attempt with each field: all in one request, or each alone if that request is refused.

    `check` sends a write without the fields, and raises `RefusedError` if it is refused too.
    """
    together = send(fields)
    if together[0].is_success:
        return dict.fromkeys(fields, together)
    check()
    return {name: send({name: value}) for name, value in fields.items()}


def _created(session: Session, fields: Wire) -> Attempt:
    before = len(session.made)
    answer = session.post(SKILL, session.body(SKILL, **fields))
    if not answer.is_success:
        return answer, None
    if len(session.made) == before:
        raise RefusedError(answer)
    return answer, _read(session, session.made[-1])


def _updated(session: Session, own: Own, fields: Wire) -> Attempt:
    answer = writes.put(session, own, session.body(SKILL, **fields))
    return answer, _read(session, own) if answer.is_success else None


def _read(session: Session, own: Own) -> Exchange:
    answer = session.read(own)
    if not answer.is_success or not isinstance(answer.body, dict):
        raise RefusedError(answer)
    return answer


def _has(field: str, value: Any) -> Callable[[Exchange], bool]:
    return lambda read: bool(SKILL.content(read.body).get(field) == value)


def _is_old(read: Exchange) -> bool:
    return str(read.body.get("dateUpdated")).startswith(_OLD[:10])


def _is_noted(read: Exchange | None) -> bool:
    return read is not None and read.body.get(_NOTE) == _NOTED


def _accepted(question: Question, attempt: Attempt, is_right: Callable[[Exchange], bool]) -> Observation:
    return _result(question, attempt, ("accepted", "changed"), is_right)


def _result(
    question: Question,
    attempt: Attempt,
    values: tuple[str, str],
    is_first: Callable[[Exchange], bool],
) -> Observation:
    """Return the first value if the read shows it, the second one if not, or the refusal of the write."""
    write, read = attempt
    if read is None:
        return _refused(question, write)
    value = values[0] if is_first(read) else values[1]
    return question.seen(value, "The write was accepted, and then read.", [write, read], kind=SKILL)


def _refused(question: Question, write: Exchange) -> Observation:
    says = f"The write was answered {write.status}."
    return question.seen("refused", says, [write], kind=SKILL)


def _transfer_list(empty: Attempt, null: Attempt) -> Observation:
    """Compare how a read shows the two values."""
    write, read = empty
    other, shown = null
    if read is None:
        return _refused(TRANSFER_LIST_EMPTY, write)
    if shown is None:
        return TRANSFER_LIST_EMPTY.unseen("Null was refused.", [write, other], kind=SKILL)
    missing = "(left out)"
    is_same = read.body.get(_TRANSFERS, missing) == shown.body.get(_TRANSFERS, missing)
    value, how = ("as_null", "alike") if is_same else ("distinct", "differently")
    says = f"The answers showed an empty list and null {how}."
    return TRANSFER_LIST_EMPTY.seen(value, says, [write, read, other, shown], kind=SKILL)


def _unknown(created: Attempt, updated: Attempt | None) -> Observation:
    write, read = created
    if read is None:
        return _refused(UNKNOWN_FIELD, write)
    if updated is None:
        says = "The create was accepted without the field."
        return UNKNOWN_FIELD.seen("dropped", says, [write, read], kind=SKILL)
    if updated[1] is None:
        return UNKNOWN_FIELD.seen(
            "refused_in_update",
            f"An update with it was answered {updated[0].status}.",
            [read, updated[0]],
            kind=SKILL,
        )
    value = "kept" if _is_noted(updated[1]) else "lost"
    says = "An update kept the field." if value == "kept" else "An update removed the field."
    return UNKNOWN_FIELD.seen(value, says, [read, updated[0], updated[1]], kind=SKILL)


EXPERIMENTS = (
    Experiment(
        "write skills with null, with empty values and with fields that no page documents",
        (
            WAIT_AS_TEXT,
            DESCRIPTION_EMPTY,
            LOBS_EMPTY,
            DATE_UPDATED_SENT,
            TRANSFER_LIST_NULL,
            TRANSFER_LIST_EMPTY,
            UNKNOWN_FIELD,
            DESCRIPTION_NULL,
        ),
        _values,
        SKILL,
    ),
)
