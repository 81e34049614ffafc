"""Opens the account of a stack for an interactive command."""

import logging
import sys
from urllib.parse import urlsplit

from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.http.environment import check_certificate_bundle, proxy_for
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.notices import WAITING
from pulumi_liveperson.logs import MessageFormatter, start_logs
from pulumi_liveperson.settings import Settings

PATIENCE_SECONDS = 20.0


def open_account(settings: Settings) -> Account:
    """Return the account; while a request waits for its next attempt, stderr shows this."""
    show_waiting_notices()
    start_logs(settings.log)
    retries = Retries(
        operation_timeout=min(PATIENCE_SECONDS, settings.operation_timeout),
        max_requests_per_second=settings.max_requests_per_second,
    )
    return Account(settings.account_id, settings.domain_api_url, settings.sign_in, {}, retries=retries)


def show_waiting_notices() -> None:
    """Show on stderr why a request waits; one handler serves all accounts that are opened."""
    package_log = logging.getLogger("pulumi_liveperson")
    if any(handler.name == WAITING for handler in package_log.handlers):
        return
    waiting = logging.StreamHandler(sys.stderr)
    waiting.set_name(WAITING)
    waiting.setFormatter(MessageFormatter())
    waiting.addFilter(lambda record: getattr(record, "notice", None) == WAITING)
    package_log.addHandler(waiting)
    package_log.setLevel(min(package_log.level or logging.INFO, logging.INFO))


def route(url: str) -> str:
    """Describe the route of requests to a URL; raises a `ConfigurationError` if the environment is wrong."""
    check_certificate_bundle()
    host, proxy = urlsplit(url).netloc, proxy_for(url)
    if urlsplit(url).scheme == "http":
        return f"over unencrypted http at {host}, on this machine"
    return f"over https at {host}, {f'through the proxy {proxy}' if proxy else 'directly'}"
