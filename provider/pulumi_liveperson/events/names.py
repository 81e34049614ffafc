"""What events are called: by somebody, or by themselves."""

CLOSED, OPEN, OPEN_ALL_DAY = "closed", "open", "open all day"
"""What an event is called that nobody has named."""
_NO_NAMES = {"", CLOSED, OPEN, OPEN_ALL_DAY}


def given_name(name: str) -> str:
    """Return what somebody has called an event; an empty text if nobody has."""
    return "" if name.casefold() in _NO_NAMES else name
