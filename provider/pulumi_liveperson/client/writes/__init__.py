"""The one writer of each collection: what must hold before a write, and what goes out together."""
