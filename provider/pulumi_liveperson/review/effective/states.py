"""The states of skills at a moment as lines for a terminal."""

from collections.abc import Iterator

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.hours.answers import Answers, SkillAnswer
from pulumi_liveperson.hours.evaluation import HORIZON
from pulumi_liveperson.hours.stretches import State
from pulumi_liveperson.review.columns import columns
from pulumi_liveperson.review.effective.words import cause_of, keys_of, moment_of, notes, sentence
from pulumi_liveperson.review.lines import shortened

_LONGEST_NAME = 30
_NO_END = f"no change within {HORIZON.days} days"


def render(found: Answers) -> str:
    """Return a line for each skill, with a note for each open question that an answer depends on."""
    title = sentence(f"{visible(found.title)}, {found.at.isoformat(sep=' ')}")
    lines = [title, "", *_rows(found)]
    questions = {each for skill in found.skills for each in skill.answer.questions}
    return "\n".join([*lines, *notes(questions)]) + "\n"


def _rows(found: Answers) -> Iterator[str]:
    skills: list[tuple[str, ...]] = [
        (visible(shortened(each.skill.name, _LONGEST_NAME)), each.answer.state.value, _until(each))
        for each in found.skills
    ]
    for each, line in zip(found.skills, columns(skills), strict=True):
        yield line.rstrip()
        yield f"    {_why(each)} {keys_of(each.answer.questions)}".rstrip()


def _until(found: SkillAnswer) -> str:
    until = found.answer.until
    return _NO_END if until is None else f"until {moment_of(until, found.zone)}"


def _why(found: SkillAnswer) -> str:
    answer = found.answer
    opens = ""
    if found.opens != answer.until and answer.state is not State.OPEN:
        opens = "" if found.opens is None else f"; opens {moment_of(found.opens, found.zone)}"
    if answer.state is State.UNKNOWN and answer.cause is not None:
        return f"{cause_of(answer.cause)} cannot be read here{opens}"
    return f"{cause_of(answer.cause)}{opens}"
