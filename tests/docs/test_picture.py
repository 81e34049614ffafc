"""The pictures of the report show the report that is made today."""

from pathlib import Path

import pytest

from pulumi_liveperson.review.effective.page import render
from tests.docs.hours_report import page as hours_page
from tests.docs.markdown import links
from tests.docs.picture import COMMENT, HOURS, SHOTS, YEAR, digest, label, labelled, shown_comment
from tests.docs.review import page
from tests.docs.workspace import ROOT
from tests.report.overviews import account

SHOWN = (
    ("README.md", "docs/images/report.png"),
    ("README.md", "docs/images/hours-report.png"),
    ("docs/report.md", "images/report-phone.png"),
    ("docs/hours.md", "images/hours-page.png"),
    ("docs/ci.md", "images/comment.png"),
)


@pytest.mark.engine
def test_the_pictures_were_taken_of_todays_report(tmp_path: Path) -> None:
    fresh = digest(page(tmp_path / "project"))

    # `python -m tests.docs.picture` takes them again.
    assert {each.picture.name: label(each.picture.read_bytes()) for each in SHOTS} == {
        each.picture.name: fresh for each in SHOTS
    }


def test_the_picture_of_the_comment_was_taken_of_the_comment_in_the_page() -> None:
    assert label(COMMENT.read_bytes()) == digest(shown_comment())


def test_the_picture_of_hours_was_taken_of_todays_report() -> None:
    assert label(HOURS.read_bytes()) == digest(hours_page())


def test_the_picture_of_the_page_of_hours_was_taken_of_todays_page() -> None:
    assert label(YEAR.read_bytes()) == digest(render(account()))


@pytest.mark.parametrize(("name", "picture"), SHOWN)
def test_a_page_shows_its_picture_and_says_what_is_on_it(name: str, picture: str) -> None:
    text = (ROOT / name).read_text()

    assert picture in links(text)
    words = text.partition(f"]({picture})")[0].rpartition("![")[2]
    assert len(words.split()) > 8


def test_a_label_is_read_as_it_was_written() -> None:
    picture = SHOTS[0].picture.read_bytes()
    header = picture[:33]  # the signature, and the first chunk
    text = digest("another page")

    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert label(labelled(header, text)) == text
    assert label(header) == ""
