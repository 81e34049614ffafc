"""Converts live objects to declarations, and finds the rules that prevent a declaration."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pulumi_liveperson import registry
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.inventory.state import Managed
from pulumi_liveperson.client.equivalence.names import look_alike_key
from pulumi_liveperson.client.equivalence.values import unescaped
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.validation import Declaration, checked, with_unchecked
from pulumi_liveperson.wire import OPTIONS, REVISION, UNCHECKED, Props, to_props, to_wire

if TYPE_CHECKING:
    from pulumi_liveperson.base import LivePersonProvider

_MOMENTS = ("start", "end")


@dataclass(frozen=True)
class Exported:
    """A live object with the resource that declares it."""

    live: Live
    resource_name: str
    declared: Props
    """The inputs of the resource, in canonical form."""
    mistakes: tuple[str, ...]
    """The broken rules that prevent a declaration."""
    kind: Kind
    """The kind of the resource, which may manage only a part of the object."""
    left_out: tuple[str, ...] = ()
    """The broken rules of fields that the declaration leaves out, so that it does not manage them."""

    @property
    def unchecked(self) -> tuple[str, ...]:
        """Return the fields that are declared with `unchecked()` because they break a rule."""
        return tuple(self.declared.get(UNCHECKED) or ())

    @property
    def outputs(self) -> Props:
        """Return the outputs of the resource."""
        return {**self.declared, REVISION: self.live.revision}


def model_of(kind: Kind) -> type[Declaration]:
    """Return the model that validates declarations of a kind."""
    found: type[LivePersonProvider] = registry.provider(kind.type_name)
    return found.model


def exported(live: Live, kind: Kind, resource_name: str, before: Props | None = None) -> Exported:
    """Return an object with a resource that equals it, and with the broken rules that prevent a declaration.

    The spelling of the program's inputs `before` is kept where the meaning is the same. A position is left
    out if `before` has none, because the program then does not manage it. Texts and lists that break a rule
    are declared as unchecked.
    """
    props, model = _props(live, kind, before or {}), model_of(kind)
    declarable = with_unchecked(model, props)
    canonical, mistakes = checked(model, declarable)
    left_out = [str(each) for each in checked(model, props)[1] if each.field not in declarable]
    return Exported(live, resource_name, canonical, tuple(map(str, mistakes)), kind, tuple(left_out))


def broken_rules(live: Live, kind: Kind | None = None) -> tuple[str, ...]:
    """Return the documented rules that an object breaks, or the part of it that a resource manages."""
    kind = kind or live.kind
    return tuple(map(str, checked(model_of(kind), _props(live, kind, {}))[1]))


def _props(live: Live, kind: Kind, known: Props) -> Props:
    """Return the content of an object as inputs, with the spelling of the known inputs."""
    content = kind.content(live.wire)
    position = content.pop(kind.position, known.get(kind.position)) if kind.position else None
    if known:
        content = kind.keep_spelling(
            to_wire({name: known[name] for name in known.keys() - set(OPTIONS)}), content
        )
    if kind.is_partial:
        content = _managed(kind, live.wire, content, to_wire(known))
    props = _with_names(kind, to_props(content))
    if kind.position in known:
        props[kind.position] = position
    options = {name: known[name] for name in OPTIONS if name in known}
    return model_of(kind).in_order({**props, **options})


def _managed(kind: Kind, wire: Wire, content: Wire, known: Wire) -> Wire:
    """Return the fields that a resource manages: the known ones, or those that are not LivePerson's defaults.

    A resource for a part of an object also names the object.
    """
    if known:
        managed = {name: value for name, value in content.items() if name in known}
    else:
        managed = {name: each for name, each in content.items() if each != kind.defaults.get(name)}
    if kind.part_of is None:
        return managed
    if kind.id_key in known:
        return {kind.id_key: known[kind.id_key], **managed}
    key = kind.owner.key
    named = kind.owner.keep_spelling({key: known.get(kind.key)}, wire)
    return {kind.key: named[key], **managed}


def repeated(found: Iterable[Live], managed: Iterable[Managed]) -> dict[tuple[Kind, str], list[str]]:
    """Return the uniqueness rules that objects break because of another object, by kind and id.

    A unique value that a resource declares belongs to this resource. Of other objects with the same
    value, the first keeps it.
    """
    holders: dict[tuple[Kind, Any], tuple[str, str]] = {}
    broken: dict[tuple[Kind, str], list[str]] = defaultdict(list)
    for known in managed:
        holder = (
            f"the resource {known.resource_name} declares this for the id {known.id}; if that is no longer "
            "correct, run `pulumi refresh` first"
        )
        for key, description in _unique_values(known.kind, to_wire(known.declared)):
            holders[known.kind.owner, key] = description, holder
    for each in found:
        this_object = f"the object with the id {each.id} does"
        for key, description in _unique_values(each.kind, each.kind.content(each.wire)):
            other, holder = holders.setdefault((each.kind, key), (description, this_object))
            if holder != this_object:
                can = (
                    description if other == description else f"{description} or {other.removeprefix('have ')}"
                )
                broken[each.kind, each.id].append(f"only one object can {can}, and {holder}")
    return broken


def _unique_values(kind: Kind, content: Wire) -> Iterator[tuple[Any, str]]:
    """Yield a comparison key for each value that must be unique in a program, and its description."""
    name = content.get(kind.key)
    if name is not None:
        yield (kind.owner.key, look_alike_key(name)), f"have the {kind.owner.key} {name!r}"
    if kind.is_default(content):
        yield kind.default_flag, "be the default"


def undocumented_times(live: Live) -> Iterator[str]:
    """Yield the times that LivePerson returns in an undocumented format and that can still be read."""
    field = live.kind.events or ""
    events, written = live.wire.get(field), live.kind.content(live.wire).get(field)
    if isinstance(events, list) and isinstance(written, list):
        for event, known in zip(events, written, strict=True):
            for moment in _MOMENTS:
                raw, documented = _time(event, moment), _time(known, moment)
                if raw != documented:
                    yield str(raw)


def entities(value: Any) -> Iterator[str]:
    """Yield the declared texts that contain HTML entities; LivePerson may have created these."""
    if isinstance(value, str) and unescaped(value) != value:
        yield value
    nested = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for each in nested:
        yield from entities(each)


def _with_names(kind: Kind, props: Props) -> Props:
    """Return props in which an event without a name has an empty name, which has the same meaning."""
    events = props.get(kind.events or "")
    return {**props, str(kind.events): list(map(_with_name, events))} if isinstance(events, list) else props


def _with_name(event: Any) -> Any:
    meta = event.get("meta") if isinstance(event, dict) else None
    return {**event, "meta": {"name": "", **meta}} if isinstance(meta, dict) else event


def _time(event: Any, moment: str) -> Any:
    end = event.get(moment) if isinstance(event, dict) else None
    return end.get("dateTime") if isinstance(end, dict) else None
