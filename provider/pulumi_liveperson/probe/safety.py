"""Decides whether an account may be probed."""

from dataclasses import dataclass

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.bodies import KINDS, is_deleted
from pulumi_liveperson.probe.cleaning import is_ours
from pulumi_liveperson.probe.exchange import GONE, Exchange
from pulumi_liveperson.probe.session import Session

HANDFUL = 10
"""The largest number of objects of a sandbox account, skills included."""


@dataclass(frozen=True)
class Content:
    """What an account contains before a probe."""

    numbers: dict[Kind, int]
    """The number of objects of each readable kind, without those of earlier probes."""
    defaults: frozenset[Kind]
    """The kinds of which the account has a default that no probe has made."""
    left_over: int
    """The number of objects of earlier probes."""
    refused: tuple[Exchange, ...]
    """The lists that were refused."""

    @property
    def is_sandbox(self) -> bool:
        """Whether the account may be probed without a further question."""
        return not self.defaults and sum(self.numbers.values()) <= HANDFUL


def look(session: Session) -> Content:
    """Read the lists of all kinds, and record in the session what the experiments must know of them."""
    numbers: dict[Kind, int] = {}
    defaults: set[Kind] = set()
    unseen: set[Kind] = set()
    refused: list[Exchange] = []
    left_over = 0
    for kind in KINDS:
        answer = session.listed(kind)
        session.first_lists[kind] = answer
        if not (answer.is_list or answer.status in GONE):
            refused.append(answer)
            unseen.add(kind)
            continue
        items = answer.objects if answer.is_success else []  # the answer to an empty list may be an error
        objects = [each for each in items if not is_deleted(each)]
        others = [each for each in objects if not is_ours(kind, each)]
        left_over += len(objects) - len(others)
        numbers[kind] = len(others)
        if any(kind.is_default(each) for each in others):
            defaults.add(kind)
        elif kind.default_flag is not None and any(kind.default_flag not in each for each in others):
            unseen.add(kind)
    # Without a list that shows it, a kind may have a default, which no experiment may replace.
    session.others_defaults = frozenset(defaults | unseen)
    return Content(numbers, frozenset(defaults), left_over, tuple(refused))
