"""The documented rules that objects of a snapshot break; the console may let pass what the API does not."""

from collections.abc import Iterable

from pulumi_liveperson.cli.backup.step import LeftAlone, Reason, Step
from pulumi_liveperson.cli.export.objects import broken_rules
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.review.lines import External

_UNKNOWN = ""


def broken(kind: Kind, wire: Wire) -> list[str]:
    """Return the rules that an object breaks."""
    return list(broken_rules(Live(kind, wire, _UNKNOWN)))


def allowed(steps: Iterable[Step]) -> tuple[list[Step], list[LeftAlone]]:
    """Return the steps that break no rule, and the objects that are left alone.

    A rule that a live object breaks already is none, because LivePerson has let that pass.
    """
    possible, left_alone = [], []
    for step in steps:
        before = broken(step.kind, step.live.wire) if step.live is not None else []
        rules = [each for each in broken(step.kind, step.desired) if each not in before]
        if rules:
            told = (": ", External("; ".join(rules)))
            left_alone.append(LeftAlone(step.item, Reason.RULE, told))
        else:
            possible.append(step)
    return possible, left_alone
