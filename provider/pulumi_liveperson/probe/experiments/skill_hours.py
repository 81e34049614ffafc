"""Whether the hours of a skill can be set and cleared."""

from collections.abc import Iterator

from pulumi_liveperson.client.equivalence.values import ID
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.errors import RefusedError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

SKILL_HOURS_PERMISSION = Question(
    "skill_hours_permission",
    "Can these credentials set the hours of a skill (workingHoursId and specialOccasionId)?",
    "Skills: appendix; the knowledge centre describes a permission of its own for the hours of skills",
    "They do. If LivePerson ignores or refuses the hours, an update fails.",
    frozenset({"granted"}),
    "`SkillHours`, and `Skill` with hours, fail with these credentials. A user needs the permission to "
    "configure skill workdays and special occasions (10027), and an API key needs Administration, Working "
    "Hours API, edit skill working hours.",
)
CLEAR_WITH_NULL = Question(
    "skill_hours_cleared_by_null",
    "Does null in an update clear the workdays of a skill?",
    "Skills: appendix, which allows null",
    "Null clears them, so that the skill uses the default of the account.",
    frozenset({"cleared"}),
    'The provider cannot clear the hours of a skill: `working_hours_id=""`, and the removal of `SkillHours` '
    "from a program, fail. Clear the hours in the console.",
    has_knob=False,
)
CLEAR_BY_LEAVING_OUT = Question(
    "skill_hours_cleared_by_absence",
    "Does an update that leaves out the special occasion of a skill clear it?",
    "Skills: update",
    "Either: the provider sends the fields that have a value, and null for those that it clears.",
    has_knob=False,
)
_HOURS = (WORKDAYS, SPECIAL_OCCASION)


def shown_id(read: Exchange, field: str) -> str | None:
    """Return the id in a field of a skill; None if the answer does not contain one."""
    value = ID.canonical(read.body.get(field), {}) if isinstance(read.body, dict) else None
    return value if isinstance(value, str) and value else None


def _assign(session: Session) -> Iterator[Observation]:
    hours: Wire = {str(each.skill_field): session.create(each).wire_id for each in _HOURS}
    skill = session.create(SKILL)
    sent = session.body(SKILL, **hours)
    write = writes.put(session, skill, sent)
    if not write.is_success:
        yield _refusal(session, skill, write)
        yield from _not_cleared(write)
        return
    read = session.read(skill)
    seen = [write, read]
    stored = [field for field, id_ in hours.items() if shown_id(read, field) == str(id_)]
    if len(stored) == len(hours):
        says = "The hours were stored."
        yield SKILL_HOURS_PERMISSION.seen("granted", says, seen, kind=SKILL)
        yield from _clear(session, skill, hours)
    elif stored:
        reason = f"Only {', '.join(stored)} was stored."
        yield SKILL_HOURS_PERMISSION.unseen(reason, seen, kind=SKILL)
        yield from _not_cleared(*seen)
    elif read.is_success and SKILL.content(read.body).get("name") == sent["name"]:
        says = "The update was accepted, but the hours were not stored."
        yield SKILL_HOURS_PERMISSION.seen("ignore", says, seen, kind=SKILL)
        yield from _not_cleared(*seen)
    else:
        raise RefusedError(read)


def _refusal(session: Session, skill: Own, write: Exchange) -> Observation:
    """Evaluate a refused update: only the hours are the reason if an update without them is accepted."""
    without = writes.put(session, skill, session.body(SKILL))
    says = f"The update was answered {write.status}, and {without.status} without the hours."
    if not without.is_success:
        return SKILL_HOURS_PERMISSION.unseen(says, [write, without], kind=SKILL)
    return SKILL_HOURS_PERMISSION.seen(f"refuse{write.status}", says, [write, without], kind=SKILL)


def _not_cleared(*seen: Exchange) -> Iterator[Observation]:
    reason = "LivePerson does not store the hours of skills with these credentials."
    for question in (CLEAR_WITH_NULL, CLEAR_BY_LEAVING_OUT):
        yield question.unseen(reason, seen, kind=SKILL)


def _clear(session: Session, skill: Own, hours: Wire) -> Iterator[Observation]:
    first, second = hours
    write = writes.put(session, skill, session.body(SKILL, **{**hours, first: None}))
    if not write.is_success:
        writes.check_put(session, skill)
        says = f"The update was answered {write.status}."
        yield CLEAR_WITH_NULL.seen(f"reject{write.status}", says, [write], kind=SKILL)
    else:
        read = session.read(skill)
        if not read.is_success:
            raise RefusedError(read)
        value = "kept" if shown_id(read, first) else "cleared"
        says = "The workdays were kept." if value == "kept" else "The workdays were cleared."
        yield CLEAR_WITH_NULL.seen(value, says, [write, read], kind=SKILL)
        if shown_id(read, second) is None:
            reason = "The special occasion was cleared before."
            yield CLEAR_BY_LEAVING_OUT.unseen(reason, [write, read], kind=SKILL)
            return
    write = writes.put(session, skill, session.body(SKILL))
    if not write.is_success:
        raise RefusedError(write)
    read = session.read(skill)
    if not read.is_success:
        raise RefusedError(read)
    value = "kept" if shown_id(read, second) else "cleared"
    says = "The special occasion was kept." if value == "kept" else "The special occasion was cleared."
    yield CLEAR_BY_LEAVING_OUT.seen(value, says, [write, read], kind=SKILL)


EXPERIMENTS = (
    Experiment(
        "set and clear the hours of a skill",
        (SKILL_HOURS_PERMISSION, CLEAR_WITH_NULL, CLEAR_BY_LEAVING_OUT),
        _assign,
        SKILL,
    ),
)
