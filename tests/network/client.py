"""The client as a stack has it: settings, an account, and something to do with it."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import pytest

from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.writes.writer import Writer
from pulumi_liveperson.settings import read_settings
from tests.contract import process
from tests.contract.line import Line
from tests.contract.process import ACCOUNT, occasion

if TYPE_CHECKING:
    from liveperson_simulator.server import Simulator

BEARER = {"bearerToken": "simulator-bearer"}
CLIENT = {"clientId": "simulator-client", "clientSecret": "simulator-secret"}
USER = {"username": "simulator-user", "password": "simulator-password"}
SECRETS = ("simulator-bearer", "simulator-secret", "simulator-password", "s3cret")
LONGEST = 500


@dataclass(frozen=True)
class _At:
    """What an account is asked for of a simulator."""

    url: str


def account(url: str, keys: Mapping[str, str] = BEARER, line: Line | None = None) -> Account:
    """Return the account of a stack whose Domain API is at `url`; it tries again without waiting."""
    configuration = {"accountId": ACCOUNT, **keys}
    settings = read_settings(
        {f"liveperson:{key}": value for key, value in configuration.items()}.get,
        {"LIVEPERSON_DOMAIN_API_URL": url},
    )
    server = cast("Simulator", _At(settings.domain_api_url))
    return process.account(server, settings.sign_in, settings.account_id, line=line)


def occasions(url: str, keys: Mapping[str, str] = BEARER, line: Line | None = None) -> Writer:
    """Return the writer of the special occasions of such an account."""
    return account(url, keys, line).writer(SPECIAL_OCCASION)


def create(url: str, keys: Mapping[str, str] = BEARER, line: Line | None = None) -> None:
    """Create a special occasion, which looks hosts up, signs in, lists and writes."""
    occasions(url, keys, line).create(occasion("one"))


def told(work: Callable[[], Any], *parts: str) -> str:
    """Do work that fails, and return what is said about it: one message with these parts and no secret."""
    with pytest.raises(LivePersonError) as failed:
        work()
    message, whole = str(failed.value), "".join(traceback.format_exception(failed.value))
    assert [part for part in parts if part not in message] == [], message
    assert [secret for secret in SECRETS if secret in whole] == []
    assert message.isprintable(), "it has several lines, or moves the terminal's cursor"
    assert "object at 0x" not in message
    assert len(message) < LONGEST
    return message
