"""Which names of time zones stand for one place. It is asked only where two names meet."""

from functools import cache


@cache
def place(zone: str) -> str:
    """Return the one name for a zone by which all its names are equal; an unknown name is its own."""
    from pulumi_liveperson.client import zones  # noqa: PLC0415 - loads Pulumi's SDK, which takes time

    return zones.place(zone)
