"""What applies to a skill without usable workdays, and whether default workdays end the manual mode.

Default workdays of an account apply to the skills of other people. So the probe makes them only in an account
without default workdays, as the last step, and they exist for some seconds.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe import bodies, writes
from pulumi_liveperson.probe.cleaning import is_ours
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError
from pulumi_liveperson.probe.exchange import GONE, Exchange
from pulumi_liveperson.probe.experiments import status_questions as ask
from pulumi_liveperson.probe.experiments.status_cases import (
    CONTROLS,
    DELETED,
    EMPTY,
    NONE,
    View,
    are_right,
)
from pulumi_liveperson.probe.experiments.status_judges import Judged
from pulumi_liveperson.probe.experiments.status_scene import Snapshot
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

Read = Callable[[Callable[[Snapshot], bool]], Snapshot]
"""Reads the shift status until a condition is met, or for some time."""

_SOON = timedelta(hours=1)
_CHANGES_SOON = "The manual state of the account changes soon."
_NEAR = timedelta(days=50)


def with_defaults(view: View, read: Read, seconds: float) -> Iterator[Observation]:
    """Yield what applies to a skill with workdays without shifts, and with deleted workdays.

    An edit takes effect after some seconds.
    """
    is_deleted, deletes = _deleted(view)
    view.plan.session.account.retries.clock.sleep(seconds)
    before = view._replace(snapshot=read(lambda _: True))
    asked = {ask.NO_SHIFTS: EMPTY, ask.DELETED_HOURS: DELETED}
    unknown: dict[Question, str] = {}
    for question, case in asked.items():
        missing = before.missing(question, NONE, case)
        if question is ask.DELETED_HOURS and not is_deleted:
            missing = question.unseen("The account keeps no skill with deleted workdays.", deletes)
        if missing is not None:
            yield missing
        else:
            unknown[question] = case
    if not unknown:
        return
    if WORKDAYS in view.plan.session.others_defaults:
        for question, case in unknown.items():
            yield _judged(question, _beside_default(question, before, case), before.evidence(NONE, case))
        return
    if _changes_within(before, _SOON):
        for question, case in unknown.items():
            yield question.unseen(_CHANGES_SOON, before.evidence(NONE, case))
        return
    after = _with_default(before, read, lambda shown, state: shown.is_open(NONE) is state)
    for question, case in unknown.items():
        yield _contrasted(question, before, after, case, deletes)


def _contrasted(
    question: Question, before: View, after: View | None, case: str, deletes: list[Exchange]
) -> Observation:
    evidence = [*before.evidence(NONE, case), *deletes]
    if after is None:
        reason = "Default workdays had no effect on a skill without hours."
        return question.unseen(reason, evidence)
    missing = after.missing(question, NONE, case)
    evidence.append(after.snapshot.excerpt((NONE, case)))
    return missing or _judged(question, _by_contrast(question, before, after, case), evidence)


def manual(view: View, read: Read) -> Iterator[Observation]:
    """Yield whether default workdays from the API end the manual mode of an account."""
    question = ask.MANUAL_WITH_DEFAULT
    missing = view.missing(question, NONE)
    if missing is not None:
        yield missing
    elif WORKDAYS in view.plan.session.others_defaults:
        yield question.unseen("The account has default workdays of other people already.")
    elif _changes_within(view, _SOON):
        yield question.unseen(_CHANGES_SOON)
    elif after := _with_default(view, read, lambda shown, _: are_right(view.scene, shown)):
        yield question.seen("hours apply", "Then the hours of skills decided.", after.evidence(*CONTROLS))
    else:
        says = "With default workdays, all skills kept the manual state."
        yield question.seen("no effect", says, view.evidence(*CONTROLS), likely=True)


def refuse_new_defaults(session: Session, kinds: Iterable[Kind]) -> None:
    """Raise a `DisturbedError` if another person has made default hours since the beginning."""
    for kind in kinds:
        listed = session.listed(kind)
        is_new = kind not in session.others_defaults
        if is_new and not (listed.is_list or listed.status in GONE):
            raise RefusedError(listed)
        if is_new and any(_is_of_others(kind, each) for each in listed.objects):
            raise DisturbedError(kind)


def _is_of_others(kind: Kind, item: Wire) -> bool:
    is_deleted = bodies.is_deleted(item)
    return kind.is_default(item) and not is_deleted and not is_ours(kind, item)


def _with_default(view: View, read: Read, is_right: Callable[[Snapshot, bool], bool]) -> View | None:
    """Make default workdays with the state that skills without hours do not have, and read the status.

    Returns None if they have no effect.
    """
    session, today = view.plan.session, view.plan.today
    state = not view.status(NONE).on_shift
    refuse_new_defaults(session, [WORKDAYS])
    own = session.create(WORKDAYS, isDefault=True, events=today.open_week if state else today.closed_week)
    snapshot = read(lambda shown: is_right(shown, state))
    _remove(own, view)
    return view._replace(snapshot=snapshot) if is_right(snapshot, state) else None


def _remove(own: Own, view: View) -> None:
    """Delete default workdays at once; what is left is deleted after the experiment."""
    session = view.plan.session
    with suppress(DisturbedError):
        if not writes.delete(session, own).is_success:
            writes.put(session, own, {**own.sent, "isDefault": False})
            writes.delete(session, own)


def _by_contrast(question: Question, before: View, after: View, case: str) -> Judged:
    states = before.status(case).on_shift, after.status(case).on_shift
    default = before.status(NONE).on_shift, after.status(NONE).on_shift
    if question is ask.NO_SHIFTS:
        if states[0] is states[1]:
            value = "open" if states[0] else "closed"
            return Judged(value, f"The skill was {value} with and without default workdays.")
        return Judged("default", "The skill had the state of a skill without workdays.")
    if _follows_deleted(after, case):
        return Judged(None, "The deleted workdays still applied.")
    if states == default:
        return Judged("default", "The skill had the state of the default workdays.")
    if states == (default[0], default[0]):
        return Judged("none", "The skill kept the manual state, although there were default workdays.")
    return Judged(None, "The skill had neither the state of the default workdays nor the manual state.")


def _beside_default(question: Question, view: View, case: str) -> Judged:
    """Judge in an account with default workdays of other people, which a skill without hours shows."""
    own, default = view.status(case), view.status(NONE)
    differs = own.on_shift is not default.on_shift
    if question is ask.NO_SHIFTS and differs:
        value = "open" if own.on_shift else "closed"
        return Judged(value, f"The skill was {value}, unlike the default workdays.")
    if question is ask.DELETED_HOURS and _follows_deleted(view, case):
        return Judged(None, "The deleted workdays still applied.")
    if question is ask.DELETED_HOURS and differs:
        return Judged("none", "The skill had another state than the default workdays.")
    if own == replace(default, skill_id=own.skill_id) and _changes_within(view, _NEAR):
        return Judged("default", "The skill had the state and the next change of the default workdays.")
    return Judged(None, "The default workdays of the account have the same state now.")


def _changes_within(view: View, time: timedelta) -> bool:
    """Return whether the state of a skill without hours changes within a time."""
    status = view.status(NONE)
    change = status.next_off if status.on_shift else status.next_on
    return change is not None and change < view.snapshot.at + time


def _follows_deleted(view: View, case: str) -> bool:
    """Return whether the next opening of a skill is the one of its deleted workdays."""
    return view.status(case).next_on == view.plan.unused_opens


def _judged(question: Question, judged: Judged, evidence: list[Exchange]) -> Observation:
    value, says = judged
    return question.unseen(says, evidence) if value is None else question.seen(value, says, evidence)


def _deleted(view: View) -> tuple[bool, list[Exchange]]:
    """Let a skill refer to deleted workdays, and return whether it does, and the requests."""
    scene, session = view.scene, view.plan.session
    if DELETED not in scene.skills:
        return False, []
    refused = writes.delete(session, scene.hours[DELETED][WORKDAYS])
    if refused.is_success:
        return scene.stores_hours(DELETED), [refused]
    own = session.create(WORKDAYS, events=view.plan.unused)
    hours = {**scene.hours[DELETED], WORKDAYS: own}
    deleted = writes.delete(session, own)
    references = {kind.skill_field: each.wire_id for kind, each in hours.items() if kind.skill_field}
    before = len(session.made)
    created = session.post(SKILL, session.body(SKILL, **references)) if deleted.is_success else deleted
    if len(session.made) == before or not deleted.is_success:
        return False, [refused, deleted, created]
    scene.skills[DELETED], scene.hours[DELETED] = session.made[-1], hours
    return scene.stores_hours(DELETED), [deleted, created]
