"""Patterns for the names of objects."""


def matches(name: str, pattern: str) -> bool:
    """Return whether a name matches a pattern, in which `*` matches any characters."""
    first, *rest = pattern.split("*")
    if not rest:
        return name == pattern
    *between, last = rest
    place, end = len(first), len(name) - len(last)
    if place > end or not (name.startswith(first) and name.endswith(last)):
        return False
    for part in between:
        found = name.find(part, place, end)
        if found < 0:
            return False
        place = found + len(part)
    return True
