"""The Domain API, which returns the hosts of LivePerson's services for an account.

Hosts are never hard-coded (Domain API page). One request in each process reads all hosts. A host that gives
no answer is looked up again.
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
    NoServiceError,
    NotFoundError,
    OutOfTimeError,
    RejectedError,
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

_MAX_SHOWN = 100
_HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9.-]+)(:[0-9]{1,5})?(/[a-zA-Z0-9._/-]*)?")


class Domains:
    """The hosts of the services for one account, and the transport for requests to them."""

    def __init__(self, transport: Transport, retries: Retries, domain_api_url: str, account_id: str) -> None:
        self._transport = transport
        self._retries = retries
        self._look_ups = Retrying(transport, retries)
        self._url = domain_api_url.rstrip("/")
        self._account_id = account_id
        self._turn = threading.Lock()
        self._hosts: dict[str, str] = {}
        self._suspect: set[str] = set()
        self._asked_for_all = False
        self._is_unreachable = False  # if true, the known hosts are kept without another look-up
        self.clock_skew: float | None = None
        """Seconds by which this machine's clock is ahead of the Domain API's; None if that is unknown."""

    def url(self, service: str) -> str:
        """Return the base URL of a service, such as `https://lo.ac.liveperson.net`."""
        with self._turn:
            # After a cancellation, the remaining read has no time to look up a known host again.
            is_suspect = service in self._suspect and not self._retries.is_cancelled
            if service not in self._hosts or is_suspect:
                self._look_up(service)
            return self._checked(service, self._hosts[service])

    def handle_request(self, request: Request) -> Answer:
        """Send a request to the host of its service; if it gives no answer, mark the host for a look-up."""
        url = self.url(request.service) + request.url
        try:
            return self._transport.handle_request(replace(request, url=url))
        except UnreachableError as error:
            with self._turn:
                if not self._is_unreachable and not isinstance(error, OutOfTimeError):
                    self._suspect.add(request.service)
            raise

    def _look_up(self, service: str) -> None:
        """Look up all services in one request, and this service alone if the answer does not contain it.

        If the host is known, a Domain API that gives no answer does not delay the request.
        """
        is_known = service in self._hosts
        found: dict[str, str] = {}
        try:
            if is_known or not self._asked_for_all:
                found = self._look_up_at("baseURI.json", may_reject=True, patient=not is_known)
                self._asked_for_all = True
            if service not in found:
                found |= self._look_up_at(f"{service}/baseURI.json", patient=not is_known)
        except LivePersonError as error:
            if not is_known or isinstance(error, OutOfTimeError | TooManyRequestsError):
                raise
            self._is_unreachable = True
        self._hosts |= found
        self._suspect.discard(service)
        if service not in self._hosts:
            raise NoServiceError(
                f"LivePerson returned no host of the service {service} for the account {self._account_id}: "
                "check liveperson:accountId, or ask LivePerson whether the account has this service."
            )

    def _look_up_at(self, path: str, *, patient: bool, may_reject: bool = False) -> dict[str, str]:
        """Return the hosts in the answer to an address, by service; none if the address does not exist."""
        try:
            url = f"{self._url}/api/account/{self._account_id}/service/{path}"
            answer = self._look_ups.handle_request(
                Request("GET", url, params={"version": "1.0"}, may_retry=patient)
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
            if may_reject and isinstance(error, RejectedError):
                return {}
            raise ConfigurationError(f"{error} Check liveperson:domainApiUrl.") from None
        if answer.body is None:
            raise UnreachableError(f"The Domain API at {self._url} sent an empty answer. Check the network.")
        self.clock_skew = answer.clock_skew
        return dict(_base_uris(answer.body))

    def _checked(self, service: str, host: str) -> str:
        if not _HOST.fullmatch(host):
            raise ConfigurationError(
                f"The Domain API at {self._url} returned {SECRETS.masked(host)[:_MAX_SHOWN]!r} as the host "
                f"of {service}, which is not a host name: check liveperson:domainApiUrl."
            )
        scheme = urlsplit(self._url).scheme
        if is_insecure(f"{scheme}://{host}"):
            raise ConfigurationError(
                f"The Domain API at {self._url} returned the host {host}, and http would send the "
                "credentials unencrypted: use an https liveperson:domainApiUrl."
            )
        return f"{scheme}://{host.rstrip('/')}"


def _base_uris(body: Any) -> Iterator[tuple[str, str]]:
    """Yield services and hosts from both documented shapes: one service, and a list of all services."""
    entries = body.get("baseURIs", [body]) if isinstance(body, dict) else []
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and entry.get("service") and entry.get("baseURI"):
            yield str(entry["service"]), str(entry["baseURI"])
