"""Describes an exchange so that it can be published: without what identifies an account, or a person.

Only the documented fields of the probe's own objects show their values. Ids are numbered, revisions are
relative to the first one, and hosts, paths and words that the probe does not know are hidden.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache, partial
from typing import Any
from zoneinfo import available_timezones

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.bodies import named
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.masking import Masks, texts_in
from pulumi_liveperson.probe.session import is_marked

_OTHER = "<text>"
_MEDIA_TYPES = frozenset(
    {"application/json", "application/problem+json", "application/xml", "text/html", "text/plain", "text/xml"}
)
_METHOD = "(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)"
_TEXT_FIELDS = frozenset({"name", "text", "description", "state", "dateTime", "timeZone", "recurrence"})
_SHOWN_FIELDS = _TEXT_FIELDS | {
    *("enabled", "deleted", "isDefault", "order", "events", "meta", "working", "start", "end"),
    *("skillOrder", "maxWaitTime", "canTransfer", "fallbackWhenAllAgentsAreAway"),
    *("onShift", "nextOn", "nextOff"),
    *("skillRoutingConfiguration", "redistributeLoadToConnectedAgentGroups", "slaDefinition"),
    *("error", "errors", "type", "internalCode", "code", "status", "statusCode", "message", "baseURIs"),
}
_ID_FIELDS = frozenset(
    {
        *("id", "skillId", "skill", "workingHoursId", "specialOccasionId", "fallbackSkill", "statusReasonId"),
        *("lobIds", "skillTransferList", "agentGroupId"),
    }
)
_NAMED_FIELDS = frozenset({"dateUpdated", "service", "account", "baseURI"})
"""The fields of which only the names are shown."""
_KNOWN_FIELDS = _SHOWN_FIELDS | _ID_FIELDS | _NAMED_FIELDS
_DATE = r"\d{4}-?\d\d-?\d\d(?:[T ]?[\d:.]{1,12}(?:Z|[+-][\d:]{2,6})?)?"
_WEEKDAYS = r"(?:[+-]?\d?(?:MO|TU|WE|TH|FR|SA|SU),?)+"
_PART = (
    r"(?:FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)|(?:COUNT|INTERVAL|BYMONTH|BYMONTHDAY)=-?\d{1,4}"
    rf"|UNTIL={_DATE}|(?:BYDAY|WKST)={_WEEKDAYS})"
)
_FORMATS = {"dateTime": _DATE, "recurrence": rf"(?:RRULE:)?(?:{_PART};?)+"}
"""The values that are shown as they are, also if the probe has not sent them."""


class Evidence:
    """Describes the exchanges of one probe.

    `own_ids` are the ids of its objects, and `sent` the bodies that it has sent.
    """

    def __init__(self, account_id: str, own_ids: Collection[str] = (), sent: Iterable[Any] = ()) -> None:
        self._account_id = account_id
        self._own_ids = own_ids
        self._masks = Masks(account_id)
        self._masks.learn(_KNOWN_FIELDS)
        self._bases: dict[Kind, int] = {}
        for body in sent:
            self._masks.learn(texts_in(body, _SHOWN_FIELDS))

    def sentence(self, text: str) -> str:
        """Return a sentence or a value of an observation."""
        return self._masks.sentence(text)

    def of(self, exchange: Exchange) -> dict[str, Any]:
        """Return a description of an exchange, for JSON."""
        request, kind = exchange.request, exchange.kind
        self._masks.learn(texts_in(request.json, _SHOWN_FIELDS))
        described: dict[str, Any] = {
            "method": request.method,
            "service": request.service,
            "path": self._path(request.url),
        }
        if request.params:
            described["query"] = dict(request.params)
        if request.revision is not None:
            described["ifMatch"] = self._sent_revision(kind, request.revision)
        if request.json is not None:
            described["sent"] = self._value(request.json, "")
        described["status"] = exchange.status
        described["headers"] = self._headers(exchange)
        if exchange.answer.content:
            described["received"] = self._received(exchange)
        return described

    def _headers(self, exchange: Exchange) -> dict[str, str]:
        found = exchange.headers
        shown: dict[str, Callable[[str], str]] = {
            "Content-Type": _media_type,
            "Location": partial(self._location, exchange),
            "Retry-After": partial(_if_matching, r"\d{1,4}"),
            "Allow": partial(_if_matching, rf"{_METHOD}(, ?{_METHOD})*"),
            **{name: partial(self._revision, exchange.kind) for name in ("ac-revision", "ETag")},
        }
        return {name: show(found[name].strip()) for name, show in shown.items() if name in found}

    def _received(self, exchange: Exchange) -> Any:
        body = exchange.body
        if body is None:
            number, of = len(exchange.answer.content), _media_type(exchange.headers.get("Content-Type", ""))
            return f"({number} bytes of {of})"
        if not exchange.is_success:
            return self._value(body, "")
        if isinstance(body, list):
            own = [self._value(each, "") for each in body if self._is_shown(exchange, each)]
            others = len(body) - len(own)
            return [*own, f"({others} other objects)"] if others else own
        if isinstance(body, dict) and exchange.kind is not None:
            is_asked = exchange.request.url.rpartition("/")[2] in self._own_ids
            return self._value(body, "") if is_asked or self._is_shown(exchange, body) else "(another object)"
        return self._value(body, "")

    def _is_shown(self, exchange: Exchange, item: Any) -> bool:
        """Return whether an item of an answer is about an object of this probe, or an error."""
        if not isinstance(item, dict):
            return False
        if exchange.kind is not None and is_marked(named(exchange.kind, item)):
            return True
        is_error = exchange.request.method != "GET" and "internalCode" in item
        return is_error or any(
            str(item.get(name)) in self._own_ids for name in ("id", "skillId", "skill") if name in item
        )

    def _value(self, value: Any, field: str) -> Any:
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, Mapping):
            is_known = not field or (field in _SHOWN_FIELDS and field not in _TEXT_FIELDS)
            return self._object(value) if is_known else "<object>"
        if isinstance(value, list):
            is_known = not field or field in _SHOWN_FIELDS | _ID_FIELDS
            return [self._value(each, field) for each in value] if is_known else "<list>"
        if field in _ID_FIELDS:
            id_ = self._masks.id(str(value))
            return f'"{id_}"' if isinstance(value, str) else id_
        if isinstance(value, str):
            return self._text(value, field)
        is_shown = (not field or field in _SHOWN_FIELDS) and not self._masks.is_id(value)
        return value if is_shown else "<number>"

    def _object(self, value: Mapping[str, Any]) -> dict[str, Any]:
        names = {
            name: name if name in _KNOWN_FIELDS else f"<field {n}>" for n, name in enumerate(value, start=1)
        }
        return {names[name]: self._value(each, name) for name, each in value.items()}

    def _text(self, text: str, field: str) -> str:
        if field and field not in _SHOWN_FIELDS:
            return _OTHER
        is_format = field in _FORMATS and re.fullmatch(_FORMATS[field], text, re.IGNORECASE)
        is_zone = field == "timeZone" and text in _zones()
        return text if is_format or is_zone else self._masks.text(text)

    def _path(self, url: str) -> str:
        path = "/" + url.partition("://")[2].partition("/")[2] if "://" in url else url
        path = path.replace(f"/account/{self._account_id}/", "/account/{accountId}/")

        def masked(part: re.Match[str]) -> str:
            is_id = part[0].isdecimal() or part[0] in self._own_ids
            return self._masks.id(part[0]) if is_id else part[0]

        return re.sub(r"(?<=[/,])[A-Za-z0-9_-]+(?=[/,]|$)", masked, path)

    def _location(self, exchange: Exchange, value: str) -> str:
        path, asked = value.rpartition("://")[2], exchange.request.url.rpartition("://")[2]
        here = asked[asked.find("/") :]
        id_ = path.rpartition("/")[2]
        is_object = path[path.find("/") :] == f"{here}/{id_}" and id_ in self._own_ids
        return self._path(f"{here}/{id_}") if is_object else _OTHER

    def _revision(self, kind: Kind | None, text: str) -> str:
        digits = text.strip('"')
        return self._sent_revision(kind, text) if digits.isascii() and digits.isdigit() else _OTHER

    def _sent_revision(self, kind: Kind | None, text: str) -> str:
        digits = text.strip('"')
        if not (digits.isascii() and digits.isdigit()):
            return text
        if kind is None:
            return "<number>"
        number = int(digits)
        base = self._bases.setdefault(kind, number)
        return "r" if number == base else f"r{number - base:+}"


@cache
def _zones() -> frozenset[str]:
    """Return the names of all time zones, which takes some milliseconds to read."""
    return frozenset(available_timezones())


def _if_matching(pattern: str, value: str) -> str:
    return value if re.fullmatch(pattern, value) else _OTHER


def _media_type(value: str) -> str:
    found = value.partition(";")[0].strip().lower()
    return found if found in _MEDIA_TYPES else "another type" if found else "no type"
