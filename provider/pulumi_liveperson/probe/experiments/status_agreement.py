"""Compares the shift status with the provider's own evaluation of hours."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.hours.evaluation import answer
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.probe.experiments import status_questions as ask
from pulumi_liveperson.probe.experiments.status_cases import PLAIN, View
from pulumi_liveperson.probe.experiments.status_hours import changes_soon
from pulumi_liveperson.probe.question import Observation
from pulumi_liveperson.probe.session import Own
from pulumi_liveperson.wire import to_props

_MINUTE = timedelta(minutes=1)


def agreement(view: View) -> Observation:
    """Return whether the state and the next change of skills with plain hours are as evaluated."""
    cases = [case for case in PLAIN if case in view.snapshot.found]
    if not cases:
        return ask.AGREEMENT.unseen("The shift status contains no skill with plain hours.")
    differing = {case: found for case in cases if (found := _difference(view, case))}
    evidence = view.evidence(*(differing or cases))
    if not differing:
        return ask.AGREEMENT.seen("same", f"{len(cases)} skills have the evaluated status.", evidence)
    value = "other state" if "other state" in differing.values() else "other next change"
    return ask.AGREEMENT.seen(value, f"These skills have another status: {', '.join(differing)}.", evidence)


def _difference(view: View, case: str) -> str:
    status, session = view.status(case), view.plan.session
    own_ids = {kind: own.id for kind, own in view.scene.hours[case].items()}
    skill = Skill(status.skill_id, case, own_ids.get(WORKDAYS), own_ids.get(SPECIAL_OCCASION))
    found = answer(_configuration(view, case), skill, view.snapshot.at)
    if status.on_shift is not (found.state is State.OPEN):
        return "other state"
    change = status.next_off if status.on_shift else status.next_on
    if change is None or changes_soon(view.snapshot.at, session.zone):
        return ""
    is_same = found.until is not None and abs(change - found.until) <= _MINUTE
    return "" if is_same else "other next change"


def _configuration(view: View, case: str) -> Configuration:
    hours = view.scene.hours[case]
    workdays = [Workdays(own.id, case, _content(own)) for own in _of(hours, WORKDAYS)]
    occasions = [SpecialOccasion(own.id, case, _content(own)) for own in _of(hours, SPECIAL_OCCASION)]
    return Configuration(workdays=workdays, special_occasions=occasions)


def _of(hours: Mapping[Kind, Own], kind: Kind) -> list[Own]:
    return [own for of, own in hours.items() if of is kind]


def _content(own: Own) -> list[Mapping[str, Any]]:
    """Return the shifts or the events of an object in the form of the resource."""
    content = to_props(own.kind.content(own.kind.received(own.sent)))
    found: list[Mapping[str, Any]] = content["events" if own.kind is SPECIAL_OCCASION else "shifts"]
    return found
