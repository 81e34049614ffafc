"""Skills of a probe with hours, made in few requests, and what the Shift Status API says of them."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from pulumi_liveperson.client.equivalence.values import ID
from pulumi_liveperson.client.errors import NoServiceError, UnauthorizedError, UnusableAnswerError
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.client.shift_status import SkillStatus, status_of
from pulumi_liveperson.probe.bodies import named
from pulumi_liveperson.probe.errors import RefusedError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiments.status_hours import Events
from pulumi_liveperson.probe.session import Own, Session

PATH = "/shift-status"
_FORBIDDEN = 403
_ENOUGH = 3


class Case(NamedTuple):
    """The hours of one skill; None if it has none of the kind."""

    workdays: Events | None = None
    occasion: Events | None = None


class Posted(NamedTuple):
    """The result of a create: the object, if it was made, and the part of the exchange about it."""

    own: Own | None
    exchange: Exchange


@dataclass(frozen=True)
class Snapshot:
    """The shift status of the skills of a scene at one moment."""

    at: datetime
    exchange: Exchange
    """All skills of the account."""
    found: Mapping[str, tuple[Wire, SkillStatus]]
    """The entries of the own skills, by the names of their cases."""

    def status(self, case: str) -> SkillStatus | None:
        """Return the status of a case."""
        return self.found[case][1] if case in self.found else None

    def is_open(self, case: str) -> bool | None:
        """Return whether a skill is inside its hours; None if the answer does not contain it."""
        status = self.status(case)
        return None if status is None else status.on_shift

    def excerpt(self, cases: Iterable[str]) -> Exchange:
        """Return the exchange with only the entries of some cases, so that it shows no other skill."""
        return _with_body(self.exchange, [self.found[each][0] for each in cases if each in self.found])


class Scene:
    """The skills of some cases, with their hours."""

    def __init__(self, session: Session, cases: Mapping[str, Case]) -> None:
        self.session = session
        self.skills: dict[str, Own] = {}
        self.hours: dict[str, dict[Kind, Own]] = {}
        self.refusals: dict[str, Exchange] = {}
        """The request that was refused, for each case without a skill."""
        self._evidence: dict[str, list[Exchange]] = {each: [] for each in cases}
        self._make(cases)

    def evidence(self, *cases: str) -> list[Exchange]:
        """Return the requests that made the skills of some cases, each once."""
        found = [exchange for each in cases for exchange in self._evidence[each]]
        return [each for number, each in enumerate(found) if each not in found[:number]]

    def required(self, *cases: str) -> None:
        """Raise a `RefusedError` if the skill of a case could not be made."""
        for each in cases:
            if each in self.refusals:
                raise RefusedError(self.refusals[each])

    def read(self, service: str) -> Snapshot:
        """Read the shift status."""
        exchange = asked(self.session, service)
        cases = {own.id: case for case, own in self.skills.items()}
        found = {}
        for entry in exchange.objects if exchange.is_success else []:
            try:
                status = status_of(entry)
            except UnusableAnswerError:
                continue
            if status.skill_id in cases:
                found[cases[status.skill_id]] = entry, status
        return Snapshot(self.session.now, exchange, found)

    def stores_hours(self, case: str) -> bool:
        """Return whether the skill of a case refers to its hours, as a read shows it."""
        shown = self.session.read(self.skills[case])
        item = shown.body if isinstance(shown.body, dict) else {}
        return all(
            ID.canonical(item.get(str(kind.skill_field)), item) == own.id
            for kind, own in self.hours[case].items()
        )

    def _make(self, cases: Mapping[str, Case]) -> None:
        made = {
            SPECIAL_OCCASION: self._hours(SPECIAL_OCCASION, [each.occasion for each in cases.values()]),
            WORKDAYS: self._hours(WORKDAYS, [each.workdays for each in cases.values()]),
        }
        bodies = {}
        for name, case in cases.items():
            events = {SPECIAL_OCCASION: case.occasion, WORKDAYS: case.workdays}
            used = {kind: made[kind][_key(each)] for kind, each in events.items() if each is not None}
            self._evidence[name] += [each.exchange for each in used.values()]
            refused = [each.exchange for each in used.values() if each.own is None]
            if refused:
                self.refusals[name] = refused[0]
                continue
            self.hours[name] = {kind: each.own for kind, each in used.items() if each.own is not None}
            references = {
                kind.skill_field: own.wire_id for kind, own in self.hours[name].items() if kind.skill_field
            }
            bodies[name] = self.session.body(SKILL, **references)
        for name, skill in zip(bodies, posted(self.session, SKILL, list(bodies.values())), strict=True):
            self._evidence[name].append(skill.exchange)
            if skill.own is None:
                self.refusals[name] = skill.exchange
            else:
                self.skills[name] = skill.own

    def _hours(self, kind: Kind, several: Iterable[Events | None]) -> dict[str, Posted]:
        """Create one object for all cases with the same events."""
        events = {_key(each): each for each in several if each is not None}
        bodies = [self.session.body(kind, events=each) for each in events.values()]
        return dict(zip(events, posted(self.session, kind, bodies), strict=True))


def posted(session: Session, kind: Kind, wires: Sequence[Wire]) -> list[Posted]:
    """Create objects in one request, and each in its own one if the answer does not show that it was made."""
    together = session.post(kind, list(wires)) if len(wires) > 1 else None
    ids = _ids(kind, together) if together else {}
    made = {own.id: own for own in session.made if own.kind is kind}
    found: list[Posted] = []
    for wire in wires:
        own = made.get(ids.get(wire[kind.key], ""))
        if together is not None and own is not None:
            found.append(Posted(own, _about(together, kind, wire[kind.key])))
        elif together is not None and _all_forbidden(found):
            found.append(Posted(None, found[-1].exchange))
        else:
            found.append(_alone(session, kind, wire, is_new=together is None or not together.is_success))
    return found


def _alone(session: Session, kind: Kind, wire: Wire, *, is_new: bool) -> Posted:
    before = len(session.made)
    exchange = session.post(kind, wire if is_new else {**wire, kind.key: session.name()})
    return Posted(session.made[-1] if len(session.made) > before else None, exchange)


def _all_forbidden(found: Sequence[Posted]) -> bool:
    """Return whether the last requests were all answered 403, so that the next one will be, too."""
    last = found[-_ENOUGH:]
    return len(last) == _ENOUGH and all(each.exchange.status == _FORBIDDEN for each in last)


def asked(session: Session, service: str) -> Exchange:
    """Request the shift status of all skills, also if these credentials are only rejected there.

    Raises a `NoServiceError` if the Domain API returns no host of the service.
    """
    try:
        return session.send_to(service, PATH)
    except UnauthorizedError as error:
        if error.answer is None:
            raise
        return Exchange(Request("GET", PATH, service), error.answer)


def services(session: Session, names: Iterable[str]) -> dict[str, Exchange]:
    """Request the shift status at each service that the Domain API returns."""
    found = {}
    for name in names:
        try:
            found[name] = asked(session, name)
        except NoServiceError:
            continue
    return found


def without_skills(exchange: Exchange) -> Exchange:
    """Return an exchange without the statuses in its answer, which may be about skills of other people."""
    return _with_body(exchange, []) if exchange.is_success else exchange


def _ids(kind: Kind, exchange: Exchange) -> dict[str, str]:
    return {named(kind, each): str(each["id"]) for each in exchange.objects if "id" in each}


def _about(exchange: Exchange, kind: Kind, name: str) -> Exchange:
    """Return the part of an exchange that is about one object."""

    def is_it(item: Any) -> bool:
        return isinstance(item, dict) and named(kind, item) == name

    sent = [each for each in exchange.request.json if is_it(each)]
    return _with_body(
        replace(exchange, request=replace(exchange.request, json=sent)), _chosen(exchange.objects, is_it)
    )


def _chosen(items: Iterable[Wire], is_it: Callable[[Any], bool]) -> list[Wire]:
    return [each for each in items if is_it(each)]


def _with_body(exchange: Exchange, body: Any) -> Exchange:
    return replace(exchange, answer=replace(exchange.answer, content=json.dumps(body).encode()))


def _key(events: Events) -> str:
    return json.dumps(events)
