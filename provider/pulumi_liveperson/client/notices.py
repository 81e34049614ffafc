"""What a message is about, as the `extra` of a log record, so that it can be shown in the right place."""

WAITING = "waiting"
ABOUT_OBJECT = {"notice": "object"}
"""About the object that the logging thread works on."""


def while_waiting(seconds: float) -> dict[str, object]:
    """Return what is true for as many seconds, for everything that is under way."""
    return {"notice": WAITING, "seconds": seconds}
