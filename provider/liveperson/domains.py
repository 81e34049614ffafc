"""The Domain API: on which host a LivePerson service serves an account.

Hosts are never written down (Domain API page); they are looked up once per process.
"""

import re
import threading
from typing import Any
from urllib.parse import urlsplit

from provider.liveperson.addresses import is_loopback
from provider.liveperson.errors import (
    ApiError,
    ConfigurationError,
    NotFoundError,
    ServerError,
    UnauthorizedError,
    UnreachableError,
)
from provider.liveperson.transport import Transport

_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9.-]+)(:[0-9]{1,5})?(/[a-zA-Z0-9._/-]*)?")


class Domains:
    """The hosts of one account's services."""

    def __init__(self, transport: Transport, domain_api_url: str, account_id: str) -> None:
        self.account_id = account_id
        self._transport = transport
        self._url = domain_api_url.rstrip("/")
        self._turn = threading.Lock()
        self._hosts: dict[str, str] = {}

    def url(self, service: str) -> str:
        """Return the base URL of a service, such as `https://lo.ac.liveperson.net`."""
        with self._turn:
            if service not in self._hosts:
                self._hosts[service] = self._look_up(service)
            return self._hosts[service]

    def _look_up(self, service: str) -> str:
        url = f"{self._url}/api/account/{self.account_id}/service/{service}/baseURI.json"
        try:
            answer = self._transport.send("GET", url, params={"version": "1.0"})
        except UnauthorizedError:
            raise ConfigurationError(
                f"The Domain API at {self._url} does not know the account {self.account_id}: "
                "check liveperson:accountId."
            ) from None
        except NotFoundError:
            host = None
        except ServerError as error:
            raise UnreachableError(f"{error} Or check liveperson:domainApiUrl.") from None
        except ApiError as error:
            raise ConfigurationError(f"{error} Check liveperson:domainApiUrl.") from None
        else:
            host = _base_uri(answer.body, service)
        if host is None:
            raise ConfigurationError(
                f"LivePerson names no host of the service {service} for the account {self.account_id}: "
                "check liveperson:accountId, or ask LivePerson whether the account has this service."
            )
        if not _HOST.fullmatch(host):
            raise ConfigurationError(
                f"The Domain API at {self._url} names {host!r} as the host of {service}, which is none: "
                "check liveperson:domainApiUrl."
            )
        scheme = urlsplit(self._url).scheme
        if scheme == "http" and not is_loopback(urlsplit(f"http://{host}").hostname):
            raise ConfigurationError(
                f"The Domain API at {self._url} names the host {host}, and plain http would show it the "
                "credentials: use an https liveperson:domainApiUrl."
            )
        return f"{scheme}://{host.rstrip('/')}"


def _base_uri(body: Any, service: str) -> str | None:
    """Read both documented shapes: one service, and a list of all services."""
    if not isinstance(body, dict):
        return None
    entries = body.get("baseURIs", [body])
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and entry.get("service") == service and entry.get("baseURI"):
            return str(entry["baseURI"])
    return None
