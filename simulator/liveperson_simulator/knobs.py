"""The knobs: one per behaviour that LivePerson does not document or documents in two ways.

The first value is the default. `docs/simulator.md` says for each where the doubt comes from.
"""

import re
from collections.abc import Mapping

from liveperson_simulator.knob import Knob, KnobError

NUMBER = r"[0-9]{1,9}"


def _count(name: str, default: int, meaning: str) -> Knob:
    """Return a knob that takes any number."""
    return Knob(name, (str(default),), meaning, NUMBER, "N")


TABLE = (
    Knob(
        "stale_check",
        ("strict", "mild"),
        "what makes If-Match stale: any change in the collection, or one of a written object",
    ),
    Knob("stale_status", ("409", "412", "304"), "status of a write with a stale If-Match"),
    Knob("missing_if_match", ("reject400", "accept"), "a PUT or DELETE without If-Match"),
    Knob("minus_one_write", ("unconditional", "stale"), "If-Match: -1 on a PUT or DELETE"),
    Knob(
        "check_order",
        ("existence_first", "revision_first"),
        "what is answered for a missing id with a stale revision",
    ),
    Knob(
        "revision_header",
        ("ac-revision", "both", "etag"),
        "the header that carries the revision: ac-revision, ETag or both",
    ),
    Knob("revision_scope", ("collection", "family", "account"), "what shares one revision counter"),
    Knob("revision_step", ("one", "random"), "how far one write moves the revision: by 1, or by 1 to 5"),
    _count("first_revision", 1, "revision at which a new account's collections start"),
    Knob(
        "background_writer",
        ("0",),
        "percentage of PUT and DELETE requests just before which somebody else moves the revision",
        r"100|[0-9]{1,2}",
        "N up to 100",
    ),
    Knob("duplicate_status", ("409", "400"), "status for a name that is taken"),
    Knob("unique_names", ("case_sensitive", "case_insensitive"), "how names are compared for uniqueness"),
    Knob("reuse_deleted_name", ("allow", "refuse"), "a new object with the name of a deleted one"),
    Knob("noop_put", ("bump", "no_bump", "answer304"), "a PUT of what is already stored"),
    Knob(
        "create_status", ("documented", "201"), "status of a create: 200 (201 for skills), or 201 everywhere"
    ),
    Knob(
        "put_echo",
        ("array", "single", "empty"),
        "body of an answered PUT on a collection; empty holds for a PUT by id too",
    ),
    Knob(
        "put_by_id_on_hours",
        ("refuse405", "accept"),
        "the undocumented PUT of one special occasion or workdays object by id",
    ),
    Knob("deleted_in_put", ("delete", "ignore"), "deleted:true inside a PUT"),
    Knob(
        "deleted_get_by_id",
        ("404", "200"),
        "reading a deleted object by id: no data found, or the object with deleted:true",
    ),
    Knob(
        "delete_referenced_hours",
        ("allow", "refuse"),
        "deleting hours that a skill refers to: dangling id, or dependency error",
    ),
    Knob(
        "delete_default",
        ("allow", "refuse"),
        "deleting the account's default special occasion or workdays object",
    ),
    Knob("dependency_status", ("409", "400"), "status of a dependency error"),
    Knob(
        "skill_references",
        ("reject400", "accept"),
        "a skill that names hours which do not exist or are deleted",
    ),
    Knob(
        "bulk",
        ("atomic", "per_item"),
        "one bad item in a bulk write: nothing is applied, or the good items are",
    ),
    Knob(
        "list_select",
        ("whole", "ignored", "reject400"),
        "select ($all included) on the special occasion and workdays lists",
    ),
    Knob(
        "include_deleted_on_hours", ("ignore", "honour"), "include_deleted on special occasions and workdays"
    ),
    Knob("empty_list", ("200", "404"), "status of a list without objects"),
    Knob("event_order", ("as_sent", "reversed", "shuffled"), "order in which events come back"),
    Knob(
        "date_time_form",
        ("as_sent", "no_seconds", "milliseconds", "offset", "utc"),
        "how date-times come back: without seconds 00, with .000, with the zone's offset, or in UTC with Z",
    ),
    Knob(
        "zone_form",
        ("as_sent", "alias", "upper_case", "lower_case"),
        "how time zones come back; alias: by another name of the same place",
    ),
    Knob(
        "rule_form",
        ("as_sent", "no_prefix", "reordered", "lower_case", "defaults_left_out", "defaults_added"),
        "how recurrence rules come back; the defaults are INTERVAL=1, and WKST=MO with a last semicolon",
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
        "how texts come back: without outer blanks, with HTML entities, or other Unicode forms or line ends",
    ),
    Knob("scalar_type", ("json", "string"), "JSON type of flags and numbers other than ids in answers"),
    Knob(
        "empty_values",
        ("as_sent", "left_out", "null"),
        "how empty texts and lists come back: as they are, not at all, or as null",
    ),
    Knob(
        "unknown_fields", ("absent", "added"), "fields of the server's own in objects, events and their parts"
    ),
    Knob("id_type", ("number", "string"), "JSON type of the ids in answers"),
    Knob(
        "id_size", ("above_32_bits", "above_53_bits"), "size of new ids; more than 53 bits do not fit a float"
    ),
    Knob(
        "order_policy",
        ("hidden", "append", "prepend", "gaps", "as_sent"),
        "order of status reasons: never shown; shown as a sequence from 1, new ones last or first; shown "
        "with gaps, others moved up where a number is taken; or shown as sent, others never moved",
    ),
    Knob(
        "order_counts",
        ("after", "before"),
        "what the order of a moved reason counts: the place it then has, or before whom it goes",
    ),
    Knob("order_in_create", ("honoured", "ignored"), "the order of a new status reason"),
    Knob("missing_v", ("accept", "reject400"), "an account configuration request without v"),
    Knob("missing_description", ("reject400", "accept"), "hours with an absent or empty description"),
    Knob(
        "zone_policy",
        ("iana", "any"),
        "time zones that are supported",
        r"[^,|]+(,[^,|]+)*",
        "comma-separated names",
    ),
    Knob(
        "day_off_span_limit",
        ("reject400", "accept"),
        "a day off without repetition that spans more than 30 days",
    ),
    Knob(
        "start_horizon", ("reject400", "accept"), "a workdays event that starts more than 7 days from today"
    ),
    Knob(
        "weekday_mismatch",
        ("keep", "rewrite", "reject400"),
        "a workdays event whose BYDAY is not the weekday of its start",
    ),
    Knob(
        "error_body",
        ("json", "no_code", "text", "empty", "html"),
        "body of an error of the account configuration; no_code: JSON without internalCode",
    ),
    Knob(
        "read_replica_lag",
        ("0ms",),
        "how far the accountConfigReadOnly service lags behind",
        r"[0-9]{1,6}(ms|rev)",
        "Nms | Nrev",
    ),
    Knob(
        "domain_shape",
        ("single", "list"),
        "answer of the Domain API for one service: an object, or the list of all",
    ),
    _count("token_lifetime", 3600, "seconds for which an OAuth 2.0 access token is good"),
    Knob("expires_in", ("absent", "present"), "expires_in in the token answer"),
    _count("session_lifetime", 28800, "seconds for which a login session is good without a refresh"),
    _count(
        "session_idle",
        0,
        "seconds without a refresh after which a session is gone, whatever lifetime it was told; 0: none",
    ),
    _count("timestamp_tolerance", 600, "seconds for which an OAuth 1.0a timestamp may be too old or too new"),
    Knob(
        "clock_offset",
        ("0",),
        "seconds that the simulator's clock is ahead of the machine's; behind it where negative",
        r"-?[1-9][0-9]{0,7}",
        "N | -N",
    ),
    _count(
        "rate_limit", 0, "requests an account may make per second before it is answered 429; 0: any number"
    ),
    _count("latency_ms", 0, "milliseconds added to every answer, half before the work and half after it"),
)

BY_NAME = {knob.name: knob for knob in TABLE}


class Knobs:
    """The knobs of one simulator; `started` are the values it goes back to on a reset."""

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
        """Apply all changes, or none of them."""
        self._values.update(self._checked(changes))

    def reset(self) -> None:
        """Go back to the values the simulator was started with."""
        self._values = {knob.name: knob.values[0] for knob in TABLE} | self._started

    def changed(self) -> dict[str, str]:
        """Return the values that are not the default."""
        return {name: value for name, value in self._values.items() if value != BY_NAME[name].values[0]}

    def values(self) -> dict[str, str | int]:
        """Return all values; numbers as numbers."""
        return {
            name: int(value) if re.fullmatch("-?[0-9]+", value) else value
            for name, value in self._values.items()
        }
