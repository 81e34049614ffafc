"""The result of a probe as one HTML page without a script, which needs no network."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.probe.question import Certainty
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.page.templates import STYLE, environment, style

_FOLDER = Path(__file__).parent
_LONGEST_BODY = 4000


@dataclass(frozen=True)
class Answer:
    """The same observation for one or more kinds of objects."""

    about: str
    """The kinds; empty for the whole account."""
    observed: str | None
    says: str
    certainty: str
    contradiction: str
    evidence: Sequence[str]
    """Each exchange as text."""

    @property
    def exchanges(self) -> int:
        """The number of exchanges."""
        return len(self.evidence)


@dataclass(frozen=True)
class Row:
    """One question with all its answers."""

    name: str
    asks: str
    page: str
    assumes: str
    answers: Sequence[Answer]

    @property
    def is_observed(self) -> bool:
        """Whether there is an answer for a kind of object."""
        return any(each.observed is not None for each in self.answers)


def render(content: dict[str, Any]) -> str:
    """Return the page of a result, from the content of its JSON file."""
    found = list(rows(content["questions"]))
    contradicted = [(row, each) for row in found for each in row.answers if each.contradiction]
    observed = [row for row in found if row.is_observed]
    unobserved = [row for row in found if not row.is_observed]
    asked = {row.name for row in found}
    not_asked = {name: why for name, why in content["undetermined"].items() if name not in asked}
    return (
        environment(_FOLDER)
        .get_template("probe.html.jinja")
        .render(
            content=content,
            title=f"Result of a probe of {content['probedOn']}",
            outcome=_outcome(len(contradicted), len(observed), len(unobserved)),
            contradicted=contradicted,
            parts=[
                part
                for part in (("observed", "Observed", observed), ("unobserved", "Not observed", unobserved))
                if part[2]
            ],
            not_asked=not_asked,
            NOT_OBSERVED=Certainty.NOT_OBSERVED,
            **style((STYLE, _FOLDER / "probe.css")),
        )
    )


def rows(questions: Sequence[dict[str, Any]]) -> Iterator[Row]:
    """Yield a row for each question, with one answer for all kinds that answered the same."""
    names = dict.fromkeys(each["name"] for each in questions)
    for name in names:
        same: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        observations = [each for each in questions if each["name"] == name]
        for each in observations:
            key = each["observed"], each["says"], each["certainty"], each["contradiction"]
            same.setdefault(key, []).append(each)
        first = observations[0]
        yield Row(
            name, first["asks"], first["page"], first["assumes"], [_answer(each) for each in same.values()]
        )


def _answer(observations: Sequence[dict[str, Any]]) -> Answer:
    first = observations[0]
    return Answer(
        enumeration([each["objects"] for each in observations if each["objects"]]),
        first["observed"],
        first["says"],
        first["certainty"],
        first["contradiction"] or "",
        [_exchange(exchange) for each in observations for exchange in each["evidence"]],
    )


def _exchange(found: dict[str, Any]) -> str:
    query = "&".join(f"{name}={value}" for name, value in found.get("query", {}).items())
    lines = [f"{found['method']} {found['path']}{'?' if query else ''}{query}"]
    if "ifMatch" in found:
        lines.append(f"If-Match: {found['ifMatch']}")
    if "sent" in found:
        lines.append(_body(found["sent"]))
    lines += ["", str(found["status"]), *(f"{name}: {value}" for name, value in found["headers"].items())]
    if "received" in found:
        lines.append(_body(found["received"]))
    return "\n".join(lines)


def _body(body: Any) -> str:
    text = body if isinstance(body, str) else _json(body)
    if len(text) <= _LONGEST_BODY:
        return text
    return f"{text[:_LONGEST_BODY]}… (the JSON file contains the rest)"


def _json(body: Any) -> str:
    """Return JSON with a line for each item of a list."""
    items = body if isinstance(body, list) else [body]
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in items)
    return f"[{lines}]" if isinstance(body, list) else lines


def _outcome(contradictions: int, observed: int, unobserved: int) -> str:
    numbers = f"{count(observed, 'question')} observed, {count(unobserved, 'question')} not observed"
    if not observed:
        return f"Nothing was observed: {numbers}"
    if not contradictions:
        return f"Nothing contradicts what the provider assumes: {numbers}"
    verb = "contradicts" if contradictions == 1 else "contradict"
    return f"{count(contradictions, 'observation')} {verb} what the provider assumes: {numbers}"
