"""Names of events: the default names, and custom ones."""

CLOSED, OPEN, OPEN_ALL_DAY = "closed", "open", "open all day"
"""The default names of events."""
_DEFAULT_NAMES = {"", CLOSED, OPEN, OPEN_ALL_DAY}


def custom_name(name: str) -> str:
    """Return the name of an event if it is a custom one, otherwise an empty text."""
    return "" if name.casefold() in _DEFAULT_NAMES else name
