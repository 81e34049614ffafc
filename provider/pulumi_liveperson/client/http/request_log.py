"""One log record for each request, for those who look into what happened.

Headers are never logged. Bodies are at a deeper level, without anything that could be a secret.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pulumi_liveperson.client.http import headers as heads
from pulumi_liveperson.client.http.body import parsed
from pulumi_liveperson.client.http.client import Reply
from pulumi_liveperson.client.secrets import MASK, SECRETS

LOG = logging.getLogger(__name__)
BODIES = 5
"""The level below DEBUG."""

_SECRET_FIELDS = re.compile("secret|password|token|bearer|csrf|session|key", re.IGNORECASE)
_DEEPEST = 50
_LEAST = 16  # characters of a token


def log_answer(
    reply: Reply,
    attempt: int,
    sent: Any,
    *,
    revision: str | None,
    secret: bool,
) -> None:
    """Log an answered request; with `secret` its bodies are shown without any value."""
    if not LOG.isEnabledFor(logging.DEBUG):
        return
    facts = {
        "method": reply.method,
        "path": urlsplit(reply.url).path,
        "status": reply.status,
        "milliseconds": round(reply.seconds * 1000),
        "attempt": attempt,
        "if_match": revision,
        "ac_revision": heads.as_shown(heads.revision(reply.headers)) or None,
        "request_id": heads.request_id(reply.headers),
    }
    line = "{method} {path} {status} in {milliseconds} ms, attempt {attempt}".format(**facts)
    line += "".join(
        f", {title} {facts[name]}"
        for name, title in (
            ("if_match", "If-Match"),
            ("ac_revision", "ac-revision"),
            ("request_id", "request"),
        )
        if facts[name] is not None
    )
    if LOG.isEnabledFor(BODIES):
        bodies = {"sent": sent, "received": _body(reply)}
        facts |= {name: masked(body, everything=secret) for name, body in bodies.items() if body is not None}
    LOG.debug("%s", line, extra={"facts": facts})


def log_failure(method: str, url: str, attempt: int, error: Exception) -> None:
    """Log a request that got no answer."""
    facts = {"method": method, "path": urlsplit(url).path, "attempt": attempt, "error": str(error)}
    LOG.debug("attempt %s: %s", attempt, error, extra={"facts": facts})


def given_in(reply: Reply) -> Iterator[str]:
    """Yield what an answer gives as secrets: cookies, and what has such a name.

    A short value is a word, such as `Bearer`.
    """
    left: list[tuple[bool, Any]] = [(False, _body(reply)), (True, list(reply.cookies.values()))]
    while left:
        is_secret, value = left.pop()
        if isinstance(value, dict):
            left += [(is_secret or bool(_SECRET_FIELDS.search(name)), item) for name, item in value.items()]
        elif isinstance(value, list):
            left += [(is_secret, item) for item in value]
        elif is_secret and isinstance(value, str) and len(value) >= _LEAST:
            yield value


def masked(body: Any, *, everything: bool = False, depth: int = 0) -> Any:
    """Return a body without the values that may be secrets."""
    if depth > _DEEPEST:
        return MASK
    if isinstance(body, dict):
        return {
            SECRETS.masked(name): masked(
                value, everything=everything or bool(_SECRET_FIELDS.search(name)), depth=depth + 1
            )
            for name, value in body.items()
        }
    if isinstance(body, list):
        return [masked(item, everything=everything, depth=depth + 1) for item in body]
    if everything and body is not None:
        return MASK
    return SECRETS.masked(body) if isinstance(body, str) else body


def _body(reply: Reply) -> Any:
    """Return a JSON body; of any other one no more than how long it is."""
    try:
        return parsed(reply.content)
    except ValueError:
        return f"{len(reply.content)} bytes"
