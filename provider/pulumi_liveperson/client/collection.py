"""The REST calls of one collection, as documented, one method each."""

import re
from collections import defaultdict
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
    RefusedError,
    UnauthorizedError,
    UnreachableError,
)
from pulumi_liveperson.client.http.headers import as_shown
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.kinds.kind import Kind, Wire

NEVER = "0"  # older than every revision
_NUMBER = re.compile("[0-9]{1,19}")  # a positive 64-bit number


class Collection:
    """All objects of one kind in an account, as one of its services serves them.

    A revision that a write depends on comes from the read/write service: the other one may lag behind.
    """

    def __init__(self, kind: Kind, transport: Transport, service: str, account_id: str) -> None:
        self.kind = kind
        self._transport = transport
        self._service = service
        self._root = f"/api/account/{account_id}/configuration"
        self._select = kind.select
        self.trouble: LivePersonError | None = None
        """Why there is no list, if the last look failed."""
        self.failures = 0
        """How many looks for the list have failed."""

    def objects(self) -> tuple[list[Wire], str]:
        """Return the objects that are not deleted, and the collection's revision (`NEVER` if unknown).

        A refusal is final for this process, so that no operation is refused anew. An account that holds
        nothing may answer 404: in LivePerson's own words that is an empty list, and an error in any others,
        which something on the way may have said.
        """
        if isinstance(self.trouble, UnauthorizedError | ForbiddenError | BlockedError):
            raise self.trouble
        try:
            listed = self._list()
        except LivePersonError as error:
            if isinstance(error, ApiError) and error.is_not_found:
                raise  # an answer, and no trouble
            self.trouble = error
            self.failures += 1
            raise
        self.trouble = None
        return listed

    def _list(self) -> tuple[list[Wire], str]:
        """Ask for whole objects; the items are summaries where the server does not honour that."""
        try:
            answer = self._request("GET", "", select=self._select)
        except NotFoundError as error:
            if not error.says_no_data:
                raise
            return [], NEVER
        except RefusedError as error:
            if self._select is None or error.status != HTTPStatus.BAD_REQUEST:
                raise
            self._select = None  # this server does not know the selector
            return self._list()
        if not (isinstance(answer.body, list) and all(map(_is_object, answer.body))):
            raise UnreachableError(f"The list of {self.kind.noun}s is not a list, so this is not LivePerson.")
        items = [self.kind.received(item) for item in answer.body if not _is_deleted(item)]
        return items, self._revision(answer)

    def get(self, id_: str) -> tuple[Wire | None, str]:
        """Return one object, or None if it is gone, and the collection's revision (`NEVER` if unknown).

        Raises the error of a 404 in which LivePerson does not say itself that it holds no such object.
        """
        try:
            answer = self._request("GET", f"/{id_}")
        except NotFoundError as error:
            if not error.says_no_data:
                raise
            return None, NEVER
        if not isinstance(answer.body, dict):
            raise UnreachableError(f"The {self.kind.noun} {id_} is not an object, so this is not LivePerson.")
        item = None if _is_deleted(answer.body) else self.kind.received(answer.body)
        return item, self._revision(answer)

    def create(self, desired: list[Wire]) -> tuple[list[Wire], str]:
        """Create objects in one call; return those that LivePerson echoes, which may be none."""
        bodies = [{**self.kind.sent(wire), "deleted": False} for wire in desired]
        answer = self._request("POST", "", json=bodies[0] if len(bodies) == 1 else bodies)
        return [self.kind.received(item) for item in _echo(answer)], self._revision(answer)

    def update(self, objects: Mapping[str, Wire], revision: str) -> tuple[set[str], str]:
        """Replace objects, by id, unless they have moved on since `revision`.

        Returns the ids that LivePerson echoes, which may be none, and the new revision.
        """
        bodies = [{**self.kind.sent(wire), "id": int(id_), "deleted": False} for id_, wire in objects.items()]
        if self.kind.at_once.put > 1:
            answer = self._request("PUT", "", json=bodies, revision=revision)
        else:
            (id_,) = objects
            answer = self._request("PUT", f"/{id_}", json=bodies[0], revision=revision)
        return {str(item["id"]) for item in _echo(answer)}, self._revision(answer)

    def delete(self, ids: Sequence[str], revision: str) -> str:
        """Delete objects unless they have moved on since `revision`; return the new revision."""
        return self._revision(self._request("DELETE", f"/{','.join(ids)}", revision=revision))

    def skills(self) -> dict[str, list[str]]:
        """Return the names of the skills that refer to these objects, by the object's id."""
        names: dict[str, list[str]] = defaultdict(list)
        field = self.kind.skill_field
        if field is not None:
            params = {"v": "2.0", "select": "$all"}
            url, needs = f"{self._root}/le-users/skills", "Skills must be readable."
            answer = self._transport.handle_request(
                Request("GET", url, self._service, params=params, needs=needs)
            )
            for skill in answer.body if isinstance(answer.body, list) else []:
                if skill.get(field) and not _is_deleted(skill):
                    names[str(skill[field])].append(str(skill.get("name")))
        return names

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
                f"LivePerson's answer about {self.kind.noun}s names no revision (ac-revision is "
                f"{as_shown(answer.revision or '')!r}), and without one nothing can be written safely."
            )
        return revision


def _echo(answer: Answer) -> list[Wire]:
    """Read an echo: an array, one object, or nothing."""
    items = answer.body if isinstance(answer.body, list) else [answer.body]
    return [item for item in items if _is_object(item)]


def _is_deleted(item: Wire) -> bool:
    return FLAG.canonical(item.get("deleted"), item) is True


def _is_object(item: Any) -> bool:
    return isinstance(item, dict) and bool(_NUMBER.fullmatch(str(item.get("id"))))
