"""What a stack's state names in `__provider`: one factory function and a kind.

The module's path and the function's name are state. Every stack in the field finds its provider through
them, for refresh and for destroy too, so neither ever moves; the classes behind them may.
"""

from importlib import import_module

from pulumi.dynamic import ResourceProvider

TYPE_PREFIX = "pulumi-python:dynamic/liveperson:"
"""What the types of our resources begin with."""

PROVIDERS = {
    "SpecialOccasion": ("pulumi_liveperson.special_occasion", "SpecialOccasionProvider"),
    "StatusReason": ("pulumi_liveperson.status_reason", "StatusReasonProvider"),
}


def load(kind: str) -> ResourceProvider:
    """Return a provider of a kind of resource."""
    try:
        module, name = PROVIDERS[kind]
    except KeyError:
        raise LookupError(
            f"This version of the LivePerson provider knows no {kind}: it was made by a newer version, "
            "so install that one."
        ) from None
    provider: ResourceProvider = getattr(import_module(module), name)()
    return provider
