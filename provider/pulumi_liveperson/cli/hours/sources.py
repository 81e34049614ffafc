"""Reads the hours from a stack's state, from a preview of its program, or from its account."""

import datetime as dt
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from pulumi_liveperson.cli.access import open_account
from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.inventory.account import Live, complete_objects, list_objects
from pulumi_liveperson.cli.inventory.state import managing
from pulumi_liveperson.cli.report.source import BadInputError, Document, from_file, from_pipe, from_pulumi
from pulumi_liveperson.client.account import Account
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.shift_status import SkillStatus, read_shift_status
from pulumi_liveperson.hours.configuration import Configuration
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.review.effective.declared import declared, in_state
from pulumi_liveperson.review.effective.live import KINDS, in_account
from pulumi_liveperson.review.from_plan import read_plan
from pulumi_liveperson.review.from_preview import read_preview

PIPE = "-"


@dataclass(frozen=True)
class Source:
    """The hours, and the stack or the account that they are of."""

    title: str
    configuration: Configuration


def from_state(stack: str | None) -> Source:
    """Return what the state of a stack declares; the default is the selected stack."""
    stack = stack or pulumi.selected_stack()
    return Source(f"stack {stack}", declared(in_state(managing(stack))))


def from_account(stack: str | None) -> Source:
    """Return what the account of a stack contains; the default is the selected stack."""
    settings = configuration_of(stack or pulumi.selected_stack()).settings()
    with closing(open_account(settings)) as account:
        return _contained(account)


def verifiable(stack: str | None, *, live: bool) -> tuple[Source, tuple[SkillStatus, ...], dt.datetime]:
    """Return what a stack or its account contains, LivePerson's status of each skill, and its time."""
    stack = stack or pulumi.selected_stack()
    settings = configuration_of(stack).settings()
    with closing(open_account(settings)) as account:
        source = _contained(account) if live else from_state(stack)
        statuses = read_shift_status(account)
        now = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=account.clock_skew or 0.0)
    return source, statuses, now.replace(microsecond=0)


def from_preview(stack: str | None, file: str) -> Source:
    """Return what a program declares: from a preview in a file or a pipe, or from one that this runs."""
    if file:
        document = from_pipe() if file == PIPE else from_file(Path(file))
    else:
        document = from_pulumi(stack or pulumi.selected_stack(), refresh=False)
    return _previewed(document)


def _contained(account: Account) -> Source:
    return Source(f"account {account.account_id}", in_account(_objects(account)))


def _objects(account: Account) -> list[tuple[Kind, Wire]]:
    """Return the complete objects that decide the hours; skills that cannot be read are an error here."""
    listed = list_objects(account, (kind for kind in KINDS if kind is not SKILL), "")
    skills, revision = account.collection(SKILL).objects()
    found = [*listed.objects, *(Live(SKILL, wire, revision) for wire in skills)]
    return [(each.kind, each.wire) for each in complete_objects(account, found)]


def _previewed(document: Document) -> Source:
    found = document.content if isinstance(document.content, dict) else {}
    if read_plan(found) is not None:
        raise BadInputError(
            "a plan file does not contain the ids to which skills refer: pass the output of "
            "`pulumi preview --json --show-sames`."
        )
    report = read_preview(found)
    if report is None:
        raise BadInputError("the input is JSON, but not the output of `pulumi preview --json --show-sames`.")
    if report.failed or not document.succeeded:
        errors = [each.message for each in report.errors] or ["it was interrupted."]
        raise BadInputError(f"the preview failed, so it is not known what the program declares: {errors[0]}")
    if report.hidden:
        raise BadInputError(
            "the preview does not show unchanged objects: run `pulumi preview --json --show-sames`."
        )
    return Source(f"preview of stack {report.stack or '(unknown)'}", declared(report.resources))
