"""Adds a file to an editable install, which otherwise only links to this checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NO_PLUGIN_MARKER = "pulumi_liveperson/pulumi-plugin.json"


class Hook(BuildHookInterface):  # type: ignore[type-arg]  # it has no configuration
    """Adds the file that says that the package has no Pulumi plugin to an editable install.

    Without it, Pulumi expects a plugin for a package named `pulumi-…`, and searches for it on the network.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file at the path that Pulumi reads."""
        if version == "editable":
            source = f"provider/{NO_PLUGIN_MARKER}"
            build_data["force_include_editable"][source] = NO_PLUGIN_MARKER
