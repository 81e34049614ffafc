"""Secret values that this process has been told, and texts in which they do not show.

The engine masks what is a secret of the configuration now. In a message of ours it does not know what was
one before, or is one of the program's.
"""

import json
import re
import threading
from collections.abc import Iterable, Iterator
from typing import Any

MASK = "[secret]"
_LEAST = 3  # characters of a value that is masked wherever it stands; a shorter one only within quotes


class Secrets:
    """The secret values of a process; safe to share between threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._values: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def learn(self, values: Iterable[Any]) -> None:
        """Note secret values: texts, or whatever holds texts."""
        new = {text for value in values for text in _texts(value)}
        with self._turn:
            if not new <= self._values:
                self._values |= new
                self._pattern = _pattern(self._values)

    def masked(self, text: str) -> str:
        """Return a text without the secret values."""
        pattern = self._pattern
        return pattern.sub(_mask, text) if pattern else text

    def without(self, value: Any) -> Any:
        """Return whatever JSON holds without the secret values; names stay."""
        if isinstance(value, dict):
            return {name: self.without(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.without(item) for item in value]
        if not isinstance(value, str):
            return value
        return MASK if value in self._values else self.masked(value)


SECRETS = Secrets()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, str) and value:
        yield value


def _mask(found: re.Match[str]) -> str:
    """Return what takes a value's place, in the quotes of a short one."""
    text = found[0]
    is_quoted = len(text) <= _LEAST + 1 and text[0] == text[-1] and text[0] in "'\""
    return f"{text[0]}{MASK}{text[0]}" if is_quoted else MASK


def _pattern(values: Iterable[str]) -> re.Pattern[str]:
    """Return what finds the values as they are, and as messages and logs write them; the longest first."""
    found = set()
    for value in values:
        quoted = {repr(value), json.dumps(value), json.dumps(value, ensure_ascii=False)}
        inner = {each[1:-1] for each in quoted} | {value}
        found |= inner if len(value) >= _LEAST else quoted
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True))))
