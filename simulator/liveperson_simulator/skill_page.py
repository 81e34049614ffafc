"""The skills on the page: their hours, their fallback, and what uses them."""

from collections.abc import Iterable
from html import escape
from typing import Any

from liveperson_simulator.markup import badge, heading, note
from liveperson_simulator.messages import Body


class SkillNames:
    """The names of the objects to which the skills of an account refer."""

    def __init__(self, workdays: list[Body], occasions: list[Body], skills: list[Body]) -> None:
        self.workdays = _Names(workdays)
        self.occasions = _Names(occasions)
        self.skills = _Names(skills)


class _Names:
    """The names of the objects of one kind, by id; a console may have stored any value."""

    def __init__(self, bodies: list[Body]) -> None:
        self._names = {str(body["id"]): str(body.get("name")) for body in bodies}
        self._default = next((str(body.get("name")) for body in bodies if body.get("isDefault")), None)

    def of(self, id_: Any) -> str:
        """Return the name of an object as HTML."""
        name = self._names.get(str(id_))
        if name is not None:
            return escape(name)
        return f"{escape(str(id_))} {badge('does not exist', 'bad')}"

    def or_default(self, id_: Any) -> str:
        """Return the name of the hours of a skill, or which default it uses, as HTML."""
        if id_ is not None:
            return self.of(id_)
        default = f" ({escape(self._default)})" if self._default is not None else ""
        return f'<span class="quiet">account default{default}</span>'


def skill_item(body: Body, names: SkillNames, referrers: Iterable[str], *, is_open: bool) -> str:
    """Return the HTML of a skill; `referrers` are what uses it besides other skills."""
    facts = {
        "Workdays": names.workdays.or_default(body.get("workingHoursId")),
        "Special occasion": names.occasions.or_default(body.get("specialOccasionId")),
    }
    if body.get("fallbackSkill") is not None:
        facts["Fallback"] = names.skills.of(body["fallbackSkill"])
    if used := ", ".join(referrers):
        facts["Used by"] = escape(used)
    listed = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in facts.items())
    status = badge("open now", "good") if is_open else badge("closed now", "bad")
    return f'{heading(body, status)}{note(body)}<dl class="small">{listed}</dl>'
