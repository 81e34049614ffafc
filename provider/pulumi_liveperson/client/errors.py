"""The errors between this program and LivePerson.

LivePersonError
├── ConfigurationError       the settings are incomplete or contradict each other; nothing was sent
│   └── NoServiceError       the account has no such service
├── UnreachableError         no usable answer: a network error, a timeout, or an answer of another system
│   ├── UnusableAnswerError  the answer is too large, too deep or not allowed
│   ├── OutOfTimeError       the deadline passed before the request could be sent; nothing was sent
│   └── UnknownDefaultError  no list shows which object is the default
├── CancelledError           the caller cancelled the run; nothing more was sent
├── ConflictError            the object differs from the state; nothing was written
├── NameTakenError           another object already has the name of the object to create
├── InUseError               skills use the object to delete; nothing was deleted
├── UnknownStateError        it cannot be established which resource has which object; nothing was written
├── NoSuchObjectError        an import found no object, or several objects
├── NoSuchReferenceError     an object refers to an object that does not exist; nothing was written
├── IgnoredFieldsError       LivePerson accepted a write, but did not write some fields
├── UnfinishedError          the object is written, and a later step failed
└── ApiError                 LivePerson answered with an error
    ├── RejectedError        400, and every other 4xx that has no class here
    ├── UnauthorizedError    401: the credentials are not accepted
    ├── ForbiddenError       403: the credentials lack a privilege
    ├── NotFoundError        404, 410 or internal code 12
    ├── StaleError           409, 412, or 304 to a write: the write was not applied
    ├── TooManyRequestsError 429: the request was not handled, and the request rate is too high
    ├── BlockedError         451: LivePerson does not serve this client
    └── ServerError          5xx
"""

from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from pulumi_liveperson.client.secrets import SECRETS

if TYPE_CHECKING:
    from pulumi_liveperson.client.http.messages import Answer


class LivePersonError(Exception):
    """An error of this client.

    Its message can be printed, also if it quotes other systems: it contains no secret, and nothing that a
    terminal or the runner of a pipeline interprets as a command.
    """

    is_temporary = False
    """Whether the same request may succeed a little later."""
    short_cause = ""
    """The cause in a few words, for the log line of a retry."""

    def __str__(self) -> str:
        """Return the message."""
        return SECRETS.printable(super().__str__())

    def add(self, sentence: str) -> Self:
        """Add a sentence to the message, such as a solution that only the caller knows."""
        self.args = (f"{super().__str__()} {sentence}",)
        return self


class ConfigurationError(LivePersonError):
    """The settings are incomplete or contradict each other."""


class NoServiceError(ConfigurationError):
    """The Domain API returns no host of a service for the account."""


class UnreachableError(LivePersonError):
    """There is no usable answer, so it is unknown whether the request took effect."""

    def __init__(
        self, message: str, *, short_cause: str = "LivePerson gives no answer", is_temporary: bool = True
    ) -> None:
        super().__init__(message)
        self.short_cause = short_cause
        self.is_temporary = is_temporary


class UnusableAnswerError(UnreachableError):
    """The answer cannot be used. A retry does not help; however, a write may have taken effect."""

    short_cause = "a system that is not LivePerson answered"

    def __init__(self, message: str) -> None:
        super().__init__(message, short_cause=self.short_cause, is_temporary=False)


class OutOfTimeError(UnreachableError):
    """The deadline of an operation passed before its request could be sent, so nothing was sent."""

    def __init__(self, message: str) -> None:
        super().__init__(message, is_temporary=False)


class UnknownDefaultError(UnreachableError):
    """No list shows which object is the default, so no object may become the default."""


class CancelledError(LivePersonError):
    """The caller cancelled the run, and nothing more was sent."""


class ConflictError(LivePersonError):
    """The object differs from the state, and nothing was written."""


class NameTakenError(LivePersonError):
    """Another object already has the name of the object to create."""


class NameNotYetFreeError(NameTakenError):
    """An object has the name, and the same update renames this object later."""


class NameMaybeFreedError(NameNotYetFreeError):
    """An object of the state has the name, and it is not known yet whether this update keeps the name."""


class InUseError(LivePersonError):
    """Skills use the object to delete, and nothing was deleted."""


class UnknownStateError(LivePersonError):
    """It cannot be established which resource has which object, so nothing was written."""


class NoSuchObjectError(LivePersonError):
    """An import found no object, or several objects."""


class NoSuchReferenceError(LivePersonError):
    """An object would refer to an object that does not exist, and nothing was written."""


class IgnoredFieldsError(LivePersonError):
    """LivePerson accepted a write, but did not write some fields."""

    def __init__(self, message: str, fields: tuple[str, ...]) -> None:
        super().__init__(message)
        self.fields = fields


class UnfinishedError(LivePersonError):
    """The object is written, but some of its fields are not: its position, the default, or ignored fields.

    `rest` is what the next update will do, and `unwritten` are the fields that are not written yet.
    """

    def __init__(
        self,
        cause: LivePersonError,
        noun: str,
        id_: str,
        revision: str,
        *,
        rest: str,
        unwritten: tuple[str, ...],
    ) -> None:
        super().__init__(f"{cause} The {noun} itself was written. Run `pulumi up` again to {rest}.")
        self.id = id_
        self.revision = revision
        self.unwritten = unwritten


class ApiError(LivePersonError):
    """LivePerson answered with an error."""

    solution = ""
    """The solution, as the end of a message."""

    def __init__(
        self,
        message: str,
        status: int,
        *,
        says_no_data: bool = False,
        retry_after: float = 0.0,
        clock_skew: float | None = None,
        answer: "Answer | None" = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.answer = answer
        """The complete answer, if the error is one of an answer; None for that to a sign-in."""
        self.short_cause = f"LivePerson answered {status}"
        self.says_no_data = says_no_data
        """Whether the answer has LivePerson's own code for an object that does not exist."""
        self.is_not_found = says_no_data or status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}
        """Whether the answer says that the object does not exist; without the code, a proxy may say so."""
        self.retry_after = retry_after
        """The minimum number of seconds before the next try."""
        self.clock_skew = clock_skew


class RejectedError(ApiError):
    """LivePerson rejected the request, because it breaks a rule."""


class UnauthorizedError(ApiError):
    """The credentials are not accepted."""


class ForbiddenError(ApiError):
    """The credentials are valid, but lack a privilege."""

    solution = (
        " The credentials are valid, but lack a privilege or belong to another account: give them the "
        "privilege, or check liveperson:accountId."
    )


class NotFoundError(ApiError):
    """The object does not exist."""


class StaleError(ApiError):
    """The write was not applied, most likely because the revision has changed."""


class TooManyRequestsError(ApiError):
    """LivePerson did not handle the request, because the request rate is too high."""

    is_temporary = True
    solution = " Set a lower liveperson:maxRequestsPerSecond, or run the command again later."


class BlockedError(ApiError):
    """LivePerson does not serve this client."""

    solution = " LivePerson has blocked this client. Ask its support for the reason before you try again."


class ServerError(ApiError):
    """LivePerson has an internal error, so it is unknown whether the request took effect."""

    is_temporary = True
    solution = " LivePerson has an internal problem. Try again later."
