"""The knobs of the shift status: the form of its answers, the mode of the account, and how hours are read."""

from liveperson_simulator.knob import Knob

SHIFT_STATUS_KNOBS = (
    Knob(
        "shift_status_service",
        ("asyncMessagingEnt", "shiftstatus", "both", "none"),
        "the services of the shift status that the Domain API returns",
    ),
    Knob("shift_status_id", ("skillId", "skill"), "the name of the field with the id of the skill"),
    Knob(
        "shift_status_edges",
        ("both", "equal", "next_only"),
        "nextOn and nextOff: the next change of each kind; the same, but during a shift nextOn equals "
        "nextOff; or only the very next change",
    ),
    Knob("shift_status_nulls", ("shown", "omitted"), "an unknown nextOn or nextOff: null, or left out"),
    Knob(
        "shift_mode",
        ("automatic", "manual"),
        "the mode of the account: workdays and special occasions decide, or only the manual state",
    ),
    Knob(
        "manual_state",
        ("online", "offline"),
        "the manual state, also where no object applies; N: offline until N seconds since 1970, then online",
        r"[0-9]{1,10}",
        "N",
    ),
    Knob(
        "occasion_date",
        ("occasion_zone", "workdays_zone", "account_zone"),
        "the zone in whose days a special occasion replaces the workdays: its own, that of the workdays, or "
        "that of the account, which is Europe/Lisbon",
    ),
    Knob(
        "partial_day_off",
        ("day", "window_then_closed", "window_then_workdays"),
        "what a day off with hours closes: the day, or only its hours; the rest of the day follows other "
        "events of the special occasion, and without these it is closed or follows the workdays",
    ),
    Knob(
        "occasion_span",
        ("continuous", "daily"),
        "what a working event over several dates without a rule means: all of the time, or its hours on "
        "each date",
    ),
    Knob("last_minute", ("midnight", "gap"), "whether an end of 23:59 or 23:59:59 means midnight"),
    Knob(
        "date_end",
        ("exclusive", "inclusive"),
        "whether an end of a special occasion that is only a date excludes or includes this date; it is "
        "included if it is also the start",
    ),
    Knob(
        "clock_change",
        ("java_time", "later_offset"),
        "a local time that a clock change skips or repeats: as in java.time, or with the later offset",
    ),
    Knob(
        "no_shifts",
        ("closed", "open", "default"),
        "what workdays without events mean: always closed, always open, or the default workdays",
    ),
    Knob(
        "deleted_hours",
        ("default", "none"),
        "what applies to a skill that names a deleted or missing object: the default of its kind, or none",
    ),
    Knob(
        "occasion_alone",
        ("counts", "ignored"),
        "whether a special occasion counts if no workdays apply",
    ),
)
