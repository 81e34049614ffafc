"""Describes an exchange so that it can be published: without what identifies an account, or a person.

Only the documented fields of the probe's own objects show their values. Ids are numbered, revisions are
relative to the first one, and hosts are replaced by the names of their services.
"""

import re
from collections.abc import Mapping
from typing import Any

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import written_out
from pulumi_liveperson.probe.bodies import named
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.session import is_marked

_SHOWN_HEADERS = ("Content-Type", "Location", "Retry-After", "Allow")
_REVISION_HEADERS = ("ac-revision", "ETag")
_SHOWN_FIELDS = frozenset(
    {
        *("name", "text", "description", "state", "enabled", "deleted", "isDefault", "order"),
        *("events", "meta", "working", "start", "end", "dateTime", "timeZone", "recurrence"),
        *("skillOrder", "maxWaitTime", "canTransfer", "fallbackWhenAllAgentsAreAway"),
        *("skillRoutingConfiguration", "redistributeLoadToConnectedAgentGroups", "lobIds"),
        *("skillTransferList", "type", "internalCode", "onShift", "baseURIs", "service"),
        *("nextOn", "nextOff"),
    }
)
_ID_FIELDS = frozenset(
    {"id", "skillId", "skill", "workingHoursId", "specialOccasionId", "fallbackSkill", "statusReasonId"}
)
_LONG_NUMBER = re.compile(r"\d{5,}")
_HOST = re.compile(r"\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\b", re.IGNORECASE)
_ADDRESS = re.compile(r"\S+@\S+")
_LONGEST = 2000


class Evidence:
    """Describes the exchanges of one probe; equal ids get equal numbers."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id
        self._ids: dict[str, str] = {}
        self._bases: dict[Kind, int] = {}

    def of(self, exchange: Exchange) -> dict[str, Any]:
        """Return a description of an exchange, for JSON."""
        request, kind = exchange.request, exchange.kind
        described: dict[str, Any] = {
            "method": request.method,
            "service": request.service,
            "path": self._path(request.url),
        }
        if request.params:
            described["query"] = dict(request.params)
        if request.revision is not None:
            described["ifMatch"] = self._revision(kind, request.revision)
        if request.json is not None:
            described["sent"] = self._value(request.json, "")
        described["status"] = exchange.status
        headers = {
            name: self._text(exchange.headers[name]) for name in _SHOWN_HEADERS if name in exchange.headers
        }
        for name in ("ac-revision", "ETag"):
            if name in exchange.headers:
                headers[name] = self._revision(kind, exchange.headers[name])
        described["headers"] = headers
        if exchange.answer.content:
            described["received"] = self._received(exchange)
        return described

    def _headers(self, exchange: Exchange) -> dict[str, str]:
        found = exchange.headers
        shown = {name: self._text(found[name]) for name in _SHOWN_HEADERS if name in found}
        revisions = {
            name: self._revision(exchange.kind, found[name]) for name in _REVISION_HEADERS if name in found
        }
        return shown | revisions

    def _received(self, exchange: Exchange) -> Any:
        body, kind = exchange.body, exchange.kind
        if body is None:
            return self._text(exchange.answer.text[:_LONGEST])
        if kind is None or not isinstance(body, list):
            is_other = kind is not None and isinstance(body, dict) and not _is_shown(kind, body)
            return "(another object)" if is_other else self._value(body, "")
        shown = [self._value(each, "") for each in body if _is_shown(kind, each)]
        others = len(body) - len(shown)
        return [*shown, f"({others} other objects)"] if others else shown

    def _value(self, value: Any, field: str) -> Any:
        if isinstance(value, Mapping):
            return {self._text(str(name)): self._value(each, str(name)) for name, each in value.items()}
        if isinstance(value, list):
            return [self._value(each, field) for each in value]
        if field in _ID_FIELDS and isinstance(value, int | str) and not isinstance(value, bool):
            return self._id(str(value)) if isinstance(value, int) else f'"{self._id(value)}"'
        if field in _SHOWN_FIELDS or not field or value is None or isinstance(value, bool):
            return self._text(value) if isinstance(value, str) else value
        if field == "message" and isinstance(value, str):
            return self._text(value)
        return "<text>" if isinstance(value, str) else "<number>"

    def _id(self, id_: str) -> str:
        return self._ids.setdefault(id_, f"id-{len(self._ids) + 1}")

    def _path(self, url: str) -> str:
        path = "/" + url.partition("://")[2].partition("/")[2] if "://" in url else url
        return self._text(path.replace(f"/{self._account_id}/", "/{accountId}/"))

    def _revision(self, kind: Kind | None, text: str) -> str:
        if not text.strip('"').isdigit() or kind is None:
            return self._text(text)
        number = int(text.strip('"'))
        base = self._bases.setdefault(kind, number)
        return "r" if number == base else f"r{number - base:+}"

    def _text(self, text: str) -> str:
        masked = SECRETS.masked(text).replace(self._account_id, "{accountId}")
        masked = _ADDRESS.sub("<address>", masked)
        masked = _HOST.sub("<host>", masked)
        return written_out(_LONG_NUMBER.sub(lambda found: self._id(found[0]), masked))[:_LONGEST]


def _is_shown(kind: Kind, item: Any) -> bool:
    """Return whether an item of an answer is not an object of other people."""
    is_object = isinstance(item, dict) and "id" in item
    return not is_object or is_marked(named(kind, item))
