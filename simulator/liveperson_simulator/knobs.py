"""The knobs: one for each behaviour that LivePerson does not document, or documents in contradictory ways.

The first value is the default. `docs/simulator.md` states the source of each uncertainty.
"""

import re
from collections.abc import Mapping

from liveperson_simulator.knob import Knob, KnobError
from liveperson_simulator.shift_status_knobs import SHIFT_STATUS_KNOBS
from liveperson_simulator.skill_knobs import SKILL_KNOBS

NUMBER = r"[0-9]{1,9}"


def _count(name: str, default: int, meaning: str) -> Knob:
    """Return a knob whose value is any number."""
    return Knob(name, (str(default),), meaning, NUMBER, "N")


TABLE = (
    Knob(
        "stale_check",
        ("strict", "mild"),
        "which changes make If-Match outdated: all of the collection, or only those of a written object",
    ),
    Knob("stale_status", ("409", "412", "304"), "status of a write with an outdated If-Match"),
    Knob("missing_if_match", ("reject400", "accept"), "the result of a PUT or DELETE without If-Match"),
    Knob("minus_one_write", ("unconditional", "stale"), "the effect of If-Match: -1 on a PUT or DELETE"),
    Knob(
        "check_order",
        ("existence_first", "revision_first"),
        "which error is returned for a missing id with an outdated revision",
    ),
    Knob(
        "revision_header",
        ("ac-revision", "both", "etag"),
        "the header that contains the revision: ac-revision, ETag or both",
    ),
    Knob(
        "revision_scope",
        ("collection", "family", "account"),
        "which collections share one revision: none, those of one family, or all of the account",
    ),
    Knob("revision_step", ("one", "random"), "how much one write increases the revision: by 1, or by 1 to 5"),
    _count("first_revision", 1, "first revision of the collections of a new account"),
    Knob(
        "background_writer",
        ("0",),
        "percentage of PUT and DELETE requests before which another writer increases the revision",
        r"100|[0-9]{1,2}",
        "N (at most 100)",
    ),
    Knob("duplicate_status", ("409", "400"), "status for a name that is already used"),
    Knob("unique_names", ("case_sensitive", "case_insensitive"), "how names are compared for uniqueness"),
    Knob(
        "reuse_deleted_name", ("allow", "refuse"), "whether a new object may have the name of a deleted one"
    ),
    Knob(
        "noop_put",
        ("bump", "no_bump", "answer304"),
        "the effect of a PUT that changes nothing: a new revision, no new revision, or 304",
    ),
    Knob(
        "create_status", ("documented", "201"), "status of a create: 200 (201 for skills), or 201 everywhere"
    ),
    Knob(
        "put_echo",
        ("array", "single", "empty"),
        "body of the answer to a PUT on a collection; empty also applies to a PUT by id",
    ),
    Knob(
        "put_by_id_on_hours",
        ("refuse405", "accept"),
        "the result of the undocumented PUT by id for special occasions and workdays",
    ),
    Knob("deleted_in_put", ("delete", "ignore"), "the effect of deleted:true in a PUT"),
    Knob(
        "deleted_get_by_id",
        ("404", "200"),
        "status of a GET of a deleted object by id: 404, or 200 and the object with deleted:true",
    ),
    Knob(
        "delete_referenced_hours",
        ("allow", "refuse"),
        "whether hours can be deleted while a skill refers to them; the skill keeps the id",
    ),
    Knob(
        "delete_default",
        ("allow", "refuse"),
        "whether the default special occasion or workdays object can be deleted",
    ),
    Knob("dependency_status", ("409", "400"), "status of a dependency error"),
    Knob(
        "bulk",
        ("atomic", "per_item"),
        "the effect of one invalid item in a bulk write: nothing is written, or only the valid items",
    ),
    Knob(
        "list_select",
        ("whole", "ignored", "reject400"),
        "the effect of select (including $all) on the lists of special occasions and workdays",
    ),
    Knob(
        "include_deleted_on_hours",
        ("ignore", "honour"),
        "the effect of include_deleted on special occasions and workdays",
    ),
    Knob("empty_list", ("200", "404"), "status of a list without objects"),
    Knob("event_order", ("as_sent", "reversed", "shuffled"), "order of the events in an answer"),
    Knob(
        "date_time_form",
        ("as_sent", "no_seconds", "milliseconds", "offset", "utc"),
        "format of date-times in an answer: without seconds 00, with .000, with the offset, or in UTC with Z",
    ),
    Knob(
        "zone_form",
        ("as_sent", "alias", "upper_case", "lower_case"),
        "format of time zones in an answer; alias: another name of the same zone",
    ),
    Knob(
        "rule_form",
        ("as_sent", "no_prefix", "reordered", "lower_case", "defaults_left_out", "defaults_added"),
        "format of rules in an answer; the defaults are INTERVAL=1, and WKST=MO with a final semicolon",
    ),
    Knob(
        "shift_form",
        ("as_sent", "other_week", "midnight", "dates", "no_byday", "no_rule"),
        "how workdays events come back: in another week, with an end of 23:59 as the next midnight, full "
        "days as dates, or without BYDAY or recurrence",
    ),
    Knob(
        "text_form",
        ("as_sent", "trimmed", "escaped", "escaped_all", "nfc", "nfd", "crlf", "lf"),
        "format of texts in an answer: trimmed, HTML entities, a Unicode form, or other line ends",
    ),
    Knob("scalar_type", ("json", "string"), "JSON type of flags and numbers in an answer, except ids"),
    Knob(
        "empty_values",
        ("as_sent", "left_out", "null"),
        "format of empty texts and lists in an answer: unchanged, left out, or null",
    ),
    Knob(
        "unknown_fields",
        ("absent", "added"),
        "additional fields of the server in objects, events and their parts",
    ),
    Knob("id_type", ("number", "string"), "JSON type of ids in an answer"),
    Knob(
        "id_size",
        ("above_32_bits", "above_53_bits"),
        "size of new ids; a float cannot represent ids above 53 bits exactly",
    ),
    Knob(
        "order_policy",
        ("hidden", "append", "prepend", "gaps", "as_sent"),
        "order of status reasons in an answer: never; a sequence from 1 with new ones last or first; with "
        "gaps, where others move only if a number is used; or unchanged, where others never move",
    ),
    Knob(
        "order_counts",
        ("after", "before"),
        "meaning of the order of a moved reason: its position after the move, or the reason that it precedes",
    ),
    Knob("order_in_create", ("honoured", "ignored"), "the effect of the order of a new status reason"),
    Knob("missing_v", ("accept", "reject400"), "the result of a request for account configuration without v"),
    Knob(
        "missing_description",
        ("reject400", "accept"),
        "the result of a write of hours with an absent or empty description",
    ),
    Knob(
        "zone_policy",
        ("iana", "any"),
        "supported time zones",
        r"[^,|]+(,[^,|]+)*",
        "comma-separated names",
    ),
    Knob(
        "day_off_span_limit",
        ("reject400", "accept"),
        "the result for a day off without a rule that lasts more than 30 days",
    ),
    Knob(
        "start_horizon",
        ("reject400", "accept"),
        "the result for a workdays event that starts more than 7 days from today",
    ),
    Knob("empty_workdays", ("accept", "reject400"), "the result for workdays without events"),
    Knob(
        "over_midnight", ("accept", "reject400"), "the result for a workdays event that ends on the next day"
    ),
    Knob(
        "weekday_mismatch",
        ("keep", "rewrite", "reject400"),
        "the effect of a BYDAY that is not the weekday of the start of a workdays event",
    ),
    Knob(
        "error_body",
        ("json", "no_code", "text", "empty", "html"),
        "body of an error from account configuration; no_code: JSON without internalCode",
    ),
    Knob(
        "read_replica_lag",
        ("0ms",),
        "the delay of the accountConfigReadOnly service, in milliseconds or in revisions",
        r"[0-9]{1,6}(ms|rev)",
        "Nms | Nrev",
    ),
    Knob(
        "domain_shape",
        ("single", "list"),
        "answer of the Domain API for one service: an object, or the list of all services",
    ),
    _count("token_lifetime", 3600, "seconds for which an OAuth 2.0 access token is valid"),
    Knob("expires_in", ("absent", "present"), "whether the token answer contains expires_in"),
    _count("session_lifetime", 28800, "seconds for which a login session is valid without a refresh"),
    _count(
        "session_idle",
        0,
        "seconds without a refresh after which a session ends, independent of its lifetime; 0: no limit",
    ),
    _count(
        "timestamp_tolerance",
        600,
        "maximum difference in seconds between an OAuth 1.0a timestamp and the clock",
    ),
    Knob(
        "clock_offset",
        ("0",),
        "seconds by which the simulator's clock is ahead of the machine's; a negative value is behind",
        r"-?[1-9][0-9]{0,7}",
        "N | -N",
    ),
    Knob(
        "clock_time",
        ("running",),
        "the time of the simulator's clock: it runs, or always shows N seconds since 1970",
        r"[0-9]{1,10}",
        "N",
    ),
    _count("rate_limit", 0, "requests per second and account; more are answered 429; 0: no limit"),
    _count(
        "latency_ms", 0, "milliseconds of delay in every answer, half before the operation and half after it"
    ),
    *SKILL_KNOBS,
    *SHIFT_STATUS_KNOBS,
)

BY_NAME = {knob.name: knob for knob in TABLE}


class Knobs:
    """The knobs of one simulator; a reset restores the values in `started`."""

    def __init__(self, started: Mapping[str, object] | None = None) -> None:
        self._started = self._checked(started or {})
        self._values: dict[str, str] = {}
        self.reset()

    @staticmethod
    def _checked(changes: Mapping[str, object]) -> dict[str, str]:
        unknown = [name for name in changes if name not in BY_NAME]
        if unknown:
            raise KnobError(f"unknown knob {', '.join(unknown)}; known: {', '.join(BY_NAME)}")
        return {name: BY_NAME[name].check(value) for name, value in changes.items()}

    def __getitem__(self, name: str) -> str:
        return self._values[name]

    def number(self, name: str) -> int:
        """Return the value of a numeric knob."""
        return int(self._values[name])

    def set(self, changes: Mapping[str, object]) -> None:
        """Set all values; raises KnobError and sets none if one is invalid."""
        self._values.update(self._checked(changes))

    def reset(self) -> None:
        """Restore the values with which the simulator was started."""
        self._values = {knob.name: knob.values[0] for knob in TABLE} | self._started

    def changed(self) -> dict[str, str]:
        """Return the values that are not defaults."""
        return {name: value for name, value in self._values.items() if value != BY_NAME[name].values[0]}

    def values(self) -> dict[str, str | int]:
        """Return all values; numbers as numbers."""
        return {
            name: int(value) if re.fullmatch("-?[0-9]+", value) else value
            for name, value in self._values.items()
        }
