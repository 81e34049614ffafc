"""`liveperson doctor`: checks whether a stack can work with its account; it writes nothing."""

from pulumi_liveperson.cli.doctor.command import add_to

__all__ = ["add_to"]
