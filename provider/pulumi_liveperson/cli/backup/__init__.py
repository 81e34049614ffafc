"""Snapshots of an account's collections: how they are taken, and how they are restored."""
