"""The machine of a job on GitHub, and stand-ins for the actions that need GitHub itself.

The files of the repository are those of the branch, and its last commit is the branch main.
"""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "template"
"""What a team's repository begins as, and whose workflows are run."""
LOCAL = "./"


@dataclass
class Artefacts:
    """What the jobs of a run have kept: by its name, a file's name and text."""

    files: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class Machine:
    """Where a job runs, and what it shares with the others of its run."""

    folder: Path
    temporary: Path
    event: Mapping[str, Any]
    kept: Artefacts
    own: dict[str, str] = field(default_factory=dict)
    """What this job has kept."""

    def use(self, action: str, given: Mapping[str, Any]) -> dict[str, str] | None:
        """Do what an action does, and return its outputs; nothing where it fails."""
        if action.startswith(LOCAL):
            # With the files of the checkout: an action of the branch is code of the branch.
            assert (TEMPLATE / action / "action.yml").exists(), action
            assert os.access(self.folder / ".venv" / "bin" / "pulumi", os.X_OK)
            return {}
        name = action.partition("@")[0]
        if name == "actions/checkout":
            return self._check_out(given.get("ref"))
        if name == "actions/upload-artifact":
            return self._upload(given)
        assert name == "actions/download-artifact", f"{action} has no stand-in"
        return self._download(given["name"], Path(given["path"]))

    def _check_out(self, ref: str | None) -> dict[str, str]:
        if ref == "main":
            reviewed = self.temporary / "reviewed"
            subprocess.run(["git", "clone", "--quiet", self.folder, reviewed], check=True)
            self.folder = reviewed
        else:
            assert ref in (None, self.event["ref"])
        return {}

    def _upload(self, given: Mapping[str, Any]) -> dict[str, str]:
        file = self.folder / given["path"]
        if not file.exists():
            return {"artifact-url": ""}
        name = file.name if given.get("archive") is False else given["name"]
        self.own[name] = file.read_text()
        self.kept.files[name] = file.name, self.own[name]
        return {"artifact-url": f"https://github.example/artifacts/{name}"}

    def _download(self, name: str, folder: Path) -> dict[str, str] | None:
        if name not in self.kept.files:
            return None
        file, text = self.kept.files[name]
        folder.mkdir(parents=True)
        (folder / file).write_text(text)
        return {}
