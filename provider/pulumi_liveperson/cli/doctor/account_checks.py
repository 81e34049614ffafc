"""The checks of an account, from the network to its objects."""

import time

from pulumi_liveperson.cli.access import open_account, route
from pulumi_liveperson.cli.doctor.findings import Outcome, Says
from pulumi_liveperson.cli.doctor.identity import identity
from pulumi_liveperson.cli.doctor.resource_checks import resources
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.words import count
from pulumi_liveperson.client.account import READ_ONLY, READ_WRITE, Account
from pulumi_liveperson.client.auth.shared_token import NOTICEABLE_SKEW_SECONDS
from pulumi_liveperson.client.auth.sign_in import ApiKey
from pulumi_liveperson.client.errors import ApiError, LivePersonError, UnauthorizedError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.settings import Settings

_NO_LIST = (
    "An account that holds none may say so. If it holds some, something on the way has answered: check the "
    "proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:accountId."
)


class AccountChecks:
    """Looks at one account, once it is opened."""

    _settings: Settings
    _account: Account

    def __init__(self) -> None:
        self.refused: list[str] = []
        """The checks whose reads were not authorized: what else is read would not be either."""
        self._no_host: LivePersonError | None = None
        self._live: list[Live] = []

    def open(self, settings: Settings) -> None:
        """Get ready to look at an account; nothing is sent yet."""
        self._settings = settings
        self._account = open_account(settings)

    def close(self) -> None:
        """Log out."""
        self._account.close()

    def connection(self) -> Says:
        """Look a host up; whatever LivePerson answers, it is there."""
        way = route(self._settings.domain_api_url)
        try:
            self._account.host(READ_WRITE)
        except UnreachableError:
            raise
        except LivePersonError as error:
            self._no_host = error
        yield Outcome.OK, f"The Domain API answers {way}."

    def hosts(self) -> Says:
        """Look up the hosts of all services that this stack needs."""
        if self._no_host is not None:
            raise self._no_host
        services = [READ_WRITE]
        if self._settings.sign_in.service:
            services.append(self._settings.sign_in.service)
        if self._settings.read_only_service:
            services.append(READ_ONLY)
        hosts = {service: self._account.host(service).partition("://")[2] for service in services}
        yield Outcome.OK, ", ".join(f"{service} at {host}" for service, host in hosts.items()) + "."

    def clock(self) -> Says:
        """Compare this machine's clock with LivePerson's."""
        skew = self._account.clock_skew
        if skew is None:
            yield Outcome.WARNING, "LivePerson's answers do not tell the time, so this clock is not checked."
            return
        if abs(skew) <= NOTICEABLE_SKEW_SECONDS:
            yield Outcome.OK, f"Within {count(max(1, round(abs(skew))), 'second')} of LivePerson's."
            return
        says = (
            f"This machine's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} LivePerson's"
        )
        if isinstance(self._settings.sign_in, ApiKey):
            reason, outcome = ", and what an API key signs holds the time.", Outcome.FAILED
        else:
            reason, outcome = ". This way to sign in does not depend on it.", Outcome.WARNING
        yield outcome, f"{says}{reason} Set the clock, best by NTP."

    def sign_in(self, kinds: tuple[Kind, ...]) -> Says:
        """Sign in."""
        token = self._account.token()
        now = time.time() - (self._account.clock_skew or 0.0)
        yield from identity(self._settings.sign_in, token, now, kinds)

    def objects(self, kind: Kind) -> Says:
        """Read the objects of a kind."""
        try:
            objects, revision = self._account.collection(kind).objects()
        except UnauthorizedError:
            self.refused.append(f"{kind.noun}s")
            raise
        except ApiError as error:
            if not error.is_not_found:
                raise
            yield Outcome.WARNING, f"{error} {_NO_LIST}"
            return
        self._live += (Live(kind, each, revision) for each in objects)
        yield Outcome.OK, f"Readable: {count(len(objects), 'object')} at revision {revision}."

    def resources(self, stack: str) -> Says:
        """Look which of the objects that were read have a resource."""
        yield from resources(stack, self._settings, self._live)

    def skills(self, kinds: tuple[Kind, ...]) -> Says:
        """Read the skills, which deletes of these kinds look at."""
        nouns = [kind.noun for kind in kinds]
        try:
            found = [self._account.collection(kind).skills().values() for kind in kinds]
        except LivePersonError as error:
            deletes = " and ".join(f"{each}s" for each in nouns)
            unchecked = f"Where skills cannot be read, deletes of {deletes} are not checked against them."
            yield Outcome.WARNING, f"{error} {unchecked}"
        else:
            numbers = [count(sum(map(len, names)), "skill") for names in found]
            told = [f"{number} with a {noun}" for number, noun in zip(numbers, nouns, strict=True)]
            yield Outcome.OK, f"Readable: {' and '.join(told)}."
