"""The Domain API: on which host a LivePerson service serves an account.

Hosts are never written down (Domain API page); they are looked up once per process, all at once, and again
where one gives no answer.
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pulumi_liveperson.client.errors import (
    ApiError,
    ConfigurationError,
    LivePersonError,
    NotFoundError,
    OutOfTimeError,
    RefusedError,
    ServerError,
    TooManyRequestsError,
    UnauthorizedError,
    UnreachableError,
)
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.http.retrying import Retrying
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping.addresses import is_insecure

_SHOWN = 100
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9.-]+)(:[0-9]{1,5})?(/[a-zA-Z0-9._/-]*)?")


class Domains:
    """The hosts of one account's services; a transport for requests to those."""

    def __init__(self, transport: Transport, retries: Retries, domain_api_url: str, account_id: str) -> None:
        self._transport = transport
        self._retries = retries
        self._look_ups = Retrying(transport, retries)
        self._url = domain_api_url.rstrip("/")
        self._account_id = account_id
        self._turn = threading.Lock()
        self._hosts: dict[str, str] = {}
        self._doubted: set[str] = set()
        self._asked_for_all = False
        self._is_down = False  # then what is known stays, and nobody asks again
        self.clock_skew: float | None = None
        """Seconds by which this machine's clock is ahead of the Domain API's, if it has told its time."""

    def url(self, service: str) -> str:
        """Return the base URL of a service, such as `https://lo.ac.liveperson.net`."""
        with self._turn:
            # The look after a cancel has no time for a host that is known.
            is_doubted = service in self._doubted and not self._retries.is_cancelled
            if service not in self._hosts or is_doubted:
                self._look_up(service)
            return self._checked(service, self._hosts[service])

    def handle_request(self, request: Request) -> Answer:
        """Send a request to the host of its service, which is looked up again if it gives no answer."""
        url = self.url(request.service) + request.url
        try:
            return self._transport.handle_request(replace(request, url=url))
        except UnreachableError as error:
            with self._turn:
                if not self._is_down and not isinstance(error, OutOfTimeError):
                    self._doubted.add(request.service)
            raise

    def _look_up(self, service: str) -> None:
        """Ask for all services at once, and for this one alone where that does not name it.

        Where a host is known, a Domain API that gives no answer holds nothing up.
        """
        is_known = service in self._hosts
        found: dict[str, str] = {}
        try:
            if is_known or not self._asked_for_all:
                found = self._ask("baseURI.json", may_refuse=True, patient=not is_known)
                self._asked_for_all = True
            if service not in found:
                found |= self._ask(f"{service}/baseURI.json", patient=not is_known)
        except LivePersonError as error:
            if not is_known or isinstance(error, OutOfTimeError | TooManyRequestsError):
                raise
            self._is_down = True
        self._hosts |= found
        self._doubted.discard(service)
        if service not in self._hosts:
            raise ConfigurationError(
                f"LivePerson names no host of the service {service} for the account {self._account_id}: "
                "check liveperson:accountId, or ask LivePerson whether the account has this service."
            )

    def _ask(self, path: str, *, patient: bool, may_refuse: bool = False) -> dict[str, str]:
        """Return the hosts by service that an address names; none if it is not there."""
        try:
            url = f"{self._url}/api/account/{self._account_id}/service/{path}"
            answer = self._look_ups.handle_request(
                Request("GET", url, params={"version": "1.0"}, is_patient=patient)
            )
        except UnauthorizedError:
            raise ConfigurationError(
                f"The Domain API at {self._url} does not know the account {self._account_id}: "
                "check liveperson:accountId."
            ) from None
        except NotFoundError:
            return {}
        except (ServerError, TooManyRequestsError) as error:
            raise error.add("Or check liveperson:domainApiUrl.") from None
        except ApiError as error:
            if may_refuse and isinstance(error, RefusedError):
                return {}
            raise ConfigurationError(f"{error} Check liveperson:domainApiUrl.") from None
        if answer.body is None:
            raise UnreachableError(f"The Domain API at {self._url} gave an empty answer. Check the network.")
        self.clock_skew = answer.clock_skew
        return dict(_base_uris(answer.body))

    def _checked(self, service: str, host: str) -> str:
        if not _HOST.fullmatch(host):
            raise ConfigurationError(
                f"The Domain API at {self._url} names {SECRETS.masked(host)[:_SHOWN]!r} as the host of "
                f"{service}, which is none: check liveperson:domainApiUrl."
            )
        scheme = urlsplit(self._url).scheme
        if is_insecure(f"{scheme}://{host}"):
            raise ConfigurationError(
                f"The Domain API at {self._url} names the host {host}, and plain http would show it the "
                "credentials: use an https liveperson:domainApiUrl."
            )
        return f"{scheme}://{host.rstrip('/')}"


def _base_uris(body: Any) -> Iterator[tuple[str, str]]:
    """Read both documented shapes: one service, and a list of all services."""
    entries = body.get("baseURIs", [body]) if isinstance(body, dict) else []
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and entry.get("service") and entry.get("baseURI"):
            yield str(entry["service"]), str(entry["baseURI"])
