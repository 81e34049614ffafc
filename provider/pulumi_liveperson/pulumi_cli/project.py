"""The Pulumi project in this folder, as its `Pulumi.yaml` describes it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from pulumi_liveperson.pulumi_cli.command import NO_PROJECT, PulumiError

_FILE = Path("Pulumi.yaml")
_OURS = "pulumi-python"


@dataclass(frozen=True)
class Project:
    """What the file says."""

    name: str
    """The namespace of the settings that have none of their own."""
    has_host: bool
    """Whether dynamic resources run in a host of the project's own, which can look things up."""


def project() -> Project:
    """Read the file; raises `PulumiError` where there is none that can be read."""
    try:
        found = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
        return Project(str(found["name"]), has_host=_OURS in _providers(found))
    except OSError:
        raise PulumiError(NO_PROJECT) from None
    except (yaml.YAMLError, ValueError, LookupError, TypeError, AttributeError):
        raise PulumiError(f"{_FILE} cannot be read as a Pulumi project: mend it.") from None


def _providers(found: dict[str, Any]) -> list[str]:
    return [str(each["name"]) for each in (found.get("plugins") or {}).get("providers") or []]
