"""The errors of set-up.

ToolchainError                one line with the problem and its solution
└── ReleaseUnavailableError   Pulumi's own download cannot be used here; a build can replace it
"""


class ToolchainError(Exception):
    """A reason to stop, as one line."""


class ReleaseUnavailableError(ToolchainError):
    """Pulumi's own release archive is not available or not usable."""
