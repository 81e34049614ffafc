"""One request, one answer, or one error that says what went wrong."""

import requests

from pulumi_liveperson.client.errors import UnreachableError, UnusableAnswerError
from pulumi_liveperson.client.http.body import OutsizeError
from pulumi_liveperson.client.http.client import Client
from pulumi_liveperson.client.http.headers import as_shown
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.http.network import unreachable
from pulumi_liveperson.client.http.refusals import refusal
from pulumi_liveperson.client.http.request_log import given_in, log_answer, log_failure
from pulumi_liveperson.client.secrets import SECRETS


class HttpTransport:
    """Sends each request once, over kept-open connections.

    Redirects are not followed, so credentials stay with the host that the Domain API named.
    """

    def __init__(self, client: Client | None = None) -> None:
        self._client = client or Client()

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raises an `ApiError` for a refusal, or `UnreachableError`."""
        try:
            answer = self._client.send(request)
        except requests.RequestException as error:
            failure = unreachable(request, error)
            log_failure(request, failure)
            raise failure from None
        if request.signs_in:  # before anything is said about this answer, or a later one that repeats it
            SECRETS.learn(given_in(answer))
        log_answer(request, answer)
        if not answer.is_success:
            raise refusal(request, answer)
        try:
            answer.body  # noqa: B018 - whoever gets the answer can read it
        except ValueError as error:
            raise _unreadable(request, answer, error) from None
        return answer


def _unreadable(request: Request, answer: Answer, error: ValueError) -> UnreachableError:
    what = f"{request.method} {request.url} was answered with"
    check = "check the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
    if isinstance(error, OutsizeError):
        return UnusableAnswerError(
            f"{what} {error}, so something between here and LivePerson answered: {check}"
        )
    kind = as_shown(answer.headers.get("Content-Type", "")) or "no content type"
    return UnreachableError(
        f"{what} {kind} instead of JSON, so something between here and LivePerson answered (a proxy?): "
        f"{check}",
        in_short=UnusableAnswerError.in_short,
    )
