"""Which program a stack runs, by the real engine."""

import sys
import textwrap

import pytest

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT, ROOT, Stack, resources
from tests.processes import ran

pytestmark = pytest.mark.engine

BROKEN = """
SpecialOccasion("fine", name="Fine", description="Closed")
SpecialOccasion("ages", name="Ages", description="", events=[closed("2026-12-01", days=31, time_zone="UTC")])
StatusReason("lunch", text="Lunch", enabled="yes")
StatusReason("meal", text="Lunch")
"""


def test_an_update_of_a_program_with_mistakes_shows_them_all_and_sends_nothing(
    stack: Stack, simulator: Simulator
) -> None:
    stack.declare(BROKEN)

    refused = stack.up()

    assert refused.exit_code != 0
    for line in (
        'SpecialOccasion "ages": description: must not be empty',
        'SpecialOccasion "ages": events[0].recurrence[0]: has COUNT=31',
        'StatusReason "lunch": enabled: must be True or False',
        'StatusReason "lunch" and StatusReason "meal": only one of them can have the text',
    ):
        assert refused.said.count(line) == 1
    assert "Traceback" not in refused.said
    assert simulator.control.requests() == []
    assert simulator.control.objects(ACCOUNT, "specialoccasion") == []


def test_an_unknown_program_is_answered_by_the_known_ones(stack: Stack) -> None:
    with stack.configuration.open("a") as configuration:
        configuration.write("  liveperson-accounts:program: acne\n")

    refused = stack.preview()

    assert refused.exit_code != 0
    assert "there is no stack program 'acne' in stacks/; existing programs: trial." in refused.said
    assert "Traceback" not in refused.said


APPLIED = """
SpecialOccasion("closed", name="Closed", description="Closed", is_default=True)
StatusReason("lunch", text="Lunch")
"""
MOVED = """
SpecialOccasion("closed", name="Closed", description="Closed")
SpecialOccasion("other", name="Other", description="Other", is_default=True)
"""


def declare(stack: Stack, source: str) -> None:
    """Write a stack program in full."""
    imports = "import asyncio, sys\nimport pulumi\nfrom pulumi_liveperson import *\n"
    (stack.project / "stacks" / f"{stack.name}.py").write_text(imports + source)


def body(program: str) -> str:
    return textwrap.indent(program.strip("\n"), "    ") + "\n"


@pytest.mark.slow
def test_a_program_that_does_not_return_changes_nothing(stack: Stack, simulator: Simulator) -> None:
    stack.apply(APPLIED)
    before, held = simulator.control.snapshot(), resources(stack.state())

    for slip, says in (
        (f"def program():\n{body(MOVED)}    raise KeyError('oops')\n", "KeyError: 'oops'"),
        (f"def program():\n{body(MOVED)}    sys.exit(0)\n", "stacks/trial.py called sys.exit(0)"),
        ("sys.exit(0)\n", "stacks/trial.py called sys.exit(0)"),
        (
            f"async def program():\n{body(MOVED)}    await asyncio.sleep(0.1)\n    1 / 0\n",
            "ZeroDivisionError",
        ),
        (f"def program():\n{body(MOVED)}    yield\n", "returned a value of type generator"),
        (
            f"def program():\n{body(MOVED)}    pulumi.runtime.register_resource_transform(print)\n",
            "register transforms before the first resource",
        ),
    ):
        declare(stack, slip)
        failed = stack.up()
        assert failed.exit_code != 0
        assert says in failed.said

    assert simulator.control.snapshot() == before
    assert resources(stack.state()) == held


@pytest.mark.slow
def test_an_asynchronous_program_is_awaited(stack: Stack, simulator: Simulator) -> None:
    declare(
        stack,
        f"async def program():\n{body(APPLIED)}    await asyncio.sleep(0.1)\n"
        "    StatusReason('tea', text='Tea')\n",
    )

    stack.up().ok()

    found = simulator.control.objects(ACCOUNT, "status-reasons")
    assert sorted(each["text"] for each in found) == ["Lunch", "Tea"]
    stack.preview("--expect-no-changes").ok()


def test_a_program_that_declares_nothing_deletes_nothing_unless_it_says_so(
    stack: Stack, simulator: Simulator
) -> None:
    stack.up().ok()
    stack.apply(APPLIED)
    before = simulator.control.snapshot()
    stack.declare("for text in []:\n    StatusReason(text, text=text)")
    line = "error: stacks/trial.py declares nothing, so 2 objects would be deleted."

    for command in ("preview",), ("up", "--yes", "--skip-preview"), ("refresh", "--yes", "--run-program"):
        refused = stack.pulumi(*command)
        assert refused.exit_code != 0
        assert line in refused.said
    report = ran(
        [sys.executable, "-m", "pulumi_liveperson", "report", "--stack", "trial", "--format", "text"],
        cwd=stack.project,
        env={**stack.environment, "PYTHONPATH": str(ROOT)},
    )
    assert report.returncode != 0
    assert line.removeprefix("error: ") in " ".join(report.stdout.split())
    assert simulator.control.snapshot() == before

    declare(stack, "def program():\n    declare_nothing()\n")
    meant = stack.up().ok()
    assert "- 2 deleted" in meant.said


def test_values_of_another_stack_are_judged_before_anything_is_written(
    stack: Stack, simulator: Simulator
) -> None:
    other = Stack(stack.project, stack.environment, "other")
    other.configuration.write_text(stack.configuration.read_text())
    other.pulumi("stack", "init").ok()
    declare(other, "def program():\n    for value in ('Same', True, 3): pulumi.export(str(value), value)\n")
    other.up().ok()
    stack.declare("""
import pulumi
other = pulumi.StackReference("organization/liveperson-accounts/other")
StatusReason("one", text=other.get_output("Same"), order=other.get_output("3"))
StatusReason("two", text="Same", order=3)
SpecialOccasion("first", name="First", description="Default", is_default=other.get_output("True"))
SpecialOccasion("second", name="Second", description=other.get_output("Same"), is_default=True)
SpecialOccasion("third", name="Third", description=StatusReason("three", text="Three").text)
""")

    for refused in stack.preview(), stack.up():
        assert refused.exit_code != 0
        for line in (
            "this program has 3 errors, and nothing was sent to LivePerson:",
            'StatusReason "one" and StatusReason "two": only one of them can have the text \'Same\'',
            'StatusReason "one" and StatusReason "two": only one of them can have the order 3',
            'SpecialOccasion "first" and SpecialOccasion "second": only one of them can be the default',
        ):
            assert line in refused.said
    assert simulator.control.requests() == []

    stack.declare("""
flag = StatusReason("flag", text="Flag")
SpecialOccasion("first", name="First", description="Default", is_default=True)
SpecialOccasion("second", name="Second", description="Default", is_default=flag.ac_revision.apply(bool))
""")
    refused = stack.up()
    assert refused.exit_code != 0
    assert "only one of them can be the default" in refused.said
    assert [each["name"] for each in simulator.control.objects(ACCOUNT, "specialoccasion")] == ["First"]


def test_what_the_engine_is_going_to_send_is_judged(stack: Stack, simulator: Simulator) -> None:
    stack.apply('StatusReason("kept", text="Kept")')
    program = """
import pulumi
from pulumi import ComponentResource, ResourceOptions, ResourceTransformResult

class Team(ComponentResource):
    def __init__(self, name, opts):
        super().__init__("acme:Team", name, None, opts)

def distinct(args):
    if "text" in args.props:
        return ResourceTransformResult({**args.props, "text": f"{args.props['text']} {args.name}"}, args.opts)

def upper(args):
    if "text" in args.props:  # which its own component has not
        return ResourceTransformResult({**args.props, "text": args.props["text"].upper()}, args.opts)

async def away(args):
    return ResourceTransformResult({**args.props, "state": "Away"}, args.opts)

def untouched(args):
    if args.name == "kept":
        opts = ResourceOptions(ignore_changes=["text", "state"])
        return ResourceTransformResult(args.props, ResourceOptions.merge(args.opts, opts))

pulumi.runtime.register_resource_transform(distinct)
pulumi.runtime.register_resource_transform(untouched)
team = ResourceOptions(parent=Team("team", ResourceOptions(transforms=[upper])))
own = ResourceOptions.merge(team, ResourceOptions(transforms=[away]))
StatusReason("one", text="Lunch", state="?", opts=own)
StatusReason("two", text="Lunch", opts=team)
StatusReason("kept", text="LUNCH", state="?")
"""
    stack.declare(program)

    seen = stack.preview("--diff").ok()
    assert ': "LUNCH one"' in seen.said
    stack.up().ok()
    found = simulator.control.objects(ACCOUNT, "status-reasons")
    assert sorted(each["text"] for each in found) == ["Kept", "LUNCH one", "LUNCH two"]

    stack.declare(
        program
        + """
StatusReason("wrong", text="<b>", enabled="yes")
StatusReason("three", text="Lunch", order=0)
"""
    )
    refused = stack.preview()
    assert refused.exit_code != 0
    assert "this program has 3 errors" in refused.said


@pytest.mark.slow
def test_a_program_of_another_author_is_checked_completely(stack: Stack, simulator: Simulator) -> None:
    stack.use_the_real_python()  # such a program is known from the moment in which it imports us
    program = """
import pulumi
from pulumi import ResourceTransformResult
from pulumi_liveperson import StatusReason

def distinct(args):
    return ResourceTransformResult({**args.props, "text": f"{args.props['text']} {args.name}"}, args.opts)

pulumi.runtime.register_resource_transform(distinct)
StatusReason("one", text="Lunch")
StatusReason("two", text="Lunch")
"""
    main = stack.project / "__main__.py"
    main.unlink()

    main.write_text(program + "raise KeyError('oops')")
    failed = stack.up()
    assert failed.exit_code != 0
    assert "KeyError: 'oops'" in failed.said
    assert simulator.control.requests() == []
    main.write_text(program)
    stack.up().ok()
    found = simulator.control.objects(ACCOUNT, "status-reasons")
    assert sorted(each["text"] for each in found) == ["Lunch one", "Lunch two"]
