"""Surroundings that hold no proxy, CA bundle or setting of the developer's own; and the CA of a company."""

import os
import re
from pathlib import Path

import pytest
import trustme

from pulumi_liveperson.client.http.client import Client
from pulumi_liveperson.client.http.transport import HttpTransport
from tests.contract.line import Line

# What requests and OpenSSL look at, and our own settings.
SURROUNDINGS = re.compile(r"(.*_PROXY|.*_CA_BUNDLE|SSL_CERT_.*|LIVEPERSON_.*)", re.IGNORECASE)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if SURROUNDINGS.fullmatch(name):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """The CA of a company, which nobody else knows."""
    return trustme.CA(organization_name="Example company")


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    """The certificate of that CA, as the company hands it out."""
    path = tmp_path / "company-ca.pem"
    authority.cert_pem.write_to_path(path)
    return path


@pytest.fixture
def trusted(ca_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the client trust that CA, and no other."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca_file))


@pytest.fixture
def impatient() -> Line:
    """A transport that waits shortly for whatever does not come."""
    return Line(HttpTransport(Client(answer_seconds=0.3, connect_seconds=0.3)))
