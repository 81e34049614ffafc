"""Each knob does what the table says; the defaults are what every other test here relies on."""

import re
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import jwt
import pytest

from liveperson_simulator.client import Control, ControlError
from liveperson_simulator.server import Simulator
from tests.simulator.api import (
    ACCOUNT,
    MISSING,
    OTHER_ACCOUNT,
    Api,
    body,
    occasion_event,
    session,
    workdays_event,
)
from tests.simulator.test_sign_in import opened_by, token


@pytest.fixture
def read_only(simulator: Simulator) -> Api:
    return Api(simulator, "specialoccasion", prefix="/readonly")


def test_an_unknown_knob_or_value_is_refused_with_what_is_known_and_nothing_is_set(control: Control) -> None:
    before = control.knobs()
    with pytest.raises(ControlError, match="unknown knob nonesuch; known: stale_check"):
        control.set_knobs(stale_status=412, nonesuch=1)
    with pytest.raises(ControlError, match=re.escape("knob stale_status takes 409 | 412 | 304, not '500'")):
        control.set_knobs(stale_check="mild", stale_status=500)
    assert control.knobs() == before


def test_a_reset_goes_back_to_the_knobs_of_the_start() -> None:
    with Simulator(knobs={"stale_status": 412}) as simulator:
        simulator.control.set_knobs(stale_status=304, put_echo="empty")
        simulator.control.reset()
        assert (simulator.control.knobs()["stale_status"], simulator.control.knobs()["put_echo"]) == (
            412,
            "array",
        )


def test_stale_check_mild_minds_the_written_object_only(control: Control, occasions: Api) -> None:
    control.set_knobs(stale_check="mild")
    made, revision = occasions.created(), occasions.revision
    other = occasions.created(name="other")
    assert occasions.put([made | {"description": "changed"}], if_match=revision).ok
    assert occasions.put([made], if_match=revision).status_code == 409
    assert occasions.put([made, other], if_match=revision).status_code == 409
    assert occasions.put([made], if_match=occasions.revision + 1).status_code == 409


@pytest.mark.parametrize("status", [409, 412, 304])
def test_stale_status_is_the_status_of_a_stale_write(control: Control, each: Api, status: int) -> None:
    control.set_knobs(stale_status=status)
    made = each.created()
    refused = each.delete(made["id"], 1)
    assert refused.status_code == status
    assert (refused.content == b"") == (status == 304)
    assert made in each.live()


def test_missing_if_match_accept(control: Control, occasions: Api) -> None:
    control.set_knobs(missing_if_match="accept")
    assert occasions.delete(occasions.created()["id"], None).ok


def test_minus_one_write_stale(control: Control, occasions: Api) -> None:
    for check in ("strict", "mild"):
        control.set_knobs(minus_one_write="stale", stale_check=check)
        assert occasions.delete(occasions.created(name=check)["id"], -1).status_code == 409


def test_check_order_revision_first(control: Control, occasions: Api) -> None:
    occasions.created()
    control.set_knobs(check_order="revision_first")
    assert occasions.delete(4400000010, 1).status_code == 409
    assert occasions.delete(4400000010).status_code == 404


@pytest.mark.parametrize(("value", "names"), [("both", {"ac-revision", "etag"}), ("etag", {"etag"})])
def test_revision_header(control: Control, each: Api, value: str, names: set[str]) -> None:
    control.set_knobs(revision_header=value)
    headers = each.get().headers
    assert {name.lower() for name in headers} & {"ac-revision", "etag"} == names
    assert {headers[name] for name in names} == {str(each.revision)}


def test_revision_scope_shares_the_counter(
    control: Control, occasions: Api, workdays: Api, reasons: Api
) -> None:
    control.set_knobs(revision_scope="family")
    occasions.created()
    assert (occasions.revision, workdays.revision, reasons.revision) == (2, 2, 1)
    control.set_knobs(revision_scope="account")
    reasons.created()
    assert (occasions.revision, workdays.revision, reasons.revision) == (3, 3, 3)
    assert control.revision(OTHER_ACCOUNT, "specialoccasion") == 1


def test_revision_step_random_moves_by_1_to_5(control: Control, occasions: Api) -> None:
    control.set_knobs(revision_step="random")
    seen = [
        int(occasions.post(body("specialoccasion", name=str(n))).headers["ac-revision"]) for n in range(40)
    ]
    steps = {after - before for before, after in pairwise(seen)}
    assert steps <= {1, 2, 3, 4, 5}
    assert len(steps) > 1


def test_first_revision() -> None:
    with Simulator(knobs={"first_revision": 371}) as simulator:
        assert simulator.control.revision(ACCOUNT, "specialoccasion") == 371


def test_background_writer_moves_the_revision_before_a_write(control: Control, occasions: Api) -> None:
    made, revision = occasions.created(), occasions.revision
    control.set_knobs(background_writer=100)
    assert occasions.put([made]).status_code == 409
    assert (occasions.revision, occasions.live()) == (revision + 1, [made])


def test_duplicate_status(control: Control, each: Api) -> None:
    control.set_knobs(duplicate_status=400)
    each.created()
    assert each.post(body(each.collection)).status_code == 400


def test_unique_names_case_insensitive(control: Control, occasions: Api) -> None:
    control.set_knobs(unique_names="case_insensitive")
    made = occasions.created()
    assert occasions.post(body("specialoccasion", name="YEAR END")).status_code == 409
    assert occasions.put([made | {"name": "YEAR END"}]).ok
    assert occasions.post([body("specialoccasion", name=name) for name in ("a", "A")]).status_code == 409


def test_reuse_deleted_name_refuse(control: Control, each: Api) -> None:
    control.set_knobs(reuse_deleted_name="refuse")
    each.delete(each.created()["id"])
    assert each.post(body(each.collection)).status_code == 409


@pytest.mark.parametrize(
    ("value", "status", "counted"), [("bump", 200, 1), ("no_bump", 200, 0), ("answer304", 304, 0)]
)
def test_noop_put(control: Control, each: Api, value: str, status: int, counted: int) -> None:
    control.set_knobs(noop_put=value)
    made, before = each.created(), each.revision
    answer = each.put_one(made)
    assert (answer.status_code, each.revision) == (status, before + counted)
    if status == 200:
        assert answer.headers["ac-revision"] == str(each.revision)
    else:
        assert answer.content == b""


def test_create_status_201(control: Control, each: Api) -> None:
    control.set_knobs(create_status=201)
    assert each.post(body(each.collection)).status_code == 201


def test_put_echo_single_and_empty(control: Control, hours: Api, reasons: Api) -> None:
    made = [hours.created(name=name) for name in "ab"]
    control.set_knobs(put_echo="single")
    assert hours.put(made).json() == made[0]
    control.set_knobs(put_echo="empty")
    reason = reasons.created()
    assert (hours.put(made).content, reasons.put(reason, reason["id"]).content) == (b"", b"")


def test_put_by_id_on_hours_accept(control: Control, hours: Api) -> None:
    control.set_knobs(put_by_id_on_hours="accept")
    made = hours.created()
    assert hours.put(made | {"name": "other"}, made["id"]).json()["name"] == "other"


def test_deleted_in_put_ignore(control: Control, occasions: Api) -> None:
    control.set_knobs(deleted_in_put="ignore")
    made = occasions.created()
    assert occasions.put([made | {"deleted": True}]).json() == [made]


def test_deleted_get_by_id_200(control: Control, each: Api) -> None:
    control.set_knobs(deleted_get_by_id=200)
    made = each.created()
    each.delete(made["id"])
    assert each.get(made["id"]).json()["deleted"] is True


def test_delete_referenced_hours_allow_leaves_a_dangling_id(hours: Api, skills: Api) -> None:
    made = hours.created()
    field = {"specialoccasion": "specialOccasionId", "workinghours": "workingHoursId"}[hours.collection]
    skill = skills.created(**{field: made["id"]})
    assert hours.delete(made["id"]).ok
    assert skills.get(skill["id"]).json()[field] == made["id"]


@pytest.mark.parametrize("status", [409, 400])
def test_delete_referenced_hours_refuse_and_dependency_status(
    control: Control, occasions: Api, skills: Api, status: int
) -> None:
    control.set_knobs(delete_referenced_hours="refuse", dependency_status=status)
    made = occasions.created()
    skill = skills.created(specialOccasionId=made["id"])
    refused = occasions.delete(made["id"])
    assert (refused.status_code, refused.json()["type"]) == (status, "specialoccasion-dependencies")
    assert "returns" in refused.json()["message"]
    skills.delete(skill["id"])
    assert occasions.delete(made["id"]).ok


def test_delete_default_refuse(control: Control, hours: Api) -> None:
    control.set_knobs(delete_default="refuse")
    made = hours.created(isDefault=True)
    assert hours.delete(made["id"]).status_code == 409
    hours.put([made | {"isDefault": False}])
    assert hours.delete(made["id"]).ok


def test_skill_references_accept(control: Control, skills: Api) -> None:
    control.set_knobs(skill_references="accept")
    assert skills.created(specialOccasionId=4400000010)["specialOccasionId"] == 4400000010


def test_bulk_per_item_applies_the_good_items(control: Control, occasions: Api) -> None:
    control.set_knobs(bulk="per_item")
    good, bad = body("specialoccasion", name="good"), body("specialoccasion", name=MISSING)
    (made,) = occasions.post([bad, good]).json()
    assert made["name"] == "good"
    unknown = made | {"id": 4400000010}
    assert occasions.put([unknown, made | {"name": "better"}]).json()[0]["name"] == "better"
    assert occasions.put([unknown]).status_code == 404
    assert occasions.post([bad, bad]).status_code == 400
    assert occasions.delete(f"4400000010,{made['id']}").ok
    assert occasions.live() == []


def test_list_select_ignored_keeps_summaries(control: Control, hours: Api) -> None:
    control.set_knobs(list_select="ignored")
    made = hours.created()
    assert hours.get(select="$all").json() == [
        {"id": made["id"], "name": "Year end", "deleted": False, "isDefault": False}
    ]
    assert hours.get(made["id"], select="name").json() == {"name": "Year end"}


def test_list_select_reject400(control: Control, hours: Api, skills: Api) -> None:
    control.set_knobs(list_select="reject400")
    assert hours.get(select="$all").status_code == 400
    assert hours.get().ok
    assert skills.get(select="$all").ok


def test_include_deleted_on_hours(control: Control, hours: Api) -> None:
    made = hours.created()
    hours.delete(made["id"])
    assert hours.get(include_deleted="true").json() == []
    control.set_knobs(include_deleted_on_hours="honour")
    assert [each["deleted"] for each in hours.get(include_deleted="true").json()] == [True]
    assert hours.get(made["id"], include_deleted="true").ok


def test_empty_list_404(control: Control, occasions: Api) -> None:
    assert (occasions.get().status_code, occasions.get().json()) == (200, [])
    control.set_knobs(empty_list=404)
    assert occasions.get().json()["internalCode"] == 12


def test_event_order_reversed(control: Control, occasions: Api) -> None:
    control.set_knobs(event_order="reversed")
    events = [occasion_event(), occasion_event("2027-01-01", "2027-01-02")]
    made = occasions.created(events=events)
    assert made["events"] == events[::-1]
    assert occasions.get(select="events").json() == [{"events": events[::-1]}]


def test_id_type_string(control: Control, each: Api) -> None:
    control.set_knobs(id_type="string")
    made = each.created()
    assert made["id"].isdigit()
    assert each.get(made["id"]).json() == made
    assert made["id"] in [listed["id"] for listed in each.get().json()]


def orders(reasons: Api) -> dict[str, int]:
    return {each["text"]: each["order"] for each in reasons.get().json()}


def test_order_policy_hidden_never_shows_an_order(reasons: Api) -> None:
    assert "order" not in reasons.created(order=3)
    assert "order" not in reasons.get().json()[0]


def test_order_policy_append_and_prepend_place_new_status_reasons(control: Control, reasons: Api) -> None:
    control.set_knobs(order_policy="append")
    for text in "ab":
        reasons.created(text=text)
    assert orders(reasons) == {"a": 1, "b": 2}
    control.set_knobs(order_policy="prepend")
    reasons.created(text="c")
    assert orders(reasons) == {"c": 1, "a": 2, "b": 3}


def test_moving_one_status_reason_shifts_the_others_in_the_same_revision(
    control: Control, reasons: Api
) -> None:
    control.set_knobs(order_policy="append")
    made = [reasons.created(text=text) for text in "abc"]
    revision = reasons.revision
    assert reasons.put(made[2] | {"order": 1}, made[2]["id"]).json()["order"] == 1
    assert (orders(reasons), reasons.revision) == ({"c": 1, "a": 2, "b": 3}, revision + 1)
    without = {field: value for field, value in made[0].items() if field != "order"}
    assert reasons.put(without | {"enabled": False}, made[0]["id"]).json()["order"] == 2
    reasons.delete(made[2]["id"])
    assert orders(reasons) == {"a": 1, "b": 2}


def test_order_policy_gaps_makes_room_only_where_a_number_is_taken(control: Control, reasons: Api) -> None:
    control.set_knobs(order_policy="gaps")
    for text, order in {"a": 10, "b": 30, "c": 31}.items():
        reasons.created(text=text, order=order)
    reasons.created(text="d", order=30)
    reasons.created(text="e")
    assert orders(reasons) == {"a": 10, "d": 30, "b": 31, "c": 32, "e": 33}


def test_order_policy_as_sent_moves_nobody(control: Control, reasons: Api) -> None:
    control.set_knobs(order_policy="as_sent")
    for text, order in {"a": 10, "b": 10, "c": 31}.items():
        reasons.created(text=text, order=order)
    assert orders(reasons) == {"a": 10, "b": 10, "c": 31}


def test_order_counts_before_puts_a_reason_before_the_one_that_has_the_number(
    control: Control, reasons: Api
) -> None:
    control.set_knobs(order_policy="append", order_counts="before")
    first, _, third = [reasons.created(text=text) for text in "abc"]
    reasons.put(first | {"order": 3}, first["id"])
    assert orders(reasons) == {"b": 1, "a": 2, "c": 3}
    reasons.put(third | {"order": 1}, third["id"])
    assert orders(reasons) == {"c": 1, "b": 2, "a": 3}


def test_order_in_create_ignored_puts_a_new_reason_where_all_new_ones_go(
    control: Control, reasons: Api
) -> None:
    control.set_knobs(order_policy="append", order_in_create="ignored")
    for text, order in {"a": 2, "b": 1}.items():
        reasons.created(text=text, order=order)
    assert orders(reasons) == {"a": 1, "b": 2}


def test_missing_v_reject400(control: Control, each: Api) -> None:
    control.set_knobs(missing_v="reject400")
    assert each.session.get(each.url).status_code == 400


def test_missing_description_accept(control: Control, hours: Api) -> None:
    control.set_knobs(missing_description="accept")
    assert "description" not in hours.created(description=MISSING)
    assert hours.created(name="other", description="")["description"] == ""
    assert hours.post(body(hours.collection, name="third", description="d" * 201)).status_code == 400


def test_zone_policy(control: Control, occasions: Api) -> None:
    def status(zone: str) -> int:
        end = {"dateTime": "2026-12-24", "timeZone": zone}
        event = occasion_event() | {"start": end, "end": end}
        return occasions.post(body("specialoccasion", name=f"{time.time()}", events=[event])).status_code

    assert [status(zone) for zone in ("Europe/Lisbon", "UTC", "Mars/Base")] == [200, 400, 400]
    control.set_knobs(zone_policy="any")
    assert [status(zone) for zone in ("Europe/Lisbon", "UTC", "Mars/Base")] == [200, 200, 200]
    control.set_knobs(zone_policy="UTC,Asia/Tokyo")
    assert [status(zone) for zone in ("Europe/Lisbon", "UTC", "Asia/Tokyo")] == [400, 200, 200]


def test_day_off_span_limit_accept(control: Control, occasions: Api) -> None:
    control.set_knobs(day_off_span_limit="accept")
    assert occasions.post(body("specialoccasion", events=[occasion_event("2026-12-24", "2027-02-24")])).ok


def test_start_horizon_accept(control: Control, workdays: Api) -> None:
    control.set_knobs(start_horizon="accept")
    day = datetime.now(UTC).date() + timedelta(days=70)
    assert workdays.post(body("workinghours", events=[workdays_event(str(day), str(day))])).ok


@pytest.mark.parametrize(("value", "kept"), [("keep", "SU"), ("rewrite", "MO"), ("reject400", None)])
def test_weekday_mismatch(control: Control, workdays: Api, value: str, kept: str | None) -> None:
    control.set_knobs(weekday_mismatch=value)
    rule = "RRULE:FREQ=WEEKLY;BYDAY="
    answer = workdays.post(body("workinghours", events=[workdays_event(recurrence=[f"{rule}SU"])]))
    if kept is None:
        assert answer.status_code == 400
    else:
        assert answer.json()["events"][0]["recurrence"] == [rule + kept]


def test_error_body_no_code_text_empty_and_html(control: Control, each: Api) -> None:
    control.set_knobs(error_body="no_code")
    answer = each.get(4400000010)
    assert (answer.status_code, answer.json()) == (404, {"type": each.collection, "message": "No data found"})
    control.set_knobs(error_body="text")
    answer = each.get(4400000010)
    assert (answer.status_code, answer.text) == (404, "No data found")
    control.set_knobs(error_body="empty")
    answer = each.get(4400000010)
    assert (answer.status_code, answer.content) == (404, b"")
    control.set_knobs(error_body="html")
    answer = each.get(4400000010)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert answer.text.startswith("<html>")


def test_read_replica_lag_in_revisions(control: Control, occasions: Api, read_only: Api) -> None:
    made = occasions.created()
    occasions.put([made | {"name": "second"}])
    assert read_only.get().json()[0]["name"] == "second"
    control.set_knobs(read_replica_lag="1rev")
    answer = read_only.get(made["id"])
    assert (answer.json()["name"], answer.headers["ac-revision"]) == ("Year end", "2")
    assert read_only.get(if_match=2).status_code == 304
    assert occasions.get(made["id"]).json()["name"] == "second"
    control.set_knobs(read_replica_lag="9rev")
    assert (read_only.get().json(), read_only.get(made["id"]).status_code) == ([], 404)


def test_read_replica_lag_in_milliseconds(control: Control, occasions: Api, read_only: Api) -> None:
    control.set_knobs(read_replica_lag="700ms")
    occasions.created()
    assert read_only.get().json() == []
    time.sleep(0.75)
    assert len(read_only.get().json()) == 1


def test_token_lifetime(control: Control, simulator: Simulator) -> None:
    control.set_knobs(token_lifetime=0)
    assert opened_by(simulator, f"Bearer {token(simulator).json()['access_token']}") == 401


def test_expires_in_present(control: Control, simulator: Simulator) -> None:
    assert "expires_in" not in token(simulator).json()
    control.set_knobs(expires_in="present", token_lifetime=120)
    answer = token(simulator).json()
    claims = jwt.decode(answer["access_token"], options={"verify_signature": False})
    assert answer["expires_in"] == claims["exp"] - claims["iat"] == 120


def test_rate_limit_answers_429_for_the_account_that_exceeds_it(
    control: Control, simulator: Simulator
) -> None:
    control.set_knobs(rate_limit=2)
    assert [opened_by(simulator, "Bearer simulator-bearer") for _ in range(3)] == [200, 200, 429]
    assert opened_by(simulator, "Bearer simulator-bearer", OTHER_ACCOUNT) == 200


def test_latency_is_added_to_every_answer(control: Control, occasions: Api) -> None:
    control.set_knobs(latency_ms=60)
    assert occasions.get().elapsed >= timedelta(milliseconds=60)
    assert session(None).get(occasions.url).elapsed >= timedelta(milliseconds=60)
