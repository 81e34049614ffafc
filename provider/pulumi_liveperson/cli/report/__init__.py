"""`liveperson report`: what a preview changes in LivePerson, in words for the people who review it."""

from pulumi_liveperson.cli.report.command import run

__all__ = ["run"]
