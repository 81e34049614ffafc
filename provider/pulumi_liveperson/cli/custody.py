"""Where the state of a stack is, and what opens its secrets: which of the several that it could be."""

import os
from pathlib import Path

import yaml

from pulumi_liveperson.cli import pulumi
from pulumi_liveperson.cli.findings import Outcome, Says
from pulumi_liveperson.cli.pulumi import PulumiError
from pulumi_liveperson.custody import BACKEND, is_demo_backend, passphrase_origin
from pulumi_liveperson.escaping.addresses import quoted

_PASSPHRASE = {None, "", "default", "passphrase"}


def custody(stack: str) -> Says:
    """Name the backend, and where the passphrase comes from."""
    url = pulumi.backend(stack)
    yield Outcome.OK, f"In {place(url)}. Secrets are opened by {_keeper(stack, url)}."


def place(url: str) -> str:
    """Return a backend without credentials, and what has chosen it."""
    if BACKEND in os.environ:
        chosen = f"as {BACKEND} says"
    elif is_demo_backend(url):
        chosen = "this checkout's folder for the demo"
    else:
        chosen = "where `pulumi login` has logged in"
    return f"{quoted(url)}, {chosen}"


def _keeper(stack: str, url: str) -> str:
    file = Path(f"Pulumi.{stack.rpartition('/')[2]}.yaml")
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None
    except (OSError, ValueError, yaml.YAMLError):
        raise PulumiError(f"{file} cannot be read: mend it.") from None
    settings = found if isinstance(found, dict) else {}
    if (provider := settings.get("secretsprovider")) not in _PASSPHRASE:
        return quoted(str(provider))
    if url.startswith("http") and "encryptionsalt" not in settings:
        return "that service"
    if origin := passphrase_origin(os.environ):
        return origin
    if is_demo_backend(url) and BACKEND not in os.environ:
        return "the demo's passphrase, which everybody knows"
    return "a passphrase that is not set here"
