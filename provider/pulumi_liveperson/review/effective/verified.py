"""The comparison with LivePerson's shift status as lines for a terminal, and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.hours.answers import Answers
from pulumi_liveperson.hours.questions import Question
from pulumi_liveperson.review.effective.as_json import header, moment, named, questions_of, text
from pulumi_liveperson.review.effective.verification import Compared, Outcome
from pulumi_liveperson.review.effective.words import keys_of, moment_of, notes, sentence, wrapped
from pulumi_liveperson.review.lines import count

_MANUAL_HINT = (
    "All skills have the same status, as in the manual mode of the account: check the mode on the page Shift "
    "Scheduler in the console."
)
_RECENT_HINT = (
    f"LivePerson does not publish when a change takes effect ({Question.TAKES_EFFECT.key}): after an update, "
    "run the command again some minutes later."
)


def render(predicted: Answers, found: Sequence[Compared]) -> str:
    """Return a line for each skill that differs or is unknown, after a summary."""
    different = [each for each in found if each.outcome.differs]
    same = sum(each.outcome is Outcome.SAME for each in found)
    title = sentence(f"{visible(predicted.title)}, {predicted.at.isoformat(sep=' ')}")
    lines = [title, f"{count(same, 'skill')} as LivePerson reports, {count(len(different), 'difference')}."]
    for each in found:
        if each.outcome is not Outcome.SAME:
            lines += ["", *_lines(each)]
    questions = {question for each in different for question in each.questions}
    hints = [_MANUAL_HINT] * (Question.MANUAL_MODE in questions) + [_RECENT_HINT] * bool(different)
    for hint in hints:
        lines += ["", *wrapped(hint, indent="")]
    return "\n".join([*lines, *notes(questions)]) + "\n"


def as_json(predicted: Answers, found: Sequence[Compared], exit_code: int) -> str:
    """Return each skill as it is evaluated here and as LivePerson reports it."""
    return text(
        {
            **header(predicted.title),
            "at": predicted.at.isoformat(),
            "skills": [_document(each) for each in found],
            "exit_code": exit_code,
        }
    )


def _lines(found: Compared) -> Iterator[str]:
    predicted, where = found.predicted, found.predicted.zone
    yield visible(predicted.skill.name)
    until = predicted.answer.until
    yield f"    here        {predicted.answer.state}{f' until {moment_of(until, where)}' if until else ''}"
    if found.status is None:
        yield "    LivePerson  returns no status of this skill"
    else:
        state = "open" if found.status.on_shift else "closed"
        change = found.next_change
        yield f"    LivePerson  {state}{f' until {moment_of(change, where)}' if change else ''}"
    if found.questions:
        yield f"    possible explanation {keys_of(found.questions)}"
    elif found.outcome.differs:
        yield "    unexplained"


def _document(found: Compared) -> dict[str, Any]:
    where, status = found.predicted.zone, found.status
    return {
        **named(found.predicted.skill),
        "state": found.predicted.answer.state.value,
        "until": moment(found.predicted.answer.until, where),
        "liveperson": None
        if status is None
        else {
            "on_shift": status.on_shift,
            "next_on": moment(status.next_on, where),
            "next_off": moment(status.next_off, where),
        },
        "outcome": found.outcome.value,
        "unexplained": found.is_unexplained,
        "questions": questions_of(found.questions) if found.outcome.differs else [],
    }
