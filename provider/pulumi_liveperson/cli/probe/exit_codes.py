"""The exit codes of the command `probe`, and the error of its usage."""

SUCCESS, COULD_NOT_READ, USAGE_ERROR, CONTRADICTS = range(4)


class UsageError(Exception):
    """The command line is wrong, or the command refuses the account; the message contains the solution."""
