"""The page at /."""

from starlette.routing import Route

from simulator.state import State


def routes(state: State) -> list[Route]:
    """Return the page's address."""
    del state
    return []
