"""Names and descriptions can hold anything, and a report shows just that."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.review.from_preview import read_preview
from pulumi_liveperson.review.markdown import as_markdown
from pulumi_liveperson.review.presentation import Presentation
from tests.report.rendered import Page, page
from tests.report.reporting import report
from tests.report.steps import closed, occasion, preview, step

pytestmark = pytest.mark.threat("foreign-words")

TAGS = {
    "body",
    "h3",
    "h4",
    "ul",
    "li",
    "p",
    "strong",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "span",
}
NASTY = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</details></td></table>",
    "--> <b>out</b> <!--",
    "a | b || c",
    "`code` ``two`` ```three",
    "*bold* **strong** _emphasis_ ~~gone~~",
    "[link](https://example.com) ![picture](x.png) <https://example.com>",
    "https://example.com/path http://example.com www.example.com",
    "somebody@example.com",
    "@everyone and @org/team",
    "#123 owner/repository#45 GH-67 !89 &10 ~label %milestone $11 ^alert",
    ":tada: :+1:",
    "$a$ and $$b$$",
    "one\ntwo\r\nthree\u2028four\x0bfive",
    "\n\n# heading\n- item\n1. item\n> quote\n```\ncode",
    "left \u202eright\u202c \u2066isolated\u2069 \u200bno\u200dwidth\ufeff",
    "עברית 123 العربية",
    "\x1b[31mred\x07\x00",
    "back\\slash \\* \\",
    "&lt;b&gt; &amp; &#64; &copy;",
    "trailing \\",
    "  spaces  ",
    "=====",
    "\ud800 alone",
    "[x]: https://example.com",
]


def told(name: str, description: str, label: str) -> Page:
    """Return the page of a report in which words of somebody else stand everywhere."""
    events = [closed("2026-12-25", name=label)]
    document = preview(
        step("update", occasion("Before"), occasion(name, description=description, events=events)),
        step("create", None, {"text": name, "state": description, "enabled": True}, resource=name),
        {"op": name, "urn": f"urn:pulumi:prod::accounts::{description}::{name}"},
    )
    read = read_preview(document)
    assert read is not None
    return page(as_markdown(Presentation(read, full_report=description)))


def check(name: str, description: str, label: str) -> None:
    """Check that the words are there, and nothing else but what a report is made of."""
    found = told(name, description, label)
    assert found.tags <= TAGS
    assert len(found.comments) == 1
    assert found.widest_row == 3
    assert len(found.texts["summary"]) == 2
    assert len(found.texts["li"]) == 2
    cells = [collapsed(cell) for cell in found.seen("td")]
    assert collapsed(f"“{shown(description)}”") in cells
    seen = "".join(found.seen("body"))
    for words in (name, description):
        assert collapsed(shown(words)[:40]) in collapsed(seen)


def shown(words: str) -> str:
    return re.sub("[\u2068\u2069]", "", visible(words))


def collapsed(text: str) -> str:
    """Return a text with its spaces as HTML shows them."""
    return " ".join(text.split())


@pytest.mark.parametrize("words", NASTY)
def test_text_of_other_sources_is_shown_and_has_no_effect(words: str) -> None:
    check(words, words, words)


# Pieces of markup, in any order, find more than letters in any order.
pieces = st.lists(st.sampled_from([*NASTY, *"<>&|`*_~[]()\\!#@:$\n -=+.1a\"'"]), min_size=1, max_size=8)
anything = st.one_of(st.text(min_size=1, max_size=60), pieces.map("".join)).filter(lambda text: text.strip())


@given(name=anything, description=anything, label=anything)
def test_any_words_are_shown_and_do_nothing(name: str, description: str, label: str) -> None:
    check(name, description, label)


@pytest.mark.parametrize("words", NASTY)
def test_nothing_becomes_a_link_a_mention_or_a_picture(words: str) -> None:
    found = told(words, words, words)

    [text] = found.texts["body"]
    assert re.findall(r"@\w|[#!~%^&]\w|\bGH-\d|://|www\.\w|:\w+:", text) == []
    assert found.texts.get("span", []) == ["$"] * text.count("$")


def test_a_value_never_begins_a_line() -> None:
    for words in NASTY:
        document = preview(step("update", occasion("Before"), occasion(words, description=words)))
        read = read_preview(document)
        assert read is not None
        starts = {line[:2] for line in as_markdown(Presentation(read)).splitlines()}
        assert starts <= {"<!", "##", "- ", "<d", "| ", "|-", "</", ""}


@pytest.mark.parametrize("stack", ["--> <script>", "-->", "a b", "x" * 300, "prod--", "ünïcode", "<!--"])
def test_a_stack_name_cannot_end_the_marker(stack: str) -> None:
    document = preview(step("update", occasion(), occasion(description="x")))
    document["steps"] = [{**each, "urn": each["urn"].replace("prod", stack)} for each in document["steps"]]

    said = report(document)

    first = said.out.splitlines()[0]
    assert re.fullmatch(r"<!-- liveperson-accounts report: accounts/[\w.%~-]+ -->", first, re.ASCII)
    assert page(said.out).comments == [first.removeprefix("<!--").removesuffix("-->")]


@pytest.mark.parametrize("words", ["```", "a\n````\n<b>\n```text", "~~~", "</code></pre><script>", "- @x #1"])
def test_an_error_is_shown_unchanged(words: str) -> None:
    said = report(preview(diagnostics=[{"severity": "error", "message": words}]))

    found = page(said.out)
    assert found.seen("pre") == [f"{words}\n"]
    assert found.tags <= {"body", "h3", "h4", "p", "pre", "code"}


def test_the_marker_is_the_first_line_and_names_project_and_stack() -> None:
    said = report(preview(same=1))

    assert said.out.splitlines()[0] == "<!-- liveperson-accounts report: accounts/prod -->"


def test_a_terminal_gets_no_control_characters_of_other_sources() -> None:
    document: Any = preview(
        step("update", occasion("Before"), occasion("\x1b[2Jgone\u202e\n", description="\x07\x9b31m"))
    )

    said = report(document, "--format", "text", "--no-default-change")

    assert {each for each in said.out + said.err if not each.isprintable()} == {"\n"}
    assert "[U+001B][2Jgone[U+202E]⏎" in said.out


def test_pictures_of_several_parts_stay_whole() -> None:
    assert visible("Team 👩‍💻 on call") == "Team 👩‍💻 on call"
    assert visible("a\u200db") == "a[U+200D]b"
