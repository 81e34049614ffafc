"""Describes changes of status reasons."""

from collections.abc import Iterator

from pulumi_liveperson.pulumi_cli.values import Content
from pulumi_liveperson.review.any_kind import DESCRIBED, AnyKind
from pulumi_liveperson.review.explanation import Row
from pulumi_liveperson.review.fields import field_phrase, field_row, other_fields, other_rows, renaming
from pulumi_liveperson.review.lines import External, Line, joined, value
from pulumi_liveperson.review.model import Operation

_STATES = frozenset({"Online", "Occupied", "Away"})
_EXPLAINED = frozenset({"text", "state", "enabled", "order"})


class Reason(AnyKind):
    """A change of a status reason."""

    def rows(self) -> Iterator[Row]:
        """Yield the rows of the table with the content before and after."""
        labels = {"text": "Text", "state": "State", "enabled": "Can be selected", "order": "Position"}
        for name, label in labels.items():
            yield from field_row(self.change, name, (label,))
        yield from other_rows(self.change, _EXPLAINED)

    def _deleted(self) -> Iterator[Line]:
        was = _described(self.change.before)
        yield ("deleted; it was a status reason", *was) if was else ("status reason deleted",)

    def _new(self) -> Iterator[Line]:
        before, after = DESCRIBED[self.change.operation]
        yield (f"{before}status reason", *_described(self.change.after), after)

    def _changed(self) -> Iterator[Line]:
        if self.change.operation is Operation.REPLACE:
            yield ("deleted, and created again with a new id",)
        if (text := self.change.field("text")) is not None:
            yield renaming(text)
        if (state := self.change.field("state")) is not None:
            was = (", was ", *_state(state.before)) if state.before else ()
            yield (f"its state {self.becomes} ", *_state(state.after), *was)
        if (enabled := self.change.field("enabled")) is not None:
            yield from _enabled(enabled.after)
        if (order := self.change.field("order")) is not None:
            if order.after is None:
                yield ("its position is no longer declared",)
            else:
                yield field_phrase(self.change, order, ("position",), self.becomes)
        yield from other_fields(self.change, self.becomes, _EXPLAINED)


def _described(content: Content | None) -> Line:
    """Return the description that follows "status reason": ` for Away, at position 2, disabled`."""
    if not content:
        return ()
    parts: list[Line] = [("for ", *_state(content["state"]))] if content.get("state") else []
    if isinstance(order := content.get("order"), int | float):
        is_whole = isinstance(order, float) and order.is_integer()
        parts.append(("at position ", *value(int(order) if is_whole else order)))
    if content.get("enabled") is False:
        parts.append(("disabled",))
    return (" ", *joined(parts, ", ")) if parts else ()


def _enabled(enabled: object) -> Iterator[Line]:
    if enabled is True:
        yield ("enabled, so that agents can select it",)
    elif enabled is False:
        yield ("disabled, so that agents can no longer select it",)
    else:
        yield ("whether agents can select it: ", *value(enabled))


def _state(state: object) -> Line:
    """Return a state of agents, without quotes if it is a known one."""
    return (External(state),) if isinstance(state, str) and state in _STATES else value(state)
