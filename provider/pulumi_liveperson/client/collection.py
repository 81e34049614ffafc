"""The documented REST calls of one collection, one method for each."""

import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pulumi_liveperson.client.equivalence.values import FLAG
from pulumi_liveperson.client.errors import (
    ApiError,
    BlockedError,
    ForbiddenError,
    LivePersonError,
    NotFoundError,
    RejectedError,
    UnauthorizedError,
    UnreachableError,
)
from pulumi_liveperson.client.http.headers import excerpt
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.kinds.kind import Kind, Wire

NEVER = "0"  # older than every revision
_NUMBER = re.compile("[0-9]{1,19}")  # a positive 64-bit number


class Collection:
    """All objects of one kind in an account, read and written through one of LivePerson's services.

    A write must use a revision from the read/write service: the read-only service may be behind.
    """

    def __init__(self, kind: Kind, transport: Transport, service: str, account_id: str) -> None:
        self.kind = kind
        self._transport = transport
        self._service = service
        self._root = f"/api/account/{account_id}/configuration"
        self._select = kind.select
        self.list_error: LivePersonError | None = None
        """The error of the last request for the list, if it failed."""
        self.list_failures = 0
        """The number of failed requests for the list."""

    def objects(self) -> tuple[list[Wire], str]:
        """Return the objects that are not deleted, and the collection's revision (`NEVER` if unknown).

        If LivePerson answers 401, 403 or 451, this process does not ask again, and raises the same error.
        An account without objects may answer 404. With LivePerson's own error code, it is an empty list.
        Without the code, it is an error, because a proxy may have sent it.
        """
        if isinstance(self.list_error, UnauthorizedError | ForbiddenError | BlockedError):
            raise self.list_error
        try:
            listed = self._list()
        except LivePersonError as error:
            if isinstance(error, ApiError) and error.is_not_found:
                raise  # a 404 is an answer, so it is not recorded as a failed request
            self.list_error = error
            self.list_failures += 1
            raise
        self.list_error = None
        return listed

    def _list(self) -> tuple[list[Wire], str]:
        """Request the list with complete objects; a server that ignores the selector sends summaries."""
        try:
            answer = self._request("GET", "", select=self._select)
        except NotFoundError as error:
            if not error.says_no_data:
                raise
            return [], NEVER
        except RejectedError as error:
            if self._select is None or error.status != HTTPStatus.BAD_REQUEST:
                raise
            self._select = None  # this server does not know the selector
            return self._list()
        if not (isinstance(answer.body, list) and all(map(_is_object, answer.body))):
            raise UnreachableError(
                f"The answer is not a list of {self.kind.noun}s, so it is not LivePerson's: check the proxy "
                "settings (HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
            )
        items = [self.kind.received(item) for item in answer.body if not _is_deleted(item)]
        return items, self._revision(answer)

    def get(self, id_: str) -> tuple[Wire | None, str]:
        """Return one object, or None if it is deleted, and the collection's revision (`NEVER` if unknown).

        Raises the error of a 404 without LivePerson's own code for an object that does not exist.
        """
        try:
            answer = self._request("GET", f"/{id_}")
        except NotFoundError as error:
            if not error.says_no_data:
                raise
            return None, NEVER
        if not isinstance(answer.body, dict):
            raise UnreachableError(
                f"The answer is not the {self.kind.noun} {id_}, so it is not LivePerson's: check the proxy "
                "settings (HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
            )
        item = None if _is_deleted(answer.body) else self.kind.received(answer.body)
        return item, self._revision(answer)

    def create(self, desired: list[Wire]) -> tuple[list[Wire], str]:
        """Create objects in one call; return the objects in LivePerson's answer, which may be none."""
        bodies = [self._body(wire) for wire in desired]
        answer = self._request("POST", "", json=bodies[0] if len(bodies) == 1 else bodies)
        return [self.kind.received(item) for item in _echo(answer)], self._revision(answer)

    def update(self, objects: Mapping[str, Wire], revision: str) -> tuple[dict[str, Wire], str]:
        """Replace objects, by id, unless they have changed since `revision`.

        Returns the objects in LivePerson's answer, by id, which may be none, and the new revision.
        """
        bodies = [{**self._body(wire), "id": int(id_)} for id_, wire in objects.items()]
        if self.kind.batch_limits.put > 1:
            answer = self._request("PUT", "", json=bodies, revision=revision)
        else:
            (id_,) = objects
            answer = self._request("PUT", f"/{id_}", json=bodies[0], revision=revision)
        echo = {str(item["id"]): self.kind.received(item) for item in _echo(answer)}
        return echo, self._revision(answer)

    def delete(self, ids: Sequence[str], revision: str) -> str:
        """Delete objects unless they have changed since `revision`; return the new revision."""
        return self._revision(self._request("DELETE", f"/{','.join(ids)}", revision=revision))

    def _body(self, wire: Wire) -> Wire:
        """Return an object for a request, without the fields that only LivePerson writes."""
        sent = {**self.kind.sent(wire), "deleted": False}
        return {name: value for name, value in sent.items() if name not in self.kind.server_fields}

    def _request(
        self,
        method: str,
        address: str,
        *,
        select: str | None = None,
        json: Wire | list[Wire] | None = None,
        revision: str | None = None,
    ) -> Answer:
        needs = (
            f"For {self.kind.noun}s a user needs {self.kind.user_permission}, an API key "
            f"{self.kind.api_key_permission}, and an OAuth 2.0 application a scope that LivePerson names."
        )
        return self._transport.handle_request(
            Request(
                method,
                f"{self._root}/{self.kind.path}{address}",
                self._service,
                params={"v": self.kind.version} | ({"select": select} if select else {}),
                json=json,
                revision=revision,
                needs=needs,
            )
        )

    def _revision(self, answer: Answer) -> str:
        revision = (answer.revision or "").strip('"')
        if not _NUMBER.fullmatch(revision):
            raise UnreachableError(
                f"LivePerson's answer about {self.kind.noun}s contains no revision (ac-revision is "
                f"{excerpt(answer.revision or '')!r}). Without a revision, nothing can be written safely."
            )
        return revision


def _echo(answer: Answer) -> list[Wire]:
    """Return the objects in the answer to a write: an array, one object, or nothing."""
    items = answer.body if isinstance(answer.body, list) else [answer.body]
    return [item for item in items if _is_object(item)]


def _is_deleted(item: Wire) -> bool:
    return FLAG.canonical(item.get("deleted"), item) is True


def _is_object(item: Any) -> bool:
    return isinstance(item, dict) and bool(_NUMBER.fullmatch(str(item.get("id"))))
