"""The page of a probe in a real browser: everybody can read it, on every screen and on paper."""

import json

import pytest

from pulumi_liveperson.cli.probe.page import render
from tests.report.browser import PHONE, WIDE, Scheme, Visiting
from tests.report.probed import LIMIT, ORDER, content
from tests.report.test_page_escaping import WORSE

pytestmark = pytest.mark.browser

EACH_SIZE = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])


@EACH_SIZE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visit: Visiting, scheme: Scheme, size: tuple[int, int]) -> None:
    found = visit(render(content()), scheme=scheme, size=size)
    for text in (render(content()), render(content([], ()))):
        found.show(text)
        found.open_all()

        assert found.violations() == []


@EACH_SIZE
def test_nothing_is_wider_than_the_screen(visit: Visiting, size: tuple[int, int]) -> None:
    found = visit(render(content()), size=size)
    found.open_all()

    assert found.tab.evaluate("document.documentElement.scrollWidth") == size[0]
    parts = "[...document.querySelectorAll('.card, pre, dd')]"
    assert not found.tab.evaluate(f"{parts}.some(each => each.scrollWidth > each.clientWidth + 1)")


def test_nothing_runs_and_nothing_is_asked_for(visit: Visiting) -> None:
    found = visit(render(content()))
    plain = json.dumps(content())
    for words in WORSE:
        worse = json.loads(plain.replace("The write was accepted.", json.dumps(words)[1:-1]))
        found.show(render(worse))
        found.open_all()

        assert found.asked == [found.tab.url]
        assert found.dialogs == []
        assert found.console == []
        assert found.tab.evaluate("document.scripts.length + document.images.length") == 0


def test_contradictions_come_first_and_lead_to_their_question(visit: Visiting) -> None:
    found = visit(render(content()))
    headings = [" ".join(each.split()) for each in found.tab.locator("h2").all_inner_texts()]

    assert headings == [
        "Contradicts the provider 1",
        "Missing",
        "Revisions and simultaneous writes 2",
        "Other questions 1",
        "Not observed 1",
        "Never asked 11",
    ]
    found.tab.get_by_role("link", name="What is the answer to a write").click()
    assert found.tab.url.endswith("#q-stale_status")
    assert found.tab.evaluate("document.querySelector(':target h3').innerText").startswith(
        "What is the answer"
    )


def test_evidence_is_folded_on_a_screen_and_complete_on_paper(visit: Visiting) -> None:
    found = visit(render(content()))
    seen = "[...document.querySelectorAll('pre')].map(each => each.checkVisibility())"

    assert set(found.tab.evaluate(seen)) == {False}
    found.tab.emulate_media(media="print")
    assert set(found.tab.evaluate(seen)) == {True}


def test_kinds_with_the_same_answer_are_one_line(visit: Visiting) -> None:
    found = visit(render(content()))
    lines = found.tab.locator("#q-stale_status dl > div").all_inner_texts()

    first, second, *_ = [" ".join(each.split()) for each in lines]
    assert first == "Observed Skills and status reasons: 409 The write was answered 409."
    assert second.startswith("Observed Special occasions: accepted The write was accepted.")
    assert " Contradicts the provider: Without this refusal, an update can overwrite" in second


def test_only_answers_that_may_be_a_coincidence_are_marked(visit: Visiting) -> None:
    found = visit(render(content()))

    assert "(likely)" in found.tab.locator("#q-stale_check").inner_text()
    assert found.tab.get_by_text("(likely)").count() == 1


def test_questions_without_an_answer_are_listed_below_their_reason(visit: Visiting) -> None:
    found = visit(render(content([ORDER.unseen("It was refused."), LIMIT.unseen("It was refused.")])))

    [card] = found.tab.locator("#unobserved-heading + .cards .card").all_inner_texts()
    assert (card.count("It was refused."), card.count("?")) == (1, 2)


def test_many_exchanges_are_shortened_on_the_page(visit: Visiting) -> None:
    found = content()
    found["questions"][0]["evidence"] *= 50
    page = visit(render(found))
    page.open_all()

    assert "The JSON file contains 39 more exchanges." in page.tab.locator("#q-stale_status").inner_text()


def test_a_long_answer_is_shortened_on_the_page(visit: Visiting) -> None:
    found = content()
    found["questions"][0]["evidence"][0]["received"] = ["x" * 50] * 500

    assert "(the JSON file contains the rest)" in visit(render(found)).tab.content()
