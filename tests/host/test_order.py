"""An update that reports success leaves the declared order, whatever happened before and meanwhile."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.status_reason import StatusReasonProvider
from tests.host.conftest import ACCOUNT, configuration
from tests.host.seeds import SEEDS
from tests.host.small_engine import Declared, Entry, Outcome, Props, SmallEngine

REASONS = "status-reasons"
MOVED = "\n  order: the state has "
IN_DOUBT = "The order of the status reasons differs from the state"
POLICIES = [
    {"order_policy": "append"},
    {"order_policy": "prepend"},
    {"order_policy": "gaps"},
    {"order_policy": "as_sent", "noop_put": "answer304"},
    {"order_policy": "hidden"},
    {"order_policy": "append", "order_counts": "before", "noop_put": "answer304"},
    {"order_policy": "prepend", "order_in_create": "ignored"},
    {"order_policy": "gaps", "order_in_create": "ignored"},
]
STALE_CHECKS = ["strict", "mild"]
POLICY = pytest.mark.parametrize("policy", POLICIES, ids=lambda knobs: "-".join(knobs.values()))


class Stack:
    """A stack of status reasons, and the account that it is for."""

    def __init__(self, simulator: Simulator, seed: int, **knobs: str) -> None:
        simulator.control.reset()
        simulator.control.set_knobs(**knobs)
        self.control = simulator.control
        self.chance = random.Random(seed)  # noqa: S311 - examples
        self.engine = SmallEngine(StatusReasonProvider, configuration(simulator), self.chance)
        self.announces = True
        self.hides = knobs["order_policy"] == "hidden"
        self.told: list[str] = [f"seed {seed}, {knobs}"]

    def up(self, program: list[Declared], **options: object) -> Outcome:
        self.told.append(f"up {options} of {_described(program)}")
        self.control.clear_requests()
        self.engine.announces = self.announces
        outcome = self.engine.up(program, **options)  # type: ignore[arg-type]
        self.told.append(f"  {outcome}; live {self.live()}")
        return outcome

    def applied(self, program: list[Declared]) -> None:
        """Update, which has to go well and to leave the declared order, and nothing to do."""
        outcome = self.up(program)
        if outcome.errors:
            pytest.fail(str(self))
        self.is_left(program)

    def settled(self, program: list[Declared]) -> None:
        """Update after trouble: where that leaves open who has moved what, a refresh tells."""
        outcome = self.up(program)
        if any(doubt in each for each in outcome.errors.values() for doubt in (IN_DOUBT, MOVED)):
            self.told.append(f"refreshed: {self.engine.refresh()}")
            outcome = self.up(program)
        if outcome.errors:
            pytest.fail(str(self))
        self.is_left(program)

    def is_left(self, program: list[Declared]) -> None:
        """Expect the declared order, an empty preview, and no drift."""
        self.has_order(program)
        assert self.engine.preview(program) == {}, self
        assert self.engine.refresh() == {}, self
        assert self.engine.preview(program) == {}, self

    def has_order(self, program: list[Declared]) -> None:
        declared = sorted((each for each in program if "order" in each.props), key=_order)
        live = self.live()
        texts = [each.props["text"] for each in declared]
        places = [live[text] for text in texts]
        assert places == sorted(set(places)), f"{self}\nnot {texts}"

    def live(self) -> dict[str, int]:
        """Return the live positions by text, in their order."""
        stored = self.control.objects(ACCOUNT, REASONS)
        shown = {each["text"]: int(each["order"]) for each in stored if "order" in each}
        return dict(sorted(shown.items(), key=lambda each: each[1]))

    def writes(self) -> list[str]:
        log = self.control.requests()
        return [each["method"] for each in log if REASONS in each["path"] and each["method"] != "GET"]

    def move(self, text: str, place: int) -> None:
        """Let somebody move a reason in the console."""
        self.told.append(f"somebody moves {text} to {place}")
        [id_] = [each["id"] for each in self.control.objects(ACCOUNT, REASONS) if each["text"] == text]
        self.control.foreign_update(ACCOUNT, REASONS, id_, {"order": place})

    def __str__(self) -> str:
        return "\n".join(self.told)


Trouble = Callable[[Stack, list[Declared]], None]


def _order(declared: Declared) -> int:
    return int(declared.props["order"])


def _described(program: list[Declared]) -> str:
    return ", ".join(
        f"{each.name}: {each.props}" + (f" after {sorted(each.after)}" if each.after else "")
        for each in program
    )


def reason(text: str, order: int | None = None, after: str = "", **changes: object) -> Declared:
    props: Props = {"text": text, "state": "Away", "enabled": True, **changes}
    if order is not None:
        props["order"] = order
    return Declared(text, props, frozenset(after))


def drawn(chance: random.Random, before: list[Declared]) -> list[Declared]:
    """Return a program that is not quite what it was: other orders, texts, resources and dependencies."""
    names = [*"ABCDEFGH"[: chance.randint(2, 8)]]
    chance.shuffle(names)
    stride = chance.choice([1, 1, 10])
    known = {each.name: each for each in before}
    ranked = [*names]
    if chance.random() < 0.5:  # few have to move
        ranked.sort(
            key=lambda name: _order(known[name]) if name in known and "order" in known[name].props else 99
        )
        for _ in range(chance.randint(0, 2)):
            ranked.insert(chance.randrange(len(ranked)), ranked.pop(chance.randrange(len(ranked))))
    program: list[Declared] = []
    for name in names:
        kept = known.get(name)
        text = kept.props["text"] if kept and chance.random() < 0.8 else f"{name}{chance.choice(' +')}"
        declared = reason(text, stride * (ranked.index(name) + 1), enabled=chance.random() < 0.8)
        if chance.random() < 0.1:
            del declared.props["order"]
        elif kept and "order" in kept.props and chance.random() < 0.5:
            taken = {_order(each) for each in program if "order" in each.props}
            if _order(kept) not in taken:
                declared.props["order"] = _order(kept)
        after = chance.sample(program, min(len(program), chance.choice([0, 0, 1, 2])))
        program.append(replace(declared, name=name, after=frozenset(each.name for each in after)))
    orders = [each.props["order"] for each in program if "order" in each.props]
    return program if len(orders) == len(set(orders)) else drawn(chance, before)


MOVES = {"order_policy": "append"}
BEFORE = [reason("A", 10), reason("B", 20), reason("C", 30)]


@pytest.fixture
def stack(simulator: Simulator) -> Stack:
    """A stack of three reasons, in an account in which a write moves its reason to the end."""
    found = Stack(simulator, 0, **MOVES)
    found.applied(BEFORE)
    return found


def test_a_reason_that_is_heard_of_after_others_have_moved_is_put_right(stack: Stack) -> None:
    stack.announces = False  # as where texts are known only in the update
    stack.applied([reason("A", 25), reason("B", 20, after="A"), reason("C", 30, after="A")])
    stack.applied([reason("C", 10), reason("B", 20, after="C"), reason("A", 25, after="C")])


def test_the_first_write_takes_the_whole_program_into_account(stack: Stack) -> None:
    program = [reason("A", 25), reason("B", 20, after="A"), reason("C", 30, after="A")]

    stack.up(program, only=["A"])

    stack.has_order(program)
    assert stack.engine.preview(program) == {}


def test_an_order_that_could_not_be_restored_is_reported_and_restored_by_the_next_update(
    stack: Stack,
) -> None:
    stack.announces = False
    program = [reason("C", 15), reason("A", 10, after="C"), reason("B", 20, after="A")]
    stack.control.add_fault("delay", method="PUT", path=REASONS, seconds=0.0)
    stack.control.add_fault("status_before", method="PUT", path=REASONS, status=400, times=2)

    failed = stack.up(program)

    assert [*failed.errors] == ["B"], stack
    assert failed.errors["B"].endswith("Run `pulumi up` again to move it to its position.")
    stack.applied(program)


def test_a_moved_reason_with_an_unchanged_declaration_is_a_conflict_for_a_reason_that_moves(
    stack: Stack,
) -> None:
    stack.move("C", 1)
    program = [*BEFORE, reason("D", 25)]

    refused = stack.up(program)

    assert refused.errors.keys() == {"D"}, stack
    assert refused.errors["D"].startswith(IN_DOUBT)
    assert list(stack.live()) == ["C", "A", "B"]
    assert stack.engine.refresh()
    stack.applied(program)


def test_a_moved_reason_is_not_a_conflict_for_a_reason_that_stays_in_its_place(stack: Stack) -> None:
    stack.move("C", 1)

    done = stack.up([reason("A", 10, enabled=False), reason("B", 20, after="A"), reason("C", 30, after="A")])

    assert (done.done, done.errors) == ({"A": "update"}, {}), stack


def test_a_moved_reason_is_moved_back_if_it_may_be_overwritten(simulator: Simulator) -> None:
    stack = Stack(simulator, 0, **MOVES)
    before = [replace(each, props={**each.props, "on_conflict": "overwrite"}) for each in BEFORE]
    stack.applied(before)
    stack.move("C", 1)

    stack.applied([*before, reason("D", 25, on_conflict="overwrite")])


def test_a_reason_that_is_left_out_counts_for_those_that_move_whatever_its_text(simulator: Simulator) -> None:
    stack = Stack(simulator, 0, **MOVES)
    stack.applied([reason("A", 10), reason(" B ", 20), reason("C", 30)])
    program = [reason("A", 25), reason(" B ", 20), reason("C", 30)]

    stack.up(program, only=["A"])

    stack.has_order(program)


def test_a_reason_that_is_moved_keeps_its_text_however_that_is_written_back(simulator: Simulator) -> None:
    stack = Stack(simulator, 0, text_form="escaped_all", order_in_create="ignored", **MOVES)
    program = [reason("Q+A", 20), reason("R+D", 10)]

    stack.applied(program)
    stack.applied([*program, reason("*", 5)])

    stored = stack.control.objects(ACCOUNT, REASONS)
    assert sorted(each["text"] for each in stored) == ["*", "Q+A", "R+D"]


@pytest.mark.parametrize("declared_later", ["A", "B"])
def test_reasons_with_one_number_are_restored_after_a_refresh(
    simulator: Simulator, declared_later: str
) -> None:
    stack = Stack(simulator, 0, order_policy="as_sent")
    program = [reason("A", 10), reason("B", 20)]
    stack.applied(program)
    stack.move(declared_later, 10 if declared_later == "B" else 20)

    assert stack.engine.refresh() != {}

    stack.applied(program)


@pytest.mark.parametrize("order_policy", ["append", "as_sent", "hidden"])
def test_reasons_that_are_created_in_order_are_not_moved(simulator: Simulator, order_policy: str) -> None:
    stack = Stack(simulator, 0, order_policy=order_policy)

    stack.up([reason(f"{number}", 10 * number) for number in range(1, 61)])

    stack.has_order([reason(f"{number}", 10 * number) for number in range(1, 61)])
    assert set(stack.writes()) == {"POST"}
    log = [each for each in stack.control.requests() if REASONS in each["path"]]
    assert len(log) <= 2 * len(stack.writes()) + 1


def cut_short(stack: Stack, program: list[Declared]) -> None:
    """Interrupt an update after some registrations."""
    stack.up(program, stop_after=stack.chance.randint(1, len(program)))


def of_some(stack: Stack, program: list[Declared]) -> None:
    """Update only some resources."""
    names = [each.name for each in program]
    stack.up(program, only=stack.chance.sample(names, stack.chance.randint(1, len(names))))


def with_a_refusal(stack: Stack, program: list[Declared]) -> None:
    """Have LivePerson refuse some writes."""
    method = stack.chance.choice(["PUT", "POST", "DELETE"])
    stack.told.append(f"{method} is refused")
    stack.control.add_fault(
        "delay", method=method, path=REASONS, seconds=0.0, times=stack.chance.randint(1, 3)
    )
    stack.control.add_fault("status_before", method=method, path=REASONS, status=400)
    stack.up(program)
    stack.control.clear_faults()


def with_somebody_else(stack: Stack, program: list[Declared]) -> None:
    """Have somebody move a reason before an update: that is a conflict, or put right by it."""
    live = stack.live()
    if not live or stack.hides:
        return
    before = dict(stack.engine.state)
    stack.move(stack.chance.choice(sorted(live)), stack.chance.randint(1, len(live)))
    outcome = stack.up(program)
    touched = [
        name
        for name in outcome.done
        if name in stack.engine.state
        and stack.engine.state[name].inputs.get("order") not in {None, _stored(before, name)}
    ]
    if touched and not outcome.errors:
        stack.has_order(program)
    stack.told.append(f"refreshed: {stack.engine.refresh()}")


def with_a_refresh(stack: Stack, program: list[Declared]) -> None:
    """Interrupt an update, and refresh."""
    cut_short(stack, program)
    stack.told.append(f"refreshed: {stack.engine.refresh()}")


def _stored(state: dict[str, Entry], name: str) -> object:
    return state[name].inputs.get("order") if name in state else None


def test_a_renamed_reason_that_a_targeted_update_left_out_comes_to_its_place(simulator: Simulator) -> None:
    stack = Stack(simulator, 0, stale_check="strict", order_policy="prepend", order_in_create="ignored")
    first, last = reason("First", 1), reason("Last", 2)
    stack.applied([first, last])
    program = [
        Declared("First", {**first.props, "text": "First of all"}),
        Declared("New", reason("New", 3).props, frozenset(["First"])),
        Declared("Last", {**last.props, "order": 5}, frozenset(["First"])),
    ]

    stack.up(program, only=["New", "Last"])

    stack.settled(program)


TROUBLES = [cut_short, of_some, with_a_refusal, with_somebody_else, with_a_refresh]


@POLICY
def test_any_program_leaves_its_order(simulator: Simulator, policy: dict[str, str]) -> None:
    search(simulator, policy, SEEDS.choice(STALE_CHECKS), examples=2)


@POLICY
@pytest.mark.parametrize("trouble", TROUBLES)
def test_after_any_trouble_the_next_update_leaves_the_order(
    simulator: Simulator, policy: dict[str, str], trouble: Trouble
) -> None:
    search(simulator, policy, SEEDS.choice(STALE_CHECKS), examples=1, trouble=trouble)


@pytest.mark.slow
@pytest.mark.timeout(3600)
@POLICY
def test_thousands_of_programs_leave_their_order(simulator: Simulator, policy: dict[str, str]) -> None:
    for stale_check in STALE_CHECKS:
        for trouble in (None, *TROUBLES):
            search(simulator, policy, stale_check, examples=12, trouble=trouble)


def search(
    simulator: Simulator,
    policy: dict[str, str],
    stale_check: str,
    examples: int,
    trouble: Trouble | None = None,
) -> None:
    for _ in range(examples):
        stack = Stack(simulator, SEEDS.randrange(10**6), stale_check=stale_check, **policy)
        program: list[Declared] = []
        for _ in range(3):
            program = drawn(stack.chance, program)
            if trouble is not None and stack.engine.state:
                trouble(stack, program)
                stack.settled(program)
            else:
                stack.applied(program)
