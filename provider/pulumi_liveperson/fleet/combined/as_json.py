"""The report for all accounts as JSON; `schema.json` in this folder describes the format."""

from dataclasses import asdict
from typing import Any

from pulumi_liveperson import escaping
from pulumi_liveperson.fleet.account import Account
from pulumi_liveperson.fleet.combined.document import Change, SkillHours
from pulumi_liveperson.fleet.combined.model import Combined, Message, Told
from pulumi_liveperson.fleet.combined.sentences import headline
from pulumi_liveperson.fleet.result import Result
from pulumi_liveperson.review.lines import plain

VERSION = 1
"""Increased when readers of the previous format would misread the new one; not increased for additions."""


def as_json(combined: Combined) -> str:
    """Return the report."""
    numbers: dict[str, list[int]] = {}
    for each in combined.told:
        for member in each.members:
            numbers.setdefault(member.stack, []).append(each.number)
    document = {
        "version": VERSION,
        "name": combined.name,
        "command": combined.command,
        "commit": combined.commit,
        "time": combined.time,
        "headline": plain(headline(combined)),
        "accounts": [
            {
                **_account(each),
                "outcome": each.outcome,
                "phase": each.phase,
                "message": each.message,
                "seconds": each.seconds,
                "unchanged": combined.unchanged.get(each.stack),
                "snapshot": each.snapshot,
                "changes": numbers.get(each.stack, []),
            }
            for each in combined.members
        ],
        "missing": [_account(each) for each in combined.missing],
        "removed": [_account(each) for each in combined.removed],
        "problems": [
            {
                "outcome": each.outcome,
                "phase": each.phase,
                "text": plain(each.text),
                "accounts": [member.stack for member in each.members],
            }
            for each in combined.problems
        ],
        "changes": [
            _told(each, "object", asdict(each.content))
            for each in combined.told
            if isinstance(each.content, Change)
        ],
        "hours": [
            _told(each, "hours", asdict(each.content))
            for each in combined.told
            if isinstance(each.content, SkillHours)
        ],
        "others": [
            _told(each, "other", asdict(each.content))
            for each in combined.told
            if not isinstance(each.content, Change | SkillHours)
        ],
        "notes": [_message(each) for each in (*combined.alerts, *combined.notes)],
        "errors": [_message(each) for each in combined.errors],
        "warnings": [_message(each) for each in combined.warnings],
        "checks": [{"name": each.title, **_message(each)} for each in combined.checks],
        "exit_code": combined.exit_code,
    }
    return escaping.as_json(document, indent=1, allow_nan=False) + "\n"


def _account(one: Account | Result) -> dict[str, str]:
    return {"stack": one.stack, "account": one.account, "ring": one.ring, "program": one.program}


def _told(told: Told, key: str, content: dict[str, Any]) -> dict[str, Any]:
    return {
        "number": told.number,
        "part": told.part.name.lower(),
        "accounts": [each.stack for each in told.members],
        key: content,
    }


def _message(message: Message) -> dict[str, Any]:
    return {
        "text": message.text,
        "accounts": [each.stack for each in message.members],
        "resources": list(message.resources),
    }
