"""The check of a complete stack program before any of its resources is registered."""
