"""The transports that delay a request until its turn, and repeat it after an error."""

from dataclasses import replace

from pulumi_liveperson.client.errors import LivePersonError, OutOfTimeError, TooManyRequestsError
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.http.pauses import Failures
from pulumi_liveperson.client.http.retries import Retries


class Retrying:
    """Repeats a request until there is an answer or a final error; all tries share the operation's deadline.

    After a 429, each request is sent again, because LivePerson has not handled it. After any other error,
    only a repeatable request is sent again, because the request may have taken effect.
    """

    def __init__(self, transport: Transport, retries: Retries) -> None:
        self._transport = transport
        self._retries = retries

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise the error of the last try."""
        tried = 0 if request.signs_in else self._retries.times_tried
        failures = Failures()
        with self._retries.operation(), self._retries.tried(0):  # nested requests count their own tries
            while True:
                attempt = 1 + tried + failures.total()
                try:
                    return self._transport.handle_request(replace(request, attempt=attempt))
                except OutOfTimeError:
                    raise
                except LivePersonError as error:
                    is_throttled = isinstance(error, TooManyRequestsError)
                    if not request.may_retry:
                        self._retries.hold_back(error)
                        raise
                    if self._retries.is_cancelled or not (request.is_repeatable or is_throttled):
                        raise
                    self._retries.wait_after(error, failures)


class Paced:
    """Delays each request until its turn, and sets its time limit."""

    def __init__(self, transport: Transport, retries: Retries) -> None:
        self._transport = transport
        self._retries = retries

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise an `ApiError` for a rejected request, or `UnreachableError`."""
        seconds = self._retries.wait_for_turn(may_read=request.is_repeatable)
        return self._transport.handle_request(replace(request, seconds=seconds))


class SingleTry:
    """Sends each request only once, for callers that can continue without its answer."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raise an `ApiError` for a rejected request, or `UnreachableError`."""
        return self._transport.handle_request(replace(request, may_retry=False))
