"""Opens the account of a stack for commands that write to it, and lets its writers know what was shown."""

from dataclasses import replace

from pulumi_liveperson.cli.access import say_what_is_waited_for
from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.kinds import SPECIAL_OCCASION
from pulumi_liveperson.connection import connect, expectations
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.settings import Settings

_NOBODY = ""


def open_for_writing(settings: Settings) -> Account:
    """Return the account as an update has it; while a request waits for its next try, stderr says so."""
    say_what_is_waited_for()
    return connect(_exact(settings))


def expect(settings: Settings, plan: RestorePlan) -> None:
    """Let the writers know where objects stand, and which is the default; all else is a conflict."""
    settings = _exact(settings)
    for each in plan.live:
        if each.position is not None:
            expectations(settings, each.kind).order.stands(str(each.wire["id"]), each.position)
    for then, now in plan.standing:
        if then.position is not None:
            expectations(settings, then.kind).order.keeps(str(now.wire["id"]), then.position)
    # Without a default, nobody may have become it.
    names = {_NOBODY} if plan.default is None else {plan.default.exact_name, *_renamed(plan, plan.default)}
    expectations(settings, SPECIAL_OCCASION).defaults.update(names)


def _renamed(plan: RestorePlan, default: Item) -> set[str]:
    """Return what the default is going to be called, if this changes it."""
    return {
        step.item.exact_name
        for step in plan.steps
        if step.live is not None and step.live.wire["id"] == default.wire["id"]
    }


def _exact(settings: Settings) -> Settings:
    """Return settings for an account that is read where it is written; a replica may be behind."""
    return replace(settings, read_only_service=False)
