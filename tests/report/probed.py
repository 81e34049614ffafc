"""A result of a probe for tests of its page: contradictions, gaps, several kinds, and long evidence."""

import datetime as dt
import json
from typing import Any

from requests.structures import CaseInsensitiveDict

from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.evidence import Evidence
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiments.revisions import STALE_CHECK, STALE_STATUS
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.probe.unasked import UNASKED

LIMIT = Question(
    "name_limit",
    "How long can the name of a special occasion be?",
    "Special Occasions: create",
    "50 characters.",
    has_knob=False,
)
ORDER = Question(
    "order_of_reasons", "Which order does a list of status reasons have?", "Status Reasons", "Any."
)
ACCOUNT = "71234567"


def exchange(kind: Kind, status: int, sent: Any, answer: Any, id_: int = 4410020510) -> Exchange:
    """Return an update of one of the probe's objects."""
    headers = CaseInsensitiveDict({"Content-Type": "application/json", "ac-revision": "17"})
    url = f"/api/account/{ACCOUNT}/configuration/{kind.path}/{id_}"
    request = Request("PUT", url, "accountConfigReadWrite", json=sent, params={"v": "2.0"}, revision="16")
    return Exchange(request, Answer(status, headers, content=json.dumps(answer).encode()), kind)


def observations() -> list[Observation]:
    body = {"id": 4410020510, "name": "liveperson-probe abc123 001", "description": "Made by a probe"}
    error = {"type": "conflict", "internalCode": 1, "message": "Revision is not the current revision"}
    events = [
        {"start": {"dateTime": f"2026-12-{day:02}", "timeZone": "Europe/Lisbon"}} for day in range(1, 29)
    ]
    refused = [exchange(SKILL, 409, body, error)]
    accepted = [exchange(SPECIAL_OCCASION, 200, body, {**body, "events": events})]
    return [
        *(
            STALE_STATUS.seen("409", "The write was answered 409.", refused, kind=kind)
            for kind in (SKILL, STATUS_REASON)
        ),
        STALE_STATUS.seen("accepted", "The write was accepted.", accepted, kind=SPECIAL_OCCASION),
        STALE_STATUS.unseen("The write was answered 400.", refused, kind=WORKDAYS),
        STALE_CHECK.seen("strict", "The write was answered 409.", refused, kind=SKILL, likely=True),
        LIMIT.seen("50", f"A name of {'W' * 90} characters was refused.", accepted, kind=SPECIAL_OCCASION),
        ORDER.unseen("Status reasons cannot be read (403).", kind=STATUS_REASON),
    ]


def content(
    found: list[Observation] | None = None, missing: tuple[str, ...] = ("It was interrupted.",)
) -> Any:
    """Return the content of the JSON file of a result."""
    evidence = Evidence(ACCOUNT, {"4410020510"}, [{"name": "liveperson-probe abc123 001"}])
    seen = observations() if found is None else found
    return Result(dt.date(2026, 11, 30), tuple(seen), evidence, missing, UNASKED).as_json()
