"""Converts a rejected request into an error with a message."""

import re
from http import HTTPStatus
from http.client import responses
from typing import Any

from pulumi_liveperson.client.errors import (
    ApiError,
    BlockedError,
    ForbiddenError,
    NotFoundError,
    RejectedError,
    ServerError,
    StaleError,
    TooManyRequestsError,
    UnauthorizedError,
)
from pulumi_liveperson.client.http import headers as heads
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.http.pace import AFTER_THROTTLING_SECONDS
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import written_out

THROTTLED_SIGN_IN_SECONDS = 5.0  # login retry policy
_NO_DATA_FOUND = 12
_MAX_SHOWN = 300
_MAX_MASKED = 1 << 16  # characters of a text that are masked before the shown part is cut
_BY_STATUS: dict[int, type[ApiError]] = {
    HTTPStatus.NOT_MODIFIED: StaleError,
    HTTPStatus.UNAUTHORIZED: UnauthorizedError,
    HTTPStatus.FORBIDDEN: ForbiddenError,
    HTTPStatus.NOT_FOUND: NotFoundError,
    HTTPStatus.GONE: NotFoundError,
    HTTPStatus.CONFLICT: StaleError,
    HTTPStatus.PRECONDITION_FAILED: StaleError,
    HTTPStatus.TOO_MANY_REQUESTS: TooManyRequestsError,
    HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS: BlockedError,
}


def rejection(request: Request, answer: Answer) -> ApiError:
    """Return the error for an answer; it quotes the body, except if the body may contain a secret.

    Internal code 12 means "no data found" with any status (Special Occasions API, delete). An HTML page with
    404 does not mean that, because it is not LivePerson's answer.
    """
    body, text, status = _readable(answer), answer.text.strip(), answer.status
    says_no_data = isinstance(body, dict) and body.get("internalCode") == _NO_DATA_FOUND
    is_page = text.startswith("<")
    kind = _BY_STATUS.get(
        status, ServerError if status >= HTTPStatus.INTERNAL_SERVER_ERROR else RejectedError
    )
    if says_no_data:
        kind = NotFoundError
    elif kind is NotFoundError and is_page:
        kind = RejectedError
    phrase = responses.get(status, "(no standard meaning)")
    said = _code(body) if request.signs_in else _body_text(body, text, is_page=is_page)
    id_ = heads.request_id(answer.headers)
    error = kind(
        f"{request.method} {request.url} was answered {status} {phrase}"
        f"{said and f': {said}'}{f' (request {id_})' if id_ else ''}.{kind.solution}",
        status,
        says_no_data=says_no_data,
        retry_after=_retry_after(request, answer),
        clock_skew=answer.clock_skew,
        answer=None if request.signs_in else answer,
    )
    if kind is ForbiddenError and request.needs:
        error.add(request.needs)
    if kind is RejectedError and status in range(HTTPStatus.MULTIPLE_CHOICES, HTTPStatus.BAD_REQUEST):
        error.add(
            "The redirect was not followed, because credentials are only sent to LivePerson's hosts: check "
            "the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
        )
    return error


def _retry_after(request: Request, answer: Answer) -> float:
    """Return the minimum seconds to wait: the answer's Retry-After, and after a 429 the documented ones."""
    asked = heads.retry_after(answer.headers)
    if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
        return asked
    return max(asked, THROTTLED_SIGN_IN_SECONDS if request.signs_in else AFTER_THROTTLING_SECONDS)


def _readable(answer: Answer) -> Any:
    try:
        return answer.body
    except ValueError:
        return None


def _code(body: Any) -> str:
    """Return only the error code of an OAuth 2.0 answer (RFC 6749, 5.2), and nothing else of it."""
    code = body.get("error") if isinstance(body, dict) else None
    return code if isinstance(code, str) and re.fullmatch("[a-z_]{1,40}", code) else ""


def _body_text(body: Any, text: str, *, is_page: bool) -> str:
    """Return the text of an error in one line: its message, or its beginning, or that it is an HTML page."""
    if is_page:
        return "an HTML page, so another system answered instead of LivePerson (a proxy?)"
    if isinstance(body, dict):
        body = body.get("error", body)
    if isinstance(body, dict) and body.get("message"):
        body = str(body["message"])
    return _in_one_line(body if isinstance(body, str) else text)


def _in_one_line(text: str) -> str:
    """Return the beginning of a text; mask it before it is cut, because a part of a secret is not found."""
    return written_out(" ".join(SECRETS.masked_beginning(text, _MAX_MASKED).split()))[:_MAX_SHOWN]
