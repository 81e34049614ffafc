"""To which hours a skill can refer, and what happens if hours are deleted that a skill uses."""

from collections.abc import Iterator
from functools import partial

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.errors import RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.skill_hours import shown_id
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

_CHECKS = "Either: the provider checks the ids of hours before it writes them."
SKILL_REFERENCES = Question(
    "skill_references",
    "Can the special occasion of a skill be set to a deleted one?",
    "Skills: appendix, which does not say it",
    _CHECKS,
)
UNKNOWN_ID = Question(
    "skill_references_unknown_id",
    "Can the special occasion of a skill be set to an id that never existed?",
    "Skills: appendix, which does not say it",
    _CHECKS,
    has_knob=False,
)
OTHER_KIND = Question(
    "skill_references_other_kind",
    "Can the special occasion of a skill be set to the id of a workdays object?",
    "Skills: appendix, which does not say it",
    _CHECKS,
    has_knob=False,
)
DELETE_REFERENCED_HOURS = Question(
    "delete_referenced_hours",
    "Can hours be deleted while a skill uses them?",
    "Special Occasions and Workdays: delete, which do not say it",
    "Either: the provider looks for the skills that use the hours, and does not delete these hours.",
)
DELETED_HOURS_ID = Question(
    "skill_deleted_hours_id",
    "Does a skill keep the id of its hours when they are deleted?",
    "Skills: appendix, which does not say it",
    "Either: the provider reads the skill before each write, and looks up its hours by the id.",
    has_knob=False,
)
_FIELD = "specialOccasionId"
_NEVER = 1
"""LivePerson's ids have about ten digits, so no object has this one."""


def _refer(session: Session) -> Iterator[Observation]:
    live, gone = session.create(SPECIAL_OCCASION), session.create(SPECIAL_OCCASION)
    deleted = writes.delete(session, gone)
    if not deleted.is_success:
        raise RefusedError(deleted)
    skill = _using(session, SPECIAL_OCCASION, live)
    yield _pointed(session, skill, SKILL_REFERENCES, gone.wire_id)
    for question, id_ in ((UNKNOWN_ID, _NEVER), (OTHER_KIND, session.create(WORKDAYS).wire_id)):
        occasion = session.send("GET", SPECIAL_OCCASION, f"/{id_}")
        if occasion.is_success:
            yield question.unseen("The account has a special occasion with the id.", [occasion], kind=SKILL)
        else:
            yield _pointed(session, skill, question, id_)


def _using(session: Session, kind: Kind, hours: Own) -> Own:
    """Create a skill that uses hours; without such a skill, the account does not show anything."""
    field = str(kind.skill_field)
    skill = session.create(SKILL, **{field: hours.wire_id})
    read = session.read(skill)
    if shown_id(read, field) != hours.id:
        raise UnobservableError("LivePerson does not store the hours of skills with these credentials", read)
    return skill


def _pointed(session: Session, skill: Own, question: Question, id_: int | str) -> Observation:
    """Let a skill refer to an id, or evaluate the refusal, as live hours were accepted before."""
    write = writes.put(session, skill, session.body(SKILL, **{_FIELD: id_}))
    if not write.is_success:
        writes.check_put(session, skill)
        says = f"The update was answered {write.status}."
        return question.seen(f"reject{write.status}", says, [write], kind=SKILL)
    read = session.read(skill)
    if not read.is_success:
        raise RefusedError(read)
    if shown_id(read, _FIELD) == str(id_):
        return question.seen("accept", "The id was stored.", [write, read], kind=SKILL)
    says = "The update was accepted, but the id was not stored."
    return question.seen("ignore", says, [write, read], kind=SKILL)


def _delete_used(session: Session, kind: Kind) -> Iterator[Observation]:
    hours = session.create(kind)
    skill = _using(session, kind, hours)
    delete = writes.delete(session, hours)
    if not delete.is_success:
        yield _refused(session, skill, hours, delete)
        reason = "Hours that a skill uses could not be deleted."
        yield DELETED_HOURS_ID.unseen(reason, [delete], kind=kind)
        return
    read = session.read(skill)
    if not read.is_success:
        raise RefusedError(read)
    says = "The delete was accepted."
    yield DELETE_REFERENCED_HOURS.seen("allow", says, [delete], kind=kind)
    value = "kept" if shown_id(read, str(kind.skill_field)) else "cleared"
    says = "The skill kept the id." if value == "kept" else "The skill lost the id."
    yield DELETED_HOURS_ID.seen(value, says, [delete, read], kind=kind)


def _refused(session: Session, skill: Own, hours: Own, delete: Exchange) -> Observation:
    """Evaluate a refused delete: the skill is the reason if the delete is accepted without the skill."""
    without = writes.delete(session, skill)
    if not without.is_success:
        raise RefusedError(without)
    again = writes.delete(session, hours)
    says = f"The delete was answered {delete.status}, and {again.status} after the delete of the skill."
    seen = [delete, without, again]
    if not again.is_success:
        return DELETE_REFERENCED_HOURS.unseen(says, seen, kind=hours.kind)
    return DELETE_REFERENCED_HOURS.seen("refuse", says, seen, kind=hours.kind)


EXPERIMENTS = (
    Experiment(
        "let a skill refer to hours that do not exist",
        (SKILL_REFERENCES, UNKNOWN_ID, OTHER_KIND),
        _refer,
        SKILL,
    ),
    *(
        Experiment(
            f"delete a {kind.noun} that a skill uses",
            (DELETE_REFERENCED_HOURS, DELETED_HOURS_ID),
            partial(_delete_used, kind=kind),
            kind,
        )
        for kind in (SPECIAL_OCCASION, WORKDAYS)
    ),
)
