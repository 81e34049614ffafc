"""Every way to sign in, with the simulator's own values, and what of it a request log shows."""

import pytest

from liveperson_simulator.client import Body
from liveperson_simulator.server import Simulator
from pulumi_liveperson.client.auth.sign_in import (
    ApiKey,
    ApplicationLogin,
    BearerToken,
    ClientCredentials,
    UserLogin,
)

KEY = ("simulator-app-key", "simulator-app-secret", "simulator-access-token", "simulator-access-token-secret")
CLIENT = ClientCredentials("simulator-client", "simulator-secret")
CLIENT_V1 = ClientCredentials("simulator-client", "simulator-secret", 1)
USER = UserLogin("simulator-user", "simulator-password")
APPLICATION = ApplicationLogin("simulator-user", *KEY)
API_KEY = ApiKey(*KEY)
STATIC = BearerToken("simulator-bearer")

ASKED_FOR = {"client": CLIENT, "client v1": CLIENT_V1, "user": USER, "application": APPLICATION}
"""The ways that ask LivePerson for a token."""
WAYS = {**ASKED_FOR, "API key": API_KEY, "bearer": STATIC}
EACH_WAY = pytest.mark.parametrize("sign_in", WAYS.values(), ids=WAYS)
WITH_A_TOKEN = pytest.mark.parametrize("sign_in", ASKED_FOR.values(), ids=ASKED_FOR)
WITH_A_SESSION = pytest.mark.parametrize("sign_in", [USER, APPLICATION], ids=["user", "application"])
SECRETS = ("simulator-secret", "simulator-password", "simulator-bearer", *KEY, "s3cret")
SIGN_IN_PATHS = ("/app/token", "/login")


def requests_to(simulator: Simulator, *ends: str) -> list[Body]:
    """Return the log of the requests whose paths end so."""
    return [each for each in simulator.control.requests() if each["path"].endswith(ends)]


def sign_ins(simulator: Simulator) -> list[Body]:
    """Return the log of the sign-ins."""
    return requests_to(simulator, *SIGN_IN_PATHS)
