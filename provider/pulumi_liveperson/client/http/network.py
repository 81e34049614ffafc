"""Finds the cause and the solution if a request gets no answer."""

import socket
import ssl
from http.client import HTTPException
from urllib.parse import urlsplit

import requests

from pulumi_liveperson.client.errors import UnreachableError, UnusableAnswerError
from pulumi_liveperson.client.http.bounds import UnusableError
from pulumi_liveperson.client.http.client import causes
from pulumi_liveperson.client.http.environment import proxy_for
from pulumi_liveperson.client.http.messages import Request
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import written_out

_PROXY = "the proxy settings (HTTPS_PROXY, NO_PROXY)"
_CHECK = f"Check the network, {_PROXY} and liveperson:domainApiUrl."
_MAX_SHOWN = 200
_EXPIRED, _OTHER_HOST = 10, 62  # OpenSSL's X509_V_ERR_…


def unreachable(request: Request, error: requests.RequestException) -> UnreachableError:
    """Return the error for a request without an answer: cause, solution, and whether a retry helps."""
    what = f"{request.method} {request.url}"
    if isinstance(error, UnusableError):
        return UnusableAnswerError(f"{what} got no usable answer: {error}. {_CHECK}")
    host, proxy = urlsplit(request.url).hostname or request.url, proxy_for(request.url)
    cause = list(causes(error))[-1]
    is_temporary = True
    reason, solution = _text(error if isinstance(error, requests.ReadTimeout) else cause), _CHECK
    if isinstance(cause, ssl.SSLCertVerificationError):
        is_temporary = False
        reason, solution = (
            f"its certificate is not accepted ({cause.verify_message})",
            _about_certificate(cause),
        )
    elif isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
        reason = "the connection was closed during the TLS handshake"
    elif isinstance(cause, ssl.SSLError):
        is_temporary = False
        reason = f"TLS failed ({_text(cause)})"
        solution = f"Check {_PROXY}, REQUESTS_CA_BUNDLE and liveperson:domainApiUrl."
    elif "407" in str(cause) and proxy is not None:
        is_temporary = False
        reason = "the proxy answered 407, so it requires a user and a password"
        solution = "Set HTTPS_PROXY to http://user:password@host:port."
    elif isinstance(cause, socket.gaierror):
        is_temporary = cause.errno != socket.EAI_NONAME
        name = proxy if proxy is not None and isinstance(error, requests.exceptions.ProxyError) else host
        reason = f"the host name {name} is unknown"
    elif isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        is_temporary = False
    elif isinstance(
        error, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError
    ):
        reason = f"the answer is incomplete or damaged ({reason})"
    elif isinstance(cause, HTTPException):
        reason = "the answer is not HTTP"
    route = "" if proxy is None else f" through the proxy {proxy}"
    return UnreachableError(
        f"{what} got no answer{route}: {reason.rstrip('.')}. {solution}",
        short_cause=f"{host} gives no answer",
        is_temporary=is_temporary,
    )


def _about_certificate(cause: ssl.SSLCertVerificationError) -> str:
    if cause.verify_code == _EXPIRED:
        return (
            "Check this machine's clock. If it is right, the operator of the host or proxy must renew the "
            "certificate."
        )
    if cause.verify_code == _OTHER_HOST:
        return f"Another system answers for this host: check {_PROXY} and liveperson:domainApiUrl."
    return (
        "If your company signs certificates with its own authority, set REQUESTS_CA_BUNDLE to the file with "
        "the authority's certificate; otherwise check liveperson:domainApiUrl."
    )


def _text(cause: BaseException) -> str:
    """Return a cause in one short line; mask it before it is cut, because a part of a secret is not found."""
    if type(cause) is ValueError:  # its text quotes a part of the answer, in Python's own format
        return "the answer is not HTTP"
    line = " ".join(SECRETS.masked(str(cause)).split()) or type(cause).__name__
    line = line.rpartition(": ")[2] if "object at 0x" in line else line
    return written_out(line)[:_MAX_SHOWN]
