"""The secret values that this process knows, and the masking of texts that contain them.

The engine masks only current secrets of the configuration. It does not know former secrets, secrets of the
program, and values that were obtained with a secret, such as tokens.
"""

import base64
import json
import re
import threading
from collections.abc import Iterable, Iterator
from html.entities import codepoint2name
from typing import Any

from pulumi_liveperson.escaping import printable

MASK = "[secret]"
_MIN_SECRET_LENGTH = 3  # characters; a shorter value is masked only within quotes
_LATIN_1 = 0xFF
_MAX_FORM_LENGTH = 16  # characters that one character of a value takes at most in its longest form
_MIN_BASE64_LENGTH = 8  # characters; a shorter part would match many harmless words
_PIECES = re.compile(r"\\+|[^\\]")
# No match begins inside a run of backslashes; otherwise the time is the square of the length of the run.
_NOT_WITHIN = r"(?<!\\)"
_NOT_AFTER = "".join(
    f"(?<!(?i:{each}))" for each in (r"\\x5c", r"\\u005c", "%5c", "%255c", "&#92;", "&#x5c;")
)


class Secrets:
    """The secret values of a process; safe to share between threads."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._values: set[str] = set()
        self._patterns: list[tuple[str, re.Pattern[str]]] = []  # compiled when the first text is masked

    def learn(self, values: Iterable[Any]) -> None:
        """Record secret values: texts, or lists and objects that contain texts."""
        new = {text for value in values for text in _texts(value)}
        with self._turn:
            self._values |= new

    def masked(self, text: str) -> str:
        """Return a text without the secret values."""
        between = text.split(MASK)
        for _, pattern in self._all_patterns():
            between = [part for each in between for part in pattern.split(each)]
        return MASK.join(between)

    def printable(self, text: str) -> str:
        """Return lines that can be printed: without secret values, and without terminal commands."""
        return printable(self.masked(text))

    def masked_beginning(self, text: str, max_length: int) -> str:
        """Return the beginning of a text without the secret values, also without a part of one at its end."""
        if len(text) <= max_length:
            return self.masked(text)
        with self._turn:
            longest = max(map(len, self._values), default=0)
        masked = self.masked(text[:max_length])
        return masked[: max(0, len(masked) - _MAX_FORM_LENGTH * longest)]

    def masked_json(self, value: Any) -> Any:
        """Return a JSON value without the secret values; the names of fields are kept."""
        if isinstance(value, dict):
            return {name: self.masked_json(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.masked_json(item) for item in value]
        if not isinstance(value, str):
            return value
        return MASK if value in self._values else self.masked(value)

    def _all_patterns(self) -> list[tuple[str, re.Pattern[str]]]:
        """Return the patterns of all values, longest value first, because one may start with another."""
        with self._turn:
            if len(self._patterns) < len(self._values):
                known = {value for value, _ in self._patterns}
                found = [*self._patterns, *((value, _pattern(value)) for value in self._values - known)]
                self._patterns = sorted(found, key=lambda each: len(each[0]), reverse=True)
            return self._patterns


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


def _pattern(value: str) -> re.Pattern[str]:
    """Return a pattern that finds a value in each of its forms."""
    first, *others = _PIECES.findall(value)
    form = "".join([_forms(first, _NOT_WITHIN), *(_forms(each) for each in others)])
    if len(value) < _MIN_SECRET_LENGTH:
        return re.compile("|".join(f"(?<={quote}){form}(?={quote})" for quote in ("'", '"')))
    return re.compile("|".join([form, *_in_base64(value)]))


def _forms(character: str, start: str = "") -> str:
    """Return a pattern for a character as JSON, Python, HTML, a URL or a form may escape it, even twice.

    A run of backslashes counts as one backslash, because each escaping doubles them.
    """
    if character.isascii() and character.isalnum():
        return character
    if character.startswith("\\"):
        start = start and start + _NOT_AFTER
        return rf"{start}(?:&#0*92;|&#(?i:x0*5c);|%(?:25)*(?i:5c)|\\(?i:x5c|u005c)?)+"
    code, octets = ord(character), character.encode("utf-8", "surrogatepass")
    units = character.encode("utf-16-be", "surrogatepass").hex()
    quoted = json.dumps(character, ensure_ascii=False), repr(character)
    written = {character, *(each[1:-1].lstrip("\\") for each in quoted)}
    forms = [  # the longer forms first, because one may start with another
        f"&#0*{code};",
        f"&#(?i:x0*{code:x});",
        *((f"&{codepoint2name[code]};",) if code in codepoint2name else ()),
        "".join(f"%(?:25)*(?i:{octet:02x})" for octet in octets),
        *((rf"{start}\\++(?i:x{code:02x})",) if code <= _LATIN_1 else ()),
        start + "".join(rf"\\++(?i:u{units[at : at + 4]})" for at in range(0, len(units), 4)),
        *((start + "".join(rf"\\++(?i:x{octet:02x})" for octet in octets),) if len(octets) > 1 else ()),
        *((r"\+",) if character == " " else ()),
        *(rf"(?:{start}\\++)?{re.escape(each)}" for each in sorted(written)),
        *((re.escape(octets.decode("latin-1")),) if len(octets) > 1 else ()),  # as headers are read
    ]
    return f"(?:{'|'.join(forms)})"


def _in_base64(value: str) -> Iterator[str]:
    """Yield patterns for a value inside base64, at each possible offset (RFC 4648, both alphabets)."""
    octets = value.encode("utf-8", "surrogatepass")
    for before in range(3):
        whole = base64.b64encode(bytes(before) + octets).decode().rstrip("=")
        # The characters at both ends contain bits of neighbouring bytes.
        inner = whole[(0, 2, 3)[before] : len(whole) - ((len(octets) + before) % 3 > 0)]
        if len(inner) >= _MIN_BASE64_LENGTH:
            yield re.escape(inner).replace(r"\+", "[+-]").replace("/", "[/_]")
