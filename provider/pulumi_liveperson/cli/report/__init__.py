"""`liveperson report`: describes in plain language, for reviewers, what a preview changes in LivePerson."""

from pulumi_liveperson.cli.report.command import run

__all__ = ["run"]
