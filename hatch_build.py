"""What an editable install holds beside the link to this checkout."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NO_PLUGIN_MARKER = "pulumi_liveperson/pulumi-plugin.json"


class Hook(BuildHookInterface):  # type: ignore[type-arg]  # its configuration is nobody's business
    """Lets Pulumi find in an editable install what it finds in a wheel.

    Pulumi takes each package that is named so for one with a plugin, which it would look for on the network.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file where Pulumi looks for it."""
        if version == "editable":
            source = f"provider/{NO_PLUGIN_MARKER}"
            build_data["force_include_editable"][source] = NO_PLUGIN_MARKER
