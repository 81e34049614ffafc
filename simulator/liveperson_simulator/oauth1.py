"""OAuth 1.0a API keys: the signature of every request is verified by oauthlib's server side."""

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
    """What oauthlib asks about the API key of one identity."""

    enforce_ssl = False
    allowed_signature_methods = ("HMAC-SHA1",)
    timestamp_lifetime = math.inf
    dummy_client = "unknown"
    dummy_access_token = "unknown"  # noqa: S105 - stands for a token that does not exist

    def __init__(self, identity: Identity) -> None:
        super().__init__()
        self._identity = identity

    # oauthlib's default checks of form suit ids it has issued itself; LivePerson's keys have no published
    # form.
    def check_client_key(self, client_key: str) -> bool:
        """Accept any form of key."""
        return bool(client_key)

    def check_access_token(self, request_token: str) -> bool:
        """Accept any form of token."""
        return bool(request_token)

    def check_nonce(self, nonce: str) -> bool:
        """Accept any form of nonce."""
        return bool(nonce)

    def get_client_secret(self, *_: Any) -> str:
        """Return the consumer secret."""
        return self._identity.app_secret

    def get_access_token_secret(self, *_: Any) -> str:
        """Return the token secret."""
        return self._identity.access_token_secret

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        """Say whether the key is the identity's."""
        del request
        return client_key == self._identity.app_key

    def validate_access_token(self, client_key: str, token: str, request: Any) -> bool:
        """Say whether the token is the identity's."""
        del client_key, request
        return token == self._identity.access_token

    def validate_realms(self, *_: Any, **__: Any) -> bool:
        """Accept every realm; the documentation names none."""
        return True

    def validate_timestamp_and_nonce(self, *_: Any, **__: Any) -> bool:
        """Accept all; our own clock tells whether they are fresh, once the signature is known to be good."""
        return True


def verify(state: State, call: Call) -> Identity:
    """Return the identity that signed the request, or raise UnauthorizedError."""
    # oauthlib refuses query characters such as `[` that need no escaping in practice; encoded they sign the
    # same.
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
    """Say whether a timestamp is recent, and a nonce used for the first time with its key and timestamp."""
    tolerance, now = state.knobs.number("timestamp_tolerance"), time.monotonic()
    if abs(clock.now(state.knobs) - int(timestamp)) > tolerance:
        return False
    for used in [used for used, at in state.nonces.items() if at < now - 2 * tolerance]:
        del state.nonces[used]
    is_first = (key, timestamp, nonce) not in state.nonces
    state.nonces[key, timestamp, nonce] = now
    return is_first
