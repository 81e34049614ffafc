"""The table of accounts, and the selection of accounts from it."""
