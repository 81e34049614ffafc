"""What a probe publishes identifies neither account nor people nor credentials, whatever is answered."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest
from requests.structures import CaseInsensitiveDict

from pulumi_liveperson.cli.probe.page import render
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.probe.evidence import Evidence
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.question import Question
from pulumi_liveperson.probe.result import Result

pytestmark = pytest.mark.threat("published-result")

ACCOUNT = "le_71234567"
OWN, FOREIGN = 4410020510, 4410099910
NAME = "liveperson-probe abc123 001"
TOKEN = "eyJhbGciOiJSUzI1NiJ9.c2VjcmV0.x-y_z"
SECRET = "simulator-secret-value"
HOST = "va.ac.liveperson.net"
PERSON, MAIL, PHONE, ADDRESS = (
    "María López-Schmidt",
    "maria.lopez@example.com",
    "+49 170 555 1234",
    "10.20.30.40",
)
PRIVATE = (
    ACCOUNT,
    str(OWN),
    str(FOREIGN),
    TOKEN,
    SECRET,
    HOST,
    MAIL,
    PHONE,
    ADDRESS,
    "María",
    "Schmidt",
    "Acme",
)
EVERYTHING = f"Skill {FOREIGN} of Acme in {ACCOUNT} was changed by {PERSON} ({MAIL}, {PHONE}) from {ADDRESS}"
"""A sentence with everything that must not be published."""
MORE = f"{EVERYTHING}; see https://{HOST}/api/account/{ACCOUNT}/users?token={TOKEN}&key={SECRET}"
MISSING = f"Account {ACCOUNT} at https://{HOST}/x refused {SECRET} of {MAIL}."
OWN_BODY = {"id": OWN, "name": NAME, "description": "Made by a probe"}
URL = f"/api/account/{ACCOUNT}/configuration/le-users/skills"
QUESTION = Question("stale_check", "Is it?", "Skills", "Both.", frozenset(), "Do something.")


def exchange(
    content: Any,
    *,
    method: str = "GET",
    status: int = 200,
    url: str = URL,
    json_sent: Any = None,
    kind: Kind | None = SKILL,
    headers: Mapping[str, str] | None = None,
) -> Exchange:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    request = Request(
        method, url, "accountConfigReadWrite", json=json_sent, params={"v": "2.0"}, revision="17"
    )
    return Exchange(request, Answer(status, CaseInsensitiveDict(headers or {}), content=raw), kind)


def published(*exchanges: Exchange, says: str = "It was seen.") -> dict[str, Any]:
    """Return what is published, after a look for everything that must not be in it."""
    SECRETS.learn([SECRET, TOKEN])
    evidence = Evidence(ACCOUNT, {str(OWN)}, [{"name": NAME, "description": "Made by a probe"}])
    result = Result(
        dt.date(2026, 11, 30), (QUESTION.seen("value", says, exchanges, kind=SKILL),), evidence, (MISSING,)
    )
    found = result.as_json()
    for text in (json.dumps(found, ensure_ascii=False), render(found)):
        assert [each for each in PRIVATE if each in text and each not in says] == []
    return found


def received(*exchanges: Exchange) -> Any:
    return published(*exchanges)["questions"][0]["evidence"][-1]["received"]


OTHER = {"id": FOREIGN, "name": PERSON, "description": EVERYTHING, "workingHoursId": FOREIGN, "owner": MAIL}


@pytest.mark.parametrize(
    "content",
    [
        [OTHER],
        [OTHER, OWN_BODY],
        [{"name": PERSON}],
        [{"description": EVERYTHING}],
        [PERSON, MAIL, FOREIGN],
        {"items": [OTHER]},
        {"skills": {PERSON: OTHER}},
        OTHER,
        PERSON,
        FOREIGN,
        [[OTHER]],
    ],
)
@pytest.mark.parametrize("kind", [SKILL, None])
def test_other_peoples_objects_are_left_out(content: Any, kind: Kind | None) -> None:
    published(exchange(content, kind=kind))


def test_a_list_shows_only_the_probes_own_objects_and_counts_the_others() -> None:
    own, others = received(exchange([OTHER, OWN_BODY, {"name": PERSON}]))

    assert own == {"id": "id-1", "name": NAME, "description": "Made by a probe"}
    assert others == "(2 other objects)"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 500])
@pytest.mark.parametrize(
    "content",
    [
        {"message": MORE, "type": PERSON, "internalCode": FOREIGN, "who": PERSON, PERSON: MAIL},
        {"error": {"message": MORE, "object": OTHER}, "errors": [OTHER, MORE]},
        [{"message": MORE, "internalCode": 1}],
        MORE,
        f"<html><title>{MORE}</title></html>".encode(),
        b"\xff\x00" + MORE.encode(),
    ],
)
def test_errors_show_only_known_words(content: Any, status: int) -> None:
    published(exchange(content, status=status, method="PUT"))
    published(exchange(content, status=status, method="PUT", kind=None))


def test_an_error_stays_readable() -> None:
    error = {"message": "Revision 17 is not the current revision", "internalCode": 1, "type": "conflict"}

    assert received(exchange(error, status=409)) == error


def test_unknown_fields_of_own_objects_show_neither_names_nor_values() -> None:
    extra = {
        "modifiedBy": PERSON,
        PERSON: FOREIGN,
        "audit": {"mail": MAIL},
        "users": [PERSON],
        "active": True,
    }

    found = received(exchange({**OWN_BODY, **extra}, url=f"{URL}/{OWN}"))

    assert found["name"] == NAME
    assert [*found.values()][-5:] == ["<text>", "<number>", "<object>", "<list>", True]


def test_texts_of_own_objects_are_shown_only_if_the_probe_has_sent_them() -> None:
    changed = {**OWN_BODY, "name": f"{NAME} ({PERSON})", "description": EVERYTHING, "lobIds": [FOREIGN]}

    found = received(exchange(changed, url=f"{URL}/{OWN}"))

    assert found["name"].startswith(f"{NAME} (")
    assert found["lobIds"] == ["id-2"]


@pytest.mark.parametrize("sent", ["é < & > \"'", "e\u0301 x", "x" * 150, "  two  blanks ", "Ⅳ ½ ﬁn"])
def test_what_the_probe_has_sent_is_shown_in_every_form(sent: str) -> None:
    forms = [sent, sent.strip(), sent[:2], sent.upper()]
    escaped = sent.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    for form in (*forms, escaped, escaped.replace("'", "&#39;")):
        answered = exchange({**OWN_BODY, "name": form}, json_sent={"name": sent}, method="POST", status=201)

        assert received(answered)["name"] == form


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        (
            "Location",
            f"https://{HOST}{URL}/{OWN}",
            "/api/account/{accountId}/configuration/le-users/skills/id-1",
        ),
        ("Location", f"https://{HOST}{URL}/{FOREIGN}", "<text>"),
        ("Location", f"https://{HOST}/users/{PERSON}", "<text>"),
        ("ETag", f'W/"{TOKEN}"', "<text>"),
        ("ac-revision", "17", "r"),
        ("ETag", '"19"', "r+2"),
        ("Content-Type", "application/json; charset=UTF-8", "application/json"),
        ("Content-Type", f"application/{TOKEN}", "another type"),
        ("Retry-After", "5", "5"),
        ("Retry-After", EVERYTHING, "<text>"),
        ("Allow", "GET, PUT", "GET, PUT"),
        ("Allow", "ACME", "<text>"),
        ("Set-Cookie", f"session={TOKEN}", None),
        ("X-Request-ID", TOKEN, None),
    ],
)
def test_headers_show_only_what_is_documented(name: str, value: str, shown: str | None) -> None:
    described = published(exchange([], headers={name: value}))["questions"][0]["evidence"][0]

    assert described["headers"].get(name) == shown


def test_requests_show_neither_the_account_nor_ids_nor_the_revision() -> None:
    body = {**OWN_BODY, "fallbackSkill": FOREIGN, "skillTransferList": [FOREIGN], "note": PERSON}

    described = published(exchange({}, method="PUT", url=f"{URL}/{OWN}", json_sent=body))
    sent = described["questions"][0]["evidence"][0]

    assert sent["path"] == "/api/account/{accountId}/configuration/le-users/skills/id-1"
    assert sent["ifMatch"] == "r"
    assert sent["sent"]["skillTransferList"] == ["id-2"]


def test_sentences_of_experiments_hide_ids_and_addresses() -> None:
    answered = exchange(OWN_BODY, url=f"{URL}/{OWN}")

    row = published(answered, says=f"Object {OWN} of {ACCOUNT} has a name of 65536 characters.")["questions"][
        0
    ]

    assert row["says"] == "Object id-1 of {accountId} has a name of 65536 characters."


def test_dates_and_rules_stay_readable_and_anything_else_there_does_not() -> None:
    event = {
        "start": {"dateTime": "2026-12-24T10:00:00+01:00", "timeZone": PERSON},
        "end": {"dateTime": PERSON, "timeZone": None},
        "recurrence": ["RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231T000000Z", f"RRULE:{PERSON}"],
    }

    found = received(exchange({**OWN_BODY, "events": [event]}, url=f"{URL}/{OWN}"))["events"][0]

    assert found["start"]["dateTime"] == "2026-12-24T10:00:00+01:00"
    assert found["recurrence"][0] == "RRULE:FREQ=WEEKLY;BYDAY=MO;UNTIL=20271231T000000Z"
