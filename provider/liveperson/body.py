"""What an answer's body holds, whoever sent it."""

from typing import Any

import requests

_HALF_CHARACTER = "\\ud"


def parsed(response: requests.Response) -> Any:
    """Return a JSON body (None if it is empty); raises ValueError where it is not JSON that can be read."""
    if not response.content.strip():
        return None
    try:
        body = response.json()
    except RecursionError:
        raise ValueError("JSON that is nested too deeply") from None
    return _whole(body) if _HALF_CHARACTER in response.text.lower() else body


def _whole(value: Any) -> Any:
    """Replace halves of characters, which JSON can write and nothing else can take."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(name): _whole(item) for name, item in value.items()}
    return value
