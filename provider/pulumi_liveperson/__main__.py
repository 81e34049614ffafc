"""`python -m pulumi_liveperson <command>`: the same as `liveperson <command>`."""

from pulumi_liveperson.cli.main import start

start()
