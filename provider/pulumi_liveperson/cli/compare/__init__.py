"""`liveperson compare`: in what two stacks differ, or a stack and what its account holds."""

from pulumi_liveperson.cli.compare.command import add_to

__all__ = ["add_to"]
