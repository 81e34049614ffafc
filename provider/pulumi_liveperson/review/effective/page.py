"""The hours of skills over a period as one HTML page without a script, which needs no network."""

from pathlib import Path

from pulumi_liveperson.escaping import visible
from pulumi_liveperson.hours.overview import Overview
from pulumi_liveperson.review.dates import day
from pulumi_liveperson.review.effective.groups import groups
from pulumi_liveperson.review.effective.period import period
from pulumi_liveperson.review.effective.sections import cited, sections
from pulumi_liveperson.review.lines import shortened
from pulumi_liveperson.review.page.templates import STYLE, environment, style

_FOLDER = Path(__file__).parent
_MOST_WEEKS = 6


def render(overview: Overview) -> str:
    """Return the page."""
    found = groups(overview)
    parts = sections(found)
    zones = {group.zone.key for group in found}
    keys = {skill.id: part.key for part in parts for skill in part.group.skills}
    templates = environment(_FOLDER)
    templates.globals["MOST_WEEKS"] = _MOST_WEEKS
    templates.filters["day"] = day
    return templates.get_template("year.html.jinja").render(
        overview=overview,
        title=visible(f"Opening hours of {shortened(overview.title)}"),
        period=period(overview),
        sections=parts,
        contents=[(hours.skill.name, keys[hours.skill.id]) for hours in overview.skills],
        questions=cited(found),
        zone=zones.pop() if len(zones) == 1 else None,
        **style((STYLE, _FOLDER / "year.css")),
    )
