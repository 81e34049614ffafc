"""`liveperson probe`: asks an account what LivePerson's documentation leaves open."""

from pulumi_liveperson.cli.probe.command import add_to

__all__ = ["add_to"]
