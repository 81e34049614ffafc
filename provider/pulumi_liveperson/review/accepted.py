"""The committed file `accepted.yaml`: accepted objects and differences, each with its reason."""

import re
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import ErrorDetails

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.name_pattern import matches
from pulumi_liveperson.wire import to_props

FILE = Path("accepted.yaml")
_Text = Annotated[str, Field(min_length=1)]


def types() -> dict[str, Kind]:
    """Return the kinds by their names in options and in this file."""
    return {re.sub("(?<=.)(?=[A-Z])", "-", kind.type_name).lower(): kind for kind in object_kinds()}


class AcceptedError(Exception):
    """The file is not valid; the message says where and why."""


def _is_type(text: str) -> str:
    if text not in types():
        raise ValueError(f"must be {enumeration(sorted(types()), last=' or ')}, not {text!r}")
    return text


class AcceptedEntry(BaseModel):
    """An entry about accepted objects, with its reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Annotated[str, AfterValidator(_is_type)]
    reason: _Text

    @property
    def kind(self) -> Kind:
        """Return the kind of the objects."""
        return types()[self.type]


class Unmanaged(AcceptedEntry):
    """Objects of a stack's account that stay unmanaged: chosen by id, or by a pattern of names."""

    stack: _Text
    id: str | None = None
    name: str | None = None

    @model_validator(mode="after")
    def _names_one(self) -> "Unmanaged":
        if (self.id is None) == (self.name is None):
            raise ValueError("needs either a name or an id")
        return self

    def is_about(self, stack: str) -> bool:
        """Return whether this entry applies to the account of a stack."""
        return short(self.stack) == short(stack)

    def covers(self, kind: Kind, id_: str, name: str) -> bool:
        """Return whether this entry accepts an object."""
        return kind is self.kind and (id_ == self.id if self.name is None else matches(name, self.name))

    def description(self) -> str:
        """Return the kind and the name of the objects."""
        return f"{self.kind.noun} {f'id {self.id}' if self.name is None else self.name}"


class Difference(AcceptedEntry):
    """Accepted differences of objects with one name: only one side has them, or these fields differ."""

    between: Annotated[tuple[_Text, ...], Field(min_length=2, max_length=2)]
    name: _Text
    only_in: str | None = None
    fields: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _makes_sense(self) -> "Difference":
        if (self.only_in is None) == (not self.fields):
            raise ValueError("needs either only_in or fields")
        if self.only_in is not None and self.only_in not in self.between:
            raise ValueError(f"only_in must be {' or '.join(self.between)}, not {self.only_in!r}")
        known = to_props(dict.fromkeys(self.kind.fields))
        for field in self.fields:
            if field not in known:
                raise ValueError(f"fields must be among {', '.join(known)}, not {field!r}")
        return self

    def is_between(self, first: str, second: str) -> bool:
        """Return whether this entry applies to these two sides, in any order."""
        one, other = self.between
        return any(
            _is_side(side, one) and _is_side(opposite, other)
            for side, opposite in ((first, second), (second, first))
        )

    def is_only_in(self, side: str | None) -> bool:
        """Return whether this entry is about objects that only this side has."""
        return None not in (side, self.only_in) and _is_side(str(side), str(self.only_in))

    @property
    def is_for_many_sides(self) -> bool:
        """Return whether it applies to several comparisons, so that it may be unused in one of them."""
        return any("*" in side for side in self.between)

    def covers(self, kind: Kind, name: str) -> bool:
        """Return whether this entry applies to an object."""
        return kind is self.kind and matches(name, self.name)

    def description(self) -> str:
        """Return the kind and the name of the objects."""
        return f"{self.kind.noun} {self.name}"


class Accepted(BaseModel):
    """All entries of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unmanaged: tuple[Unmanaged, ...] = ()
    differences: tuple[Difference, ...] = ()


def accepted() -> Accepted:
    """Read the file in this folder; without a file, nothing is accepted."""
    try:
        text = FILE.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Accepted()
    except (OSError, UnicodeDecodeError) as error:
        raise AcceptedError(f"{FILE} cannot be read: {error}.") from None
    try:
        # All values are texts, also an id such as 123, and a reason such as `No` or `2027-01-01`.
        found = yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506 - it creates only texts
        return Accepted.model_validate({key: each or () for key, each in _mapping(found).items()})
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise AcceptedError(f"{FILE}{line} is not valid YAML: {getattr(error, 'problem', error)}.") from None
    except ValidationError as error:
        raise AcceptedError("\n".join(map(_message, error.errors()))) from None


def short(name: str) -> str:
    """Return the name of a stack, or of a side of a comparison, without its organization and project."""
    live, _, stack = name.rpartition(":")
    return f"{live}:{stack.rpartition('/')[2]}" if live else stack.rpartition("/")[2]


def _is_side(name: str, pattern: str) -> bool:
    return matches(short(name), short(pattern))


def _mapping(found: Any) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise AcceptedError(
            f"{FILE} must have the keys {' and '.join(Accepted.model_fields)} at its top level."
        )
    return found


def _message(error: ErrorDetails) -> str:
    """Return the place and the rule that it breaks, such as `entry 2 of unmanaged: reason is missing`."""
    place = [str(FILE)]
    names = [str(part) for part in error["loc"] if not isinstance(part, int)]
    numbers = [part for part in error["loc"] if isinstance(part, int)]
    if numbers:
        place.append(f"entry {numbers[0] + 1} of {names.pop(0)}")
    what = names[-1] if names else ""
    return f"{', '.join(place)}: {f'{what} ' if what else ''}{_reason(error)}."


def _reason(error: ErrorDetails) -> str:
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is not a known key"
        case "string_type" | "string_too_short":
            return "must be a text"
        case "tuple_type" | "too_short" | "too_long":
            return "must be a list of two stacks" if error["loc"][-1] == "between" else "must be a list"
        case "model_type" | "model_attributes_type":
            return "must have keys and values"
    return error["msg"].removeprefix("Value error, ")
