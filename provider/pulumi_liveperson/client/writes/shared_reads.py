"""Reads that use one list: if it cannot be read, all of them fail, and only one waits for the retries.

LivePerson's retry policy waits for minutes. Reads take turns, so each read would wait for minutes.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.errors import ServerError, TooManyRequestsError, UnreachableError
from pulumi_liveperson.client.http.retries import Retries

OUTAGES = (ServerError, TooManyRequestsError, UnreachableError)


class SharedReads:
    """The reads of one collection in this process; safe to share between threads."""

    def __init__(self, collection: Collection, retries: Retries) -> None:
        self._collection = collection
        self._retries = retries

    @contextmanager
    def turn(self, turn: AbstractContextManager[None]) -> Iterator[None]:
        """Take a turn; raise the error of the list if the list has failed during the wait.

        After the first read has waited for the end of an outage, each later read tries only once, until the
        list can be read again.
        """
        collection, failures = self._collection, self._collection.list_failures
        outage = collection.list_error if isinstance(collection.list_error, OUTAGES) else None
        with self._retries.operation(), turn:
            if collection.list_error is not None and collection.list_failures > failures:
                raise collection.list_error
            if self._retries.is_out_of_time:
                raise self._retries.out_of_time()
            if outage is not None:
                self._retries.shorten_deadline()
            try:
                yield
            except OUTAGES as error:
                if outage is None or type(error) is not type(outage) or collection.list_failures == failures:
                    raise
                collection.list_error = outage
                raise outage from None
