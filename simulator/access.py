"""Who may use the account configuration: 401 without a good credential, 403 where it opens something else."""

import time

from simulator import oauth1, sentinel
from simulator.errors import ForbiddenError, UnauthorizedError
from simulator.messages import Call
from simulator.state import State

STATIC_BEARERS = {"simulator-bearer": True, "unprivileged-bearer": False}


def check(state: State, call: Call, account: str) -> None:
    """Raise unless the request's Authorization header opens the account."""
    scheme, _, credential = call.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "oauth":
        privileged = oauth1.verify(call, state.nonces).startswith("simulator-")
    elif scheme.lower() == "bearer" and credential in STATIC_BEARERS:
        privileged = STATIC_BEARERS[credential]
    elif scheme.lower() == "bearer" and "." in credential:
        sentinel.check(credential, account)
        privileged = True
    elif scheme.lower() == "bearer":
        privileged = _session(state, credential, account)
    else:
        raise UnauthorizedError("The request carries no credential")
    if not state.store.has_account(account):
        raise UnauthorizedError(f"Unknown account {account}")
    if not privileged:
        raise ForbiddenError("The credential lacks the privilege for this API")


def _session(state: State, bearer: str, account: str) -> bool:
    session = next((each for each in state.sessions.values() if each.bearer == bearer), None)
    if session is None or session.expires <= time.time():
        raise UnauthorizedError("The bearer is unknown or expired")
    if session.account != account:
        raise ForbiddenError("The bearer is of another account")
    return session.privileged
