"""`liveperson export`: writes the objects of an account as a stack program, and imports them."""

from pulumi_liveperson.cli.export.command import add_to

__all__ = ["add_to"]
