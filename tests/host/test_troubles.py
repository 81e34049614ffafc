"""What goes wrong is told in one message that names the thing and the way out, and shows no secret."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from liveperson_simulator.server import Simulator
from tests.host.conftest import Hosts
from tests.host.declared import COLLECTIONS, FIRST, KINDS, Props
from tests.host.pulumi_host import HostError, Resource

STORED = {kind: Resource(kind, "1", FIRST[kind], {**FIRST[kind], "ac_revision": "1"}) for kind in KINDS}
IMPATIENT = "0.3"  # less than the first pause after any failure


def test_a_bad_configuration_is_one_check_failure(hosts: Hosts, kind: str) -> None:
    [(path, said)] = hosts.start(password="s3cret").check(kind, FIRST[kind]).failures

    assert path == ""
    assert "clientId, clientSecret, password" in said
    assert "pulumi config rm" in said
    assert "s3cret" not in said


def test_no_configuration_is_one_check_failure(hosts: Hosts, kind: str) -> None:
    [(path, said)] = hosts.start(empty=True).check(kind, FIRST[kind]).failures

    assert path == ""
    assert "pulumi config set liveperson:accountId" in said


def test_a_bad_configuration_is_reported_by_every_operation(hosts: Hosts, kind: str) -> None:
    host = hosts.start(password="s3cret")
    [(_, said)] = hosts.start(password="s3cret").check(kind, FIRST[kind]).failures
    messages = []

    for operation in (host.read, host.delete):
        with pytest.raises(HostError) as failed:
            operation(STORED[kind])
        messages.append(str(failed.value))

    assert messages == [said, said]


def test_a_wrong_secret_is_tried_once_and_reported(hosts: Hosts, simulator: Simulator, kind: str) -> None:
    host = hosts.start(clientSecret="wr0ng")

    def message(_: int) -> str:
        with pytest.raises(HostError) as failed:
            host.create(kind, FIRST[kind])
        return str(failed.value)

    with ThreadPoolExecutor(8) as threads:
        [said] = set(threads.map(message, range(8)))

    assert "401" in said
    assert "liveperson:clientId and liveperson:clientSecret" in said
    assert "`pulumi config` shows which keys are set" in said
    assert "wr0ng" not in said
    assert [each["path"] for each in simulator.control.requests()].count(token_path()) == 1


def token_path() -> str:
    return "/sentinel/api/v2/account/71234567/app/token"


def test_a_missing_privilege_is_reported(hosts: Hosts, kind: str) -> None:
    host = hosts.start(clientId="unprivileged-client", clientSecret="unprivileged-secret")

    with pytest.raises(HostError, match=rf"{COLLECTIONS[kind]} was answered 403 .*[Gg]ive .* the privilege"):
        host.create(kind, FIRST[kind])


def test_an_unknown_account_is_reported(hosts: Hosts, kind: str) -> None:
    host = hosts.start(accountId="99999999")

    with pytest.raises(HostError, match=r"does not know the account 99999999: check liveperson:accountId"):
        host.read(STORED[kind])


@pytest.mark.parametrize("status", [200, 502])
def test_a_page_for_browsers_is_reported_as_such(
    hosts: Hosts, simulator: Simulator, kind: str, status: int
) -> None:
    simulator.control.add_fault(
        "body",
        path=COLLECTIONS[kind],
        times=100,
        status=status,
        body="<html><h1>Log in</h1>",
        content_type="text/html",
    )

    with pytest.raises(HostError) as failed:
        hosts.start(operationTimeout=IMPATIENT).read(STORED[kind])

    assert COLLECTIONS[kind] in str(failed.value)
    assert "proxy" in str(failed.value)
    assert "<html>" not in str(failed.value)
    assert "\n" not in str(failed.value)


def test_an_empty_answer_is_reported_as_such(hosts: Hosts, simulator: Simulator, kind: str) -> None:
    simulator.control.add_fault("body", path=COLLECTIONS[kind], times=100, status=200, body="")

    with pytest.raises(HostError, match=r"is not a list of .*, so it is not LivePerson's"):
        hosts.start().read(STORED[kind])


def test_an_error_without_a_body_names_the_request(hosts: Hosts, simulator: Simulator, kind: str) -> None:
    simulator.control.add_fault("status_before", method="POST", path=COLLECTIONS[kind], times=100, status=400)

    with pytest.raises(HostError, match=rf"^POST \S*{COLLECTIONS[kind]} was answered 400 Bad Request\.$"):
        hosts.start().create(kind, FIRST[kind])


def test_a_host_that_is_not_reached_is_named_with_its_key(hosts: Hosts, closed_port: int, kind: str) -> None:
    host = hosts.start(domainApiUrl=f"http://127.0.0.1:{closed_port}", operationTimeout=IMPATIENT)

    with pytest.raises(HostError) as failed:
        host.read(STORED[kind])

    assert f"127.0.0.1:{closed_port}" in str(failed.value)
    assert "Connection refused" in str(failed.value)
    assert "liveperson:domainApiUrl" in str(failed.value)
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize(("status", "pause"), [(500, 5), (503, 5), (429, 1)])
def test_a_trouble_that_stays_is_reported_with_the_setting_that_limits_the_wait(
    hosts: Hosts, simulator: Simulator, kind: str, status: int, pause: int
) -> None:
    simulator.control.add_fault("status_before", path=COLLECTIONS[kind], times=100, status=status)

    with pytest.raises(HostError) as failed:
        hosts.start(operationTimeout=IMPATIENT).create(kind, FIRST[kind])

    assert f"was answered {status}" in str(failed.value)
    assert f"the next try would be in {pause} s" in str(failed.value)
    assert "an operation may take 0.3 s (liveperson:operationTimeout)." in str(failed.value)


def test_an_outage_is_waited_for_only_as_long_as_is_configured(
    hosts: Hosts, simulator: Simulator, kind: str
) -> None:
    simulator.control.add_fault("drop_before", method="POST", path=COLLECTIONS[kind], times=100)

    with pytest.raises(HostError, match=r"Tried 2 times; the next try would be in 5 s, .* 1\.5 s"):
        hosts.start(operationTimeout="1.5").create(kind, FIRST[kind])

    assert [each["status"] for each in posts(simulator, kind)] == [None, None]


@pytest.mark.parametrize("fault", ["drop_before", "throttle"])
def test_a_temporary_error_is_not_an_error(hosts: Hosts, simulator: Simulator, kind: str, fault: str) -> None:
    simulator.control.add_fault(fault, method="POST", path=COLLECTIONS[kind])

    assert hosts.start().create(kind, FIRST[kind]).id
    assert len(posts(simulator, kind)) == 2


def posts(simulator: Simulator, kind: str) -> list[Props]:
    log = [each for each in simulator.control.requests() if COLLECTIONS[kind] in each["path"]]
    return [each for each in log if each["method"] == "POST"]
