"""The Login Service: login of a user or an application, refresh of the session, logout."""

import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from liveperson_simulator import clock, domains
from liveperson_simulator.credentials import Credentials, Identity
from liveperson_simulator.errors import InvalidError, UnauthorizedError
from liveperson_simulator.messages import Answer, Body, Call
from liveperson_simulator.state import Session, State

APPLICATION = ("appKey", "secret", "accessToken", "accessTokenSecret")
CSRF_INVALID = 10


def login(state: State, call: Call) -> Answer:
    """Answer a login (user login and application login pages)."""
    account, body = call.params["account"], call.json()
    try:
        float(call.query.get("v", "1.3"))
    except ValueError:
        raise InvalidError("v must be a number") from None
    if not isinstance(body, dict) or not isinstance(body.get("username"), str):
        raise InvalidError("username is required")
    application = [body.get(field) for field in APPLICATION]
    if not (isinstance(body.get("password"), str) or all(isinstance(each, str) for each in application)):
        raise InvalidError(f"password, or {', '.join(APPLICATION)}, is required")
    identity = _identity(state.credentials, body, application)
    if identity is None or not state.store.has_account(account):
        raise UnauthorizedError("Unknown account, or wrong credentials")
    session_id, csrf, bearer = (
        state.credentials.issue(each)
        for each in (secrets.token_urlsafe(24), secrets.token_hex(32), secrets.token_hex(32))
    )
    session = Session(account, csrf, bearer, identity.privileged, *_span(state))
    state.sessions[session_id] = session
    return Answer(200, _welcome(state, call, session, session_id), _cookie(session_id))


def refresh(state: State, call: Call) -> Answer:
    """Answer a refresh (login refresh page)."""
    session_id, session = _signed_in(state, call)
    if session is None:
        return _csrf_invalid(state)
    session.refreshed, session.expires = _span(state)
    return Answer(200, headers=_cookie(session_id))


def logout(state: State, call: Call) -> Answer:
    """Answer a logout (logout page)."""
    session_id, session = _signed_in(state, call)
    if session is None:
        return _csrf_invalid(state)
    del state.sessions[session_id]
    return Answer(200)


def _identity(known: Credentials, body: Body, application: list[Any]) -> Identity | None:
    if "password" in body:
        return known.find(username=body["username"], password=body["password"])
    key, secret, token, token_secret = application
    # Since the switch to OAuth 2.0, a client's id and secret are used as key and secret; the tokens are then
    # not checked.
    return known.find(client_id=key, client_secret=secret) or known.find(
        app_key=key, app_secret=secret, access_token=token, access_token_secret=token_secret
    )


def _span(state: State) -> tuple[float, float]:
    """Return the current time, and the end of a session that is opened or refreshed now."""
    now = clock.now(state.knobs)
    return now, now + state.knobs.number("session_lifetime")


def _cookie(session_id: str) -> Mapping[str, str]:
    return {"Set-Cookie": f"Session_id={session_id}; Path=/; HttpOnly"}


def _signed_in(state: State, call: Call) -> tuple[str, Session | None]:
    try:
        cookie = SimpleCookie(call.headers.get("cookie", "")).get("Session_id")
    except CookieError:
        cookie = None
    session_id = cookie.value if cookie else ""
    session, body = state.sessions.get(session_id), call.json()
    csrf = body.get("csrf") if isinstance(body, dict) else None
    good = (
        session
        and session.csrf == csrf
        and session.account == call.params["account"]
        and state.is_open(session)
    )
    return session_id, session if good else None


def _csrf_invalid(state: State) -> Answer:
    message = "CSRF token invalid! The token of the request is not the one stored for this session"
    now = clock.utc(state.knobs).strftime("%a %b %d %H:%M:%S UTC %Y")
    error = {"time": now, "message": message, "internalCode": CSRF_INVALID, "responseStatus": "UNAUTHORIZED"}
    return Answer(401, {"error": error})


def _welcome(state: State, call: Call, session: Session, session_id: str) -> Body:
    milliseconds = int(clock.now(state.knobs) * 1000)
    return {
        "csrf": session.csrf,
        "wsuk": str(secrets.randbelow(10**18)),
        "config": {
            "loginName": call.json()["username"],
            "userId": "4400550110",
            "userPrivileges": [10018, 10027, 30023, 30035, 40028] if session.privileged else [],
            "serverCurrentTime": milliseconds,
            "timeDiff": 0,
            "serverTimeZoneName": "UTC",
            "serverTimeGMTDiff": 0,
            "isLPA": False,
            "isAdmin": session.privileged,
            "accountTimeZoneId": clock.ACCOUNT_ZONE,
        },
        "csdsCollectionResponse": {"baseURIs": domains.base_uris(state, call, session.account)},
        "accountData": {"agentGroupsData": {"items": [], "revision": 1}},
        "sessionTTl": str(state.knobs.number("session_lifetime") * 1000),
        "bearer": session.bearer,
        "sessionId": session_id,
    }
