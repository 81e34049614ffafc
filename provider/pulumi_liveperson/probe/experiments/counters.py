"""Which writes increase which revisions, and by how much."""

from collections.abc import Iterator, Sequence

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.errors import UnobservableError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import accepted, renamed, rewritten
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

REVISION_SCOPE = Question(
    "revision_scope",
    "Which other collections get a new revision if a special occasion is written?",
    "Skills: appendix (data revisions), LE Agents API",
    "Any: it reads a new revision if a write is refused as outdated.",
)
REVISION_STEP = Question(
    "revision_step",
    "How much does one write increase the revision?",
    "Status Reasons: changes query",
    "Any: it never calculates a revision.",
)
_ROUNDS = 3
"""The number of writes after which a revision that has increased each time counts as shared."""
_MOST_WRITES = 20
_DECIDED = 8.0
_WEIGHTS = (1.4, 0.0, -3.0)
"""How much a step of 1, of 2, and a larger one says for steps of 1, as logarithms of likelihoods: another
person may have written just before some of our writes, which adds 1 to such a step."""


def _scope(session: Session) -> Iterator[Observation]:
    owns = {kind: session.create(kind) for kind in KINDS}
    written = owns.pop(SPECIAL_OCCASION)
    before = {kind: _read(session, own) for kind, own in owns.items()}
    evidence: list[Exchange] = list(before.values())
    are_equal = True
    for _ in range(_ROUNDS):
        write = accepted(rewritten(session, written))
        after = {kind: _read(session, owns[kind]) for kind in before}
        evidence += [write, *after.values()]
        # A revision that stays is not shared. One that increases may do so because of another person.
        shared = {kind: each for kind, each in after.items() if each.revision != before[kind].revision}
        are_equal = are_equal and all(each.revision == write.revision for each in shared.values())
        before = shared
        if not shared:
            break
    yield _shared({*before}, evidence, are_equal=are_equal)


def _read(session: Session, own: Own) -> Exchange:
    read = accepted(session.read(own))
    if read.revision is None:
        raise UnobservableError("the answer contains no revision", read)
    return read


def _shared(kinds: set[Kind], evidence: list[Exchange], *, are_equal: bool) -> Observation:
    others = {*KINDS} - {SPECIAL_OCCASION}
    nouns = " and ".join(f"{each.noun}s" for each in KINDS if each in kinds)
    says = f"The revision of {nouns} increased after each of {_ROUNDS} writes."
    if not kinds:
        return REVISION_SCOPE.seen("collection", "No other revision increased after a write.", evidence)
    if kinds == {WORKDAYS}:
        return REVISION_SCOPE.seen("family", says, evidence, likely=not are_equal)
    if kinds == others:
        return REVISION_SCOPE.seen("account", says, evidence, likely=not are_equal)
    return REVISION_SCOPE.unseen(f"{says} Others did not.", evidence)


def _step(session: Session) -> Iterator[Observation]:
    own = session.create(SPECIAL_OCCASION)
    previous = session.revision(own)
    steps: list[int] = []
    evidence: list[Exchange] = []
    for _ in range(_MOST_WRITES):
        write = renamed(session, own, previous)
        if write.status in STALE:  # another person has written, so the next step is counted from now
            previous = session.revision(own)
            continue
        after = accepted(write).revision
        if after is None:
            raise UnobservableError("the answer to the PUT contains no revision", write)
        steps.append(after - previous)
        evidence.append(write)
        previous = after
        if abs(_weight(steps)) > _DECIDED:
            break
    shown = ", ".join(map(str, steps))
    says = f"Our writes increased it by {shown}."
    if _weight(steps) > _DECIDED:
        yield REVISION_STEP.seen("one", says, evidence, likely={*steps} != {1})
    elif _weight(steps) < -_DECIDED:
        yield REVISION_STEP.seen("random", says, evidence, likely=True)
    else:
        yield REVISION_STEP.unseen(f"{says} Other people's writes may be among them.", evidence)


def _weight(steps: Sequence[int]) -> float:
    return sum(_WEIGHTS[min(each, len(_WEIGHTS)) - 1] for each in steps if each > 0)


EXPERIMENTS = (
    Experiment(
        "write special occasions, and read the revisions of all kinds of objects",
        (REVISION_SCOPE,),
        _scope,
    ),
    Experiment("write a special occasion several times", (REVISION_STEP,), _step),
)
