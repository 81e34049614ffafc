"""The Domain API names every host: both shapes of its answer, and what is refused before anything is sent."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from provider.liveperson.account import Account
from provider.liveperson.domains import Domains
from provider.liveperson.errors import ConfigurationError, LivePersonError, UnreachableError
from provider.liveperson.kinds import SPECIAL_OCCASION
from provider.liveperson.sign_in import ClientCredentials
from provider.liveperson.transport import Transport
from simulator.client import Body
from simulator.server import Simulator
from tests.contract.peer import Peer, answer
from tests.contract.process import ACCOUNT, Process, account, occasion

CLIENT = ClientCredentials("simulator-client", "simulator-secret")


def look_ups(simulator: Simulator) -> list[Body]:
    return [each for each in simulator.control.requests() if each["path"].endswith("/baseURI.json")]


def domains(simulator: Simulator, account_id: str = ACCOUNT) -> Domains:
    return Domains(Transport(), simulator.url, account_id)


def answer_look_up(simulator: Simulator, body: str, content_type: str = "application/json") -> None:
    simulator.control.add_fault("body", path="/baseURI.json", body=body, content_type=content_type)


@pytest.mark.parametrize("domain_shape", ["single", "list"])
@pytest.mark.parametrize("service", ["accountConfigReadWrite", "sentinel", "agentVep"])
def test_both_shapes_name_the_host(simulator: Simulator, service: str, domain_shape: str) -> None:
    simulator.control.set_knobs(domain_shape=domain_shape)

    assert domains(simulator).url(service) == simulator.url


def test_the_right_service_is_picked_from_a_list(simulator: Simulator) -> None:
    simulator.control.set_knobs(domain_shape="list")

    assert domains(simulator).url("accountConfigReadOnly") == f"{simulator.url}/readonly"


def test_an_address_that_ends_in_a_slash_is_the_same_address(simulator: Simulator) -> None:
    found = Domains(Transport(), f"{simulator.url}/", ACCOUNT)

    assert found.url("sentinel") == simulator.url


def test_each_service_is_looked_up_once(simulator: Simulator) -> None:
    process = Process(account(simulator, CLIENT), SPECIAL_OCCASION)

    with ThreadPoolExecutor(8) as pool:
        for work in [pool.submit(process.collection.objects) for _ in range(16)]:
            work.result()

    paths = [each["path"].rpartition("/service/")[2] for each in look_ups(simulator)]
    assert sorted(paths) == ["accountConfigReadWrite/baseURI.json", "sentinel/baseURI.json"]


@pytest.mark.parametrize("service", ["accountConfigReadWrite", "sentinel"])
def test_an_unknown_account_is_told(simulator: Simulator, service: str) -> None:
    with pytest.raises(
        ConfigurationError, match="does not know the account 99999999: check liveperson:accountId"
    ):
        domains(simulator, "99999999").url(service)


def test_an_unknown_service_is_told(simulator: Simulator) -> None:
    with pytest.raises(
        ConfigurationError, match="no host of the service faxMachine for the account 71234567"
    ):
        domains(simulator).url("faxMachine")


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        "null",
        "5",
        '{"baseURIs": []}',
        '{"baseURIs": null}',
        '{"baseURIs": [5]}',
        '{"service": "sentinel"}',
    ],
)
def test_an_answer_without_a_host_is_told(simulator: Simulator, body: str) -> None:
    answer_look_up(simulator, body)

    with pytest.raises(ConfigurationError, match="names no host of the service sentinel"):
        domains(simulator).url("sentinel")


def test_a_page_instead_of_a_host_is_told(simulator: Simulator) -> None:
    answer_look_up(simulator, "<html>sign in here</html>", "text/html")

    with pytest.raises(UnreachableError, match=r"was answered with text/html.* instead of JSON"):
        domains(simulator).url("sentinel")


@pytest.mark.parametrize("status", [400, 403, 429, 500, 503])
def test_a_refused_look_up_names_the_key_to_check(simulator: Simulator, status: int) -> None:
    simulator.control.add_fault("status_before", path="/baseURI.json", status=status)

    with pytest.raises(LivePersonError, match=f"{status}.*liveperson:domainApiUrl"):
        domains(simulator).url("sentinel")


def test_a_look_up_that_failed_is_tried_again(simulator: Simulator) -> None:
    simulator.control.add_fault("status_before", path="/baseURI.json", status=503)
    found = domains(simulator)
    with pytest.raises(LivePersonError, match="503"):
        found.url("sentinel")

    assert found.url("sentinel") == simulator.url


def test_a_run_whose_first_look_up_fails_may_go_on(simulator: Simulator) -> None:
    process = Process(account(simulator, CLIENT), SPECIAL_OCCASION)
    simulator.control.add_fault("status_before", path="/service/sentinel/", status=503)
    with pytest.raises(LivePersonError, match="503"):
        process.collection.objects()

    listed, _ = process.collection.objects()

    assert listed == []


OTHER_HOST = pytest.mark.parametrize("host", ["zz.ac.example.net", "203.0.113.7", "[::ffff:cb00:7107]"])


@OTHER_HOST
@pytest.mark.parametrize("service", ["accountConfigReadWrite", "sentinel", "agentVep"])
def test_plain_http_to_another_host_is_refused(simulator: Simulator, service: str, host: str) -> None:
    answer_look_up(simulator, json.dumps({"service": service, "baseURI": host}))

    with pytest.raises(ConfigurationError, match="plain http would show it the credentials"):
        domains(simulator).url(service)


@OTHER_HOST
def test_no_credential_goes_to_another_host_over_plain_http(simulator: Simulator, host: str) -> None:
    answer_look_up(simulator, json.dumps({"service": "accountConfigReadWrite", "baseURI": host}))
    process = Process(account(simulator, CLIENT), SPECIAL_OCCASION)

    with pytest.raises(ConfigurationError, match="plain http would show it the credentials"):
        process.writer.create(occasion("one"))

    assert all(each["url"].startswith(simulator.url) for each in process.sent)


HOSTS_NOT_UNDERSTOOD = [
    "[::1",
    "127.0.0.1@zz.ac.example.net",
    "127.0.0.1:99999",
    "127.0.0.1:port",
    "zz.example.net\\@127.0.0.1",
]


@pytest.mark.parametrize("host", HOSTS_NOT_UNDERSTOOD)
def test_a_host_that_is_none_is_one_clear_error(simulator: Simulator, host: str) -> None:
    answer_look_up(simulator, json.dumps({"service": "accountConfigReadWrite", "baseURI": host}))
    process = Process(account(simulator), SPECIAL_OCCASION)

    with pytest.raises(LivePersonError, match=r"accountConfigReadWrite|127\.0\.0\.1"):
        process.collection.objects()


def test_the_loopback_of_ip_version_6_is_this_machine(simulator: Simulator) -> None:
    answer_look_up(simulator, '{"service": "sentinel", "baseURI": "[::1]:8490"}')

    assert domains(simulator).url("sentinel") == "http://[::1]:8490"


def test_a_host_that_moves_us_on_is_not_followed(simulator: Simulator) -> None:
    moved = answer(302, Location=f"{simulator.url}/api/account/{ACCOUNT}/service/sentinel/baseURI.json")

    with Peer(moved) as peer, pytest.raises(LivePersonError, match="302 Found"):
        Domains(Transport(), peer.url, ACCOUNT).url("sentinel")

    assert simulator.control.requests() == []


def test_a_connection_keeps_no_account_of_another(simulator: Simulator) -> None:
    one = Account(ACCOUNT, simulator.url, CLIENT, {})
    other = Account("71234568", simulator.url, CLIENT, {})

    one._send("GET", "ac-common/specialoccasion")
    other._send("GET", "ac-common/specialoccasion")

    assert {each["account"] for each in simulator.control.requests()} == {ACCOUNT, "71234568"}
