"""What the pages say about the report is what its code says."""

from pulumi_liveperson.cli.report.options import FORMATS
from pulumi_liveperson.review.page.drawing import MOST_MONTHS
from pulumi_liveperson.review.page.parts import MOST_MONTHS_OF_ALL
from tests.docs.markdown import rows, spans
from tests.docs.workspace import ROOT


def test_the_table_lists_every_format() -> None:
    table = rows((ROOT / "docs" / "report.md").read_text())

    assert sorted(spans(row[0])[0] for row in table) == sorted(FORMATS)


def test_the_page_says_how_much_is_drawn() -> None:
    text = (ROOT / "docs" / "report.md").read_text()

    assert MOST_MONTHS == 12
    assert f"Twelve months are drawn of one occasion, and {MOST_MONTHS_OF_ALL} on a page." in text
