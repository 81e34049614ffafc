"""One request that may carry a secret, and its whole answer, within bounds of bytes and of seconds.

`requests` alone follows redirects, looks into a .netrc, holds whatever an answer unpacks to, and waits for
ever for one that comes byte by byte: its timeout counts anew with each of them.
"""

from collections.abc import Iterator
from http.cookiejar import DefaultCookiePolicy

import requests
from urllib3.exceptions import ReadTimeoutError
from urllib3.util import Timeout

from pulumi_liveperson.client.http.bounds import LARGEST_BYTES, BoundedAdapter, TooLargeError, UnusableError
from pulumi_liveperson.client.http.environment import check_certificate_bundle, no_proxy_for, proxy_for
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.escaping.addresses import is_insecure

ANSWER_SECONDS = 60.0
CONNECT_SECONDS = 10.0
CONNECTIONS = 32  # at least as many as operations that run at once
_PART_BYTES = 16 * 1024
_ENCODING = "gzip"  # no other is asked for: several in one another unpack without an end


class Client:
    """Sends requests over kept-open connections; safe to share between threads."""

    def __init__(
        self, answer_seconds: float = ANSWER_SECONDS, connect_seconds: float = CONNECT_SECONDS
    ) -> None:
        self._seconds = answer_seconds
        self._connect_seconds = connect_seconds
        self._session = _Session()
        self._session.headers.update({"Accept": "application/json", "Accept-Encoding": _ENCODING})
        # A cookie goes only where it is given with a request.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = BoundedAdapter(pool_connections=CONNECTIONS, pool_maxsize=CONNECTIONS)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send(self, request: Request) -> Answer:
        """Send one request over https, or within this machine, and return its answer, a redirect too.

        Raises a `requests.RequestException` where no whole answer came, which is an `UnusableError` for one
        that is not wanted, and a `requests.Timeout` for one that was too slow; and `ConfigurationError` where
        the environment names no usable proxy or certificates.
        """
        url, seconds = request.url, min(self._seconds, request.seconds)
        proxy_for(url)
        check_certificate_bundle()
        if is_insecure(url):
            raise UnusableError("plain http would show the credentials to the network, so nothing was sent")
        try:
            with self._session.request(
                request.method,
                url,
                auth=request.auth,
                params=request.params,
                json=request.json,
                data=request.form,
                cookies=dict(request.cookies) if request.cookies else None,
                headers={"If-Match": request.revision} if request.revision is not None else None,
                timeout=Timeout(connect=min(self._connect_seconds, seconds), total=seconds),  # type: ignore[arg-type]  # documented
                proxies=no_proxy_for(url),
                stream=True,
            ) as response:
                return Answer(
                    response.status_code,
                    response.headers,
                    response.cookies.get_dict(),
                    _content(response),
                    response.elapsed.total_seconds(),
                )
        except requests.RequestException as error:
            hidden = _hidden(error, seconds)
            if hidden is None:
                raise
            raise hidden from error


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what caused it; the outer layers repeat the URL and object addresses."""
    cause: object = error
    while isinstance(cause, BaseException):
        yield cause
        cause = cause.__cause__ or cause.__context__ or getattr(cause, "reason", None) or _wrapped(cause)


def _wrapped(error: BaseException) -> object:
    """Return what an error was made from: urllib3's SSLError of a tunnel tells its cause in no other way."""
    return next((each for each in error.args if isinstance(each, BaseException)), None)


def _hidden(error: requests.RequestException, seconds: float) -> requests.RequestException | None:
    """Return what the layers hide in other errors, each in its own way."""
    for cause in causes(error):
        if isinstance(cause, TooLargeError):
            return TooLargeError()
        if isinstance(cause, ReadTimeoutError):
            return requests.ReadTimeout(f"timed out after {seconds:.3g} s")
    return None


def _content(response: requests.Response) -> bytes:
    encoding = response.headers.get("Content-Encoding", _ENCODING).strip().lower()
    if encoding not in {_ENCODING, "identity", ""}:
        raise UnusableError("the answer is encoded in a way that was not asked for (Content-Encoding)")
    content = bytearray()
    for part in response.iter_content(_PART_BYTES):
        content += part
        if len(content) > LARGEST_BYTES:
            raise TooLargeError
    return bytes(content)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow nothing; without this, `requests` reads all that comes with a redirect."""
