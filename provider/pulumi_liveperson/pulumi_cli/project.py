"""Reads `Pulumi.yaml`, the description of the Pulumi project in this folder."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pulumi_liveperson.pulumi_cli.command import NO_PROJECT, PulumiError

_FILE = Path("Pulumi.yaml")
_PROVIDER_PLUGIN = "pulumi-python"


@dataclass(frozen=True)
class Project:
    """The parts of the file that commands need."""

    name: str
    """Also the namespace of settings without a namespace."""
    has_host: bool
    """Whether dynamic resources run in this package's provider host, which can read objects for an import."""


def project() -> Project:
    """Read the file; raises a `PulumiError` if it is missing or cannot be read."""
    try:
        found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
        return Project(str(found["name"]), has_host=_PROVIDER_PLUGIN in _providers(found))
    except OSError:
        raise PulumiError(NO_PROJECT) from None
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError):
        raise PulumiError(f"{_FILE} is not a valid Pulumi project: correct the file.") from None


def _providers(found: dict[str, Any]) -> list[str]:
    return [str(each["name"]) for each in (found.get("plugins") or {}).get("providers") or []]
