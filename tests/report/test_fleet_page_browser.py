"""The page for all accounts in a real browser: its matrix is of use on every screen and on paper."""

import dataclasses

import pytest

from pulumi_liveperson.fleet.combined.combining import combine
from pulumi_liveperson.fleet.combined.page import as_page
from pulumi_liveperson.fleet.result import Result
from tests.fleet.fleets import account, drifted, fleet
from tests.fleet.results import result
from tests.report.browser import PHONE, WIDE, Scheme, Visiting
from tests.report.pages import Page
from tests.report.steps import reason, step

pytestmark = pytest.mark.browser

EACH_SIZE = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


def forty() -> str:
    return as_page(combine(fleet(40)))


def wide(number: int = 60) -> str:
    """Return the page of accounts that change 40 objects each."""
    steps = [step("create", None, reason(f"Reason {each} new"), resource=f"new-{each}") for each in range(40)]
    one = result("brand", account(*steps))
    return as_page(combine(dataclasses.replace(one, stack=f"brand-{each:03}") for each in range(number)))


def long_names() -> str:
    def named(each: Result) -> Result:
        return dataclasses.replace(each, stack=f"{each.stack}{'x' * 200}", ring="y" * 200)

    return as_page(combine([named(each) for each in fleet(3)]))


@EACH_SIZE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visiting, scheme: Scheme, size: tuple[int, int]) -> None:
    for text in (forty(), as_page(combine(drifted(40)))):
        shown = visit(text, scheme=scheme, size=size)
        shown.open_all()

        assert shown.violations() == []


@pytest.mark.slow
@EACH_SIZE
def test_nothing_is_wider_than_the_screen(visit: Visiting, size: tuple[int, int]) -> None:
    for text in (forty(), wide(), long_names()):
        shown = visit(text, size=size)
        shown.open_all()

        assert shown.tab.evaluate("document.documentElement.scrollWidth") == size[0]


def test_nothing_runs_and_nothing_is_asked_for(visit: Visiting) -> None:
    shown = visit(forty())
    shown.open_all()

    assert shown.asked == [shown.tab.url]
    assert (shown.dialogs, shown.console) == ([], [])


@EACH_SIZE
def test_the_head_and_the_names_of_the_accounts_stay_in_view(visit: Visiting, size: tuple[int, int]) -> None:
    shown = visit(wide(), size=size)
    place = """([row, column]) => {
      const box = document.querySelector('.scroll');
      box.scrollTo(300, 400);
      const inner = box.getBoundingClientRect();
      const name = document.querySelectorAll('.matrix th[scope=row]')[row].getBoundingClientRect();
      const object = document.querySelectorAll('.matrix th[scope=col]')[column].getBoundingClientRect();
      return [Math.round(name.left - inner.left), Math.round(object.top - inner.top), box.scrollLeft > 0];
    }"""

    left, top, moved = shown.tab.evaluate(place, [25, 15])

    assert (left <= 1, top <= 1, moved) == (True, True, True)


def test_a_cell_leads_to_its_change(visit: Visiting) -> None:
    shown = visit(forty())

    shown.tab.get_by_role("row", name="brand-026").get_by_role("link", name="deleted").click()

    assert shown.tab.locator("article:target h4").inner_text().startswith("Summer closure 2026")


def test_a_screen_reader_gets_accounts_objects_and_signs(visit: Visiting) -> None:
    matrix = visit(forty()).tab.get_by_role("table").last

    snapshot = matrix.aria_snapshot()

    assert '- columnheader "UK bank holidays special occasion"' in snapshot
    assert '- rowheader "brand-031 refused"' in snapshot
    assert '- link "the default changes"' in snapshot
    assert matrix.get_by_role("rowheader", name="prod: 25 of 32 accounts").count() == 1


def test_paper_shows_the_whole_matrix_in_light_colours(visit: Visiting) -> None:
    shown = visit(forty(), scheme="dark")

    shown.tab.emulate_media(media="print", color_scheme="dark")

    box = "document.querySelector('.scroll')"
    assert shown.tab.evaluate(f"{box}.scrollHeight == {box}.clientHeight")
    assert shown.tab.evaluate("getComputedStyle(document.body).color") == "rgb(26, 34, 48)"
    assert shown.tab.pdf(format="A4").startswith(b"%PDF")


def test_the_most_common_objects_have_a_column() -> None:
    steps = [step("create", None, reason(f"Reason {each} new"), resource=f"new-{each}") for each in range(90)]
    rare, common = result("rare", account(*steps)), result("common", account(steps[89]))

    page = Page(as_page(combine([rare, common])))

    columns = [each.text for each in page.root.find("th") if each.attributes.get("scope") == "col"]
    assert "Reason 89 new status reason" in columns
    assert len([each for each in columns if each.endswith("status reason")]) == 60
    assert "30 objects of the fewest accounts have no column" in page.root.text


def test_each_link_of_the_matrix_leads_to_a_change_of_the_page() -> None:
    page = Page(forty())
    anchors = {each.attributes["id"] for each in page.root.all if "id" in each.attributes}

    links = [each.attributes["href"].removeprefix("#") for each in page.root.find("a")]

    assert set(links) <= anchors
    assert len(links) > 30
