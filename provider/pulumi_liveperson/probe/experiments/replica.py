"""How far the read-only service of account configuration is behind the read/write service."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from pulumi_liveperson.client.account import READ_ONLY
from pulumi_liveperson.client.errors import NoServiceError
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.probe.bodies import named
from pulumi_liveperson.probe.errors import DisturbedError
from pulumi_liveperson.probe.exchange import STALE, Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import accepted, permitted, renamed, rewritten
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session

READ_REPLICA_LAG = Question(
    "read_replica_lag",
    "Does the service accountConfigReadOnly show a write at once?",
    "Special Occasions, Workdays and Status Reasons: overview",
    "No: it uses this service only if `liveperson:readOnlyService` is set, and never for a write.",
)
_KIND = SPECIAL_OCCASION
_FIRST_LOOKS = 3
_EQUAL_LOOKS = 4
"""The number of reads that must be equally many writes behind."""
_MOST_WRITES = 13
_MOST_WAITS = 10


@dataclass
class _Delay:
    """The writes of one object, and what the read-only service has shown of them."""

    session: Session
    own: Own
    sent: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    written: list[Exchange] = field(default_factory=list)
    reads: list[Exchange] = field(default_factory=list)
    longer: float = 0.0
    """A delay in seconds that is shorter than the delay of this service."""
    shorter: float = float("inf")
    """A delay in seconds that is longer than it."""

    def write(self) -> None:
        """Change the object; raise `DisturbedError` if another person has written special occasions."""
        self.sent.append(time.monotonic())
        write = (
            renamed(self.session, self.own, self.written[-1].revision)
            if self.written
            else rewritten(self.session, self.own)
        )
        if write.status in STALE:
            raise DisturbedError(_KIND)
        self.answered.append(time.monotonic())
        self.written.append(accepted(write))

    def behind(self) -> int | None:
        """Read the object, and return how many writes the answer is behind; None if it shows none of them."""
        began = time.monotonic()
        read = _read(self.session, self.own)
        ended = time.monotonic()
        self.reads.append(read)
        names = [_name(each) for each in self.written]
        name = named(_KIND, read.body)
        if name not in names:
            self.longer = max(self.longer, began - self.answered[0])
            return None
        shown = names.index(name)
        if read.revision != self.written[shown].revision:
            raise DisturbedError(_KIND)
        self.shorter = min(self.shorter, ended - self.sent[shown])
        if shown + 1 < len(names):
            self.longer = max(self.longer, began - self.answered[shown + 1])
        return len(names) - 1 - shown


def _name(write: Exchange) -> str:
    [sent] = write.request.json
    return str(sent[_KIND.key])


def _read(session: Session, own: Own) -> Exchange:
    return permitted(session.send("GET", _KIND, f"/{own.id}", service=READ_ONLY))


def _lag(session: Session) -> Iterator[Observation]:
    try:
        yield _observed(session)
    except NoServiceError:
        yield READ_REPLICA_LAG.unseen("The account has no service accountConfigReadOnly.")


def _observed(session: Session) -> Observation:
    own = session.create(_KIND)
    evidence: list[Exchange] = []
    for _ in range(_FIRST_LOOKS):
        write, read = accepted(rewritten(session, own)), _read(session, own)
        evidence += [write, read]
        is_shown = named(_KIND, read.body) == own.sent[_KIND.key]
        if not (is_shown and (read.revision or 0) >= (write.revision or 0)):
            return _measured(_Delay(session, own))
    says = f"It showed each of {_FIRST_LOOKS} writes directly after it."
    return READ_REPLICA_LAG.seen("0ms", says, evidence)


def _measured(delay: _Delay) -> Observation:
    """Return the delay as a number of revisions, if no delay in time explains what is shown."""
    looks: list[int | None] = []
    revisions: list[int] = []
    delay.write()
    while len(delay.written) < _MOST_WRITES and not _is_constant(looks, revisions):
        delay.write()
        looks.append(delay.behind())
        revisions.append((delay.written[-1].revision or 0) - (delay.reads[-1].revision or 0))
    number = looks[-1]
    if not number or not _is_constant(looks, revisions):
        return _unknown(delay)
    for _ in range(_MOST_WAITS):
        if delay.behind() != number:
            return _unknown(delay)
        if delay.longer > delay.shorter:
            says = f"It stays {number} writes behind, also after a while without writes."
            evidence = [*delay.written, *delay.reads]
            return READ_REPLICA_LAG.seen(f"{number}rev", says, evidence)
    return _unknown(delay)


def _is_constant(looks: list[int | None], revisions: list[int]) -> bool:
    """Return whether the last reads were equally many writes behind, and no one else has written.

    If the revision increases by more than 1, other people's writes may be among these.
    """
    number = looks[-1] if looks else None
    expected = [number] * _EQUAL_LOOKS
    return number is not None and looks[-_EQUAL_LOOKS:] == expected == revisions[-_EQUAL_LOOKS:]


def _unknown(delay: _Delay) -> Observation:
    return READ_REPLICA_LAG.unseen(
        f"It is behind: at least {delay.longer * 1000:.0f} ms.", [*delay.written, *delay.reads]
    )


EXPERIMENTS = (
    Experiment(
        "write special occasions, and read them from the read-only service", (READ_REPLICA_LAG,), _lag
    ),
)
