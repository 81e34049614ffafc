"""Sentinel: OAuth 2.0 client credentials, and the keys its tokens are signed with."""

import hmac
import json
import re
import time
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key

from simulator.errors import ForbiddenError, UnauthorizedError
from simulator.messages import Answer, Call
from simulator.state import State

CLIENTS = {"simulator-client": "simulator-secret", "unprivileged-client": "unprivileged-secret"}
# No scope is published for account configuration, so the privileged one is a name of our own.
SCOPES = {"simulator-client": "simulator.account-configuration", "unprivileged-client": "msg.consumer"}
KEY_ID = "simulator-1"


@cache
def signing_key() -> RSAPrivateKey:
    """Return this process's key; tokens do not outlive the process."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def refused(status: int, error: str, description: str) -> Answer:
    """Return an error as RFC 6749 section 5.2 shapes it; LivePerson publishes no body."""
    return Answer(status, {"error": error, "error_description": description}, {"Cache-Control": "no-store"})


def token(state: State, call: Call) -> Answer:
    """Answer a token request (client credentials page)."""
    if not call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return refused(400, "invalid_request", "The body must be application/x-www-form-urlencoded")
    if not re.fullmatch(r"[12](\.0)?", call.query.get("v", "2.0" if "/api/v2/" in call.path else "1.0")):
        return refused(400, "invalid_request", "v must be 1.0 or 2.0")
    form = {name: values[0] for name, values in parse_qs(call.body.decode(errors="replace")).items()}
    if form.get("grant_type") != "client_credentials":
        error = "unsupported_grant_type" if "grant_type" in form else "invalid_request"
        return refused(400, error, "grant_type must be client_credentials")
    client, secret = form.get("client_id", ""), form.get("client_secret", "")
    known = hmac.compare_digest(CLIENTS.get(client, "").encode(), secret.encode()) and client in CLIENTS
    account = call.params["account"]
    if not known or not state.store.has_account(account):
        return refused(401, "invalid_client", "Unknown account or client, or a wrong secret")
    now, lifetime = int(time.time()), state.knobs.number("token_lifetime")
    claims = {
        "aud": account,
        "azp": client,
        "scope": SCOPES[client],
        "iss": "Sentinel",
        "iat": now,
        "exp": now + lifetime,
    }
    answer: dict[str, Any] = {
        "access_token": jwt.encode(claims, signing_key(), algorithm="RS256", headers={"kid": KEY_ID}),
        "token_type": "Bearer",
    }
    if state.knobs["expires_in"] == "present":
        answer["expires_in"] = lifetime
    return Answer(200, answer, {"Cache-Control": "no-store"})


def keys(state: State, call: Call) -> Answer:
    """Answer with the public keys (client credentials page, version 2)."""
    del state, call
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(signing_key().public_key()))
    return Answer(200, {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]})


def check(bearer: str, account: str) -> None:
    """Raise unless the token is ours, unexpired, of this account and of a privileged client."""
    try:
        claims = jwt.decode(
            bearer, signing_key().public_key(), algorithms=["RS256"], options={"verify_aud": False}
        )
    except jwt.InvalidTokenError:
        raise UnauthorizedError("The access token is unknown or expired") from None
    if claims["aud"] != account or claims["azp"] != "simulator-client":
        raise ForbiddenError("The access token does not open this account's configuration")
