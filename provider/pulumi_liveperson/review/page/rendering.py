"""Fills the template of the page.

A policy in the page forbids all external content: scripts, pictures, fonts, forms and addresses. It allows
only the style that has its digest.
"""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.review.dates import month_and_year
from pulumi_liveperson.review.lines import count, plain
from pulumi_liveperson.review.page.markup import external, line_of_html, message
from pulumi_liveperson.review.page.parts import parts
from pulumi_liveperson.review.presentation import Presentation, other_line, unmanaged_line

_FOLDER = Path(__file__).parent
_MOST_OTHERS = 500
_MOST_MESSAGES = 100
_MOST_SEGMENTS = 3
"""The number of visible segments of a day; the others are in the table and in the text for screen readers."""


def as_page(presentation: Presentation) -> str:
    """Return the report as an HTML page."""
    style = (_FOLDER / "style.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    found = parts(presentation)
    return (
        _environment()
        .get_template("page.html.jinja")
        .render(
            presentation=presentation,
            report=presentation.report,
            parts=found,
            drawn=any(card.drawing and card.drawing.size for part in found for card in part.cards),
            title=visible(plain(presentation.headline())),
            style=Markup(style),  # noqa: S704 - our own text, which must match its digest
            digest=digest,
        )
    )


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "line": line_of_html,
        "external": external,
        "message": message,
        "month": month_and_year,
        "count": count,
        "other_line": other_line,
        "unmanaged_line": unmanaged_line,
        "place": _place,
    }
    environment.globals |= {
        "MOST_OTHERS": _MOST_OTHERS,
        "MOST_MESSAGES": _MOST_MESSAGES,
        "MOST_SEGMENTS": _MOST_SEGMENTS,
    }
    return environment


def _place(zone: str) -> Markup:
    """Return the last part of a time zone's name, which fits into a cell."""
    return external(zone.rpartition("/")[2].replace("_", " "))
