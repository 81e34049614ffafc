"""The page on hours lists what the code knows."""

from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.lint.finding import WARNINGS
from tests.docs.workspace import ROOT

PAGE = (ROOT / "docs" / "hours.md").read_text()


def rows(heading: str) -> list[str]:
    """Return the rows of the table below a heading."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in section.splitlines() if line.startswith("| ")][1:]


def test_each_open_question_is_listed_with_its_reading() -> None:
    listed = [f"| {each.key} | {each.question} | {each.reading} |" for each in Question]

    assert rows("What LivePerson does not publish") == listed


def test_each_warning_is_listed() -> None:
    assert rows("Warnings") == [f"| `{name}` | {text} |" for name, text in WARNINGS.items()]
