"""What events are called: by somebody, or by themselves."""

CLOSED, OPEN, OPEN_ALL_DAY = "closed", "open", "open all day"
"""What an event is called that nobody has named."""
_DEFAULT_NAMES = {"", CLOSED, OPEN, OPEN_ALL_DAY}


def custom_name(name: str) -> str:
    """Return what somebody has called an event; an empty text if nobody has."""
    return "" if name.casefold() in _DEFAULT_NAMES else name
