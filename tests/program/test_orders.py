"""Each reason that declares an order tells the check of it the order of the whole program, and no state."""

import json

from pulumi.output import Unknown

from pulumi_liveperson import StatusReason
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.program.claims import Claimant
from pulumi_liveperson.program.program import orders
from pulumi_liveperson.status_reason import StatusReasonProvider
from pulumi_liveperson.wire import ORDERS
from tests.program.mocked import MockedEngine
from tests.unit.declarations import Props, configured


def known(*several: Claimant) -> dict[str, int] | None:
    found = orders(several).get((STATUS_REASON, None))
    return None if found is None else dict(json.loads(found))


def claimant(text: object, order: int | None = None, secrets: frozenset[str] = frozenset()) -> Claimant:
    props: Props = {"text": text} | ({} if order is None else {"order": order})
    return Claimant(STATUS_REASON, "any", props, secrets)


def test_the_order_of_a_program_is_what_is_known_of_it() -> None:
    later = claimant(Unknown(), 20)  # type: ignore[no-untyped-call]
    secret = claimant("Secret", 25, frozenset({"text"}))

    found = known(claimant("First", 10), claimant("Unordered"), later, secret, claimant("Last", 30))

    assert found == {"First": 10, "Last": 30}


def test_one_reason_has_no_order() -> None:
    assert known(claimant("Only", 10), claimant("Unordered")) is None


def test_the_tests_of_a_program_see_what_it_declares() -> None:
    def declared() -> None:
        StatusReason("first", text="First", order=10)
        StatusReason("last", text="Last", order=30)

    engine = MockedEngine(preview=False)
    engine.run(declared)

    assert [name for each in engine.registered for name in each.inputs if name == ORDERS] == []


def test_a_check_drops_the_order_of_the_program() -> None:
    declared = {"text": "First", "state": "Away", "enabled": True, "order": 10.0}

    checked = configured(StatusReasonProvider()).check({}, {**declared, ORDERS: '{"First": 10, "Last": 30}'})

    assert checked.failures == []
    assert checked.inputs == declared
