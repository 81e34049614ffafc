"""The status reasons' history query, which only older documentation describes.

The published samples carry `" type": 1` (with a blank, and for the delta too), so the parameters decide
what is asked.
"""

from datetime import UTC, datetime
from typing import Any

from liveperson_simulator import access
from liveperson_simulator.errors import InvalidError
from liveperson_simulator.kinds import STATUS_REASONS
from liveperson_simulator.messages import Answer, Body, Call
from liveperson_simulator.state import State

PATH = "/api/account/configuration/le-agents/status-reasons/query"
LATEST = 2**62


def query(state: State, call: Call) -> Answer:
    """Answer with the changes since a revision, the changes of a range of revisions, or a snapshot."""
    body = call.json()
    parameters = body.get("parameters") if isinstance(body, dict) else None
    if (
        not isinstance(parameters, list)
        or not parameters
        or not all(isinstance(each, dict) for each in parameters)
    ):
        raise InvalidError("parameters must be an array of objects")
    for each in parameters:
        access.check(state, call, str(each.get("site")))
    with state.store.transaction(write=False):
        if all("from" in each and "to" in each for each in parameters):
            return Answer(200, [_range(state, each) for each in parameters])
        if all("revision" in each for each in parameters):
            accounts = [_since(state, each) for each in parameters]
            data = {"appName": "le-agents", "appApiVersion": "1.0", "accountList": {"accountList": accounts}}
            return Answer(200, {"appDataList": [data]})
        return Answer(200, [_snapshot(state, each) for each in parameters])


def _number(parameter: Body, name: str) -> int:
    value = parameter[name]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LATEST:
        raise InvalidError(f"{name} must be a revision")
    return value


def _shown(state: State, bodies: list[Body]) -> list[Body]:
    return [STATUS_REASONS.shown(body, state.knobs) for body in bodies]


def _range(state: State, parameter: Body) -> Body:
    first, last = _number(parameter, "from"), _number(parameter, "to")
    found = state.store.history(str(parameter["site"]), STATUS_REASONS.name, first, last)
    ahead = state.knobs.number("clock_offset")
    revisions = [
        {"revision": number, "revisionDate": _date(at + ahead), "items": _shown(state, items)}
        for number, at, items in found
    ]
    return {"siteId": str(parameter["site"]), "revisionsCollection": revisions}


def _since(state: State, parameter: Body) -> Body:
    site = str(parameter["site"])
    found = state.store.history(site, STATUS_REASONS.name, _number(parameter, "revision"), LATEST)
    changed = {body["id"]: body for _, _, items in found for body in items}
    collection: dict[str, Any] = {
        "items": _shown(state, list(changed.values())),
        "revision": state.store.revision(site, STATUS_REASONS.name),
        "context": {"contextType": "ACCOUNT", "contextId": site},
    }
    return {"siteId": site, "itemsCollection": collection}


def _snapshot(state: State, parameter: Body) -> Body:
    site = str(parameter["site"])
    live = [body for body in state.store.objects(site, STATUS_REASONS.name) if not body["deleted"]]
    revision = state.store.revision(site, STATUS_REASONS.name)
    return {"siteId": site, "revision": revision, "collection": _shown(state, live)}


def _date(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
