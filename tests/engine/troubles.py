"""What can be wrong with the set-up, and what has to be said about it."""

from typing import Any, NamedTuple

from tests.engine.ways import CLIENT, KEY, USER

CHECK_PROXY = "(a proxy?): check the proxy settings (HTTPS_PROXY, NO_PROXY) and liveperson:domainApiUrl."
NO_PROXY = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"), "")
GOOD = CLIENT.values
PAGE = {"kind": "body", "times": 99, "body": "<html>Log in</html>", "content_type": "text/html"}


class Trouble(NamedTuple):
    """A mistake: what the environment says, what LivePerson is like, and what the message has to say."""

    values: dict[str, str]
    told: tuple[str, ...]
    environment: dict[str, str] = {}  # noqa: RUF012 - never changed
    knobs: dict[str, Any] = {}  # noqa: RUF012
    fault: dict[str, Any] = {}  # noqa: RUF012
    is_sent: bool = True
    """Whether LivePerson is asked at all."""


TROUBLES = {
    "no credentials": Trouble(
        {},
        (
            "No sign-in method is configured. Set the keys of exactly one method (",
            "OAuth 2.0 client credentials: clientId, clientSecret; bearer token: bearerToken; ",
            "`pulumi config set --secret liveperson:<key>` or as LIVEPERSON_<KEY> in the environment.",
        ),
        is_sent=False,
    ),
    "two ways": Trouble(
        {**GOOD, "bearerToken": "wr0ng-bearer"},
        (
            "The keys bearerToken, clientId, clientSecret are set, but they do not match one sign-in method",
            "`pulumi config rm liveperson:<key>` or from the environment (LIVEPERSON_<KEY>)",
        ),
        is_sent=False,
    ),
    "half a way": Trouble(
        {"clientSecret": "wr0ng-secret"},
        (
            "The keys clientSecret are set, but they do not match one sign-in method: ",
            "for OAuth 2.0 client credentials, clientId is missing.",
            "`pulumi config set --secret liveperson:clientId`, or LIVEPERSON_CLIENT_ID in the environment",
        ),
        is_sent=False,
    ),
    "a wrong secret": Trouble(
        {**GOOD, "clientSecret": "wr0ng-secret"},
        (
            "/app/token was answered 401 Unauthorized: invalid_client.",
            "Check liveperson:clientId and liveperson:clientSecret, ",
            "LIVEPERSON_ environment variables have priority",
        ),
    ),
    "a wrong password": Trouble(
        {**USER.values, "password": "wr0ng-password"},
        ("/login was answered 401", "Check liveperson:username and liveperson:password, "),
    ),
    "a wrong key": Trouble(
        {**KEY.values, "appSecret": "wr0ng-app-secret"},
        (
            "was answered 401 Unauthorized",
            "Check liveperson:appKey, liveperson:appSecret, liveperson:accessToken and ",
        ),
    ),
    "an unknown account": Trouble(
        GOOD,
        ("does not know the account 99999999: check liveperson:accountId.",),
        {"LIVEPERSON_ACCOUNT_ID": "99999999"},
    ),
    "no privilege": Trouble(
        {"clientId": "unprivileged-client", "clientSecret": "unprivileged-secret"},
        ("was answered 403 Forbidden", "give them the privilege, or check liveperson:accountId."),
    ),
    "a clock behind": Trouble(
        KEY.values,
        (
            "was answered 401",
            "and this machine's clock. The clock of this machine is 300 s behind LivePerson's.",
        ),
        knobs={"clock_offset": 300, "timestamp_tolerance": 240},
    ),
    "a clock ahead": Trouble(
        KEY.values,
        (
            "was answered 401",
            "and this machine's clock. The clock of this machine is 300 s ahead of LivePerson's.",
        ),
        knobs={"clock_offset": -300, "timestamp_tolerance": 240},
    ),
    "a page for the Domain API": Trouble(
        GOOD,
        ("/service/baseURI.json was answered with text/html", CHECK_PROXY),
        fault={**PAGE, "path": "base"},
    ),
    "a page for the sign-in": Trouble(
        GOOD, ("/app/token was answered with text/html", CHECK_PROXY), fault={**PAGE, "path": "token"}
    ),
    "a page for the objects": Trouble(
        GOOD, ("was answered with text/html", CHECK_PROXY), fault={**PAGE, "path": "configuration"}
    ),
    "an unknown host": Trouble(
        GOOD,
        (
            "the host name api.liveperson.invalid is unknown",
            "Check the network",
            "and liveperson:domainApiUrl.",
        ),
        {"LIVEPERSON_DOMAIN_API_URL": "https://api.liveperson.invalid", **NO_PROXY},
        is_sent=False,
    ),
    "a closed port": Trouble(
        GOOD,
        ("GET http://127.0.0.1:1/", "Connection refused. Check the network", "and liveperson:domainApiUrl."),
        {"LIVEPERSON_DOMAIN_API_URL": "http://127.0.0.1:1"},
        is_sent=False,
    ),
}
