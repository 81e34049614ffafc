"""Skills: complete objects with references to hours, other skills, and objects that are not simulated."""

from liveperson_simulator import clock, response_variants, skill_rules
from liveperson_simulator.collection import Collection
from liveperson_simulator.errors import DependencyError, ForbiddenError, InvalidError
from liveperson_simulator.kind import Kind, register
from liveperson_simulator.kinds import SPECIAL_OCCASIONS, WORKDAYS
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body
from liveperson_simulator.skill_referrers import referrers
from liveperson_simulator.skill_variants import shown_skill

HOURS = (WORKDAYS, SPECIAL_OCCASIONS)
DATE_FORMAT = "%Y-%m-%d %H:%M:%S"


class Skills(Kind):
    """Skills. A PUT replaces a skill, and the server keeps its date and its deleted flag."""

    name = "skills"
    family = "le-users"
    ids = ("id", *skill_rules.IDS, *skill_rules.ID_LISTS)
    puts_several = True
    deletes_listed = True
    created_status = 201
    summary = ("id", "deleted", "name")

    def received(self, body: Body, stored: Body | None, knobs: Knobs) -> Body:
        """Return what a request asks for, with the fields that a PUT keeps, and with permitted hours."""
        asked = {field: value for field, value in body.items() if field not in skill_rules.SERVER_KEPT}
        if stored is not None and knobs["skill_put"] == "merge":
            kept = {field: value for field, value in stored.items() if value is not None}
            asked = {field: kept[field] for field in kept if field not in skill_rules.SERVER_KEPT} | asked
        return _with_permitted_hours(asked, stored or {}, knobs["skill_hours_permission"])

    def stamp(self, knobs: Knobs) -> Body:
        """Return the date of a write."""
        return {"dateUpdated": clock.utc(knobs).strftime(DATE_FORMAT)}

    def check(self, body: Body, collection: Collection) -> Body:
        """Check the fields, and that the hours exist."""
        fields = {field: value for field, value in body.items() if field != "id"}
        checked = skill_rules.checked(fields, collection.knobs)
        for kind in HOURS:
            if kind.reference in checked:
                _refuse_missing(kind.name, kind.reference, checked[kind.reference], collection)
        return {"deleted": False} | checked

    def refuse_delete(self, body: Body, collection: Collection) -> None:
        """Refuse to delete a skill that is in use."""
        kinds = referrers(collection, body)
        if kinds:
            message = f"Skill {body['id']} cannot be deleted, because it is used by: {', '.join(kinds)}"
            status = int(collection.knobs["dependency_status"])
            raise DependencyError("skill-dependencies", message, status=status)

    def shown(self, body: Body, knobs: Knobs) -> Body:
        """Return the object in the format that the knobs select."""
        return response_variants.formatted(shown_skill(body, knobs), knobs, self.texts, self.ids)

    def list_select(self, knobs: Knobs) -> str:
        """Return the effect of `select` on a list, from the knob."""
        return knobs["skill_list_select"]

    def echo(self, method: str, knobs: Knobs) -> str:
        """Return the content of the answer to a write, from the knob of its method."""
        knob = {"POST": "skill_create_echo", "PUT": "skill_put_echo", "DELETE": "skill_delete_echo"}[method]
        return knobs[knob]


def _with_permitted_hours(asked: Body, stored: Body, permission: str) -> Body:
    """Return the body without changes of hours that the credential may not make.

    In the console and for API keys, the hours of skills have a privilege of their own. The documentation does
    not say whether a write without it is refused or only loses the two fields.
    """
    changed = [
        kind.reference for kind in HOURS if str(asked.get(kind.reference)) != str(stored.get(kind.reference))
    ]
    if not changed or permission == "granted":
        return asked
    if permission == "refuse403":
        raise ForbiddenError(f"No permission to change {', '.join(changed)} of a skill")
    return asked | {field: stored.get(field) for field in changed}


def _refuse_missing(kind: str, field: str, id_: int, collection: Collection) -> None:
    found = collection.store.get(collection.account, kind, id_)
    if collection.knobs["skill_references"] == "reject400" and (found is None or found.deleted):
        raise InvalidError(f"{field} {id_} does not exist")


SKILLS = Skills()
register(SKILLS)
