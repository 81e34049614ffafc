"""What a run of Pulumi prints, as a terminal is left with it, and without what differs from run to run."""

import re
from collections.abc import Iterator

_ROW = re.compile(r"^ (?P<sign>.) {1,2}(?P<type>pulumi[\w:/-]+) (?P<name>\S+) ?(?P<news>.*)$")
_PROGRESS = re.compile(r"^@ ")
_NEWS = re.compile(r"(; ?| |^)(error: |warning: |running ).*")
_WAITS = re.compile(
    r"(; ?| |^)(?P<why>(LivePerson answered|\S+ gives no answer|a system that is not) .*trying again.*)"
)
_UNDER_WAY = re.compile(r"^\w+ing \(")
_CHANGING = (
    (re.compile(r" \(\d+(\.\d+)?s\)"), ""),
    (re.compile(r"Duration: \d+s"), "Duration: 1s"),
    (re.compile(r"\b44\d{8}\b"), "4410000000"),
    (re.compile(r'ac_revision: "\d+" => "\d+"'), 'ac_revision: "1" => "2"'),
    (re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"), "2026-01-01T00:00:00.000Z"),
    (
        re.compile(
            r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(, commit \w+(, with changes that are not committed)?)?"
        ),
        "2026-01-01T00:00:00Z",
    ),
    (re.compile(r"\bIn the 400 days from \d+ \w+ \d+ on:"), "In the 400 days from 1 Jan 2026 on:"),
    (re.compile(r"\bIn total, it is open [^.]*\."), "In total, it is open 1 hour."),
    (re.compile(r"\bin \d+ ms\b"), "in 1 ms"),
    (re.compile(r"\babout \d+ (s|second|minute|hour)s? left\b"), "about 1 second left"),
    (re.compile(r"\((\d+ s|\d+ minutes)\)"), "(1 s)"),
    (re.compile(r'"milliseconds": \d+'), '"milliseconds": 1'),
)


def settled(text: str) -> str:
    """Return output with one row for each resource, in its last state, instead of one for each step.

    A resource that waits has a row for that too. Rows and diagnostics come in the order of their names,
    because Pulumi's own varies.
    """
    lines: list[str] = []
    rows: dict[tuple[str, str, str], str] = {}
    for line in [*text.rstrip().splitlines(), ""]:
        row = _ROW.match(line)
        if row:
            waits = _WAITS.search(row["news"])
            why = waits["why"] if waits and _UNDER_WAY.match(row["news"]) else ""
            news = row["news"] if why else _WAITS.sub("", _NEWS.sub("", row["news"]))
            # What waits comes before what has ended.
            key = row["type"], row["name"], why or "~"
            rows[key] = f" {row['sign']}  {row['type']} {row['name']} {news}".rstrip()
        elif not _PROGRESS.match(line):
            lines += [rows[key] for key in sorted(rows)]
            rows = {}
            lines.append(line.rstrip())
    return re.sub("\n{3,}", "\n\n", "\n".join(_with_sorted_diagnostics(lines))).strip("\n")


def constant(text: str) -> str:
    """Return output without times, durations, ids and revisions."""
    for pattern, replacement in _CHANGING:
        text = pattern.sub(replacement, text)
    return text


def _with_sorted_diagnostics(lines: list[str]) -> Iterator[str]:
    blocks: list[list[str]] = []
    inside = False
    for line in lines:
        if inside and line.startswith("Resources:"):
            inside = False
            yield from (line for block in sorted(blocks) for line in block)
            blocks = []
        if inside and re.match(r"^  pulumi\S+ \(.*\):$", line):
            blocks.append([])
        if inside and blocks:
            blocks[-1].append(line)
        else:
            yield line
        inside = inside or line == "Diagnostics:"
    yield from (line for block in blocks for line in block)
