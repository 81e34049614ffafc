"""Runs of Pulumi for many stacks."""
