"""How long names and descriptions may be, and which characters the text of a status reason may contain."""

from collections.abc import Iterator, Mapping
from functools import partial

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe.bodies import HOURS
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import item_of, permitted
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

_NAME_LENGTH = 50
_DESCRIPTION_LENGTH = 200
_REASON_LENGTH = 100
_LADDER = (255, 100, 50)
"""The lengths that are tried for skills, for which no maximum is documented."""
_REFUSED_BY_US = {"<": "less-than", ">": "greater-than", '"': "quote", "&": "ampersand", "\t": "tab"}
"""The characters that the provider does not accept in the text of a status reason, with their names."""
_OTHERS = "'()[]{}/\\|.,:;!?+-_=%#@*~$^`"


def _copes(length: int) -> frozenset[str]:
    """Return the values with which every text works that the provider accepts."""
    return frozenset({str(length), f"more than {length}", f"cut at {length}"})


_TOO_SHORT = (
    "LivePerson refuses or cuts texts that the provider accepts: use shorter ones. Report this result."
)
NAME_LENGTH = Question(
    "name_length",
    "How many characters may the name of a special occasion or workdays object have?",
    "Special Occasions and Workdays: appendix (50)",
    "At most 50: the provider refuses a longer name.",
    _copes(_NAME_LENGTH),
    _TOO_SHORT,
    has_knob=False,
)
DESCRIPTION_LENGTH = Question(
    "description_length",
    "How many characters may the description of a special occasion or workdays object have?",
    "Special Occasions and Workdays: appendix (200)",
    "At most 200: the provider refuses a longer description.",
    _copes(_DESCRIPTION_LENGTH),
    _TOO_SHORT,
    has_knob=False,
)
REASON_LENGTH = Question(
    "reason_length",
    "How many characters may the text of a status reason have?",
    "Status Reasons: overview (100)",
    "At most 100: the provider refuses a longer text.",
    _copes(_REASON_LENGTH),
    _TOO_SHORT,
    has_knob=False,
)
SKILL_NAME_LENGTH = Question(
    "skill_name_length",
    "How many characters may the name of a skill have?",
    "Skills: appendix, without a number",
    "Nothing: LivePerson decides, and its refusal is reported.",
    has_knob=False,
)
SKILL_DESCRIPTION_LENGTH = Question(
    "skill_description_length",
    "How many characters may the description of a skill have?",
    "Skills: appendix, without a number",
    "Nothing: LivePerson decides, and its refusal is reported.",
    has_knob=False,
)
REASON_REFUSED = Question(
    "reason_refused_characters",
    'Which of the characters <, >, ", & and tab does LivePerson refuse in the text of a status reason?',
    "LE Agents API (safeMediumString, whose expression is not published)",
    "All: it accepts none of them.",
    has_knob=False,
)
REASON_ACCEPTED = Question(
    "reason_accepted_characters",
    'Does LivePerson accept punctuation other than <, >, " and & in the text of a status reason?',
    "LE Agents API (safeMediumString, whose expression is not published)",
    "Yes.",
    frozenset({"all"}),
    "An update with such a text fails with LivePerson's refusal: use letters, digits and spaces.",
    has_knob=False,
)


def _lengths(
    session: Session, kind: Kind, limits: Mapping[str, tuple[Question, int]]
) -> Iterator[Observation]:
    together = _created(session, kind, **{field: length for field, (_, length) in limits.items()})
    for field, (question, length) in limits.items():
        at = together if together.is_success else _created(session, kind, **{field: length})
        value, says, evidence = _longest(session, kind, field, length, at)
        yield question.seen(value, says, evidence, kind=kind)


def _longest(
    session: Session, kind: Kind, field: str, length: int, at: Exchange
) -> tuple[str, str, list[Exchange]]:
    """Return the observation of a maximum length; `at` is the create with this length."""
    if not at.is_success:
        session.create(kind)  # raises an error if the length is not the reason
        return f"less than {length}", f"{length} characters were answered {at.status}.", [at]
    if (cut := _cut(session, at, field, length)) is not None:
        return f"cut at {cut}", f"Only {cut} characters were stored.", [at]
    over = _created(session, kind, **{field: length + 1})
    if not over.is_success:
        says = f"{length} characters were accepted, and {length + 1} were answered {over.status}."
        return str(length), says, [at, over]
    if (cut := _cut(session, over, field, length + 1)) is not None:
        return f"cut at {cut}", f"Only {cut} characters were stored.", [over]
    return f"more than {length}", f"{length + 1} characters were accepted.", [over]


def _skill_lengths(session: Session) -> Iterator[Observation]:
    for question, field in ((SKILL_NAME_LENGTH, SKILL.key), (SKILL_DESCRIPTION_LENGTH, "description")):
        tried: list[Exchange] = []
        value, says = f"less than {_LADDER[-1]}", f"Not even {_LADDER[-1]} characters were accepted."
        for length in _LADDER:
            tried.append(_created(session, SKILL, **{field: length}))
            if tried[-1].is_success:
                cut = _cut(session, tried[-1], field, length)
                value = f"at least {length}" if cut is None else f"cut at {cut}"
                says = f"{length if cut is None else cut} characters were stored."
                break
        else:
            session.create(SKILL)  # raises an error if the length is not the reason
        yield question.seen(value, says, tried, kind=SKILL)


def _created(session: Session, kind: Kind, **lengths: int) -> Exchange:
    """Create an object with texts of some lengths."""
    texts = {
        field: (session.name() if field == kind.key else "Made by a probe").ljust(length, "x")
        for field, length in lengths.items()
    }
    return permitted(session.post(kind, session.body(kind, **texts)))


def _cut(session: Session, answer: Exchange, field: str, length: int) -> int | None:
    """Return the number of characters that an answer shows, if it is smaller than what was sent."""
    item = item_of(answer, session.made[-1]) if session.made else None
    text = item.get(field) if item is not None else None
    return len(text) if isinstance(text, str) and len(text) < length else None


def _characters(session: Session) -> Iterator[Observation]:
    kind = STATUS_REASON
    others = _with(session, _OTHERS)
    if others.is_success:
        yield REASON_ACCEPTED.seen("all", "A text with all of them was accepted.", [others], kind=kind)
    else:
        session.create(kind)  # raises an error if the characters are not the reason
        says = f"A text with {_OTHERS} was answered {others.status}."
        yield REASON_ACCEPTED.seen("not all", says, [others], kind=kind)
    tried = {name: _with(session, character) for character, name in _REFUSED_BY_US.items()}
    refused = ", ".join(name for name, answer in tried.items() if not answer.is_success) or "none"
    yield REASON_REFUSED.seen(refused, f"Refused: {refused}.", tried.values(), kind=kind)


def _with(session: Session, characters: str) -> Exchange:
    text = f"{session.name()}{characters}."
    return permitted(session.post(STATUS_REASON, session.body(STATUS_REASON, text=text)))


_OF_HOURS = {
    "name": (NAME_LENGTH, _NAME_LENGTH),
    "description": (DESCRIPTION_LENGTH, _DESCRIPTION_LENGTH),
}
_LIMITS: Mapping[Kind, Mapping[str, tuple[Question, int]]] = {
    **dict.fromkeys(HOURS, _OF_HOURS),
    STATUS_REASON: {"text": (REASON_LENGTH, _REASON_LENGTH)},
}
EXPERIMENTS = (
    *(
        Experiment(
            f"create {kind.noun}s with long texts",
            tuple(question for question, _ in limits.values()),
            partial(_lengths, kind=kind, limits=limits),
            kind,
        )
        for kind, limits in _LIMITS.items()
    ),
    Experiment(
        "create skills with long texts",
        (SKILL_NAME_LENGTH, SKILL_DESCRIPTION_LENGTH),
        _skill_lengths,
        SKILL,
    ),
    Experiment(
        "create status reasons with punctuation",
        (REASON_ACCEPTED, REASON_REFUSED),
        _characters,
        STATUS_REASON,
    ),
)
