"""Decides when two values have the same meaning, in any format that LivePerson may return."""
