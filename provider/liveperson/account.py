"""One LivePerson account, as one process sees it."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from provider.liveperson.collection import Collection
from provider.liveperson.domains import Domains
from provider.liveperson.errors import UnauthorizedError
from provider.liveperson.kinds import Kind
from provider.liveperson.sequence import Sequence
from provider.liveperson.sign_in import SharedToken, SignIn
from provider.liveperson.transport import Answer, Transport
from provider.liveperson.writer import Writer

SERVICE = "accountConfigReadWrite"


class Account:
    """An account's collections, each with the one writer that all of this process shares.

    Nothing is sent before the first read or write: discovery and sign-in happen on first use.
    """

    def __init__(
        self,
        account_id: str,
        domain_api_url: str,
        sign_in: SignIn,
        declared: Mapping[Kind, Sequence],
        *,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.account_id = account_id
        self._transport = Transport()
        self._domains = Domains(self._transport, domain_api_url, account_id)
        self._token = SharedToken(lambda: sign_in.obtain(self._transport, self._domains))
        self._writers = {
            kind: Writer(Collection(kind, self._send), order, pause) for kind, order in declared.items()
        }

    def writer(self, kind: Kind) -> Writer:
        """Return the writer of a kind of object."""
        return self._writers[kind]

    def _send(self, method: str, path: str, **request: Any) -> Answer:
        """Send a request of the account configuration API, signing in again once if it is refused."""
        url = f"{self._domains.url(SERVICE)}/api/account/{self.account_id}/configuration/{path}"
        token = self._token.value()
        try:
            return self._transport.send(method, url, bearer=token, **request)
        except UnauthorizedError:
            renewed = self._token.renewed(token)
            if renewed == token:
                raise
            return self._transport.send(method, url, bearer=renewed, **request)
