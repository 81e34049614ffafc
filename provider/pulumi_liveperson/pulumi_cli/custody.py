"""Who keeps a stack's state and secrets: never the demo, where the account is a real one.

The demo's passphrase is published with this project, so whatever it has encrypted is open. Its backend is a
folder of a checkout, which no colleague sees and which `make clean` removes.
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
_OWN_KEY = (
    "Take one of your own: `pulumi stack change-secrets-provider passphrase < "
    "/run/secrets/pulumi-passphrase`, where that file holds it; then `unset PULUMI_CONFIG_PASSPHRASE` and "
    "`export PULUMI_CONFIG_PASSPHRASE_FILE=/run/secrets/pulumi-passphrase`. Give each secret a new value, "
    "because the old one may have been read: `pulumi config set --secret liveperson:<key>`."
)
_OWN_BACKEND = (
    "Move the stack to one of your own: `stack=$(pulumi stack --show-name)`, `pulumi stack export --file "
    "state.json`, `export PULUMI_BACKEND_URL=s3://pulumi-state`, `pulumi stack init $stack`, `pulumi stack "
    "import --file state.json`."
)


def check_custody(domain_api_url: str, environ: Mapping[str, str]) -> None:
    """Raise a `ConfigurationError` where an account that is not simulated has what is the demo's."""
    if is_loopback(urlsplit(domain_api_url).hostname):
        return
    not_simulated = f"This account is not simulated (liveperson:domainApiUrl is {domain_api_url})"
    if _passphrase(environ) == _DEMO_PASSPHRASE:
        raise ConfigurationError(
            f"{not_simulated}, and {passphrase_origin(environ)} is the demo's, which everybody knows. "
            f"{_OWN_KEY}"
        )
    if is_demo_backend(environ.get(BACKEND, "")):
        raise ConfigurationError(
            f"{not_simulated}, and {BACKEND} names the demo's folder {_DEMO_FOLDER}, which nobody else sees "
            f"and `make clean` removes. {_OWN_BACKEND}"
        )


def passphrase_origin(environ: Mapping[str, str]) -> str | None:
    """Say where the passphrase of a stack comes from; None where the environment holds none."""
    if PASSPHRASE in environ:
        return f"the passphrase in {PASSPHRASE}"
    if file := environ.get(PASSPHRASE_FILE):
        return f"the passphrase in {file}, which {PASSPHRASE_FILE} names"
    return None


def is_demo_backend(url: str) -> bool:
    """Tell whether a backend is the folder that a checkout of this project has for its demo."""
    if not url.startswith(_FILE):
        return False
    folder = Path(url.removeprefix(_FILE).partition("?")[0]).expanduser().resolve()
    return folder.name == _DEMO_FOLDER and (folder.parent / "Pulumi.yaml").is_file()


def _passphrase(environ: Mapping[str, str]) -> str | None:
    """Return the passphrase as Pulumi takes it."""
    if PASSPHRASE in environ:
        return environ[PASSPHRASE]
    try:
        return Path(environ[PASSPHRASE_FILE]).read_text(encoding="utf-8").strip()
    except (KeyError, OSError, ValueError):
        return None
