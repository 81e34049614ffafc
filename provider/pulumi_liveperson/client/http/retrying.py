"""The transports that let a request wait: until it is its turn, and for another try."""

from dataclasses import replace

from pulumi_liveperson.client.errors import LivePersonError, OutOfTimeError, TooManyRequestsError
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.http.pauses import Failures
from pulumi_liveperson.client.http.retries import Retries


class Retrying:
    """Tries a request until it is answered or given up; all tries have the deadline of one operation.

    A throttled request has not been handled, so it may always be sent again. After any other failure only
    what is repeatable is, because the request may have taken effect.
    """

    def __init__(self, transport: Transport, retries: Retries) -> None:
        self._transport = transport
        self._retries = retries

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raises the error of the last try."""
        tried = 0 if request.signs_in else self._retries.times_tried
        failures = Failures()
        with self._retries.operation(), self._retries.tried(0):  # what else is sent has tries of its own
            while True:
                attempt = 1 + tried + failures.total()
                try:
                    return self._transport.handle_request(replace(request, attempt=attempt))
                except OutOfTimeError:
                    raise
                except LivePersonError as error:
                    is_throttled = isinstance(error, TooManyRequestsError)
                    if not request.is_patient:
                        self._retries.hold_back(error)
                        raise
                    if self._retries.is_cancelled or not (request.is_repeatable or is_throttled):
                        raise
                    self._retries.wait_after(error, failures)


class Paced:
    """Lets each request wait for its turn, and says how long it may take."""

    def __init__(self, transport: Transport, retries: Retries) -> None:
        self._transport = transport
        self._retries = retries

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raises an `ApiError` for a refusal, or `UnreachableError`."""
        seconds = self._retries.wait_for_turn(may_look=request.is_repeatable)
        return self._transport.handle_request(replace(request, seconds=seconds))


class OneTry:
    """Lets each request be sent once, where somebody can do without its answer."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def handle_request(self, request: Request) -> Answer:
        """Return a successful answer; raises an `ApiError` for a refusal, or `UnreachableError`."""
        return self._transport.handle_request(replace(request, is_patient=False))
