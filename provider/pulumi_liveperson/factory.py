"""What a stack's state names in `__provider`: one factory function and a kind.

The module's path and the function's name are state. Every stack in the field finds its provider through
them, for refresh and for destroy too, so neither ever moves; the classes behind them may.
"""

from pulumi.dynamic import ResourceProvider

from pulumi_liveperson import registry


def load(kind: str) -> ResourceProvider:
    """Return a provider of a kind of resource."""
    try:
        provider = registry.provider(kind)
    except LookupError:
        raise LookupError(
            f"This version of the LivePerson provider knows no {kind}: it was made by a newer version, "
            "so install that one."
        ) from None
    loaded: ResourceProvider = provider()
    return loaded
