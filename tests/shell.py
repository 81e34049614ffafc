"""The shell in which somebody starts the tests; what it exports for Pulumi or LivePerson has no say."""

import os

_FOREIGN = ("PULUMI_", "LIVEPERSON_")
_TOOLCHAIN = "PULUMI_TOOLCHAIN"

EXPORTED = {
    name: os.environ.pop(name)
    for name in list(os.environ)
    if name.startswith(_FOREIGN) and not name.startswith(_TOOLCHAIN)
}
"""What was exported; the environment of the tests, and of all that they start, is without it."""
os.environ["GOGC"] = "off"  # `pulumi` ends before its garbage matters, so collecting that is waste
