"""TLS: whose certificates are trusted, what is said of the others, and that nothing switches this off."""

import os
import re
import ssl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import trustme

from liveperson_simulator.server import Simulator
from pulumi_liveperson.settings import read_settings
from tests.contract.process import ACCOUNT
from tests.network import tls
from tests.network.client import BEARER, CLIENT, USER, create, told
from tests.network.front import Front
from tests.processes import ran

ROOT = Path(__file__).parents[2]
# What other programs take as "do not verify", and what one may hope for here.
SWITCHES = {
    "CURL_CA_BUNDLE": "",
    "CURL_INSECURE": "1",
    "GIT_SSL_NO_VERIFY": "true",
    "LIVEPERSON_INSECURE": "true",
    "LIVEPERSON_TLS_VERIFY": "false",
    "LIVEPERSON_VERIFY": "false",
    "NODE_TLS_REJECT_UNAUTHORIZED": "0",
    "PYTHONHTTPSVERIFY": "0",
    "REQUESTS_CA_BUNDLE": "",
    "REQUESTS_SSL_VERIFY": "0",
    "REQUESTS_VERIFY": "false",
    "SSL_CERT_DIR": "",
    "SSL_CERT_FILE": "",
    "SSL_NO_VERIFY": "1",
    "SSL_VERIFY": "0",
}
BAD_CERTIFICATES: dict[str, tuple[Callable[[trustme.CA], ssl.SSLContext], str]] = {
    "of another host": (lambda ca: tls.certified(ca, "zz.example.net"), "not valid for 'localhost'"),
    "expired": (tls.expired, "certificate has expired"),
    "of an unknown CA": (lambda _: tls.certified(trustme.CA()), "unable to get local issuer certificate"),
    "self-signed": (lambda _: tls.self_signed(), "self-signed certificate"),
}


def run_elsewhere(url: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Create an object in a process that has had this environment from its start."""
    program = "import sys; from tests.network.client import create; create(sys.argv[1])"
    return ran([sys.executable, "-c", program, url], cwd=ROOT, env={**os.environ, **environment})


@pytest.mark.parametrize("variable", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_the_ca_of_a_company_is_trusted(
    simulator: Simulator, authority: trustme.CA, ca_file: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(ca_file))

    with Front(simulator, tls.certified(authority)) as front:
        create(front.url)

    assert len(simulator.control.objects(ACCOUNT, "specialoccasion")) == 1


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("keys", [BEARER, CLIENT, USER], ids=lambda keys: next(iter(keys)))
def test_the_ca_of_a_company_is_trusted_for_every_request(
    simulator: Simulator, authority: trustme.CA, keys: dict[str, str]
) -> None:
    with Front(simulator, tls.certified(authority)) as front:
        create(front.url, keys)

    assert {each.headers["host"] for each in front.requests} == {f"localhost:{front.port}"}
    assert len(front.requests) == len(simulator.control.requests())


@pytest.mark.usefixtures("trusted")
def test_a_host_may_be_an_address(simulator: Simulator, authority: trustme.CA) -> None:
    with Front(simulator, tls.certified(authority)) as front:
        create(f"https://127.0.0.1:{front.port}")

    assert {each.headers["host"] for each in front.requests} == {f"127.0.0.1:{front.port}"}


@pytest.mark.parametrize("variable", [None, "SSL_CERT_FILE"])
def test_the_ca_of_a_company_is_not_trusted_otherwise(
    simulator: Simulator,
    authority: trustme.CA,
    ca_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str | None,
) -> None:
    if variable is not None:
        monkeypatch.setenv(variable, str(ca_file))  # requests does not look at it

    with Front(simulator, tls.certified(authority)) as front:
        told(lambda: create(front.url), f"localhost:{front.port}", "unable to get local issuer certificate")

    assert front.requests == []


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("kind", BAD_CERTIFICATES)
def test_a_bad_certificate_is_told_and_nothing_is_sent(
    simulator: Simulator, authority: trustme.CA, kind: str
) -> None:
    context, problem = BAD_CERTIFICATES[kind]

    with Front(simulator, context(authority)) as front:
        told(lambda: create(front.url), f"localhost:{front.port}", problem)

    assert front.requests == []


@pytest.mark.parametrize("named", ["missing.pem", "no-certificate.pem"])
def test_a_ca_bundle_that_is_none_is_told(
    simulator: Simulator, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    (tmp_path / "no-certificate.pem").write_text("to be filled in")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / named))

    with Front(simulator, tls.certified(authority)) as front:
        told(lambda: create(front.url), "REQUESTS_CA_BUNDLE")

    assert front.requests == []


@pytest.mark.parametrize("variable", SWITCHES)
def test_no_variable_switches_verification_off(
    simulator: Simulator, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, SWITCHES[variable])

    with Front(simulator, tls.certified(authority)) as front:
        told(lambda: create(front.url), "unable to get local issuer certificate")

    assert front.requests == []


def test_no_variable_of_a_new_process_switches_verification_off(
    simulator: Simulator, authority: trustme.CA
) -> None:
    with Front(simulator, tls.certified(authority)) as front:
        done = run_elsewhere(front.url, SWITCHES)

    assert f"UnreachableError: GET {front.url}" in done.stderr
    assert "unable to get local issuer certificate" in done.stderr
    assert front.requests == []


def test_a_new_process_trusts_the_ca_of_a_company(
    simulator: Simulator, authority: trustme.CA, ca_file: Path
) -> None:
    with Front(simulator, tls.certified(authority)) as front:
        done = run_elsewhere(front.url, SWITCHES | {"REQUESTS_CA_BUNDLE": str(ca_file)})

    assert (done.returncode, done.stderr) == (0, "")


def test_no_setting_is_about_verification() -> None:
    asked: list[str] = []
    values = {"liveperson:accountId": ACCOUNT, "liveperson:bearerToken": "simulator-bearer"}

    def get(key: str) -> str | None:
        asked.append(key)
        return values.get(key)

    read_settings(get, {})

    assert asked
    assert [key for key in asked if re.search("verif|insecure|tls|ssl|certificate", key, re.IGNORECASE)] == []
