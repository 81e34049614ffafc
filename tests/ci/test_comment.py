"""`liveperson ci comment`, where a pipeline is not as it should be."""

import sys
from pathlib import Path

import pytest

from tests.ci.actions import ROOT
from tests.ci.comments import THE_PIPELINE, TOKEN, Api, Comments, served
from tests.fleet.fleets import fleet
from tests.fleet.reporting import fleet_report
from tests.fleet.results import written
from tests.processes import ran

MARKER = "<!-- liveperson-accounts report: accounts/support -->"
GITHUB = {"GITHUB_ACTIONS": "true", "GITHUB_REF": "refs/pull/12/merge", "GITHUB_REPOSITORY": "team/accounts"}
GITLAB = {"GITLAB_CI": "true", "CI_PROJECT_ID": "5", "CI_MERGE_REQUEST_IID": "12"}
ISSUES = "/repos/team/accounts/issues"
ON_GITHUB = Api(f"{ISSUES}/12/comments", f"{ISSUES}/comments", "Authorization", f"Bearer {TOKEN}")
NO_ONE = "http://127.0.0.1:9"


def comment(
    folder: Path,
    environment: dict[str, str],
    *options: str,
    text: str | None = f"{MARKER}\nAll is well.\n",
    name: str = "accounts/support",
) -> tuple[int, str]:
    if text is not None:
        (folder / "report.md").write_text(text)
    ended = ran(
        [
            *(sys.executable, "-m", "pulumi_liveperson", "ci", "comment"),
            *(options or [folder / "report.md"]),
            f"--name={name}",
            "--run=x",
        ],
        cwd=ROOT,
        env={"NO_PROXY": "127.0.0.1", "HOME": str(folder), **environment},
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, "run this command in a pipeline of GitHub or GitLab"),
        ({**GITHUB, "GITHUB_REF": "refs/heads/main"}, "this run is not for a pull request"),
        ({**GITLAB, "CI_MERGE_REQUEST_IID": ""}, "this pipeline is not for a merge request"),
        ({**GITHUB, "GITHUB_API_URL": NO_ONE}, "GITHUB_TOKEN is not set"),
        ({**GITLAB, "CI_API_V4_URL": NO_ONE}, "GITLAB_TOKEN is not set"),
        ({**GITHUB, "GITHUB_API_URL": NO_ONE, "GITHUB_TOKEN": TOKEN}, "was not answered: ConnectionError"),
        (
            {
                **GITHUB,
                "GITHUB_API_URL": NO_ONE,
                "GITHUB_TOKEN": TOKEN,
                "REQUESTS_CA_BUNDLE": "no-certificates.pem",
            },
            "no-certificates.pem in REQUESTS_CA_BUNDLE does not exist",
        ),
    ],
)
def test_what_is_missing_is_reported_in_one_line(
    tmp_path: Path, environment: dict[str, str], said: str
) -> None:
    code, shown = comment(tmp_path, environment)

    assert (code, shown.count("\n")) == (2, 1)
    assert said in shown
    assert TOKEN not in shown


def test_a_netrc_is_ignored(tmp_path: Path) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    with served(ON_GITHUB) as comments:
        code, shown = comment(tmp_path, {**GITHUB, "GITHUB_API_URL": comments.url, "GITHUB_TOKEN": TOKEN})

    assert (code, shown) == (0, "Posted the report.\n")
    assert comments.ours == [f"{MARKER}\nAll is well.\n"]


@pytest.mark.parametrize(
    ("before", "said"),
    [(["Its report."], "Replaced the previous report"), ([], "there is no previous report")],
)
def test_a_change_that_touches_no_account_only_replaces_a_report(
    tmp_path: Path, before: list[str], said: str
) -> None:
    marker = "<!-- liveperson-accounts report: our-accounts -->"
    with served(ON_GITHUB) as comments:
        theirs = comments.say(f"{marker}\nSomebody's own words.")
        for each in before:
            comments.say(f"{marker}\n{each}", THE_PIPELINE)
        environment = {**GITHUB, "GITHUB_API_URL": comments.url, "GITHUB_TOKEN": TOKEN}
        code, shown = comment(tmp_path, environment, "--untouched", name="our-accounts")

    assert (code, shown.count("\n")) == (0, 1)
    assert said in shown
    assert len(comments.ours) == len(before)
    assert all("The pull request no longer touches an account." in each for each in comments.ours)
    assert "own words" in comments.bodies[theirs]


def test_the_report_for_all_accounts_has_a_name_without_a_slash(tmp_path: Path) -> None:
    results = written(tmp_path / "results", *fleet(3))
    text = fleet_report(results, "--name", "our-accounts", "--format", "markdown").out
    environment = {**GITHUB, "GITHUB_TOKEN": TOKEN}

    with served(ON_GITHUB) as comments:
        environment["GITHUB_API_URL"] = comments.url
        posted = [comment(tmp_path, environment, text=each, name="our-accounts") for each in (text, "")]

    assert posted == [(0, "Posted the report.\n"), (0, "Replaced the previous report.\n")]
    assert text.startswith("<!-- liveperson-accounts report: our-accounts -->\n### Fleet our-accounts: 3 ")
    marker, heading, *rest = comments.ours[0].splitlines()
    assert (len(comments.ours), marker) == (1, text.splitlines()[0])
    assert heading == "### Fleet our-accounts: there is no report"
    assert "The preview ended without a result. See x" in rest


def test_a_refusal_is_reported_without_the_token(tmp_path: Path) -> None:
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
    [(ON_GITHUB, GITHUB), (Api(NOTES, NOTES, "PRIVATE-TOKEN", TOKEN), GITLAB)],
    ids=["GitHub", "GitLab"],
)


def at(url: str) -> dict[str, str]:
    """Return where both forges are said to be."""
    return {"GITHUB_API_URL": url, "CI_API_V4_URL": url, **TOKENS}


@pytest.mark.threat("redirect")
@EACH_FORGE
@pytest.mark.parametrize("way", ["redirect", "next_page"])
def test_the_token_goes_to_the_apis_own_server_alone(
    tmp_path: Path, api: Api, environment: dict[str, str], way: str
) -> None:
    with served(api) as comments, served(api) as elsewhere:
        setattr(comments, way, f"{elsewhere.url}{api.comments}?job={TOKEN}&signature=s3cret")
        code, shown = comment(tmp_path, {**environment, **at(comments.url)})

    assert code == 2
    assert f"{elsewhere.url}{api.comments}" in shown
    assert TOKEN not in shown
    assert "s3cret" not in shown
    assert (comments.ours, elsewhere.seen) == ([], [])


@EACH_FORGE
@pytest.mark.parametrize(
    ("refuses", "says", "told"),
    [
        (True, "No, {}!", "'No, "),
        (False, "<html>{}", "is not JSON"),
        (False, "[" * 9999, "is not JSON"),
        (False, "null", "is not JSON"),
        (False, "[1]", "does not have the documented form"),
        (False, '{{"id": {{"id": 1}}}}', "does not have the documented form"),
        (False, '[{{"user": null, "author": []}}]', "does not have the documented form"),
        (False, '{{"id": "{}"}}', "does not have the documented form"),
        (
            False,
            '[{{"id": "{}", "body": "MARKER", "user": {{"type": "Bot"}}}}]',
            "does not have the documented form",
        ),
        (False, '[{{"{}": 1}}]', "does not have the documented form"),
        (False, "7", "does not have the documented form"),
    ],
)
def test_an_unexpected_answer_is_reported_without_the_token(
    tmp_path: Path, api: Api, environment: dict[str, str], *, refuses: bool, says: str, told: str
) -> None:
    with served(api) as comments:
        comments.refuses, comments.says = refuses, says.replace("MARKER", MARKER)
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
    assert "not an https address" in shown or "is not an address" in shown
