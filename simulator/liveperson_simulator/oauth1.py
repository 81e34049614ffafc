"""OAuth 1.0a API keys: oauthlib's server verifies the signature of every request."""

import math
import time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from oauthlib.oauth1 import RequestValidator, ResourceEndpoint  # type: ignore[import-untyped]  # has no types

from liveperson_simulator import clock
from liveperson_simulator.credentials import Identity
from liveperson_simulator.errors import UnauthorizedError
from liveperson_simulator.messages import Call
from liveperson_simulator.state import State


class ApiKeys(RequestValidator):  # type: ignore[misc]  # untyped base
    """Provides oauthlib with the API key of one identity."""

    enforce_ssl = False
    allowed_signature_methods = ("HMAC-SHA1",)
    timestamp_lifetime = math.inf
    dummy_client = "unknown"
    dummy_access_token = "unknown"  # noqa: S105 - a token that does not exist

    def __init__(self, identity: Identity) -> None:
        super().__init__()
        self._identity = identity

    # oauthlib's default checks expect keys that oauthlib has issued; the format of LivePerson's keys is not
    # published.
    def check_client_key(self, client_key: str) -> bool:
        """Accept any key that is not empty."""
        return bool(client_key)

    def check_access_token(self, request_token: str) -> bool:
        """Accept any token that is not empty."""
        return bool(request_token)

    def check_nonce(self, nonce: str) -> bool:
        """Accept any nonce that is not empty."""
        return bool(nonce)

    def get_client_secret(self, *_: Any) -> str:
        """Return the consumer secret."""
        return self._identity.app_secret

    def get_access_token_secret(self, *_: Any) -> str:
        """Return the token secret."""
        return self._identity.access_token_secret

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        """Return whether the key belongs to the identity."""
        del request
        return client_key == self._identity.app_key

    def validate_access_token(self, client_key: str, token: str, request: Any) -> bool:
        """Return whether the token belongs to the identity."""
        del client_key, request
        return token == self._identity.access_token

    def validate_realms(self, *_: Any, **__: Any) -> bool:
        """Accept every realm; the documentation names none."""
        return True

    def validate_timestamp_and_nonce(self, *_: Any, **__: Any) -> bool:
        """Accept all values; `_is_fresh` checks them with the simulator's clock after the signature."""
        return True


def verify(state: State, call: Call) -> Identity:
    """Return the identity that signed the request, or raise UnauthorizedError."""
    # oauthlib rejects query characters such as `[` that clients do not escape in practice; the escaped query
    # has the same signature.
    parts = urlsplit(call.url)
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    url = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    headers = {"Authorization": call.headers["authorization"]}
    for identity in state.credentials.identities:
        endpoint = ResourceEndpoint(ApiKeys(identity))
        try:
            valid, signed = endpoint.validate_protected_resource_request(
                url, call.wire_method, headers=headers
            )
        except ValueError:
            continue
        if valid and _is_fresh(state, signed.client_key, signed.timestamp, signed.nonce):
            return identity
    raise UnauthorizedError("The OAuth signature is not valid")


def _is_fresh(state: State, key: str, timestamp: str, nonce: str) -> bool:
    """Return whether a timestamp is recent, and its nonce was not used before with the same key and time."""
    tolerance, now = state.knobs.number("timestamp_tolerance"), time.monotonic()
    if abs(clock.now(state.knobs) - int(timestamp)) > tolerance:
        return False
    for used in [used for used, at in state.nonces.items() if at < now - 2 * tolerance]:
        del state.nonces[used]
    is_first = (key, timestamp, nonce) not in state.nonces
    state.nonces[key, timestamp, nonce] = now
    return is_first
