import requests

from liveperson_simulator.server import Simulator
from tests.simulator.api import ACCOUNT, Api, session

SERVICES = {"accountConfigReadOnly", "accountConfigReadWrite", "agentVep", "asyncMessagingEnt", "sentinel"}


def lookup(simulator: Simulator, rest: str, account: str = ACCOUNT) -> requests.Response:
    return session(None).get(f"{simulator.url}/api/account/{account}/service{rest}?version=1.0")


def test_one_service_is_answered_as_one_object_with_a_bare_host(simulator: Simulator) -> None:
    host = simulator.url.removeprefix("http://")
    expected = {"service": "accountConfigReadWrite", "account": ACCOUNT, "baseURI": host}
    assert lookup(simulator, "/accountConfigReadWrite/baseURI.json").json() == expected


def test_all_services_are_answered_as_a_list(simulator: Simulator) -> None:
    listed = lookup(simulator, "/baseURI.json").json()["baseURIs"]
    assert {each["service"] for each in listed} == SERVICES


def test_one_service_is_answered_as_a_list_by_knob(simulator: Simulator) -> None:
    simulator.control.set_knobs(domain_shape="list")
    listed = lookup(simulator, "/sentinel/baseURI.json").json()["baseURIs"]
    assert {each["service"] for each in listed} == SERVICES


def test_the_base_uri_is_the_host_the_client_came_to(simulator: Simulator) -> None:
    url = (
        simulator.url.replace("127.0.0.1", "localhost")
        + f"/api/account/{ACCOUNT}/service/agentVep/baseURI.json"
    )
    answer = session(None).get(
        simulator.url + "/" + url.split("/", 3)[3], headers={"Host": "zz.liveperson.test:81"}
    )
    assert answer.json()["baseURI"] == "zz.liveperson.test:81"


def test_an_unknown_account_is_not_authorised(simulator: Simulator) -> None:
    assert lookup(simulator, "/sentinel/baseURI.json", "99999999").status_code == 401


def test_a_malformed_account_or_version_is_refused(simulator: Simulator) -> None:
    assert lookup(simulator, "/sentinel/baseURI.json", "not-an-id").status_code == 400
    url = f"{simulator.url}/api/account/{ACCOUNT}/service/sentinel/baseURI.json?version=new"
    assert session(None).get(url).status_code == 400


def test_an_unknown_service_is_not_found_and_names_are_case_sensitive(simulator: Simulator) -> None:
    assert lookup(simulator, "/nonesuch/baseURI.json").status_code == 404
    assert lookup(simulator, "/Sentinel/baseURI.json").status_code == 404


def test_the_read_only_service_reads_and_refuses_to_write(simulator: Simulator, occasions: Api) -> None:
    occasions.created()
    base = lookup(simulator, "/accountConfigReadOnly/baseURI.json").json()["baseURI"]
    read_only = Api(
        simulator, "specialoccasion", prefix=base.removeprefix(simulator.url.removeprefix("http://"))
    )
    assert [each["name"] for each in read_only.get().json()] == ["Year end"]
    assert read_only.get(occasions.live()[0]["id"]).json()["name"] == "Year end"
    assert read_only.post({}).status_code == 405
