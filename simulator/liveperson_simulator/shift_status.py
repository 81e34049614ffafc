"""The Shift Status API: which skills are inside their hours now, and when that changes.

The call for one skill, `…/skills/{id}/shift-status-skill`, needs the token of a consumer, which is not
simulated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from liveperson_simulator import access, clock, opening_events
from liveperson_simulator.domains import ACCOUNT
from liveperson_simulator.errors import InvalidError
from liveperson_simulator.kinds import SPECIAL_OCCASIONS, WORKDAYS, Hours
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Answer, Body, Call
from liveperson_simulator.opening import Opening
from liveperson_simulator.response_variants import ADDED, with_text_ids
from liveperson_simulator.skills import SKILLS
from liveperson_simulator.state import State
from liveperson_simulator.store import Store

PATH = "/api/account/{account}/shift-status"


def every(state: State, call: Call) -> Answer:
    """Answer with the shift status of each skill."""
    account = call.params["account"]
    if not ACCOUNT.fullmatch(account):
        raise InvalidError("The account id is malformed")
    access.check(state, call, account)
    state.throttle(account)
    with state.store.transaction(write=False):
        hours = hours_of_skills(state.store, state.knobs, account)
    now = clock.utc(state.knobs)
    known: dict[int, Body] = {}  # skills with the same hours share an evaluation, which may take long
    for each in hours.values():
        if id(each) not in known:
            known[id(each)] = _status(each, now)
    return Answer(200, [_shown(skill, known[id(each)], state.knobs) for skill, each in hours.items()])


def hours_of_skills(store: Store, knobs: Knobs, account: str) -> dict[int, Opening]:
    """Return the hours of each skill by id; skills with the same hours share them."""
    skills = [body for body in store.objects(account, SKILLS.name) if not body["deleted"]]
    workdays, occasions = (
        _Objects.of(store, account, WORKDAYS),
        _Objects.of(store, account, SPECIAL_OCCASIONS),
    )
    found: dict[tuple[Any, Any], Opening] = {}

    def hours(skill: Body) -> Opening:
        is_manual = knobs["shift_mode"] == "manual"
        own_workdays = None if is_manual else workdays.used_by(skill, knobs)
        own_occasion = None if is_manual else occasions.used_by(skill, knobs)
        if own_workdays and not opening_events.has_events(own_workdays) and knobs["no_shifts"] == "default":
            own_workdays = workdays.default
        if own_workdays is None and knobs["occasion_alone"] == "ignored":
            own_occasion = None
        key = tuple(each and each["id"] for each in (own_workdays, own_occasion))
        if key not in found:
            found[key[0], key[1]] = _opening(own_workdays, own_occasion, knobs)
        return found[key[0], key[1]]

    return {skill["id"]: hours(skill) for skill in skills}


@dataclass(frozen=True)
class _Objects:
    """The objects of one kind that are not deleted; a console may have stored any value in them."""

    reference: str
    by_id: Mapping[str, Body]
    default: Body | None

    @classmethod
    def of(cls, store: Store, account: str, kind: Hours) -> "_Objects":
        live = {str(body["id"]): body for body in store.objects(account, kind.name) if not body["deleted"]}
        return cls(
            kind.reference, live, next((each for each in live.values() if each.get("isDefault")), None)
        )

    def used_by(self, skill: Body, knobs: Knobs) -> Body | None:
        """Return a skill's own object, else the default."""
        own = skill.get(self.reference)
        default = None if own is not None and knobs["deleted_hours"] == "none" else self.default
        return self.by_id.get(str(own), default)


def _opening(workdays: Body | None, special_occasion: Body | None, knobs: Knobs) -> Opening:
    shifts = None if workdays is None else opening_events.shifts(workdays, knobs)
    if workdays and not opening_events.has_events(workdays):
        shifts = {"closed": [], "open": [opening_events.always()], "default": None}[knobs["no_shifts"]]
    occasion = None if special_occasion is None else opening_events.occasion(special_occasion, knobs)
    return Opening(knobs, shifts, occasion)


def _status(opening: Opening, now: datetime) -> Body:
    on_shift, changes = opening.is_open(now), opening.changes(now)
    edges = opening.knobs["shift_status_edges"]
    following = list(islice(changes, 1 if edges == "next_only" else 2))
    next_on = next((_milliseconds(at) for at, opens in following if opens), None)
    next_off = next((_milliseconds(at) for at, opens in following if not opens), None)
    if edges == "equal" and on_shift:
        next_on = next_off
    return {"onShift": on_shift, "nextOn": next_on, "nextOff": next_off}


def _milliseconds(at: datetime) -> int:
    return round(at.timestamp() * 1000)


def _shown(skill: int, status: Body, knobs: Knobs) -> Body:
    shown: Body = {knobs["shift_status_id"]: skill} | status
    if knobs["shift_status_nulls"] == "omitted":
        shown = {name: value for name, value in shown.items() if value is not None}
    if knobs["scalar_type"] == "string":
        shown |= {name: _as_text(value) for name, value in shown.items() if name in status}
    if knobs["id_type"] == "string":
        shown = with_text_ids(shown, [knobs["shift_status_id"]])
    return shown | ADDED if knobs["unknown_fields"] == "added" else shown


def _as_text(value: Any) -> Any:
    return value if value is None else str(value).lower()
