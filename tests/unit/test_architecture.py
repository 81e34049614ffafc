"""Who may import whom; ARCHITECTURE.md has the same table."""

import ast
import sys
from pathlib import Path

import pytest

from tests.processes import ran

ROOT = Path(__file__).parents[2]

# A folder, and what its modules must not import; each may import itself. A folder inside another one has a
# row of its own.
PACKAGE = "provider/pulumi_liveperson"


def within(*rooms: str) -> list[str]:
    return [f"pulumi_liveperson.{room}" for room in rooms]


ABOVE = ["stacks", "liveperson_simulator", "toolchain", "tests"]
HTTP = ["requests", "urllib3"]
FORBIDDEN = {
    f"{PACKAGE}/escaping": ["pulumi", "pydantic", *HTTP, "pulumi_liveperson", *ABOVE],
    f"{PACKAGE}/events": ["pulumi", *HTTP, "pulumi_liveperson", *ABOVE],
    f"{PACKAGE}/shifts": ["pulumi", *HTTP, "pulumi_liveperson", *ABOVE],
    f"{PACKAGE}/hours": ["pulumi", *HTTP, "pulumi_liveperson", *ABOVE],
    f"{PACKAGE}/lint": ["pulumi", *HTTP, "pulumi_liveperson", *ABOVE],
    f"{PACKAGE}/probe": ["pulumi", *HTTP, "pulumi_liveperson", *ABOVE],
    f"{PACKAGE}/client": ["pulumi", "pydantic", "pulumi_liveperson", *ABOVE],
    f"{PACKAGE}/pulumi_cli": [*HTTP, *within("cli", "host", "review", "fleet"), *ABOVE],
    f"{PACKAGE}/review": ["pulumi", *HTTP, *within("cli", "host", "fleet"), *ABOVE],
    f"{PACKAGE}/fleet": ["pulumi", *HTTP, *within("cli", "host"), *ABOVE],
    PACKAGE: [*HTTP, *within("cli", "review", "fleet"), *ABOVE],
    f"{PACKAGE}/cli": ABOVE,
    "stacks": [*HTTP, *within("client", "cli"), *ABOVE[1:]],
    "simulator/liveperson_simulator": ["pulumi", "pulumi_liveperson", "stacks", *ABOVE[2:], "bench"],
}
# What a row's modules may import all the same; the first is below all others.
OPEN = {
    "": ["pulumi_liveperson.escaping"],
    f"{PACKAGE}/events": ["pulumi_liveperson.mistake"],
    f"{PACKAGE}/shifts": ["pulumi_liveperson.mistake", "pulumi_liveperson.events.zones"],
    f"{PACKAGE}/hours": within("events", "shifts"),
    f"{PACKAGE}/lint": within("events", "hours", "shifts"),
    f"{PACKAGE}/probe": within("client", "events", "hours", "shifts", "wire"),
    f"{PACKAGE}/client": ["pulumi_liveperson.events", "pulumi_liveperson.shifts.times"],
}
STARTS_THE_COMMANDS = ROOT / PACKAGE / "__main__.py"


def modules(folder: str) -> list[Path]:
    """Return the modules that a row of the table is about."""
    inner = [ROOT / other for other in FORBIDDEN if other != folder and other.startswith(f"{folder}/")]
    found = sorted((ROOT / folder).rglob("*.py"))
    if folder == "stacks":  # what somebody declares of their own may import anything
        listed = ran(["git", "ls-files"], cwd=ROOT, check=True)
        found = [path for path in found if str(path.relative_to(ROOT)) in listed.stdout.splitlines()]
    outer = [path for path in found if not any(path.is_relative_to(other) for other in inner)]
    return [path for path in outer if path != STARTS_THE_COMMANDS]


def imports(source: str) -> set[str]:
    """Return the full names that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def is_within(name: str, package: str) -> bool:
    return f"{name}.".startswith(f"{package}.")


@pytest.mark.parametrize("folder", sorted(FORBIDDEN))
def test_a_folder_imports_nothing_above_it(folder: str) -> None:
    own = folder.removeprefix("provider/").removeprefix("simulator/").replace("/", ".")
    may = [own, *OPEN[""], *OPEN.get(folder, [])]

    found = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(folder)
        for name in sorted(imports(path.read_text()))
        if not any(is_within(name, package) for package in may)
        and any(is_within(name, package) for package in FORBIDDEN[folder])
    ]

    assert found == []


def test_the_table_sees_every_folder() -> None:
    assert all(modules(folder) for folder in FORBIDDEN)


def test_a_preview_loads_no_http_client() -> None:
    program = "import sys; from pulumi_liveperson import *; print('requests' in sys.modules)"

    answer = ran([sys.executable, "-c", program], cwd=ROOT, check=True)

    assert answer.stdout == "False\n"


def test_importing_the_provider_creates_no_resource() -> None:
    names = [
        ".".join(path.relative_to(ROOT / "provider").with_suffix("").parts)
        for folder in (PACKAGE, f"{PACKAGE}/client")
        for path in modules(folder)
        if path.stem != "__main__"
    ]
    program = (
        "import importlib, pulumi\n"
        "def refuse(self, *_, **__): raise SystemExit(f'{self} is created by an import')\n"
        "pulumi.Resource.__init__ = refuse\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
    )

    answer = ran([sys.executable, "-c", program], cwd=ROOT)

    assert (answer.returncode, answer.stderr) == (0, "")
