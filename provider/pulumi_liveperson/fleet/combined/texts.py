"""Equal messages of several accounts become one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pulumi_liveperson.fleet.combined.equality import without_account
from pulumi_liveperson.fleet.combined.model import Members, Message
from pulumi_liveperson.fleet.result import Result


@dataclass
class Texts:
    """Equal messages of accounts."""

    stacks: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """For each title and text without the account: the text of each stack."""
    resources: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def add(self, text: str, result: Result, *, title: str = "", resource: str | None = None) -> None:
        """Add a message about an account."""
        key = title, without_account(text, result)
        self.stacks.setdefault(key, {})[result.stack] = text
        self.resources.setdefault(key, set()).update([resource] if resource else [])

    def messages(self, chosen: Callable[[Iterable[str]], Members]) -> tuple[Message, ...]:
        """Return each message with its accounts, which `chosen` returns for their stacks."""
        return tuple(
            Message(
                # The text of a single account names it, and its commands can be pasted.
                text if len(stacks) > 1 else next(iter(stacks.values())),
                chosen(stacks),
                tuple(sorted(self.resources[title, text], key=str.casefold)),
                title,
            )
            for (title, text), stacks in self.stacks.items()
        )
