"""Counts the requests of a probe, and those that were answered 429, which the client sends again."""

from pulumi_liveperson.client.errors import TooManyRequestsError
from pulumi_liveperson.client.http.messages import Answer, Request, Transport


class Counting:
    """A transport that counts its requests; for the `transport` of the probed account."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.sent = 0
        """The number of requests."""
        self.throttled = 0
        """The number of requests that were answered 429."""

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise an `ApiError` for a rejected request, or `UnreachableError`."""
        self.sent += 1
        try:
            return self._transport.handle_request(request)
        except TooManyRequestsError:
            self.throttled += 1
            raise
