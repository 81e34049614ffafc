"""Why no answer came, and what to do about it."""

import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

import requests

from provider.liveperson.errors import UnreachableError

_PROXY = "the proxy settings (HTTPS_PROXY, NO_PROXY)"


def unreachable(method: str, url: str, error: requests.RequestException) -> UnreachableError:
    """Return the error for a request that got no answer: its cause, the way out, and whether it may pass."""
    host = urlsplit(url).hostname or url
    causes = list(_causes(error))
    cause = causes[-1]
    lasting = isinstance(error, requests.exceptions.InvalidURL)
    if isinstance(error, requests.exceptions.ProxyError):
        lasting = "407" in str(cause)
        reason, way_out = f"the proxy refused: {_text(cause)}", f"Check {_PROXY}."
    elif isinstance(cause, ssl.SSLCertVerificationError):
        lasting = True
        reason = f"its certificate is not accepted: {cause.verify_message}"
        way_out = (
            "Where a company's own authority signs certificates, name the file of its certificate in "
            "REQUESTS_CA_BUNDLE; otherwise check liveperson:domainApiUrl."
        )
    elif isinstance(cause, ssl.SSLError):
        lasting = True
        reason = f"TLS failed: {_text(cause)}"
        way_out = f"Check liveperson:domainApiUrl and {_PROXY}."
    elif isinstance(cause, socket.gaierror):
        lasting = cause.errno == socket.EAI_NONAME
        reason = f"the name {host} is not known: {cause.strerror}"
        way_out = f"Check liveperson:domainApiUrl, the network, and {_PROXY}."
    else:
        reason = _text(cause)
        way_out = f"Check the network, {_PROXY} and liveperson:domainApiUrl."
    return UnreachableError(
        f"{method} {url} got no answer: {reason}. {way_out}",
        in_short=f"{host} gives no answer",
        may_pass=not lasting,
    )


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it; the outer layers repeat the URL and object addresses."""
    cause: object = error
    while isinstance(cause, BaseException):
        yield cause
        cause = cause.__cause__ or cause.__context__ or getattr(cause, "reason", None)


def _text(cause: BaseException) -> str:
    text = " ".join(str(cause).split()) or type(cause).__name__
    return text.rpartition(": ")[2] if "object at 0x" in text else text
