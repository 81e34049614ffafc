"""Opens an account for a probe: slow, patient, and with an end that an interrupt reaches."""

from pulumi_liveperson.cli.access import show_waiting_notices
from pulumi_liveperson.cli.probe.interrupts import InterruptibleClock, InterruptibleTransport, Interrupts
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.http.transport import HttpTransport
from pulumi_liveperson.logs import start_logs
from pulumi_liveperson.probe.throttling import Counting
from pulumi_liveperson.settings import Settings

_PER_SECOND = 1.0
_PATIENCE_SECONDS = 120.0  # longer than the first stage of LivePerson's retry policy


def open_account(settings: Settings, interrupts: Interrupts) -> Account:
    """Return the account, to which at most one request a second is sent, unless it is simulated."""
    show_waiting_notices()
    start_logs(settings.log)
    return Account(
        settings.account_id,
        settings.domain_api_url,
        settings.sign_in,
        {},
        retries=Retries(
            InterruptibleClock(interrupts),
            operation_timeout=_PATIENCE_SECONDS,
            max_requests_per_second=requests_per_second(settings),
        ),
        transport=Counting(InterruptibleTransport(HttpTransport(), interrupts)),
    )


def requests_per_second(settings: Settings) -> float | None:
    """Return the maximum rate; None for a simulator, which is the only server that is used without TLS."""
    limit = settings.max_requests_per_second
    if settings.domain_api_url.startswith("http:"):
        return limit
    return min(_PER_SECOND, limit or _PER_SECOND)
