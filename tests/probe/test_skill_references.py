"""What a probe finds out about the hours of skills, and about objects that skills use."""

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.errors import ForbiddenError
from pulumi_liveperson.client.http.messages import Answer, Request
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from tests.contract.process import ACCOUNT
from tests.probe.probes import content_of, reason, result_of, seen

NO_HOURS = {
    "refuse403": "The request that it depends on was refused (POST of skill: 403).",
    "ignore": "LivePerson does not store the hours of skills with these credentials.",
}
OF_BOTH_HOURS = pytest.mark.parametrize("kind", [SPECIAL_OCCASION, WORKDAYS], ids=["occasion", "workdays"])
OF_STALE_STATUSES = pytest.mark.parametrize("stale_status", ["409", "412", "304"])
OF_PERMISSIONS = pytest.mark.parametrize("permission", ["granted", "refuse403", "ignore"])


@pytest.mark.pairwise
@OF_PERMISSIONS
@pytest.mark.parametrize("skill_put", ["replace", "merge"])
@pytest.mark.parametrize("noop_put", ["bump", "answer304"])
def test_the_permission_for_the_hours_of_skills_is_seen(
    simulator: Simulator, permission: str, skill_put: str, noop_put: str
) -> None:
    result = result_of(
        simulator,
        "skill_hours_permission",
        skill_hours_permission=permission,
        skill_put=skill_put,
        noop_put=noop_put,
        skill_put_echo="request",
        skill_nulls="shown",
        id_type="string",
    )

    assert seen(result, "skill_hours_permission") == permission
    cleared = seen(result, "skill_hours_cleared_by_null")
    left_out = seen(result, "skill_hours_cleared_by_absence")
    if permission == "granted":
        assert (cleared, left_out) == ("cleared", "cleared" if skill_put == "replace" else "kept")
    else:
        assert (cleared, left_out) == (None, None)
        assert "does not store the hours" in reason(result, "skill_hours_cleared_by_null")


def test_credentials_that_cannot_update_skills_say_nothing_about_their_hours(simulator: Simulator) -> None:
    def refuse(request: Request) -> None:
        if request.method == "PUT" and "/skills" in request.url:
            raise ForbiddenError("refused", 403, answer=Answer(403))

    result = result_of(simulator, "skill_hours_permission", meddle=refuse)

    assert seen(result, "skill_hours_permission") is None
    assert reason(result, "skill_hours_permission") == (
        "The update was answered 403, and 403 without the hours."
    )


@pytest.mark.parametrize("value", ["reject400", "accept"])
@pytest.mark.parametrize("others", [{}, {"deleted_get_by_id": "200", "id_type": "string"}], ids=["", "200"])
def test_it_is_seen_to_which_hours_a_skill_can_refer(
    simulator: Simulator, value: str, others: dict[str, str]
) -> None:
    simulator.control.set_knobs(**others)

    result = result_of(simulator, "skill_references", skill_references=value)

    assert seen(result, "skill_references") == value
    assert seen(result, "skill_references_unknown_id") == value
    assert seen(result, "skill_references_other_kind") == value


@pytest.mark.parametrize("permission", NO_HOURS)
@pytest.mark.parametrize("question", ["skill_references", "delete_referenced_hours"])
def test_without_the_permission_references_to_hours_are_not_observed(
    simulator: Simulator, permission: str, question: str
) -> None:
    result = result_of(simulator, question, skill_hours_permission=permission)

    assert seen(result, question) is None
    assert reason(result, question) == NO_HOURS[permission]


@pytest.mark.pairwise
@OF_BOTH_HOURS
@OF_STALE_STATUSES
@pytest.mark.parametrize("dependency_status", ["409", "400"])
@pytest.mark.parametrize("value", ["allow", "refuse"])
def test_it_is_seen_whether_hours_in_use_can_be_deleted(
    simulator: Simulator, kind: Kind, value: str, dependency_status: str, stale_status: str
) -> None:
    result = result_of(
        simulator,
        "delete_referenced_hours",
        delete_referenced_hours=value,
        dependency_status=dependency_status,
        stale_status=stale_status,
    )

    assert seen(result, "delete_referenced_hours", kind) == value
    assert seen(result, "skill_deleted_hours_id", kind) == ("kept" if value == "allow" else None)


@OF_STALE_STATUSES
@pytest.mark.parametrize("value", ["409", "400"])
@pytest.mark.parametrize("writers", [0, 20])
def test_the_answer_to_the_delete_of_a_skill_in_use_is_seen(
    simulator: Simulator, value: str, stale_status: str, writers: int
) -> None:
    result = result_of(
        simulator,
        "dependency_status",
        dependency_status=value,
        stale_status=stale_status,
        background_writer=writers,
    )

    assert seen(result, "dependency_status") in ((value,) if not writers else (value, None))


def test_a_refused_delete_of_a_skill_that_people_use_too_shows_nothing(simulator: Simulator) -> None:
    control = simulator.control
    sent: list[str] = []

    def use(request: Request) -> None:
        if request.method == "DELETE":
            sent.append(request.url.rpartition("/")[2])
            if len(sent) == 1:
                control.use_skill(ACCOUNT, sent[0], by=["users"])
            if sent.count(sent[0]) > 2 * len(["while a skill uses it", "after the delete of that skill"]):
                control.use_skill(ACCOUNT, sent[0], by=[])

    result = result_of(simulator, "dependency_status", meddle=use)

    assert seen(result, "dependency_status") is None
    assert "409 after the delete of the other skill" in reason(result, "dependency_status")


def test_no_experiment_with_skills_changes_the_account(simulator: Simulator) -> None:
    before = content_of(simulator)

    result_of(simulator, "dependency_status", "delete_referenced_hours", "skill_references", "skill_put")

    assert content_of(simulator) == before
