"""`python -m tests.docs.transcripts`: run what the Markdown files show, and write their console blocks again.

It also writes the page of messages, and the proofs in the page of the simulator.
A block is replaced only where it differs in more than durations, ids and revisions.
"""

import difflib
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs import ledger, messages
from tests.docs.adoption import commands, option, without_our_host
from tests.docs.conflicts import deletions, on_purpose, recovery
from tests.docs.connection import credentials, examination, patience
from tests.docs.exporting import exporting
from tests.docs.hours_report import christmas_hours
from tests.docs.many_accounts_report import accounts_report
from tests.docs.opening import opening
from tests.docs.output import constant
from tests.docs.probing import probing
from tests.docs.review import review
from tests.docs.skills import skills
from tests.docs.terminal import Blocks, from_diagnostics, shown
from tests.docs.undo import comparison, undoing
from tests.docs.workspace import ROOT, SIGNED_IN, Workspace

BLOCK = re.compile(
    r"(<!-- transcript: (?P<name>[\w-]+) -->\n```(?:console|diff)\n)(?P<text>.*?)(?=^```$)",
    re.MULTILINE | re.DOTALL,
)

REPORT = "liveperson", "report", "--stack", "demo", "--refresh", "--format", "text"
HOLIDAY = (
    '            "PT",\n            YEARS,\n            time_zone=LISBON,\n',
    '            hours={"2027-12-31": ("09:00", "13:00")},\n',
)

TEAM = '''"""The desk of one team."""

from pulumi_liveperson import SpecialOccasion, StatusReason, closed


def program() -> None:
    """Declare the account."""
    SpecialOccasion(
        "year-end",
        name="Year-end closure",
        description="Back office closed",
        events=[closed("2026-12-24", days=9, time_zone="Europe/Lisbon")],
    )
    StatusReason("lunch", text="Lunch")
    StatusReason("huddle", text="Team huddle", state="Occupied")
'''

ONE = """from pulumi_liveperson import StatusReason


def program() -> None:
    StatusReason("lunch", text="Lunch")
"""

MISTAKEN_OCCASIONS = """from pulumi_liveperson import SpecialOccasion, closed, open_hours

LISBON = "Europe/Lisbon"


def program() -> None:
    SpecialOccasion("nameless", name="", description="", events="soon")
    SpecialOccasion("long", name="x" * 51, description="x" * 201, is_default="yes")
    SpecialOccasion("twin", name="Twin", description="One", is_default=True)
    SpecialOccasion("other-twin", name="Twin", description="Other", is_default=True)
    SpecialOccasion(
        "dates",
        name="Dates",
        description="One mistake each",
        events=[
            closed("2026-02-30", time_zone=LISBON),
            closed("24.12.2026", time_zone=LISBON),
            closed("2026-12-24", days=31, time_zone=LISBON),
            closed("2026-12-24", time_zone="Lisbon"),
            open_hours("2026-12-24", "17:00", "08:00", time_zone=LISBON),
            {
                "meta": {"working": True, "name": "mixed"},
                "start": {"date_time": "2026-12-24", "time_zone": "Europe/Lisbon"},
                "end": {"date_time": "2026-12-24T12:00:00", "time_zone": "Europe/London"},
                "recurrence": ["RRULE:FREQ=WEEKLY"],
            },
            {
                "meta": {"working": "no", "label": "odd"},
                "start": {"dateTime": "2026-12-24", "time_zone": LISBON},
                "end": {"date_time": "2027-03-24", "time_zone": LISBON},
            },
        ],
    )
"""

MISTAKEN_HOLIDAYS = """from pulumi_liveperson import SpecialOccasion, public_holidays


def program() -> None:
    SpecialOccasion(
        "holidays",
        name="Holidays",
        description="One mistake each",
        events=[
            *public_holidays("Germany", 2027, time_zone="Europe/Berlin"),
            *public_holidays("DE", 2027, subdivision="Bavaria", language="de_DE", time_zone="Berlin"),
            *public_holidays("US", [1700, 2027], time_zone="America/New_York"),
            *public_holidays(
                "GB", 2027, time_zone="Europe/London", without=("Boxng Day", "2027-12-29"),
                hours={"2026-12-24": ("09:00", "13:00")},
            ),
        ],
    )
"""

MISTAKEN_WORKDAYS = """from pulumi_liveperson import Workdays, weekly

LISBON = "Europe/Lisbon"


def program() -> None:
    Workdays("nameless", name="", description="", shifts=[])
    week = weekly("MO", "09:00", "17:00", time_zone=LISBON)
    Workdays("twin", name="Twin", description="One", is_default=True, shifts=week)
    Workdays("other-twin", name="Twin", description="Other", is_default=True, shifts=week)
    Workdays(
        "shifts",
        name="Shifts",
        description="One mistake each",
        shifts=[
            *weekly("MON", "09:00", "17:30", time_zone=LISBON),
            *weekly("TU-TH", "09:00", "25:00", time_zone=LISBON),
            *weekly("FR", "9:00", "17:30", time_zone="Lisbon"),
            *weekly("SA", "09:00", "17:30", time_zone="Asia/Calcutta"),
            {"day": "SU", "start": "21:00", "end": "02:00", "timeZone": LISBON},
        ],
    )
"""

MISTAKEN_SKILLS = """from pulumi_liveperson import Skill


def program() -> None:
    Skill("nameless", name="", description=5, can_transfer="no")
    Skill("numbers", name="Numbers", max_wait_time="", wrap_up_time=1.5, auto_close_in_seconds=60)
    Skill("ids", name="Ids", lob_ids=[4500071010], fallback_skill="sales", skill_transfer_list=[])
    share = {"agent_group_id": "4500301110", "priority": 0, "split_percentage": 101}
    Skill("routing", name="Routing", skill_routing_configuration=[share, {"agentGroupId": "4500301210"}])
    Skill("twin", name="Twin")
    Skill("other-twin", name="Twin")
"""

MISTAKEN_HOURS = """from pulumi_liveperson import Skill, SkillHours


def program() -> None:
    SkillHours("nothing")
    SkillHours("both", skill_name="support", skill_id="4410020510", working_hours_id="")
    SkillHours("object", skill_name="sales", working_hours_id="London desk")
    Skill("billing", name="billing")
    SkillHours("billing-hours", skill_name="billing", special_occasion_id="")
"""

MISTAKEN_REASONS = """from pulumi_liveperson import StatusReason


def program() -> None:
    StatusReason("empty", text="")
    StatusReason("long", text="x" * 101)
    StatusReason("markup", text="R&D <stand-up>")
    StatusReason("state", text="Meeting", state="Busy", enabled="yes")
    StatusReason("first", text="Lunch", order=1)
    StatusReason("also-first", text="Break", order=1)
    StatusReason("zeroth", text="Training", order=0)
    StatusReason("lunch-again", text="Lunch")
"""


def readme(folder: Path) -> Blocks:
    """Tell the story of the README: the demo, and a holiday that is added to it."""
    with Workspace(folder, simulated=False) as here:
        up = shown(here, "python", "-m", "toolchain", "up").replace("python -m toolchain up", "make up", 1)
        # The preview lists the same resources again.
        yield (
            "make-up",
            re.sub(r"(Previewing.*?\n).*?(?=^Updating)", r"\1...\n\n", up, flags=re.MULTILINE | re.DOTALL),
        )
        before = (here.folder / "stacks" / "demo.py").read_text()
        here.edit("stacks/demo.py", HOLIDAY[0], "".join(HOLIDAY))
        after = (here.folder / "stacks" / "demo.py").read_text()
        difference = difflib.unified_diff(
            before.splitlines(), after.splitlines(), "stacks/demo.py", "stacks/demo.py", n=2, lineterm=""
        )
        yield "holiday-edit", "\n".join(line for line in difference) + "\n"
        yield "holiday-preview", shown(here, "pulumi", "preview", "--diff")
        # The report comes before the update: afterwards there is nothing to report.
        yield "holiday-report", shown(here, *REPORT)
        yield "holiday-up", shown(here, "pulumi", "up", "--yes", "--skip-preview")


def account(folder: Path) -> Blocks:
    """Tell how a stack is pointed at an account, and what wrong settings are answered."""
    with Workspace(folder, accounts=("12345678",)) as here:
        here.write("stacks/support.py", TEAM)
        init = shown(here, "pulumi", "stack", "init", "support")
        secret = shown(
            here, "pulumi", "config", "set", "--secret", "liveperson:clientSecret", "simulator-secret"
        )
        yield (
            "account-configure",
            init
            + shown(here, "pulumi", "config", "set", "liveperson:accountId", "12345678")
            + shown(here, "pulumi", "config", "set", "liveperson:clientId", "simulator-client")
            + secret.replace(" simulator-secret\n", "\nvalue:\n")
            + shown(here, "pulumi", "config"),
        )
        yield "account-preview", shown(here, "pulumi", "preview")
        here.write("stacks/support.py", ONE)
        yield (
            "two-ways",
            from_diagnostics(
                shown(here, "pulumi", "preview", code=1, LIVEPERSON_PASSWORD="simulator-password")
            ),
        )
        here.pulumi("up", "--yes", "--skip-preview")
        refresh = "refresh", "--yes", "--skip-preview"
        yield (
            "wrong-secret",
            from_diagnostics(shown(here, "pulumi", *refresh, code=1, LIVEPERSON_CLIENT_SECRET="wrong")),
        )
        assert [each["status"] for each in here.control.requests()].count(401) == 1


def mistakes(folder: Path) -> Blocks:
    """Break every rule that is checked offline."""
    with Workspace(folder) as here:
        here.pulumi("stack", "init", "mistakes")
        configuration = {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": "71234568"}
        for name, program in (
            ("special-occasion-mistakes", MISTAKEN_OCCASIONS),
            ("holiday-mistakes", MISTAKEN_HOLIDAYS),
            ("workdays-mistakes", MISTAKEN_WORKDAYS),
            ("skill-mistakes", MISTAKEN_SKILLS),
            ("skill-hours-mistakes", MISTAKEN_HOURS),
            ("status-reason-mistakes", MISTAKEN_REASONS),
        ):
            here.write("stacks/mistakes.py", program)
            told = from_diagnostics(shown(here, "pulumi", "preview", code=1, **configuration))
            # Whether the stack itself is counted depends on who is quicker.
            yield name, told.partition("\nResources:")[0]
        assert here.control.requests() == []


def changes(folder: Path) -> Blocks:
    """Tell what happens when others change things too, and how to get out of it."""
    with Workspace(folder) as here:
        name, collection = "71234568", "specialoccasion"
        up = "pulumi", "up", "--yes", "--skip-preview"
        here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": name}
        here.write("stacks/team.py", TEAM)
        here.pulumi("stack", "init", "team")
        here.run(*up)
        (occasion,) = here.control.objects(name, collection)
        here.control.foreign_update(name, collection, occasion["id"], {"description": "Closed, on call only"})
        yield "drift", shown(here, "pulumi", "preview", "--refresh", "--diff")
        here.edit("stacks/team.py", "Back office closed", "All offices closed")
        here.control.set_knobs(latency_ms=500)  # what is unchanged has been registered by then
        yield "conflict", from_diagnostics(shown(here, *up, code=1))
        here.control.set_knobs(latency_ms=0)
        yield (
            "conflict-reviewed",
            shown(here, "pulumi", "refresh", "--yes", "--skip-preview")
            + shown(here, "pulumi", "preview", "--diff")
            + shown(here, *up),
        )

        here.edit("stacks/team.py", '"huddle", text', '"stand-up", text')
        yield "rename", shown(here, *up)
        alias = 'opts=ResourceOptions(aliases=[Alias(name="stand-up")])'
        here.edit(
            "stacks/team.py", '"stand-up", text="Team huddle"', f'"daily", text="Daily huddle", {alias}'
        )
        here.edit(
            "stacks/team.py",
            "from pulumi_liveperson",
            "from pulumi import Alias, ResourceOptions\n\nfrom pulumi_liveperson",
        )
        yield "alias", shown(here, "pulumi", "preview", "--diff")

        here.control.foreign_create(
            name, "status-reasons", {"text": "Training", "state": "Away", "enabled": False}
        )
        more = '    StatusReason("training", text="Training")\n'
        here.write("stacks/team.py", (here.folder / "stacks/team.py").read_text() + more)
        yield "taken", from_diagnostics(shown(here, *up, "--continue-on-error", code=1))


def make_targets(folder: Path) -> Blocks:
    """List the targets of the Makefile."""
    with Workspace(folder) as here:
        yield "make-targets", shown(here, "make", "help")


STORIES: tuple[Callable[[Path], Blocks], ...] = (
    readme,
    patience,
    changes,
    account,
    credentials,
    examination,
    on_purpose,
    deletions,
    skills,
    recovery,
    commands,
    option,
    without_our_host,
    exporting,
    mistakes,
    opening,
    review,
    accounts_report,
    christmas_hours,
    comparison,
    undoing,
    probing,
    make_targets,
)


def record() -> dict[str, str]:
    """Run all stories, and return every block by its name."""
    with TemporaryDirectory(prefix="transcripts-") as folder, ThreadPoolExecutor(3) as pool:
        told = pool.map(lambda story: dict(story(Path(folder) / story.__name__)), STORIES)
        return {name: text for blocks in told for name, text in blocks.items()}


def pages() -> list[Path]:
    """Return the Markdown files."""
    return sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def rewritten(page: str, blocks: dict[str, str]) -> str:
    """Return a page with the blocks that have changed."""

    def replace(block: re.Match[str]) -> str:
        fresh = blocks[block["name"]]
        return block[1] + (block["text"] if constant(block["text"]) == constant(fresh) else fresh)

    return BLOCK.sub(replace, page)


def main() -> int:
    """Write the page of messages, the proofs of the simulator's rules, and the blocks of all pages."""
    messages.PAGE.write_text(messages.page())
    ledger.PAGE.write_text(ledger.page())
    blocks = record()
    for path in pages():
        page = path.read_text()
        fresh = rewritten(page, blocks)
        if fresh != page:
            path.write_text(fresh)
            sys.stdout.write(f"written: {path.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
