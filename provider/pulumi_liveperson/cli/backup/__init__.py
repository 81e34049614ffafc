"""Snapshots of an account's collections: taking one, and going back to it."""
