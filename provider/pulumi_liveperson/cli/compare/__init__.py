"""`liveperson compare`: shows how two stacks, or a stack and its account, differ."""

from pulumi_liveperson.cli.compare.command import add_to

__all__ = ["add_to"]
