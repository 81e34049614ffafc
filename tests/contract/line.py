"""The transport of the tests: it sends as ours does, and a test sees each request and can meddle with it."""

from collections.abc import Callable

from pulumi_liveperson.client.http.messages import Answer, Authorization, Request, Transport, no_authorization
from pulumi_liveperson.client.http.transport import HttpTransport

Meddle = Callable[[Request], object]


class Line:
    """Notes each request, does what a test wants before it, and sends it."""

    def __init__(self, transport: Transport | None = None) -> None:
        self.sent: list[Request] = []
        self.before: list[Meddle] = []
        """What happens first; an exception is what becomes of the request."""
        self._transport = transport or HttpTransport()

    def handle_request(self, request: Request) -> Answer:
        self.sent.append(request)
        for meddle in self.before:
            meddle(request)
        return self._transport.handle_request(request)


class Quiet(Line):
    """Answers everything at once, with nothing."""

    def handle_request(self, request: Request) -> Answer:
        self.sent.append(request)
        return Answer(200)


def get(url: str, transport: Transport | None = None, auth: Authorization = no_authorization) -> Answer:
    """Return what is at an address."""
    return (transport or HttpTransport()).handle_request(Request("GET", url, auth=auth))
