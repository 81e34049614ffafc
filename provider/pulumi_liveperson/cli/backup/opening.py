"""Opens the account of a stack for writes, and sets what its writers expect to find there."""

from dataclasses import replace

from pulumi_liveperson.cli.access import show_waiting_notices
from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.connection import connect, expectations
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.settings import Settings

_NO_NAME = ""


def open_for_writing(settings: Settings) -> Account:
    """Return the account as in an update; while a request waits for its next attempt, stderr shows this."""
    show_waiting_notices()
    return connect(_exact(settings))


def set_expectations(settings: Settings, plan: RestorePlan) -> None:
    """Set the positions and defaults that the writers expect; any other value is a conflict."""
    settings = _exact(settings)
    for each in plan.live:
        if each.position is not None:
            expectations(settings, each.kind).order.record_stored(str(each.wire["id"]), each.position)
    for then, now in plan.in_place:
        if then.position is not None:
            expectations(settings, then.kind).order.record_unchanged(str(now.wire["id"]), then.position)
    for kind in object_kinds():
        expectations(settings, kind).defaults.update(_default_names(plan, kind))


def _default_names(plan: RestorePlan, kind: Kind) -> set[str]:
    """Return the current and the new name of the default; without a default, a name that no object has."""
    default = plan.defaults.get(kind)
    if default is None:
        return {_NO_NAME}
    id_ = default.wire["id"]
    of_kind = [step for step in plan.steps if step.kind is kind]
    renamed = {step.item.exact_name for step in of_kind if step.live and step.live.wire["id"] == id_}
    return {default.exact_name, *renamed}


def _exact(settings: Settings) -> Settings:
    """Return settings that read from the read-write service; the read-only service may be outdated."""
    return replace(settings, read_only_service=False)
