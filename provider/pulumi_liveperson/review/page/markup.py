"""Text as HTML: text of other sources is escaped, and cannot reorder the text around it."""

import re

from markupsafe import Markup, escape

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.review.lines import External, Line, shortened

_CODE = re.compile(r"`([^`]+)`")
_LONGEST_MESSAGE = 20_000


def line_of_html(line: Line) -> Markup:
    """Return a line as HTML."""
    return Markup("").join(_own_text(piece) if isinstance(piece, str) else _external(piece) for piece in line)


def external(text: str) -> Markup:
    """Return text of another source on one line, shortened to the length of a name."""
    return _isolated(shortened(text))


def message(text: str) -> Markup:
    """Return a message of several lines, cut where it is too long."""
    lines = [visible(each) for each in text[:_LONGEST_MESSAGE].splitlines()]
    return escape("\n".join([*lines, "…"] if text[_LONGEST_MESSAGE:] else lines))


def prose(text: str) -> Markup:
    """Return sentences in which text between backticks is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(message(text))))  # noqa: S704 - it is escaped


def _own_text(text: str) -> Markup:
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704 - it is escaped


def _isolated(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(visible(text))


def _external(piece: External) -> Markup:
    isolated = _isolated(piece.text)
    return Markup("<strong>{}</strong>").format(isolated) if piece.strong else isolated
