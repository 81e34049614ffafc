"""One LivePerson account, as one process sees it."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from pulumi_liveperson.client.auth.shared_token import SharedToken
from pulumi_liveperson.client.auth.sign_in import SignIn, Token
from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.domains import Domains
from pulumi_liveperson.client.errors import ForbiddenError, UnauthorizedError, UnreachableError
from pulumi_liveperson.client.http.retries import Attempt, Retries
from pulumi_liveperson.client.http.transport import Answer, Transport
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.writer import Writer

READ_WRITE = "accountConfigReadWrite"
READ_ONLY = "accountConfigReadOnly"
FAREWELL_SECONDS = 2.0  # the engine ends a provider process that takes longer than 5


class Account:
    """An account's collections, each with the one writer that all of this process shares.

    Nothing is sent before the first read or write: discovery and sign-in happen on first use. With
    `read_only_service`, reads that no write depends on go to LivePerson's read only service.
    """

    def __init__(
        self,
        account_id: str,
        domain_api_url: str,
        sign_in: SignIn,
        expectations: Mapping[Kind, Expectations],
        *,
        retries: Retries | None = None,
        read_only_service: bool = False,
    ) -> None:
        self.account_id = account_id
        self.retries = retries or Retries()
        self._transport = Transport()
        self._domains = Domains(self._look_up, domain_api_url, account_id)
        self._token = SharedToken(sign_in, self._post, account_id, self.retries.clock)
        reading = READ_ONLY if read_only_service else None
        self._writers = {
            kind: Writer(
                self.collection(kind),
                known,
                self.retries,
                reader=self.collection(kind, reading) if reading is not None else None,
            )
            for kind, known in expectations.items()
        }

    def writer(self, kind: Kind) -> Writer:
        """Return the writer of a kind of object."""
        return self._writers[kind]

    def collection(self, kind: Kind, service: str = READ_WRITE) -> Collection:
        """Return the REST calls of a kind of object."""
        return Collection(kind, partial(self._send, service))

    def host(self, service: str) -> str:
        """Return the base URL of a LivePerson service, such as `sentinel`."""
        return self._domains.url(service)

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which this machine's clock is ahead of LivePerson's, if a look-up has told."""
        return self._domains.clock_skew

    def token(self) -> Token:
        """Sign in, if that has not been done, and return the token."""
        return self._token.get()

    def cancel(self) -> None:
        """Let what is on its way end, and send nothing more."""
        self.retries.cancel()

    def close(self) -> None:
        """End the login session, if there is one."""
        with self.retries.operation(FAREWELL_SECONDS, is_last=True):
            self._token.close()

    def _send(self, service: str, method: str, path: str, *, needs: str = "", **request: Any) -> Answer:
        """Send a request of the account configuration API, signing in again once if it is refused.

        `needs` says which privileges it takes.
        """
        whole_path = f"/api/account/{self.account_id}/configuration/{path}"
        reach = partial(self._reach, service, method, whole_path, repeatable=method == "GET", **request)

        def send(token: Token) -> Answer:
            try:
                answer = reach(auth=token.auth)
            except ForbiddenError as error:
                raise error.add(needs) from None
            self._token.accepted(token)
            return answer

        token = self._token.get()
        try:
            return send(token)
        except UnauthorizedError as error:
            renewed = self._token.renewed(token)
            if renewed is None:
                raise self._token.explain(error, token) from None
        try:
            return send(renewed)
        except UnauthorizedError as error:
            raise self._token.explain(error, renewed) from None

    def _post(self, service: str, path: str, **request: Any) -> Answer:
        """Ask a service that signs in, which has tries of its own."""
        with self.retries.tried(0):
            return self._reach(service, "POST", path, repeatable=True, sign_in=True, secret=True, **request)

    def _look_up(self, url: str, *, patient: bool) -> Answer:
        """Ask the Domain API, which takes no credential."""
        get = partial(self._transport.send, "GET", url, params={"version": "1.0"})
        return self.retries.send(get, repeatable=True, patient=patient)

    def _reach(
        self,
        service: str,
        method: str,
        path: str,
        *,
        repeatable: bool,
        sign_in: bool = False,
        patient: bool = True,
        **request: Any,
    ) -> Answer:
        """Send a request to the host of a service, looking the host up again where it gives no answer."""

        def send(attempt: Attempt) -> Answer:
            url = f"{self._domains.url(service)}{path}"
            try:
                return self._transport.send(method, url, attempt, **request)
            except UnreachableError:
                self._domains.doubt(service)
                raise

        return self.retries.send(send, repeatable=repeatable, sign_in=sign_in, patient=patient)
