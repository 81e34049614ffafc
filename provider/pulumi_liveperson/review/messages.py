"""The errors and warnings of a preview; the same message of several resources is one message."""

from collections.abc import Iterable
from dataclasses import dataclass

from pulumi_liveperson.review.lines import Line, limited, named
from pulumi_liveperson.review.model import Diagnostic

_MOST_NAMES = 10


@dataclass(frozen=True)
class Message:
    """An error or a warning."""

    text: str
    resources: tuple[str, ...]
    """The resources with this message, in alphabetical order."""

    @property
    def about(self) -> Line:
        """Return the names of the resources; empty if there are none."""
        return limited([named(each) for each in self.resources], _MOST_NAMES)


def messages(found: Iterable[Diagnostic]) -> list[Message]:
    """Return the messages in their order, each with all its resources."""
    resources: dict[str, set[str]] = {}
    for each in found:
        resources.setdefault(each.message, set()).update([each.resource_name] if each.resource_name else [])
    return [Message(text, tuple(sorted(names, key=_in_order))) for text, names in resources.items()]


def _in_order(name: str) -> tuple[str, str]:
    return name.casefold(), name
