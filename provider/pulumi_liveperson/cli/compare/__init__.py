"""`python -m cli compare`: in what two stacks differ, or a stack and what its account holds."""

from cli.compare.command import add_to

__all__ = ["add_to"]
