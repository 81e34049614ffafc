"""A bare client and the bodies it sends; the tests read raw answers, so nothing is interpreted here."""

import time
from collections.abc import Callable
from typing import Any

import requests

from liveperson_simulator.server import Simulator

ACCOUNT = "71234567"
OTHER_ACCOUNT = "71234568"
FAMILIES = {
    "specialoccasion": "ac-common",
    "workinghours": "ac-common",
    "status-reasons": "le-agents",
    "skills": "le-users",
}
HOURS = ("specialoccasion", "workinghours")
Body = dict[str, Any]


def session(authorization: str | None = "Bearer simulator-bearer") -> requests.Session:
    new = requests.Session()
    new.trust_env = False
    if authorization:
        new.headers["Authorization"] = authorization
    return new


def path(collection: str, suffix: object = "", account: str = ACCOUNT) -> str:
    base = f"/api/account/{account}/configuration/{FAMILIES[collection]}/{collection}"
    return f"{base}/{suffix}" if suffix else base


class Api:
    """One collection of one account."""

    def __init__(
        self, simulator: Simulator, collection: str, account: str = ACCOUNT, prefix: str = ""
    ) -> None:
        self.session = session()
        self.url = simulator.url + prefix + path(collection, account=account)
        self.control = simulator.control
        self.collection = collection
        self.account = account

    def call(
        self, method: str, suffix: object = "", json: Any = None, if_match: object = None, **query: str
    ) -> requests.Response:
        headers = {} if if_match is None else {"If-Match": str(if_match)}
        url = f"{self.url}/{suffix}" if suffix else self.url
        return self.session.request(method, url, json=json, headers=headers, params={"v": "1.0"} | query)

    @property
    def revision(self) -> int:
        return self.control.revision(self.account, self.collection)

    def get(self, suffix: object = "", if_match: object = None, **query: str) -> requests.Response:
        return self.call("GET", suffix, if_match=if_match, **query)

    def post(self, json: Any) -> requests.Response:
        return self.call("POST", json=json)

    def put(self, json: Any, suffix: object = "", if_match: object = "now") -> requests.Response:
        return self.call("PUT", suffix, json, self.revision if if_match == "now" else if_match)

    def put_one(self, json: Body) -> requests.Response:
        return self.put([json]) if self.collection in HOURS else self.put(json, json["id"])

    def delete(self, suffix: object = "", if_match: object = "now", json: Any = None) -> requests.Response:
        return self.call("DELETE", suffix, json, self.revision if if_match == "now" else if_match)

    @property
    def label(self) -> str:
        return "text" if self.collection == "status-reasons" else "name"

    def created(self, **changes: Any) -> Body:
        answer = self.post(body(self.collection, **changes))
        assert answer.ok, answer.text
        created: Body = answer.json()
        return created

    def live(self) -> list[Body]:
        return self.control.objects(self.account, self.collection)


def ends(start: str, end: str, zone: str = "Europe/Lisbon", end_zone: str | None = None) -> Body:
    return {
        "start": {"dateTime": start, "timeZone": zone},
        "end": {"dateTime": end, "timeZone": end_zone or zone},
    }


def occasion_event(
    start: str = "2026-12-24", end: str = "2026-12-25", /, *, working: object = False, **changes: Any
) -> Body:
    event = {"meta": {"working": working, "name": "closed"}, **ends(start, end), "recurrence": []}
    return without_missing(event | changes)


def workdays_event(
    start: str = "2026-03-02T08:30:00", end: str = "2026-03-02T17:00:00", /, **changes: Any
) -> Body:
    return without_missing(ends(start, end) | {"recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO"]} | changes)


MISSING = object()


def without_missing(value: Body) -> Body:
    return {name: each for name, each in value.items() if each is not MISSING}


def body(collection: str, **changes: Any) -> Body:
    hours = {"name": "Year end", "description": "Closed", "deleted": False, "isDefault": False}
    bodies: dict[str, Body] = {
        "specialoccasion": hours | {"events": [occasion_event()]},
        "workinghours": hours | {"events": [workdays_event()]},
        "status-reasons": {"text": "Team huddle", "state": "Away", "enabled": True, "deleted": False},
        "skills": {"name": "returns", "description": "Parcels"},
    }
    return without_missing(bodies[collection] | changes)


def full_skill() -> Body:
    """Return a skill with a value in each field that a client can write, except references to hours."""
    return {
        "name": "returns",
        "description": "Parcels",
        "skillOrder": 4,
        "maxWaitTime": 90,
        "canTransfer": False,
        "skillRoutingConfiguration": [
            {"agentGroupId": 4500301110, "priority": 2, "splitPercentage": 20},
            {"agentGroupId": 4500301110, "priority": 1, "splitPercentage": 10},
        ],
        "fallbackWhenAllAgentsAreAway": False,
        "redistributeLoadToConnectedAgentGroups": True,
        "lobIds": [4500071012],
        "skillTransferList": [4300551010, 4300551110],
        "defaultPostChatSurveyId": "4600012110",
        "defaultOfflineSurveyId": "4600012210",
        "defaultAgentSurveyId": "4600012310",
        "wrapUpTime": 30,
        "slaDefaultResponseTime": 1800,
        "slaUrgentResponseTime": 300,
        "slaFirstTimeResponseTime": 600,
        "postConversationSurveyAppInstallAssociationId": "4600055010",
        "autoCloseInSeconds": 1,
        "transferToAgentMaxWaitInSeconds": 20,
        "fallbackSkill": 4300551010,
        "agentSurveyForMsgTimeoutInMinutes": 5,
        "agentSurveyForMsgId": 4600077010,
    }


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened, for ten seconds at most."""
    for _ in range(1000):
        if happened():
            return
        time.sleep(0.01)
    raise TimeoutError("nothing happened")


def problem(answer: requests.Response) -> tuple[int, Any, Any]:
    """Return status, type and internal code of a refusal."""
    said = answer.json()
    return answer.status_code, said.get("type"), said.get("internalCode")
