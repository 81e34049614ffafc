"""Which names count as the same, and how a name that is already used is refused."""

from collections.abc import Iterator
from functools import partial
from unicodedata import normalize

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.status_reason import STATUS_REASON
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments.steps import accepted, permitted
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

_NAME_PAGES = "Special Occasions and Workdays: appendix; Status Reasons: overview"
DUPLICATE_STATUS = Question(
    "duplicate_status",
    "What is the answer to a create with a name that another object already has?",
    _NAME_PAGES,
    "With 409 or 400, and nothing is created.",
    frozenset({"409", "400"}),
    "If LivePerson accepts the same name twice, the provider cannot distinguish these objects by name: it "
    "reports them and writes nothing. Give each object its own name, also in the console.",
)
UNIQUE_NAMES = Question(
    "unique_names",
    "Are two names the same that differ only in upper and lower case?",
    _NAME_PAGES,
    "Nothing: LivePerson decides, and its refusal is reported.",
)
UNIQUE_BLANKS = Question(
    "unique_blanks",
    "Are two names the same that differ only in a space at the end?",
    _NAME_PAGES,
    "Both: it distinguishes them, and reports if several objects may have a name.",
    has_knob=False,
)
UNIQUE_COMPOSITION = Question(
    "unique_composition",
    "Are two names the same that differ only in the Unicode form of an accent?",
    _NAME_PAGES,
    "Both: it distinguishes them, and reports if several objects may have a name.",
    has_knob=False,
)

_FURTHER = (STATUS_REASON, SPECIAL_OCCASION, SKILL)
"""One kind of each family, which suffices for the questions that the provider copes with anyway."""


def _unique(session: Session, kind: Kind) -> Iterator[Observation]:
    name = session.name("a")
    session.create(kind, **{kind.key: name})
    twice = _created(session, kind, name)
    if twice.is_success:
        yield DUPLICATE_STATUS.seen("accepted", "The second object was created.", [twice], kind=kind)
        yield UNIQUE_NAMES.unseen("Even the same name was accepted.", [twice], kind=kind)
        return
    says = f"It was answered {twice.status}."
    yield DUPLICATE_STATUS.seen(str(twice.status), says, [twice], kind=kind)
    upper = _created(session, kind, f"{name[:-1]}A")
    if upper.is_success:
        yield UNIQUE_NAMES.seen("case_sensitive", "The second object was created.", [twice, upper], kind=kind)
    elif upper.status == twice.status:
        says = f"The second create was answered {upper.status}, as for the same name."
        yield UNIQUE_NAMES.seen("case_insensitive", says, [twice, upper], kind=kind)
    else:
        says = f"The second create was answered {upper.status}, but {twice.status} for the same name."
        yield UNIQUE_NAMES.unseen(says, [twice, upper], kind=kind)
    if kind in _FURTHER:
        yield from _similar(session, kind, name)


def _similar(session: Session, kind: Kind, name: str) -> Iterator[Observation]:
    yield _compared(UNIQUE_BLANKS, _created(session, kind, f"{name} "), kind)
    name = session.name("\N{LATIN SMALL LETTER E WITH ACUTE}")
    accepted(_created(session, kind, name))
    yield _compared(UNIQUE_COMPOSITION, _created(session, kind, normalize("NFD", name)), kind)


def _compared(question: Question, second: Exchange, kind: Kind) -> Observation:
    if second.is_success:
        return question.seen("distinct", "Both objects were created.", [second], kind=kind)
    says = f"The second create was answered {second.status}."
    # The name may also be invalid for another reason.
    return question.seen("same", says, [second], kind=kind, likely=True)


def _created(session: Session, kind: Kind, name: str) -> Exchange:
    return permitted(session.post(kind, session.body(kind, **{kind.key: name})))


EXPERIMENTS = tuple(
    Experiment(
        f"create {kind.noun}s with the same name, and with similar ones",
        (DUPLICATE_STATUS, UNIQUE_NAMES, *((UNIQUE_BLANKS, UNIQUE_COMPOSITION) if kind in _FURTHER else ())),
        partial(_unique, kind=kind),
        kind,
    )
    for kind in KINDS
)
