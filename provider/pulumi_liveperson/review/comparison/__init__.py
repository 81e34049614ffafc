"""In what two accounts or stacks differ."""
