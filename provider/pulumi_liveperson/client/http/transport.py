"""One request, one answer, or one error that says what went wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import requests

from pulumi_liveperson.client.auth.authorization import Authorization, nobody
from pulumi_liveperson.client.errors import UnreachableError, UnusableAnswerError, error_for
from pulumi_liveperson.client.http.body import OutsizeError, parsed
from pulumi_liveperson.client.http.client import Client, Reply
from pulumi_liveperson.client.http.environment import proxy_for
from pulumi_liveperson.client.http.headers import as_shown, clock_skew
from pulumi_liveperson.client.http.headers import revision as revision_in
from pulumi_liveperson.client.http.network import unreachable
from pulumi_liveperson.client.http.request_log import given_in, log_answer, log_failure
from pulumi_liveperson.client.http.retries import Attempt
from pulumi_liveperson.client.secrets import SECRETS

ANSWER_SECONDS = 60.0


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
        self._client = Client()

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
        try:
            reply = self._client.send(
                method,
                url,
                seconds=min(ANSWER_SECONDS, attempt.seconds),
                auth=auth,
                params=params,
                json=json,
                form=form,
                headers={"If-Match": revision} if revision is not None else None,
                cookies=cookies,
            )
        except requests.RequestException as error:
            failure = unreachable(method, url, proxy_for(url), error)
            log_failure(method, url, attempt.number, failure)
            raise failure from None
        if secret:  # before anything is said about this answer, or a later one that repeats it
            SECRETS.learn(given_in(reply))
        log_answer(reply, attempt.number, json or form, revision=revision, secret=secret)
        if reply.status // 100 != HTTPStatus.OK // 100:
            raise error_for(method, url, reply.status, reply.text, reply.headers, quoted=not secret)
        return Answer(
            body=_body(reply),
            revision=revision_in(reply.headers) or None,
            cookies=reply.cookies,
            clock_skew=clock_skew(reply.headers),
        )


def _body(reply: Reply) -> Any:
    try:
        return parsed(reply.content)
    except OutsizeError as error:
        raise UnusableAnswerError(
            f"{reply.method} {_without_query(reply.url)} was answered with {error}, so something between "
            "here and LivePerson answered: check the proxy settings (HTTPS_PROXY, NO_PROXY) and "
            "liveperson:domainApiUrl.",
            in_short="something that is not LivePerson answered",
        ) from None
    except ValueError:
        kind = as_shown(reply.headers.get("Content-Type", "")) or "no content type"
        raise UnreachableError(
            f"{reply.method} {_without_query(reply.url)} was answered with {kind} instead of JSON, "
            "so something between here and LivePerson answered (a proxy?): check the proxy settings "
            "(HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl.",
            in_short="something that is not LivePerson answered",
        ) from None


def _without_query(url: str) -> str:
    return url.partition("?")[0]
