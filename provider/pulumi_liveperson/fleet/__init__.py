"""Many stacks at once: the table of accounts, the runs of Pulumi for them, and one report for all."""
