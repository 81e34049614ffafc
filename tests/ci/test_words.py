"""The page on CI says what the workflows do."""

import re
from collections.abc import Iterator

import pytest

from tests.ci.actions import ROOT, TEMPLATE
from tests.ci.bucket import served
from tests.ci.comments import Comments
from tests.ci.github import WORKFLOWS, Repository, read
from tests.ci.team import ACCOUNTS, CHANGED, PROGRAM, Team
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


@pytest.mark.slow
@pytest.mark.engine
def test_the_comment_is_what_such_a_change_gets(
    both: Team, pull_request: Repository, comments: Comments
) -> None:
    more = PROGRAM.replace('closed("2027-12-31", ', 'closed("2027-12-30", days=2, ')
    for name in ACCOUNTS:
        both.declare(name, more)

    run = pull_request.run("preview.yml")

    assert run["report"].succeeded, run.said
    said = [constant(body.partition("\n")[2].strip()) for body in comments.ours]
    assert said == [constant(shown_comment().strip())]


def test_the_settings_are_those_of_the_workflows() -> None:
    variables, secrets = ({name for row in table for name in spans(row[0])} for table in tables("Settings"))
    used_on_gitlab = set(re.findall(r"\$\{?([A-Z]+_[A-Z_]+)", GITLAB))

    assert variables == set(re.findall(r"vars\.(\w+)", expressions()))
    assert secrets == set(re.findall(r"secrets\.(\w+)", expressions()))
    assert {"PULUMI_BACKEND_URL", "REPORT_OPTIONS"} <= used_on_gitlab & variables


def test_the_inputs_are_those_of_the_workflow() -> None:
    [table] = tables("Relax a safety valve for one run")
    inputs = read(WORKFLOWS / "apply.yml")[True]["workflow_dispatch"]["inputs"]

    assert [spans(row[0])[0] for row in table] == [*inputs]


@pytest.mark.engine
@pytest.mark.slow
def test_the_policy_for_keys_that_can_only_read_is_enough(team: Team, pull_request: Repository) -> None:
    allowed = set(re.findall(r'"(s3:\w+)"', PAGE))
    team.declare("support", CHANGED)

    with served(team.folder.parent / "state") as bucket:
        run = reading(pull_request, bucket).run("preview.yml")

    assert run["preview 1/1"].succeeded, run.said
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
    [named] = re.findall(r"the checks (`.+?)\.", PAGE)
    jobs = read(WORKFLOWS / "preview.yml")["jobs"]

    assert spans(named) == [jobs["plan"]["name"], jobs["report"]["name"]]
    assert f"the workflow *{read(WORKFLOWS / 'apply.yml')['name']}*" in PAGE


def test_the_jobs_that_the_page_names_are_there() -> None:
    named = set(re.findall(r"the jobs? \*(\w+)\*", PAGE)) | set(
        re.findall(r"jobs \*\w+\* and \*(\w+)\*", PAGE)
    )
    known = {
        str(job["name"]).partition(" ")[0]
        for file in WORKFLOWS.glob("*.yml")
        for job in read(file)["jobs"].values()
    }

    assert named == {"Plan", "Preview", "Drift", "Apply", "Comment"}
    assert named <= known


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


PULUMIS = {
    "no stack named",
    "incorrect passphrase",
    "the stack is currently locked",
    "AccessDenied",
    "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    "Stop unless this is the newest commit",
}
"""What Pulumi, a cloud or a step says."""
