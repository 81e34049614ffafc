"""One request, one answer, or one error that says what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from provider.liveperson.authorization import Authorization, nobody
from provider.liveperson.body import parsed
from provider.liveperson.errors import UnreachableError, error_for
from provider.liveperson.headers import as_shown, clock_skew
from provider.liveperson.headers import revision as revision_in
from provider.liveperson.network import unreachable
from provider.liveperson.request_log import log_answer, log_failure
from provider.liveperson.retries import Attempt
from provider.liveperson.surroundings import check_certificate_bundle, no_proxy_for, proxy_for

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 60.0
CONNECTIONS = 32  # at least as many as operations that run at once


@dataclass(frozen=True)
class Answer:
    """A successful answer: its JSON body (None if empty) and the revision its header names."""

    body: Any = field(repr=False)
    revision: str | None
    cookies: Mapping[str, str] = field(repr=False)
    clock_skew: float | None = None


class Transport:
    """Sends requests over kept-open connections; safe to share between threads."""

    def __init__(self) -> None:
        self._session = requests.Session()
        self._session.headers["Accept"] = "application/json"
        # A cookie goes only where it is given with a request.
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        adapter = HTTPAdapter(pool_connections=CONNECTIONS, pool_maxsize=CONNECTIONS)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)

    def send(
        self,
        method: str,
        url: str,
        attempt: Attempt = Attempt(),  # noqa: B008 - frozen
        *,
        auth: Authorization = nobody,
        params: Mapping[str, str] | None = None,
        json: Any = None,
        form: Mapping[str, str] | None = None,
        cookies: Mapping[str, str] | None = None,
        revision: str | None = None,
        secret: bool = False,
    ) -> Answer:
        """Send one request and return its answer.

        `revision` goes into If-Match. What a `secret` request and its answer hold is never told. Redirects
        are not followed, so credentials stay with the host that the Domain API named. Raises the `ApiError`
        of a refusal, or `UnreachableError`.
        """
        proxy = proxy_for(url)
        check_certificate_bundle()
        try:
            response = self._session.request(
                method,
                url,
                auth=auth,
                params=params,
                json=json,
                data=form,
                cookies=dict(cookies) if cookies else None,
                headers={"If-Match": revision} if revision is not None else None,
                timeout=(min(CONNECT_SECONDS, attempt.seconds), min(ANSWER_SECONDS, attempt.seconds)),
                allow_redirects=False,
                proxies=no_proxy_for(url),
            )
        except requests.RequestException as error:
            failure = unreachable(method, url, proxy, error)
            log_failure(method, url, attempt.number, failure)
            raise failure from None
        log_answer(response, attempt.number, json or form, revision=revision, secret=secret)
        if response.status_code // 100 != HTTPStatus.OK // 100:
            raise error_for(
                method, url, response.status_code, response.text, response.headers, quoted=not secret
            )
        return Answer(
            body=_body(response),
            revision=revision_in(response.headers) or None,
            cookies=response.cookies.get_dict(),
            clock_skew=clock_skew(response.headers),
        )


def _body(response: requests.Response) -> Any:
    try:
        return parsed(response)
    except ValueError:
        request = response.request
        kind = as_shown(response.headers.get("Content-Type", "")) or "no content type"
        raise UnreachableError(
            f"{request.method} {_without_query(request.url or '')} was answered with {kind} instead of JSON, "
            "so something between here and LivePerson answered (a proxy?): check the proxy settings "
            "(HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl.",
            in_short="something that is not LivePerson answered",
        ) from None


def _without_query(url: str) -> str:
    return url.partition("?")[0]
