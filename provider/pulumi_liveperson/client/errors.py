"""What can go wrong between this program and LivePerson.

LivePersonError
├── ConfigurationError       the settings are incomplete or contradict each other; nothing was sent
├── UnreachableError         no usable answer: the network, a timeout, something that is not LivePerson
│   ├── UnusableAnswerError  something answered, with more than can be read
│   ├── OutOfTimeError       its turn came too late, and nothing was sent
│   └── DefaultUnseenError   no list shows who is the default now
├── CancelledError           whoever started this has ended it; nothing more was sent
├── ConflictError            the object is not what the caller knew; nothing was written
├── NameTakenError           another object already has the name a create asked for
├── InUseError               skills refer to the object that a delete asked for; nothing was deleted
├── UnknownStateError        which resources have which objects cannot be known; nothing was written
├── NoSuchObjectError        nothing, or more than one thing, is what an import asked for
├── UnfinishedError          the object is written, and a step after that has failed
└── ApiError                 LivePerson answered, and the answer is no
    ├── RefusedError         400 and every other 4xx without a class of its own
    ├── UnauthorizedError    401: the credentials are not accepted
    ├── ForbiddenError       403: the credentials lack a privilege
    ├── NotFoundError        404, 410 or internal code 12
    ├── StaleError           409, 412, or 304 to a write: the write was not applied
    ├── TooManyRequestsError 429: nothing was done, and LivePerson wants fewer requests
    ├── BlockedError         451: LivePerson does not serve this client
    └── ServerError          5xx
"""

from http import HTTPStatus
from typing import Self

from pulumi_liveperson.client.secrets import SECRETS


class LivePersonError(Exception):
    """Anything that keeps this program from doing what it was asked to do.

    Its message is fit to be printed, whatever it quotes: without secrets, and with nothing that a terminal or
    the runner of a pipeline takes for a command.
    """

    may_pass = False
    """Whether the same request may succeed a little later."""
    in_short = ""
    """The cause in a few words, for while it is waited for."""

    def __str__(self) -> str:
        """Return the message."""
        return SECRETS.printable(super().__str__())

    def add(self, sentence: str) -> Self:
        """Say more, such as the way out that only a caller knows."""
        self.args = (f"{super().__str__()} {sentence}",)
        return self


class ConfigurationError(LivePersonError):
    """The settings are incomplete or contradict each other."""


class UnreachableError(LivePersonError):
    """No usable answer came back; whether the request took effect is unknown."""

    def __init__(
        self, message: str, *, in_short: str = "LivePerson gives no answer", may_pass: bool = True
    ) -> None:
        super().__init__(message)
        self.in_short = in_short
        self.may_pass = may_pass


class UnusableAnswerError(UnreachableError):
    """Something answered, with more than can be read; that does not pass, though a write may have worked."""

    in_short = "something that is not LivePerson answered"

    def __init__(self, message: str) -> None:
        super().__init__(message, in_short=self.in_short, may_pass=False)


class OutOfTimeError(UnreachableError):
    """The time of an operation was over before its turn came, so nothing was sent."""

    def __init__(self, message: str) -> None:
        super().__init__(message, may_pass=False)


class DefaultUnseenError(UnreachableError):
    """No list shows who is the default now, so nobody may take that."""


class CancelledError(LivePersonError):
    """Whoever started this has ended it, and nothing more was sent."""


class ConflictError(LivePersonError):
    """The object is not what the caller knew, and nothing was written."""


class NameTakenError(LivePersonError):
    """Another object already has the name that a create asked for."""


class NameNotYetFreeError(NameTakenError):
    """An object has the name that is to get another name in the same update."""


class InUseError(LivePersonError):
    """Skills refer to the object that a delete asked for, and nothing was deleted."""


class UnknownStateError(LivePersonError):
    """Which resources hold which objects cannot be known, so nothing was written."""


class NoSuchObjectError(LivePersonError):
    """Nothing, or more than one thing, is what an import asked for."""


class UnfinishedError(LivePersonError):
    """The object is written, and a step after that has failed: it is not in its place, or not the default.

    `undone` is the field that is not written yet, if it is not the position.
    """

    def __init__(
        self, cause: LivePersonError, noun: str, id_: str, revision: str, *, undone: str | None = None
    ) -> None:
        rest = "put it in its place" if undone is None else "make it the default"
        super().__init__(f"{cause} The {noun} itself is written; run `pulumi up` again to {rest}.")
        self.id = id_
        self.revision = revision
        self.undone = undone


class ApiError(LivePersonError):
    """LivePerson answered, and the answer is no."""

    way_out = ""
    """What to do, as the end of a message."""

    def __init__(
        self,
        message: str,
        status: int,
        *,
        says_no_data: bool = False,
        retry_after: float = 0.0,
        clock_skew: float | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.in_short = f"LivePerson answered {status}"
        self.says_no_data = says_no_data
        """Whether LivePerson says in its own words that it holds no such thing."""
        self.is_not_found = says_no_data or status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
        """Whether something says so; without LivePerson's own words that may be anything on the way."""
        self.retry_after = retry_after
        """Seconds to wait at least before the next try."""
        self.clock_skew = clock_skew


class RefusedError(ApiError):
    """The request breaks a rule of LivePerson's."""


class UnauthorizedError(ApiError):
    """The credentials are not accepted."""


class ForbiddenError(ApiError):
    """The credentials are good and lack a privilege."""

    way_out = (
        " The credentials are good, but lack a privilege or belong to another account: give them the "
        "privilege, or check liveperson:accountId."
    )


class NotFoundError(ApiError):
    """The object does not exist, or not any more."""


class StaleError(ApiError):
    """The write was not applied, most likely because the revision has moved on."""


class TooManyRequestsError(ApiError):
    """LivePerson wants fewer requests; this one was not handled."""

    may_pass = True
    way_out = " Set a lower liveperson:maxRequestsPerSecond, or run it again when less is going on."


class BlockedError(ApiError):
    """LivePerson does not serve this client."""

    way_out = " LivePerson has blocked this client; ask its support why, and do not try again before."


class ServerError(ApiError):
    """LivePerson failed to answer; whether the request took effect is unknown."""

    may_pass = True
    way_out = " LivePerson has a problem of its own; try again later."
