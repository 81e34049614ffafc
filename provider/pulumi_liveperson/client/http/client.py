"""Sends one request that may contain a secret, and returns its complete answer, limited in bytes and seconds.

`requests` alone follows redirects, reads a .netrc file, keeps an unpacked answer of any size, and waits for
ever for a slow answer, because its timeout starts again with each byte.
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
CONNECTIONS = 32  # at least the number of operations that run in parallel
_PART_BYTES = 16 * 1024
_ENCODING = "gzip"  # the only one that is requested: nested encodings can unpack without a limit


class Client:
    """Sends requests over kept-open connections; safe to share between threads."""

    def __init__(
        self, answer_seconds: float = ANSWER_SECONDS, connect_seconds: float = CONNECT_SECONDS
    ) -> None:
        self._seconds = answer_seconds
        self._connect_seconds = connect_seconds
        self._session = _Session()
        self._session.headers.update({"Accept": "application/json", "Accept-Encoding": _ENCODING})
        # A cookie is sent only if the request contains it.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = BoundedAdapter(pool_connections=CONNECTIONS, pool_maxsize=CONNECTIONS)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send(self, request: Request) -> Answer:
        """Send one request over https, or to this machine, and return its answer, also if it is a redirect.

        Raises a `requests.RequestException` if there is no complete answer: `UnusableError` if the answer is
        not accepted, `requests.Timeout` if it is too slow. Raises `ConfigurationError` if the environment
        contains an unusable proxy or a missing certificate file.
        """
        url, seconds = request.url, min(self._seconds, request.seconds)
        proxy_for(url)
        check_certificate_bundle()
        if is_insecure(url):
            raise UnusableError("http would send the credentials unencrypted, so nothing was sent")
        try:
            with self._session.request(
                request.method,
                url,
                auth=request.auth,
                params=request.params,
                json=request.json,
                data=request.form,
                cookies=dict(request.cookies) if request.cookies else None,
                headers=_headers(request),
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
            exact = _exact_error(error, seconds)
            if exact is None:
                raise
            raise exact from error


def _headers(request: Request) -> dict[str, str]:
    values = {"If-Match": request.revision, "X-HTTP-Method-Override": request.meant_method}
    return {name: value for name, value in values.items() if value is not None}


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and its causes; the outer errors only repeat the URL and memory addresses."""
    cause: object = error
    while isinstance(cause, BaseException):
        yield cause
        cause = cause.__cause__ or cause.__context__ or getattr(cause, "reason", None) or _wrapped(cause)


def _wrapped(error: BaseException) -> object:
    """Return an error in the arguments of an error, where urllib3's SSLError of a tunnel has its cause."""
    return next((each for each in error.args if isinstance(each, BaseException)), None)


def _exact_error(error: requests.RequestException, seconds: float) -> requests.RequestException | None:
    """Return the more exact error that an error of `requests` hides; None if there is none."""
    for cause in causes(error):
        if isinstance(cause, TooLargeError):
            return TooLargeError()
        if isinstance(cause, ReadTimeoutError):
            return requests.ReadTimeout(f"timed out after {seconds:.3g} s")
    return None


def _content(response: requests.Response) -> bytes:
    encoding = response.headers.get("Content-Encoding", _ENCODING).strip().lower()
    if encoding not in {_ENCODING, "identity", ""}:
        raise UnusableError("the answer has an encoding that was not requested (Content-Encoding)")
    content = bytearray()
    for part in response.iter_content(_PART_BYTES):
        content += part
        if len(content) > LARGEST_BYTES:
            raise TooLargeError
    return bytes(content)


class _Session(requests.Session):
    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow no redirect; without this, `requests` reads the complete body of a redirect."""
