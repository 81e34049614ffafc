"""What LivePerson does not publish about hours, and how each such question is read here.

The evaluation reads each question in one way. An answer that depends on a question names it, so that a
reader knows where LivePerson may decide otherwise. `liveperson hours --verify` compares with LivePerson's
own status.
"""

from enum import Enum
from typing import NamedTuple


class Reading(NamedTuple):
    """A question, and the reading that the evaluation uses."""

    key: str
    """The name in the documentation, for example `Q2`."""
    question: str
    reading: str


class Question(Reading, Enum):
    """The open questions."""

    WHICH_DATE = Reading(
        "Q1",
        "A special occasion and the workdays of a skill have different time zones. Whose day is replaced?",
        "the day in the time zone of the occasion",
    )
    CLOSED_FOR_HOURS = Reading(
        "Q2",
        "Does an event that is closed for some hours close these hours or the day?",
        "it closes the whole day",
    )
    OVER_MIDNIGHT = Reading(
        "Q4",
        "Is an open event over several dates open without a pause, or each day at these times?",
        "it is open without a pause",
    )
    DAILY_RULE = Reading(
        "Q5", "Is an event with a daily rule open at its times on each of its days?", "it is"
    )
    LAST_MINUTE = Reading("Q6", "Does an end of 23:59 mean midnight?", "it does")
    DATE_END = Reading(
        "Q8",
        "An event ends with a date without a time. Does this date count?",
        "it does not count, except if it is also the start",
    )
    SEVERAL_ZONES = Reading(
        "Q9",
        "The events of a special occasion have several time zones. Does each one count?",
        "each event counts in its own time zone",
    )
    CLOCK_CHANGE = Reading(
        "Q10",
        "A time does not exist, or exists twice, because the clock changes. Which moment is meant?",
        "a time that does not exist is later by the change; of two times, it is the first",
    )
    NO_SHIFTS = Reading("Q12", "What do workdays without shifts mean?", "closed")
    DELETED_OBJECT = Reading(
        "Q13", "A skill names hours that do not exist. What applies?", "the default of the account"
    )
    ONE_KIND_ONLY = Reading(
        "Q14",
        "A special occasion applies, but no workdays apply. Does the occasion count?",
        "it counts on its days",
    )
    TAKES_EFFECT = Reading("Q15", "When does a change of hours take effect?", "at once")
    TWO_DEFAULTS = Reading(
        "Q16", "Two objects are the default of the account. Which one applies?", "the one with the lowest id"
    )
    MANUAL_MODE = Reading(
        "Q17",
        "An account in manual mode has default hours from the API. Do they apply?",
        "they apply; the mode is not visible here",
    )
    NOT_MANAGED = Reading(
        "not managed",
        "The stack does not manage the workdays or the special occasion of the skill. Does the skill have "
        "its own?",
        "it does not, so the default of the account applies; `--live` reads the account",
    )
    UNREADABLE = Reading(
        "unreadable",
        "Hours cannot be read: their form is not known, they are a secret, or the stack does not manage "
        "them. When do they apply?",
        "the state is unknown wherever it can matter",
    )
