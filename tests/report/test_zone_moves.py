"""Days that go to another time zone keep their local times, and so take place at other moments."""

from typing import Any

from tests.report.pages import Page, fields
from tests.report.reporting import report
from tests.report.steps import LONDON, closed, event, occasion, open_hours, update

NEW_YORK = "America/New_York"


def sentence(before: Any, after: Any) -> str:
    """Return what is said about an occasion whose events change."""
    said = report(update(occasion(events=before), occasion(events=after)), "--format", "text")
    [only] = [line for line in said.out.splitlines() if line.startswith("  Holidays")]
    return only.partition(": ")[2]


def three_days(zone: str) -> Any:
    """Return three days of opening hours."""
    return open_hours("2027-05-03", "09:00", "17:00", days=3, time_zone=zone)


def test_days_that_only_change_their_zone_are_no_others_and_do_not_stay() -> None:
    assert sentence([three_days(LONDON)], [three_days(NEW_YORK)]) == (
        "its time zone becomes America/New_York, was Europe/London; its 3 days keep their local times."
    )


def test_one_day_that_only_changes_its_zone_keeps_its_local_times() -> None:
    assert sentence([closed("2027-05-03")], [closed("2027-05-03", time_zone=NEW_YORK)]) == (
        "its time zone becomes America/New_York, was Europe/London; its day keeps its local times."
    )


def test_days_with_other_changes_differ_from_the_rest() -> None:
    after = [three_days(NEW_YORK), closed("2027-05-10", time_zone=NEW_YORK)]

    assert sentence([three_days(LONDON)], after) == (
        "its time zone becomes America/New_York, was Europe/London; also closed on 10 May 2027; "
        "the other 3 days keep their local times."
    )


def test_a_table_has_the_zones() -> None:
    before, after = occasion(events=[three_days(LONDON)]), occasion(events=[three_days(NEW_YORK)])

    assert fields(Page.of(update(before, after)).card("Holidays"))[1:] == [
        ["Time zone", LONDON, NEW_YORK],
        ["3 days", "unchanged", "the same local times"],
    ]


def test_what_the_clocks_of_the_other_zone_do_is_remarked() -> None:
    before, after = (
        event("2027-03-28T01:15:00", "2027-03-28T01:45:00", working=True, zone=zone)
        for zone in (NEW_YORK, LONDON)
    )

    assert sentence([before], [after]).endswith(
        "; note that 01:15 on 28 Mar 2027 does not exist in Europe/London; "
        "01:45 on 28 Mar 2027 does not exist in Europe/London."
    )


def test_another_name_of_a_zone_is_no_other_zone() -> None:
    before, after = [three_days("Asia/Calcutta")], [three_days("Asia/Kolkata")]

    assert sentence(before, after) == "the same days and hours, written as other entries."
    assert sentence(before, [*after, closed("2027-05-10", time_zone="Asia/Kolkata")]) == (
        "also closed on 10 May 2027; the other 3 days stay unchanged."
    )


def test_two_names_of_a_zone_mean_one_zone() -> None:
    days = [three_days("Asia/Calcutta"), closed("2027-05-10", time_zone="Asia/Kolkata")]

    assert sentence([], days) == ("open 09:00 to 17:00 from 3 to 5 May 2027 (3 days); closed on 10 May 2027.")


def test_an_end_in_another_zone_is_shown_unchanged() -> None:
    before = open_hours("2027-01-01", "09:00", "12:00")
    after = before | {"end": before["end"] | {"time_zone": "Asia/Tokyo"}}

    assert sentence([before], [after]) == (
        "one entry cannot be shown day by day: open 2027-01-01T09:00:00 in Europe/London to "
        "2027-01-01T12:00:00 in Asia/Tokyo; so it is not known what changes on 1 Jan 2027."
    )


def test_an_end_in_the_same_zone_by_another_name_is_read() -> None:
    event = open_hours("2027-01-01", "09:00", "12:00", time_zone="Asia/Calcutta")

    assert sentence([], [event | {"end": event["end"] | {"time_zone": "Asia/Kolkata"}}]) == (
        "open 09:00 to 12:00 on 1 Jan 2027."
    )
