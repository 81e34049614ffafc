"""Names and descriptions can hold anything, and a page shows just that."""

from typing import Any

import pytest
from hypothesis import example, given, settings

from pulumi_liveperson.review.from_preview import read_preview
from pulumi_liveperson.review.guards import Refusal
from pulumi_liveperson.review.page import as_page
from pulumi_liveperson.review.presentation import Presentation
from tests.report.pages import Page
from tests.report.steps import closed, occasion, preview, step
from tests.report.test_escaping import NASTY, anything, collapsed, shown

pytestmark = pytest.mark.threat("foreign-words")

WORSE = [
    *NASTY,
    "</style><script>",
    "</title>",
    "'\"><b onmouseover=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "\u202eevil\u200f",
]
EACH = pytest.mark.parametrize("words", WORSE)


def html(name: str, description: str, label: str) -> str:
    """Return a page in which words of somebody else stand everywhere."""
    stack = label.replace(":", ".")
    events = [closed("2026-12-25", name=label)]
    zoned: Any = [
        {
            **events[0],
            "start": {"date_time": "2026-12-27", "time_zone": name},
            "end": {"date_time": "2026-12-28", "time_zone": name},
        }
    ]
    document = preview(
        step("update", occasion("Before"), occasion(name, description=description, events=[*events, *zoned])),
        step(
            "create",
            None,
            {"text": name, "state": description, "enabled": True, label: [name]},
            resource=name,
        ),
        {"op": name, "urn": f"urn:pulumi:{stack}::accounts::{description}::{name}"},
        diagnostics=[
            {"severity": severity, "message": description, "urn": f"urn:pulumi:s::p::a:b:C::{name}"}
            for severity in ("error", "warning")
        ],
    )
    document["steps"] = [{**each, "urn": each["urn"].replace("prod", stack)} for each in document["steps"]]
    read = read_preview(document)
    assert read is not None
    return as_page(
        Presentation(read, (Refusal("--max-deletes 1", "too many", (name, label)),), full_report=description)
    )


# What stands there when the words are harmless.
HARMLESS = [(each.tag, sorted(each.attributes)) for each in Page(html("a", "b", "c")).root.all]


def unmarked(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


def check(name: str, description: str, label: str) -> None:
    """Check that the words are there, and that they have changed nothing else."""
    text = html(name, description, label)
    assert text.encode()  # which half a character would refuse
    page = Page(text)
    assert [(each.tag, sorted(each.attributes)) for each in page.root.all] == HARMLESS
    for words in (name, description, label):
        assert collapsed(shown(words)[:40]) in collapsed(unmarked(page.root.one("body").raw))
    stack = label.replace(":", ".")
    assert collapsed(shown(stack)[:40]) in collapsed(unmarked(page.root.one("title").raw))
    for each in page.root.find("pre"):
        lines = "\n".join(shown(line) for line in description.rstrip().splitlines())
        assert collapsed(unmarked(each.raw)) == collapsed(lines)
    isolated = {collapsed(unmarked(each.raw)) for each in page.root.find("bdi")}
    assert collapsed(shown(name)) in isolated or len(name) > 40


@EACH
def test_text_of_other_sources_is_shown_and_has_no_effect(words: str) -> None:
    check(words, words, words)


@example(name="0", description="0\x1f", label="0")
@example(name="0", description="\x1f0", label="0")
@settings(max_examples=40)
@given(name=anything, description=anything, label=anything)
def test_any_words_are_shown_and_do_nothing(name: str, description: str, label: str) -> None:
    check(name, description, label)


@EACH
def test_no_text_of_other_sources_is_an_attribute(words: str) -> None:
    page = Page(html(words, words, words))
    policy = {"content", "http-equiv", "name"}

    values = {
        value for each in page.root.all for name, value in each.attributes.items() if name not in policy
    }

    assert [value for value in values if words in value and len(words) > 3] == []


def test_a_huge_name_is_shortened_everywhere() -> None:
    page = Page(html("x" * 10_000, "y" * 10_000, "z" * 10_000))

    assert max(len(word) for word in page.root.one("body").text.split() if word[0] != "y") < 1_100
    assert len(page.root.one("title").text) < 200


def test_a_huge_message_is_cut() -> None:
    found = [{"severity": "error", "message": f"{number}\n" + "line\n" * 5_000} for number in range(120)]

    errors = Page.of(preview(diagnostics=found)).part("errors")

    assert len(errors.find("pre")) == 100
    assert errors.find("pre")[0].raw.endswith("\n…")
    assert max(len(each.raw) for each in errors.find("pre")) < 21_000
    assert errors.one("p", "note").text == "20 more messages not shown, because there are too many."


def test_marks_that_reorder_text_are_written_out_and_names_are_isolated() -> None:
    page = Page.of(preview(step("create", None, occasion("\u202eabc\u2066 עברית"))))
    [name] = page.root.one("h3").find("bdi")

    assert name.text == "\u2068[U+202E]abc[U+2066] עברית\u2069"
