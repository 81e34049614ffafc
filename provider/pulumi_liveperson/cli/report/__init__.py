"""`python -m cli report`: what a preview changes in LivePerson, in words for the people who review it."""

from cli.report.command import run

__all__ = ["run"]
