"""The configuration of the hours of an account before and after an update, from the resources of a preview.

Skills refer to their hours by ids. The id of an object that the same update creates is unknown. Then the
resource on which the field depends shows which object it is.

If it is not known what applies, the configuration contains an object that cannot be read, so that the hours
are unknown wherever it matters: for the id of an object that the preview does not contain, for a secret, and
for a default flag that is a secret.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.hours.configuration import Configuration, Skill, SpecialOccasion, Workdays
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import UNKNOWN, Content, masked
from pulumi_liveperson.review.default import flag_of
from pulumi_liveperson.review.model import Change, Dependencies, Operation, Report, Resource
from pulumi_liveperson.review.uses_hours import OCCASION
from pulumi_liveperson.review.uses_hours import WORKDAYS as WORKDAYS_FIELD

HOURS_KINDS = (WORKDAYS, SPECIAL_OCCASION, SKILL)
"""The kinds that decide when a skill is open."""
_KIND_OF_FIELD = {OCCASION: SPECIAL_OCCASION, WORKDAYS_FIELD: WORKDAYS}
_Known = dict[Any, Workdays | SpecialOccasion]
"""The objects of both sides by what they are made from, so that an unchanged one is one object."""
_FIRST = ""  # sorts before each id, so that this object is the default


@dataclass(frozen=True)
class KnownSkill:
    """A skill of the preview on both sides of the update; `None` if it does not exist there."""

    name: str
    before: Skill | None
    after: Skill | None


@dataclass(frozen=True)
class Sides:
    """The hours of an account before and after an update."""

    before: Configuration
    after: Configuration
    skills: tuple[KnownSkill, ...]


class _Entry(NamedTuple):
    """A resource on one side."""

    key: str
    """The same on both sides."""
    kind: Kind
    id: str
    urn: str
    name: str
    content: Content
    dependencies: Dependencies


def sides(report: Report) -> Sides:
    """Return both sides; the preview must show the unchanged resources and the previous content."""
    changed = {each.urn for each in report.changes}
    same = [_unchanged(each) for each in report.resources if each.stays and each.urn not in changed]
    ours = [each for each in report.changes if each.kind.owner in HOURS_KINDS]
    before = _Side([*same, *_before(ours)])
    after = _Side([*same, *_after(ours)])
    before.gone, after.gone = after.ids - before.ids, before.ids - after.ids
    return Sides(*_configurations(before, after), _skills(before, after))


def configuration_after(report: Report) -> Configuration:
    """Return the configuration after the update, as far as the report shows it."""
    return sides(report).after


def _unchanged(resource: Resource) -> _Entry:
    name = resource.object_name or resource.resource_name
    urn = resource.urn
    return _Entry(urn, resource.kind, resource.id or urn, urn, name, resource.content, resource.dependencies)


def _before(changes: Iterable[Change]) -> Iterator[_Entry]:
    for each in changes:
        content, dependencies = each.before, each.dependencies_before
        if each.operation is Operation.IMPORT:
            content, dependencies = each.after, each.dependencies_after
        elif content is None and _is_part(each):
            content = {}  # the skill exists, but its hours were not managed
        if content is not None and each.operation is not Operation.RELEASE:
            yield _entry(each, content, dependencies, each.id)


def _after(changes: Iterable[Change]) -> Iterator[_Entry]:
    for each in changes:
        content, dependencies = each.after, each.dependencies_after
        if each.operation is Operation.CLEAR:
            held = each.before or {}
            content = {name: "" if held.get(name) is not None else None for name in _KIND_OF_FIELD}
        elif each.operation in {Operation.UPDATE, Operation.RENAME} and each.kind.owner is SKILL:
            # A field that the program no longer contains stays as it is.
            content = {**(each.before or {}), **(content or {})}
            dependencies = {**each.dependencies_before, **dependencies}
        if content is not None and each.operation is not Operation.RELEASE:
            replaced = each.operation is Operation.REPLACE
            yield _entry(each, content, dependencies, None if replaced else each.id)


def _entry(change: Change, content: Content, dependencies: Dependencies, id_: str | None) -> _Entry:
    is_cleared = change.operation is Operation.CLEAR  # a replaced part has two changes with one URN
    key = f"{change.urn} {change.id}" if change.leftover or is_cleared else change.urn
    return _Entry(key, change.kind, id_ or change.urn, change.urn, change.name, content, dependencies)


def _is_part(change: Change) -> bool:
    return change.kind.part_of is not None and change.operation is Operation.CREATE


@dataclass
class _Side:
    entries: list[_Entry]
    gone: set[tuple[Kind, str]] = field(default_factory=set)
    """The objects that exist on the other side only."""

    def __post_init__(self) -> None:
        self.ids = {(each.kind, each.id) for each in self.entries}
        self.by_urn = {each.urn: each.id for each in self.entries}
        self.unreadable: dict[tuple[Kind, str], None] = {}
        """Objects to which skills refer, and that the preview does not contain."""

    def of_kind(self, kind: Kind) -> list[_Entry]:
        """Return the objects of a kind, each once."""
        return list({each.id: each for each in self.entries if each.kind is kind}.values())

    def skill(self, entry: _Entry) -> Skill:
        held = {name: self._reference(entry, name) for name in _KIND_OF_FIELD}
        managed = {name for name in _KIND_OF_FIELD if entry.content.get(name) is not None}
        not_managed = frozenset(_KIND_OF_FIELD.keys() - managed)
        return Skill(entry.key, entry.name, held[WORKDAYS_FIELD], held[OCCASION], not_managed)

    def _reference(self, entry: _Entry, name: str) -> str | None:
        held, kind = entry.content.get(name), _KIND_OF_FIELD[name]
        if held in (None, ""):
            return None
        if isinstance(held, str) and ((kind, held) in self.ids or (kind, held) in self.gone):
            return held
        if held == UNKNOWN:
            urns = (Urn.read(each) for each in entry.dependencies.get(name, ()))
            found = {self.by_urn.get(each.text) for each in urns if each is not None and each.kind is kind}
            target = found.pop() if len(found) == 1 else None
            if target is not None:
                return target
        id_ = held if isinstance(held, str) and not masked(held) else f"{entry.key} {name}"
        self.unreadable[kind, id_] = None
        return id_


def _skills(before: _Side, after: _Side) -> tuple[KnownSkill, ...]:
    pairs: dict[str, list[Any]] = {}
    seen: dict[str, str] = {}
    for number, side in enumerate((before, after)):
        for each in side.entries:
            if each.kind.owner is not SKILL:
                continue
            key = seen.setdefault(f"{number} {each.id}", each.key)
            if key == each.key:  # another entry of the same skill says the same
                pair = pairs.setdefault(key, [each.name, None, None])
                pair[0], pair[number + 1] = each.name, side.skill(each)
    return tuple(KnownSkill(*pair) for pair in pairs.values())


def _configurations(before: _Side, after: _Side) -> tuple[Configuration, Configuration]:
    known: _Known = {}
    found = []
    for side in (before, after):
        skills = [side.skill(each) for each in side.entries if each.kind.owner is SKILL]
        objects = {kind: [_object(each, known) for each in side.of_kind(kind)] for kind in HOURS_KINDS[:2]}
        for kind, id_ in side.unreadable:
            objects[kind].append(_unreadable(kind, id_, known))
        lists = {kind: list(_with_one_default(kind, each, side, known)) for kind, each in objects.items()}
        found.append(Configuration(skills, lists[WORKDAYS], lists[SPECIAL_OCCASION]))
    return found[0], found[1]


def _object(entry: _Entry, known: _Known) -> Any:
    """Return the object of an entry; an unchanged one is the same on both sides."""
    key = id(entry.content), entry.id, entry.name
    if key not in known:
        is_default = entry.content.get(flag_of(entry.kind)) is True
        if entry.kind is WORKDAYS:
            known[key] = Workdays(entry.id, entry.name, _list(entry.content.get("shifts")), is_default)
        else:
            known[key] = SpecialOccasion(entry.id, entry.name, _list(entry.content.get("events")), is_default)
    return known[key]


def _list(held: Any) -> list[Mapping[str, Any]] | None:
    return held if isinstance(held, list) and all(isinstance(each, dict) for each in held) else None


def _unreadable(kind: Kind, id_: str, known: _Known, flags: tuple[int, ...] = ()) -> Any:
    """Return an object of which nothing is known; it is the default if `flags` identify masked flags."""
    key = kind, id_, flags
    if key not in known:
        make = Workdays if kind is WORKDAYS else SpecialOccasion
        known[key] = make(id_, id_, None, is_default=bool(flags))
    return known[key]


def _with_one_default(kind: Kind, objects: list[Any], side: _Side, known: _Known) -> Iterator[Any]:
    """Yield the objects; if a flag is masked, the only default is one that cannot be read."""
    contents = (each.content for each in side.of_kind(kind))
    flags = tuple(id(each) for each in contents if masked(each.get(flag_of(kind))))
    if not flags:
        yield from objects
        return
    yield from (replace(each, is_default=False) for each in objects)
    yield _unreadable(kind, _FIRST, known, flags)
