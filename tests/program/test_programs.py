"""What the stack programs of this project declare."""

import sys
from pathlib import Path
from typing import Any

import pulumi
import pytest

import stacks
from pulumi_liveperson.running import find
from tests.committed import write_committed
from tests.program.mocked import MockedEngine


@pytest.fixture(autouse=True)
def _committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever somebody has made of the programs."""
    write_committed(tmp_path, "stacks")
    monkeypatch.setattr(stacks, "__path__", [str(tmp_path / "stacks")])
    for name in [each for each in sys.modules if each.startswith("stacks.")]:
        monkeypatch.delitem(sys.modules, name)


def declared(program: str, stack: str) -> dict[str, dict[str, Any]]:
    """Return what a program declares for a stack, by resource name."""
    engine = MockedEngine(stack)
    engine.run(find(program))
    return engine.inputs


def occasions(resources: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: each for name, each in resources.items() if "events" in each}


def reasons(resources: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: each for name, each in resources.items() if "text" in each}


def windows(occasion: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (each["meta"]["name"], each["start"]["date_time"], each["end"]["date_time"])
        for each in occasion["events"]
    ]


def test_an_unknown_program_is_answered_with_the_known_ones_in_one_line() -> None:
    with pytest.raises(pulumi.RunError) as refused:
        find("acne")

    message = str(refused.value)
    assert "'acne'" in message
    assert "acme, demo" in message
    assert "pulumi config set program" in message
    assert "\n" not in message


@pytest.mark.parametrize("name", ["../demo", "demo.py", "", "__init__", "Demo"])
def test_a_program_is_known_by_the_exact_name_of_its_module(name: str) -> None:
    with pytest.raises(pulumi.RunError):
        find(name)


def test_demo_declares_a_support_centre() -> None:
    demo = declared("demo", "demo")

    assert len(occasions(demo)) == 5
    assert len(reasons(demo)) == 8
    assert [name for name, each in occasions(demo).items() if each["is_default"]] == ["uk-bank-holidays"]
    assert occasions(demo)["no-occasions"]["events"] == []
    assert [name for name, each in reasons(demo).items() if not each["enabled"]] == ["doctor"]


def test_demo_closes_on_the_holidays_of_both_countries() -> None:
    demo = declared("demo", "demo")

    # Both days of a bank holiday that has a substitute, and Easter Sunday in Portugal, are holidays too.
    for name, days in (("uk-bank-holidays", 19), ("portuguese-holidays", 26)):
        events = demo[name]["events"]
        assert len({each["start"]["date_time"] for each in events}) == days
        assert not any(each["meta"]["working"] for each in events)


def test_demo_gives_the_skills_of_others_their_hours_and_declares_one_skill() -> None:
    demo = declared("demo", "demo")
    hours = {
        name: (each.get("working_hours_id"), each.get("special_occasion_id"))
        for name, each in demo.items()
        if "skill_name" in each
    }

    assert hours == {
        "billing": ("id of lisbon-desk", "id of portuguese-holidays"),
        "sales": ("", "id of black-friday"),
        "support": ("", "id of no-occasions"),
    }
    assert demo["returns"]["working_hours_id"] == "id of lisbon-desk"


def test_acmes_accounts_differ_in_their_hours_and_one_reason_only() -> None:
    development, production = declared("acme", "acme-dev"), declared("acme", "acme-prod")

    shared = development.keys() & production.keys()

    assert {name for name in shared if development[name] != production[name]} == {
        "launch-week",
        "service-desk",
    }
    assert development.keys() ^ production.keys() == {"load-test"}
    assert windows(development["launch-week"]) == [("open", "2027-03-15T09:00:00", "2027-03-15T17:00:00")]
    assert windows(production["launch-week"]) == [("open", "2027-03-15T06:00:00", "2027-03-15T23:59:00")]


@pytest.mark.parametrize("stack", ["acme-dev", "acme-prod"])
def test_acmes_default_is_the_federal_holidays(stack: str) -> None:
    acme = declared("acme", stack)

    assert [name for name, each in occasions(acme).items() if each["is_default"]] == ["federal-holidays"]
    assert len(acme["federal-holidays"]["events"]) == 12


@pytest.mark.parametrize(
    ("stack", "sequence"),
    [
        ("acme-dev", ["Lunch", "Break", "Training", "Load test"]),
        ("acme-prod", ["Lunch", "Break", "Training"]),
    ],
)
def test_acmes_reasons_are_a_sequence(stack: str, sequence: list[str]) -> None:
    found = reasons(declared("acme", stack)).values()

    assert [each["text"] for each in sorted(found, key=lambda each: each["order"])] == sequence


def test_acme_tells_a_stack_that_it_does_not_know() -> None:
    with pytest.raises(pulumi.RunError):
        declared("acme", "acme")
