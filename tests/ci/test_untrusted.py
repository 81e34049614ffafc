"""What is posted where code of a branch has left something else in the place of the report."""

import html
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_liveperson.review.escaping import for_markdown
from tests.ci.comments import THE_PIPELINE, TOKEN, served
from tests.ci.test_comment import GITHUB, MARKER, ON_GITHUB, comment

pytestmark = pytest.mark.threat("planted-file")


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
        (link_to_a_secret, "is not a regular file"),
        (os.mkfifo, "is not a regular file"),
        (Path.mkdir, "is not a regular file"),
        (lambda path: path.write_bytes(MARKER.encode() + b"\n\xff\xfe"), "is not UTF-8"),
        (lambda path: path.write_text(f"{MARKER}\n{'x' * 65_536}"), "is longer than a comment may be"),
        (lambda path: path.write_text("# Hello\n"), "does not begin with the marker of the stack"),
        (
            lambda path: path.write_text("<!-- liveperson-accounts report: accounts/sales -->\nLies"),
            "does not begin with the marker of the stack",
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


def test_a_report_mentions_no_one_and_has_no_quick_actions(tmp_path: Path) -> None:
    orders = (
        "@team and <b>@team</b>\n/close\n  /assign @team\r/merge\r\n/approve\n\n```text\n/label ~x\n```\n"
    )
    code, _, [posted] = hostile(tmp_path, lambda path: path.write_bytes(f"{MARKER}\n{orders}".encode()))

    assert code == 0
    assert re.findall(r"@\w", posted) == []
    assert re.findall(r"^\s*/\w", posted.replace("\r", "\n"), re.MULTILINE) == []
    assert posted.replace("\u200b", "") == f"{MARKER}\n{orders}"


@pytest.mark.parametrize(
    "call",
    [
        "&commat;team",
        "&#64;team",
        "&#0064team",
        "&#x40;team",
        "&#X040;team",
        "@&#116;eam",
        "@\\_team",
        "@&zwj;team",
    ],
)
def test_a_report_mentions_no_one_in_another_spelling(tmp_path: Path, call: str) -> None:
    code, _, [posted] = hostile(tmp_path, lambda path: path.write_text(f"{MARKER}\n{call} and &#640;\n"))

    assert code == 0
    assert re.findall(r"@(?!\u200b)", html.unescape(posted)) == []
    assert html.unescape(posted.replace("\u200b", "")) == html.unescape(f"{MARKER}\n{call} and &#640;\n")


def test_a_report_of_our_own_is_posted_unchanged(tmp_path: Path) -> None:
    text = f"{MARKER}\n- {for_markdown('@team /close')}\n"

    code, _, [posted] = hostile(tmp_path, lambda path: path.write_text(text))

    assert (code, posted) == (0, text)
