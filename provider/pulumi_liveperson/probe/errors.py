"""What ends an experiment, or one try of it."""

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.exchange import Exchange


class DisturbedError(Exception):
    """Another person has written at the same time, so this try of the experiment shows nothing."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(f"another person seems to have written {kind.noun}s at the same time")


class RefusedError(Exception):
    """A request that an experiment depends on was refused."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(f"the request that it depends on was refused ({exchange})")
        self.evidence = (exchange,)


class UnobservableError(Exception):
    """The account does not show what the experiment asks; the message is a reason without a full stop."""

    def __init__(self, reason: str, *evidence: Exchange) -> None:
        super().__init__(reason)
        self.evidence = evidence
