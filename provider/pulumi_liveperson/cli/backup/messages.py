"""The words for a restore: what it is going to do, and what has become of it."""

from collections.abc import Iterator, Mapping, Sequence

from pulumi_liveperson.cli.backup.planning import RestorePlan
from pulumi_liveperson.cli.backup.snapshot_file import Snapshot
from pulumi_liveperson.cli.backup.step import ObjectKey, Reason, Result, Step
from pulumi_liveperson.cli.backup.unknown import unknown_fields
from pulumi_liveperson.review.comparison.item import Item
from pulumi_liveperson.review.default import default_noun, defaults_among
from pulumi_liveperson.review.lines import External, Line, count, enumerated, joined, named
from pulumi_liveperson.review.model import Report, Source
from pulumi_liveperson.review.presentation import Presentation
from pulumi_liveperson.review.text import as_text, line_of_text

Owners = Mapping[ObjectKey, str]
"""The resources of the stack that manage an object."""

_INDENT = "  "


def preview(snapshot: Snapshot, plan: RestorePlan, account: str, owners: Owners, *, colour: bool) -> str:
    """Return what a restore is going to do, in the words of the report."""
    changes = tuple(step.change for step in plan.steps)
    existing = plan.unchanged + sum(step.live is not None for step in plan.steps)
    report = Report(
        Source.PREVIEW, None, account, changes=changes, unchanged=plan.unchanged, existing=existing
    )
    whence: Line = (
        *("Snapshot of account ", External(snapshot.account), ", taken at ", External(snapshot.time)),
        *(" with stack ", External(snapshot.stack), "."),
    )
    parts = [line_of_text(whence), as_text(Presentation(report), colour=colour).rstrip()]
    parts += [_part(heading, lines) for heading, lines in _parts(snapshot, plan, owners) if lines]
    return "\n\n".join(parts)


def _parts(snapshot: Snapshot, plan: RestorePlan, owners: Owners) -> Iterator[tuple[str, list[Line]]]:
    again = [step for step in plan.steps if step.live is None]
    yield (
        "Made again under their names, with new ids",
        [_made_again(step, snapshot, owners) for step in again],
    )
    for reason in Reason:
        found = [each for each in plan.left_alone if each.reason is reason]
        yield reason.value, [(*_described(each.item), *each.details) for each in found]
    for kind, moved in defaults_among(step.change for step in plan.steps).items():
        loses = plan.defaults.get(kind) if moved.new is not None and moved.former is None else None
        yield (
            f"No longer the account's {default_noun(kind)} then, and otherwise left alone",
            [] if loses is None else [_described(loses)],
        )
    yield "Made since, and left alone", [_described(each) for each in plan.made_since]


def _part(heading: str, lines: Sequence[Line]) -> str:
    return "\n".join([heading, *(f"{_INDENT}{line_of_text(line)}" for line in lines)])


def _described(item: Item) -> Line:
    return (*named(item.name), f", {item.kind.noun} ", External(str(item.wire["id"])))


def _made_again(step: Step, snapshot: Snapshot, owners: Owners) -> Line:
    id_ = str(step.item.wire["id"])
    told: list[Line] = [(*named(step.item.name), ", which was ", External(id_))]
    if step.place in owners:
        told.append(
            ("the resource ", *named(owners[step.place]), " still has that id, until `pulumi refresh`")
        )
    if skills := (snapshot.collections[step.kind].skills or {}).get(id_):
        told.append(("assign it in the console again, to ", *enumerated([named(each) for each in skills])))
    if fields := unknown_fields(step.kind, step.item.wire):
        what = enumerated([named(each) for each in fields])
        told.append(("without what this program does not know of it: ", *what))
    return joined(told, "; ")


def result(outcome: Result) -> str:
    """Return what has become of an object."""
    step = outcome.step
    done = "made again" if step.live is None else "restored"
    words: Line = ("not restored: ", *outcome.trouble) if outcome.trouble else (done,)
    return line_of_text((*named(step.item.name), ": ", *words))


def summary(outcomes: Sequence[Result], plan: RestorePlan, stack: str) -> str:
    """Return how it went, and what to do next."""
    failed = sum(bool(each.trouble) for each in outcomes)
    done = len(outcomes) - failed
    counts = f"{count(done, 'object')} restored" + (f", {failed:,} not" if failed else "")
    counts += f", {len(plan.left_alone):,} left alone" if plan.left_alone else ""
    again = " Run it again for the rest: what is done stays done." if failed else ""
    return (
        f"{counts}.{again}\n"
        f"For the stack: put the program back as well, or the next update takes this back. Then run "
        f"`pulumi refresh --stack {stack}`, and look at `pulumi preview --stack {stack}` (docs/undo.md)."
    )
