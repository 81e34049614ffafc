"""The questions about the Shift Status API, and about how LivePerson evaluates hours."""

from pulumi_liveperson.probe.question import Question

_API = "Shift Status API"
_OCCASIONS = "Special Occasions: appendix"
_WORKDAYS = "Workdays: appendix"
_SCHEDULER = "Shift scheduler configuration guide (knowledge centre)"
_BEST_PRACTICES = "Working hours management best practices (knowledge centre)"
_WRONG = "`liveperson hours` and the report of a preview then show wrong hours for {what}. {way_out}"


def _wrong(what: str, way_out: str) -> str:
    return _WRONG.format(what=what, way_out=way_out)


SERVICE = Question(
    "shift_status_service",
    "Which service answers the shift status?",
    _API,
    "asyncMessagingEnt or shiftstatus: the provider asks the first one that the Domain API returns.",
    frozenset({"asyncMessagingEnt", "shiftstatus", "both"}),
    "`liveperson hours --verify` cannot compare with LivePerson. Ask LivePerson whether messaging is enabled "
    "for the account.",
)
ANSWER = Question(
    "shift_status_answer",
    "Does the Shift Status API answer these credentials?",
    _API,
    "It answers a list. LivePerson documents it only for a user login.",
    frozenset({"list"}),
    "`liveperson hours --verify` cannot compare with LivePerson with these credentials. Use a user login "
    "(liveperson:username, liveperson:password) with the permission for the shift status (10018).",
    has_knob=False,
)
FIELD = Question(
    "shift_status_id",
    "Which field of a shift status contains the id of the skill?",
    _API,
    "skillId or skill: the provider reads both.",
    frozenset({"skillId", "skill"}),
)
NULLS = Question(
    "shift_status_nulls",
    "Does a shift status without a next change have the field with null, or does it leave the field out?",
    _API,
    "Both: the provider reads both in the same way.",
    frozenset({"shown", "omitted"}),
)
EDGES = Question(
    "shift_status_edges",
    "What are nextOn and nextOff during a shift?",
    _API,
    "nextOff is the end of the shift. The provider does not use nextOn during a shift.",
    frozenset({"both", "equal", "next_only"}),
)
MODE = Question(
    "shift_mode",
    "Do workdays and special occasions decide, or only the manual state of the account?",
    _SCHEDULER,
    "The workdays and the special occasions decide. The provider cannot see the mode of an account.",
    frozenset({"automatic"}),
    "Workdays and special occasions have no effect in this account, and `liveperson hours` does not show "
    "that. Select the automatic mode on the page Shift Scheduler of the console.",
)
MANUAL_STATE = Question(
    "manual_state",
    "What is the status of a skill without workdays and without a special occasion?",
    _SCHEDULER,
    "The manual state of the account decides, so the state is unknown.",
)
DATE = Question(
    "occasion_date",
    "A special occasion and the workdays of a skill have different time zones. Whose day is replaced?",
    _OCCASIONS,
    "The day in the time zone of the special occasion (Q1 in docs/hours.md).",
    frozenset({"occasion_zone"}),
    _wrong(
        "a skill of which the special occasion and the workdays have different time zones",
        "Give both the same time zone; a preview warns otherwise (two-time-zones). If the time zone of the "
        "account decides, use this one.",
    ),
)
PARTIAL_DAY_OFF = Question(
    "partial_day_off",
    "Does an event that is closed for some hours close these hours or the day?",
    _BEST_PRACTICES,
    "It closes the day (Q2 in docs/hours.md).",
    frozenset({"day"}),
    _wrong(
        "a date with an event that is closed for some hours",
        "Declare the open hours of this date instead; a preview warns otherwise (closed-for-hours).",
    ),
)
SPAN = Question(
    "occasion_span",
    "Is an open event over several dates open without a pause, or each day at its times?",
    _OCCASIONS,
    "It is open without a pause (Q4 in docs/hours.md).",
    frozenset({"continuous"}),
    _wrong(
        "an open event over several dates without a rule",
        "Declare a daily rule, or one event for each date; a preview warns otherwise (open-over-midnight).",
    ),
)
DAILY_RULE = Question(
    "daily_rule",
    "Is an event with a daily rule open at its times on each of its days?",
    _OCCASIONS,
    "It is open at its times on each of its days (Q5 in docs/hours.md).",
    frozenset({"each_day"}),
    _wrong("an event with a daily rule", "Declare one event for each date instead."),
    has_knob=False,
)
LAST_MINUTE = Question(
    "last_minute",
    "Does an end of 23:59 mean midnight?",
    _BEST_PRACTICES,
    "It means midnight (Q6 in docs/hours.md).",
    frozenset({"midnight"}),
    "A skill that is open until midnight is closed from 23:59 on, and `liveperson hours` shows it as open in "
    "this minute. The provider sends the end of a day as 23:59, so a program cannot change this.",
)
DATE_END = Question(
    "date_end",
    "An event of a special occasion ends with a date without a time. Does this date count?",
    _OCCASIONS,
    "It does not count, except if it is also the start (Q8 in docs/hours.md).",
    frozenset({"exclusive"}),
    _wrong("an event that ends with a date", "Declare the end with a time instead."),
)
SEVERAL_ZONES = Question(
    "occasion_zones",
    "The events of a special occasion have several time zones. Does each one count?",
    _OCCASIONS,
    "Each event counts in its own time zone (Q9 in docs/hours.md).",
    frozenset({"each"}),
    _wrong(
        "a special occasion with several time zones",
        "Use one time zone for all of its events; a preview warns otherwise (two-time-zones).",
    ),
    has_knob=False,
)
CLOCK_CHANGE = Question(
    "clock_change",
    "A time does not exist, or exists twice, because the clock changes. Which moment is meant?",
    _OCCASIONS,
    "A time that does not exist is later by the change; of two times, it is the first (Q10 in "
    "docs/hours.md).",
    frozenset({"java_time"}),
    _wrong(
        "the night of a clock change",
        "Declare no start and no end in the hour that is skipped or repeated.",
    ),
)
NO_SHIFTS = Question(
    "no_shifts",
    "What do workdays without shifts mean?",
    _WORKDAYS,
    "Closed at all times (Q12 in docs/hours.md).",
    frozenset({"closed"}),
    "`liveperson hours` shows wrong hours for workdays without shifts. A program cannot declare such "
    "workdays. If a person has made them, add a shift in the console.",
)
DELETED_HOURS = Question(
    "deleted_hours",
    "A skill refers to workdays that are deleted. What applies?",
    "Skills: appendix",
    "The default of the account (Q13 in docs/hours.md).",
    frozenset({"default"}),
    _wrong("a skill that refers to deleted hours", "Give the skill other hours before you delete its hours."),
)
OCCASION_ALONE = Question(
    "occasion_alone",
    "A special occasion applies, but no workdays apply. Does the occasion count?",
    _BEST_PRACTICES,
    "It counts on its days (Q14 in docs/hours.md).",
    frozenset({"counts"}),
    _wrong("a skill without workdays", "Give the skill workdays, or declare default workdays."),
)
TAKES_EFFECT = Question(
    "hours_take_effect",
    "How long after an edit of workdays does the shift status show it?",
    _API,
    "At once (Q15 in docs/hours.md).",
    frozenset({"at once"}),
    "Directly after an update, `liveperson hours --verify` can report differences that disappear. Run "
    "`liveperson hours --verify --wait 5m`.",
    has_knob=False,
)
MANUAL_WITH_DEFAULT = Question(
    "manual_with_default",
    "An account in manual mode gets default workdays from the API. Do hours apply then?",
    _SCHEDULER,
    "They apply (Q17 in docs/hours.md). The provider cannot see the mode of an account.",
    frozenset({"hours apply"}),
    "`liveperson hours` shows hours that have no effect in an account in manual mode. Select the automatic "
    "mode on the page Shift Scheduler of the console.",
    has_knob=False,
)
AGREEMENT = Question(
    "hours_agree",
    "Does the shift status agree with the provider's evaluation of hours in simple cases?",
    _BEST_PRACTICES,
    "It agrees.",
    frozenset({"same"}),
    "`liveperson hours` and the report of a preview show wrong hours for this account. Compare with "
    "`liveperson hours --verify`, and report this result.",
    has_knob=False,
)
