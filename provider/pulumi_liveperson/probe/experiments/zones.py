"""Which time zones an account supports, and how answers contain them.

This is the first experiment: all others need a zone that the account supports.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from http import HTTPStatus

from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from pulumi_liveperson.events.zones import canonical_zone
from pulumi_liveperson.probe.bodies import event
from pulumi_liveperson.probe.errors import RefusedError, UnobservableError
from pulumi_liveperson.probe.exchange import Exchange
from pulumi_liveperson.probe.experiment import Experiment
from pulumi_liveperson.probe.question import Observation, Question
from pulumi_liveperson.probe.session import Own, Session
from pulumi_liveperson.probe.trials import ACCEPT, AN_ACCEPTED, REJECT, read, trial

_APPENDIX = "Special Occasions: appendix"
_WITH_TWO_NAMES = (
    *("Europe/Lisbon", "Europe/London", "Europe/Warsaw", "Asia/Kolkata", "Asia/Tokyo", "Asia/Singapore"),
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto"),
    *("America/Sao_Paulo", "America/Argentina/Buenos_Aires", "Asia/Shanghai", "Asia/Hong_Kong"),
    *("Asia/Kathmandu", "Asia/Yangon", "Atlantic/Reykjavik", "Australia/Sydney", "Pacific/Auckland"),
    "Europe/Kyiv",
)
"""Zones that have another name in IANA's file `backward`."""
_FORMER_NAMES = ("America/Buenos_Aires", "Asia/Calcutta", "Europe/Kiev")
SAMPLE = (
    *_WITH_TWO_NAMES,
    *("Europe/Amsterdam", "Europe/Athens", "Europe/Berlin", "Europe/Dublin", "Europe/Helsinki"),
    *("Europe/Istanbul", "Europe/Madrid", "Europe/Paris", "Europe/Rome", "Europe/Zurich"),
    *("Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Africa/Nairobi"),
    *("America/Anchorage", "America/Bogota", "America/Mexico_City", "America/St_Johns"),
    *("Asia/Dubai", "Asia/Jerusalem", "Asia/Karachi", "Asia/Manila", "Asia/Seoul"),
    *("Antarctica/McMurdo", "Arctic/Longyearbyen", "Atlantic/Azores", "Australia/Perth"),
    *("Indian/Mauritius", "Pacific/Fiji", "Pacific/Honolulu"),
    *_FORMER_NAMES,
)
"""The zones of the form Region/City that are tried."""
OTHER_NAMES = ("UTC", "Etc/UTC", "US/Pacific", "Portugal", "GMT+2")
"""The names of other forms that are tried."""
_NO_ZONE = "Moon/Tranquility"
_FIRST_DAY = timedelta(days=20)

ZONE_POLICY = Question(
    "zone_policy",
    "Which time zones does LivePerson support?",
    _APPENDIX,
    "A program may contain every name of IANA's database for occasions, and the current ones for workdays. "
    "LivePerson rejects what it does not support.",
)
OTHER_ZONE_NAMES = Question(
    "other_zone_names",
    f"Does LivePerson support zone names of another form than Region/City ({', '.join(OTHER_NAMES)})?",
    _APPENDIX,
    "A program may contain them if IANA's database does, and LivePerson rejects what it does not support.",
    has_knob=False,
)
ZONE_FORM = Question(
    "zone_form",
    "Does an answer contain the name of a time zone as it was sent?",
    _APPENDIX,
    "Any name of the same place, in upper or lower case.",
    frozenset({"as_sent", "alias", "upper_case", "lower_case"}),
    "The provider may report a difference of zones where there is none. Compare the names in the result with "
    "those of the program.",
)
SEVERAL_ZONES = Question(
    "several_zones",
    "May the events of one special occasion be in different time zones?",
    _APPENDIX,
    "A program may declare it.",
    AN_ACCEPTED,
    "LivePerson rejects such an occasion in an update. Declare one occasion for each time zone.",
    has_knob=False,
)
ZONES_OF_AN_EVENT = Question(
    "different_zones_of_start_and_end",
    "May the start and the end of an event be in different time zones?",
    _APPENDIX,
    "No: it rejects such an event before an update.",
    has_knob=False,
)


def _zones(session: Session) -> Iterator[Observation]:
    parts: list[tuple[Sequence[str], Exchange, Own]] = []
    refused: list[tuple[Sequence[str], Exchange]] = []
    _find(session, SAMPLE, parts, refused)
    supported = [name for name in SAMPLE if any(name in names for names, _, _ in parts)]
    if not supported:
        raise UnobservableError(
            f"none of the {len(SAMPLE)} time zones that were tried is supported", refused[0][1]
        )
    session.zone = supported[0]
    fantasy = _posted(session, [_NO_ZONE])
    others = [] if fantasy.is_success else [_posted(session, [name]) for name in OTHER_NAMES]
    further = [name for name, each in zip(OTHER_NAMES, others, strict=False) if each.is_success]
    evidence = [*(each for _, each, _ in parts), *(each for _, each in refused), fantasy, *others]
    yield _policy(supported, further, fantasy, evidence)
    yield _other_names(further, fantasy, others)
    yield _several(supported, parts, refused)
    yield _form(session, parts)
    if len(supported) > 1:
        one = event(session.now.date() + _FIRST_DAY, supported[0])
        changed = {**one, "end": {**one["end"], "timeZone": supported[1]}}
        body = session.body(SPECIAL_OCCASION, events=[changed])
        yield trial(session, SPECIAL_OCCASION, ZONES_OF_AN_EVENT, body)
    else:
        yield ZONES_OF_AN_EVENT.unseen("Only one supported time zone is known.", kind=SPECIAL_OCCASION)


def _find(
    session: Session,
    names: Sequence[str],
    parts: list[tuple[Sequence[str], Exchange, Own]],
    refused: list[tuple[Sequence[str], Exchange]],
) -> None:
    """Try zones together, and the two halves of those that are refused."""
    before = len(session.made)
    exchange = _posted(session, names)
    if exchange.is_success:
        if len(session.made) == before:
            raise UnobservableError("the answer to a create shows no id", exchange)
        parts.append((names, exchange, session.made[-1]))
        return
    refused.append((names, exchange))
    middle = len(names) // 2
    for half in (names[:middle], names[middle:]):
        if len(names) > 1:
            _find(session, half, parts, refused)


def _posted(session: Session, names: Sequence[str]) -> Exchange:
    """Create a special occasion with an event in each zone; raise `RefusedError` if it is not about these."""
    first = session.now.date() + _FIRST_DAY
    events = [
        event(first + timedelta(days=number), zone, name=_label(number)) for number, zone in enumerate(names)
    ]
    exchange = session.post(SPECIAL_OCCASION, session.body(SPECIAL_OCCASION, events=events))
    if not (exchange.is_success or exchange.status == HTTPStatus.BAD_REQUEST):
        raise RefusedError(exchange)
    return exchange


def _label(number: int) -> str:
    return f"zone {number}"


def _policy(
    supported: list[str], further: list[str], fantasy: Exchange, evidence: Iterable[Exchange]
) -> Observation:
    if fantasy.is_success:
        says = f"It accepted {_NO_ZONE}, which does not exist."
        return ZONE_POLICY.seen("any", says, [fantasy], kind=SPECIAL_OCCASION)
    if len(supported) < len(SAMPLE):
        names = [*supported, *further]
        tried = len(SAMPLE) + len(OTHER_NAMES)
        says = f"It accepted {len(names)} of the {tried} zones that were tried: {', '.join(names)}."
        return ZONE_POLICY.seen(",".join(names), says, evidence, kind=SPECIAL_OCCASION, likely=True)
    if further:
        says = (
            f"It accepted all {len(SAMPLE)} zones of the form Region/City that were tried, and also "
            f"{', '.join(further)}; the simulator has no such rule."
        )
        return ZONE_POLICY.unseen(says, evidence, kind=SPECIAL_OCCASION)
    says = f"It accepted all {len(SAMPLE)} zones of the form Region/City that were tried, and no other name."
    return ZONE_POLICY.seen("iana", says, evidence, kind=SPECIAL_OCCASION, likely=True)


def _other_names(further: list[str], fantasy: Exchange, others: list[Exchange]) -> Observation:
    if fantasy.is_success:
        return OTHER_ZONE_NAMES.unseen(
            "It accepts every name, also of zones that do not exist.", [fantasy], kind=SPECIAL_OCCASION
        )
    value = ", ".join(further) or "none"
    return OTHER_ZONE_NAMES.seen(value, f"It accepted {value} of them.", others, kind=SPECIAL_OCCASION)


def _several(
    supported: list[str],
    parts: list[tuple[Sequence[str], Exchange, Own]],
    refused: list[tuple[Sequence[str], Exchange]],
) -> Observation:
    together = [each for names, each, _ in parts if len(names) > 1]
    if together:
        says = "An occasion with events in several zones was accepted."
        return SEVERAL_ZONES.seen(ACCEPT, says, together[:1], kind=SPECIAL_OCCASION)
    only_together = [each for names, each in refused if {*names} <= {*supported}]
    if only_together:
        says = "Two zones were accepted in different occasions, and refused in one."
        return SEVERAL_ZONES.seen(REJECT, says, only_together[:1], kind=SPECIAL_OCCASION)
    return SEVERAL_ZONES.unseen(
        "No two zones that it supports were tried together.",
        [each for _, each, _ in parts],
        kind=SPECIAL_OCCASION,
    )


def _form(session: Session, parts: list[tuple[Sequence[str], Exchange, Own]]) -> Observation:
    """Compare the zones of the occasion with most of them, if possible one with a zone of two names."""
    names, _, own = max(parts, key=lambda part: (not {*_WITH_TWO_NAMES}.isdisjoint(part[0]), len(part[0])))
    shown, exchange = read(session, own)
    try:
        by_label = {each["meta"]["name"]: each for each in shown["events"]}
        pairs = [
            (sent, by_label[_label(number)][end]["timeZone"])
            for number, sent in enumerate(names)
            for end in ("start", "end")
        ]
    except (LookupError, TypeError):
        return ZONE_FORM.unseen("A read does not show the zones.", [exchange], kind=SPECIAL_OCCASION)
    value = form_of(pairs)
    if value is None:
        changed = ", ".join(f"{sent} as {held}" for sent, held in dict(pairs).items() if sent != held)
        return ZONE_FORM.unseen(f"A read showed {changed}.", [exchange], kind=SPECIAL_OCCASION)
    if value == "as_sent" and {*_WITH_TWO_NAMES}.isdisjoint(names):
        says = "None of the zones that were accepted is known to have another name."
        return ZONE_FORM.unseen(says, [exchange], kind=SPECIAL_OCCASION)
    says = f"A read showed, for example, {pairs[0][0]} as {pairs[0][1]}."
    return ZONE_FORM.seen(value, says, [exchange], kind=SPECIAL_OCCASION)


def form_of(pairs: Sequence[tuple[str, object]]) -> str | None:
    """Return the form of zones, from pairs of a sent and a shown name; None for another form."""
    if all(shown == sent for sent, shown in pairs):
        return "as_sent"
    if all(shown == sent.upper() for sent, shown in pairs):
        return "upper_case"
    if all(shown == sent.lower() for sent, shown in pairs):
        return "lower_case"
    is_alias = all(
        isinstance(shown, str)
        and canonical_zone(shown) == canonical_zone(sent)
        and (shown == sent or shown.casefold() != sent.casefold())
        for sent, shown in pairs
    )
    return "alias" if is_alias else None


EXPERIMENTS = (
    Experiment(
        "create special occasions in many time zones",
        (ZONE_POLICY, OTHER_ZONE_NAMES, SEVERAL_ZONES, ZONE_FORM, ZONES_OF_AN_EVENT),
        _zones,
        SPECIAL_OCCASION,
    ),
)
