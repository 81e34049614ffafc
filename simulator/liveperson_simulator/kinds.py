"""The four kinds of objects: special occasions, workdays, status reasons and skills."""

from collections.abc import Iterator
from typing import Any

from liveperson_simulator import clock, response_variants, rules
from liveperson_simulator.collection import Collection, Kind, hand_over_default, register
from liveperson_simulator.errors import ApiError, DependencyError, InvalidError
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body
from liveperson_simulator.shift_variants import shown_shift

SKILL_DEFAULTS: Body = {"maxWaitTime": 120, "canTransfer": True, "fallbackWhenAllAgentsAreAway": True}


class Hours(Kind):
    """Special occasions and workdays: one default per account, which a newer default takes over."""

    family = "ac-common"
    puts_several = True
    deletes_several = True

    def __init__(self, name: str, reference: str) -> None:
        self.name = name
        self.reference = reference

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the object by the rules of its appendix."""
        event = rules.occasion_event if self.name == "specialoccasion" else rules.workdays_event
        return rules.hours(body, collection.knobs, event)

    def settle(self, collection: Collection, written: list[Body]) -> None:
        """Let a newer default take over."""
        hand_over_default(collection, written)

    def refuse_delete(self, body: Body, collection: Collection) -> None:
        """Refuse, by knob, to delete the default or what a skill refers to."""
        if body.get("isDefault") and collection.knobs["delete_default"] == "refuse":
            status = int(collection.knobs["dependency_status"])
            raise DependencyError(f"{self.name}-dependencies", "It is the account's default", status=status)
        if collection.knobs["delete_referenced_hours"] == "allow":
            return
        skills = collection.store.objects(collection.account, "skills")
        users = [
            skill["name"]
            for skill in skills
            if not skill["deleted"] and skill.get(self.reference) == body["id"]
        ]
        if users:
            status = int(collection.knobs["dependency_status"])
            raise DependencyError(
                f"{self.name}-dependencies", f"In use by skills: {', '.join(users)}", status=status
            )

    def shown(self, body: Body, knobs: Knobs) -> Body:
        """Return the object as the knobs have it written."""
        if self.name == "workinghours" and knobs["shift_form"] != "as_sent":
            events = [shown_shift(each, knobs["shift_form"]) for each in body["events"]]
            body = {**body, "events": events}
        return response_variants.answered(body, knobs, self.texts)

    def refuse_put_by_id(self, knobs: Knobs) -> None:
        """Refuse, by knob, what no page documents."""
        if knobs["put_by_id_on_hours"] == "refuse405":
            raise ApiError("Method not allowed", status=405)

    def shows_deleted(self, knobs: Knobs) -> bool:
        """Honour `include_deleted` by knob."""
        return knobs["include_deleted_on_hours"] == "honour"

    def list_select(self, knobs: Knobs) -> str:
        """Honour `select` on a list by knob."""
        return knobs["list_select"]


class StatusReasons(Kind):
    """Status reasons: whole objects in lists, `text` as the unique name, and an order."""

    name = "status-reasons"
    family = "le-agents"
    label = "text"
    texts = ("text",)
    put_names_id = True
    summary = None

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the object; an order that is left out stays as it is."""
        checked = rules.status_reason(body)
        if "id" not in body and collection.knobs["order_in_create"] == "ignored":
            return {field: value for field, value in checked.items() if field != "order"}
        if "order" not in checked and "id" in body:
            stored = _order(collection, rules.object_id(body["id"]))
            return checked if stored is None else checked | {"order": stored}
        return checked

    def settle(self, collection: Collection, written: list[Body]) -> None:
        """Make room for what is placed, as the knobs have it."""
        policy = collection.knobs["order_policy"]
        if policy in {"hidden", "as_sent"}:
            return
        ours = {each["id"] for each in written}
        rest = [
            collection.changes.get(body["id"], body)
            for body in collection.store.objects(collection.account, self.name)
            if not collection.changes.get(body["id"], body)["deleted"] and body["id"] not in ours
        ]
        sequence = sorted(rest, key=lambda body: (body.get("order", len(rest) + 1), body["id"]))
        placed = [body | {"order": self._place(collection, body)} for body in written if "order" in body]
        placed.sort(key=lambda body: (body["order"], body["id"]))
        loose = [body for body in written if "order" not in body]
        arrange = _with_gaps if policy == "gaps" else _renumbered
        for body, place in arrange(sequence, placed, loose, first=policy == "prepend"):
            current = collection.changes.get(body["id"], body)
            if not current["deleted"] and current.get("order") != place:
                collection.changes[body["id"]] = current | {"order": place}

    @staticmethod
    def _place(collection: Collection, body: Body) -> int:
        """Return where a placed object goes, counted without it."""
        place: int = body["order"]
        stored = _order(collection, body["id"])
        is_before = (
            collection.knobs["order_counts"] == "before" and collection.knobs["order_policy"] != "gaps"
        )
        if is_before and stored is not None and stored < place:
            return place - 1
        return place

    def shown(self, body: Body, knobs: Knobs) -> Body:
        """Return the object as the knobs have it written, without its order where that is hidden."""
        hidden = {"order"} if knobs["order_policy"] == "hidden" else set()
        shown = {field: value for field, value in body.items() if field not in hidden}
        return response_variants.answered(shown, knobs, self.texts)


def _order(collection: Collection, id_: int) -> int | None:
    stored = collection.store.get(collection.account, StatusReasons.name, id_)
    return None if stored is None else stored.body.get("order")


def _renumbered(
    rest: list[Body], placed: list[Body], loose: list[Body], *, first: bool
) -> Iterator[tuple[Body, int]]:
    """Give numbers from 1, as the categories API of the same framework describes it."""
    sequence = loose + rest if first else rest + loose
    for body in placed:
        sequence.insert(body["order"] - 1, body)
    for place, body in enumerate(sequence, 1):
        yield body, place


def _with_gaps(
    rest: list[Body], placed: list[Body], loose: list[Body], *, first: bool
) -> Iterator[tuple[Body, int]]:
    """Push others up as far as their numbers are needed, and leave numbers free that others had."""
    del first
    taken = {body["order"]: body for body in rest if "order" in body}
    for body in placed:
        here: Body | None = body
        place: int = body["order"]
        while here is not None:
            taken[place], here = here, taken.get(place)
            place += 1
    for body in loose:
        taken[max(taken, default=0) + 1] = body
    for place, body in taken.items():
        yield body, place


class Skills(Kind):
    """Skills, as far as they tie into hours; every other field is carried through."""

    name = "skills"
    family = "le-users"
    puts_several = True
    deletes_listed = True
    created_status = 201
    summary = ("id", "deleted", "name")

    def check(self, body: Body, collection: Collection) -> Body:
        """Check name and references; null means not set, and is not stored."""
        checked = {field: value for field, value in body.items() if value is not None and field != "id"}
        rules.text(checked, "name")
        checked["deleted"] = rules.flag(checked, "deleted", default=False)
        for kind in (SPECIAL_OCCASIONS, WORKDAYS):
            if kind.reference in checked:
                checked[kind.reference] = self._reference(checked[kind.reference], kind, collection)
        now = clock.utc(collection.knobs).strftime("%Y-%m-%d %H:%M:%S")
        return SKILL_DEFAULTS | checked | {"dateUpdated": now}

    @staticmethod
    def _reference(value: Any, kind: Hours, collection: Collection) -> int:
        id_ = rules.object_id(value)
        stored = collection.store.get(collection.account, kind.name, id_)
        if collection.knobs["skill_references"] == "reject400" and (stored is None or stored.deleted):
            raise InvalidError(f"{kind.reference} {id_} does not exist")
        return id_

    def refuse_delete(self, body: Body, collection: Collection) -> None:
        """Refuse to delete a skill that another skill transfers or falls back to."""
        for other in collection.store.objects(collection.account, self.name):
            transfers = other.get("skillTransferList")
            named = [*(transfers if isinstance(transfers, list) else []), other.get("fallbackSkill")]
            if not other["deleted"] and other["id"] != body["id"] and str(body["id"]) in map(str, named):
                status = int(collection.knobs["dependency_status"])
                raise DependencyError(
                    "skill-dependencies", "The skill is still used by: skills", status=status
                )


SPECIAL_OCCASIONS = Hours("specialoccasion", "specialOccasionId")
WORKDAYS = Hours("workinghours", "workingHoursId")
STATUS_REASONS = StatusReasons()
SKILLS = Skills()
for each in (SPECIAL_OCCASIONS, WORKDAYS, STATUS_REASONS, SKILLS):
    register(each)
