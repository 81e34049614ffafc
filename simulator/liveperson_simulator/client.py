"""The client of the control API, for tests and scripts."""

from collections.abc import Sequence
from typing import Any, cast

import requests

Body = dict[str, Any]
TIMEOUT = 30


class ControlError(Exception):
    """The simulator refused a control request; the message says why."""


class Control:
    """Controls a simulator; collections are specialoccasion, workinghours, status-reasons and skills."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/") + "/simulator/"
        self._session = requests.Session()
        # A request to this machine must not use a proxy of the environment.
        self._session.trust_env = False

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _call(self, method: str, path: str, json: Any = None) -> Any:
        response = self._session.request(method, self._url + path, json=json, timeout=TIMEOUT)
        if not response.ok:
            is_json = response.headers.get("content-type", "").startswith("application/json")
            raise ControlError(
                response.json()["error"] if is_json else f"{response.status_code} {response.text}"
            )
        return response.json() if response.content else None

    def health(self) -> Body:
        """Return the name of the simulator, its version and its data file."""
        return cast("Body", self._call("GET", "health"))

    def reset(self) -> None:
        """Restore the default seed and the knobs of the start; remove all faults and the log."""
        self._call("POST", "reset")

    def seed(self, account: str, collections: dict[str, list[Body]]) -> None:
        """Add objects without validation, and create the account if it is missing."""
        self._call("POST", f"seed/{account}", collections)

    def snapshot(self) -> Body:
        """Return the content of all accounts, for `restore`."""
        return cast("Body", self._call("GET", "snapshot"))

    def restore(self, snapshot: Body) -> None:
        """Replace the content of all accounts by a snapshot."""
        self._call("PUT", "snapshot", snapshot)

    def set_knobs(self, **knobs: str | int) -> None:
        """Set some knobs; an invalid name or value sets none of them."""
        self._call("PATCH", "knobs", knobs)

    def knobs(self) -> Body:
        """Return all knobs."""
        return cast("Body", self._call("GET", "knobs"))

    def set_credentials(self, **values: str) -> None:
        """Allow the privileged identity to sign in with these values, in addition to the built-in ones.

        The names are `client_id`, `client_secret`, `bearer_token`, `username`, `password`, `app_key`,
        `app_secret`, `access_token` and `access_token_secret`.
        """
        self._call("PUT", "credentials", values)

    def issued(self) -> list[str]:
        """Return every issued access token, bearer, csrf token and session id, oldest first."""
        return cast("list[str]", self._call("GET", "issued"))

    def add_fault(
        self,
        kind: str,
        *,
        method: str | None = None,
        path: str | None = None,
        times: int = 1,
        status: int | None = None,
        seconds: float | None = None,
        retry_after: float | str | None = None,
        body: str | None = None,
        content_type: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        """Add a fault to the next `times` requests of a method whose path contains `path`."""
        fault = {
            "kind": kind,
            "method": method,
            "path": path,
            "times": times,
            "status": status,
            "seconds": seconds,
            "retry_after": retry_after,
            "body": body,
            "content_type": content_type,
            "headers": headers,
        }
        self._call("POST", "faults", fault)

    def clear_faults(self) -> None:
        """Remove all faults and foreign writes that still wait for their request."""
        self._call("DELETE", "faults")

    def requests(self) -> list[Body]:
        """Return the log of requests, oldest first."""
        return cast("list[Body]", self._call("GET", "requests"))

    def clear_requests(self) -> None:
        """Empty the log of requests."""
        self._call("DELETE", "requests")

    def objects(self, account: str, collection: str, *, include_deleted: bool = False) -> list[Body]:
        """Return the stored objects of a collection."""
        stored = self._call("GET", f"objects/{account}/{collection}")["objects"]
        return [body for body in stored if include_deleted or not body["deleted"]]

    def revision(self, account: str, collection: str) -> int:
        """Return a collection's current revision."""
        return int(self._call("GET", f"objects/{account}/{collection}")["revision"])

    def _foreign(self, account: str, collection: str, write: Body) -> Body:
        return cast("Body", self._call("POST", f"foreign/{account}/{collection}", write))

    def foreign_create(self, account: str, collection: str, body: Body) -> Body:
        """Create an object like a person in the console."""
        return self._foreign(account, collection, {"operation": "create", "body": body})

    def foreign_update(self, account: str, collection: str, id: int | str, changes: Body) -> Body:  # noqa: A002 - LivePerson's name
        """Change some fields of an object like a person in the console."""
        return self._foreign(account, collection, {"operation": "update", "id": id, "changes": changes})

    def foreign_delete(self, account: str, collection: str, id: int | str) -> None:  # noqa: A002 - LivePerson's name
        """Delete an object like a person in the console."""
        self._foreign(account, collection, {"operation": "delete", "id": id})

    def use_skill(self, account: str, skill_id: int | str, *, by: Sequence[str]) -> None:
        """Make a skill one that `cannedResponses`, `engagements`, `widgets` or `users` use, or none of them.

        Such a skill cannot be deleted. A later call replaces the kinds.
        """
        self._call("PUT", f"used/{account}/skills/{skill_id}", list(by))

    def foreign_on(self, account: str, collection: str, *, when: Body, write: Body) -> None:
        """Add a foreign write, which happens just before or just after a matching request is handled.

        `when` has `moment` ('before' or 'after') and may have `method`, `path` (a part of it) and `times`.
        `write` has `operation`: 'create' with `body`, 'update' with `id` and `changes`, or 'delete' with
        `id`.
        """
        self._call("POST", f"foreign/{account}/{collection}", {"when": when} | write)
