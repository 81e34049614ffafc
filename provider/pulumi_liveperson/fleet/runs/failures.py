"""Describes in one line why a command of Pulumi failed for a stack."""

import re

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.escaping.addresses import with_quoted_addresses
from pulumi_liveperson.fleet.runs.children import Ended

_LONGEST = 1_000
# With the list that follows after `2 errors occurred:`.
_ERROR = re.compile(r"^\s*error: (.*(?:\n\s+[0-9]+\) .*)*)", re.MULTILINE)
# Consequences of another error, which is more useful.
_CONSEQUENCES = ("update failed", "preview failed", "an unhandled error occurred: program exited")
_REMEDIES = {
    "currently locked": "The stack is locked by another update, or by one that was killed. If no update "
    "runs, unlock the stack with `pulumi cancel --yes --stack {stack}`, and run this command again.",
    "no stack named": "The backend does not contain the stack: check PULUMI_BACKEND_URL, or create the stack "
    "with `pulumi stack init {stack}`.",
    "incorrect passphrase": "The passphrase does not decrypt the secrets of the stack: check "
    "PULUMI_CONFIG_PASSPHRASE, or the file that PULUMI_CONFIG_PASSPHRASE_FILE names.",
    "passphrase must be set": "The passphrase for the secrets of the stack is missing: set "
    "PULUMI_CONFIG_PASSPHRASE.",
    "PULUMI_ACCESS_TOKEN must be set": "No backend is chosen: run `export PULUMI_BACKEND_URL=<its address>` "
    "or `pulumi login <its address>`.",
}


def failure(ended: Ended, stack: str) -> str:
    """Return why a child failed, with what to do if that is known."""
    return explained(ended.logged(), stack, f"{ending(ended.code)}; see {ended.log}")


def ending(code: int) -> str:
    """Return how a child ended, such as `exit code 2`; a negative code is the signal that killed it."""
    if code >= 0:
        return f"exit code {code}"
    return f"killed by signal {-code}, by a person or for lack of memory"


def explained(output: str, stack: str, otherwise: str) -> str:
    """Return the error in an output, or `otherwise` if there is none."""
    errors = [" ".join(found[1].split()) for found in _ERROR.finditer(output)]
    causes = [each for each in errors if each and not each.startswith(_CONSEQUENCES)]
    remedy = next((text for part, text in _REMEDIES.items() if part in output), "").format(stack=stack)
    cause = causes[0] if causes else errors[-1] if errors else ""
    if remedy:
        return one_line(f"{remedy} Pulumi says: {cause or otherwise}")
    return one_line(cause or otherwise)


def one_line(message: str) -> str:
    """Return a message in one line, without secrets and addresses with passwords."""
    text = visible(with_quoted_addresses(SECRETS.masked(message.strip())))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
