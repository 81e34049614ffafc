"""An API key signs every request (OAuth 1.0a): method, address and query, and never a JSON body."""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
import requests

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.authorization import Signature
from pulumi_liveperson.client.auth.sign_in import ApiKey
from pulumi_liveperson.client.errors import LivePersonError, UnauthorizedError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import Console, Process, account, occasions
from tests.contract.threads import THREADS, all_at_once
from tests.contract.ways import API_KEY, STATIC
from tests.objects import wire

# A worked example; the signature is that of RFC 5849 section 3.4, computed without this project.
URL = "https://zz.acr.example.net/api/account/71234567/configuration/ac-common/specialoccasion"
SIGNED = 'oauth_signature="HNq10JudR3i8Q9l5n5CSoi%2FBi7A%3D"'
ODD = {
    "app_key": "kéy & +%/=1",
    "app_secret": "s3cret ü&%=+/~",
    "access_token": "t:o;k,e'n\"2",
    "access_token_secret": "☀" * 9,
}


def example() -> Signature:
    """Return the signature of the worked example, with its moment and nonce."""
    signature = Signature("exAppKey01", "exAppSecret02", "exAccessTok03", "exTokSecret04")
    signature._client.timestamp, signature._client.nonce = "1767225600", "n0nceA1b2C3"
    return signature


def authorization(signature: Signature, method: str = "GET", url: str = URL, **request: Any) -> str:
    """Return the header of a request that is signed."""
    prepared = requests.Request(method, url, auth=signature, **request).prepare()
    return prepared.headers["Authorization"]


@pytest.mark.parametrize(
    "request_",
    [
        {"url": f"{URL}?v=1.0&select=id,name"},
        {"url": f"{URL}?v=1.0&select=id%2Cname"},
        {"url": f"{URL}?select=id,name&v=1.0"},
        {"params": {"v": "1.0", "select": "id,name"}},
        {"url": f"{URL.replace('.net', '.net:443')}?v=1.0&select=id,name"},
        {"params": {"v": "1.0", "select": "id,name"}, "json": {"name": "Not signed"}},
    ],
)
def test_a_signature_is_that_of_the_worked_example(request_: dict[str, Any]) -> None:
    assert SIGNED in authorization(example(), **request_)


def test_a_signature_names_key_token_method_and_version() -> None:
    header = authorization(example())

    assert header.startswith("OAuth ")
    for part in (
        'oauth_consumer_key="exAppKey01"',
        'oauth_token="exAccessTok03"',
        'oauth_signature_method="HMAC-SHA1"',
        'oauth_timestamp="1767225600"',
        'oauth_nonce="n0nceA1b2C3"',
        'oauth_version="1.0"',
    ):
        assert part in header


@pytest.mark.parametrize(
    "changed",
    [{"method": "POST"}, {"url": f"{URL}/1"}, {"params": {"v": "2.0"}}, {"url": URL.replace("zz", "yy")}],
    ids=str,
)
def test_method_address_and_query_are_signed(changed: dict[str, Any]) -> None:
    same: dict[str, Any] = {"method": "GET", "url": URL, "params": {"v": "1.0"}}

    assert authorization(example(), **same) != authorization(example(), **(same | changed))


def test_a_json_body_is_not_signed() -> None:
    one, other = (authorization(example(), "POST", json={"name": name}) for name in ("Férias", "Verão"))

    assert one == other


def test_reads_and_writes_of_all_shapes_are_signed_well(simulator: Simulator, kind: Kind) -> None:
    console, process = Console(simulator, kind), Process(account(simulator, API_KEY), kind)
    names = ["Férias de Verão", "クリスマス", "Ölüdeniz 2"]

    made = [process.create(name).id for name in names]
    for name, id_ in zip(names, made, strict=True):
        process.update(id_, name)
    written = console.live()
    for name, id_ in zip(names, made, strict=True):
        process.delete(id_, name, 1)

    assert written == {name: wire(kind, name, 1) for name in names}
    assert console.live() == {}
    assert 401 not in {each["status"] for each in simulator.control.requests()}


def test_a_query_that_selects_and_a_path_with_several_ids_are_signed_well(simulator: Simulator) -> None:
    process = occasions(simulator, API_KEY)
    ids = [process.create(name).id for name in ("a", "b", "c")]
    _, revision = process.collection.objects()

    process.collection.delete(ids, revision)

    queries = [each["query"] for each in simulator.control.requests() if each["method"] == "GET"]
    assert any("select=$all" in query for query in queries)
    assert simulator.control.objects("71234567", "specialoccasion") == []


def test_a_key_of_odd_characters_signs_well(simulator: Simulator) -> None:
    simulator.control.set_credentials(**ODD)

    listed, _ = occasions(simulator, ApiKey(**ODD)).collection.objects()

    assert listed == []


@pytest.mark.parametrize("field", ["app_key", "app_secret", "access_token", "access_token_secret"])
def test_one_wrong_part_of_a_key_is_refused_once_and_not_shown(simulator: Simulator, field: str) -> None:
    process = occasions(simulator, replace(API_KEY, **{field: "wr0ng-s3cret"}))

    with pytest.raises(UnauthorizedError, match="Check liveperson:appKey, liveperson:appSecret") as refused:
        process.create("one")

    assert [each["status"] for each in simulator.control.requests() if each["status"] != 200] == [401]
    assert "wr0ng" not in str(refused.value)
    assert "The clock of this machine is" not in str(refused.value)


@pytest.mark.needs_default("list_select")
def test_no_nonce_is_used_twice_by_many_threads(simulator: Simulator) -> None:
    process = occasions(simulator, API_KEY)
    headers: list[str] = []
    sign = Signature.__call__

    def noted(signature: Signature, request: requests.PreparedRequest) -> requests.PreparedRequest:
        signed = sign(signature, request)
        headers.append(str(signed.headers["Authorization"]))
        return signed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Signature, "__call__", noted)
        results = all_at_once(lambda: [process.collection.objects() for _ in range(20)])

    nonces = [unquote(re.findall('oauth_nonce="([^"]+)"', header)[0]) for header in headers]
    assert [each for each in results if isinstance(each, LivePersonError)] == []
    assert len(set(nonces)) == len(nonces) == 20 * THREADS


@pytest.mark.parametrize("kind_of_fault", ["drop_after", "status_after", "throttle"])
def test_a_request_that_is_sent_again_is_signed_again(simulator: Simulator, kind_of_fault: str) -> None:
    process = occasions(simulator, API_KEY)
    simulator.control.add_fault(kind_of_fault, method="GET", path="/specialoccasion")

    listed, _ = process.collection.objects()

    assert listed == []  # LivePerson refuses a signature that it has seen


@pytest.mark.parametrize(
    ("ahead", "told"),
    [(3600, "behind"), (86_400 * 400, "behind"), (700, "behind"), (-3600, "ahead of"), (-700, "ahead of")],
)
def test_a_clock_that_is_off_is_reported_with_by_how_much(
    simulator: Simulator, ahead: int, told: str
) -> None:
    simulator.control.set_knobs(clock_offset=ahead)

    with pytest.raises(UnauthorizedError) as refused:
        occasions(simulator, API_KEY).collection.objects()

    found = re.search(
        r"The clock of this machine is (\d+) s (behind|ahead of) LivePerson's\.", str(refused.value)
    )
    assert found is not None
    assert abs(int(found[1]) - abs(ahead)) <= 2
    assert found[2] == told


@pytest.mark.parametrize("ahead", [59, -59, 590, -590])
def test_a_clock_that_is_a_little_off_does_no_harm(simulator: Simulator, ahead: int) -> None:
    simulator.control.set_knobs(clock_offset=ahead)

    listed, _ = occasions(simulator, API_KEY).collection.objects()

    assert listed == []


def test_a_clock_matters_to_no_other_way_to_sign_in(simulator: Simulator) -> None:
    simulator.control.set_knobs(clock_offset=86_400)
    simulator.control.add_fault("status_before", path="/configuration/", status=401)

    with pytest.raises(UnauthorizedError) as refused:
        Process(account(simulator, STATIC), SPECIAL_OCCASION).collection.objects()

    assert "clock" not in str(refused.value)


def test_a_shorter_tolerance_is_reported_too(simulator: Simulator) -> None:
    simulator.control.set_knobs(clock_offset=90, timestamp_tolerance=60)

    with pytest.raises(
        UnauthorizedError, match=r"The clock of this machine is (89|90|91) s behind LivePerson's"
    ):
        occasions(simulator, API_KEY).collection.objects()
