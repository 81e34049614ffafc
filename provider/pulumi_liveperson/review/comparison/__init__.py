"""The differences between two accounts or stacks."""
