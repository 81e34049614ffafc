"""A page is one file that needs nothing else, and has the outline that its readers need."""

import base64
import hashlib
import re
from itertools import pairwise

from tests.report.pages import Page
from tests.report.reporting import captured
from tests.report.test_page import EACH


@EACH
def test_a_page_needs_nothing_but_itself(name: str) -> None:
    page = Page.of(captured(name))
    names = {attribute for each in page.root.all for attribute in each.attributes}

    assert names.isdisjoint({"src", "srcset", "style", "action", "data", "poster", "background"})
    assert {each.tag for each in page.root.all}.isdisjoint(
        {"script", "link", "img", "iframe", "base", "form"}
    )
    assert all(each.attributes["href"].startswith("#") for each in page.root.find("a"))
    assert not re.search(r"url\(|@import|@font-face", page.root.one("style").raw)


def test_a_policy_forbids_all_but_the_style_of_the_page() -> None:
    page = Page.of(captured("holidays"))
    digest = base64.b64encode(hashlib.sha256(page.root.one("style").raw.encode()).digest()).decode()
    [policy] = [
        each.attributes["content"]
        for each in page.root.find("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]

    assert policy == (f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'")


@EACH
def test_headings_go_down_one_level_at_a_time(name: str) -> None:
    levels = [
        int(each.tag[1]) for each in Page.of(captured(name)).root.all if re.fullmatch("h[1-6]", each.tag)
    ]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@EACH
def test_every_link_leads_to_a_part_of_the_page(name: str) -> None:
    page = Page.of(captured(name))
    ids = [each.attributes["id"] for each in page.root.all if "id" in each.attributes]

    assert len(set(ids)) == len(ids)
    assert {each.attributes["href"].removeprefix("#") for each in page.root.find("a")} <= set(ids)
