"""Fills the template of the page."""

from jinja2 import Environment
from markupsafe import Markup

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.review.effect.sentences import HEADING
from pulumi_liveperson.review.lines import plain
from pulumi_liveperson.review.page.markup import external
from pulumi_liveperson.review.page.parts import parts
from pulumi_liveperson.review.page.templates import environment, style
from pulumi_liveperson.review.presentation import Presentation, other_line, unmanaged_line

_MOST_OTHERS = 500
_MOST_MESSAGES = 100
_MOST_SEGMENTS = 3
"""The number of visible segments of a day; the others are in the table and in the text for screen readers."""


def as_page(presentation: Presentation) -> str:
    """Return the report as an HTML page."""
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
            **style(),
        )
    )


def _environment() -> Environment:
    found = environment()
    found.filters |= {"other_line": other_line, "unmanaged_line": unmanaged_line, "place": _place}
    found.globals |= {
        "HOURS_HEADING": HEADING,
        "MOST_OTHERS": _MOST_OTHERS,
        "MOST_MESSAGES": _MOST_MESSAGES,
        "MOST_SEGMENTS": _MOST_SEGMENTS,
    }
    return found


def _place(zone: str) -> Markup:
    """Return the last part of a time zone's name, which fits into a cell."""
    return external(zone.rpartition("/")[2].replace("_", " "))
