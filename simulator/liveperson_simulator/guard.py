"""Keeps web pages away: whatever a browser has open can send requests to this machine.

A page of another address could write, and one whose name is made to mean this machine could read, too. The
simulator accepts public credentials, so it is the browser that has to tell such requests apart.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

CONTROL = "/simulator/"
_NAMES = ("localhost", "127.0.0.1", "::1")
_RESERVED = (".localhost", ".test")  # names that nobody can register (RFC 2606)
_OWN = ("same-origin", "none")


class Guard:
    """An application that answers programs, and in a browser its own page alone."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or say why not: 403, and 415 for a control request that is no JSON."""
        headers = Headers(scope=scope)
        is_page_visit = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
        reason, status = _refusal_reason(headers, is_page_visit=is_page_visit and scope["path"] == "/"), 403
        if not reason and scope["path"].startswith(CONTROL) and not _is_json(headers):
            reason, status = "control requests are application/json.", 415
        if reason:
            await JSONResponse({"error": f"The simulator refuses this: {reason}"}, status)(
                scope, receive, send
            )
        else:
            await self._application(scope, receive, send)


def _refusal_reason(headers: Headers, *, is_page_visit: bool) -> str:
    """Say what tells that a request comes from a foreign page; nothing if it does not."""
    host, origin = headers.get("host", ""), headers.get("origin")
    name = _name(f"//{host}")
    if name not in _NAMES and not name.endswith(_RESERVED):
        return "its Host is no name of this machine."
    if origin is not None and origin.partition("://")[2] != host:
        return "it comes from a page of another address."
    if not is_page_visit and headers.get("sec-fetch-site", _OWN[0]) not in _OWN:
        return "it comes from a page of another address."
    return ""


def _name(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_json(headers: Headers) -> bool:
    """Tell whether a request has no body, or one of JSON, which no form of a page can send."""
    is_empty = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
    return is_empty or headers.get("content-type", "").partition(";")[0].strip() == "application/json"
