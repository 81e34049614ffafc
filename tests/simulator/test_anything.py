"""Whatever a client sends, the answer is one of the documented statuses."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liveperson_simulator.server import Simulator
from tests.simulator.api import Api, body, full_skill

DOCUMENTED = {200, 201, 304, 400, 401, 404, 405, 409}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
COLLECTIONS = st.sampled_from(["specialoccasion", "workinghours", "status-reasons", "skills"])
METHODS = st.sampled_from(["POST", "PUT", "DELETE"])


@pytest.fixture(scope="module")
def own() -> Iterator[Simulator]:
    with Simulator() as simulator:
        yield simulator


@st.composite
def almost_right(draw: st.DrawFn) -> tuple[str, Any]:
    """Return a collection and a good body in which one place, at any depth, holds anything."""
    collection = draw(COLLECTIONS)
    whole = body(collection) | draw(
        st.just({}) | st.fixed_dictionaries({"skillTransferList": ANYTHING, "order": ANYTHING})
    )
    if collection == "skills":
        whole |= full_skill()
    place: Any = whole
    while True:
        key = draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
        if isinstance(place[key], dict | list) and place[key] and draw(st.booleans()):
            place = place[key]
        else:
            place[key] = draw(ANYTHING)
            return collection, whole


def send(api: Api, method: str, suffix: str, sent: Any, if_match: str) -> int:
    headers = {"If-Match": if_match.encode()}
    url = f"{api.url}/{suffix}" if suffix else api.url
    return api.session.request(method, url, data=json.dumps(sent).encode(), headers=headers).status_code


@settings(max_examples=150)
@given(case=almost_right(), method=METHODS, one=st.booleans(), by_id=st.booleans())
def test_a_body_with_anything_in_one_place(
    own: Simulator, case: tuple[str, Any], method: str, *, one: bool, by_id: bool
) -> None:
    collection, sent = case
    api = Api(own, collection)
    live = api.live()
    id_ = live[-1]["id"] if live else 5
    whole = {"id": id_} | sent
    assert send(api, method, str(id_) if by_id else "", whole if one else [whole], "-1") in DOCUMENTED
    assert api.get(select="$all").status_code == 200


@settings(max_examples=100)
@given(COLLECTIONS, METHODS, ANYTHING, st.from_regex(r"[ -~]{0,12}|[0-9]{5000}", fullmatch=True))
def test_any_body_with_any_if_match(
    own: Simulator, collection: str, method: str, sent: Any, if_match: str
) -> None:
    assert send(Api(own, collection), method, "", sent, if_match.strip()) in DOCUMENTED


@settings(max_examples=150)
@given(
    COLLECTIONS,
    st.text(max_size=20) | st.text("a(),$ ", max_size=20) | st.just("a(" * 20_000),
    st.text(max_size=9),
)
def test_any_select_and_version(own: Simulator, collection: str, select: str, version: str) -> None:
    assert Api(own, collection).get(select=select).status_code in {200, 400}
    assert Api(own, collection).call("GET", v=version).status_code in {200, 400}
