"""Parses the body of an answer, which may come from another system."""

import json
import re
from typing import Any

MAX_LEVELS = 50
"""More levels than any answer has; Python parses some hundreds, and later steps may support fewer."""

_TOO_DEEP = f"JSON that is nested more than {MAX_LEVELS} levels deep"
_TEXT = re.compile(r'"(?:[^"\\]++|\\.)*+"')
_CONTAINERS = (dict, list)
_SURROGATE = "\\ud"


MAX_VALUES = 1_000_000
"""Many times the values of a complete list; each may need 100 bytes of memory, even if its text is short."""


class OutsizeError(ValueError):
    """JSON with too many levels or too many values; the message says which."""


def parsed(content: bytes | str) -> Any:
    """Return a JSON body (None if it is empty); raise ValueError if it is not JSON or cannot be parsed."""
    if not content.strip():
        return None
    text = content if isinstance(content, str) else content.decode(json.detect_encoding(content))
    if text.count(",") > MAX_VALUES and _TEXT.sub("", text).count(",") > MAX_VALUES:
        raise OutsizeError(f"JSON of more than {MAX_VALUES:,} values")
    try:
        body = json.loads(text)
    except RecursionError:
        raise OutsizeError(_TOO_DEEP) from None
    if _is_too_deep(body):
        raise OutsizeError(_TOO_DEEP)
    return _without_surrogates(body) if _SURROGATE in text.lower() else body


def _is_too_deep(body: Any) -> bool:
    level = [body]
    for _ in range(MAX_LEVELS + 1):
        inner = [each for each in level if isinstance(each, _CONTAINERS)]
        if not inner:
            return False
        level = [item for each in inner for item in (each.values() if isinstance(each, dict) else each)]
    return True


def _without_surrogates(value: Any) -> Any:
    """Replace single surrogates, which JSON can contain and other formats cannot."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(name): _without_surrogates(item) for name, item in value.items()}
    return value
