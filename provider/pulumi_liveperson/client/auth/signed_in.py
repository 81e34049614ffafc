"""A transport that signs each request, and signs in again once if LivePerson rejects the token."""

from dataclasses import replace

from pulumi_liveperson.client.auth.shared_token import SharedToken
from pulumi_liveperson.client.auth.sign_in import Token
from pulumi_liveperson.client.errors import NotFoundError, StaleError, UnauthorizedError
from pulumi_liveperson.client.http.messages import Answer, Request, Transport


class SignedIn:
    """Sends requests with the token that all threads of the process share."""

    def __init__(self, transport: Transport, token: SharedToken) -> None:
        self._transport = transport
        self._token = token

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise an `ApiError` for a rejected request, or `UnreachableError`."""
        token = self._token.get()
        try:
            return self._send(request, token)
        except UnauthorizedError as error:
            renewed = self._token.renewed(token)
            if renewed is None:
                raise self._token.explain(error, token) from None
        try:
            return self._send(request, renewed)
        except UnauthorizedError as error:
            raise self._token.explain(error, renewed) from None

    def _send(self, request: Request, token: Token) -> Answer:
        try:
            answer = self._transport.handle_request(replace(request, auth=token.auth))
        except (NotFoundError, StaleError):  # LivePerson accepts the token before it looks for an object
            self._token.accepted(token)
            raise
        self._token.accepted(token)
        return answer
