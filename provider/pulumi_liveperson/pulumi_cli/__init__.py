"""Reads the output of the Pulumi CLI: names of resources, previews, plans and states."""
