"""What happens if a skill is deleted that another skill uses."""

from collections.abc import Iterator

from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.errors import RefusedError, UnobservableError
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.skill_hours import shown_id
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

DEPENDENCY_STATUS = Question(
    "dependency_status",
    "What is the answer to the delete of a skill that is the fallback of another skill?",
    "Skills: delete, whose code table has neither 400 nor 409",
    "A refusal such as 400 or 409, and nothing is deleted.",
    frozenset({"304", "400", "403", "404", "409", "410", "412", "422"}),
    "The provider relies on LivePerson to refuse the delete of a skill that other skills use. Before you "
    "remove a `Skill` from a program, look for it in `fallback_skill` and `skill_transfer_list` of the other "
    "skills.",
)
_FIELD = "fallbackSkill"


def _delete_fallback(session: Session) -> Iterator[Observation]:
    fallback = session.create(SKILL)
    user = session.create(SKILL, **{_FIELD: fallback.wire_id})
    read = session.read(user)
    if shown_id(read, _FIELD) != fallback.id:
        raise UnobservableError("LivePerson does not store the fallback of the skill", read)
    delete = writes.delete(session, fallback)
    if delete.is_success:
        yield DEPENDENCY_STATUS.seen("accepted", "The delete was accepted.", [read, delete], kind=SKILL)
        return
    without = writes.delete(session, user)
    if not without.is_success:
        raise RefusedError(without)
    again = writes.delete(session, fallback)
    says = f"The delete was answered {delete.status}, and {again.status} after the delete of the other skill."
    seen = [read, delete, without, again]
    if again.is_success:
        yield DEPENDENCY_STATUS.seen(str(delete.status), says, seen, kind=SKILL)
    else:
        yield DEPENDENCY_STATUS.unseen(says, seen, kind=SKILL)


EXPERIMENTS = (
    Experiment(
        "delete a skill that is the fallback of another one", (DEPENDENCY_STATUS,), _delete_fallback, SKILL
    ),
)
