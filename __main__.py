"""Runs the stack program that the selected stack is for."""

from pulumi_liveperson.running import main

main()
