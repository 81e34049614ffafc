"""The valid credentials, and all secrets that a log, a page or an error must not contain."""

from collections import deque
from dataclasses import dataclass, field, fields, replace

from liveperson_simulator.messages import Body

ISSUED = 20_000
# Shorter values would also match parts of addresses and texts that are not secret.
SHORTEST = 8


class CredentialError(ValueError):
    """Invalid credentials; the message contains their names and never their values."""


@dataclass(frozen=True)
class Identity:
    """The credentials of one identity, for every sign-in method."""

    privileged: bool
    client_id: str
    client_secret: str
    bearer_token: str
    username: str
    password: str
    app_key: str
    app_secret: str
    access_token: str
    access_token_secret: str


VALUES = tuple(each.name for each in fields(Identity) if each.name != "privileged")


def built_in(who: str, *, privileged: bool) -> Identity:
    """Return an identity whose values begin with its name."""
    return Identity(
        privileged,
        f"{who}-client",
        f"{who}-secret",
        f"{who}-bearer",
        f"{who}-user",
        f"{who}-password",
        f"{who}-app-key",
        f"{who}-app-secret",
        f"{who}-access-token",
        f"{who}-access-token-secret",
    )


PRIVILEGED = built_in("simulator", privileged=True)
BUILT_IN = (PRIVILEGED, built_in("unprivileged", privileged=False))


@dataclass
class Credentials:
    """The identities of one simulator, and the tokens that it has issued."""

    identities: list[Identity] = field(default_factory=lambda: list(BUILT_IN))
    issued: deque[str] = field(default_factory=lambda: deque(maxlen=ISSUED))

    def add(self, values: Body) -> None:
        """Add a privileged identity with these values."""
        unknown = sorted(values.keys() - set(VALUES))
        if unknown:
            raise CredentialError(f"unknown credential {', '.join(unknown)}; known: {', '.join(VALUES)}")
        short = [
            name for name, value in values.items() if not isinstance(value, str) or len(value) < SHORTEST
        ]
        if short:
            raise CredentialError(f"{', '.join(short)} must be text of at least {SHORTEST} characters")
        self.identities.append(replace(PRIVILEGED, **values))

    def find(self, **values: object) -> Identity | None:
        """Return the identity that has all of these values."""
        return next((each for each in self.identities if vars(each).items() >= values.items()), None)

    def issue(self, secret: str) -> str:
        """Record a secret that is issued now, and return it."""
        self.issued.append(secret)
        return secret

    def redacted(self, text: str) -> str:
        """Return a text with every credential and issued secret replaced by an ellipsis."""
        known = {getattr(identity, name) for identity in self.identities for name in VALUES}
        # The longest first, because one value may contain another.
        for secret in (*sorted(known, key=len, reverse=True), *self.issued):
            text = text.replace(secret, "…")
        return text

    def clear(self) -> None:
        """Restore the built-in identities, and forget the issued secrets."""
        self.identities[:] = BUILT_IN
        self.issued.clear()
