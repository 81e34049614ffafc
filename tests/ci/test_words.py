"""The page on CI says what the workflows do."""

import re
from collections.abc import Iterator

import pytest

from tests.ci.actions import ROOT, TEMPLATE
from tests.ci.bucket import served
from tests.ci.comments import Comments
from tests.ci.github import WORKFLOWS, Runner, read
from tests.ci.team import ACCOUNTS, PROGRAM, Team
from tests.ci.test_read_only_keys import reading
from tests.docs.markdown import rows, section, spans
from tests.docs.output import constant
from tests.docs.picture import shown_comment

PAGE = (ROOT / "docs" / "ci.md").read_text()
GITLAB = "".join(file.read_text() for file in [TEMPLATE / ".gitlab-ci.yml", *TEMPLATE.glob(".gitlab/*.yml")])


def expressions() -> str:
    return "".join(file.read_text() for file in WORKFLOWS.glob("*.yml"))


def tables(heading: str) -> Iterator[list[list[str]]]:
    """Yield the tables below a heading."""
    for table in re.findall(r"(?:^\|.*\n)+", section(PAGE, heading), re.MULTILINE):
        yield rows(table)


@pytest.mark.engine
def test_the_comment_is_what_such_a_change_gets(team: Team, pull_request: Runner, comments: Comments) -> None:
    more = PROGRAM.replace('closed("2027-12-31", ', 'closed("2027-12-30", days=2, ')
    team.declare("support", more)

    job = pull_request.run("preview.yml")["Preview support"]

    assert job.succeeded, job.log
    said = [constant(body.partition("\n")[2].strip()) for body in comments.ours]
    assert said == [constant(shown_comment().strip()).replace("12345678", ACCOUNTS["support"])]


def test_the_settings_are_those_of_the_workflows() -> None:
    variables, secrets = ({name for row in table for name in spans(row[0])} for table in tables("Settings"))
    # A variable of an update, which the settings of GitLab replace.
    replaced = set(re.findall(r"^    (PULUMI_\w+): ", GITLAB, re.MULTILINE))
    for_pip = {name for name in variables if name.startswith("PIP_")}  # which GitLab hands on by itself

    assert variables == set(re.findall(r"vars\.(\w+)", expressions()))
    assert secrets == set(re.findall(r"secrets\.(\w+)", expressions()))
    assert variables - for_pip - replaced | {"APPLY"} == {
        name for name in re.findall(r"\$\{?([A-Z_]+)", GITLAB) if not name.startswith("CI_")
    } - {"STACK", "NAME", "PAGE", "PWD", "CACHE_POLICY"}


@pytest.mark.engine
def test_the_policy_for_keys_that_can_only_read_is_enough(team: Team, pull_request: Runner) -> None:
    allowed = set(re.findall(r'"(s3:\w+)"', PAGE))

    with served(team.folder.parent / "state") as bucket:
        job = reading(pull_request, bucket).run("preview.yml")["Preview support"]

    assert job.succeeded, job.log
    assert allowed == set(bucket.read)
    assert bucket.refused == []


def test_the_names_of_environments_are_those_of_the_pipelines() -> None:
    text = section(PAGE, "GitLab")
    job = read(TEMPLATE / ".gitlab" / "preview.yml")["comment"]

    assert f"the environment scope `{job['environment']['name']}`" in text


def test_the_files_of_the_table_are_there() -> None:
    [table] = tables("CI")

    assert [
        file for row in table for file in spans(row[2]) + spans(row[3]) if not (TEMPLATE / file).exists()
    ] == []


def test_the_checks_to_require_are_those_that_run() -> None:
    named = re.findall(r"the checks `([^`]+)`", PAGE)

    assert [each.replace("<stack>", "${{ matrix.stack }}") for each in named] == [
        read(WORKFLOWS / "preview.yml")["jobs"]["preview"]["name"]
    ]
    assert f"the workflow *{read(WORKFLOWS / 'apply.yml')['name']}*" in PAGE


def test_the_messages_of_our_own_commands_are_quoted_as_they_are() -> None:
    said = "".join(
        file.read_text()
        for file in [*ROOT.glob("provider/pulumi_liveperson/cli/ci/*.py"), *ROOT.glob("provider/**/*.py")]
    )
    valves = (ROOT / "provider" / "pulumi_liveperson" / "cli" / "report" / "options.py").read_text()
    quoted = [spans(row[0])[0] for row in next(tables("When a job fails"))]
    ours = [
        each.removeprefix("stacks: ").removeprefix("GITLAB_TOKEN ") for each in quoted if each not in PULUMIS
    ]

    assert set(quoted) > PULUMIS
    assert [
        each for each in ours if each not in said and each.removeprefix("Refused by ") not in valves
    ] == []


PULUMIS = {"no stack named", "incorrect passphrase", "the stack is currently locked", "AccessDenied"}
