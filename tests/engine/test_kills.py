"""A command is killed while checkpoints are skipped: the same command again completes it, with every kind.

The result is the same as without a kill: nothing exists twice, nothing is left over, and objects that are
kept have their ids.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import command
from tests.engine.applied import Applied, Apply
from tests.engine.killing import SKIPPED, Content, content, ids, kill, recovered
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

DECLARED = """
from pulumi import ResourceOptions as Options
week = weekly("MO-FR", "09:00", "17:00", time_zone="Europe/London")
uk = SpecialOccasion("uk", name="UK bank holidays", description="Closed", is_default=True)
xmas = SpecialOccasion("xmas", name="Christmas", description="Closed")
desk = Workdays("desk", name="Desk", description="Office", shifts=week, is_default=True)
late = Workdays("late", name="Late", description="Evening", shifts=week)
StatusReason("lunch", text="Lunch")
for text, order in {"a": 10, "b": 20, "c": 30, "d": 40}.items():
    StatusReason(text, text=text, order=order)
SkillHours("billing", skill_name="billing", working_hours_id=desk.id, special_occasion_id=uk.id)
returns = Skill("returns", name="returns", max_wait_time=60, working_hours_id=desk.id)
Skill("refunds", name="refunds", skill_transfer_list=[returns.id])
"""
UPDATED = """
week = weekly("MO-FR", "09:00", "18:00", time_zone="Europe/London")
uk = SpecialOccasion("uk", name="UK bank holidays", description="Closed all day", is_default=True)
xmas = SpecialOccasion("xmas", name="Christmas Day", description="Closed")
desk = Workdays("desk", name="Desk", description="Front office", shifts=week, is_default=True)
late = Workdays("late", name="Late", description="Evening", shifts=week)
StatusReason("lunch", text="Lunch break")
for text, order in {"a": 45, "b": 20, "c": 30, "d": 10}.items():
    StatusReason(text, text=text, enabled=False, order=order)
SkillHours("billing", skill_name="billing", working_hours_id=late.id, special_occasion_id=xmas.id)
returns = Skill("returns", name="returns", max_wait_time=90, working_hours_id=late.id)
Skill("refunds", name="refunds", special_occasion_id=uk.id, skill_transfer_list=[returns.id])
"""
REPLACED = """
from pulumi import ResourceOptions as Options
on = Options(replace_on_changes=["description", "enabled"])
week = weekly("MO-FR", "09:00", "17:00", time_zone="Europe/London")
uk = SpecialOccasion("uk", name="UK bank holidays", description="Closed", is_default=True)
xmas = SpecialOccasion("xmas", name="Christmas", description="Closed all day", opts=on)
desk = Workdays("desk", name="Desk", description="Office", shifts=week, is_default=True)
late = Workdays("late", name="Late", description="Night", shifts=week, opts=on)
StatusReason("lunch", text="Lunch", enabled=False, opts=on)
for text, order in {"a": 10, "b": 20, "c": 30, "d": 40}.items():
    StatusReason(text, text=text, order=order, enabled=text not in "bc", opts=on)
SkillHours("billing", skill_name="sales", working_hours_id=desk.id, special_occasion_id=uk.id)
returns = Skill("returns", name="returns", max_wait_time=60, working_hours_id=desk.id)
Skill("refunds", name="refunds", description="Money", skill_transfer_list=[returns.id], opts=on)
"""
RENAMED = """
week = weekly("MO-FR", "09:00", "17:00", time_zone="Europe/London")
uk = SpecialOccasion("uk-2", name="UK bank holidays", description="Closed", is_default=True)
xmas = SpecialOccasion("xmas", name="Christmas Day", description="Closed")
SpecialOccasion("new-xmas", name="Christmas", description="Another")
desk = Workdays("desk-2", name="Desk", description="Office", shifts=week, is_default=True)
late = Workdays("late", name="Evening", description="Evening", shifts=week)
StatusReason("lunch-2", text="Lunch")
for text, order in {"a": 10, "b": 20, "c": 30, "d": 40}.items():
    StatusReason(text + "-2" * (text < "c"), text=text * (1 + (text > "c")), order=order)
SkillHours("billing-2", skill_name="billing", working_hours_id=desk.id, special_occasion_id=uk.id)
returns = Skill("returns-2", name="returns", max_wait_time=60, working_hours_id=desk.id)
Skill("refunds", name="repayments", skill_transfer_list=[returns.id])
"""
HANDED_OVER = (
    DECLARED.replace(", is_default=True", "")
    .replace('description="Closed")\ndesk', 'description="Closed", is_default=True)\ndesk')
    .replace('description="Evening"', 'description="Evening", is_default=True')
)
WITH_NEW_DEFAULTS = (
    DECLARED.replace(", is_default=True", "")
    + """
SpecialOccasion("new", name="New", description="Closed", is_default=True)
Workdays("new-hours", name="New", description="Office", shifts=week, is_default=True)
"""
)
IMPORTED = """
from pulumi import ResourceOptions as Options
by_name = lambda name: Options(import_=f"name:{name}")
week = weekly("MO-FR", "09:00", "17:00", time_zone="Europe/London")
uk = SpecialOccasion("uk", name="UK bank holidays", description="Closed", is_default=True,
    opts=by_name("UK bank holidays"))
xmas = SpecialOccasion("xmas", name="Christmas", description="Closed")
desk = Workdays("desk", name="Desk", description="Office", shifts=week, is_default=True, opts=by_name("Desk"))
Workdays("more", name="More", description="Office", shifts=week)
StatusReason("lunch", text="Lunch", opts=by_name("Lunch"))
StatusReason("tea", text="Tea")
SkillHours("sales", skill_name="sales", working_hours_id=desk.id, special_occasion_id=uk.id)
SkillHours("billing", skill_name="billing", working_hours_id=desk.id, special_occasion_id=uk.id,
    opts=by_name("billing"))
Skill("returns", name="returns", max_wait_time=60, working_hours_id=desk.id, opts=by_name("returns"))
"""


@dataclass(frozen=True)
class Operation:
    """What a command does, from a program that was applied before."""

    before: str
    after: str
    moments: tuple[int, ...]
    """The numbers of the requests at which it is killed."""
    command: str = "up"
    has_state: bool = True
    """Whether the state contains the program that was applied before."""


OPERATIONS = {
    "create": Operation("pass", DECLARED, (4, 5, 6, 7, 9, 11, 13, 16)),
    "update": Operation(DECLARED, UPDATED, (2, 4, 6, 8, 10, 12, 15, 18)),
    "replace": Operation(DECLARED, REPLACED, (5, 7, 9, 11, 13, 15, 18, 21)),
    "rename": Operation(DECLARED, RENAMED, (2, 3, 4, 5, 6, 7)),
    "handover": Operation(DECLARED, HANDED_OVER, (2, 3, 4)),
    "new default": Operation(DECLARED, WITH_NEW_DEFAULTS, (2, 3, 4)),
    "import": Operation(DECLARED, IMPORTED, (1, 3, 4, 5, 6), has_state=False),
    "destroy": Operation(DECLARED, DECLARED, (2, 3, 5, 8, 10, 12, 14, 16, 18), command="destroy"),
}
QUICK = {("update", 8), ("destroy", 8)}
CASES = [
    pytest.param(
        name,
        moment,
        bool(index % 2),
        id=f"{name} {moment}",
        marks=() if (name, moment) in QUICK else pytest.mark.slow,
    )
    for name, operation in OPERATIONS.items()
    for index, moment in enumerate(operation.moments)
]


class Laboratory:
    """The accounts and stacks in which operations start, and what each of them does if nobody kills it."""

    def __init__(self, apply: Apply) -> None:
        self._apply = apply
        self._bases: dict[str, Applied] = {}
        self._results: dict[str, tuple[Content, set[str]]] = {}

    def ready(self, operation: Operation, simulator: Simulator, folder: Path) -> Stack:
        """Return a stack, and let the account be as before the operation."""
        simulator.control.set_knobs(order_policy="append")
        if operation.before not in self._bases:
            self._bases[operation.before] = self._apply(operation.before)
        stack = self._bases[operation.before].again(folder, simulator)
        if not operation.has_state:
            stack.pulumi("stack", "rm", "--force", "--yes", "--preserve-config").ok()
            stack.pulumi("stack", "init").ok()
        stack.declare(operation.after)
        return stack

    def expected(self, name: str, simulator: Simulator, folder: Path) -> tuple[Content, set[str]]:
        """Return the content of the account after an operation, and the ids of the objects that it keeps."""
        if name not in self._results:
            stack = self.ready(OPERATIONS[name], simulator, folder)
            before = set(ids(simulator).values())
            stack.pulumi(OPERATIONS[name].command, "--yes", "--skip-preview").ok()
            self._results[name] = content(simulator), before & set(ids(simulator).values())
        return self._results[name]


@pytest.fixture(scope="module")
def laboratory(apply: Apply) -> Laboratory:
    return Laboratory(apply)


def assert_completed(
    stack: Stack, simulator: Simulator, command: str, expected: tuple[Content, set[str]]
) -> None:
    """Recover as documented, and find the result of a command that nobody has killed."""
    everything, kept = expected

    run = recovered(stack, command)

    assert run.exit_code == 0, run.said
    assert content(simulator) == everything
    live = set(ids(simulator).values())
    assert kept <= live
    assert set(stack.ids().values()) <= live
    if command == "up":
        stack.expect_no_changes()
    else:
        assert stack.ids() == {}


@pytest.mark.parametrize(("name", "moment", "takes_effect"), CASES)
def test_a_killed_command_is_completed_by_the_same_command(
    name: str,
    moment: int,
    laboratory: Laboratory,
    simulator: Simulator,
    tmp_path: Path,
    *,
    takes_effect: bool,
) -> None:
    operation = OPERATIONS[name]
    expected = laboratory.expected(name, simulator, tmp_path / "undisturbed")

    for now in range(moment, 0, -1):  # earlier, if the command was completed with fewer requests
        stack = laboratory.ready(operation, simulator, tmp_path / f"killed {now}")
        if kill(stack, simulator, now, operation.command, takes_effect=takes_effect):
            break

    assert_completed(stack, simulator, operation.command, expected)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["create", "update", "replace", "destroy"])
def test_a_command_may_be_killed_several_times(
    name: str, laboratory: Laboratory, simulator: Simulator, tmp_path: Path
) -> None:
    operation = OPERATIONS[name]
    expected = laboratory.expected(name, simulator, tmp_path / "undisturbed")
    stack = laboratory.ready(operation, simulator, tmp_path / "killed")

    killed = []
    for moment in (6, 8, 5):
        killed.append(kill(stack, simulator, moment, operation.command, takes_effect=moment == 8))
        stack.pulumi("cancel", "--yes")

    assert killed[0]
    assert_completed(stack, simulator, operation.command, expected)


TWO = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
"""


def killed_after_all_writes(stack: Stack, simulator: Simulator) -> None:
    """Kill an update that has written everything but its state: two lists and two writes."""
    before = stack.state()
    assert kill(stack, simulator, 4, "up", takes_effect=True)
    stack.pulumi("cancel", "--yes")
    assert stack.state() == before, "checkpoints are not skipped"


@pytest.mark.slow
def test_what_a_killed_update_created_for_a_resource_that_is_removed_is_listed(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(TWO)
    killed_after_all_writes(stack, simulator)
    [reason] = simulator.control.objects(ACCOUNT, "status-reasons")
    stack.declare(TWO.replace('StatusReason("lunch", text="Lunch")', ""))
    preview = stack.project / "preview.json"

    preview.write_text(json.dumps(stack.preview("--refresh", "--show-sames", "--json", **SKIPPED).ok().json))
    report = command(stack, "report", str(preview), "--live", "trial", "--format", "text")
    stack.up(**SKIPPED).ok()
    unmanaged = command(stack, "unmanaged", "--stack", "trial")

    assert f"Lunch (status reason, id {reason['id']})" in report.said
    assert re.search(rf"status reason +{reason['id']} +Lunch", unmanaged.said), unmanaged.said
    assert unmanaged.exit_code == 3
    assert "Year end" not in unmanaged.said


@pytest.mark.slow
def test_after_a_killed_create_another_content_is_refused_until_the_first_program_has_run(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(TWO)
    killed_after_all_writes(stack, simulator)
    before = content(simulator)
    other = TWO.replace('"Closed"', '"Closed all day"')
    stack.declare(other)

    refused = stack.up(**SKIPPED)

    assert refused.exit_code != 0
    assert "already exists" in refused.said
    assert content(simulator) == before
    stack.declare(TWO)
    stack.up(**SKIPPED).ok()
    stack.apply(other)
    assert content(simulator)["specialoccasion", "Year end"]["description"] == "Closed all day"
    stack.expect_no_changes()


@pytest.mark.slow
@pytest.mark.parametrize("way", ["first program", "refresh"])
def test_after_a_killed_update_another_content_is_a_conflict_until_the_state_is_right(
    stack: Stack, simulator: Simulator, way: str
) -> None:
    stack.apply(TWO)
    second = TWO.replace('"Closed"', '"Closed all day"').replace('text="Lunch"', 'text="Break"')
    third = second.replace('"Closed all day"', '"Open"')
    stack.declare(second)
    killed_after_all_writes(stack, simulator)
    before = content(simulator)
    stack.declare(third)

    refused = stack.up(**SKIPPED)

    assert refused.exit_code != 0
    assert "was changed in LivePerson since Pulumi last saw it" in refused.said
    assert content(simulator) == before
    if way == "refresh":
        stack.refresh("--yes", "--skip-preview", **SKIPPED).ok()
    else:
        stack.declare(second)
        stack.up(**SKIPPED).ok()
    stack.apply(third)
    assert content(simulator)["specialoccasion", "Year end"]["description"] == "Open"
    assert ids(simulator).keys() == before.keys()
    stack.expect_no_changes()
