"""Messages for people in Pulumi's display, and an optional log with one record for each request.

`LIVEPERSON_LOG` (or `liveperson:log`) enables the log, in addition to the display.
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
"""`debug` logs a record for each request; `trace` adds the bodies, masked."""
FORMATS = ("text", "json")

_OURS = logging.getLogger("pulumi_liveperson")
_BODIES = ("sent", "received")


@dataclass(frozen=True)
class LogSettings:
    """The level, the file and the format of the log; an empty level disables it."""

    level: str = ""
    file: str | None = None
    format: str = FORMATS[0]


NO_LOG = LogSettings()


class MessageFormatter(logging.Formatter):
    """Formats a record as its message, without secrets, and safe for a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message."""
        return SECRETS.printable(record.getMessage())


class _Lines(logging.Formatter):
    """Formats a record as one line; times are in UTC, to the millisecond (ISO 8601)."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"


class TextLines(_Lines):
    """Formats a record as one line of text, for people."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time, level and message, and the bodies if the record has any, without secrets."""
        facts = getattr(record, "facts", {})
        bodies = "".join(
            f", {name} {json.dumps(SECRETS.masked_json(facts[name]), ensure_ascii=False)}"
            for name in _BODIES
            if name in facts
        )
        message = " ".join(SECRETS.masked(record.getMessage()).split())  # a record is one line
        line = f"{self.formatTime(record)} {record.levelname} {message}{bodies}"
        return without_commands(written_out(line))


class JsonLines(_Lines):
    """Formats a record as one line with a JSON object, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object, without secrets; each fact of a request is a separate field."""
        fields = SECRETS.masked_json({"message": record.getMessage(), **getattr(record, "facts", {})})
        return as_json({"time": self.formatTime(record), "level": record.levelname, **fields})


def start_logs(settings: LogSettings) -> None:
    """Open the log; print warnings on stderr unless another handler shows them already.

    Raises `ConfigurationError` if the file of the log cannot be written.
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
            f"liveperson:logFile is {file!r}, but the file cannot be written: {error.strerror}."
        ) from None
