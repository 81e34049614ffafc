"""OAuth 1.0a API keys: the signature of every request is verified by oauthlib's server side."""

import time
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from oauthlib.oauth1 import RequestValidator, ResourceEndpoint  # type: ignore[import-untyped]  # has no types

from simulator.errors import UnauthorizedError
from simulator.messages import Call

LIFETIME = 600
SECRETS = {
    f"{who}-app-key": (f"{who}-app-secret", f"{who}-access-token", f"{who}-access-token-secret")
    for who in ("simulator", "unprivileged")
}
UNKNOWN = ("unknown-secret", "unknown-token", "unknown-token-secret")


class ApiKeys(RequestValidator):  # type: ignore[misc]  # untyped base
    """The API keys that every account has, and the nonces that were used."""

    enforce_ssl = False
    allowed_signature_methods = ("HMAC-SHA1",)
    timestamp_lifetime = LIFETIME
    dummy_client = "unknown"
    dummy_access_token = UNKNOWN[1]

    def __init__(self, nonces: dict[tuple[str, str, str], float]) -> None:
        super().__init__()
        self._nonces = nonces

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

    def get_client_secret(self, client_key: str, request: Any) -> str:
        """Return the consumer secret."""
        del request
        return SECRETS.get(client_key, UNKNOWN)[0]

    def get_access_token_secret(self, client_key: str, token: str, request: Any) -> str:
        """Return the token secret."""
        del token, request
        return SECRETS.get(client_key, UNKNOWN)[2]

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        """Say whether the key exists."""
        del request
        return client_key in SECRETS

    def validate_access_token(self, client_key: str, token: str, request: Any) -> bool:
        """Say whether the token belongs to the key."""
        del request
        return client_key in SECRETS and SECRETS[client_key][1] == token

    def validate_realms(self, *_: Any, **__: Any) -> bool:
        """Accept every realm; the documentation names none."""
        return True

    def validate_timestamp_and_nonce(
        self, client_key: str, timestamp: str, nonce: str, *_: Any, **__: Any
    ) -> bool:
        """Accept each nonce of a timestamp once; oauthlib has checked that the timestamp is recent."""
        now = time.time()
        for used in [used for used, at in self._nonces.items() if at < now - 2 * LIFETIME]:
            del self._nonces[used]
        fresh = (client_key, timestamp, nonce) not in self._nonces
        self._nonces[client_key, timestamp, nonce] = now
        return fresh


def verify(call: Call, nonces: dict[tuple[str, str, str], float]) -> str:
    """Return the app key that signed the request, or raise UnauthorizedError."""
    # oauthlib refuses query characters such as `[` that need no escaping in practice; encoded they sign the
    # same.
    parts = urlsplit(call.url)
    query = urlencode(parse_qsl(parts.query, keep_blank_values=True))
    url = urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))
    headers = {"Authorization": call.headers["authorization"]}
    endpoint = ResourceEndpoint(ApiKeys(nonces))
    try:
        valid, signed = endpoint.validate_protected_resource_request(url, call.wire_method, headers=headers)
    except ValueError:
        valid, signed = False, None
    if not valid:
        raise UnauthorizedError("The OAuth signature is not valid")
    return str(signed.client_key)
