"""Reads the configuration of a stack's file, with the places of its values in the text."""

import re
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

import yaml

from pulumi_liveperson.fleet.account import FleetError
from pulumi_liveperson.fleet.files.stacks import stack_file

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_RESOLVER = yaml.SafeLoader("")  # knows the types of values without quotation marks
_TAG = "tag:yaml.org,2002:"
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})")
_BOM = "\ufeff"


class Kind(Enum):
    """The form of a value."""

    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - the name of a form
    STRUCTURE = "structure"
    """A list or a map, from `pulumi config set --path`."""


@dataclass(frozen=True)
class Entry:
    """A key of the configuration, with its value."""

    key: str
    """The full key, such as `our-project:opens`, also if the file has a shorter form."""
    kind: Kind
    text: str | None = field(repr=False)
    """The value as Pulumi reads it, or `None` if that is not the text in the file, as for 0123."""
    shown: str = field(repr=False)
    """The text in the file."""
    name: yaml.ScalarNode = field(repr=False)
    value: yaml.Node = field(repr=False)


@dataclass(frozen=True)
class StackFile:
    """The file of a stack."""

    path: Path
    text: str = field(repr=False)
    root: yaml.Node | None = field(repr=False)
    configuration: yaml.Node | None = field(repr=False)
    """The node of the configuration, also if it has no entries."""
    entries: tuple[Entry, ...] = field(repr=False)


def read_stack_file(stack: str, project: str) -> StackFile:
    """Return the file of a stack; raises a `FleetError` if it cannot be read or is not valid."""
    path = stack_file(stack)
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise FleetError(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise FleetError(f"{path} is not UTF-8: save it again in UTF-8.") from None
    return parsed(path, text, project)


def parsed(path: Path, text: str, project: str) -> StackFile:
    """Return the file of a stack with this text; raises a `FleetError` if it is not valid."""
    try:
        root = yaml.compose(text.removeprefix(_BOM), Loader=_LOADER)
    except yaml.YAMLError:
        raise FleetError(f"{path} is not valid YAML: correct the file.") from None
    configuration = _configuration(root, path)
    entries = [_entry(name, value, project, path) for name, value in _pairs(configuration, path)]
    keys = [each.key for each in entries]
    twice = sorted({each for each in keys if keys.count(each) > 1})
    if twice:
        raise FleetError(f"{path} contains {', '.join(twice)} twice: remove one of the values.")
    return StackFile(path, text.removeprefix(_BOM), root, configuration, tuple(entries))


def tag(value: str) -> str:
    """Return the type that YAML 1.1 gives to a value without quotation marks, such as `int`."""
    resolved: str = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return resolved.removeprefix(_TAG)


def _configuration(root: yaml.Node | None, path: Path) -> yaml.Node | None:
    found = [value for name, value in _pairs(root, path) if name.value == "config"]
    if len(found) > 1:
        raise FleetError(f"{path} contains config twice: join the two parts.")
    return found[0] if found else None


def _pairs(node: yaml.Node | None, path: Path) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    if node is None or (isinstance(node, yaml.ScalarNode) and node.value in {"", "~", "null"}):
        return []
    pairs = node.value if isinstance(node, yaml.MappingNode) else None
    if pairs is None or not all(isinstance(name, yaml.ScalarNode) for name, _ in pairs):
        raise FleetError(f"{path} does not have the form of a stack's configuration: correct the file.")
    return list(pairs)


def _entry(name: yaml.ScalarNode, value: yaml.Node, project: str, path: Path) -> Entry:
    key = _full_key(name.value, project)
    if not isinstance(value, yaml.ScalarNode):
        names = [each.value for each, _ in _pairs(value, path)] if _is_map(value) else []
        return Entry(key, Kind.SECRET if names == ["secure"] else Kind.STRUCTURE, None, "", name, value)
    is_same = bool(value.style) or _is_text(value.value)  # quotation marks are a style
    return Entry(key, Kind.TEXT, value.value if is_same else None, value.value, name, value)


def _is_map(value: yaml.Node) -> bool:
    return isinstance(value, yaml.MappingNode)


def _is_text(value: str) -> bool:
    """Return whether Pulumi reads a value without quotation marks as exactly this text."""
    match tag(value):
        case "bool":
            return value not in {"True", "TRUE", "False", "FALSE"}  # Pulumi reads `yes` and `off` as texts
        case "int":
            return ":" in value or _NUMBER.fullmatch(value) is not None
        case found:
            return found == "str"


def _full_key(name: str, project: str) -> str:
    """Return the full key; Pulumi also reads `opens` and `our-project:config:opens`."""
    match name.split(":"):
        case [key]:
            return f"{project}:{key}"
        case [namespace, "config", key]:
            return f"{namespace}:{key}"
        case _:
            return name
