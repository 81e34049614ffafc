"""A sequence of requests that answers some questions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session


@dataclass(frozen=True)
class Experiment:
    """Questions, and the function that sends requests and yields an observation for each of them.

    The function makes the objects that it needs, and may be called again if a try was disturbed: then, what
    it has yielded before is discarded. It need not delete its objects.
    """

    title: str
    """What it does, as a phrase."""
    questions: tuple[Question, ...]
    conduct: Callable[[Session], Iterator[Observation]]
    kind: Kind | None = None
    """The kind of object that its observations are about; None for the whole account."""
