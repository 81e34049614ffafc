"""Patterns by which people choose objects by their names."""


def matches(name: str, pattern: str) -> bool:
    """Tell whether a name fits a pattern, in which only `*` stands for other characters, for any."""
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
