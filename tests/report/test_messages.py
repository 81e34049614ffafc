"""What a preview says about resources, which is often the same about many of them."""

from typing import Any

import pytest

from tests.report.rendered import page
from tests.report.reporting import report
from tests.report.steps import preview, reason, step

AWAY = "GET https://simulator.example got no answer."


def said_of(resource: str, message: str = AWAY, severity: str = "error") -> dict[str, Any]:
    """Return a message about a resource."""
    urn = step("create", None, reason(), resource=resource)["urn"]
    return {"urn": urn, "severity": severity, "message": message}


def test_one_error_of_many_resources_is_reported_once_with_their_names() -> None:
    found = [
        said_of("lunch"),
        said_of("meal", "Another."),
        said_of("break"),
        said_of("away"),
        said_of("away"),
    ]

    markdown = page(report(preview(diagnostics=found)).out)
    text = report(preview(diagnostics=found), "--format", "text").out
    html = report(preview(diagnostics=found), "--format", "html").out

    assert [each.strip() for each in markdown.texts["pre"]] == [AWAY, "Another."]
    assert "About away, break and lunch:" in markdown.texts["p"]
    assert "About meal:" in markdown.texts["p"]
    assert text.count(AWAY) == html.count(AWAY) == 1
    assert "Error (away, break and lunch)\n" in text
    assert html.count("<pre") == 2


def test_many_resources_are_named_in_part() -> None:
    found = [said_of(f"r{number:02}") for number in range(16)]

    said = report(preview(diagnostics=found), "--format", "text").out

    assert "Error (r00, r01, r02, r03, r04, r05, r06, r07, r08, r09 and 6 more)\n" in said


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_an_error_of_no_resource_has_no_name(form: str) -> None:
    found = [{"severity": "error", "message": "no such stack"}]

    said = report(preview(diagnostics=found), "--format", form).out

    assert "no such stack" in said
    assert "About" not in said


def test_a_name_does_nothing_in_a_comment() -> None:
    said = report(preview(diagnostics=[said_of("@everyone **x**")])).out

    assert "About @&#8203;everyone \\*\\*x\\*\\*:" in said


def test_programs_get_each_message() -> None:
    said = report(preview(diagnostics=[said_of("lunch"), said_of("meal")]), "--format", "json").json

    assert [each["resource"] for each in said["diagnostics"]] == ["lunch", "meal"]
