"""How long names and descriptions may be, and which characters the text of a status reason may contain."""

from collections.abc import Iterator
from functools import partial

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.probe.bodies import HOURS
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import permitted
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

_NAME_LENGTHS = {SPECIAL_OCCASION: 50, WORKDAYS: 50, STATUS_REASON: 100}
"""The documented maximum lengths in characters; the provider accepts no longer names."""
_DESCRIPTION_LENGTH = 200
_LADDER = (255, 100, 50)
"""The lengths that are tried for skills, for which no maximum is documented."""
_REFUSED_BY_US = {"<": "<", ">": ">", '"': '"', "&": "&", "\t": "tab"}
"""The characters that the provider does not accept in the text of a status reason, with their names."""
_OTHERS = "'()[]{}/\\|.,:;!?+-_=%#@*~$^`"
_COPES = frozenset(
    form.format(length)
    for length in (*_NAME_LENGTHS.values(), _DESCRIPTION_LENGTH)
    for form in ("{}", "more than {}", "cut at {}")
)
NAME_LENGTH = Question(
    "name_length",
    "How many characters may a name have?",
    "Special Occasions and Workdays: appendix (50); Status Reasons: overview (100)",
    "50; 100 for the text of a status reason. It accepts no longer names.",
    _COPES,
    "LivePerson refuses or cuts names that the provider accepts: use shorter names. Report this result.",
    has_knob=False,
)
DESCRIPTION_LENGTH = Question(
    "description_length",
    "How many characters may a description have?",
    "Special Occasions and Workdays: appendix (200)",
    "200. It accepts no longer descriptions.",
    _COPES,
    "LivePerson refuses or cuts descriptions that the provider accepts: use shorter ones. Report this "
    "result.",
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
    "Does LivePerson accept other punctuation in the text of a status reason?",
    "LE Agents API (safeMediumString, whose expression is not published)",
    "Yes.",
    frozenset({"all"}),
    "An update with such a text fails with LivePerson's refusal: use letters, digits and spaces.",
    has_knob=False,
)


def _lengths(session: Session, kind: Kind) -> Iterator[Observation]:
    lengths = {kind.key: _NAME_LENGTHS[kind]}
    if kind in HOURS:
        lengths["description"] = _DESCRIPTION_LENGTH
    together = _created(session, kind, **lengths)
    for field, length in lengths.items():
        question = NAME_LENGTH if field == kind.key else DESCRIPTION_LENGTH
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
    if (cut := _cut(at, field, length)) is not None:
        return f"cut at {cut}", f"Only {cut} characters were stored.", [at]
    over = _created(session, kind, **{field: length + 1})
    if not over.is_success:
        says = f"{length} characters were accepted, and {length + 1} were answered {over.status}."
        return str(length), says, [at, over]
    if (cut := _cut(over, field, length + 1)) is not None:
        return f"cut at {cut}", f"Only {cut} characters were stored.", [over]
    return f"more than {length}", f"{length + 1} characters were accepted.", [over]


def _skill_lengths(session: Session) -> Iterator[Observation]:
    for question, field in ((SKILL_NAME_LENGTH, SKILL.key), (SKILL_DESCRIPTION_LENGTH, "description")):
        tried: list[Exchange] = []
        value, says = f"less than {_LADDER[-1]}", f"Not even {_LADDER[-1]} characters were accepted."
        for length in _LADDER:
            tried.append(_created(session, SKILL, **{field: length}))
            if tried[-1].is_success:
                cut = _cut(tried[-1], field, length)
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


def _cut(answer: Exchange, field: str, length: int) -> int | None:
    """Return the number of characters that an answer shows, if it is smaller than what was sent."""
    text = answer.objects[0].get(field) if answer.objects else None
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
    refused = " ".join(name for name, answer in tried.items() if not answer.is_success) or "none"
    yield REASON_REFUSED.seen(refused, f"Refused: {refused}.", tried.values(), kind=kind)


def _with(session: Session, characters: str) -> Exchange:
    text = f"{session.name()}{characters}."
    return permitted(session.post(STATUS_REASON, session.body(STATUS_REASON, text=text)))


EXPERIMENTS = (
    *(
        Experiment(
            f"create {kind.noun}s with long texts",
            (NAME_LENGTH, DESCRIPTION_LENGTH) if kind in HOURS else (NAME_LENGTH,),
            partial(_lengths, kind=kind),
            kind,
        )
        for kind in _NAME_LENGTHS
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
