"""The Domain API: the hosts of an account's LivePerson services. It needs no credential."""

import re

from liveperson_simulator.errors import ApiError, InvalidError, UnauthorizedError
from liveperson_simulator.messages import Answer, Body, Call
from liveperson_simulator.state import State

READ_ONLY_PREFIX = "readonly"
ACCOUNT = re.compile(r"[a-zA-Z0-9_]{1,20}")
# Every service is on the port that the client used. The read-only service has its own path, so it can show
# older revisions.
PATHS = {
    "accountConfigReadOnly": f"/{READ_ONLY_PREFIX}",
    "accountConfigReadWrite": "",
    "agentVep": "",
    "sentinel": "",
}


SHIFT_STATUS = ("asyncMessagingEnt", "shiftstatus")


def base_uris(state: State, call: Call, account: str) -> list[Body]:
    """Return all services in the format of the Domain API."""
    selected = state.knobs["shift_status_service"]
    paths = PATHS | {name: "" for name in SHIFT_STATUS if selected in (name, "both")}
    return [
        {"service": name, "account": account, "baseURI": call.host + path} for name, path in paths.items()
    ]


def one(state: State, call: Call) -> Answer:
    """Answer for one service."""
    found = [each for each in _known(state, call) if each["service"] == call.params["service"]]
    if not found:
        raise ApiError(f"Unknown service {call.params['service']}", status=404)
    return every(state, call) if state.knobs["domain_shape"] == "list" else Answer(200, found[0])


def every(state: State, call: Call) -> Answer:
    """Answer for all services."""
    return Answer(200, {"baseURIs": _known(state, call)})


def _known(state: State, call: Call) -> list[Body]:
    account = call.params["account"]
    if not ACCOUNT.fullmatch(account) or not re.fullmatch(
        r"[0-9]+(\.[0-9]+)?", call.query.get("version", "1.0")
    ):
        raise InvalidError("The account id or the version is malformed")
    if not state.store.has_account(account):
        raise UnauthorizedError(f"Unknown account {account}")
    return base_uris(state, call, account)
