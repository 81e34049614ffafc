"""The HTML that the parts of the page share."""

from html import escape

from liveperson_simulator.messages import Body


def badge(text: object, kind: str) -> str:
    """Return a short text in a coloured box."""
    return f'<span class="badge {kind}">{escape(str(text))}</span>'


def heading(body: Body, badges: str = "") -> str:
    """Return the name, the badges and the id of an object."""
    name = escape(str(body.get("name", body.get("text", ""))))
    return f'<div class="line"><strong>{name}</strong>{badges}<span class="id">{body["id"]}</span></div>'


def note(body: Body) -> str:
    """Return the description of an object."""
    description = body.get("description")
    return f'<p class="quiet small">{escape(str(description))}</p>' if description else ""
