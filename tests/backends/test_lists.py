"""Lists of all stacks: no code of ours asks for one, because on Postgres Pulumi may never answer."""

import re
from pathlib import Path

import pytest

from tests.backends.conftest import Begin
from tests.backends.places import Places
from tests.committed import ROOT
from tests.engine.trial import Stack

STACKS = 12
_LIST = re.compile(r"""(?<!`)pulumi stack (ls|list)\b|["']stack["'], *["'](ls|list)["']""")


@pytest.mark.engine
@pytest.mark.slow
def test_on_postgres_pulumi_lists_the_stacks_with_one_reader(places: Places, begin: Begin) -> None:
    first = begin(places.make("postgres"))
    for number in range(STACKS):
        Stack(first.project, first.environment, f"stack-{number}").pulumi("stack", "init").ok()

    listed = first.pulumi("stack", "ls", "--json", PULUMI_DIY_BACKEND_PARALLEL="1").ok().json

    assert len(listed) == STACKS + 1


def files() -> list[Path]:
    """Return our programs, and all that a team gets from the template."""
    roots = [ROOT / "provider", ROOT / "template", ROOT / "toolchain"]
    return [
        each
        for root in roots
        for each in root.rglob("*")
        if each.is_file() and "__pycache__" not in each.parts and ".venv" not in each.parts
    ]


def test_no_code_of_ours_lists_the_stacks() -> None:
    found = {each for each in files() if _LIST.search(each.read_text(encoding="utf-8", errors="replace"))}

    assert found == set()
    assert _LIST.search('run("stack", "ls")')
    assert _LIST.search("pulumi stack ls --json")
