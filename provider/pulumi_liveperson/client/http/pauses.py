"""The pauses before a request is sent again."""

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
    """The seconds before each new try: `first`, and then `later` for a longer outage."""

    first: tuple[float, ...]
    later: tuple[float, ...] = ()

    def before(self, number: int) -> float | None:
        """Return the pause before try `number`, from 1, or None after the last; its end repeats."""
        pauses = self.first + self.later
        if number <= len(pauses):
            return pauses[number - 1]
        return self.later[-1] if self.later else None


PAUSES: Mapping[type[LivePersonError], Pauses] = {
    # Retry policy page: three tries after 5, 10 and 15 s, then a second stage of 2, 4 and 8 min.
    ServerError: Pauses((5, 10, 15), (120, 240, 480)),
    # The same page requires at least 1 s; the increase is our choice.
    TooManyRequestsError: Pauses((), (1, 2, 4, 8, 16, 30)),
    # Not on the page. The first is short, because the server may just have closed a kept-open connection.
    UnreachableError: Pauses((0.5, 5, 10, 15)),
}


class Failures(Counter[type[LivePersonError]]):
    """The number of errors of one request, by their row in `PAUSES`."""

    def count(self, error: LivePersonError) -> tuple[Pauses, int]:
        """Count an error; return the pauses of its row, and the number of errors in the row."""
        row = next((each for each in PAUSES if isinstance(error, each)), type(error))
        self[row] += 1
        return PAUSES.get(row, Pauses(())), self[row]
