"""`python -m cli.ci comment`, where a pipeline is not as it should be."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.report.escaping import for_markdown
from tests.ci.comments import THE_PIPELINE, TOKEN, Api, Comments, served
from tests.ci.github import ROOT

MARKER = "<!-- liveperson-accounts report: accounts/support -->"
GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/pull/12/merge", "GITHUB_REPOSITORY": "team/accounts"}
GITLAB = {"GITLAB_CI": "true", "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "12"}
ISSUES = "/repos/team/accounts/issues"
ON_GITHUB = Api(f"{ISSUES}/12/comments", f"{ISSUES}/comments", "Authorization", f"Bearer {TOKEN}")
NO_ONE = "http://127.0.0.1:9"


def comment(
    folder: Path, environment: dict[str, str], text: str | None = f"{MARKER}\nAll is well.\n"
) -> tuple[int, str]:
    if text is not None:
        (folder / "report.md").write_text(text)
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "cli.ci", "comment", folder / "report.md"),
            "--name=accounts/support",
            "--run=x",
        ],
        cwd=ROOT,
        env={"NO_PROXY": "127.0.0.1", "HOME": str(folder), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "this is no pipeline of GitHub or GitLab"),
        ({**GITHUB, "GITHUB_REF": "refs/heads/main"}, "this run is not about a pull request"),
        ({**GITLAB, "CI_MERGE_REQUEST_IID": ""}, "this pipeline is not about a merge request"),
        ({**GITHUB, "GITHUB_API_URL": NO_ONE}, "GITHUB_TOKEN is not set"),
        ({**GITLAB, "CI_API_V4_URL": NO_ONE}, "GITLAB_TOKEN is not set"),
        ({**GITHUB, "GITHUB_API_URL": NO_ONE, "GITHUB_TOKEN": TOKEN}, "was not answered: ConnectionError"),
    ],
)
def test_what_is_missing_is_told_in_one_line(tmp_path: Path, environment: dict[str, str], said: str) -> None:
    code, shown = comment(tmp_path, environment)

    assert (code, shown.count("\n")) == (2, 1)
    assert said in shown
    assert TOKEN not in shown


def test_a_netrc_has_no_say(tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    with served(ON_GITHUB) as comments:
        code, shown = comment(tmp_path, {**GITHUB, "GITHUB_API_URL": comments.url, "GITHUB_TOKEN": TOKEN})

    assert (code, shown) == (0, "Posted the report.\n")
    assert comments.ours == [f"{MARKER}\nAll is well.\n"]


def test_a_refusal_is_told_without_the_token(tmp_path: Path) -> None:
    notes = "/projects/5/merge_requests/12/notes"

    with served(Api(notes, notes, "PRIVATE-TOKEN", "another")) as comments:
        code, shown = comment(tmp_path, {**GITLAB, "CI_API_V4_URL": comments.url, "GITLAB_TOKEN": TOKEN})

    assert code == 2
    assert "was answered 403" in shown
    assert "scope `api`" in shown
    assert TOKEN not in shown
    assert comments == Comments(url=comments.url)


NOTES = "/projects/5/merge_requests/12/notes"
TOKENS = {"GITHUB_TOKEN": TOKEN, "GITLAB_TOKEN": TOKEN}
EACH_FORGE = pytest.mark.parametrize(
    ("api", "environment"),
    [
        (ON_GITHUB, GITHUB),
        (Api(NOTES, NOTES, "PRIVATE-TOKEN", TOKEN), GITLAB),
    ],
    ids=["GitHub", "GitLab"],
)


def at(url: str) -> dict[str, str]:
    """Return where both forges are said to be."""
    return {"GITHUB_API_URL": url, "CI_API_V4_URL": url, **TOKENS}


@EACH_FORGE
@pytest.mark.parametrize("way", ["redirect", "next_page"])
def test_the_token_goes_to_the_apis_own_server_alone(
    tmp_path: Path, api: Api, environment: dict[str, str], way: str
) -> None:
    with served(api) as comments, served(api) as elsewhere:
        setattr(comments, way, f"{elsewhere.url}{api.comments}")
        code, shown = comment(tmp_path, {**environment, **at(comments.url)})

    assert code == 2
    assert elsewhere.url in shown
    assert TOKEN not in shown
    assert (comments.ours, elsewhere.seen) == ([], [])


@EACH_FORGE
@pytest.mark.parametrize(
    ("refuses", "says", "told"),
    [(True, "No, {}!", "'No, "), (False, "<html>{}", "is no JSON"), (False, "[" * 9999, "is no JSON")],
)
def test_an_answer_that_nobody_expects_is_told_without_the_token(
    tmp_path: Path, api: Api, environment: dict[str, str], *, refuses: bool, says: str, told: str
) -> None:
    with served(api) as comments:
        comments.refuses, comments.says = refuses, says
        code, shown = comment(tmp_path, {**environment, **at(comments.url)})

    assert (code, shown.count("\n")) == (2, 1)
    assert told in shown
    assert TOKEN not in shown


@EACH_FORGE
@pytest.mark.parametrize("url", ["http://forge.example", "ftp://forge.example", "https://[::1"])
def test_the_token_goes_over_https_alone(
    tmp_path: Path, api: Api, environment: dict[str, str], url: str
) -> None:
    del api
    code, shown = comment(tmp_path, {**environment, **at(url)})

    assert (code, shown.count("\n")) == (2, 1)
    assert "no https address" in shown or "is no address" in shown


def hostile(folder: Path, write: Callable[[Path], object]) -> tuple[int, str, list[str]]:
    """Return how the command ends, and what is posted, where somebody else has left the report."""
    write(folder / "report.md")
    with served(ON_GITHUB) as comments:
        environment = {**GITHUB, "GITHUB_API_URL": comments.url, "GITHUB_TOKEN": TOKEN}
        code, shown = comment(folder, environment, text=None)
    return code, shown, comments.ours


def link_to_a_secret(path: Path) -> None:
    (path.parent / "secret").write_text(f"{MARKER}\nsecret of the machine\n")
    path.symlink_to("secret")


@pytest.mark.parametrize(
    ("write", "reason"),
    [
        (link_to_a_secret, "is no ordinary file"),
        (os.mkfifo, "is no ordinary file"),
        (Path.mkdir, "is no ordinary file"),
        (lambda path: path.write_bytes(MARKER.encode() + b"\n\xff\xfe"), "is not UTF-8"),
        (lambda path: path.write_text(f"{MARKER}\n{'x' * 65_536}"), "is longer than a comment can be"),
        (lambda path: path.write_text("# Hello\n"), "does not begin with the marker of its stack"),
        (
            lambda path: path.write_text("<!-- liveperson-accounts report: accounts/sales -->\nLies"),
            "does not begin with the marker of its stack",
        ),
    ],
    ids=["link", "pipe", "folder", "bytes", "length", "no marker", "another stack's marker"],
)
def test_a_file_that_is_no_report_of_this_stack_is_not_posted_and_the_comment_says_so(
    tmp_path: Path, write: Callable[[Path], object], reason: str
) -> None:
    code, shown, [posted] = hostile(tmp_path, write)

    assert (code, shown.count("\n")) == (2, 1)
    assert reason in shown
    assert posted.startswith(f"{MARKER}\n")
    assert reason in posted
    assert "secret of the machine" not in posted
    assert "Lies" not in posted


def test_a_report_cannot_take_the_place_of_another_stacks_comment(tmp_path: Path) -> None:
    sales = "<!-- liveperson-accounts report: accounts/sales -->\nSales."
    (tmp_path / "report.md").write_text("<!-- liveperson-accounts report: accounts/sales -->\nLies")
    with served(ON_GITHUB) as comments:
        theirs = comments.say(sales, THE_PIPELINE)
        comment(tmp_path, {**GITHUB, "GITHUB_API_URL": comments.url, "GITHUB_TOKEN": TOKEN}, text=None)

    assert comments.bodies[theirs] == sales
    assert len(comments.ours) == 2


def test_a_report_calls_nobody_and_gives_the_forge_no_orders(tmp_path: Path) -> None:
    orders = (
        "@team and <b>@team</b>\n/close\n  /assign @team\r/merge\r\n/approve\n\n```text\n/label ~x\n```\n"
    )
    code, _, [posted] = hostile(tmp_path, lambda path: path.write_bytes(f"{MARKER}\n{orders}".encode()))

    assert code == 0
    assert re.findall(r"@\w", posted) == []
    assert re.findall(r"^\s*/\w", posted.replace("\r", "\n"), re.MULTILINE) == []
    assert posted.replace("\u200b", "") == f"{MARKER}\n{orders}"


def test_a_report_of_our_own_is_posted_as_it_is(tmp_path: Path) -> None:
    text = f"{MARKER}\n- {for_markdown('@team /close')}\n"

    code, _, [posted] = hostile(tmp_path, lambda path: path.write_text(text))

    assert (code, posted) == (0, text)
