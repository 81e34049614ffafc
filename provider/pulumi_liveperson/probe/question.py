"""A question that LivePerson's documentation leaves open, and what an account was seen to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.exchange import Exchange


class Certainty(StrEnum):
    """How certain an observation is."""

    CERTAIN = "certain"
    LIKELY = "likely"
    """It could also be a coincidence, or the effect of another person's write."""
    NOT_OBSERVED = "not observed"


@dataclass(frozen=True)
class Observation:
    """What was observed about one question, for one kind of object or for the whole account."""

    question: "Question"
    value: str | None
    """A value of the question's knob, or another short text; None if it was not observed."""
    says: str
    """A sentence: what was observed, or why it was not."""
    kind: Kind | None = None
    certainty: Certainty = Certainty.CERTAIN
    evidence: tuple[Exchange, ...] = field(default=(), repr=False)

    @property
    def contradiction(self) -> str:
        """What to do, because the provider assumes something else; empty if it does not."""
        copes = self.question.copes_with
        return "" if self.value is None or copes is None or self.value in copes else self.question.otherwise


@dataclass(frozen=True)
class Question:
    """One open question, with what the provider assumes."""

    name: str
    """Its name in the result; the name of the simulator's knob, if it has one."""
    asks: str
    """The question as a sentence."""
    page: str
    """LivePerson's page that raises it."""
    assumes: str
    """A sentence about what the provider assumes."""
    copes_with: frozenset[str] | None = None
    """The values with which the provider works as documented; None for all."""
    otherwise: str = ""
    """Sentences for any other value: the effect on the provider, and what to do."""
    has_knob: bool = True
    """Whether the simulator has a knob of this name."""

    def seen(
        self,
        value: str,
        says: str,
        evidence: Iterable[Exchange] = (),
        *,
        kind: Kind | None = None,
        likely: bool = False,
    ) -> Observation:
        """Return the observation of a value."""
        certainty = Certainty.LIKELY if likely else Certainty.CERTAIN
        return Observation(self, value, says, kind, certainty, tuple(evidence))

    def unseen(
        self, reason: str, evidence: Iterable[Exchange] = (), *, kind: Kind | None = None
    ) -> Observation:
        """Return that nothing was observed, and why."""
        return Observation(self, None, reason, kind, Certainty.NOT_OBSERVED, tuple(evidence))
