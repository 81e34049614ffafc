"""The Python examples of the pages, run as they stand there."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_liveperson.registry import object_kinds
from tests.docs.markdown import PAGES, blocks, title
from tests.docs.test_words import RESOURCES
from tests.docs.workspace import ROOT, SIGNED_IN, Workspace
from tests.objects import collection_of

pytestmark = pytest.mark.engine

ACCOUNT = "71234567"
EXPORT = "pulumi", "stack", "export"
EXAMPLES = [
    (title(page), example)
    for page in PAGES
    for example in blocks(page.read_text(), "python")
    if page != ROOT / "docs" / "simulator.md"  # its examples steer a simulator and declare nothing
]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(tmp_path / "examples") as here:
        here.environment |= {**SIGNED_IN, "LIVEPERSON_ACCOUNT_ID": ACCOUNT}
        here.pulumi("stack", "init", "examples")
        yield here


def as_program(examples: list[str]) -> str:
    """Return a stack program that runs the examples one after the other."""
    functions = []
    for number, example in enumerate(examples):
        body = example + ("\nprogram()" if "def program(" in example else "")
        functions.append(f"def example_{number}() -> None:\n{textwrap.indent(body, '    ')}\n")
    calls = "".join(f"    example_{number}()\n" for number in range(len(examples)))
    return "\n".join([*functions, f"def program() -> None:\n{calls}"])


def test_every_resource_page_has_examples() -> None:
    pages = {f"docs/{name}.md" for name in RESOURCES.values()}

    assert {*pages, "README.md"} <= {page for page, _ in EXAMPLES}


def test_all_examples_together_can_be_applied_and_leave_nothing_to_do(workspace: Workspace) -> None:
    [calendar] = blocks((ROOT / "docs" / "special-occasion.md").read_text(), "ics")
    workspace.write("holidays.ics", calendar)
    workspace.write("stacks/examples.py", as_program([example for _, example in EXAMPLES]))
    before = objects(workspace)

    workspace.pulumi("up", "--yes", "--skip-preview")
    workspace.pulumi("preview", "--refresh", "--expect-no-changes")

    managed = re.findall(r'"type": "pulumi-python:dynamic/liveperson:(\w+)"', workspace.run(*EXPORT))
    assert Counter(managed) - Counter(SkillHours=managed.count("SkillHours")) == objects(workspace) - before


def objects(workspace: Workspace) -> Counter[str]:
    """Return the number of objects of each kind in the account."""
    return Counter(
        {
            kind.type_name: len(workspace.control.objects(ACCOUNT, collection_of(kind)))
            for kind in object_kinds()
        }
    )


def test_shown_import_files_hold_what_a_state_holds() -> None:
    from pulumi.dynamic.dynamic import serialize_provider  # noqa: PLC0415

    from pulumi_liveperson.factory import load  # noqa: PLC0415 - only this test needs the provider

    text = (ROOT / "docs" / "adopt.md").read_text()
    shown = set(re.findall(r'"__provider": "([^"]+)"', text))

    assert shown == {serialize_provider(load(kind)) for kind in ("SpecialOccasion", "StatusReason")}
