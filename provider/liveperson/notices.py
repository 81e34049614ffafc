"""What a message is about, as the `extra` of a log record, so that it can be shown in the right place."""

ABOUT_OBJECT = {"notice": "object"}
"""About the object that the logging thread works on."""
WHILE_WAITING = {"notice": "waiting"}
"""True only while it lasts, for everything that is under way."""
