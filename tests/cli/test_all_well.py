"""A stack that can work with its account."""

import json
import re

import pytest

from tests.cli.patient import API_KEY, WAYS, Patient, is_write
from tests.engine.trial import ACCOUNT

pytestmark = pytest.mark.engine

CHECKS = [
    *("configuration", "state", "program", "connection", "hosts", "clock", "sign-in"),
    *("special occasions", "status reasons", "workdays objects", "skills"),
]
WHO = {
    "OAuth 2.0 client credentials": "A token for the client simulator-client with the scope "
    "simulator.account-configuration, valid for 60 minutes and renewed automatically.",
    "bearer token": "The token contains no readable claims. The next checks show whether "
    "LivePerson accepts it.",
    "user login": "Logged in as user simulator-user: an administrator, with 5 privileges.",
    "application login": "Logged in as user simulator-user: an administrator, with 5 privileges.",
    "API key": "An API key signs each request. The next checks show whether LivePerson accepts it.",
}
DECLARED = """
SpecialOccasion("year-end", name="Year end", description="Closed")
StatusReason("lunch", text="Lunch")
StatusReason("break", text="Break")
"""
TEXT = """\
ok       configuration      Stack trial, account 71234567, sign-in with OAuth
                            2.0 client credentials. In the stack's
                            configuration: accountId, clientId, clientSecret,
                            domainApiUrl.
ok       program            Declares 1 special occasion and 2 status reasons.
ok       connection         The Domain API answers over unencrypted http at
                            HOST, on this machine.
ok       hosts              accountConfigReadWrite at HOST, sentinel
                            at HOST.
ok       clock              Within 1 second of LivePerson's clock.
ok       sign-in            A token for the client simulator-client with the
                            scope simulator.account-configuration, valid for 60
                            minutes and renewed automatically.
ok       special occasions  Readable: 1 object at revision N.
ok       status reasons     Readable: 2 objects at revision N.
ok       skills             Readable: no skills with a special occasion.
ok       resources          Every object has a resource.

11 ok. Nothing was written, so it is not known whether the credentials may
write.
"""


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_sign_in_is_tried(patient: Patient, way: str) -> None:
    patient.forget("clientId", "clientSecret")

    visit = patient.sees_doctor(**WAYS[way])

    assert visit.outcomes == dict.fromkeys(CHECKS, "ok"), visit.said
    assert (visit.exit_code, visit.report["ok"], visit.beside) == (0, True, "")
    assert (visit.report["stack"], visit.report["account"]) == ("trial", ACCOUNT)
    assert f"account {ACCOUNT}, sign-in with {way}." in visit.says("configuration")
    assert f"In the environment: {', '.join(sorted(WAYS[way]))}." in visit.says("configuration")
    assert visit.says("sign-in") == WHO[way]
    ended = [each for each in visit.warnings if each.startswith("sign-in: LivePerson ended the ")]
    assert len(ended) == len(visit.warnings) == (WAYS[way].keys() >= API_KEY.keys())
    logged_in = WAYS[way].keys() >= {"LIVEPERSON_USERNAME"}
    assert [each.endswith("/logout") for each in patient.requests()].count(True) == logged_in


def test_the_report_for_people_fits_their_terminal_and_changes_nothing(patient: Patient) -> None:
    patient.stack.declare(DECLARED)
    assert patient.stack.up().exit_code == patient.stack.pulumi("stack", "select").exit_code == 0
    state, host = patient.stack.state(), patient.simulator.url.removeprefix("http://")

    visit = patient.visits(COLUMNS="80")

    said, found = re.subn(
        r"^ok       state  .+?(?=^ok       program)", "", visit.said, flags=re.MULTILINE | re.DOTALL
    )
    said = re.sub(r"revision \d+", "revision N", said)  # it depends on how many creates share a request
    assert (visit.exit_code, said, visit.beside, found) == (0, TEXT.replace("HOST", host), "", 1)
    assert patient.stack.state() == state


@pytest.mark.slow
@pytest.mark.parametrize(
    ("value", "is_warned"),
    [("true", True), ("1", True), ("false", False)],
)
def test_skipped_checkpoints_are_a_warning_only_beside_other_providers(
    patient: Patient, value: str, *, is_warned: bool
) -> None:
    patient.stack.declare(DECLARED)
    patient.stack.up().ok()
    alone = patient.sees_doctor(PULUMI_SKIP_CHECKPOINTS="true")
    state = json.loads(patient.stack.state())
    other = {"custom": True, "id": "b", "type": "aws:s3/bucket:Bucket"}
    urn = state["deployment"]["resources"][0]["urn"]
    other["urn"] = urn.replace("pulumi:pulumi:Stack", str(other["type"]))
    state["deployment"]["resources"].append(other)
    file = patient.stack.project / "state.json"
    file.write_text(json.dumps(state))
    patient.stack.pulumi("stack", "import", "--force", "--file", str(file)).ok()

    visit = patient.sees_doctor(PULUMI_SKIP_CHECKPOINTS=value)

    assert alone.warnings == []
    assert bool(visit.warnings) == is_warned
    for warning in visit.warnings:
        assert warning.startswith(
            "state: PULUMI_SKIP_CHECKPOINTS is set, and the state contains 1 resource of other providers "
            "(aws:s3/bucket:Bucket). If an update is killed, Pulumi may create such resources twice. "
        )


def test_only_collections_in_use_are_looked_at_and_warnings_are_passed_on(patient: Patient) -> None:
    patient.stack.declare(
        'import pulumi\npulumi.log.warn("mind the gap")\nStatusReason("lunch", text="Lunch")'
    )

    visit = patient.sees_doctor()

    assert (visit.exit_code, visit.warnings) == (0, ["program: mind the gap"])
    assert visit.says("program") == "Declares 1 status reason."
    assert list(visit.outcomes) == [
        each for each in CHECKS if each not in {"special occasions", "workdays objects", "skills"}
    ]


def test_a_collection_whose_last_resource_goes_is_in_use(patient: Patient) -> None:
    patient.stack.declare(DECLARED)
    patient.stack.up().ok()
    patient.stack.declare('StatusReason("lunch", text="Lunch")')

    visit = patient.sees_doctor()

    assert visit.says("program") == "Declares 1 status reason."
    used = [each for each in CHECKS if each != "workdays objects"]
    assert list(visit.outcomes) == [*used, "resources"]


def test_more_is_shown_where_there_is_more(patient: Patient) -> None:
    control = patient.simulator.control
    occasion = {"name": "Year end", "description": "Closed", "isDefault": False, "events": []}
    used = control.foreign_create(ACCOUNT, "specialoccasion", occasion)["id"]
    control.seed(ACCOUNT, {"skills": [{"name": "Sales", "specialOccasionId": used}, {"name": "Support"}]})

    visit = patient.sees_doctor(LIVEPERSON_READ_ONLY_SERVICE="true")

    skills = "Readable: 1 skill with a special occasion and no skills with a workdays object."
    assert visit.says("skills") == skills
    assert visit.says("resources") == (
        "1 object has no resource: `liveperson export --stack trial` writes a program for such objects, "
        "and an import file. To keep an object without a resource, list it in accepted.yaml with a reason "
        "(docs/adopt.md)."
    )
    assert visit.says("hosts").partition(", sentinel at ")[2].count(", accountConfigReadOnly at ") == 1


@pytest.mark.parametrize(
    ("request_", "is_one"), [("GET /x", False), ("POST /login", False), ("POST /x", True)]
)
def test_a_write_would_be_noticed(request_: str, is_one: bool) -> None:  # noqa: FBT001 - a row of a table
    assert is_write(request_) == is_one
