"""The story of the page on many accounts: a holiday for forty accounts, ring by ring, with one that fails."""

import csv
import os
import re
import subprocess
from pathlib import Path

from liveperson_simulator.server import Simulator
from tests.docs.output import settled
from tests.docs.terminal import Blocks, command
from tests.engine.trial import environment
from tests.fleet.project import Project

COUNTRIES = ["at", "be", "ch", "cz", "de", "dk", "es", "fi", "fr", "gb", "hu", "ie", "it", "nl", "pl", "pt"]
EARLY = ["de", "fr", "gb", "pt"]
RINGS = {
    **{f"acme-{country}-dev": "dev" for country in EARLY},
    **{f"acme-{country}-test": "test" for country in EARLY},
    **{f"{brand}-{country}": "prod" for brand in ("acme", "globex") for country in COUNTRIES},
}
LATE = ("globex-pl,71000039,,prod,", "globex-pt,71000040,,prod,")
BASE = {"opens": "09:00", "closes": "17:00"}
CHRISTMAS = '        events=[closed("2027-12-25", time_zone=ZONE, name="Christmas Day")],\n'
BOXING_DAY = """\
        events=[
            closed("2027-12-25", time_zone=ZONE, name="Christmas Day"),
            closed("2027-12-27", time_zone=ZONE, name="Boxing Day (observed)"),
        ],
"""
FAILS = "acme-be"
QUIET = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
_PROGRESS = re.compile(r"(^\d+ of \d+: .*\n)+", re.MULTILINE)
_IS_EDIT = re.compile(r"\$|[-+@]")


def many_accounts(folder: Path) -> Blocks:
    """Add a holiday to forty accounts."""
    with Simulator() as simulator:
        project = Project.made(folder, simulator, environment(folder / "home"), list(RINGS))
        yield from _told(project, simulator)


def _told(project: Project, simulator: Simulator) -> Blocks:
    _write_table(project)
    _run(project, "liveperson", "fleet", "files")
    _commit(project)
    yield "fleet-table", _shown(project, "head", "-n", "8", "accounts.csv")
    _edit_table(project, "contact_centre,,09:00,17:00", "contact_centre,,09:00,18:00")
    yield "fleet-files", _shown(project, "liveperson", "fleet", "files", "--check", code=3)
    _run(project, "git", "checkout", "accounts.csv")

    project.change(CHRISTMAS, BOXING_DAY)
    for row in LATE:
        _edit_table(project, f"{row},", f"{row}10:00,")
    difference = _shown(project, "git", "diff", "--unified=0", "accounts.csv", "stacks")
    files = _shown(project, "liveperson", "fleet", "files")
    yield (
        "fleet-edit",
        "".join(each for each in difference.splitlines(keepends=True) if _IS_EDIT.match(each)) + files,
    )
    preview = "preview", "--changed-since", "main", "--results", "preview"
    yield "fleet-preview", _abridged(_shown(project, "liveperson", "fleet", *preview))
    yield "fleet-report", _shown(project, "liveperson", "fleet", "report", "preview", "--format", "text")
    _commit(project)

    yield (
        "fleet-dev",
        _shown(project, "liveperson", "fleet", "apply", "--ring", "dev", "--results", "dev", "--jobs", "1"),
    )
    _run(project, "liveperson", "fleet", "apply", "--ring", "test", "--results", "test")
    path = f"/account/{project.accounts[FAILS]}/configuration"
    simulator.control.add_fault("status_before", method="PUT", path=path, times=1_000, status=403)
    apply = "liveperson", "fleet", "apply", "--ring", "prod", "--results", "prod"
    yield "fleet-stopped", _shown(project, *apply, "--jobs", "1", code=8)
    simulator.control.clear_faults()
    yield "fleet-continued", _abridged(_shown(project, *apply, "--only-failed", "prod"))


def _write_table(project: Project) -> None:
    with (project.folder / "accounts.csv").open("w", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["stack", "account", "program", "ring", *BASE])
        rows.writerow(["*", "", "contact_centre", "", *BASE.values()])
        rows.writerows(["*", "", "", ring, "", ""] for ring in ("dev", "test", "prod"))
        rows.writerows([stack, project.accounts[stack], "", ring, "", ""] for stack, ring in RINGS.items())


def _edit_table(project: Project, before: str, after: str) -> None:
    table = project.folder / "accounts.csv"
    text = table.read_text()
    assert text.count(before) == 1, text
    table.write_text(text.replace(before, after))


def _commit(project: Project) -> None:
    (project.folder / ".gitignore").write_text(".venv\npreview/\ndev/\ntest/\nprod/\nafter/\n")
    for words in (
        ["init", "--quiet", "--initial-branch", "main"],
        ["add", "."],
        ["-c", "user.name=Team", "-c", "user.email=team@example.com", "commit", "--quiet", "-m", "Change"],
    ):
        _run(project, "git", *words)


def _run(project: Project, *words: str, code: int = 0) -> str:
    variables = {**project.environment, **QUIET, "COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        words,
        cwd=project.folder,
        env=variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout
    return done.stdout.replace(project.simulator.url, "https://va.ac.liveperson.net")


def _shown(project: Project, *words: str, code: int = 0) -> str:
    """Return what a terminal shows of a command; `--jobs 1` only keeps the order the same."""
    typed = command(*words).replace(" --jobs 1", "")
    return f"{typed}\n{settled(_run(project, *words, code=code))}\n".replace(" --jobs 1", "")


def _abridged(text: str) -> str:
    """Return the output of a run without its lines of progress, whose order varies."""
    return _PROGRESS.sub("...\n", text)
