"""What a probe has shown, as text for a terminal."""

import textwrap
from collections.abc import Iterator

from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.cli.probe.result_files import ResultFiles
from pulumi_liveperson.probe.question import Certainty, Observation
from pulumi_liveperson.probe.result import Result
from pulumi_liveperson.review.dates import enumeration

_WIDTH = 100
_MOST_REASONS = 20


def summary(result: Result, files: ResultFiles) -> str:
    """Return what contradicts the provider, what is missing, the numbers, and the files."""
    return "\n".join(
        [
            *_contradictions(result),
            *([f"Partial: {each}" for each in result.missing]),
            *_numbers(result),
            f"Wrote {files}. They identify neither the account nor people.",
            "Run the command again for the rest."
            if result.missing
            else "To contribute the result, see docs/real-accounts.md.",
        ]
    )


def _contradictions(result: Result) -> Iterator[str]:
    found = result.contradictions
    if all(each.value is None for each in result.observations):
        yield "Nothing was observed."
        return
    if not found:
        yield "Nothing contradicts what the provider assumes."
        return
    questions = len({each.question.name for each in found})
    verb = "has" if questions == 1 else "have"
    yield f"{count(questions, 'question')} {verb} an answer that contradicts what the provider assumes:"
    same: dict[tuple[str, str, str], list[Observation]] = {}
    for each in found:
        same.setdefault((each.question.name, each.says, each.contradiction), []).append(each)
    for (name, says, advice), observations in same.items():
        kinds = enumeration([f"{each.kind.noun}s" for each in observations if each.kind])
        yield from _item(f"{name}{f' of {kinds}' if kinds else ''}: {says} {advice}")


def _numbers(result: Result) -> Iterator[str]:
    seen = [each for each in result.observations if each.value is not None]
    unseen = [each for each in result.observations if each.value is None]
    likely = sum(each.certainty is Certainty.LIKELY for each in seen)
    more = f" ({likely} of them likely, the others certain)" if likely else ""
    yield f"{count(len(seen), 'answer')} observed{more}, {count(len(unseen), 'answer')} not observed."
    reasons: dict[str, list[str]] = {}
    for each in unseen:
        reasons.setdefault(each.says, []).append(_about(each))
    for reason, about in list(reasons.items())[:_MOST_REASONS]:
        yield from _item(f"{', '.join(about)}: {reason}")
    if len(reasons) > _MOST_REASONS:
        yield f"  and {count(len(reasons) - _MOST_REASONS, 'more reason')} in the files"


def _about(each: Observation) -> str:
    return f"{each.question.name} of {each.kind.noun}s" if each.kind else each.question.name


def _item(text: str) -> Iterator[str]:
    yield textwrap.fill(
        text,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
