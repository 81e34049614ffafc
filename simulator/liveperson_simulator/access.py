"""Checks access to the account configuration: 401 without a valid credential, 403 without permission."""

from liveperson_simulator import oauth1, sentinel
from liveperson_simulator.errors import ForbiddenError, UnauthorizedError
from liveperson_simulator.messages import Call
from liveperson_simulator.state import State


def check(state: State, call: Call, account: str) -> None:
    """Raise an `ApiError` unless the request's Authorization header allows access to the account."""
    scheme, _, credential = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "oauth":
        privileged = oauth1.verify(state, call).privileged
    elif scheme.lower() != "bearer":
        raise UnauthorizedError("The request carries no credential")
    elif identity := state.credentials.find(bearer_token=credential):
        privileged = identity.privileged
    elif "." in credential:
        privileged = sentinel.check(state, credential, account)
    else:
        privileged = _session(state, credential, account)
    if not state.store.has_account(account):
        raise UnauthorizedError(f"Unknown account {account}")
    if not privileged:
        raise ForbiddenError("The credential lacks the privilege for this API")


def _session(state: State, bearer: str, account: str) -> bool:
    session = next((each for each in state.sessions.values() if each.bearer == bearer), None)
    if session is None or not state.is_open(session):
        raise UnauthorizedError("The bearer is unknown or expired")
    if session.account != account:
        raise ForbiddenError("The bearer is of another account")
    return session.privileged
