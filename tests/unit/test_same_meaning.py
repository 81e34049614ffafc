"""What means the same is equal, and whatever two people in a contact centre could tell apart is not."""

import copy
import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.events import zones

DAILY = "RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1"
LISBON = "Europe/Lisbon"


def event(
    start: Any = "2026-07-01T00:00:00",
    end: Any = "2026-07-01T23:59:00",
    zone: Any = LISBON,
    rules: Any = (),
    **meta: Any,
) -> Wire:
    return {
        "meta": {"working": False, "name": "closed", **meta},
        "start": {"dateTime": start, "timeZone": zone},
        "end": {"dateTime": end, "timeZone": zone},
        "recurrence": list(rules) if isinstance(rules, tuple) else rules,
    }


def occasion(*events: Wire, **changes: Any) -> Wire:
    return {
        "name": "Year end",
        "description": "Closed",
        "isDefault": False,
        "events": list(events),
        **changes,
    }


def live(wire: Wire) -> Wire:
    """Return an object as LivePerson holds it."""
    return {**copy.deepcopy(wire), "id": 4410020312, "deleted": False}


def differences(declared: Wire, held: Wire) -> list[str]:
    """Compare both ways round, as reads and writes do, and expect reads to agree."""
    found = SPECIAL_OCCASION.differences(declared, live(held))
    assert SPECIAL_OCCASION.differences(live(held), declared) == found
    seen = SPECIAL_OCCASION.keep_spelling(declared, live(held))
    assert (seen == declared) == (not found)
    return found


TIMES = [  # in Lisbon, one hour before UTC in July; the clocks go forward on 29 March and back on 25 October
    ("2026-07-01T00:00:00", "2026-07-01T00:00", True),
    ("2026-07-01T00:00:00", "2026-07-01T00:00:00.000", True),
    ("2026-07-01T00:00:00", "2026-07-01t00:00:00", True),
    ("2026-07-01T00:00:00", "2026-07-01 00:00:00", True),
    ("2026-07-01T00:00:00", "2026-07-01T00:00:00+01:00", True),
    ("2026-07-01T00:00:00", "2026-07-01T00:00:00.000+0100", True),
    ("2026-07-01T00:00:00", "2026-06-30T23:00:00Z", True),
    ("2026-07-01T00:00:00", "2026-06-30T23:00Z", True),
    ("2026-07-01T00:00:00", "2026-07-01T01:00:00+02:00", True),
    ("2026-10-25T01:30:00", "2026-10-25T01:30:00+01:00", True),
    ("2026-03-29T01:30:00", "2026-03-29T01:30:00+00:00", True),
    ("2026-03-29T02:30:00", "2026-03-29T01:30:00Z", True),
    ("2026-07-01", " 2026-07-01 ", True),
    ("2026-07-01T00:00:00", "2026-07-01", False),
    ("2026-07-01T00:00:00", "2026-07-01T00:00:00Z", False),
    ("2026-07-01T00:00:00", "2026-07-01T00:00:00+00:00", False),
    ("2026-07-01T00:00:00", "2026-07-01T00:00:01", False),
    ("2026-07-01T00:00:00", "2026-07-01T00:00:00.500", False),
    ("2026-07-01T00:00:00", "2026-07-01T12:00:00", False),
    ("2026-07-01T00:00:00", 1782860400000, False),
    ("2026-07-01T00:00:00", None, False),
    ("2026-10-25T01:30:00", "2026-10-25T01:30:00+00:00", False),
    ("2026-03-29T01:30:00", "2026-03-29T02:30:00", False),
]
ZONES = [
    ("Asia/Kolkata", "Asia/Calcutta", True),
    ("Europe/Kyiv", "Europe/Kiev", True),
    ("America/New_York", "US/Eastern", True),
    ("Europe/London", "GB", True),
    ("Atlantic/Reykjavik", "Iceland", True),
    ("UTC", "Etc/UTC", True),
    ("UTC", "Zulu", True),
    (LISBON, "EUROPE/LISBON", True),
    (LISBON, "europe/lisbon", True),
    (LISBON, "Portugal", True),
    ("Mars/Base", "Mars/Base", True),
    ("Mars/Base", "mars/base", False),
    (LISBON, "Europe/London", False),
    (LISBON, "WET", False),
    ("Europe/Stockholm", "Europe/Berlin", False),
    ("Europe/Amsterdam", "Europe/Brussels", False),
    ("Europe/Kyiv", "Europe/Uzhgorod", False),
    ("Europe/London", "Europe/Jersey", False),
    ("Atlantic/Reykjavik", "Africa/Abidjan", False),
    ("Africa/Abidjan", "Iceland", False),
    ("America/Toronto", "America/Montreal", False),
    ("UTC", "GMT", False),
    (LISBON, None, False),
]
RULES = [
    ([DAILY], ["FREQ=DAILY;COUNT=9;INTERVAL=1"], True),
    ([DAILY], ["rrule:freq=daily;count=9;interval=1"], True),
    ([DAILY], ["RRULE:INTERVAL=1;COUNT=9;FREQ=DAILY"], True),
    ([DAILY], ["RRULE:FREQ=DAILY;COUNT=9"], True),
    ([DAILY], ["RRULE:FREQ=DAILY;COUNT=09;INTERVAL=1;WKST=MO;"], True),
    ([DAILY], DAILY, True),
    ([], None, True),
    ([], "", True),
    ([], [""], True),
    (["FREQ=WEEKLY"], ["FREQ=WEEKLY;INTERVAL=1;WKST=MO"], True),
    (["FREQ=WEEKLY;BYDAY=MO,TU"], ["RRULE:FREQ=WEEKLY;BYDAY=TU,MO"], True),
    (["FREQ=WEEKLY;UNTIL=20261231T235959Z"], ["RRULE:FREQ=WEEKLY;UNTIL=2026-12-31T23:59:59Z"], True),
    ([DAILY, "RRULE:FREQ=WEEKLY"], ["RRULE:FREQ=WEEKLY", DAILY], True),
    ([DAILY], [], False),
    ([DAILY], ["RRULE:FREQ=DAILY;COUNT=90;INTERVAL=1"], False),
    ([DAILY], ["RRULE:FREQ=DAILY;COUNT=9;INTERVAL=2"], False),
    ([DAILY], ["RRULE:FREQ=WEEKLY;COUNT=9;INTERVAL=1"], False),
    ([DAILY], ["RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1;WKST=SU"], False),
    ([DAILY], ["RRULE:FREQ=DAILY;COUNT=9;INTERVAL=1;BYDAY=MO"], False),
    ([DAILY], ["EXRULE:FREQ=DAILY;COUNT=9;INTERVAL=1"], False),
    ([DAILY], ["RRULE:FREQ=DAILY;COUNT=9;COUNT=9"], False),
    ([DAILY], [DAILY, DAILY], False),
    ([], ["RRULE:FREQ=DAILY;COUNT=1;INTERVAL=1"], False),
    (["FREQ=WEEKLY;UNTIL=20261231T235959Z"], ["FREQ=WEEKLY;UNTIL=20261231T235959"], False),
    (["FREQ=WEEKLY;UNTIL=20261231T000000"], ["FREQ=WEEKLY;UNTIL=20261231"], False),
    (["FREQ=WEEKLY;BYDAY=1MO"], ["FREQ=WEEKLY;BYDAY=MO"], False),
]
TEXTS = [
    (" Closed\t", "Closed", True),
    ("\u00a0Closed", "Closed\u3000", True),
    ("one\r\ntwo\rthree", "one\ntwo\nthree", True),
    ("one\r\r\ntwo", "one\r\ntwo", True),
    ("caf\u00e9", "cafe\u0301", True),
    ("A & B <c> \"d\" 'e'", "A &amp; B &lt;c&gt; &quot;d&quot; &#39;e&#x27;", True),
    ("é👩\u200d👧", "&eacute;&#x1F469;&#8205;&#128103;", True),
    ("A &amp; B", "A &amp;amp; B", True),
    ("A &amp; B", "A & B", False),
    ("A & B", "A &amp;amp; B", False),
    ("A & B", "A &amp B", False),
    ("A &nosuch; B", "A  B", False),
    ("&", "&#99999999;", False),
    ("one  two", "one two", False),
    ("one\n\ntwo", "one\ntwo", False),
    ("Closed", "closed", False),
    ("cafe", "café", False),
    ("A", "\u0410", False),  # Cyrillic
    ("a\u200fb", "ab", False),
    ("1", 1, False),
]


@pytest.mark.parametrize("end", ["start", "end"])
@pytest.mark.parametrize(("declared", "held", "same"), TIMES)
def test_times_are_the_same_where_the_clocks_say_the_same(
    end: str, declared: Any, held: Any, *, same: bool
) -> None:
    one, other = event(**{end: declared}), event(**{end: held})

    assert differences(occasion(one), occasion(other)) == ([] if same else ["events"])


@pytest.mark.parametrize(("declared", "held", "same"), ZONES)
def test_zones_are_the_same_where_they_are_one_place(declared: Any, held: Any, *, same: bool) -> None:
    found = differences(occasion(event(zone=declared)), occasion(event(zone=held)))

    assert found == ([] if same else ["events"])


@pytest.mark.parametrize(("declared", "held", "same"), RULES)
def test_rules_are_the_same_where_they_repeat_the_same(declared: Any, held: Any, *, same: bool) -> None:
    found = differences(occasion(event(rules=declared)), occasion(event(rules=held)))

    assert found == ([] if same else ["events"])


@pytest.mark.parametrize(("declared", "held", "same"), TEXTS)
def test_texts_are_the_same_where_people_read_the_same(declared: Any, held: Any, *, same: bool) -> None:
    one, other = occasion(event(name=declared), description=declared), occasion(event(name=held))

    assert differences(one, {**other, "description": held}) == ([] if same else ["description", "events"])


@pytest.mark.parametrize(
    ("declared", "held", "same"),
    [
        (False, "false", True),
        (True, "TRUE", True),
        (False, None, True),
        (True, None, False),
        (True, "false", False),
        (False, "no", False),
        (False, "", False),
    ],
)
def test_a_flag_is_the_same_as_its_word(declared: Any, held: Any, *, same: bool) -> None:
    assert differences(occasion(isDefault=declared), occasion(isDefault=held)) == (
        [] if same else ["isDefault"]
    )
    if held is not None:
        found = differences(occasion(event(working=declared)), occasion(event(working=held)))
        assert found == ([] if same else ["events"])


def test_a_mistake_that_somebody_put_right_is_seen_though_the_server_may_escape() -> None:
    declared = occasion(description="Q &amp; A")

    assert differences(declared, occasion(description="Q & A")) == ["description"]
    assert differences(declared, occasion(description="Q &amp;amp; A")) == []


def test_a_list_may_be_escaped_as_a_whole() -> None:
    declared = occasion(event(name="A & B"), event(name="A &amp; B"))

    assert differences(declared, occasion(event(name="A &amp; B"), event(name="A &amp;amp; B"))) == []
    assert differences(declared, occasion(event(name="A &amp; B"), event(name="A & B"))) == []
    assert differences(declared, occasion(event(name="A & B"), event(name="A & B"))) == ["events"]


def test_two_objects_that_liveperson_holds_are_compared_as_they_are() -> None:
    one, other = live(occasion(description="A & B")), live(occasion(description="A &amp; B"))

    assert SPECIAL_OCCASION.differences(one, other) == ["description"]
    assert SPECIAL_OCCASION.differences(other, one) == ["description"]


def test_nothing_is_the_same_as_an_empty_list_or_text() -> None:
    bare = {name: value for name, value in occasion().items() if name != "events"}
    unnamed = event(name="")
    del unnamed["meta"]["name"]

    assert differences(occasion(), bare) == []
    assert differences(occasion(), {**bare, "events": None}) == []
    assert differences(occasion(event(name="")), occasion(unnamed)) == []
    assert differences(occasion(event()), bare) == ["events"]


def test_an_event_without_its_parts_is_another() -> None:
    for name in ("meta", "start", "end"):
        held = {each: value for each, value in event().items() if each != name}
        assert differences(occasion(event()), occasion(held)) == ["events"]
        assert differences(occasion(event()), occasion({**held, name: "x"})) == ["events"]
    assert differences(occasion(event()), occasion("x")) == ["events"]  # type: ignore[arg-type]
    assert differences(occasion(event()), occasion(events="x")) == ["events"]


def test_events_are_the_same_in_any_order_and_each_counts() -> None:
    one, two, three = (event(f"2026-07-0{day}T00:00:00", "2026-07-09T00:00:00") for day in (1, 2, 3))

    for order in itertools.permutations([one, two, three, one]):
        assert differences(occasion(one, two, three, one), occasion(*order)) == []
    assert differences(occasion(one, two, one), occasion(one, two, two)) == ["events"]
    assert differences(occasion(one, one), occasion(one)) == ["events"]
    assert differences(occasion(one), occasion(one, one)) == ["events"]


def test_what_the_server_adds_is_passed_over() -> None:
    held = {**event(), "allDay": True}
    held["meta"] = {**held["meta"], "colour": "red"}
    held["start"] = {**held["start"], "timestamp": 1}

    assert differences(occasion(event()), {**occasion(held), "owner": {"id": 2**53 + 1}}) == []


def test_a_status_reason_is_compared_without_its_position() -> None:
    reason = {"text": "Lunch", "state": "Away", "enabled": True, "order": 3}

    assert STATUS_REASON.differences(reason, {**reason, "order": "7", "enabled": "true", "id": "1"}) == []
    assert STATUS_REASON.differences(reason, {**reason, "state": "away", "id": 1}) == ["state"]


def test_a_refresh_shows_what_has_changed_and_all_else_as_it_was() -> None:
    kept = event("2026-07-01T00:00:00", rules=(DAILY,), name="A & B")
    moved = event("2026-08-01T00:00:00", "2026-08-01T12:00:00", zone="Asia/Kolkata", name=" second ")
    gone = event("2026-09-01", "2026-09-02")
    held = [
        event("2026-08-01T00:00", "2026-08-01T15:00:00.000", zone="Asia/Calcutta", name="second"),
        event("2026-10-01T00:00", "2026-10-02T00:00", zone="europe/lisbon", rules=("freq=daily;count=2",)),
        event("2026-06-30T23:00:00Z", "2026-07-01T22:59Z", rules=("COUNT=9;FREQ=DAILY",), name="A &amp; B"),
    ]

    seen = SPECIAL_OCCASION.keep_spelling(
        occasion(gone, kept, moved), live(occasion(*held, name="Year end "))
    )

    later = event("2026-08-01T00:00:00", "2026-08-01T15:00:00", zone="Asia/Kolkata", name=" second ")
    rule = "RRULE:FREQ=DAILY;COUNT=2;INTERVAL=1"
    new = event("2026-10-01T00:00:00", "2026-10-02T00:00:00", rules=(rule,))
    assert seen["name"] == "Year end"
    assert sorted(map(json.dumps, seen["events"])) == sorted(map(json.dumps, [new, kept, later]))
    assert seen["events"][1:] == [kept, later]


def test_content_is_written_as_it_is_documented() -> None:
    odd = event("2026-06-30T23:00Z", "2026-07-01 23:59", zone="EUROPE/LISBON", rules=" count=9;freq=daily")
    held = {**live(occasion(odd)), "isDefault": "true", "owner": "ops"}

    assert SPECIAL_OCCASION.content(held) == occasion(event(rules=(DAILY,)), isDefault=True)
    assert STATUS_REASON.content({"id": 1, "text": " x ", "order": "3", "enabled": None}) == {
        "text": " x ",
        "order": 3,
        "enabled": True,
    }


def test_a_changed_event_stays_in_its_place() -> None:
    days = [event(f"2026-07-{day}T00:00:00", f"2026-07-{day}T12:00:00") for day in range(10, 30)]
    for place in range(len(days)):
        later = copy.deepcopy(days)
        later[place]["end"]["dateTime"] = "2026-07-30T00:00:00"

        seen = SPECIAL_OCCASION.keep_spelling(occasion(*days), live(occasion(*later[::-1])))

        assert seen["events"] == later


def test_an_update_sends_what_is_declared_with_what_the_server_has_added() -> None:
    declared = [event(name="A & B"), event("2026-08-01", "2026-08-02"), event(name="A & B")]
    held = [
        {**event("2026-07-01T00:00", name="A &amp; B"), "key": number, "start": {"key": number}}
        for number in range(3)
    ]
    for each in held:
        each["start"] |= {"dateTime": "2026-07-01T00:00", "timeZone": "Portugal"}

    sent = SPECIAL_OCCASION.merge_unknown(live(occasion(*held)), occasion(*declared))

    assert [each.pop("key", None) for each in sent["events"]] == [0, None, 1]
    assert [each["start"].pop("key", None) for each in sent["events"]] == [0, None, 1]
    assert sent["events"] == declared


def test_every_further_name_is_a_link_of_the_database_to_a_place_that_is_its_own() -> None:
    places = zones._places()
    links = dict(
        line.split()[:0:-1] for line in zones._text("tzdata.zi").splitlines() if line.startswith("L ")
    )
    table = {row.split("\t")[2] for row in zones._text("zone.tab").splitlines() if not row.startswith("#")}

    assert len(places) > 90
    assert places.keys() <= links.keys() - table
    assert {links[name] for name in places} == {links.get(place, place) for place in places.values()}
    assert all(place in table or place.startswith("Etc/") for place in places.values())
    assert set(zones._FORMER_NAMES) <= links.keys()
    assert links.keys() >= zones._NOT_ALIASES


def test_no_two_places_of_a_country_or_of_two_are_one() -> None:
    table = {row.split("\t")[2] for row in zones._text("zone.tab").splitlines() if not row.startswith("#")}

    assert len({zones.canonical_zone(name) for name in table}) == len(table)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
ODD = st.fixed_dictionaries(
    {},
    optional={
        "meta": JSON | st.fixed_dictionaries({"working": JSON, "name": JSON}),
        "start": JSON | st.fixed_dictionaries({"dateTime": JSON, "timeZone": JSON}),
        "end": JSON,
        "recurrence": JSON,
    },
)
OBJECTS = st.fixed_dictionaries(
    {}, optional={"name": JSON, "description": JSON, "isDefault": JSON, "events": JSON | st.lists(ODD | JSON)}
)


@given(OBJECTS, OBJECTS)
def test_whatever_is_compared_reads_and_writes_agree(one: Wire, other: Wire) -> None:
    found = SPECIAL_OCCASION.differences(one, live(other))

    assert SPECIAL_OCCASION.differences(live(other), one) == found
    assert SPECIAL_OCCASION.differences(one, live(one)) == []
    content = SPECIAL_OCCASION.content(one)
    assert SPECIAL_OCCASION.content(content) == content
    seen = SPECIAL_OCCASION.keep_spelling(one, live(other))
    assert SPECIAL_OCCASION.differences(seen, other) == []
    assert SPECIAL_OCCASION.keep_spelling(seen, live(other)) == seen
    SPECIAL_OCCASION.merge_unknown(live(other), one)
