"""Requests that create, update or delete several skills."""

from collections.abc import Iterator, Sequence

from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.cleaning import is_ours
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError
from pulumi_liveperson.probe.exchange import GONE, STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

_ONE = "Any: the provider writes one skill in a request."
POST_ARRAY = Question(
    "skill_post_array",
    "Does a create accept an array of skills?",
    "Skills: create, which speaks of a list",
    _ONE,
    has_knob=False,
)
PUT_COLLECTION = Question(
    "skill_put_collection",
    "Does an update of the collection accept an array of skills?",
    "Skills: update several skills",
    _ONE,
    has_knob=False,
)
DELETE_LISTED = Question(
    "skill_delete_listed",
    "Does a delete of the collection accept a list of ids in its body?",
    "Skills: delete several skills",
    _ONE,
    has_knob=False,
)
_NUMBER = 2
_TRIES = 5


def _several(session: Session) -> Iterator[Observation]:
    posted = session.post(SKILL, [session.body(SKILL) for _ in range(_NUMBER)])
    while len(session.made) < _NUMBER:
        session.create(SKILL)
    if not posted.is_success:
        says = f"The create was answered {posted.status}."
        yield POST_ARRAY.seen(f"reject{posted.status}", says, [posted], kind=SKILL)
    elif len(posted.objects) == _NUMBER:
        yield POST_ARRAY.seen("accepted", "Both skills were created.", [posted], kind=SKILL)
    else:
        reason = "The answer did not contain both skills."
        yield POST_ARRAY.unseen(reason, [posted], kind=SKILL)
    skills = session.made[:_NUMBER]
    yield _put_collection(session, skills)
    yield _delete_listed(session, skills)


def _put_collection(session: Session, skills: Sequence[Own]) -> Observation:
    bodies = [session.body(SKILL, id=each.wire_id) for each in skills]
    for _ in range(_TRIES):
        revision = session.revision(skills[0])
        answer = session.send("PUT", SKILL, json=bodies, revision=revision)
        if answer.status not in STALE or session.revision(skills[0]) == revision:
            break
    else:
        raise DisturbedError(SKILL)
    if not answer.is_success:
        writes.check_put(session, skills[0])
        says = f"The update was answered {answer.status}."
        return PUT_COLLECTION.seen(f"reject{answer.status}", says, [answer], kind=SKILL)
    reads = [session.read(each) for each in skills]
    names = [SKILL.content(each.objects[0]).get("name") if each.objects else None for each in reads]
    if names == [each["name"] for each in bodies]:
        says = "Both skills were updated."
        return PUT_COLLECTION.seen("accepted", says, [answer, *reads], kind=SKILL)
    says = "The update was accepted, but it did not change both skills."
    return PUT_COLLECTION.seen("ignored", says, [answer, *reads], kind=SKILL)


def _delete_listed(session: Session, skills: Sequence[Own]) -> Observation:
    """Delete skills with a list in the body, but only if the account has no skill of other people.

    A proxy may remove the body of a DELETE, and no page says what a delete of the collection without a body
    does. The revision of the list protects skills that other people create in between.
    """
    for _ in range(_TRIES):
        listed = session.listed(SKILL)
        if not _are_all_ours(listed):
            reason = (
                "The account has other skills. The request is not sent, because a proxy may remove its body, "
                "and then it may delete them."
            )
            return DELETE_LISTED.unseen(reason, kind=SKILL)
        answer = session.send("DELETE", SKILL, json=[each.id for each in skills], revision=listed.revision)
        if answer.status not in STALE or session.listed(SKILL).revision == listed.revision:
            break
    else:
        raise DisturbedError(SKILL)
    if not answer.is_success:
        single = writes.delete(session, skills[0])
        if not single.is_success:
            raise RefusedError(single)
        says = f"The delete was answered {answer.status}."
        return DELETE_LISTED.seen(f"reject{answer.status}", says, [answer], kind=SKILL)
    return _deleted(session, skills, answer)


def _are_all_ours(listed: Exchange) -> bool:
    """Return whether a list surely contains no skill of other people; False without a revision."""
    if not listed.is_success or not isinstance(listed.body, list) or listed.revision is None:
        return False
    return all(isinstance(each, dict) and is_ours(SKILL, each) for each in listed.body)


def _deleted(session: Session, skills: Sequence[Own], answer: Exchange) -> Observation:
    listed = session.listed(SKILL)
    if not listed.is_success and listed.status not in GONE:
        raise RefusedError(listed)
    left = {str(each.get("id")) for each in listed.objects if is_ours(SKILL, each)}
    for each in skills:
        if each.id not in left:
            session.made.remove(each)
    if left.isdisjoint(each.id for each in skills):
        return DELETE_LISTED.seen("accepted", "Both skills were deleted.", [answer, listed], kind=SKILL)
    says = "The delete was accepted, but it did not delete both skills."
    return DELETE_LISTED.seen("ignored", says, [answer, listed], kind=SKILL)


EXPERIMENTS = (
    Experiment(
        "create, update and delete several skills in one request",
        (POST_ARRAY, PUT_COLLECTION, DELETE_LISTED),
        _several,
        SKILL,
    ),
)
