"""The kinds of objects except skills: special occasions, workdays and status reasons."""

from collections.abc import Iterator

from liveperson_simulator import response_variants, rules
from liveperson_simulator.collection import Collection, hand_over_default
from liveperson_simulator.errors import ApiError, DependencyError
from liveperson_simulator.kind import Kind, register
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body
from liveperson_simulator.shift_variants import shown_shift


class Hours(Kind):
    """Special occasions and workdays: one default per account, which a newer default replaces."""

    family = "ac-common"
    puts_several = True
    deletes_several = True

    reference: str
    """The field of a skill that contains the id of such an object."""

    def settle(self, collection: Collection, written: list[Body]) -> None:
        """Make the newer default the only one."""
        hand_over_default(collection, written)

    def refuse_delete(self, body: Body, collection: Collection) -> None:
        """Refuse, depending on knobs, to delete the default or an object to which a skill refers."""
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
        """Return the object in the format that the knobs select."""
        return response_variants.formatted(body, knobs, self.texts)

    def refuse_put_by_id(self, knobs: Knobs) -> None:
        """Refuse, depending on a knob, the undocumented PUT by id."""
        if knobs["put_by_id_on_hours"] == "refuse405":
            raise ApiError("Method not allowed", status=405)

    def shows_deleted(self, knobs: Knobs) -> bool:
        """Return whether the knob enables `include_deleted`."""
        return knobs["include_deleted_on_hours"] == "honour"

    def list_select(self, knobs: Knobs) -> str:
        """Return the effect of `select` on a list, from the knob."""
        return knobs["list_select"]


class SpecialOccasions(Hours):
    """Special occasions."""

    name = "specialoccasion"
    reference = "specialOccasionId"

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the object by the rules of its appendix."""
        return rules.hours(body, collection.knobs, rules.occasion_event)


class Workdays(Hours):
    """Workdays."""

    name = "workinghours"
    reference = "workingHoursId"

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the object by the rules of its appendix."""
        if collection.knobs["empty_workdays"] == "reject400":
            rules.require_events(body)
        return rules.hours(body, collection.knobs, rules.workdays_event)

    def shown(self, body: Body, knobs: Knobs) -> Body:
        """Return the object in the format that the knobs select."""
        if knobs["shift_form"] != "as_sent":
            events = [shown_shift(each, knobs["shift_form"]) for each in body["events"]]
            body = {**body, "events": events}
        return super().shown(body, knobs)


class StatusReasons(Kind):
    """Status reasons: complete objects in lists, `text` as the unique name, and an order."""

    name = "status-reasons"
    family = "le-agents"
    label = "text"
    texts = ("text",)
    put_names_id = True
    summary = None

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the object; without an order in the request, the stored order stays."""
        checked = rules.status_reason(body)
        if "id" not in body and collection.knobs["order_in_create"] == "ignored":
            return {field: value for field, value in checked.items() if field != "order"}
        if "order" not in checked and "id" in body:
            stored = _order(collection, rules.object_id(body["id"]))
            return checked if stored is None else checked | {"order": stored}
        return checked

    def settle(self, collection: Collection, written: list[Body]) -> None:
        """Shift the order of other objects after a write, as the knobs select."""
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
        """Return the position of an ordered object, counted without the object itself."""
        place: int = body["order"]
        stored = _order(collection, body["id"])
        is_before = (
            collection.knobs["order_counts"] == "before" and collection.knobs["order_policy"] != "gaps"
        )
        if is_before and stored is not None and stored < place:
            return place - 1
        return place

    def shown(self, body: Body, knobs: Knobs) -> Body:
        """Return the object in the format that the knobs select, without a hidden order."""
        hidden = {"order"} if knobs["order_policy"] == "hidden" else set()
        shown = {field: value for field, value in body.items() if field not in hidden}
        return response_variants.formatted(shown, knobs, self.texts)


def _order(collection: Collection, id_: int) -> int | None:
    stored = collection.store.get(collection.account, StatusReasons.name, id_)
    return None if stored is None else stored.body.get("order")


def _renumbered(
    rest: list[Body], placed: list[Body], loose: list[Body], *, first: bool
) -> Iterator[tuple[Body, int]]:
    """Yield each object with its position from 1, as the categories API describes it."""
    sequence = loose + rest if first else rest + loose
    for body in placed:
        sequence.insert(body["order"] - 1, body)
    for place, body in enumerate(sequence, 1):
        yield body, place


def _with_gaps(
    rest: list[Body], placed: list[Body], loose: list[Body], *, first: bool
) -> Iterator[tuple[Body, int]]:
    """Yield each object with its position; move others only if their number is taken, and leave gaps."""
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


SPECIAL_OCCASIONS = SpecialOccasions()
WORKDAYS = Workdays()
STATUS_REASONS = StatusReasons()
for each in (SPECIAL_OCCASIONS, WORKDAYS, STATUS_REASONS):
    register(each)
