"""The messages that the package can print, found in its code, and the page that explains them.

`docs/messages/*.yaml` holds a cause and a solution for each; `make docs` writes docs/messages.md from it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict

from tests.docs.workspace import ROOT

PAGE = ROOT / "docs" / "messages.md"
SOURCES = ROOT / "docs" / "messages"
ORDER = "program", "client", "commands", "fleet", "report"  # of the files
PACKAGE = ROOT / "provider" / "pulumi_liveperson"
HOST = ROOT / "template" / "host"
COMBINED = PACKAGE / "fleet" / "combined"
REPORTS = PACKAGE / "review", COMBINED  # their texts are the report itself, except for errors
REFUSALS = (
    REPORTS[0] / "guards.py",
    REPORTS[0] / "effect" / "guards.py",
    COMBINED / "document.py",
)
TABLES = {PACKAGE / "hours" / "questions.py", PACKAGE / "lint" / "finding.py"}  # docs/hours.md shows them
PROBE = PACKAGE / "probe"
# The texts of a probe's questions are in its result, with what was observed, and are no messages.
_SUBJECTS = PROBE.parent / "cli" / "probe" / "subjects.py"
OF_RESULTS = {*(PROBE / "experiments").glob("*.py"), PROBE / "unasked.py", PROBE / "trials.py", _SUBJECTS}

FEWEST_WORDS = 4
LEFT_OUT = "…"  # what a message takes from the situation
NOT_PRINTED = {"add_argument", "add_argument_group", "add_parser", "ArgumentParser", "compile", "debug"}
FIELD = re.compile(r"%[sdr]")
ECHOED = re.compile(r'^ *echo "(.*)" >&2$', re.MULTILINE)

INTRODUCTION = """# Messages

For operators and developers who look for the cause of a message. `make docs` writes this page from the code
and from `docs/messages/`.

"…" is a part that depends on the situation, such as a name. Search this page for a few words of the message.
"""


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Strict):
    """A message, as one text or as the texts that it is put together from."""

    message: Annotated[list[str], BeforeValidator(_several)]
    cause: str
    solution: str


class Section(_Strict):
    """Messages that belong together."""

    title: str
    entries: list[Entry]


class Source(_Strict):
    """What one file holds; `parts` are texts that only stand within other messages, or in generated files."""

    sections: list[Section]
    parts: list[str] = []


def sources() -> list[Source]:
    """Return what the files hold, in the order of the page."""
    assert {path.stem for path in SOURCES.glob("*.yaml")} == {*ORDER}
    return [Source(**yaml.safe_load((SOURCES / f"{each}.yaml").read_text())) for each in ORDER]


class _Texts(ast.NodeVisitor):
    """Collects the texts of a module that are neither documentation nor help."""

    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name not in NOT_PRINTED:
            self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):  # that would be a docstring
            self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._add(node.value)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._add("".join(each.value if _is_text(each) else LEFT_OUT for each in node.values))  # type: ignore[attr-defined]

    def _add(self, text: str) -> None:
        text = FIELD.sub(LEFT_OUT, text).strip()
        words = [word for word in text.split() if any(map(str.isalpha, word))]
        if len(words) >= FEWEST_WORDS:
            self.found.add(text)


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def texts(path: Path) -> set[str]:
    """Return the texts of a module or of a shell script that may be part of a message."""
    if path.suffix != ".py":
        return {
            re.sub(r"\$\w+", LEFT_OUT, text).replace("\\`", "`") for text in ECHOED.findall(path.read_text())
        }
    module = ast.parse(path.read_text())
    raised = [node for node in ast.walk(module) if isinstance(node, ast.Raise)]
    found = _Texts()
    is_report = any(path.is_relative_to(each) for each in REPORTS)
    for node in raised if is_report and path not in REFUSALS else [module]:
        found.visit(node)
    return found.found


def in_code() -> dict[str, set[Path]]:
    """Return all texts that may be part of a message, each with the modules that have it."""
    places: dict[str, set[Path]] = {}
    modules = [each for each in PACKAGE.rglob("*.py") if each not in TABLES | OF_RESULTS]
    for path in [*modules, *(each for each in HOST.iterdir() if each.is_file())]:
        for text in texts(path):
            places.setdefault(text, set()).add(path)
    return places


def page() -> str:
    """Return the page, from the files."""
    return "".join([INTRODUCTION, *(part for each in sources() for part in _sections(each))])


def _sections(source: Source) -> Iterator[str]:
    for section in source.sections:
        yield f"\n## {section.title}\n\n| Message | Cause | Solution |\n|---|---|---|\n"
        for entry in section.entries:
            cells = " … ".join(entry.message), entry.cause, entry.solution
            yield f"| {' | '.join(map(_cell, cells))} |\n"


def _cell(text: str) -> str:
    """Return a text for a cell of a table; what is no code must not be taken for HTML."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()).replace("|", "\\|"))
    return "".join(part if part.startswith("`") else part.replace("<", "&lt;") for part in parts)
