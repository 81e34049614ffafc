"""The connection to a real account: one sign-in, one look-up of hosts, at most one request a second."""

import threading
import time
from urllib.parse import urlsplit

from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.auth.signed_in import SignedIn
from pulumi_liveperson.client.http.clock import Clock
from pulumi_liveperson.client.http.messages import Answer, Request, Transport
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.http.transport import HttpTransport
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.escaping.addresses import is_loopback
from pulumi_liveperson.probe.session import Session
from pulumi_liveperson.settings import Settings
from tests.contract.account.namespace import InNamespace, Namespace
from tests.contract.line import Line
from tests.contract.process import KINDS, FakeClock

SECONDS = 1.0  # between requests


class Shared:
    """The transport of all clients: it sends at most one request in some seconds, and looks up hosts once."""

    def __init__(self, seconds: float) -> None:
        self.requests = 0
        self._seconds = seconds
        self._http = HttpTransport()
        self._turn = threading.Lock()
        self._next = 0.0
        self._look_ups: dict[str, Answer] = {}

    def handle_request(self, request: Request) -> Answer:
        """Send a request when it is its turn."""
        is_look_up = request.url.endswith("/baseURI.json")
        if is_look_up and request.url in self._look_ups:
            return self._look_ups[request.url]
        with self._turn:
            self.requests += 1
            begin = max(self._next, time.monotonic())
            self._next = begin + self._seconds
        time.sleep(max(0.0, begin - time.monotonic()))
        answer = self._http.handle_request(request)
        if is_look_up:
            self._look_ups[request.url] = answer
        return answer


class Connection:
    """One account, in which each test has its own namespace."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._is_local = is_loopback(urlsplit(settings.domain_api_url).hostname)
        slowest = 1 / settings.max_requests_per_second if settings.max_requests_per_second else SECONDS
        self.transport = Shared(0.0 if self._is_local else max(SECONDS, slowest))
        self.account = self._connected(self.transport)
        self.session = Session(self.account)

    def namespace(self) -> Namespace:
        """Return a namespace in which there is no object."""
        prefix = self.session.name("-")
        return Namespace(prefix, self.session.others_defaults)

    def client(self, namespace: Namespace, *, is_disturbed: bool = True) -> Account:
        """Return a client that knows nothing yet and has signed in; another person may disturb it."""
        lens = InNamespace(self.transport, namespace, is_disturbed=is_disturbed)
        client = self._connected(Line(lens))
        assert isinstance(client.services, SignedIn)
        client._token = client.services._token = self.account._token
        return client

    def _connected(self, transport: Transport) -> Account:
        settings = self._settings
        return Account(
            settings.account_id,
            settings.domain_api_url,
            settings.sign_in,
            {kind: Expectations() for kind in KINDS},
            retries=Retries(FakeClock() if self._is_local else Clock()),
            transport=transport,
        )
