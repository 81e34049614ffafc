"""The checks of an account, from the network to its objects."""

import time
from collections.abc import Iterable

from pulumi_liveperson.cli.access import open_account, route
from pulumi_liveperson.cli.doctor.findings import Outcome, Results
from pulumi_liveperson.cli.doctor.identity import identity
from pulumi_liveperson.cli.doctor.resource_checks import resources
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.client.account import READ_ONLY, READ_WRITE, Account
from pulumi_liveperson.client.auth.shared_token import NOTICEABLE_SKEW_SECONDS
from pulumi_liveperson.client.auth.sign_in import ApiKey
from pulumi_liveperson.client.errors import ApiError, LivePersonError, UnauthorizedError, UnreachableError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.writes.relations import complete_skills, users_by_id
from pulumi_liveperson.settings import Settings

_NO_LIST = (
    "An account without objects may answer this. If the account has objects, the answer is wrong: check the "
    "proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:accountId."
)


class AccountChecks:
    """Checks one account after it is opened."""

    _settings: Settings
    _account: Account

    def __init__(self) -> None:
        self.refused: list[str] = []
        """The checks whose reads were not authorized; other reads would not be authorized either."""
        self._no_host: LivePersonError | None = None
        self._live: list[Live] = []
        self._read: set[Kind] = set()

    def open(self, settings: Settings) -> None:
        """Prepare the checks of an account; nothing is sent yet."""
        self._settings = settings
        self._account = open_account(settings)

    def close(self) -> None:
        """Log out."""
        self._account.close()

    def connection(self) -> Results:
        """Request a host from the Domain API; every answer, also an error, proves the connection."""
        how_reached = route(self._settings.domain_api_url)
        try:
            self._account.host(READ_WRITE)
        except UnreachableError:
            raise
        except LivePersonError as error:
            self._no_host = error
        yield Outcome.OK, f"The Domain API answers {how_reached}."

    def hosts(self) -> Results:
        """Request the hosts of all services that this stack needs."""
        if self._no_host is not None:
            raise self._no_host
        services = [READ_WRITE]
        if self._settings.sign_in.service:
            services.append(self._settings.sign_in.service)
        if self._settings.read_only_service:
            services.append(READ_ONLY)
        hosts = {service: self._account.host(service).partition("://")[2] for service in services}
        yield Outcome.OK, ", ".join(f"{service} at {host}" for service, host in hosts.items()) + "."

    def clock(self) -> Results:
        """Compare this machine's clock with LivePerson's."""
        skew = self._account.clock_skew
        if skew is None:
            yield Outcome.WARNING, "LivePerson's answers contain no date, so the clock was not checked."
            return
        if abs(skew) <= NOTICEABLE_SKEW_SECONDS:
            yield Outcome.OK, f"Within {count(max(1, round(abs(skew))), 'second')} of LivePerson's clock."
            return
        text = (
            f"This machine's clock is {abs(skew):.0f} s {'ahead of' if skew > 0 else 'behind'} LivePerson's"
        )
        if isinstance(self._settings.sign_in, ApiKey):
            reason, outcome = ", and the signature of an API key contains the time.", Outcome.FAILED
        else:
            reason, outcome = ". This sign-in method does not depend on it.", Outcome.WARNING
        yield outcome, f"{text}{reason} Synchronize the clock, preferably with NTP."

    def sign_in(self, kinds: tuple[Kind, ...]) -> Results:
        """Sign in."""
        token = self._account.token()
        now = time.time() - (self._account.clock_skew or 0.0)
        yield from identity(self._settings.sign_in, token, now, kinds)

    def objects(self, kind: Kind) -> Results:
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
        self._record(kind, objects, revision)
        yield Outcome.OK, f"Readable: {count(len(objects), 'object')} at revision {revision}."

    def resources(self, stack: str) -> Results:
        """Check which of the objects that were read have a resource."""
        yield from resources(stack, self._settings, self._live, self._read)

    def _record(self, kind: Kind, objects: Iterable[Wire], revision: str) -> None:
        self._read.add(kind)
        self._live += (Live(kind, each, revision) for each in objects)

    def skills(self, kinds: tuple[Kind, ...], *, are_needed: bool) -> Results:
        """Read the skills; before a delete of these kinds, the provider checks them.

        `are_needed`: the program declares skills, so the check fails if they cannot be read.
        """
        nouns = [kind.noun for kind in kinds]
        try:
            collection = self._account.collection(SKILL)
            listed, revision = collection.objects()
            skills = complete_skills(collection, listed)
            found = [users_by_id(skills, str(kind.skill_field)).values() for kind in kinds]
        except LivePersonError as error:
            if isinstance(error, UnauthorizedError):
                self.refused.append(f"{SKILL.noun}s")
            if are_needed:
                raise
            deletes = " and ".join(f"{each}s" for each in nouns)
            unchecked = f"Before a delete of {deletes}, the provider cannot check whether skills use them."
            yield Outcome.WARNING, f"{error} {unchecked}"
        else:
            numbers = [count(sum(map(len, names)), "skill") for names in found]
            counts = [f"{number} with a {noun}" for number, noun in zip(numbers, nouns, strict=True)]
            self._record(SKILL, skills, revision)
            everything = f"{count(len(skills), 'object')} at revision {revision}; " if are_needed else ""
            yield Outcome.OK, f"Readable: {everything}{' and '.join(counts)}."
