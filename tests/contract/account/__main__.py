"""`make account-test`: runs the contract tests that a real server can serve, in a LivePerson account."""

import argparse
import signal
import sys
from pathlib import Path

import pytest

from pulumi_liveperson.client.errors import ConfigurationError, LivePersonError
from pulumi_liveperson.probe.cleaning import sweep
from pulumi_liveperson.probe.safety import HANDFUL, Content, look
from pulumi_liveperson.probe.session import MARK
from pulumi_liveperson.settings import read_settings
from tests import objects, shell
from tests.contract.account.connection import Connection
from tests.contract.account.others import Others, changes, others
from tests.contract.account.plugin import Plugin

CONSENT = "--i-know-what-this-account-is"
REFUSED = 2
_NEEDS = (
    "set LIVEPERSON_ACCOUNT_ID and the keys of one sign-in method, such as LIVEPERSON_CLIENT_ID and "
    "LIVEPERSON_CLIENT_SECRET, in the environment; docs/signing-in.md lists the methods"
)
_TIMEOUT = 1800  # seconds for a test, because a request waits for its turn
_OPTIONS = (
    *("-m", "account and not slow"),
    *("-o", f"timeout={_TIMEOUT}"),
    *("-o", f"testpaths={Path(__file__).parents[1]}"),
    *("-p", "no:cacheprovider"),
    # The connection has imported some modules before pytest starts.
    *("-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"),
    "--quiet",
)


class RefusedError(Exception):
    """Nothing was run; the message says why and what to do."""


def main() -> int:
    """Run the tests, and return an exit code: 0 if all of them pass and the account is as it was."""
    parser = argparse.ArgumentParser(prog="make account-test", description=__doc__)
    parser.add_argument(CONSENT, action="store_true", dest="consent", help="also test in this account")
    options, rest = parser.parse_known_args()
    # An end of the terminal or of a pipeline leaves time to clean up, as an interrupt does.
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.default_int_handler)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return _tested(rest, consent=options.consent)
    except RefusedError as error:
        _say(f"Nothing was run: {error}")
        return REFUSED
    except KeyboardInterrupt:
        _say("Interrupted. The next run deletes what this one may have left.")
        return 130


def _tested(arguments: list[str], *, consent: bool) -> int:
    if not any(name in shell.EXPORTED for name in ("LIVEPERSON_ACCOUNT_ID", "LIVEPERSON_DOMAIN_API_URL")):
        raise RefusedError(f"{_NEEDS}.")
    objects.leave_out(objects.OF_OTHER_OBJECTS)
    try:
        connection = Connection(read_settings(lambda _key: None, shell.EXPORTED))
        content = look(connection.session)
        _check(content, consent=consent)
        if content.left_over:
            _say(f"Deleting {content.left_over} objects of an earlier run.")
            sweep(connection.session)
        before = others(connection, content)
    except ConfigurationError as error:
        raise RefusedError(f"{_one_line(error)} To correct this, {_NEEDS}.") from None
    except LivePersonError as error:
        raise RefusedError(_one_line(error)) from None
    _say(
        f"The account has {len(before)} objects. The tests create others, whose names begin with "
        f"{MARK} {connection.session.run}, and delete them."
    )
    failed = True
    try:
        failed = bool(
            pytest.main(
                [*_OPTIONS, *arguments],
                plugins=[Plugin(connection, content)],
            )
        )
    finally:
        try:
            problems = _problems(connection, content, before)
        except LivePersonError as error:
            reason = f"{_one_line(error)} The next run deletes it, and so does `liveperson probe --clean`."
            problems = [f"It is not known what the tests have left: {reason}"]
        connection.account.close()
        _say(
            "\n".join(problems)
            or f"All else in the account is as it was, after {connection.transport.requests} requests."
        )
    return 1 if failed or problems else 0


def _problems(connection: Connection, content: Content, before: Others) -> list[str]:
    """Delete what the tests have left, and return what is still there, or has changed of other people."""
    left = [f"The {own.kind.noun} {own.id} of the tests is left." for own in sweep(connection.session)]
    return left + changes(before, others(connection, content))


def _check(content: Content, *, consent: bool) -> None:
    if not content.numbers:
        raise RefusedError("no list of the account can be read with these credentials.")
    if consent or content.is_sandbox:
        return
    number = sum(content.numbers.values())
    has = [f"a default {each.noun}" for each in content.defaults]
    has += [f"{number} objects (more than {HANDFUL})"] if number > HANDFUL else []
    raise RefusedError(
        f"the account has {' and '.join(has)}, so it may not be a sandbox. If you know that it is one: "
        f"`make account-test OPTIONS={CONSENT}`"
    )


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
