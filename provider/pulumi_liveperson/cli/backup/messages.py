"""The output of a restore: its preview, the result of each object, and the summary."""

from collections.abc import Iterator, Mapping, Sequence

from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.cli.backup.snapshot_file import Snapshot
from pulumi_liveperson.cli.backup.step import ObjectKey, Reason, Result, Step
from pulumi_liveperson.cli.backup.unknown import unknown_fields
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.default import default_noun, defaults_among
from pulumi_liveperson.review.lines import External, Line, count, enumerated, joined, named
from pulumi_liveperson.review.model import Report, Source
from pulumi_liveperson.review.presentation import Presentation
from pulumi_liveperson.review.text import as_text, line_of_text
from pulumi_liveperson.wire import prop

Owners = Mapping[ObjectKey, str]
"""The resources of the stack that manage an object."""

_INDENT = "  "


def preview(snapshot: Snapshot, plan: RestorePlan, account: str, owners: Owners, *, colour: bool) -> str:
    """Return the preview of a restore, in the form of the report."""
    changes = tuple(step.change for step in plan.steps)
    existing = plan.unchanged + sum(step.live is not None for step in plan.steps)
    report = Report(
        Source.RESTORE, None, account, changes=changes, unchanged=plan.unchanged, existing=existing
    )
    source: Line = (
        *("Snapshot of account ", External(snapshot.account), ", taken at ", External(snapshot.time)),
        *(" with stack ", External(snapshot.stack), "."),
    )
    parts = [line_of_text(source), as_text(Presentation(report), colour=colour).rstrip()]
    parts += [_part(heading, lines) for heading, lines in _parts(snapshot, plan, owners) if lines]
    return "\n\n".join(parts)


def _parts(snapshot: Snapshot, plan: RestorePlan, owners: Owners) -> Iterator[tuple[str, list[Line]]]:
    hint = [step for step in plan.steps if step.live is None]
    yield (
        "Created again with the same name and a new id",
        [_created_again(step, snapshot, plan, owners) for step in hint],
    )
    yield (
        "Without these references, because the account does not have the objects",
        [_without_target(item, fields) for item, fields in plan.unresolved],
    )
    for reason in Reason:
        found = [each for each in plan.skipped if each.reason is reason]
        yield reason.value, [(*_described(each.item), *each.details) for each in found]
    for kind, moved in defaults_among(step.change for step in plan.steps).items():
        former_default = plan.defaults.get(kind) if moved.new is not None and moved.former is None else None
        yield (
            f"No longer the account's {default_noun(kind)}; nothing else changes",
            [] if former_default is None else [_described(former_default)],
        )
    yield "Created since the snapshot, and unchanged", [_described(each) for each in plan.created_since]


def _part(heading: str, lines: Sequence[Line]) -> str:
    return "\n".join([heading, *(f"{_INDENT}{line_of_text(line)}" for line in lines)])


def _described(item: Item) -> Line:
    return (*named(item.name), f", {item.kind.noun} ", External(str(item.wire["id"])))


def _without_target(item: Item, fields: Sequence[tuple[str, str]]) -> Line:
    targets = [(f"{prop(name)} ", *named(target)) for name, target in fields]
    return (*_described(item), ": ", *enumerated(targets))


def _created_again(step: Step, snapshot: Snapshot, plan: RestorePlan, owners: Owners) -> Line:
    id_ = str(step.item.wire["id"])
    parts: list[Line] = [(*named(step.item.name), ", previous id ", External(id_))]
    if step.key in owners:
        parts.append(
            ("the resource ", *named(owners[step.key]), " still has that id, until `pulumi refresh`")
        )
    skills = (snapshot.collections[step.kind].skills or {}).get(id_)
    if skills and SKILL not in plan.kinds:
        parts.append(
            (
                "in the console, assign it again to these skills: ",
                *enumerated([named(each) for each in skills]),
            )
        )
    if not step.kind.is_partial and (fields := unknown_fields(step.kind, step.item.wire)):
        fields_text = enumerated([named(each) for each in fields])
        parts.append(("created without these fields, which this package does not know: ", *fields_text))
    return joined(parts, "; ")


def result(outcome: Result) -> str:
    """Return the result line of an object."""
    step = outcome.step
    restored = "created again" if step.live is None else "restored"
    words: Line = ("not restored: ", *outcome.problem) if outcome.problem else (restored,)
    return line_of_text((*named(step.item.name), ": ", *words))


def summary(outcomes: Sequence[Result], plan: RestorePlan, stack: str) -> str:
    """Return the number of restored objects, and what to do next."""
    failed = sum(bool(each.problem) for each in outcomes)
    restored = len(outcomes) - failed
    counts = f"{count(restored, 'object')} restored" + (f", {failed:,} failed" if failed else "")
    counts += f", {len(plan.skipped):,} skipped" if plan.skipped else ""
    hint = " Run the command again for the rest; restored objects stay restored." if failed else ""
    return (
        f"{counts}.{hint}\n"
        f"Next, restore the program too: otherwise the next update reverses this restore. Then run "
        f"`pulumi refresh --stack {stack}`, and check `pulumi preview --stack {stack}` (docs/undo.md)."
    )
