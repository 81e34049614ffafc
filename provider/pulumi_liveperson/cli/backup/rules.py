"""Finds documented rules that objects of a snapshot break; the console may allow what the API rejects."""

from collections.abc import Iterable

from pulumi_liveperson.cli.backup.step import Reason, SkippedObject, Step
from pulumi_liveperson.cli.export.objects import broken_rules
from pulumi_liveperson.cli.inventory.account import Live
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.review.lines import External
from pulumi_liveperson.validation import without_numbers

_UNKNOWN = ""


def broken(kind: Kind, wire: Wire) -> list[str]:
    """Return the rules that an object breaks."""
    return list(broken_rules(Live(kind, wire, _UNKNOWN)))


def allowed(steps: Iterable[Step]) -> tuple[list[Step], list[SkippedObject]]:
    """Return the steps that break no rule, and the objects that are skipped.

    A rule that the live object already breaks is ignored, because LivePerson has accepted that.
    """
    possible, skipped = [], []
    for step in steps:
        known = broken(step.kind, step.live.wire) if step.live is not None else []
        before = {without_numbers(each) for each in known}
        rules = [each for each in broken(step.kind, step.desired) if without_numbers(each) not in before]
        if rules:
            details = (": ", External("; ".join(rules)))
            skipped.append(SkippedObject(step.item, Reason.RULE_BROKEN, details))
        else:
            possible.append(step)
    return possible, skipped
