"""Runs the program of the selected stack."""

from pulumi_liveperson import run_stack

run_stack()
