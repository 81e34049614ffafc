"""What a program that uses public holidays or a calendar file is told, together with all else."""

import sys
from pathlib import Path

import pulumi
import pytest

from pulumi_liveperson import SpecialOccasion, from_ics, public_holidays
from tests.processes import ran
from tests.program.mocked import MockedEngine
from tests.program.test_mistakes import occasion, reason, verdict

DUBAI = "Asia/Dubai"


def test_wrong_arguments_are_shown_with_the_mistakes_of_the_resources() -> None:
    def program() -> None:
        events = [*public_holidays("GX", 2026, time_zone="Europe/London")]
        occasion("uk", description="", events=events)
        occasion("file", events=from_ics("no such file.ics", time_zone="Europe/London"))
        public_holidays("GB", 2026, time_zone="Europe/London", without=("Boxng Day", "Whitsun"))
        reason("word", enabled="yes")

    lines = verdict(program)

    assert lines[0] == "this program has 6 errors, and nothing was sent to LivePerson:"
    assert [line.split(": ")[:2] for line in lines[1:]] == [
        ["  public_holidays('GX', 2026)", "country"],
        ["  from_ics('no such file.ics')", "path"],
        ["  public_holidays('GB', 2026)", "without"],
        ["  public_holidays('GB', 2026)", "without"],
        ['  SpecialOccasion "uk"', "description"],
        ['  StatusReason "word"', "enabled"],
    ]


def test_the_same_wrong_call_is_shown_once() -> None:
    def program() -> None:
        for _ in range(3):
            public_holidays("GX", 2026, time_zone="Europe/London")

    assert verdict(program)[0] == "this program has one error, and nothing was sent to LivePerson:"


def test_a_program_that_fails_on_missing_events_shows_why_they_are_missing() -> None:
    def program() -> None:
        first = public_holidays("GX", 2026, time_zone="Europe/London")[0]
        occasion("uk", events=[first])

    lines = verdict(program)

    assert lines[0].startswith("public_holidays('GX', 2026): country: ")
    assert lines[-1].startswith("IndexError")


def test_estimated_dates_are_one_warning_that_names_the_days(caplog: pytest.LogCaptureFixture) -> None:
    engine = MockedEngine()

    def program() -> None:
        events = public_holidays("AE", 2030, time_zone=DUBAI, language="en_US", without="Eid al-Adha")
        occasion("emirates", events=events)

    engine.run(program)

    [warning] = caplog.messages
    assert warning.startswith(
        "public_holidays('AE', 2030): dates that are estimates, and may change when they are announced: "
        "2030-02-04 (Eid al-Fitr), "
    )
    assert "2030-04-13" not in warning
    assert len(engine.inputs["emirates"]["events"]) > 8


def test_dates_that_are_known_are_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    MockedEngine().run(lambda: occasion("uk", events=public_holidays("GB", 2030, time_zone=DUBAI)))

    assert caplog.messages == []


def test_a_wrong_call_in_an_apply_is_an_error_as_well() -> None:
    engine = MockedEngine(preview=False)

    def program() -> None:
        first = SpecialOccasion("first", name="First", description="Closed")
        first.id.apply(lambda _: public_holidays("GX", 2026, time_zone=DUBAI))

    with pytest.raises(pulumi.RunError, match="'GX' is not the code"):
        engine.run(program)


@pytest.mark.parametrize(
    ("program", "loaded"),
    [
        ("from pulumi_liveperson import SpecialOccasion, closed, weekly; SpecialOccasion", []),
        ("from pulumi_liveperson import public_holidays as p; p('GB', 2026, time_zone='UTC')", ["holidays"]),
        ("from pulumi_liveperson import from_ics", ["icalendar"]),
    ],
)
def test_a_program_loads_only_the_libraries_that_it_uses(
    program: str, loaded: list[str], tmp_path: Path
) -> None:
    libraries = "[name for name in ('holidays', 'icalendar') if name in sys.modules]"

    answer = ran(
        [sys.executable, "-c", f"import sys; {program}; print({libraries})"], cwd=tmp_path, check=True
    )

    assert answer.stdout == f"{loaded}\n"
