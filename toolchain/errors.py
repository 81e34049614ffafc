"""What can go wrong while setting up.

ToolchainError                one line that says what is missing and what to do
└── ReleaseUnavailableError   Pulumi's own download cannot be used here; a build can take its place
"""


class ToolchainError(Exception):
    """A reason to stop, told in one line."""


class ReleaseUnavailableError(ToolchainError):
    """Pulumi's own release archive cannot be had."""
