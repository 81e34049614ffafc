"""The result of a probe as one HTML page without a script, which needs no network."""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.cli.probe.subjects import position, subject
from pulumi_liveperson.probe.question import Certainty
from pulumi_liveperson.review.dates import enumeration
from pulumi_liveperson.review.page.templates import STYLE, environment, style

_FOLDER = Path(__file__).parent
_LONGEST_BODY = 4000
_MOST_EXCHANGES = 12
"""The most exchanges of one answer that the page shows."""
_WIDTH = 96
"""The most characters of JSON in one line."""


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
    """Each exchange as text; only the first ones, if there are many."""
    exchanges: int
    """The number of exchanges."""

    @property
    def hidden(self) -> int:
        """The number of exchanges that only the JSON file contains."""
        return self.exchanges - len(self.evidence)


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
    found = sorted(rows(content["questions"]), key=lambda row: position(row.name))
    contradicted = [(row, each) for row in found for each in row.answers if each.contradiction]
    observed = [row for row in found if row.is_observed]
    unobserved = [row for row in found if not row.is_observed]
    asked = {row.name for row in found}
    not_asked = {name: why for name, why in content["undetermined"].items() if name not in asked}
    template = environment(_FOLDER).get_template("probe.html.jinja")
    return template.render(
        content=content,
        title=f"Result of a probe of {content['probedOn']}",
        outcome=_outcome(len({row.name for row, _ in contradicted}), len(observed), len(found)),
        contradicted=contradicted,
        subjects=[
            (name, [*each]) for name, each in itertools.groupby(observed, lambda row: subject(row.name))
        ],
        reasons=_reasons(unobserved),
        not_observed=len(unobserved),
        not_asked=not_asked,
        LIKELY=Certainty.LIKELY,
        **style((STYLE, _FOLDER / "probe.css")),
    )


def _reasons(unobserved: Sequence[Row]) -> dict[str, list[Row]]:
    """Return the questions without an answer by their reason, or by their reasons if kinds differ."""
    found: dict[str, list[Row]] = {}
    for row in unobserved:
        found.setdefault(" ".join(each.says for each in row.answers), []).append(row)
    return found


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
    exchanges = [exchange for each in observations for exchange in each["evidence"]]
    return Answer(
        enumeration([each["objects"] for each in observations if each["objects"]]),
        first["observed"],
        first["says"],
        first["certainty"],
        first["contradiction"] or "",
        [_exchange(exchange) for exchange in exchanges[:_MOST_EXCHANGES]],
        len(exchanges),
    )


def _exchange(found: dict[str, Any]) -> str:
    query = "&".join(f"{name}={value}" for name, value in found.get("query", {}).items())
    lines = [f"{found['method']} {found['path']}{'?' if query else ''}{query}"]
    if "ifMatch" in found:
        lines.append(f"If-Match: {found['ifMatch']}")
    if "sent" in found:
        lines.append(_body(found["sent"]))
    lines += [
        "",
        f"Answer: {found['status']}",
        *(f"{name}: {value}" for name, value in found["headers"].items()),
    ]
    if "received" in found:
        lines.append(_body(found["received"]))
    return "\n".join(lines)


def _body(body: Any) -> str:
    text = body if isinstance(body, str) else _json(body)
    if len(text) <= _LONGEST_BODY:
        return text
    return f"{text[:_LONGEST_BODY]}… (the JSON file contains the rest)"


def _json(body: Any, indent: str = "") -> str:
    """Return JSON in which each object or list that fits into a line has one line."""
    line = json.dumps(body, ensure_ascii=False)
    if len(indent) + len(line) <= _WIDTH or not isinstance(body, dict | list) or not body:
        return line
    inner = f"{indent}  "
    if isinstance(body, dict):
        parts = [f"{json.dumps(name, ensure_ascii=False)}: {_json(body[name], inner)}" for name in body]
    else:
        parts = [_json(each, inner) for each in body]
    first, last = "{}" if isinstance(body, dict) else "[]"
    lines = ",\n".join(f"{inner}{each}" for each in parts)
    return f"{first}\n{lines}\n{indent}{last}"


def _outcome(contradictions: int, observed: int, asked: int) -> str:
    numbers = f"{observed} of {count(asked, 'question')} answered"
    if not observed:
        return f"Nothing was observed: {numbers}"
    if not contradictions:
        return f"Nothing contradicts what the provider assumes: {numbers}"
    verb = "has" if contradictions == 1 else "have"
    return (
        f"{count(contradictions, 'question')} {verb} an answer that contradicts what the provider assumes: "
        f"{numbers}"
    )
