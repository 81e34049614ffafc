"""The Domain API names every host: both shapes of its answer, and what is refused before anything is sent."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from liveperson_simulator.client import Body
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.auth.sign_in import SignIn
from pulumi_liveperson.client.errors import ConfigurationError, LivePersonError, UnreachableError
from pulumi_liveperson.client.http.retries import Retries
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import ACCOUNT, BEARER, FakeClock, Process, account
from tests.contract.ways import ASKED_FOR, CLIENT, EACH_WAY, requests_to

ALL = "/service/baseURI.json"
ALWAYS = 100  # times that a fault waits for
EACH_SERVICE = pytest.mark.parametrize("service", ["accountConfigReadWrite", "sentinel", "agentVep"])


def look_ups(simulator: Simulator) -> list[Body]:
    return requests_to(simulator, "/baseURI.json")


def elsewhere(url: str) -> Account:
    """Return an account whose Domain API is at another address than the simulator's."""
    return Account(ACCOUNT, url, BEARER, {}, retries=Retries(FakeClock()))


def answer_look_up(
    simulator: Simulator, body: str, content_type: str = "application/json", times: int = 1
) -> None:
    simulator.control.add_fault(
        "body", path="/baseURI.json", body=body, content_type=content_type, times=times
    )


@EACH_SERVICE
def test_one_request_names_all_hosts(simulator: Simulator, service: str) -> None:
    assert account(simulator).host(service) == simulator.url
    assert [each["path"].endswith(ALL) for each in look_ups(simulator)] == [True]


@pytest.mark.parametrize("domain_shape", ["single", "list"])
@pytest.mark.parametrize("status", [400, 404])
@EACH_SERVICE
def test_a_service_is_asked_for_alone_where_all_of_them_cannot_be(
    simulator: Simulator, service: str, domain_shape: str, status: int
) -> None:
    simulator.control.set_knobs(domain_shape=domain_shape)
    simulator.control.add_fault("status_before", path=ALL, status=status)

    assert account(simulator).host(service) == simulator.url
    assert len(look_ups(simulator)) == 2


def test_the_right_service_is_picked_from_a_list(simulator: Simulator) -> None:
    assert account(simulator).host("accountConfigReadOnly") == f"{simulator.url}/readonly"


def test_an_address_that_ends_in_a_slash_is_the_same_address(simulator: Simulator) -> None:
    assert elsewhere(f"{simulator.url}/").host("sentinel") == simulator.url


@pytest.mark.needs_default("list_select")
def test_threads_look_up_once(simulator: Simulator) -> None:
    process = Process(account(simulator, CLIENT), SPECIAL_OCCASION)

    with ThreadPoolExecutor(8) as pool:
        for work in [pool.submit(process.collection.objects) for _ in range(16)]:
            work.result()

    assert len(look_ups(simulator)) == 1


@pytest.mark.needs_default("list_select")
@EACH_WAY
def test_sign_in_and_discovery_are_two_requests_at_most(simulator: Simulator, sign_in: SignIn) -> None:
    process = Process(account(simulator, sign_in), SPECIAL_OCCASION)

    process.collection.objects()

    before = [each.url for each in process.sent[:-1]]
    assert [url.removeprefix(simulator.url).endswith(ALL) for url in before] == [True, False][: len(before)]
    assert len(before) == (2 if sign_in in ASKED_FOR.values() else 1)


@EACH_SERVICE
def test_an_unknown_account_is_reported(simulator: Simulator, service: str) -> None:
    with pytest.raises(
        ConfigurationError, match="does not know the account 99999999: check liveperson:accountId"
    ):
        account(simulator, account_id="99999999").host(service)


def test_an_unknown_service_is_reported(simulator: Simulator) -> None:
    with pytest.raises(
        ConfigurationError, match="no host of the service faxMachine for the account 71234567"
    ):
        account(simulator).host("faxMachine")


WITHOUT_A_HOST = pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[]",
        "5",
        '{"baseURIs": []}',
        '{"baseURIs": null}',
        '{"baseURIs": [5]}',
        '{"service": "sentinel"}',
    ],
)


@WITHOUT_A_HOST
def test_an_answer_without_a_host_is_reported(simulator: Simulator, body: str) -> None:
    answer_look_up(simulator, body, times=2)

    with pytest.raises(ConfigurationError, match="returned no host of the service sentinel"):
        account(simulator).host("sentinel")

    assert len(look_ups(simulator)) == 2


@WITHOUT_A_HOST
def test_a_service_is_asked_for_alone_where_an_answer_names_no_host(simulator: Simulator, body: str) -> None:
    answer_look_up(simulator, body)

    assert account(simulator).host("sentinel") == simulator.url


@pytest.mark.parametrize("body", ["", " ", "null"])
def test_an_empty_answer_is_reported(simulator: Simulator, body: str) -> None:
    answer_look_up(simulator, body, times=ALWAYS)

    with pytest.raises(UnreachableError, match="sent an empty answer"):
        account(simulator).host("sentinel")


def test_a_page_instead_of_a_host_is_reported(simulator: Simulator) -> None:
    answer_look_up(simulator, "<html>sign in here</html>", "text/html", ALWAYS)

    with pytest.raises(UnreachableError, match=r"was answered with text/html.* instead of JSON"):
        account(simulator).host("sentinel")


@pytest.mark.parametrize("status", [400, 403, 429, 451, 500, 503])
def test_a_refused_look_up_names_the_key_to_check(simulator: Simulator, status: int) -> None:
    simulator.control.add_fault("status_before", path="/baseURI.json", status=status, times=ALWAYS)

    with pytest.raises(LivePersonError, match=f"{status}.*liveperson:domainApiUrl"):
        account(simulator).host("sentinel")


def test_a_look_up_that_was_given_up_is_tried_again_by_the_next_operation(simulator: Simulator) -> None:
    connection = account(simulator)
    simulator.control.add_fault("status_before", path="/baseURI.json", status=503, times=5)
    with pytest.raises(LivePersonError, match="503"):
        connection.host("sentinel")

    assert connection.host("sentinel") == simulator.url


OTHER_HOST = pytest.mark.parametrize("host", ["zz.ac.example.net", "203.0.113.7", "[::ffff:cb00:7107]"])


@OTHER_HOST
@EACH_SERVICE
def test_plain_http_to_another_host_is_refused(simulator: Simulator, service: str, host: str) -> None:
    answer_look_up(simulator, json.dumps({"service": service, "baseURI": host}))

    with pytest.raises(ConfigurationError, match="http would send the credentials unencrypted"):
        account(simulator).host(service)


@OTHER_HOST
def test_no_credential_goes_to_another_host_over_plain_http(simulator: Simulator, host: str) -> None:
    answer_look_up(simulator, json.dumps({"service": "accountConfigReadWrite", "baseURI": host}))
    process = Process(account(simulator, CLIENT), SPECIAL_OCCASION)

    with pytest.raises(ConfigurationError, match="http would send the credentials unencrypted"):
        process.create("one")

    assert all(each.url.startswith(simulator.url) for each in process.sent)


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

    assert account(simulator).host("sentinel") == "http://[::1]:8490"


def test_a_connection_keeps_no_account_of_another(simulator: Simulator) -> None:
    one = account(simulator, CLIENT)
    other = account(simulator, CLIENT, "71234568")

    one.collection(SPECIAL_OCCASION).objects()
    other.collection(SPECIAL_OCCASION).objects()

    assert {each["account"] for each in simulator.control.requests()} == {ACCOUNT, "71234568"}
