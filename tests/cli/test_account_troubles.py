"""What is wrong on the way to LivePerson, and there."""

import re

import pytest
import requests

from liveperson_simulator.server import Simulator
from tests.cli.patient import API_KEY, WAYS, Patient
from tests.engine.trial import ACCOUNT, SECRET
from tests.network import tls
from tests.network.front import Front
from tests.network.message import page
from tests.network.proxy import Proxy

pytestmark = pytest.mark.engine

IMPATIENT = {"LIVEPERSON_OPERATION_TIMEOUT": "0.2"}


def unprivileged(way: str) -> dict[str, str]:
    return {name: value.replace("simulator", "unprivileged") for name, value in WAYS[way].items()}


def minted(simulator: Simulator, seconds: int) -> str:
    """Return an access token that is good for some seconds."""
    simulator.control.set_knobs(token_lifetime=seconds)
    form = {"grant_type": "client_credentials", "client_id": "simulator-client", "client_secret": SECRET}
    path = f"/sentinel/api/v2/account/{ACCOUNT}/app/token"
    answer = requests.post(simulator.url + path, data=form, proxies={"no_proxy": "127.0.0.1"}, timeout=30)
    return str(answer.json()["access_token"])


def test_a_wrong_secret_is_noticed_and_tried_once(patient: Patient) -> None:
    visit = patient.sees_doctor(LIVEPERSON_CLIENT_SECRET="not-the-secret")

    assert (visit.exit_code, visit.failed) == (1, ["sign-in"])
    assert "was answered 401 Unauthorized" in visit.says("sign-in")
    assert "Check liveperson:clientId and liveperson:clientSecret" in visit.says("sign-in")
    assert visit.says("special occasions") == visit.says("skills") == "because this check failed: sign-in"
    assert [each for each in patient.requests() if each.startswith("POST")] == [
        f"POST /sentinel/api/v2/account/{ACCOUNT}/app/token"
    ]


def test_a_wrong_bearer_is_noticed_and_tried_once(patient: Patient) -> None:
    patient.forget("clientId", "clientSecret")

    visit = patient.sees_doctor(LIVEPERSON_BEARER_TOKEN="not-the-bearer")

    assert visit.failed == ["special occasions"]
    assert "Check liveperson:bearerToken" in visit.says("special occasions")
    assert (
        visit.says("status reasons") == visit.says("skills") == "because this check failed: special occasions"
    )
    assert len([each for each in patient.requests() if "/configuration/" in each]) == 1


def test_an_expired_token_is_noticed_by_the_clock_of_liveperson(patient: Patient) -> None:
    patient.forget("clientId", "clientSecret")
    token = minted(patient.simulator, 600)
    patient.simulator.control.set_knobs(clock_offset=900)

    visit = patient.sees_doctor(LIVEPERSON_BEARER_TOKEN=token)

    assert visit.failed == ["sign-in"]
    assert "The token in liveperson:bearerToken expired 5 minutes ago." in visit.says("sign-in")
    assert "`pulumi config set --secret liveperson:bearerToken`" in visit.says("sign-in")
    assert visit.says("special occasions") == "because this check failed: sign-in"


def test_the_wrong_account_is_noticed(patient: Patient) -> None:
    visit = patient.sees_doctor(LIVEPERSON_ACCOUNT_ID="87654321")

    assert visit.failed == ["hosts"]
    assert "does not know the account 87654321: check liveperson:accountId" in visit.says("hosts")
    assert visit.says("sign-in") == "because this check failed: hosts"
    assert visit.report["account"] == "87654321"
    assert patient.requests() == ["GET /api/account/87654321/service/baseURI.json"]


def test_a_missing_privilege_is_noticed_and_named(patient: Patient) -> None:
    visit = patient.sees_doctor(**unprivileged("OAuth 2.0 client credentials"))

    assert visit.failed == ["special occasions", "status reasons", "workdays objects"]
    assert "Administration, Working Hours API, read and write" in visit.says("special occasions")
    assert "Administration, Agent Status Reason API, read and write" in visit.says("status reasons")


def test_a_user_who_may_not_write_is_noticed_at_once(patient: Patient) -> None:
    patient.forget("clientId", "clientSecret")

    visit = patient.sees_doctor(**unprivileged("user login"))

    assert visit.failed == ["special occasions", "status reasons", "workdays objects"]
    assert visit.says("sign-in") == (
        "Logged in as user unprivileged-user: not an administrator, with no privileges."
    )
    assert visit.warnings[0] == (
        "sign-in: LivePerson will reject writes of special occasions: the user lacks the permission to "
        "manage the library of schedules and special occasions (40028)."
    )
    [deletes] = [each for each in visit.warnings if each.startswith("skills: ")]
    assert "Before a delete of special occasions" in deletes
    assert "the provider cannot check whether skills use them." in deletes


def test_an_account_without_a_service_is_noticed(patient: Patient) -> None:
    patient.simulator.control.add_fault("status_before", path="/sentinel/baseURI.json", status=404, times=9)
    only = '{"baseURIs": [{"service": "accountConfigReadWrite", "baseURI": "127.0.0.1"}]}'
    patient.simulator.control.add_fault("body", path="/service/baseURI.json", body=only, times=9)

    visit = patient.sees_doctor()

    assert visit.failed == ["hosts"]
    assert "returned no host of the service sentinel" in visit.says("hosts")
    assert visit.outcomes["connection"] == "ok"


def test_an_unknown_name_is_noticed(patient: Patient) -> None:
    visit = patient.sees_doctor(LIVEPERSON_DOMAIN_API_URL="https://nobody.invalid", **IMPATIENT)

    assert visit.failed == ["connection"]
    assert "the host name nobody.invalid is unknown" in visit.says("connection")
    assert "liveperson:domainApiUrl" in visit.says("connection")
    assert visit.outcomes["program"] == "ok"
    assert visit.says("clock") == visit.says("skills") == "because this check failed: connection"


def test_an_untrusted_certificate_is_noticed(patient: Patient) -> None:
    with Front(patient.simulator, tls.self_signed()) as front:
        visit = patient.sees_doctor(LIVEPERSON_DOMAIN_API_URL=front.url)

    assert visit.failed == ["connection"]
    assert "its certificate is not accepted" in visit.says("connection")
    assert "REQUESTS_CA_BUNDLE" in visit.says("connection")


def test_a_proxy_that_answers_itself_is_noticed_and_its_password_not_shown(patient: Patient) -> None:
    with Proxy(says=page(403)) as proxy:
        visit = patient.sees_doctor(
            LIVEPERSON_DOMAIN_API_URL="https://liveperson.example",
            HTTPS_PROXY=proxy.url_for("lisa:pr0xy-password"),
            **IMPATIENT,
        )

    assert visit.failed == ["connection"]
    assert "403 Forbidden" in visit.says("connection")
    assert f"127.0.0.1:{proxy.port}" in visit.says("connection")
    assert "HTTPS_PROXY" in visit.says("connection")
    assert "pr0xy-password" not in visit.said + visit.beside


def test_a_page_in_the_place_of_liveperson_is_noticed(patient: Patient) -> None:
    patient.simulator.control.add_fault(
        "body", path="baseURI.json", times=1000, body="<html>Welcome</html>", content_type="text/html"
    )

    visit = patient.sees_doctor(**IMPATIENT)

    assert visit.failed == ["connection"]
    assert "was answered with text/html" in visit.says("connection")
    assert "HTTPS_PROXY" in visit.says("connection")


def test_a_proxy_that_cannot_be_understood_is_noticed_and_its_password_not_shown(patient: Patient) -> None:
    visit = patient.sees_doctor(
        LIVEPERSON_DOMAIN_API_URL="https://liveperson.example", HTTPS_PROXY="http://lisa:pr0xy#password@gate"
    )

    assert visit.failed == ["connection"]
    assert "HTTPS_PROXY" in visit.says("connection")
    assert "must have the form http://" in visit.says("connection")
    assert "pr0xy" not in visit.said + visit.beside


def test_a_wrong_clock_is_noticed_where_an_api_key_signs(patient: Patient) -> None:
    patient.simulator.control.set_knobs(clock_offset=300, timestamp_tolerance=60)
    patient.forget("clientId", "clientSecret")

    visit = patient.sees_doctor(**API_KEY)

    assert visit.failed == ["clock", "special occasions"]
    told = re.match(r"This machine's clock is (\d+) s behind LivePerson's", visit.says("clock"))
    assert told is not None
    assert abs(int(told[1]) - 300) <= 2
    assert "Synchronize the clock" in visit.says("clock")
    assert "s behind LivePerson's" in visit.says("special occasions")


def test_a_wrong_clock_is_a_warning_where_nothing_depends_on_it(patient: Patient) -> None:
    patient.simulator.control.set_knobs(clock_offset=-300)

    visit = patient.sees_doctor()

    assert (visit.exit_code, visit.failed) == (0, [])
    assert len(visit.warnings) == 1
    assert "s ahead of LivePerson's. This sign-in method does not depend on it." in visit.warnings[0]
    assert visit.says("sign-in").endswith("valid for 60 minutes and renewed automatically.")


def test_a_port_without_a_server_is_noticed(patient: Patient) -> None:
    visit = patient.sees_doctor(LIVEPERSON_DOMAIN_API_URL="http://127.0.0.1:1", **IMPATIENT)

    assert visit.failed == ["connection"]
    assert "http://127.0.0.1:1/" in visit.says("connection")
    assert "Connection refused" in visit.says("connection")


def test_an_outage_is_noticed(patient: Patient) -> None:
    patient.simulator.control.add_fault("status_before", status=503, times=1000)

    visit = patient.sees_doctor(**IMPATIENT)

    assert visit.failed == ["hosts"]
    assert visit.outcomes["connection"] == "ok"
    assert "was answered 503 Service Unavailable" in visit.says("hosts")
    assert "LivePerson has an internal problem. Try again later." in visit.says("hosts")


def test_why_a_check_waits_is_shown_on_stderr(patient: Patient) -> None:
    patient.simulator.control.add_fault("drop_before", path="/app/token")

    visit = patient.sees_doctor()

    assert visit.failed == []
    assert visit.beside == "127.0.0.1 gives no answer, trying again in 0.5 s, 1 of 4\n"


@pytest.mark.slow
@pytest.mark.parametrize("body", ["no_code", "text", "empty", "html"])
def test_a_404_in_place_of_a_list_is_a_warning(patient: Patient, body: str) -> None:
    patient.simulator.control.set_knobs(empty_list="404", error_body=body)

    visit = patient.sees_doctor()

    assert visit.failed == []
    assert "special occasions: GET " in visit.warnings[0]
    assert "was answered 404 Not Found" in visit.warnings[0]
    assert "An account without objects may answer this." in visit.warnings[0]
