"""One log record for each request, to find the cause of a problem.

Headers are never logged. Bodies have their own, lower level, and are logged without possible secrets.
"""

import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from pulumi_liveperson.client.http import headers as heads
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.secrets import MASK, SECRETS

LOG = logging.getLogger(__name__)
BODIES = 5
"""The level below DEBUG."""

_SECRET_FIELDS = re.compile("secret|password|token|bearer|csrf|session|key", re.IGNORECASE)
_MIN_SECRET_LENGTH = 16  # characters of a token


def log_answer(request: Request, answer: Answer) -> None:
    """Log a request with its answer; the bodies of a sign-in are logged without any value."""
    if not LOG.isEnabledFor(logging.DEBUG):
        return
    facts = {
        "method": request.method,
        "path": urlsplit(request.url).path,
        "status": answer.status,
        "milliseconds": round(answer.seconds * 1000),
        "attempt": request.attempt,
        "if_match": request.revision,
        "ac_revision": heads.excerpt(answer.revision or "") or None,
        "request_id": heads.request_id(answer.headers),
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
        bodies = {"sent": request.json or request.form, "received": _body(answer)}
        shown = {name: masked(body, everything=request.signs_in) for name, body in bodies.items()}
        facts |= {name: body for name, body in shown.items() if body is not None}
    LOG.debug("%s", line, extra={"facts": facts})


def log_failure(request: Request, error: Exception) -> None:
    """Log a request without an answer."""
    facts = {
        "method": request.method,
        "path": urlsplit(request.url).path,
        "attempt": request.attempt,
        "error": str(error),
    }
    LOG.debug("attempt %s: %s", request.attempt, error, extra={"facts": facts})


def secrets_in(answer: Answer) -> Iterator[str]:
    """Yield the secrets in an answer: cookies, and fields with the name of a secret.

    Short values are ignored, because they are words, such as `Bearer`.
    """
    left: list[tuple[bool, Any]] = [(False, _body(answer)), (True, list(answer.cookies.values()))]
    while left:
        is_secret, value = left.pop()
        if isinstance(value, dict):
            left += [(is_secret or bool(_SECRET_FIELDS.search(name)), item) for name, item in value.items()]
        elif isinstance(value, list):
            left += [(is_secret, item) for item in value]
        elif is_secret and isinstance(value, str) and len(value) >= _MIN_SECRET_LENGTH:
            yield value


def masked(body: Any, *, everything: bool = False) -> Any:
    """Return a body without the values that may be secrets."""
    if isinstance(body, dict):
        return {
            SECRETS.masked(name): masked(value, everything=everything or bool(_SECRET_FIELDS.search(name)))
            for name, value in body.items()
        }
    if isinstance(body, list):
        return [masked(item, everything=everything) for item in body]
    if everything and body is not None:
        return MASK
    return SECRETS.masked(body) if isinstance(body, str) else body


def _body(answer: Answer) -> Any:
    """Return a JSON body; of other bodies only the length."""
    try:
        return answer.body
    except ValueError:
        return f"{len(answer.content)} bytes"
