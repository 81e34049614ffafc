"""Commands for pipelines: `liveperson ci <command>`."""

from pulumi_liveperson.cli.ci.command import run

__all__ = ["run"]
