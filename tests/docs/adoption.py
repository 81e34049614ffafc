"""The story of the page on adopting what an account holds."""

import re
from pathlib import Path

from tests.docs.conflicts import REFRESH, UP
from tests.docs.terminal import Blocks, from_diagnostics, shown
from tests.docs.workspace import ROOT, SIGNED_IN, Workspace

ACCOUNT = "71234568"
OCCASIONS, REASONS = "specialoccasion", "status-reasons"
TYPE = "pulumi-python:dynamic/liveperson:"
OPTIONS = "--yes", "--skip-preview", "--protect=false", "--generate-code=false"
YEAR_END = {"name": "Year-end closure", "description": "Old", "isDefault": True, "events": []}

EMPTY = """def program() -> None:
    pass
"""

PROGRAM = """from pulumi_liveperson import SpecialOccasion, StatusReason


def program() -> None:
    SpecialOccasion("year-end", name="Year-end closure", description="Back office closed")
    StatusReason("lunch", text="Lunch")
    StatusReason("tea", text="Tea")
"""

WITH_OPTION = """from pulumi import ResourceOptions

from pulumi_liveperson import StatusReason


def program() -> None:
    StatusReason("tea", text="Tea", enabled=False, opts=ResourceOptions(import_="name:Tea"))
"""


def commands(folder: Path) -> Blocks:
    """Import with the command, and with a file."""
    with Workspace(folder) as here:
        started(here, EMPTY)
        occasion = f"{TYPE}SpecialOccasion"
        yield (
            "import",
            shown(here, "pulumi", "import", occasion, "year-end", "name:Year-end closure", *OPTIONS),
        )
        yield (
            "import-refused",
            from_diagnostics(
                shown(here, "pulumi", "import", occasion, "other", "name:Year end closure", *OPTIONS, code=1)
            ),
        )
        write_file(here, 0)
        yield "import-file", shown(here, "pulumi", "import", "--file", "import.json", *OPTIONS)
        here.write("stacks/team.py", PROGRAM)
        yield "imported", shown(here, "pulumi", "preview", "--diff")


def option(folder: Path) -> Blocks:
    """Import with the option of a resource."""
    with Workspace(folder) as here:
        started(here, WITH_OPTION)
        yield (
            "import-option",
            shown(here, "cat", "stacks/team.py")
            + shown(here, "pulumi", "preview", "--diff")
            + shown(here, *UP),
        )


def without_our_host(folder: Path) -> Blocks:
    """Import in Pulumi's own host, which reads nothing."""
    with Workspace(folder) as here:
        settings = (here.folder / "Pulumi.yaml").read_text()
        here.write("Pulumi.yaml", re.sub(r"^plugins:\n(?: .*\n)*", "", settings, flags=re.MULTILINE))
        started(here, EMPTY)
        write_file(here, 1)
        yield (
            "import-stock",
            shown(here, "pulumi", "import", "--file", "import.json", *OPTIONS) + shown(here, *REFRESH),
        )


def started(here: Workspace, program: str) -> None:
    """Let colleagues make objects in the console, and start a stack."""
    here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
    here.write("stacks/team.py", program)
    here.pulumi("stack", "init", "team")
    here.control.foreign_create(ACCOUNT, OCCASIONS, YEAR_END)
    for text in ("Lunch", "Tea"):
        here.control.foreign_create(ACCOUNT, REASONS, {"text": text, "state": "Away", "enabled": True})


def write_file(here: Workspace, number: int) -> None:
    """Write one of the import files that the page shows, with the ids that the objects have here."""
    page = (ROOT / "docs" / "adopt.md").read_text()
    shown_file = re.findall(r"```json\n(.*?)```", page, re.DOTALL)[number]
    for name, collection in (("4410020312", OCCASIONS), ("4410020512", REASONS)):
        shown_file = shown_file.replace(name, str(here.control.objects(ACCOUNT, collection)[0]["id"]))
    here.write("import.json", shown_file)
