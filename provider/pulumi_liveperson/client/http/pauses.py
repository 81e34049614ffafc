"""How long is waited before a request is sent again."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_liveperson.client.errors import (
    LivePersonError,
    ServerError,
    TooManyRequestsError,
    UnreachableError,
)


@dataclass(frozen=True)
class Pauses:
    """The seconds to wait before each new try; those of a longer outage come after `first`."""

    first: tuple[float, ...]
    later: tuple[float, ...] = ()

    def before(self, number: int) -> float | None:
        """Return the pause before a new try, counted from 1; the last of a longer outage is repeated."""
        pauses = self.first + self.later
        if number <= len(pauses):
            return pauses[number - 1]
        return self.later[-1] if self.later else None


PAUSES: Mapping[type[LivePersonError], Pauses] = {
    # Retry policy page: three tries after 5, 10 and 15 s, then a second stage of 2, 4 and 8 min.
    ServerError: Pauses((5, 10, 15), (120, 240, 480)),
    # The same page asks for at least 1 s; that it grows is ours.
    TooManyRequestsError: Pauses((), (1, 2, 4, 8, 16, 30)),
    # Not on the page. The first is short for the kept-open connection that the other side has just closed.
    UnreachableError: Pauses((0.5, 5, 10, 15)),
}


class Failures(Counter[type[LivePersonError]]):
    """What has failed while one request was tried, by the row of the table that it is in."""

    def count(self, error: LivePersonError) -> tuple[Pauses, int]:
        """Count an error; return the pauses after errors like it, and how many there have been."""
        row = next((each for each in PAUSES if isinstance(error, each)), type(error))
        self[row] += 1
        return PAUSES.get(row, Pauses(())), self[row]
