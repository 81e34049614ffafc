"""The errors and warnings of a preview, from Pulumi's diagnostics."""

from typing import Any

from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.review.model import Diagnostic

_SEVERITIES = ("error", "warning")
# Messages that the engine adds after a more specific error.
_SUMMARIES = ("an unhandled error occurred: program exited", "preview failed", "update failed")


def diagnostics(found: Any) -> tuple[Diagnostic, ...]:
    """Return the errors and warnings among the diagnostics, without the output of the program."""
    entries = (
        [_diagnostic(each) for each in found if isinstance(each, dict)] if isinstance(found, list) else []
    )
    reported = [each for each in entries if each.severity in _SEVERITIES]
    errors = [each for each in reported if each.severity == "error"]
    summaries = [each for each in errors if each.message.startswith(_SUMMARIES)]
    return tuple(each for each in reported if len(summaries) == len(errors) or each not in summaries)


def _diagnostic(entry: dict[str, Any]) -> Diagnostic:
    name = Urn.read(entry.get("urn"))
    return Diagnostic(
        severity=str(entry.get("severity")),
        message=_tidy(str(entry.get("message") or "")) or "no message",
        resource_name=name.name if name else None,
    )


def _tidy(message: str) -> str:
    lines = [line.rstrip() for line in message.splitlines()]
    text = "\n".join(line for line in lines if line)
    for severity in _SEVERITIES:
        while text.startswith(f"{severity}: "):
            text = text.removeprefix(f"{severity}: ")
    return text
