"""What an answer's headers say, however they say it: dates, numbers and nonsense."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from requests.structures import CaseInsensitiveDict

from pulumi_liveperson.client.http.headers import clock_skew, request_id, retry_after

NEW_YEAR = "Thu, 01 Jan 2026 00:00:00 GMT"
TOO_LARGE = [
    "Thu, 01 Jan 99999999999999999999 00:00:00 GMT",
    "Thu, 01 Jan 2026 00:00:00 +99999999999999999",
    "1 Jan 2026 0:0:9999999999999999999999",
]
ODD_DATES = ["", " ", "soon", "Thu,", "0 0 0 0 0 0", ": : :", "\u00b2", "1 Jan 1 00:00:00 +2359", "-1"]


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("0", 0),
        ("7", 7),
        (" 7 ", 7),
        ("007", 7),
        ("120", 120),
        ("1.5", 0),
        ("-7", 0),
        ("+7", 0),
        ("7 s", 0),
        ("\u0667", 0),
        ("Thu, 01 Jan 2026 00:00:09 GMT", 9),
        ("Thu, 01 Jan 2026 00:00:09 +0000", 9),
        ("Thu, 01 Jan 2026 02:00:09 +0200", 9),
        ("Thursday, 01-Jan-26 00:00:09 GMT", 9),
        ("Thu Jan  1 00:00:09 2026", 9),
        (NEW_YEAR, 0),
        ("Wed, 31 Dec 2025 23:59:59 GMT", 0),
    ],
)
def test_retry_after_is_a_number_or_a_date(asked: str, seconds: float) -> None:
    assert retry_after({"Retry-After": asked, "Date": NEW_YEAR}) == seconds


@pytest.mark.parametrize("date", [{}, {"Date": "soon"}])
def test_a_date_counts_from_now_where_an_answer_has_none(date: Mapping[str, str]) -> None:
    soon = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 30))

    assert 28 <= retry_after({"Retry-After": soon, **date}) <= 30


def test_the_clock_is_compared_with_the_answers_date() -> None:
    ahead = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 100))

    assert clock_skew({"Date": ahead}) == pytest.approx(-99, abs=1)
    assert clock_skew({}) is None


@pytest.mark.parametrize(
    ("headers", "named"),
    [
        ({}, None),
        ({"X-Request-ID": ""}, None),
        ({"X-Request-ID": "abc"}, "abc"),
        ({"x-request-id": "abc"}, "abc"),
        ({"X-LP-Request-ID": "def"}, "def"),
        ({"X-Request-ID": "", "X-LP-Request-ID": "def"}, "def"),
        ({"X-Request-ID": "abc", "X-LP-Request-ID": "def"}, "abc"),
        ({"X-Request-ID": "x" * 10_000}, "x" * 100),
    ],
)
def test_an_answer_may_name_its_request(headers: dict[str, str], named: str | None) -> None:
    assert request_id(CaseInsensitiveDict(headers)) == named


@pytest.mark.parametrize("text", ODD_DATES)
def test_a_date_that_is_none_says_nothing(text: str) -> None:
    assert retry_after({"Retry-After": text, "Date": text}) == 0
    assert isinstance(clock_skew({"Date": text}), float | None)


@pytest.mark.parametrize("text", TOO_LARGE)
def test_a_date_that_no_clock_can_show_says_nothing(text: str) -> None:
    assert retry_after({"Retry-After": text}) == 0
    assert clock_skew({"Date": text}) is None


DATES = st.from_regex(
    r"\A(Mon, )?[0-9]{1,3} (Jan|Foo) [0-9]{1,5} [0-9]{1,2}:[0-9]{1,3}(:[0-9]{1,3})?"
    r"( ([+-][0-9]{1,5}|GMT|X))?\Z"
)


@given(asked=st.one_of(st.text(max_size=40), DATES), date=st.one_of(st.text(max_size=40), DATES))
@example(asked="9" * 5000, date="9" * 5000)
def test_no_header_is_an_accident(asked: str, date: str) -> None:
    headers = {"Retry-After": asked, "Date": date}

    assert retry_after(headers) >= 0
    assert isinstance(clock_skew(headers), float | None)
