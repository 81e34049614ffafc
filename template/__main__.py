"""Runs the stack program that the selected stack is for."""

from pulumi_liveperson import run_stack

run_stack()
