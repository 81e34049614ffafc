"""The four kinds of objects: special occasions, workdays, status reasons and skills."""

from typing import Any

from simulator import clock, echo, rules
from simulator.collection import Collection, Kind
from simulator.errors import DependencyError, InvalidError
from simulator.knobs import Knobs
from simulator.messages import Body

SKILL_DEFAULTS: Body = {"maxWaitTime": 120, "canTransfer": True, "fallbackWhenAllAgentsAreAway": True}


class Hours(Kind):
    """Special occasions and workdays: one default per account, which a newer default takes over."""

    def __init__(self, name: str, reference: str) -> None:
        self.name = name
        self.reference = reference

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the object by the rules of its appendix."""
        event = rules.occasion_event if self.name == "specialoccasion" else rules.workdays_event
        return rules.hours(body, collection.knobs, event)

    def settle(self, collection: Collection, written: list[Body]) -> None:
        """Take the default from every object but the last one that was written as default."""
        chosen = [body["id"] for body in written if body.get("isDefault") and not body["deleted"]]
        if not chosen or chosen[-1] not in collection.changes:
            return
        changed = list(collection.changes.values())
        for other in [*collection.store.defaults(collection.account, self.name), *changed]:
            if other["id"] != chosen[-1] and other.get("isDefault"):
                body = collection.changes.get(other["id"], other)
                collection.changes[other["id"]] = body | {"isDefault": False}

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
        return echo.answered(body, knobs)


class StatusReasons(Kind):
    """Status reasons: whole objects in lists, `text` as the unique name, and an order."""

    name = "status-reasons"
    label = "text"
    summary = None

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the object; an order that is left out stays as it is."""
        checked = rules.status_reason(body)
        if "order" not in checked and "id" in body:
            stored = collection.store.get(collection.account, self.name, rules.object_id(body["id"]))
            if stored and "order" in stored.body:
                checked["order"] = stored.body["order"]
        return checked

    def settle(self, collection: Collection, written: list[Body]) -> None:
        """Keep the order a sequence from 1, as the categories API of the same framework describes it."""
        policy = collection.knobs["order_policy"]
        if policy == "hidden":
            return
        rest = [
            body
            for body in collection.store.objects(collection.account, self.name)
            if not collection.changes.get(body["id"], body)["deleted"]
            and body["id"] not in {each["id"] for each in written}
        ]
        sequence = sorted(rest, key=lambda body: (body.get("order", len(rest) + 1), body["id"]))
        placed = sorted(
            (body for body in written if "order" in body), key=lambda body: (body["order"], body["id"])
        )
        loose = [body for body in written if "order" not in body]
        sequence = sequence + loose if policy == "append" else loose + sequence
        for body in placed:
            sequence.insert(body["order"] - 1, body)
        for place, body in enumerate(sequence, 1):
            current = collection.changes.get(body["id"], body)
            if not current["deleted"] and current.get("order") != place:
                collection.changes[body["id"]] = current | {"order": place}

    def shown(self, body: Body, knobs: Knobs) -> Body:
        """Return the object as the knobs have it written, without its order where that is hidden."""
        hidden = {"order"} if knobs["order_policy"] == "hidden" else set()
        shown = {field: value for field, value in body.items() if field not in hidden}
        return echo.answered(shown, knobs)


class Skills(Kind):
    """Skills, as far as they tie into hours; every other field is carried through."""

    name = "skills"
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
KINDS: dict[str, Kind] = {kind.name: kind for kind in (SPECIAL_OCCASIONS, WORKDAYS, STATUS_REASONS, SKILLS)}
