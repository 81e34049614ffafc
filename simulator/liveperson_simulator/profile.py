"""A profile: the values of knobs that `liveperson probe` has observed on an account, in its JSON file."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from liveperson_simulator.knob import KnobError
from liveperson_simulator.knobs import BY_NAME, TABLE

FORMAT = "liveperson-probe/1"
VARIABLE = "LIVEPERSON_SIMULATOR_PROFILE"
"""The environment variable that names the profile for the pytest fixtures."""
_RIGHT_FILE = "Use the JSON file that `liveperson probe` has written."
_UPGRADE = "Install a newer version with `pip install --upgrade 'pulumi-liveperson[simulator]'`"
_FAMILY, _, _VERSION = FORMAT.partition("/")


class ProfileError(ValueError):
    """A file that is not a usable profile; the message is one line and names the file."""


def observed_knobs(profile: str | os.PathLike[str]) -> dict[str, str]:
    """Return the knobs in a file that `liveperson probe` has written; raises ProfileError.

    A knob is left out if the account has behaved in a way that the simulator does not have.
    """
    found = _content(Path(profile)).get("knobs")
    if not isinstance(found, dict):
        raise ProfileError(f"The profile {profile} has no knobs. {_RIGHT_FILE}")
    knobs = {}
    for name, value in found.items():
        if name not in BY_NAME:
            raise ProfileError(f"The profile {profile} has an unknown knob, {name!r}. {_UPGRADE}.")
        with suppress(KnobError):
            knobs[name] = BY_NAME[name].check(value)
    return knobs


def undetermined(knobs: Mapping[str, object]) -> list[str]:
    """Return the names of the knobs that have no value here, in the order of the table."""
    return [knob.name for knob in TABLE if knob.name not in knobs]


def _content(profile: Path) -> Mapping[str, Any]:
    """Return the JSON object in a file of the right format."""
    try:
        content = json.loads(profile.read_text(encoding="utf-8"))
    except OSError as error:
        raise ProfileError(f"The profile {profile} cannot be read: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise ProfileError(f"The profile {profile} is not JSON. {_RIGHT_FILE}") from None
    found = content.get("format") if isinstance(content, dict) else None
    if found == FORMAT:
        return dict(content)
    family, _, version = found.partition("/") if isinstance(found, str) else ("", "", "")
    if family == _FAMILY and version.isascii() and version.isdigit() and int(version) > int(_VERSION):
        raise ProfileError(f"The profile {profile} is of a newer version ({found}). {_UPGRADE}.")
    raise ProfileError(f"The profile {profile} does not have the format {FORMAT}. {_RIGHT_FILE}")
