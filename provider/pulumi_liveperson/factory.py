"""The factory function that `__provider` in the state of a stack names, with a kind.

The paths of this module and of its function are in the state of every existing stack. Refresh and destroy
load the provider through them, so neither may ever move. The classes that they load may move.
"""

from pulumi.dynamic import ResourceProvider

from pulumi_liveperson import registry


def load(kind: str) -> ResourceProvider:
    """Return the provider for a kind of resource; raises `LookupError` for an unknown kind."""
    try:
        provider = registry.provider(kind)
    except LookupError:
        raise LookupError(
            f"This version of the LivePerson provider does not know the type {kind}. A newer version "
            "created this resource: install that version."
        ) from None
    loaded: ResourceProvider = provider()
    return loaded
