"""Sentinel: OAuth 2.0 client credentials, and the keys that sign its tokens."""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from jwt.types import Options

from liveperson_simulator import clock
from liveperson_simulator.errors import ForbiddenError, UnauthorizedError
from liveperson_simulator.messages import Answer, Call
from liveperson_simulator.state import State

# The scope for account configuration is not published, so its name is invented.
SCOPES = {True: "simulator.account-configuration", False: "msg.consumer"}
KEY_ID = "simulator-1"
# PyJWT can check only the machine's clock, and only one audience for all requests.
OURS: Options = {"verify_aud": False, "verify_exp": False, "verify_iat": False}


@cache
def signing_key() -> RSAPrivateKey:
    """Return the signing key of this process; tokens are invalid after its end."""
    return generate_private_key(public_exponent=65537, key_size=2048)


def error_answer(status: int, error: str, description: str) -> Answer:
    """Return an error in the format of RFC 6749 section 5.2; LivePerson publishes no format."""
    return Answer(status, {"error": error, "error_description": description}, {"Cache-Control": "no-store"})


def token(state: State, call: Call) -> Answer:
    """Answer a token request (client credentials page)."""
    if not call.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return error_answer(400, "invalid_request", "The body must be application/x-www-form-urlencoded")
    if not re.fullmatch(r"[12](\.0)?", call.query.get("v", "2.0" if "/api/v2/" in call.path else "1.0")):
        return error_answer(400, "invalid_request", "v must be 1.0 or 2.0")
    form = {name: values[0] for name, values in parse_qs(call.body.decode(errors="replace")).items()}
    if form.get("grant_type") != "client_credentials":
        error = "unsupported_grant_type" if "grant_type" in form else "invalid_request"
        return error_answer(400, error, "grant_type must be client_credentials")
    client = state.credentials.find(client_id=form.get("client_id"), client_secret=form.get("client_secret"))
    account = call.params["account"]
    if client is None or not state.store.has_account(account):
        return error_answer(401, "invalid_client", "Unknown account or client, or a wrong secret")
    now, lifetime = int(clock.now(state.knobs)), state.knobs.number("token_lifetime")
    claims = {
        "aud": account,
        "azp": client.client_id,
        "scope": SCOPES[client.privileged],
        "iss": "Sentinel",
        "iat": now,
        "exp": now + lifetime,
    }
    issued = jwt.encode(claims, signing_key(), algorithm="RS256", headers={"kid": KEY_ID})
    answer: dict[str, Any] = {"access_token": state.credentials.issue(issued), "token_type": "Bearer"}
    if state.knobs["expires_in"] == "present":
        answer["expires_in"] = lifetime
    return Answer(200, answer, {"Cache-Control": "no-store"})


def keys(state: State, call: Call) -> Answer:
    """Answer with the public keys (client credentials page, version 2)."""
    del state, call
    public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(signing_key().public_key()))
    return Answer(200, {"keys": [public | {"kid": KEY_ID, "use": "sig", "alg": "RS256"}]})


def check(state: State, bearer: str, account: str) -> bool:
    """Return whether the token's client is privileged; raises an `ApiError` if it may not use the account."""
    try:
        claims = jwt.decode(bearer, signing_key().public_key(), algorithms=["RS256"], options=OURS)
    except jwt.InvalidTokenError:
        raise UnauthorizedError("The access token is unknown") from None
    if not claims["iat"] <= clock.now(state.knobs) < claims["exp"]:
        raise UnauthorizedError("The access token is expired, or not yet valid")
    client = state.credentials.find(client_id=claims["azp"])
    if client is None:
        raise UnauthorizedError("The client of the access token is unknown")
    if claims["aud"] != account:
        raise ForbiddenError("The access token is of another account")
    return client.privileged
