"""Reads the steps of a preview, each with the content of its object before and after."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.pulumi_cli.values import Content, content


@dataclass(frozen=True)
class Step:
    """A step of a preview."""

    operation: str
    urn: Urn
    old: Mapping[str, Any] = field(repr=False)
    new: Mapping[str, Any] = field(repr=False)
    changed_properties: frozenset[str] = frozenset()
    """The properties that Pulumi lists as changed, including secret ones."""

    @property
    def before(self) -> Content | None:
        """Return the previous content of the object, if it existed."""
        return _content(self.old) if self.old else None

    @property
    def after(self) -> Content:
        """Return the content of the object after the step."""
        return _content(self.new)

    @property
    def dependencies(self) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
        """Return the URNs of the resources on which each input depends, before and after the step."""
        return property_dependencies(self.old), property_dependencies(self.new)

    @property
    def id(self) -> str | None:
        """Return the id of the object, if it is known."""
        imported = self.new.get("importID")  # can also be `name:` and a name
        by_id = imported if isinstance(imported, str) and imported.isdecimal() else None
        id_ = self.old.get("id") or self.new.get("id") or by_id
        return id_ if isinstance(id_, str) and id_ else None

    @property
    def is_replaced(self) -> bool:
        """Return whether the old state is the entry of a replaced object that is pending deletion."""
        return self.old.get("delete") is True

    @property
    def deletes_first(self) -> bool:
        """Return whether a replacement deletes the object first, or an unfinished one has deleted it already.

        A preview marks the old state of each replacement that deletes first.
        """
        return self.old.get("pendingReplacement") is True

    @property
    def is_retained(self) -> bool:
        """Return whether the object stays when its resource is removed, because of `retain_on_delete`."""
        return self.old.get("retainOnDelete") is True

    @property
    def provider(self) -> str | None:
        """Return the reference to the resource's provider, which identifies the settings of an account."""
        provider = (self.new or self.old).get("provider")
        return provider if isinstance(provider, str) else None

    @property
    def changes_account(self) -> bool:
        """Return whether the object is replaced by an object of another account, which has another provider.

        The provider host replaces the provider when the account changes, and for no other reason.
        """
        old, new = (each.get("provider") for each in (self.old, self.new))
        are_known = isinstance(old, str) and isinstance(new, str)
        return self.operation == "replace" and are_known and old != new

    @property
    def previous_urn(self) -> str:
        """Return the previous URN of the resource; it differs if the resource has an alias."""
        former = self.old.get("urn")
        return former if isinstance(former, str) else self.urn.text


def read_steps(found: Any) -> list[Step] | None:
    """Return the steps, or `None` if the value is not a list of a preview's steps."""
    if not isinstance(found, list):
        return None
    steps = []
    for each in found:
        name = Urn.read(each.get("urn")) if isinstance(each, dict) else None
        if name is None or not isinstance(each.get("op"), str):
            return None
        steps.append(
            Step(
                each["op"],
                name,
                _state(each, "oldState"),
                _state(each, "newState"),
                _changed_properties(each),
            )
        )
    return steps


def property_dependencies(found: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the URNs on which each input depends, from a state or from the goal of a plan."""
    listed = found.get("propertyDependencies")
    inputs = listed.items() if isinstance(listed, dict) else []
    return {
        name: tuple(each for each in urns if isinstance(each, str))
        for name, urns in inputs
        if isinstance(urns, list)
    }


def _state(step: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    state = step.get(name)
    return state if isinstance(state, dict) else {}


def _changed_properties(step: Mapping[str, Any]) -> frozenset[str]:
    reasons = step.get("diffReasons")
    return (
        frozenset(each for each in reasons if isinstance(each, str))
        if isinstance(reasons, list)
        else frozenset()
    )


def _content(state: Mapping[str, Any]) -> Content:
    return content(state.get("inputs")) or content(state.get("outputs"))
