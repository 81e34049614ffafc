"""The knobs of the simulator that no probe determines, each with the reason."""

_SIGN_IN = "The answers to a sign-in contain secrets, so the probe does not evaluate them."
_SESSION = "It would take hours to see it."
_CLOCK = "The clocks of the two machines differ by chance; the probe uses the time of LivePerson's answers."

UNASKED = (
    ("first_revision", "Only a new account shows it."),
    ("background_writer", "It simulates other people, and is not a behaviour of LivePerson."),
    ("token_lifetime", _SIGN_IN),
    ("expires_in", _SIGN_IN),
    ("session_lifetime", _SESSION),
    ("session_idle", _SESSION),
    ("timestamp_tolerance", "It needs a sign-in with a wrong time, which may lock the credentials."),
    ("clock_offset", _CLOCK),
    ("clock_time", _CLOCK),
    ("latency_ms", "The time of an answer contains the time of the network."),
    (
        "skill_routing_order",
        "It needs two agent groups and a feature of the account (advanced workload distribution).",
    ),
)
