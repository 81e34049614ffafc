"""The Authorization header of a request, which identifies the caller."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.secrets import SECRETS

if TYPE_CHECKING:
    from requests import PreparedRequest


@dataclass(frozen=True)
class Bearer:
    """A bearer token."""

    token: str = field(repr=False)

    def __post_init__(self) -> None:
        SECRETS.learn([self.token])
        if not (self.token.isascii() and self.token.isprintable()):
            raise ConfigurationError(
                "The bearer token has characters that an HTTP header cannot contain, such as a line break: "
                "set liveperson:bearerToken (LIVEPERSON_BEARER_TOKEN) again without them."
            )

    def __call__(self, request: "PreparedRequest") -> "PreparedRequest":
        """Sign a request."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


class Signature:
    """An OAuth 1.0a signature of the method, the URL and the query; a JSON body is not signed."""

    def __init__(self, key: str, secret: str, token: str, token_secret: str) -> None:
        from oauthlib.oauth1 import Client  # type: ignore[import-untyped] # noqa: PLC0415 - few users sign with API keys

        self._client = Client(key, secret, token, token_secret)

    def __call__(self, request: "PreparedRequest") -> "PreparedRequest":
        """Sign a request."""
        _, headers, _ = self._client.sign(request.url, http_method=request.method)
        request.headers["Authorization"] = headers["Authorization"]
        return request
