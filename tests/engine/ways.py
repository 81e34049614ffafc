"""The ways to sign in, as they are configured, and the simulator's built-in values for them."""

from typing import NamedTuple

from tests.engine.trial import Stack

API_KEY = ("appKey", "appSecret", "accessToken", "accessTokenSecret")
BUILT_IN = {
    "clientId": "simulator-client",
    "clientSecret": "simulator-secret",
    "bearerToken": "simulator-bearer",
    "username": "simulator-user",
    "password": "simulator-password",
    "appKey": "simulator-app-key",
    "appSecret": "simulator-app-secret",
    "accessToken": "simulator-access-token",
    "accessTokenSecret": "simulator-access-token-secret",
}
NAMES = {  # of a key, in the environment and for the simulator
    "clientId": "CLIENT_ID",
    "clientSecret": "CLIENT_SECRET",
    "bearerToken": "BEARER_TOKEN",
    "username": "USERNAME",
    "password": "PASSWORD",
    "appKey": "APP_KEY",
    "appSecret": "APP_SECRET",
    "accessToken": "ACCESS_TOKEN",
    "accessTokenSecret": "ACCESS_TOKEN_SECRET",
}


class Way(NamedTuple):
    """The keys of a way, which of them are secret, and a part of the path that refuses them first."""

    public: tuple[str, ...]
    secret: tuple[str, ...]
    path: str

    @property
    def values(self) -> dict[str, str]:
        """The built-in values."""
        return {key: BUILT_IN[key] for key in (*self.public, *self.secret)}


CLIENT = Way(("clientId",), ("clientSecret",), "/app/token")
BEARER = Way((), ("bearerToken",), "/configuration/")
USER = Way(("username",), ("password",), "/login")
APPLICATION = Way(("username",), API_KEY, "/login")
KEY = Way((), API_KEY, "/configuration/")
WAYS = {
    "client credentials": CLIENT,
    "bearer token": BEARER,
    "user login": USER,
    "application login": APPLICATION,
    "API key": KEY,
}


def in_environment(values: dict[str, str]) -> dict[str, str]:
    """Return the variables that say the same."""
    return {f"LIVEPERSON_{NAMES[key]}": value for key, value in values.items()}


def sign_in_with(stack: Stack, values: dict[str, str]) -> None:
    """Replace how a stack signs in by these values, all of them secret; none leaves it without."""
    lines = stack.configuration.read_text().splitlines()
    start = next(number for number, line in enumerate(lines) if "liveperson:clientId" in line)
    assert ["clientSecret" in lines[start + 1], "secure:" in lines[start + 2]] == [True, True]
    del lines[start : start + 3]
    stack.configuration.write_text("".join(f"{line}\n" for line in lines))
    settings = [word for key, value in values.items() for word in ("--secret", f"liveperson:{key}={value}")]
    if settings:
        stack.pulumi("config", "set-all", *settings).ok()
