"""Sends one request over HTTP, and returns its answer or raises an error with the cause."""

import requests

from pulumi_liveperson.client.errors import UnreachableError, UnusableAnswerError
from pulumi_liveperson.client.http.body import OutsizeError
from pulumi_liveperson.client.http.client import Client
from pulumi_liveperson.client.http.headers import excerpt
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.http.network import unreachable
from pulumi_liveperson.client.http.rejections import rejection
from pulumi_liveperson.client.http.request_log import log_answer, log_failure, secrets_in
from pulumi_liveperson.client.secrets import SECRETS


class HttpTransport:
    """Sends each request once, over kept-open connections.

    Redirects are not followed, so credentials are only sent to the hosts that the Domain API returned.
    """

    def __init__(self, client: Client | None = None) -> None:
        self._client = client or Client()

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise an `ApiError` for a rejected request, or `UnreachableError`."""
        try:
            answer = self._client.send(request)
        except requests.RequestException as error:
            failure = unreachable(request, error)
            log_failure(request, failure)
            raise failure from None
        if request.signs_in:  # before this answer, or a later one with the same secrets, is logged
            SECRETS.learn(secrets_in(answer))
        log_answer(request, answer)
        if not answer.is_success:
            raise rejection(request, answer)
        try:
            answer.body  # noqa: B018 - after this, no caller gets an error from the body
        except ValueError as error:
            raise _unreadable(request, answer, error) from None
        return answer


def _unreadable(request: Request, answer: Answer, error: ValueError) -> UnreachableError:
    what = f"{request.method} {request.url} was answered with"
    check = "check the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
    if isinstance(error, OutsizeError):
        return UnusableAnswerError(
            f"{what} {error}, so another system answered instead of LivePerson: {check}"
        )
    kind = excerpt(answer.headers.get("Content-Type", "")) or "no content type"
    return UnreachableError(
        f"{what} {kind} instead of JSON, so another system answered instead of LivePerson (a proxy?): "
        f"{check}",
        short_cause=UnusableAnswerError.short_cause,
    )
