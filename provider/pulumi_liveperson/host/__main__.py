"""Starts our host with the engine's command line: `python -m pulumi_liveperson.host <engine address>`."""

import gc
import sys

gc.disable()  # until the host is ready: the imports create many objects, but almost no garbage

try:
    from pulumi_liveperson.host.serving import serve
except ImportError as error:
    sys.exit(
        f"The provider host does not work with this version of the Pulumi SDK: {error}. Install the pinned "
        "requirements, or remove `plugins` from Pulumi.yaml to use Pulumi's own host."
    )

serve(sys.argv[-1])
