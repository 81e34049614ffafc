"""`liveperson export`: writes what an account holds as a stack program, and imports it."""

from pulumi_liveperson.cli.export.command import add_to

__all__ = ["add_to"]
