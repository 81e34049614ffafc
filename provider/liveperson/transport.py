"""One request, one answer, or one error that says what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase

from provider.liveperson.errors import UnreachableError, error_for

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 60.0
CONNECTIONS = 32  # at least as many as operations that run at once


@dataclass(frozen=True)
class Answer:
    """A successful answer: its JSON body (None if empty) and the revision its header names."""

    body: Any
    revision: str | None
    cookies: Mapping[str, str]


class _Bearer(AuthBase):
    """Signs a request with a token, or with none; keeps `requests` from looking into a .netrc file."""

    def __init__(self, token: str | None) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token is not None:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Transport:
    """Sends requests over kept-open connections; safe to share between threads."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.headers["Accept"] = "application/json"
        adapter = HTTPAdapter(pool_connections=CONNECTIONS, pool_maxsize=CONNECTIONS)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send(
        self,
        method: str,
        url: str,
        *,
        bearer: str | None = None,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        revision: str | None = None,
        quoted: bool = True,
    ) -> Answer:
        """Send one request and return its answer.

        `revision` goes into If-Match; the error of an answer that may repeat a secret is not `quoted`.
        Redirects are not followed, so credentials stay with the host that the Domain API named. Raises the
        `ApiError` of a refusal, or `UnreachableError`.
        """
        try:
            response = self._session.request(
                method,
                url,
                auth=_Bearer(bearer),
                params=params,
                json=json,
                data=form,
                headers={"If-Match": revision} if revision is not None else None,
                timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            raise UnreachableError(
                f"{method} {url} got no answer: {_reason(error)}. Check the network, the proxy settings "
                "(HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
            ) from None
        if response.status_code // 100 != HTTPStatus.OK // 100:
            raise error_for(method, url, response.status_code, response.text, quoted=quoted)
        return Answer(
            body=_body(response),
            revision=response.headers.get("ac-revision") or response.headers.get("ETag"),
            cookies=response.cookies.get_dict(),
        )


def _body(response: requests.Response) -> Any:
    if not response.content.strip():
        return None
    try:
        return response.json()
    except requests.JSONDecodeError:
        request = response.request
        kind = response.headers.get("Content-Type", "no content type")
        raise UnreachableError(
            f"{request.method} {_without_query(request.url or '')} was answered with {kind} instead of JSON, "
            "so something between here and LivePerson answered (a proxy?)."
        ) from None


def _without_query(url: str) -> str:
    return url.partition("?")[0]


def _reason(error: requests.RequestException) -> str:
    """Return the innermost cause in one line; the outer layers repeat the URL and object addresses."""
    cause: BaseException = error
    while True:
        inner = cause.__cause__ or cause.__context__ or getattr(cause, "reason", None)
        if not isinstance(inner, BaseException):
            break
        cause = inner
    text = " ".join(str(cause).split()) or type(cause).__name__
    return text.rpartition(": ")[2] if "object at 0x" in text else text
