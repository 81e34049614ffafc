"""Warnings about declarations that LivePerson accepts, but that may not mean what their author wants."""
