"""The shell in which somebody starts the tests; what it exports for Pulumi or LivePerson has no say.

Only the profile of the simulator counts; workers of the run and runs inside a test inherit it.
"""

import os

from liveperson_simulator.profile import VARIABLE

_FOREIGN = ("PULUMI_", "LIVEPERSON_")
_KEPT = ("PULUMI_TOOLCHAIN", VARIABLE)

EXPORTED = {
    name: os.environ.pop(name)
    for name in list(os.environ)
    if name.startswith(_FOREIGN) and not name.startswith(_KEPT)
}
"""What was exported; the environment of the tests, and of all that they start, is without it."""
os.environ["GOGC"] = "off"  # `pulumi` ends before its garbage matters, so collecting that is waste
