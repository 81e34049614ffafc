"""The errors of the simulated services, each with its HTTP status.

ApiError
├── InvalidError        400
├── UnauthorizedError   401
├── ForbiddenError      403
├── NoDataFoundError    404, code 12
├── DuplicateError      409 or 400, by knob
├── DependencyError     409 or 400, by knob
├── StaleError          409, 412 or 304, by knob
├── NotModifiedError    304
└── ThrottledError      429
"""

NO_DATA_FOUND = 12
UNPUBLISHED = 1
"""Replaces every internal code except 12, because LivePerson publishes no other."""


class ApiError(Exception):
    """A request that a simulated service refuses."""

    status = 500
    code: int | None = UNPUBLISHED
    type = ""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        if status is not None:
            self.status = status


class InvalidError(ApiError):
    """The request breaks a rule that does not depend on stored objects."""

    status = 400


class UnauthorizedError(ApiError):
    """The request carries no credential, an unknown one or an expired one."""

    status = 401


class ForbiddenError(ApiError):
    """The credential is valid, but not for this account or not for this API."""

    status = 403


class NoDataFoundError(ApiError):
    """No live object has this id (the error body printed on the delete pages of both hours APIs)."""

    status = 404
    code = NO_DATA_FOUND

    def __init__(self) -> None:
        super().__init__("No data found")


class DuplicateError(ApiError):
    """Another object of the collection already has this name."""

    status = 409


class DependencyError(ApiError):
    """Another object refers to the object of a delete (observed for skills, without an internal code)."""

    status = 409
    code = None

    def __init__(self, kind: str, message: str, *, status: int) -> None:
        super().__init__(message, status=status)
        self.type = kind


class StaleError(ApiError):
    """The revision in If-Match is no longer the current one."""

    status = 409


class NotModifiedError(ApiError):
    """Nothing changed since the given revision, or nothing would change."""

    status = 304

    def __init__(self) -> None:
        super().__init__("Not modified")


class ThrottledError(ApiError):
    """Too many requests in the last second."""

    status = 429
