"""The Shift Status API, and how LivePerson evaluates hours.

One read answers for all skills of the probe at once. Skills of which the state is certain show whether the
hours have taken effect, and whether hours decide at all.
"""

from collections.abc import Callable, Iterator
from functools import partial

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.client.kinds.workdays import WORKDAYS
from pulumi_liveperson.client.shift_status import SERVICES
from pulumi_liveperson.probe import writes
from pulumi_liveperson.probe.bodies import HOURS
from pulumi_liveperson.probe.errors import DisturbedError, RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.experiments import status_questions as ask
from pulumi_liveperson.probe.experiments.status_agreement import agreement
from pulumi_liveperson.probe.experiments.status_cases import (
    CLOSED,
    CONTROLS,
    NONE,
    OPEN,
    Plan,
    View,
    are_right,
)
from pulumi_liveperson.probe.experiments.status_defaults import (
    manual,
    refuse_new_defaults,
    with_defaults,
)
from pulumi_liveperson.probe.experiments.status_judges import observed
from pulumi_liveperson.probe.experiments.status_scene import Scene, Snapshot, services, without_skills
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Session

_PAUSES = (5, 15, 30, 60)
"""Seconds before each further read, until the hours have taken effect."""
_DEFAULT_PAUSES = (5, 10, 15)
"""The same while the account has default workdays of the probe."""
_SETTLING = 30
_LONGEST_WAIT = 60
"""Seconds after which an edit must have effect, so that the probe makes default workdays."""
_EDGES = ("nextOn", "nextOff")


def _conduct(session: Session) -> Iterator[Observation]:
    answers = services(session, SERVICES)
    hosts = "both" if len(answers) > 1 else next(iter(answers), "none")
    evidence = [without_skills(each) for each in answers.values()]
    yield ask.SERVICE.seen(hosts, f"The Domain API returns: {' and '.join(answers) or 'none'}.", evidence)
    usable = [name for name, each in answers.items() if each.is_success and isinstance(each.body, list)]
    if not usable:
        yield from _no_answer(answers)
        return
    yield ask.ANSWER.seen("list", f"{usable[0]} answered a list.", evidence)
    yield from _with_skills(session, usable[0])


def _no_answer(answers: dict[str, Exchange]) -> Iterator[Observation]:
    if not answers:
        yield ask.ANSWER.unseen("The Domain API returns no host of the service.")
        raise UnobservableError("the account has no service of the shift status")
    statuses = ", ".join(str(each.status) for each in answers.values())
    evidence = [without_skills(each) for each in answers.values()]
    yield ask.ANSWER.seen(statuses, f"It was answered {statuses}, without a list.", evidence)
    raise UnobservableError("the shift status was not answered with a list", *evidence)


def _with_skills(session: Session, service: str) -> Iterator[Observation]:
    if any(own.kind in HOURS for own in session.left):
        raise UnobservableError("hours of the probe, which may be the default, could not be deleted")
    view, waited = _settled(session, service)
    yield from _form(view)
    try:
        is_automatic = _is_automatic(view, waited)
    except (RefusedError, UnobservableError):
        yield _manual_state(view)
        raise
    refuse_new_defaults(session, HOURS)
    if is_automatic:
        says = "Skills have the states of their hours."
        yield ask.MODE.seen("automatic", says, view.evidence(*CONTROLS))
        yield _manual_state(view)
        yield ask.MANUAL_WITH_DEFAULT.unseen("The account is not in manual mode.")
        yield from observed(view)
        yield agreement(view)
        effect, seconds = _take_effect(view, service)
        yield effect
        if seconds > _LONGEST_WAIT:
            raise UnobservableError(
                f"it needs own default workdays, and they had no effect for {seconds:.0f} s"
            )
        pauses = (*_DEFAULT_PAUSES, seconds)
        read = partial(_shown, view.scene, service, pauses)
        yield from with_defaults(view, read, seconds)
        return
    says = f"Skills with different hours had the same state, also after {waited:.0f} s."
    yield ask.MODE.seen("manual", says, view.evidence(*CONTROLS), likely=True)
    yield _manual_state(view, is_manual=True)
    yield from manual(view, partial(_shown, view.scene, service, _DEFAULT_PAUSES))
    raise UnobservableError("hours do not decide in this account, which seems to be in manual mode")


def _is_automatic(view: View, waited: float) -> bool:
    """Return whether the hours of skills decide, and false if all skills have one state."""
    view.scene.required(OPEN, CLOSED)
    if not view.scene.stores_hours(OPEN):
        raise UnobservableError("the account does not store the hours of a skill", *view.scene.evidence(OPEN))
    if are_right(view.scene, view.snapshot):
        return True
    states = {status.on_shift for _, status in view.snapshot.found.values()}
    if len(states) != 1:
        raise UnobservableError(
            f"skills with plain hours did not have their states after {waited:.0f} s",
            *view.evidence(*CONTROLS),
        )
    return False


def _settled(session: Session, service: str) -> tuple[View, float]:
    """Make the skills of all cases, and read their status until the hours have taken effect."""
    for number in range(2):
        plan = Plan(session)
        scene = Scene(session, plan.cases())
        snapshot, waited = _read(scene, service, partial(are_right, scene), _PAUSES)
        if waited and are_right(scene, snapshot):
            session.account.retries.clock.sleep(_SETTLING)
            snapshot = scene.read(service)
        if number or not plan.is_over:
            break
    return View(plan, scene, snapshot), waited


def _read(
    scene: Scene, service: str, is_right: Callable[[Snapshot], bool], pauses: tuple[float, ...]
) -> tuple[Snapshot, float]:
    """Read until a condition is met, or after all pauses; return the last status, and the seconds until it.

    The seconds are 0 if the first read meets the condition.
    """
    clock = scene.session.account.retries.clock
    begin = clock.now()
    snapshot = scene.read(service)
    if is_right(snapshot):
        return snapshot, 0.0
    for pause in pauses:
        clock.sleep(pause)
        snapshot = scene.read(service)
        if is_right(snapshot):
            break
    return snapshot, clock.now() - begin


def _shown(
    scene: Scene, service: str, pauses: tuple[float, ...], is_right: Callable[[Snapshot], bool]
) -> Snapshot:
    return _read(scene, service, is_right, pauses)[0]


def _form(view: View) -> Iterator[Observation]:
    entries = view.snapshot.exchange.objects
    evidence = [view.snapshot.excerpt(view.snapshot.found)]
    fields = {
        "skillId" if "skillId" in each else "skill" for each in entries if {"skillId", "skill"} & {*each}
    }
    if len(fields) == 1:
        (field,) = fields
        yield ask.FIELD.seen(field, f"The field is {field}.", evidence)
    else:
        yield ask.FIELD.unseen("The answer contains no skill.", evidence)
    if any(name not in each for each in entries for name in _EDGES):
        yield ask.NULLS.seen("omitted", "The field is left out.", evidence)
    elif any(each[name] in (None, "") for each in entries for name in _EDGES):
        yield ask.NULLS.seen("shown", "The field is null.", evidence)
    else:
        yield ask.NULLS.unseen("Each status has both fields.", evidence)


def _manual_state(view: View, *, is_manual: bool = False) -> Observation:
    question, defaults = ask.MANUAL_STATE, view.plan.session.others_defaults
    missing = view.missing(question, NONE)
    if missing is not None:
        return missing
    if defaults & {WORKDAYS, SPECIAL_OCCASION} and not is_manual:
        return question.unseen("The account has default hours, so they apply to every skill.")
    status, evidence = view.status(NONE), view.evidence(NONE)
    if status.on_shift:
        return question.seen("online", "A skill without hours was open.", evidence)
    if status.next_on is None:
        return question.seen("offline", "A skill without hours was closed.", evidence)
    until = int(status.next_on.timestamp())
    return question.seen(str(until), f"A skill without hours was closed until {status.next_on}.", evidence)


def _take_effect(view: View, service: str) -> tuple[Observation, float]:
    """Open closed workdays, and return when the shift status shows it, and the seconds to wait for edits."""
    session, own = view.plan.session, view.scene.hours[CLOSED][WORKDAYS]
    try:
        edit = writes.put(session, own, {**own.sent, "events": view.plan.today.open_week})
    except DisturbedError as error:
        return ask.TAKES_EFFECT.unseen(f"It was tried several times, but {error}."), 0.0
    if not edit.is_success:
        return ask.TAKES_EFFECT.unseen(f"The edit was refused ({edit}).", [edit]), 0.0
    shown, seconds = _read(view.scene, service, lambda each: each.is_open(CLOSED) is True, _PAUSES)
    evidence = [edit, shown.excerpt([CLOSED])]
    if not shown.is_open(CLOSED):
        return ask.TAKES_EFFECT.unseen(f"An edit had no effect after {seconds:.0f} s.", evidence), seconds
    if not seconds:
        return ask.TAKES_EFFECT.seen("at once", "The next status showed an edit.", evidence), seconds
    says = f"A status that was read {seconds:.0f} s after an edit was the first that showed it."
    return ask.TAKES_EFFECT.seen(f"{seconds:.0f} s", says, evidence), seconds


_QUESTIONS: tuple[Question, ...] = tuple(each for each in vars(ask).values() if isinstance(each, Question))
EXPERIMENTS = (Experiment("read the shift status of skills with hours of every kind", _QUESTIONS, _conduct),)
