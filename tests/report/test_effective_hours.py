"""What the report says about when customers can reach each skill before and after an update."""

import json
from typing import Any

import jsonschema
import pytest

from tests.engine.trial import ROOT
from tests.report.desks import (
    ALWAYS,
    OFFICE,
    account,
    christmas,
    closed,
    following,
    open_hours,
    same,
    weekly,
)
from tests.report.pages import Page
from tests.report.rendered import page
from tests.report.reporting import captured, hours_bullets, report
from tests.report.steps import (
    OCCASION,
    event,
    id_of,
    occasion,
    preview,
    reason,
    skill,
    skill_hours,
    step,
    urn_of,
    workdays,
)

SCHEMA = json.loads((ROOT / "provider" / "pulumi_liveperson" / "review" / "schema.json").read_text())
HEADING = "#### When customers can reach whom"
UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
TWO_DAYS = closed("2026-12-25", days=2, name="Weihnachten")


def lines(document: Any, *options: str) -> list[str]:
    return hours_bullets(report(document, *options).out)


def test_a_closure_over_several_days_is_said_from_its_start_to_its_end() -> None:
    before = [open_hours("2026-12-24", "00:00", "23:59"), open_hours("2026-12-25", "00:00", "23:59", days=2)]
    after = [
        open_hours("2026-12-24", "00:00", "13:00"),
        closed("2026-12-25", days=2, name="Weihnachten"),
        open_hours("2026-12-27", "09:00", "23:59"),
    ]

    found = lines(account(christmas(*after, before=before)))

    assert found[0] == (
        "**Emergency** (Europe/Berlin): closed from 24 Dec 13:00 to 27 Dec 2026 09:00 (“Weihnachten”), "
        "68 hours more than today. In total, it is open 9,532 hours, 68 hours less than today."
    )


def test_times_around_a_closure_that_are_closed_as_well_belong_to_it() -> None:
    found = lines(account(christmas(closed("2026-12-24", days=2), closed("2026-12-28"))))

    assert found == [
        (
            "**Emergency** (Europe/Berlin): closed on 24, 25 and 28 Dec 2026, was open all day. "
            "In total, it is open 9,528 hours, 72 hours less than today."
        ),
        (
            "**Support** (Europe/Berlin): closed from 23 Dec 17:00 to 29 Dec 2026 09:00, "
            "24 hours more than today. In total, it is open 2,256 hours, 24 hours less than today."
        ),
    ]


def test_days_with_other_hours_are_said_with_the_hours_until_now() -> None:
    shorter = open_hours("2026-12-24", "09:00", "12:00", name="Heiligabend")
    saturday = open_hours("2026-12-19", "10:00", "14:00")

    assert lines(account(christmas(shorter, saturday)))[1] == (
        "**Support** (Europe/Berlin): open 10:00 to 14:00 on 19 Dec 2026, was closed; "
        "open 09:00 to 12:00 on 24 Dec 2026 (“Heiligabend”), was open 09:00 to 17:00. "
        "In total, it is open 2,279 hours, 1 hour less than today."
    )


def test_an_event_that_goes_is_named_with_the_hours_until_now() -> None:
    eve = closed("2026-12-24", name="Heiligabend")
    sale = open_hours("2026-12-30", "00:00", "23:59", days=2, name="Schlussverkauf")

    assert lines(account(christmas(before=[eve, sale])))[1] == (
        "**Support** (Europe/Berlin): open 09:00 to 17:00 on 24 Dec 2026, was closed (“Heiligabend”); "
        "open 09:00 to 17:00 on 30 and 31 Dec 2026, was open all day (“Schlussverkauf”); "
        "closed from 30 Dec 17:00 to 31 Dec 2026 09:00, 16 hours more than today. "
        "In total, it is open 2,280 hours, 24 hours less than today."
    )


def test_other_workdays_are_one_phrase_and_not_one_for_each_week() -> None:
    early = [*weekly("MO", "08:00", "17:00"), *weekly("TU-FR", "09:00", "17:00")]
    changed = step(
        "update",
        workdays("Office", shifts=OFFICE, is_default=True),
        workdays("Office", shifts=early, is_default=True),
        resource="office",
    )

    assert lines(account(changed)) == [
        (
            "**Free**, **Support** and every other skill without hours of its own (Europe/Berlin): "
            "open 08:00 to 17:00 on Mondays, was open 09:00 to 17:00: 57 hours more. "
            "In total, it is open 2,337 hours, 57 hours more than today."
        )
    ]


def test_days_on_which_an_occasion_decides_are_no_part_of_a_weekly_change() -> None:
    mondays = [*weekly("MO", "08:00", "17:00"), *weekly("TU-FR", "09:00", "17:00")]
    changed = step("update", workdays(shifts=OFFICE), workdays(shifts=mondays), resource="office")
    monday = same(occasion("Christmas", events=[closed("2026-12-28")]), "xmas")

    [found] = lines(account(changed, monday))

    assert found.startswith("**Support** (Europe/Berlin): open 08:00 to 17:00 on Mondays, ")
    assert ": 56 hours more. " in found


def test_a_change_of_the_default_names_every_skill_that_it_reaches() -> None:
    others = [same(following(f"Desk {each}", "office"), f"desk-{each}") for each in range(30)]

    [found] = lines(account(christmas(closed("2026-12-24"), is_default=True), *others, without="emergency"))[
        -1:
    ]
    named = found.partition(" (Europe/Berlin)")[0]

    assert named.startswith("**Desk 0**, **Desk 1**, **Desk 10**, ")
    assert named.endswith(", **Free**, **Support** and every other skill without hours of its own")
    assert named.count("**Desk") == 30


def test_a_skill_with_an_occasion_of_its_own_is_not_reached_by_a_default() -> None:
    own = same(occasion("Own", events=[closed("2026-12-31")]), "own")
    changed = step("create", None, occasion("New", events=[closed("2026-12-30")], is_default=True))

    found = lines(account(changed, own, same(following("Independent", "office", "own"), "independent")))

    assert [each.partition(" (")[0] for each in found] == [
        "**Free** and every other skill without hours of its own"
    ]


def test_no_effect_is_said_too() -> None:
    moved = step(
        "update",
        occasion("Christmas", events=[closed("2026-12-25"), closed("2026-12-26")]),
        occasion("Christmas", events=[closed("2026-12-25", days=2)]),
        resource="xmas",
    )

    said = report(account(moved)).out

    assert (
        "\nNo skill that the preview shows has other hours after the update. Skills of other stacks" in said
    )


def test_changes_without_hours_are_not_followed_by_hours() -> None:
    described = step("update", occasion("Christmas"), occasion("Christmas", description="x"), resource="xmas")
    renamed = step("update", reason(), reason("Meal"), resource="meal")
    transferred = step("update", following("Free"), following("Free", max_wait_time=30), resource="free")

    assert HEADING not in report(account(described, renamed, transferred)).out


def test_an_object_that_the_same_update_creates_is_found() -> None:
    before, after = following("Support", "office"), skill("Support", working_hours_id=id_of("office"))
    after["special_occasion_id"] = UNKNOWN
    new = step("create", None, occasion("New", events=[closed("2026-12-25")]), resource="new")
    uses = {"special_occasion_id": [urn_of(OCCASION, "new")]}

    found = lines(account(new, step("update", before, after, resource="support", uses=uses)))

    assert found[0].startswith(
        "**Support** (Europe/Berlin): closed on 25 Dec 2026, was open 09:00 to 17:00. "
    )


def test_a_replaced_object_keeps_its_skills() -> None:
    replaced = step(
        "replace",
        occasion("Christmas", events=[closed("2026-12-24")]),
        occasion("Noël", events=[closed("2026-12-25")]),
        resource="xmas",
    )
    uses = {"special_occasion_id": [urn_of(OCCASION, "xmas")]}
    after = skill("Support", working_hours_id=id_of("office"), special_occasion_id=UNKNOWN)
    moved = step("update", following("Support", "office", "xmas"), after, resource="support", uses=uses)

    found = lines(account(replaced, moved, without="emergency"))

    assert found == [
        (
            "**Support** (Europe/Berlin): open 09:00 to 17:00 on 24 Dec 2026, was closed; "
            "closed on 25 Dec 2026, was open 09:00 to 17:00. "
            "In total, it is open 2,272 hours, as long as today."
        )
    ]


def test_a_skill_that_keeps_the_id_of_a_replaced_object_follows_the_default() -> None:
    replaced = step(
        "replace", workdays("Always", shifts=ALWAYS), workdays("Round", shifts=ALWAYS), resource="always"
    )

    [found] = lines(account(replaced))

    assert found.startswith("**Emergency** (Europe/Berlin): open 09:00 to 17:00 on Mondays to Fridays, ")


def test_a_skill_of_a_deleted_object_follows_the_default() -> None:
    gone = step("delete", workdays("Always", shifts=ALWAYS), None, resource="always")

    said = report(account(gone))

    assert hours_bullets(said.out)[0].startswith(
        "**Emergency** (Europe/Berlin): open 09:00 to 17:00 on Mondays to Fridays, was open all day: "
        "4,560 hours less; closed on Saturdays and Sundays, was open all day: 2,760 hours less. "
    )
    assert "(Q13): A skill names hours that do not exist. What applies? Assumed here: " in said.out


def test_an_object_that_stays_without_a_resource_still_applies() -> None:
    kept = step(
        "delete",
        occasion("Christmas", events=[closed("2026-12-25")]),
        None,
        resource="xmas",
        state={"retainOnDelete": True},
    )

    assert lines(account(kept)) == []


def test_hours_that_a_program_no_longer_manages_stay() -> None:
    left = step("update", following("Emergency", "always"), skill("Emergency"), resource="emergency")

    assert lines(account(left)) == []


def test_cleared_hours_of_a_skill_that_others_own_follow_the_default() -> None:
    cleared = step("delete", skill_hours("Billing", working_hours_id=id_of("always")), None, resource="b")

    [found] = lines(account(cleared))

    assert found.startswith(
        "**Billing** (Europe/Berlin): open 09:00 to 17:00 on Mondays to Fridays, was open all day"
    )


def test_hours_that_move_to_another_skill_change_both() -> None:
    always = id_of("always")
    moved = step(
        "replace",
        skill_hours("Alpha", working_hours_id=always),
        skill_hours("Bravo", working_hours_id=always),
    )

    found = lines(account(moved))

    assert [each.partition(":")[0] for each in found] == [
        "**Alpha** (Europe/Berlin)",
        "**Bravo** (Europe/Berlin)",
    ]


def test_what_the_stack_does_not_manage_is_said_to_be_assumed() -> None:
    new = step("create", None, skill_hours("Billing", working_hours_id=id_of("always")), resource="b")

    said = report(account(new)).out

    assert "The stack does not manage all hours of some of these skills." in said


@pytest.mark.parametrize(
    "shifts",
    ["[secret]", {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "value": "x"}],
)
def test_secret_hours_are_not_known(shifts: Any) -> None:
    secret = step(
        "update", workdays("Always", shifts=ALWAYS), workdays("Always", shifts=shifts), resource="always"
    )

    said = report(account(secret))

    assert hours_bullets(said.out) == [
        (
            "**Emergency** (Europe/Berlin): not known on all days, was open all day. "
            "In total, it is open 0 hours, and its state is not known for 9,600 hours."
        )
    ]
    assert "A part of these hours is not known: it is secret, " in said.out


def test_a_secret_occasion_is_said_by_weekdays_and_not_by_all_dates() -> None:
    hidden = step("update", occasion("X", events=[]), occasion("X", events="[secret]"), resource="xmas")

    found = lines(account(hidden))

    assert found[1].startswith(
        "**Support** (Europe/Berlin): not known on Mondays to Fridays, was open 09:00 to 17:00; "
        "not known on Saturdays and Sundays, was closed. "
    )


def test_hours_that_are_secret_on_both_sides_may_change() -> None:
    secret = step(
        "update",
        workdays("Always", shifts="[secret]"),
        workdays("Always", shifts="[secret]", description="x"),
        resource="always",
    ) | {"diffReasons": ["shifts"]}

    assert lines(account(secret)) == ["**Emergency**: it is not known whether its hours change."]


def test_hours_of_an_object_that_the_preview_does_not_show_are_not_known() -> None:
    moved = step(
        "update",
        following("Support", "office"),
        skill("Support", working_hours_id="99", special_occasion_id=""),
        resource="support",
    )

    [found] = lines(account(moved))

    assert "not known on Mondays to Fridays, was open 09:00 to 17:00" in found


def test_a_flag_that_is_secret_makes_the_default_unknown() -> None:
    flag = step(
        "update",
        workdays("Always", shifts=ALWAYS),
        workdays("Always", shifts=ALWAYS, is_default="[secret]"),
        resource="always",
    )

    found = lines(account(flag))

    assert [each.partition(" (")[0] for each in found] == [
        "**Free** and every other skill without hours of its own"
    ]
    assert "not known on" in found[0]


def test_new_and_deleted_skills_are_said_with_the_time_that_they_are_open() -> None:
    gone = step("delete", following("Gone", "office"), None, resource="gone")
    new = step("create", None, following("New", "always"), resource="new")

    assert lines(account(gone, new)) == [
        "**Gone** (Europe/Berlin): deleted. Without the update, it is open 2,280 hours.",
        "**New** (Europe/Berlin): new skill. In total, it is open 9,600 hours.",
    ]


def test_the_night_in_which_the_clock_changes_has_another_length() -> None:
    night = [open_hours("2027-03-28", "00:00", "06:00"), open_hours("2027-10-31", "00:00", "06:00")]

    found = lines(account(christmas(*night)))[1]

    assert "open 00:00 to 06:00 on 28 Mar and 31 Oct 2027, was closed. " in found
    assert found.endswith("12 hours more than today.")  # five and seven
    only = lines(account(christmas(night[0])))[1]
    assert only.endswith("5 hours more than today.")


def test_other_time_zones_are_shown_in_that_of_the_new_workdays() -> None:
    american = weekly("MO-FR", "09:00", "17:00", time_zone="America/New_York")
    moved = step(
        "update", workdays("Always", shifts=OFFICE), workdays("Always", shifts=american), resource="always"
    )

    [found] = lines(account(moved))

    assert found.startswith(
        "**Emergency** (America/New\\_York): open 09:00 to 17:00 on Mondays to Fridays, "
        "was open 03:00 to 11:00; "
        "open 09:00 to 17:00 from 15 to 19 Mar 2027 (5 days), from 22 to 26 Mar 2027 (5 days), and "
        "from 1 to 5 Nov 2027 (5 days), was open 04:00 to 12:00. "
    )
    assert found.endswith("In total, it is open 2,280 hours, as long as today.")


def test_the_hours_until_now_are_those_that_other_people_set() -> None:
    stored, live = occasion("Christmas", events=[closed("2026-12-24")]), occasion("Christmas", events=[])
    drifted = [
        step("refresh", stored, stored, resource="xmas"),
        step("update", live, stored, resource="xmas"),
    ]

    assert lines(account(*drifted))[1].startswith(
        "**Support** (Europe/Berlin): closed on 24 Dec 2026, was open 09:00 to 17:00. "
    )


def test_many_changes_of_a_skill_are_counted() -> None:
    opened = [
        open_hours(f"2026-12-{day}", f"{hour:02}:00", "12:00") for hour, day in enumerate(range(14, 24))
    ]

    found = lines(account(christmas(*opened), without="emergency"))[0]

    assert "; 4 more changes. In total, " in found
    assert found.count(", was ") == 6


@pytest.mark.parametrize(
    ("document", "reason_"),
    [
        (
            account(christmas(TWO_DAYS), hidden=3),
            "the preview does not show the unchanged resources; use `pulumi preview --show-sames`",
        ),
        (captured("skills-plan"), "a plan file does not contain the previous content"),
    ],
)
def test_what_cannot_be_compared_is_not_compared(document: Any, reason_: str) -> None:
    said = report(document)

    assert hours_bullets(said.out) == []
    assert f"The hours of skills before and after are not compared: {reason_}." in said.out
    found = report(document, "--format", "json").json["hours"]
    assert (found["compared"], found["skills"]) == (False, [])


def test_hours_of_two_accounts_are_not_compared() -> None:
    moved = step("replace", occasion("Christmas"), occasion("Christmas"), resource="xmas")
    moved["oldState"]["provider"], moved["newState"]["provider"] = "one", "other"

    assert "are not compared: the stack moves to another account." in report(account(moved)).out


def test_a_stack_without_skills_has_no_part_about_hours() -> None:
    only = preview(christmas(TWO_DAYS))

    assert HEADING not in report(only).out
    assert "When customers" not in report(only, "--format", "html").out
    assert report(only, "--format", "json").json["hours"]["remark"].startswith("The preview shows no skills")


def test_the_period_begins_on_another_day_if_that_is_asked_for() -> None:
    document = account(christmas(TWO_DAYS))

    said = report(document, "--hours-from", "2026-12-26").out

    assert "In the 400 days from 26 Dec 2026 on:" in said
    assert "closed on 26 Dec 2026 (“Weihnachten”), was open all day" in said
    assert report(document, "--hours-from", "2028-01-01").out.count("has other hours after the update.") == 1
    assert {report(document, "--hours-from", each).exit_code for each in ("26.12.2026", "9999-12-31")} == {2}


def test_each_format_says_the_same() -> None:
    document = account(christmas(TWO_DAYS))

    text = report(document, "--format", "text").out
    html = Page.of(document).part("hours")
    found = report(document, "--format", "json").json["hours"]

    sentence = "Support (Europe/Berlin): closed on 25 Dec 2026 (“Weihnachten”), was open 09:00 to 17:00. "
    assert sentence in text
    assert [each.text for each in html.find("h3")] == [
        "Emergency (Europe/Berlin):",
        "Support (Europe/Berlin):",
    ]
    assert html.find("p", "balance")[1].text == "8 hours less"
    assert found["skills"][1]["sentence"].startswith(sentence)
    assert found["skills"][1]["changes"] == [
        {
            "start": "2026-12-25T08:00:00+00:00",
            "end": "2026-12-25T16:00:00+00:00",
            "before": "open",
            "after": "closed",
            "events": ["Weihnachten"],
        }
    ]
    assert {key: found["skills"][1][key] for key in ("open_before", "open_after", "lost", "gained")} == {
        "open_before": 2280,
        "open_after": 2272,
        "lost": 8,
        "gained": 0,
    }


@pytest.mark.parametrize("name", ["skills", "skills-drift", "skills-plan", "operations"])
def test_the_json_follows_its_schema(name: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(report(captured(name), "--format", "json").json)


def test_a_real_preview_says_which_skills_are_open_at_other_times() -> None:
    found = lines(captured("skills"))

    assert [each.partition(" (")[0] for each in found] == [
        "**billing**",
        "**Billing desk**",
        "**late desk**",
        "**Legacy**",
        "**night desk**",
        "**Returns**",
        "**sales**",
        "**support**",
    ]
    assert found[1] == (
        "**Billing desk** (Europe/London): open 09:00 to 16:00 on Mondays to Fridays, "
        "was open 09:00 to 17:30: 423 hours less; open 09:00 to 16:00 on 24 and 25 Dec 2026, was closed; "
        "closed on 28 Dec 2026, was open 09:00 to 17:30. "
        "In total, it is open 1,988 hours, 417 hours and 30 minutes less than today."
    )


def test_names_are_escaped() -> None:
    name = "<img src=x> @everyone | **b**"
    hostile = same(following(name, "office", "xmas"), "hostile")
    document = account(christmas(closed("2026-12-25", name="<b>x</b>")), hostile)

    shown = page(report(document).out)

    assert {"img", "b"}.isdisjoint(shown.tags)
    assert any(name in each and "<b>x</b>" in each for each in shown.seen("li"))
    assert "<img" not in report(document, "--format", "html").out
    assert (
        "\x1b" not in report(account(christmas(closed("2026-12-25", name="\x1b[2J"))), "--format", "text").out
    )


@pytest.mark.parametrize(
    "strange",
    [
        event("9999-12-30", "9999-12-31"),
        event("9999-12-31T09:00:00", "9999-12-31T23:59:00", working=True),
        event("0001-01-01", "0001-01-02"),
        {"start": []},
        None,
    ],
)
def test_strange_events_are_no_error(strange: Any) -> None:
    said = report(account(christmas(strange, closed("2026-12-24"))))

    assert said.exit_code == 0
    assert len(hours_bullets(said.out)) == 2


@pytest.mark.parametrize("held", [["a"], {"a": 1}, 5, True])
def test_a_strange_reference_makes_hours_unknown(held: Any) -> None:
    strange = skill("Support", working_hours_id=held, special_occasion_id="")

    [found] = lines(account(step("update", following("Support", "office"), strange, resource="support")))

    assert "not known on Mondays to Fridays, was open 09:00 to 17:00" in found


@pytest.mark.slow
def test_many_skills_fit_into_a_comment() -> None:
    skills = [
        same(following(f"Skill {each} {'x' * 60}", f"w{each}", "xmas"), f"s{each}") for each in range(900)
    ]
    weeks = [
        same(
            workdays(f"W{each}", shifts=weekly("MO-FR", f"{each % 9:02}:{each % 60:02}", "17:00")), f"w{each}"
        )
        for each in range(900)
    ]

    said = report(account(christmas(TWO_DAYS), *skills, *weeks)).out

    assert len(said.encode("utf-16-le")) // 2 <= 65_536
    assert " more lines about other skills" in said


def test_an_occasion_that_ends_soon_is_reported() -> None:
    ending = same(occasion("Christmas", events=[closed("2026-12-25", days=2)]), "xmas")
    unused = same(occasion("Unused", events=[closed("2026-12-25")]), "unused")
    note = (
        "A special occasion in use ends soon: **Christmas** (last day 26 Dec 2026). "
        "After that, the skills that follow it have no special days."
    )

    assert note in report(account(ending, unused)).out
    assert note not in report(account(ending, unused), "--hours-from", "2026-09-26").out
    assert "soon" not in report(account(same(occasion("Unused", events=[TWO_DAYS]), "unused"))).out
