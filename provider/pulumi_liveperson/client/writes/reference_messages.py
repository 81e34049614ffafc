"""Messages about references between objects."""

from collections.abc import Mapping, Sequence

from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.writes.message_parts import named, shown

_HIDDEN_TARGET = "this object does not exist, or is of another kind; its id is secret"


def no_target_message(kind: Kind, id_: str | None, wire: Wire, problems: Mapping[str, str]) -> str:
    """Report the fields that would refer to objects that do not exist, or that are of another kind."""
    lines = [
        f"  {name}: {_HIDDEN_TARGET if kind.hidden_fields.hides(name) else problem}"
        for name, problem in problems.items()
    ]
    title = f"{named(kind, id_, wire)} was not written, because it would refer to objects that do not exist:"
    solution = "Use the id of a resource in the program, such as `special_occasion_id=holidays.id`."
    return "\n".join([title, *lines, solution])


def in_use_message(kind: Kind, id_: str, live: Wire, skills: Sequence[str]) -> str:
    """Report the skills that use an object to delete."""
    names = ", ".join(shown(name) for name in sorted(skills))
    return (
        f"{named(kind, id_, live)} is used by skills ({names}). Nothing was deleted. Assign another "
        f"{kind.noun} to these skills, or none, in the program (`Skill`, `SkillHours`) or in the console. "
        "Then run `pulumi up` again."
    )
