"""Objects are found by their names, in whatever way a server writes these, and none is taken for another."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liveperson_simulator.response_variants import TEXTS
from pulumi_liveperson.client.equivalence.names import Names, may_match

PIECES = st.sampled_from(
    ["Lunch", " ", "\u00a0", "\t", "\r\n", "\n", "\u00e9", "e\u0301", "\u212b", "\ufb01", "x"]
)
SENT = st.lists(PIECES, min_size=1, max_size=5).map("".join)
WRITTEN: dict[str, Callable[[str], str]] = {
    "as_sent": str,
    "java": lambda text: text.strip("".join(map(chr, range(33)))),
    "both": lambda text: unicodedata.normalize("NFC", text.strip()),
    **{name: TEXTS[name] for name in ("trimmed", "nfc", "nfd", "crlf", "lf")},
}
SERVERS = pytest.mark.parametrize("server", WRITTEN)


def names(held: list[str]) -> Names:
    return Names("text", {str(place): {"text": each} for place, each in enumerate(held)})


@SERVERS
@given(sent=st.sets(SENT, min_size=1, max_size=6).map(sorted))
def test_no_object_is_taken_for_another(server: str, sent: list[str]) -> None:
    found = names([WRITTEN[server](each) for each in sent])

    for place, each in enumerate(sent):
        assert found.id_of(each) in {str(place), None}
        assert str(place) in found.ids_of(each)


@SERVERS
@given(sent=SENT, others=st.sets(SENT, max_size=6).map(sorted))
def test_an_object_is_found_where_no_other_may_be_meant(server: str, sent: str, others: list[str]) -> None:
    rest = [each for each in others if not may_match(sent, each)]

    found = names([WRITTEN[server](each) for each in [sent, *rest]])

    assert found.id_of(sent) == "0"


@given(sent=SENT, others=st.sets(SENT, min_size=1, max_size=6).map(sorted))
def test_a_name_without_blanks_is_free_where_others_have_them(sent: str, others: list[str]) -> None:
    plain = sent.strip() or "Lunch"

    assert names([f"{plain} ", f"\u00a0{plain}", *(f" {each}" for each in others)]).ids_of(plain) == []


def test_an_object_that_is_forgotten_is_not_found() -> None:
    found = names(["Lunch ", "Lunch"])

    found.discard("1")
    found.discard("1")

    assert found.id_of("Lunch  ") == "0"
    found.discard("0")
    found.add("2", {"text": "Lunch"})
    assert found.id_of("Lunch  ") == "2"


def test_where_accents_were_seen_in_both_forms_they_are_left_as_they_are() -> None:
    one = names(["Cafe\u0301"])
    both = names(["\u00e9", "e\u0301", "Cafe\u0301"])

    assert one.id_of("Caf\u00e9") == "0"
    assert both.id_of("Caf\u00e9") is None
    assert both.relisted({"7": {"text": "Cafe\u0301"}}).id_of("Caf\u00e9") is None


def test_a_name_that_was_only_sent_does_not_show_how_names_are_given_back() -> None:
    found = names(["Cafe\u0301", "e\u0301"])

    found.add("7", {"text": "\u00e9t\u00e9"})

    assert found.id_of("Caf\u00e9") == "0"
