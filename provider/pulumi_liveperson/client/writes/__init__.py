"""The only writer of each collection: the checks before a write, and the grouping of writes into requests."""
