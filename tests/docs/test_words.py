"""What the pages say about the code is what the code says."""

import ast
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from itertools import accumulate
from math import inf
from pathlib import Path
from typing import Any

import pytest

import pulumi_liveperson
from liveperson_simulator.profile import VARIABLE
from pulumi_liveperson import closed, open_all_day, open_hours
from pulumi_liveperson.cli.access import PATIENCE_SECONDS
from pulumi_liveperson.client.auth.login_session import REFRESH_SECONDS
from pulumi_liveperson.client.auth.shared_token import RENEW_AT
from pulumi_liveperson.client.errors import ServerError, TooManyRequestsError, UnreachableError
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.http.pace import AFTER_THROTTLING_SECONDS
from pulumi_liveperson.client.http.pauses import PAUSES, Pauses
from pulumi_liveperson.client.http.rejections import THROTTLED_SIGN_IN_SECONDS, rejection
from pulumi_liveperson.client.http.request_log import _SECRET_FIELDS as SECRET_FIELDS
from pulumi_liveperson.client.http.retries import OPERATION_TIMEOUT_SECONDS
from pulumi_liveperson.logs import FORMATS, LEVELS
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.settings import NAMESPACE, OTHER_TYPES, SIGN_IN_METHODS, read_settings, variable
from tests.docs.markdown import PAGES, anchors, links, rows, section, spans, title, typed
from tests.docs.workspace import ROOT
from tests.unit.test_architecture import FORBIDDEN

EACH_PAGE = pytest.mark.parametrize("page", PAGES, ids=title)
RESOURCES = {
    "Skill": "skill",
    "SkillHours": "skill-hours",
    "SpecialOccasion": "special-occasion",
    "StatusReason": "status-reason",
    "Workdays": "workdays",
}
EACH_RESOURCE = pytest.mark.parametrize(("name", "page"), RESOURCES.items())
ALL_TEXT = "\n".join(page.read_text() for page in PAGES)
SUFFIXES = {".md", ".py", ".yaml", ".toml"}
WRITTEN_BY_USERS = {
    ".state",
    "conftest.py",
    "Pulumi.support.yaml",
    "stacks/support.py",
    "stacks/contact_centre.py",
}
PULUMIS_WORDS = {"the stack is currently locked", "PULUMI_ACCESS_TOKEN must be set for login"}


def page(name: str) -> str:
    return (ROOT / name).read_text()


@EACH_PAGE
def test_links_lead_somewhere(page: Path) -> None:
    broken = []
    for target in links(page.read_text()):
        path, _, anchor = target.partition("#")
        file = (page.parent / path) if path else page
        if not file.exists() or (anchor and anchor not in anchors(file.read_text())):
            broken.append(target)

    assert broken == []


@EACH_PAGE
def test_named_files_exist(page: Path) -> None:
    folders = {each.name for each in ROOT.iterdir() if each.is_dir()}
    named = {
        span
        for span in spans(page.read_text())
        if re.fullmatch(r"[\w.-]+(/[\w.-]+)*/?", span)
        and (span.endswith("/") or span.split("/")[0] in folders or Path(span).suffix in SUFFIXES)
    }

    assert [each for each in sorted(named - WRITTEN_BY_USERS) if not is_there(each)] == []


def is_there(file: str) -> bool:
    """Tell whether a file is here, or in a project from the template."""
    return (ROOT / file).exists() or (ROOT / "template" / file).exists()


@EACH_PAGE
def test_named_targets_exist(page: Path) -> None:
    make_targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert set(re.findall(r"\bmake ([a-z-]+)", typed(page.read_text()))) <= make_targets


@EACH_PAGE
def test_named_modules_exist(page: Path) -> None:
    named = re.findall(r"python -m ([\w.]+)", typed(page.read_text()))

    assert [each for each in named if find_spec(each) is None] == []


def test_tests_that_a_page_names_exist() -> None:
    named = re.findall(r"`(tests/[a-z_/]+\.py)`", "\n".join(page.read_text() for page in PAGES))

    assert len(named) > 3
    assert [each for each in named if not (ROOT / each).is_file()] == []


def test_named_options_of_pulumi_exist() -> None:
    asked: dict[str, set[str]] = {}
    for line in typed(ALL_TEXT).splitlines():
        found = re.search(r"\bpulumi ((?:[a-z]+ )*?[a-z]+)(?= -|$| \S*[:<.\d]| team| demo)", line)
        options = set(re.findall(r"(?<=\s)--[a-z-]+", line))
        if found and options:
            asked.setdefault(found[1], set()).update(options)
    missing = {
        f"pulumi {command} {option}"
        for command, options in asked.items()
        for option in options
        if option not in helped(command)
    }

    assert {"preview", "up", "refresh", "import"} <= asked.keys()
    assert missing == set()


@cache
def helped(command: str) -> str:
    """Return what Pulumi says about a command."""
    answer = subprocess.run(
        [Path(sys.prefix) / "bin" / "pulumi", *command.split(), "--help"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PULUMI_EXPERIMENTAL": "true"},  # `up --plan` is listed only then
    )
    return answer.stdout


def keys() -> set[str]:
    """Return the configuration keys that the provider asks for."""
    asked = set()

    def get(key: str) -> str | None:
        asked.add(key)
        return {"liveperson:accountId": "12345678", "liveperson:bearerToken": "token"}.get(key)

    read_settings(get, {})
    return {*asked, f"{NAMESPACE}:{OTHER_TYPES}"}  # which our host reads for itself


def test_the_configuration_table_lists_exactly_the_keys_that_are_read() -> None:
    table = "".join(row[0] for row in rows(section(page("docs/configuration.md"), "Keys")))

    assert set(re.findall(r"liveperson:\w+", table)) == keys()


@EACH_PAGE
def test_named_keys_and_variables_are_read(page: Path) -> None:
    text = page.read_text()
    named = set(re.findall(r"(?<!dynamic/)\bliveperson:\w+", text))
    variables = set(re.findall(r"\bLIVEPERSON_[A-Z_]*[A-Z]\b", text)) - {"LIVEPERSON_KEY", VARIABLE}

    assert named <= keys()
    assert variables <= {variable(key.removeprefix("liveperson:")) for key in keys()}


def test_the_table_lists_the_sign_in_methods() -> None:
    table = rows(section(page("docs/signing-in.md"), "The five methods"))

    assert [(way, tuple(spans(keys))) for way, keys, _, _ in table] == [
        (way, keys) for way, (_, keys) in SIGN_IN_METHODS.items()
    ]


def test_the_ended_sign_in_methods_have_a_warning() -> None:
    table = rows(section(page("docs/signing-in.md"), "Methods that LivePerson has ended"))
    ended = {name: str(getattr(way, "end_of_support", "")) for name, (way, _) in SIGN_IN_METHODS.items()}
    said = {name: each for name, each in ended.items() if each}

    assert {way for way, _, _ in table} == said.keys()
    assert [way for way, date, _ in table if f" on {date}:" not in said[way]] == []


def test_the_privileges_are_those_of_the_kinds() -> None:
    table = rows(section(page("docs/signing-in.md"), "Privileges"))

    assert table == [
        [f"`{kind.type_name}`", kind.user_permission, kind.api_key_permission] for kind in kinds()
    ]


def test_the_pauses_are_those_of_the_retries() -> None:
    causes = {"5xx": ServerError, "429": TooManyRequestsError, "No answer": UnreachableError}
    table = rows(section(page("docs/troubleshooting.md"), "While the provider waits"))
    shown = {error: pauses for cause, pauses, _ in table for name, error in causes.items() if name in cause}

    assert shown == {error: ", ".join(seconds(pauses)) for error, pauses in PAUSES.items()}


def seconds(pauses: Pauses) -> list[str]:
    """Return the pauses as a table shows them; those that are repeated to the end have three dots."""
    repeated = [f"{pauses.later[-1]:g}", "…"] if pauses.later else []
    return [*(f"{each:g}" for each in (*pauses.first, *pauses.later)), *repeated]


@pytest.mark.parametrize(("timeout", "tries"), [(OPERATION_TIMEOUT_SECONDS, 4), (900.0, 6)])
def test_the_moments_of_the_tries_are_those_of_the_retries(timeout: float, tries: int) -> None:
    pauses = [PAUSES[ServerError].before(number) or inf for number in range(1, tries + 2)]
    moments = [f"{each:g}" for each in accumulate(pauses)]
    text = section(page("docs/troubleshooting.md"), "How long it waits")

    assert float(moments[tries - 1]) <= timeout < float(moments[tries])
    assert f"With {timeout:g}" in text
    assert set(moments[:tries]) <= set(re.findall(r"\d+", text))


def test_the_numbers_of_the_pages_are_those_of_the_code() -> None:
    signing_in, troubleshooting = page("docs/signing-in.md"), page("docs/troubleshooting.md")

    assert f"{RENEW_AT:.0%}".replace("%", " %") in signing_in
    assert f"more than {REFRESH_SECONDS / 60:g} minutes" in signing_in
    assert f"waits {THROTTLED_SIGN_IN_SECONDS:g} seconds at least" in troubleshooting
    assert f"waits {PATIENCE_SECONDS:g} seconds for" in troubleshooting
    assert AFTER_THROTTLING_SECONDS == 1
    assert "one per second until none is waiting" in troubleshooting
    for text in (troubleshooting, page("docs/configuration.md")):
        assert f"; {OPERATION_TIMEOUT_SECONDS:g} if left out." in text


def test_the_table_of_the_log_lists_its_levels_and_formats() -> None:
    table = rows(section(page("docs/troubleshooting.md"), "The request log"))
    values = {spans(name)[0]: spans(each) for name, each, _ in table}

    assert values == {
        "LIVEPERSON_LOG": [*LEVELS],
        "LIVEPERSON_LOG_FILE": [],
        "LIVEPERSON_LOG_FORMAT": [*FORMATS],
    }


def test_the_masked_fields_are_those_of_the_log() -> None:
    line = re.search(r"^- .*the values of fields .*$", page("docs/troubleshooting.md"), re.MULTILINE)

    assert line is not None
    assert "|".join(spans(line[0])) == SECRET_FIELDS.pattern


def test_every_public_name_has_its_page() -> None:
    words = {name: page(f"docs/{file}.md") for name, file in RESOURCES.items()}
    helpers = set(pulumi_liveperson.__all__) - RESOURCES.keys()

    assert all(text.startswith(f"# {name}\n") for name, text in words.items())
    pages = [page(f"docs/{file}.md") for file in ("operating", "hours")]
    elsewhere = "".join([words["SpecialOccasion"], words["Workdays"], *pages])
    assert {name for name in helpers if f"`{name}" not in elsewhere} == set()


@EACH_RESOURCE
def test_the_inputs_table_is_the_signature(name: str, page: str) -> None:
    parameters = inspect.signature(getattr(pulumi_liveperson, name)).parameters.values()
    declared = [
        (f"`{each.name}`", "required" if each.default is each.empty else f"`{each.default!r}`")
        for each in parameters
        if each.kind is each.KEYWORD_ONLY and each.name != "opts"
    ]

    table = rows(section((ROOT / "docs" / f"{page}.md").read_text(), "Inputs"))

    assert [(input_, default) for input_, _, default, _ in table] == declared


@EACH_RESOURCE
def test_the_outputs_are_the_inputs_and_the_output_table(name: str, page: str) -> None:
    text = (ROOT / "docs" / f"{page}.md").read_text()
    inputs = {row[0] for row in rows(section(text, "Inputs"))}
    outputs = {row[0] for row in rows(section(text, "Outputs"))}
    annotated = {f"`{each}`" for each in inspect.get_annotations(getattr(pulumi_liveperson, name))}

    assert inputs | outputs == annotated | {"`id`"}


@pytest.mark.parametrize("helper", [closed, open_hours, open_all_day])
def test_the_helpers_are_shown_as_they_are_called(helper: Callable[..., Any]) -> None:
    shown = []
    for each in inspect.signature(helper).parameters.values():
        if each.kind is each.KEYWORD_ONLY and "*" not in shown:
            shown.append("*")
        default = "" if each.default is each.empty else f"={each.default!r}".replace("'", '"')
        shown.append(each.name + default)

    assert f"`{helper.__name__}({', '.join(shown)})`" in page("docs/special-occasion.md")


def test_the_import_table_has_the_rows_of_its_test() -> None:
    table = rows(section(page("ARCHITECTURE.md"), "Which folder may import which"))

    assert {spans(folder)[0]: spans(never) for folder, never in table} == FORBIDDEN


def test_the_map_lists_every_folder() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    folders = {line.split("/")[0] + "/" for line in tracked.splitlines() if "/" in line and line[0] != "."}

    assert folders <= set(spans(section(page("ARCHITECTURE.md"), "The map")))


def test_the_table_of_tests_lists_every_tier() -> None:
    listed = {spans(row[0])[0] for row in rows(section(page("CONTRIBUTING.md"), "Tests"))}
    tiers = {str(each.parent.relative_to(ROOT)) for each in ROOT.glob("tests/*/test_*.py")}

    assert tiers <= listed


def test_every_decision_is_listed() -> None:
    listed = [target for target in links(page("ARCHITECTURE.md")) if target.startswith("docs/decisions/")]

    assert listed == sorted(str(each.relative_to(ROOT)) for each in ROOT.glob("docs/decisions/*.md"))


def test_the_errors_table_quotes_messages_of_the_code() -> None:
    said = "\n".join(literals()) + "".join(
        str(rejection(Request("GET", "url"), Answer(status))) for status in (401, 403, 451)
    )
    said += page("template/host/pulumi-resource-pulumi-python")
    part = page("docs/troubleshooting.md").partition("## Errors and what to do\n")[2].partition("\n## ")[0]
    tables = re.findall(r"(?:^\|.*\n)+", part, re.MULTILINE)
    quoted = {spans(row[0])[0] for table in tables for row in rows(table)} - PULUMIS_WORDS

    assert len(tables) > 5

    assert [each for each in quoted if not all(text in said for text in each.split("…"))] == []


def literals() -> Iterator[str]:
    """Yield the texts in the provider's code, a placeholder being three dots."""
    for path in ROOT.glob("provider/pulumi_liveperson/**/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value
