"""The report as JSON; `schema.json` in this folder describes the format."""

from dataclasses import asdict
from typing import Any

from pulumi_liveperson import escaping
from pulumi_liveperson.pulumi_cli.values import Content
from pulumi_liveperson.review.effect.as_json import hours_document
from pulumi_liveperson.review.explanation import Explanation, Row
from pulumi_liveperson.review.lines import plain
from pulumi_liveperson.review.presentation import Presentation

VERSION = 1
"""Increased when readers of the previous format would misread the new one; not increased for additions."""


def as_json(presentation: Presentation, exit_code: int) -> str:
    """Return the report."""
    report, made_from = presentation.report, presentation.origin
    document = {
        "version": VERSION,
        "source": report.source.value,
        "project": report.project,
        "stack": report.stack,
        "account": made_from.account if made_from else None,
        "time": made_from.time if made_from else None,
        "commit": {"id": made_from.commit.id, "dirty": made_from.commit.is_dirty}
        if made_from and made_from.commit
        else None,
        "complete": not report.failed,
        "looked_for_drift": report.looked_for_drift,
        "headline": plain(presentation.headline()),
        "notes": [plain(note) for note in presentation.notes()],
        "counts": {"existing": report.existing, "unchanged": report.unchanged, "hidden": report.hidden},
        "hours": hours_document(presentation),
        "changes": [_explained(each) for each in presentation.changes],
        "drift": [{**_explained(each), "kept": report.keeps(each.change)} for each in presentation.drift],
        "others": [
            {"operation": each.operation, "type": each.type, "resource": each.resource_name}
            for each in report.others
        ],
        "diagnostics": [
            {"severity": each.severity, "message": each.message, "resource": each.resource_name}
            for each in report.diagnostics
        ],
        "refusals": [
            {"rule": each.rule, "reason": each.reason, "objects": list(each.objects)}
            for each in presentation.refusals
        ],
        "unmanaged": _unmanaged(presentation),
        "exit_code": exit_code,
    }
    return escaping.as_json(document, indent=2, allow_nan=False) + "\n"


def _unmanaged(presentation: Presentation) -> dict[str, Any] | None:
    if presentation.inventory is None:
        return None
    return {
        "stack": presentation.inventory.stack,
        "account": presentation.inventory.account,
        "error": presentation.inventory.error,
        "objects": [asdict(each) for each in presentation.unmanaged],
    }


def _explained(found: Explanation) -> dict[str, Any]:
    change = found.change
    return {
        "group": found.group.name.lower(),
        "operation": change.operation.value,
        "kind": change.noun,
        "name": change.name,
        "resource": change.resource_name,
        "former_resource": change.former,
        "leftover": change.leftover,
        "urn": change.urn,
        "id": change.id,
        "sentence": found.text,
        "before": _content(change.before),
        "after": _content(change.after),
        "fields": [{"name": each.name, "before": each.before, "after": each.after} for each in change.fields],
        "rows": [_row(each) for each in found.rows],
    }


def _content(content: Content | None) -> dict[str, Any] | None:
    return None if content is None else dict(content)


def _row(row: Row) -> dict[str, str]:
    return {"label": plain(row.label), "before": plain(row.before), "after": plain(row.after)}
