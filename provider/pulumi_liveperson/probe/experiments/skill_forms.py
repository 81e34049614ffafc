"""The format of LivePerson's answers about skills, and whether an update replaces a skill."""

from collections.abc import Iterator
from typing import Any

from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.errors import RefusedError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

SKILL_PUT = Question(
    "skill_put",
    "Does an update of a skill remove the fields that it leaves out?",
    "Skills: appendix, which does not say it; the appendices of users and profiles do",
    "Both: the provider sends all fields of the skill, also those that a program does not manage.",
)
SKILL_PUT_ECHO = Question(
    "skill_put_echo",
    "What does the answer to an update of a skill contain: the skill, the body of the request, or nothing?",
    "Skills: update",
    "All: the provider reads the skill if the answer is not sufficient.",
)
SKILL_CREATE_ECHO = Question(
    "skill_create_echo",
    "Is the answer to the create of one skill an object or an array?",
    "Skills: create, which speaks of a list",
    "Both.",
)
SKILL_DELETE_ECHO = Question(
    "skill_delete_echo",
    "Does the answer to the delete of a skill contain the skill?",
    "Skills: delete, which shows a body, in contrast to the other kinds of objects",
    "Both: the provider ignores the body.",
)
SKILL_LIST_SELECT = Question(
    "skill_list_select",
    "Does the list of skills contain complete skills with select=$all?",
    "Skills: list, which does not name $all",
    "All: without complete skills in the list, the provider reads each skill by its id.",
    frozenset({"whole", "ignored", "reject400"}),
    "The provider cannot list skills: only after 400 does it request the list without select. Do not manage "
    "skills, and report this result.",
)
SKILL_NULLS = Question(
    "skill_nulls",
    "Does an answer leave out the fields of a skill that have no value, or show null?",
    "Skills: appendix, which allows null",
    "Both mean the same.",
)
SKILL_TRANSFER_LIST_FORM = Question(
    "skill_transfer_list_form",
    "Does an answer leave out an empty skillTransferList, or show an empty list?",
    "Skills: appendix, in which null means all skills",
    "Both mean the same: all skills.",
)
SKILL_NUMBER_FORM = Question(
    "skill_number_form",
    "Is maxWaitTime a number or text in an answer?",
    "Skills: appendix, which has text for agentGroupId",
    "Both.",
)

WAIT = 77
"""A maxWaitTime that is not the default."""
_UNSET = ("workingHoursId", "specialOccasionId", "fallbackSkill", "agentSurveyForMsgId")
"""Fields of a new skill that have no value, and that are not texts, numbers or lists of other formats."""
_COMPLETE = ("maxWaitTime", "skillOrder", "canTransfer")
_TRANSFERS, _ROUTING = "skillTransferList", "skillRoutingConfiguration"


def _forms(session: Session) -> Iterator[Observation]:
    skill, created = session.created(SKILL, session.body(SKILL, maxWaitTime=WAIT))
    shape = "array" if isinstance(created.body, list) else "object"
    yield SKILL_CREATE_ECHO.seen(shape, f"The answer was an {shape}.", [created], kind=SKILL)
    before = _read(session, skill)
    yield _nulls(before)
    yield _transfer_list(before)
    yield _number(before)
    yield _list_select(session, skill)
    update = writes.put(session, skill, {"name": session.name()})
    if not update.is_success:
        raise RefusedError(update)
    yield _put(update, _read(session, skill), before)
    deleted = writes.delete(session, skill)
    if not deleted.is_success:
        raise RefusedError(deleted)
    yield _delete_echo(deleted)
    yield _put_echo(session, skill, update)


def _read(session: Session, skill: Own) -> Exchange:
    """Read a skill; raise `RefusedError` if the answer is not a skill."""
    answer = session.read(skill)
    if not answer.is_success or not isinstance(answer.body, dict):
        raise RefusedError(answer)
    return answer


def _nulls(read: Exchange) -> Observation:
    shown = [name for name in _UNSET if name in read.body]
    if not shown:
        says = "The fields without a value were left out."
        return SKILL_NULLS.seen("omitted", says, [read], kind=SKILL)
    if len(shown) == len(_UNSET) and all(read.body[name] is None for name in _UNSET):
        says = "The fields without a value were null."
        return SKILL_NULLS.seen("shown", says, [read], kind=SKILL)
    return SKILL_NULLS.unseen(f"The answer only contained {', '.join(shown)}.", [read], kind=SKILL)


def _transfer_list(read: Exchange) -> Observation:
    question = SKILL_TRANSFER_LIST_FORM
    if any(name in read.body for name in _UNSET):
        reason = "The answer contained all fields without a value, and so this one."
        return question.unseen(reason, [read], kind=SKILL)
    if _TRANSFERS in read.body and not read.body[_TRANSFERS]:
        form = "null" if read.body[_TRANSFERS] is None else "an empty list"
        return question.seen("empty", f"The field was {form}.", [read], kind=SKILL)
    if _TRANSFERS in read.body:
        return question.unseen("The new skill had transfer targets.", [read], kind=SKILL)
    if _ROUTING not in read.body:
        return question.unseen("The answer left out all empty lists.", [read], kind=SKILL)
    return question.seen("omitted", "The field was left out.", [read], kind=SKILL)


def _number(read: Exchange) -> Observation:
    wait, order = read.body.get("maxWaitTime"), read.body.get("skillOrder")
    if isinstance(wait, str) and isinstance(order, str):
        return SKILL_NUMBER_FORM.unseen("All numbers of the answer were text.", [read], kind=SKILL)
    if isinstance(wait, str):
        return SKILL_NUMBER_FORM.seen("text", "It was text.", [read], kind=SKILL)
    if isinstance(wait, int):
        return SKILL_NUMBER_FORM.seen("number", "It was a number.", [read], kind=SKILL)
    return SKILL_NUMBER_FORM.unseen("The answer did not contain it.", [read], kind=SKILL)


def _list_select(session: Session, skill: Own) -> Observation:
    question = SKILL_LIST_SELECT
    plain, selected = session.listed(SKILL), session.listed(SKILL, select="$all")
    seen = [plain, selected]
    if not plain.is_success:
        raise RefusedError(plain)
    if not selected.is_success:
        again = session.listed(SKILL)
        if not again.is_success:
            raise RefusedError(again)
        says = f"The request was answered {selected.status}."
        return question.seen(f"reject{selected.status}", says, seen, kind=SKILL)
    first, second = _item(plain, skill), _item(selected, skill)
    if first is None or second is None:
        return question.unseen("The list did not contain the new skill.", seen, kind=SKILL)
    if _is_complete(first):
        return question.unseen("The list contained complete skills also without it.", seen, kind=SKILL)
    if _is_complete(second):
        return question.seen("whole", "The list contained complete skills.", seen, kind=SKILL)
    return question.seen("ignored", "The list contained only summaries.", seen, kind=SKILL)


def _item(listed: Exchange, skill: Own) -> dict[str, Any] | None:
    return next((each for each in listed.objects if str(each.get("id")) == skill.id), None)


def _is_complete(item: dict[str, Any]) -> bool:
    return any(name in item for name in _COMPLETE)


def _put(update: Exchange, read: Exchange, before: Exchange) -> Observation:
    sent, seen = update.request.json, [before, update, read]
    old, new = SKILL.content(before.body), SKILL.content(read.body)
    fields = ("description", "maxWaitTime")
    if new.get("name") != sent["name"] or any(old.get(each) == SKILL.defaults[each] for each in fields):
        return SKILL_PUT.unseen("The skill did not show what was written.", seen, kind=SKILL)
    kept = [each for each in fields if new.get(each) == old.get(each)]
    removed = [each for each in fields if new.get(each) == SKILL.defaults[each]]
    if len(kept) == len(fields):
        return SKILL_PUT.seen("merge", "The fields kept their values.", seen, kind=SKILL)
    if len(removed) == len(fields):
        return SKILL_PUT.seen("replace", "The fields lost their values.", seen, kind=SKILL)
    return SKILL_PUT.unseen(f"Only {', '.join(kept)} kept its value.", seen, kind=SKILL)


def _delete_echo(deleted: Exchange) -> Observation:
    if any("id" in each for each in deleted.objects):
        return SKILL_DELETE_ECHO.seen("object", "The answer contained the skill.", [deleted], kind=SKILL)
    if deleted.body is None:
        return SKILL_DELETE_ECHO.seen("empty", "The answer contained no skill.", [deleted], kind=SKILL)
    return SKILL_DELETE_ECHO.unseen("The answer had another content.", [deleted], kind=SKILL)


def _put_echo(session: Session, skill: Own, update: Exchange) -> Observation:
    """Evaluate the answer to an update; an empty one may be that of all updates, not only of skills."""
    question = SKILL_PUT_ECHO
    if update.body is not None:
        if update.body == update.request.json:
            return question.seen("request", "The answer was the body of the request.", [update], kind=SKILL)
        item = _item(update, skill)
        if item is not None and _is_complete(item):
            return question.seen("object", "The answer was the complete skill.", [update], kind=SKILL)
        return question.unseen("The answer was neither of these.", [update], kind=SKILL)
    occasion = session.create(SPECIAL_OCCASION)
    other = writes.put(session, occasion, {**occasion.sent, "description": "Changed by a probe"})
    if not other.is_success:
        raise RefusedError(other)
    if other.body is None:
        reason = "The answers to updates of special occasions were empty too."
        return question.unseen(reason, [update, other], kind=SKILL)
    return question.seen("empty", "The answer was empty.", [update, other], kind=SKILL)


EXPERIMENTS = (
    Experiment(
        "read, list, update and delete a skill",
        (
            SKILL_CREATE_ECHO,
            SKILL_NULLS,
            SKILL_TRANSFER_LIST_FORM,
            SKILL_NUMBER_FORM,
            SKILL_LIST_SELECT,
            SKILL_PUT,
            SKILL_DELETE_ECHO,
            SKILL_PUT_ECHO,
        ),
        _forms,
        SKILL,
    ),
)
