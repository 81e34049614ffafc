"""Reads the steps of a preview, each with what its object held and is going to hold."""

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
    touched: frozenset[str] = frozenset()
    """The properties that Pulumi says it changes, secret ones too."""

    @property
    def before(self) -> Content | None:
        """Return what the object held, if there was one."""
        return _content(self.old) if self.old else None

    @property
    def after(self) -> Content:
        """Return what the object is going to hold."""
        return _content(self.new)

    @property
    def id(self) -> str | None:
        """Return the id of the object, if it has one."""
        id_ = self.old.get("id") or self.new.get("id")
        return id_ if isinstance(id_, str) and id_ else None

    @property
    def is_going(self) -> bool:
        """Tell whether the old state is an entry whose object has been replaced, and waits to be deleted."""
        return self.old.get("delete") is True

    @property
    def is_gone(self) -> bool:
        """Tell whether a replacement that did not come to its end has deleted the object already."""
        return self.old.get("pendingReplacement") is True

    @property
    def is_retained(self) -> bool:
        """Tell whether the object stays when its resource goes, because the program once said so."""
        return self.old.get("retainOnDelete") is True

    @property
    def provider(self) -> str | None:
        """Return what acts for the resource: the settings of an account, by an id of their own."""
        provider = (self.new or self.old).get("provider")
        return provider if isinstance(provider, str) else None

    @property
    def changes_account(self) -> bool:
        """Tell whether the object is replaced by one of another account, which has another provider.

        The provider host replaces the provider when the account changes, and for no other reason.
        """
        old, new = (each.get("provider") for each in (self.old, self.new))
        told = isinstance(old, str) and isinstance(new, str)
        return self.operation == "replace" and told and old != new

    @property
    def former_urn(self) -> str:
        """Return the URN that the resource had, which differs where it has an alias."""
        former = self.old.get("urn")
        return former if isinstance(former, str) else self.urn.text


def read_steps(found: Any) -> list[Step] | None:
    """Return the steps, or `None` if these are none of a preview."""
    if not isinstance(found, list):
        return None
    steps = []
    for each in found:
        name = Urn.read(each.get("urn")) if isinstance(each, dict) else None
        if name is None or not isinstance(each.get("op"), str):
            return None
        steps.append(
            Step(each["op"], name, _state(each, "oldState"), _state(each, "newState"), _touched(each))
        )
    return steps


def _state(step: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    state = step.get(name)
    return state if isinstance(state, dict) else {}


def _touched(step: Mapping[str, Any]) -> frozenset[str]:
    reasons = step.get("diffReasons")
    return (
        frozenset(each for each in reasons if isinstance(each, str))
        if isinstance(reasons, list)
        else frozenset()
    )


def _content(state: Mapping[str, Any]) -> Content:
    return content(state.get("inputs")) or content(state.get("outputs"))
