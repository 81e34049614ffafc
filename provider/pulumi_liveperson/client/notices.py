"""The subject of a message, as the `extra` of a log record, so that it is shown in the right place."""

WAITING = "waiting"
ABOUT_OBJECT = {"notice": "object"}
"""The message is about the object that the logging thread works on."""


def while_waiting(seconds: float) -> dict[str, object]:
    """Return the `extra` of a message that applies to all running operations for a number of seconds."""
    return {"notice": WAITING, "seconds": seconds}
