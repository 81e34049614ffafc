"""The story of the page on the report: a change of twelve occasions that somebody has to sign off."""

from pathlib import Path

from tests.docs.terminal import Blocks, shown
from tests.docs.workspace import SIGNED_IN, Workspace

ACCOUNT = "12345678"
PREVIEW = "pulumi preview --refresh --show-sames --json > preview.json"
REPORT = "liveperson", "report", "preview.json"
FROM = "--hours-from", "2026-11-29"
"""The report of another day is about other days."""
TO_A_PAGE = "--format", "html", "--output", "report.html"

BEFORE = '''"""A support centre in London, Lisbon and New York."""

from pulumi_liveperson import SpecialOccasion, StatusReason, closed, open_hours

LONDON = "Europe/London"
LISBON = "Europe/Lisbon"
NEW_YORK = "America/New_York"


def program() -> None:
    """Declare the account."""
    SpecialOccasion(
        "standard",
        name="Standard hours",
        description="The week of most desks",
        is_default=True,
        events=[open_hours("2027-01-04", "08:00", "18:00", days=5, time_zone=LONDON, name="First week")],
    )
    SpecialOccasion(
        "extended",
        name="Extended hours",
        description="From January on also in the evening",
        events=[open_hours("2027-01-04", "08:00", "20:00", days=5, time_zone=LONDON, name="First week")],
    )
    SpecialOccasion(
        "uk-bank-holidays",
        name="UK bank holidays",
        description="England and Wales",
        events=[
            closed("2026-12-25", time_zone=LONDON, name="Christmas Day"),
            closed("2026-12-28", time_zone=LONDON, name="Boxing Day (substitute)"),
            closed("2027-01-01", time_zone=LONDON, name="New Year's Day"),
            closed("2027-03-26", time_zone=LONDON, name="Good Friday"),
        ],
    )
    SpecialOccasion(
        "portuguese-holidays",
        name="Feriados nacionais",
        description="National holidays of the Lisbon desk",
        events=[
            closed("2026-12-01", time_zone=LISBON, name="Restauração da Independência"),
            closed("2026-12-08", time_zone=LISBON, name="Imaculada Conceição"),
            closed("2026-12-25", time_zone=LISBON, name="Natal"),
        ],
    )
    SpecialOccasion(
        "federal-holidays",
        name="Federal holidays",
        description="Observed by the New York desk",
        events=[
            closed("2026-11-26", time_zone=NEW_YORK, name="Thanksgiving"),
            closed("2026-12-25", time_zone=NEW_YORK, name="Christmas Day"),
        ],
    )
    SpecialOccasion(
        "christmas-week",
        name="Christmas week 2026",
        description="Back office",
        events=[
            closed("2026-12-24", days=3, time_zone=LONDON),
            open_hours("2026-12-29", "09:00", "15:00", days=3, time_zone=LONDON),
        ],
    )
    SpecialOccasion(
        "black-friday",
        name="November sales",
        description="Longer hours for sales",
        events=[open_hours("2026-11-26", "07:00", "21:00", days=5, time_zone=LONDON)],
    )
    SpecialOccasion(
        "night-shift",
        name="Night shift in spring",
        description="Two nights for the move of the phone lines",
        events=[open_hours("2027-03-20", "00:00", "06:00", time_zone=LONDON)],
    )
    SpecialOccasion(
        "town-hall",
        name="Town hall",
        description="The whole company meets",
        events=[open_hours("2027-02-10", "13:00", "18:00", time_zone=LONDON, name="Town hall")],
    )
    SpecialOccasion(
        "summer",
        name="Summer closure 2026",
        description="Back office closed",
        events=[closed("2026-08-10", days=5, time_zone=LISBON)],
    )
    SpecialOccasion("training", name="Training days", description="Agents in training take no chats")
    SpecialOccasion("none", name="No special occasions", description="For skills that never close")
    StatusReason("lunch", text="Lunch")
    StatusReason("load-test", text="Load test", state="Occupied")
'''

GOOD_FRIDAY = '            closed("2027-03-26", time_zone=LONDON, name="Good Friday"),\n'
THANKSGIVING = '            closed("2026-11-26", time_zone=NEW_YORK, name="Thanksgiving"),\n'
CHRISTMAS = '            closed("2026-12-24", days=3, time_zone=LONDON),\n'
NIGHT = 'open_hours("2027-03-20", "00:00", "06:00", time_zone=LONDON)'
LUNCH = '    StatusReason("lunch", text="Lunch")\n'
SUMMER = """    SpecialOccasion(
        "summer",
        name="Summer closure 2026",
        description="Back office closed",
        events=[closed("2026-08-10", days=5, time_zone=LISBON)],
    )
"""
CARNIVAL = """    SpecialOccasion(
        "carnival",
        name="Carnival 2027",
        description="The Lisbon desk closes at noon",
        events=[open_hours("2027-02-09", "08:00", "12:00", time_zone=LISBON, name="Carnaval")],
    )
"""
EDITS = {
    'most desks",\n        is_default=True,': 'most desks",',
    'in the evening",\n': 'in the evening",\n        is_default=True,\n',
    GOOD_FRIDAY: GOOD_FRIDAY + GOOD_FRIDAY.replace("03-26", "03-29").replace("Good Friday", "Easter Monday"),
    THANKSGIVING: THANKSGIVING + THANKSGIVING.replace("11-26", "11-27").replace("Thanks", "Day after Thanks"),
    CHRISTMAS: """            open_hours("2026-12-24", "09:00", "12:00", time_zone=LONDON),
            closed("2026-12-25", days=2, time_zone=LONDON),
""",
    "2026-12-08": "2026-12-07",
    '"15:00", days=3': '"13:00", days=3',
    '"21:00", days=5': '"23:00", days=5',
    NIGHT: f"{NIGHT}, {NIGHT.replace('03-20', '03-28')}",
    "2027-02-10": "2027-02-17",
    "take no chats": "take no chats and no calls",
    SUMMER: "",
    LUNCH: CARNIVAL + LUNCH,
    '"Load test", state="Occupied"': '"Load test", state="Occupied", enabled=False',
}


def review(folder: Path) -> Blocks:
    """Report on the change, and let safety valves refuse it."""
    with Workspace(folder, accounts=(ACCOUNT,)) as here:
        previewed(here)
        markdown = shown(here, *REPORT, *FROM)
        first_table = markdown.index("</details>") + len("</details>\n")
        yield "report", f"$ {PREVIEW}\n{markdown[:first_table]}...\n"
        valves = "--no-default-change", "--max-deletes", "5%"
        yield "report-refused", shown(here, *REPORT, *TO_A_PAGE, *valves, code=3) + "$ echo $?\n3\n"


def page(folder: Path) -> str:
    """Return the page of the change."""
    with Workspace(folder, accounts=(ACCOUNT,)) as here:
        previewed(here)
        here.run(*REPORT, *FROM, *TO_A_PAGE)
        return (here.folder / "report.html").read_text(encoding="utf-8")


def previewed(here: Workspace) -> None:
    """Apply the program as it was, and preview it as it is going to be."""
    here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
    here.write("stacks/support.py", BEFORE)
    here.pulumi("stack", "init", "support")
    # One by one, so that each object has the same place in each run.
    here.pulumi("up", "--yes", "--skip-preview", "--parallel", "1")
    for before, after in EDITS.items():
        here.edit("stacks/support.py", before, after)
    here.run("bash", "-c", PREVIEW)
