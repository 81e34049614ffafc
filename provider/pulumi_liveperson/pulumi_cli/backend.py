"""The backend and the passphrase of a stack; a real account must not use those of the demo.

The demo's passphrase is published with this project, so everyone can decrypt what it has encrypted. Its
backend is a folder of a checkout: other people cannot read it, and `make clean` removes it.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.escaping.addresses import is_loopback

BACKEND = "PULUMI_BACKEND_URL"
PASSPHRASE, PASSPHRASE_FILE = "PULUMI_CONFIG_PASSPHRASE", "PULUMI_CONFIG_PASSPHRASE_FILE"
_DEMO_PASSPHRASE = "simulator"  # noqa: S105 - published
_DEMO_FOLDER = ".state"
_FILE = "file://"
_NEW_KEY_STEPS = (
    "Use your own passphrase: write it to a file such as /run/secrets/pulumi-passphrase, and run `pulumi "
    "stack change-secrets-provider passphrase < /run/secrets/pulumi-passphrase`; then `unset "
    "PULUMI_CONFIG_PASSPHRASE` and `export PULUMI_CONFIG_PASSPHRASE_FILE=/run/secrets/pulumi-passphrase`. "
    "Set a new value for each secret, because the old one may have been read: `pulumi config set --secret "
    "liveperson:<key>`."
)
_MOVE_STEPS = (
    "Move the stack to your own backend: `stack=$(pulumi stack --show-name)`, `pulumi stack export --file "
    "state.json`, `export PULUMI_BACKEND_URL=s3://pulumi-state`, `pulumi stack init $stack`, `pulumi stack "
    "import --file state.json`."
)


def check_backend(domain_api_url: str, environ: Mapping[str, str]) -> None:
    """Raise a `ConfigurationError` if a real account uses the demo's passphrase or backend."""
    if is_loopback(urlsplit(domain_api_url).hostname):
        return
    not_simulated = f"This account is not simulated (liveperson:domainApiUrl is {domain_api_url})"
    if _passphrase(environ) == _DEMO_PASSPHRASE:
        raise ConfigurationError(
            f"{not_simulated}, and {passphrase_origin(environ)} is the demo's, which is published. "
            f"{_NEW_KEY_STEPS}"
        )
    if is_demo_backend(environ.get(BACKEND, "")):
        raise ConfigurationError(
            f"{not_simulated}, and {BACKEND} names the demo's folder {_DEMO_FOLDER}: other people cannot "
            f"read it, and `make clean` removes it. {_MOVE_STEPS}"
        )


def passphrase_origin(environ: Mapping[str, str]) -> str | None:
    """Describe where the passphrase of a stack is set; `None` if the environment does not set it."""
    if PASSPHRASE in environ:
        return f"the passphrase in {PASSPHRASE}"
    if file := environ.get(PASSPHRASE_FILE):
        return f"the passphrase in {file}, set by {PASSPHRASE_FILE}"
    return None


def is_demo_backend(url: str) -> bool:
    """Return whether a backend is the demo's folder in a checkout of this project."""
    if not url.startswith(_FILE):
        return False
    folder = Path(url.removeprefix(_FILE).partition("?")[0]).expanduser().resolve()
    return folder.name == _DEMO_FOLDER and (folder.parent / "Pulumi.yaml").is_file()


def _passphrase(environ: Mapping[str, str]) -> str | None:
    """Return the passphrase as Pulumi reads it."""
    if PASSPHRASE in environ:
        return environ[PASSPHRASE]
    try:
        return Path(environ[PASSPHRASE_FILE]).read_text(encoding="utf-8").strip()
    except (KeyError, OSError, ValueError):
        return None
