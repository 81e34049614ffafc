"""Commands for many accounts at once: `liveperson fleet <command>`."""

from pulumi_liveperson.cli.fleet.command import run

__all__ = ["run"]
