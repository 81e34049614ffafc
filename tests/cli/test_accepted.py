"""`accepted.yaml`: what it may hold, and what is said where it holds something else."""

from pathlib import Path

import pytest

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.review.accepted import AcceptedError, accepted, short

GOOD = """\
unmanaged:
  - stack: acme-prod
    type: status-reason
    name: HR bot *
    reason: The bot of HR makes and deletes these.
  - {stack: acme-prod, type: special-occasion, id: 4410021410, reason: No}
differences:
  - between: [acme-prod, acme-dev]
    type: status-reason
    name: Load test
    only_in: acme-dev
    reason: 2027-01-01
  - between: [acme-prod, "live:acme-prod"]
    type: special-occasion
    name: Launch week
    fields: [events, is_default]
    reason: Somebody tries this.
"""
UNMANAGED = "stack: a, type: status-reason"
DIFFERENCE = "between: [a, b], type: status-reason, name: Tea, reason: So"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refusal(text: bytes) -> str:
    Path("accepted.yaml").write_bytes(text)
    with pytest.raises(AcceptedError) as refused:
        accepted()
    return str(refused.value)


def test_all_values_are_texts_whatever_yaml_makes_of_them() -> None:
    Path("accepted.yaml").write_text(GOOD)

    by_name, by_id = accepted().unmanaged
    only, fields = accepted().differences

    assert by_name.covers(STATUS_REASON, "1", "HR bot 7")
    assert not by_name.covers(SPECIAL_OCCASION, "1", "HR bot 7")
    assert (by_id.id, by_id.reason) == ("4410021410", "No")
    assert by_id.covers(SPECIAL_OCCASION, "4410021410", "HR bot 7")
    assert by_id.is_about("org/project/acme-prod")
    assert not by_id.is_about("acme-dev")
    assert only.reason == "2027-01-01"
    assert only.is_between("acme-dev", "acme-prod")
    assert not only.is_between("live:acme-dev", "acme-prod")
    assert fields.fields == ("events", "is_default")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "unmanaged:\n", "differences: []\n"])
def test_nothing_is_accepted_by_an_empty_file(text: str) -> None:
    Path("accepted.yaml").write_text(text)

    assert (accepted().unmanaged, accepted().differences) == ((), ())


def test_nothing_is_accepted_without_a_file() -> None:
    assert accepted().unmanaged == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"unmanaged: [", "accepted.yaml, line 1 is not valid YAML: "),
        (b"- one", "accepted.yaml must have the keys unmanaged and differences at its top level."),
        (b"others: []", "accepted.yaml: others is not a known key."),
        (b"unmanaged: {stack: a}", "accepted.yaml: unmanaged must be a list."),
        (b"\xff\xfe", "accepted.yaml cannot be read: "),
    ],
)
def test_a_file_of_another_form_is_refused(text: bytes, says: str) -> None:
    assert refusal(text).startswith(says)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("x", "must have keys and values."),
        (f"{{{UNMANAGED}, name: Tea}}", "reason is missing."),
        (f"{{{UNMANAGED}, name: Tea, reason: ''}}", "reason must be a text."),
        (f"{{{UNMANAGED}, reason: So}}", "needs either a name or an id."),
        (
            "{stack: a, type: skill-hours, name: Tea, reason: So}",
            "type must be skill, special-occasion, status-reason or workdays, not ",
        ),
        ("{stack: [a], type: status-reason, name: Tea, reason: So}", "stack must be a text."),
    ],
)
def test_what_is_wrong_with_an_unmanaged_object_is_said_with_its_place(entry: str, says: str) -> None:
    told = refusal(f"unmanaged: [{entry}]".encode())

    assert told.startswith(f"accepted.yaml, entry 1 of unmanaged: {says}")


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (f"{{{DIFFERENCE}}}", "needs either only_in or fields."),
        (f"{{{DIFFERENCE}, only_in: c}}", "only_in must be a or b, not 'c'."),
        (
            f"{{{DIFFERENCE}, fields: [events]}}",
            "fields must be among text, state, enabled, order, not 'events'.",
        ),
        (f"{{{DIFFERENCE.replace('[a, b]', '[a]')}, only_in: a}}", "between must be a list of two stacks."),
        (f"{{{DIFFERENCE.replace('[a, b]', 'a')}, only_in: a}}", "between must be a list of two stacks."),
    ],
)
def test_what_is_wrong_with_a_difference_is_said_with_its_place(entry: str, says: str) -> None:
    told = refusal(f"differences: [{{{DIFFERENCE}, only_in: a}}, {entry}]".encode())

    assert told.startswith(f"accepted.yaml, entry 2 of differences: {says}")


def test_an_organization_and_a_project_do_not_count() -> None:
    assert short("org/project/acme") == short("acme") == "acme"
    assert short("live:org/project/acme") == "live:acme"
