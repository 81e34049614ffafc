"""Changes single values in the text of a stack's file; all other characters stay as they are.

YAML libraries write a complete file again, in a form of their own. Here, the places of the values come from
the parser, and the result is read again: if anything else has changed, the file is refused.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

import yaml

from pulumi_liveperson.fleet.account import FleetError
from pulumi_liveperson.fleet.files.stack_file import Entry, StackFile, parsed, tag

_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9_./@+-]|:(?=[^ ]))*(?<!:)")
_INDENT = 2
_Edit = tuple[int, int, str]


def edited(file: StackFile, values: Mapping[str, str | None], project: str) -> str:
    """Return the text of the file with other values; `None` removes a key.

    Raises a `FleetError` if the file has a form in which single values cannot be changed.
    """
    if not file.text.endswith("\n"):
        file = parsed(file.path, file.text + _line_break(file), project)
    known = {each.key: each for each in file.entries}
    new = {key: value for key, value in values.items() if value is not None and key not in known}
    edits = [_changed(file, known[key], value) for key, value in values.items() if key in known]
    text = file.text
    for start, end, replacement in sorted([*edits, *_added(file, new)], reverse=True):
        text = text[:start] + replacement + text[end:]
    _check(file, text, values, project)
    return text


def new_text(values: Mapping[str, str]) -> str:
    """Return the text of a new file."""
    return "".join(["config:\n", *(f"{' ' * _INDENT}{_line(key, value)}\n" for key, value in values.items())])


def _changed(file: StackFile, entry: Entry, value: str | None) -> _Edit:
    start, end = entry.value.start_mark.index, _end(entry.value)
    if value is None:
        first = file.text.rfind("\n", 0, entry.name.start_mark.index) + 1
        return first, _next_line(file.text, end), ""
    before = " " if file.text[start - 1 : start] == ":" else ""
    after = _line_break(file) if file.text[start:end].endswith("\n") else ""
    return start, end, before + _scalar(value) + after


def _added(file: StackFile, values: Mapping[str, str]) -> list[_Edit]:
    if not values:
        return []
    end_of_line = _line_break(file)
    if not file.entries:
        return _configuration(file, values)
    indent = " " * file.entries[0].name.start_mark.column
    added: dict[int, str] = {}
    for key, value in values.items():
        namespace = f"{key.partition(':')[0]}:"
        related = [each for each in file.entries if each.key.startswith(namespace)] or file.entries
        place = _next_line(file.text, _end(related[-1].value))
        line = f"{indent}{_line(key, value)}{end_of_line}"
        added[place] = added.get(place, "") + line
    return [(place, place, lines) for place, lines in added.items()]


def _configuration(file: StackFile, values: Mapping[str, str]) -> list[_Edit]:
    """Return the edits that add a configuration to a file without one."""
    end_of_line, end = _line_break(file), len(file.text)
    lines = "".join(f"{' ' * _INDENT}{_line(key, value)}{end_of_line}" for key, value in values.items())
    empty = file.configuration
    if empty is not None:
        start, place = empty.start_mark.index, _next_line(file.text, empty.end_mark.index)
        return [(start, empty.end_mark.index, ""), (place, place, lines)]
    added = (end, end, f"config:{end_of_line}{lines}")
    if file.root is None or file.root.value:
        return [added]
    return [(file.root.start_mark.index, file.root.end_mark.index, ""), added]  # {}


def _line_break(file: StackFile) -> str:
    return "\r\n" if "\r\n" in file.text else "\n"


def _next_line(text: str, place: int) -> int:
    """Return the start of the line after a place, or the place itself if it is the start of a line."""
    if place and text[place - 1] == "\n":
        return place
    return text.find("\n", place) + 1 or len(text)


def _end(node: yaml.Node) -> int:
    """Return the end of a value; the parser's end of a list or map may be after further comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last: Any = node.value[-1]
        return _end(last[1] if isinstance(node, yaml.MappingNode) else last)
    return int(node.end_mark.index)


def _line(key: str, value: str) -> str:
    return f"{key}: {_scalar(value)}"


def _scalar(value: str) -> str:
    """Return a value as Pulumi writes it: in quotation marks if it could be something else than a text."""
    if _PLAIN.fullmatch(value) and tag(value) == "str" and value.lower() not in {"y", "n"}:
        return value
    return json.dumps(value, ensure_ascii=False)


def _check(file: StackFile, text: str, values: Mapping[str, str | None], project: str) -> None:
    """Raise a `FleetError` unless the new text differs from the file in the new values only."""
    try:
        new = parsed(file.path, text, project)
    except FleetError:
        new = None
    if (
        new is None
        or _others(new, values) != _others(file, values)
        or {each.key: each.text for each in new.entries if each.key in values}
        != {key: value for key, value in values.items() if value is not None}
    ):
        raise FleetError(
            f"{file.path} has a form in which single values cannot be changed: write its configuration with "
            "one key on each line, without anchors."
        )


def _others(file: StackFile, values: Mapping[str, str | None]) -> list[object]:
    """Return everything in a file except for the values that change."""
    root = file.root.value if isinstance(file.root, yaml.MappingNode) else []
    return [
        *((name.value, _data(value)) for name, value in root if name.value != "config"),
        *((each.name.value, _data(each.value)) for each in file.entries if each.key not in values),
    ]


def _data(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return [(_data(name), _data(value)) for name, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return [_data(each) for each in node.value]
    return node.value, getattr(node, "style", None), node.tag
