"""Checks the declared values against the rules of a model, as far as the values are known."""

import re
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, ClassVar, Literal

import pulumi
from pulumi.output import Unknown
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import ErrorDetails

from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.wire import UNCHECKED, Props, to_props

OnConflict = Literal["fail", "overwrite"]
"""What a conflict causes: an error and no write, or an intentional overwrite."""

_NUMBER = re.compile("([0-9]+)")
_DIGITS = 9
_ITEM = re.compile(r"\[[0-9]+\]")
_COUNT = re.compile(r" \(for [0-9]+ items\)$")
_NEITHER = (bool, int | None)  # types that are neither a text nor a list


class Declaration(BaseModel):
    """The inputs that a program may declare for one kind of object. Any other input is an error."""

    model_config = ConfigDict(extra="forbid")

    on_conflict: OnConflict | None = None
    unchecked: list[str] | None = None
    """The names of the fields whose values are not checked."""

    may_leave_out: ClassVar[bool] = False
    """Whether a program may leave out a field, so that the resource does not manage it."""

    @classmethod
    def completed(cls, declared: Props) -> Props:
        """Return the inputs, with the optional parts added."""
        return declared

    @classmethod
    def in_order(cls, content: Props) -> Props:
        """Return live content in which lists whose order has no meaning are in canonical order."""
        return content

    @classmethod
    def inconsistencies(cls, _declared: Props) -> Iterable[Mistake]:
        """Return the errors that involve several fields."""
        return ()


def checked(model: type[Declaration], declared: Props) -> tuple[Props, list[Mistake]]:
    """Return the declared props in canonical form, and every error in them.

    A value that is not known yet, such as another resource's output in a preview, is not an error.
    """
    canonical, as_they_are = model.completed(declared), _unchecked(declared)
    mistakes = [each for each in model.inconsistencies(declared) if each.field not in as_they_are]
    try:
        canonical = _without_rules(model, as_they_are).model_validate(canonical).model_dump(exclude_none=True)
    except ValidationError as error:
        mistakes += [_mistake(each) for each in error.errors() if not _is_about_an_unknown(each)]
    return canonical, list(_each_once(sorted(mistakes, key=_place)))


def _place(mistake: Mistake) -> list[str]:
    """Return the path of a mistake to sort by, with the items of a list in their order."""
    return [part.zfill(_DIGITS) if part.isdigit() else part for part in _NUMBER.split(mistake.path)]


def _each_once(mistakes: list[Mistake]) -> Iterator[Mistake]:
    """Merge equal errors about several items of a list into one."""
    alike: dict[tuple[str, str], list[Mistake]] = defaultdict(list)
    for each in mistakes:
        alike[_ITEM.sub("[]", each.path), each.reason].append(each)
    for first, *others in alike.values():
        more = f" (for {len(others) + 1} items)" if others else ""
        yield Mistake(first.path, first.reason + more)


def without_numbers(mistake: str) -> str:
    """Return a mistake without the numbers of items, to compare it with the same mistake in other items."""
    return _COUNT.sub("", _ITEM.sub("[]", mistake))


def with_unchecked(model: type[Declaration], props: Props) -> Props:
    """Return live props so that a program can declare them: fields that break a rule are marked unchecked.

    Only texts and lists can be marked. Other values that break a rule are left out if that is possible, or
    stay errors.
    """
    fields = {each.field for each in checked(model, props)[1]}
    can_be = {name for name, each in model.model_fields.items() if each.annotation not in _NEITHER}
    names = sorted(name for name in fields & can_be if isinstance(props.get(name), str | list))
    if model.may_leave_out:
        props = {name: value for name, value in props.items() if name not in fields or name in names}
    return {**props, UNCHECKED: names} if names else props


def _unchecked(declared: Props) -> frozenset[str]:
    names = declared.get(UNCHECKED)
    return (
        frozenset(each for each in names if isinstance(each, str)) if isinstance(names, list) else frozenset()
    )


@cache
def _without_rules(model: type[Declaration], fields: frozenset[str]) -> type[Declaration]:
    """Return a model that does not check the values of some fields."""
    known: dict[str, Any] = dict.fromkeys(fields & model.model_fields.keys(), (Any, ...))
    return create_model(model.__name__, __base__=model, **known) if known else model


def is_known(value: Any) -> bool:
    """Return whether a value, and everything in it, is known."""
    if isinstance(value, dict):
        return all(is_known(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return all(is_known(item) for item in value)
    return not isinstance(value, Unknown | pulumi.Output | Awaitable)


def _is_about_an_unknown(error: ErrorDetails) -> bool:
    return error["type"] not in {"missing", "extra_forbidden"} and not is_known(error["input"])


def _mistake(error: ErrorDetails) -> Mistake:
    path = ""
    for part in error["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return Mistake(path, _reason(error))


_RULES: dict[str, Callable[[Any, Mapping[str, Any]], str]] = {
    "missing": lambda _value, _limits: "is missing",
    "string_too_long": lambda value, limits: (
        f"has {len(value)} characters; the maximum is {limits['max_length']}"
    ),
    "string_too_short": lambda _value, _limits: "must not be empty",
    "bool_type": lambda value, _limits: f"must be True or False, not {value!r}",
    "string_type": lambda value, _limits: f"must be text, not {value!r}",
    "list_type": lambda value, _limits: f"must be a list, not {value!r}",
    "greater_than_equal": lambda value, limits: f"must be {limits['ge']} or more, not {value!r}",
    "literal_error": lambda value, limits: f"must be {limits['expected']}, not {value!r}",
}


def _reason(error: ErrorDetails) -> str:
    """Return the broken rule as a text for users; pydantic's own text if there is no better one."""
    if error["type"] in _RULES:
        return _RULES[error["type"]](error["input"], error.get("ctx", {}))
    if error["type"] == "extra_forbidden":
        name = str(error["loc"][-1])
        (spelled,) = to_props({name: None})
        return "is not a field of this resource" + (f"; write {spelled}" if spelled != name else "")
    text = error["msg"].removeprefix("Value error, ")
    return text[0].lower() + text[1:]
