"""Checks where the state of a stack is stored, and what decrypts its secrets."""

import os
from pathlib import Path

import yaml

from pulumi_liveperson.cli.doctor.findings import Outcome, Results
from pulumi_liveperson.escaping.addresses import quoted
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.backend import BACKEND, is_demo_backend, passphrase_origin
from pulumi_liveperson.pulumi_cli.command import PulumiError

_PASSPHRASE = {None, "", "default", "passphrase"}


def state_backend(stack: str) -> Results:
    """Yield the backend, and what decrypts the secrets."""
    url = pulumi.backend(stack)
    yield (
        Outcome.OK,
        f"Stored in {pulumi.described_backend(url)}. Secrets are decrypted with {_key_source(stack, url)}.",
    )


def _key_source(stack: str, url: str) -> str:
    file = Path(f"Pulumi.{stack.rpartition('/')[2]}.yaml")
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8")) if file.exists() else None
    except (OSError, ValueError, yaml.YAMLError):
        raise PulumiError(f"{file} cannot be read: correct the file.") from None
    settings = found if isinstance(found, dict) else {}
    if (provider := settings.get("secretsprovider")) not in _PASSPHRASE:
        return quoted(str(provider))
    if url.startswith("http") and "encryptionsalt" not in settings:
        return "a key of that service"
    if origin := passphrase_origin(os.environ):
        return origin
    if is_demo_backend(url) and BACKEND not in os.environ:
        return "the demo's passphrase, which is published"
    return "a passphrase that is not set here"
