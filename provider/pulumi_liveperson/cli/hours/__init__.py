"""`liveperson hours`: shows when each skill is open, and until when."""

from pulumi_liveperson.cli.hours.command import add_to

__all__ = ["add_to"]
