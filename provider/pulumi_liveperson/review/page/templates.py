"""The templates of a page without a script, and the policy that keeps one out.

The policy forbids all external content: scripts, pictures, fonts, forms and addresses. It allows only the
style that has its digest.
"""

import base64
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pulumi_liveperson.review.dates import month_and_year
from pulumi_liveperson.review.lines import count
from pulumi_liveperson.review.page.markup import external, line_of_html, message, prose

_FOLDER = Path(__file__).parent
STYLE = _FOLDER / "style.css"


def environment(*folders: Path) -> Environment:
    """Return the templates of folders and of this one, with the filters that all pages use."""
    found = Environment(
        loader=FileSystemLoader([*folders, _FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters |= {
        "line": line_of_html,
        "external": external,
        "message": message,
        "prose": prose,
        "month": month_and_year,
        "count": count,
    }
    return found


def style(files: Sequence[Path] = (STYLE,)) -> dict[str, Any]:
    """Return the text of style sheets and its digest, as a template uses them."""
    text = "\n".join(each.read_text(encoding="utf-8") for each in files)
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return {"style": Markup(text), "digest": digest}  # noqa: S704 - our own text, which must match its digest
