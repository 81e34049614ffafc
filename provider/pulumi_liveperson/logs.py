"""Where messages go: what people should know to Pulumi's display, one record per request to a log.

The log is switched on by `LIVEPERSON_LOG` (or `liveperson:log`), and is beside the display.
"""

import json
import logging
import sys
import time
from dataclasses import dataclass

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import as_json, without_commands, written_out

LEVELS = {"debug": logging.DEBUG, "trace": 5}
"""A record for each request; and its bodies too, masked."""
FORMATS = ("text", "json")

_OURS = logging.getLogger("pulumi_liveperson")
_BODIES = ("sent", "received")


@dataclass(frozen=True)
class LogSettings:
    """Whether requests are logged, where to, and in which form."""

    level: str = ""
    file: str | None = None
    format: str = FORMATS[0]


NO_LOG = LogSettings()


class MessageFormatter(logging.Formatter):
    """Formats a record as its message, without secrets and fit for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message."""
        return SECRETS.printable(record.getMessage())


class _Lines(logging.Formatter):
    """Formats a record as one line; times are in UTC, to the millisecond (ISO 8601)."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


class TextLines(_Lines):
    """A line for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level and message, and the bodies if the record has any, without secrets."""
        facts = getattr(record, "facts", {})
        bodies = "".join(
            f", {name} {json.dumps(SECRETS.without(facts[name]), ensure_ascii=False)}"
            for name in _BODIES
            if name in facts
        )
        message = " ".join(SECRETS.masked(record.getMessage()).split())  # a record is one line
        line = f"{self.formatTime(record)} {record.levelname} {message}{bodies}"
        return without_commands(written_out(line))


class JsonLines(_Lines):
    """A JSON object for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object, without secrets; the facts of a request are fields of their own."""
        fields = SECRETS.without({"message": record.getMessage(), **getattr(record, "facts", {})})
        return as_json({"time": self.formatTime(record), "level": record.levelname, **fields})


def start_logs(settings: LogSettings) -> None:
    """Say on stderr what people should know, unless it is said elsewhere already; open the log.

    Raises `ConfigurationError` where the log's file cannot be written.
    """
    is_log_on_stderr = bool(settings.level) and settings.file is None
    if not _OURS.handlers and not is_log_on_stderr:
        display = logging.StreamHandler(sys.stderr)
        display.setLevel(logging.WARNING)
        display.setFormatter(MessageFormatter())
        _OURS.addHandler(display)
    if settings.level and all(handler.name != str(settings) for handler in _OURS.handlers):
        log = _opened(settings.file)
        log.name = str(settings)
        log.setFormatter(JsonLines() if settings.format == "json" else TextLines())
        _OURS.addHandler(log)
        _OURS.setLevel(LEVELS[settings.level])


def _opened(file: str | None) -> logging.Handler:
    if file is None:
        return logging.StreamHandler(sys.stderr)
    try:
        return logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise ConfigurationError(
            f"liveperson:logFile is {file!r}, which cannot be written: {error.strerror}."
        ) from None
