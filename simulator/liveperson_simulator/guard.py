"""Rejects requests from web pages: any page that is open in a browser can send requests to this machine.

A page of another address could write. A page whose name resolves to this machine could also read. The
simulator accepts public credentials, so it uses the headers of the browser to detect such requests.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

CONTROL = "/simulator/"
_NAMES = ("localhost", "127.0.0.1", "::1")
_RESERVED = (".localhost", ".test")  # names that cannot be registered (RFC 2606)
_OWN = ("same-origin", "none")


class Guard:
    """Wraps an application, and accepts requests only from programs and from its own page."""

    def __init__(self, application: ASGIApp) -> None:
        self._application = application

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or reject it: 403, and 415 for a control request that is not JSON."""
        headers = Headers(scope=scope)
        is_page_visit = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
        reason, status = _refusal_reason(headers, is_page_visit=is_page_visit and scope["path"] == "/"), 403
        if not reason and scope["path"].startswith(CONTROL) and not _is_json(headers):
            reason, status = "control requests must be application/json.", 415
        if reason:
            await JSONResponse({"error": f"The simulator rejects this request: {reason}"}, status)(
                scope, receive, send
            )
        else:
            await self._application(scope, receive, send)


def _refusal_reason(headers: Headers, *, is_page_visit: bool) -> str:
    """Return the reason why a request seems to come from a foreign page, or an empty text."""
    host, origin = headers.get("host", ""), headers.get("origin")
    name = _name(f"//{host}")
    if name not in _NAMES and not name.endswith(_RESERVED):
        return "its Host is not a name of this machine."
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
    """Return whether a request has no body or a JSON body, which a form on a page cannot send."""
    is_empty = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers
    return is_empty or headers.get("content-type", "").partition(";")[0].strip() == "application/json"
