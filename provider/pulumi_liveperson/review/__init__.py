"""Describes changes in plain language for the people who review them; contains no command."""
