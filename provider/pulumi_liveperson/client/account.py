"""One LivePerson account, which all threads of a process share."""

from collections.abc import Mapping

from pulumi_liveperson.client.auth.shared_token import SharedToken
from pulumi_liveperson.client.auth.sign_in import SignIn, Token
from pulumi_liveperson.client.auth.signed_in import SignedIn
from pulumi_liveperson.client.collection import Collection
from pulumi_liveperson.client.domains import Domains
from pulumi_liveperson.client.http.messages import Transport
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.http.retrying import Paced, Retrying
from pulumi_liveperson.client.http.transport import HttpTransport
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.writes.expectations import Expectations
from pulumi_liveperson.client.writes.relations import Relations
from pulumi_liveperson.client.writes.writer import Writer

READ_WRITE = "accountConfigReadWrite"
READ_ONLY = "accountConfigReadOnly"
LOGOUT_SECONDS = 2.0  # the engine ends a provider process that takes longer than 5


class Account:
    """The collections of an account, each with the only writer of this process.

    Nothing is sent before the first read or write: the look-up of the hosts and the sign-in happen on first
    use. With `read_only_service`, reads that no write depends on use LivePerson's read-only service.
    `transport` sends the requests; the default is HTTP.
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
        transport: Transport | None = None,
    ) -> None:
        self.account_id = account_id
        self.domain_api_url = domain_api_url
        self.retries = retries or Retries()
        self.transport = transport or HttpTransport()
        paced = Paced(self.transport, self.retries)
        self.unsigned = Retrying(paced, self.retries)
        """The transport for requests without a token, such as those to the Domain API."""
        self._domains = Domains(paced, self.retries, domain_api_url, account_id)
        services = Retrying(self._domains, self.retries)
        self._token = SharedToken(sign_in, services, account_id, self.retries.clock)
        self.services = SignedIn(services, self._token)
        """The transport for signed requests to the services of the account."""
        reading = READ_ONLY if read_only_service else None
        self.relations = Relations(expectations, self.collection, lambda kind: self.writer(kind).names())
        self._writers = {
            kind: Writer(
                self.collection(kind),
                known,
                self.retries,
                reader=self.collection(kind, reading) if reading is not None else None,
                relations=self.relations,
            )
            for kind, known in expectations.items()
        }

    def writer(self, kind: Kind) -> Writer:
        """Return the writer of a kind of object; a kind for a part of objects has the writer of these."""
        return self._writers[kind.owner]

    def collection(self, kind: Kind, service: str = READ_WRITE) -> Collection:
        """Return the REST calls of a kind of object."""
        return Collection(kind, self.services, service, self.account_id)

    def host(self, service: str) -> str:
        """Return the base URL of a LivePerson service, such as `sentinel`."""
        return self._domains.url(service)

    @property
    def clock_skew(self) -> float | None:
        """Seconds by which this machine's clock is ahead of LivePerson's; None if that is unknown."""
        return self._domains.clock_skew

    def token(self) -> Token:
        """Return the token; sign in first, if no thread has signed in."""
        return self._token.get()

    def cancel(self) -> None:
        """Wait for requests in flight, and send no further request."""
        self.retries.cancel()

    def close(self) -> None:
        """End the login session, if there is one."""
        with self.retries.operation(LOGOUT_SECONDS, is_last=True):
            self._token.close()
