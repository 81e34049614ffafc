"""What a run of Pulumi prints, as a terminal is left with it, and without what differs from run to run."""

import re
from collections.abc import Iterator

_ROW = re.compile(r"^ (?P<sign>.) {1,2}(?P<type>pulumi[\w:/-]+) (?P<name>\S+) ?(?P<news>.*)$")
_PROGRESS = re.compile(r"^@ ")
_NEWS = re.compile(r";? ?error: .*| running .*|took over .*|warning: .*| was overwritten.*")
_NOTE = re.compile(r"^    (took over |.* was overwritten, with )")
_CHANGING = (
    (re.compile(r" \(\d+(\.\d+)?s\)"), ""),
    (re.compile(r"Duration: \d+s"), "Duration: 1s"),
    (re.compile(r"\b44\d{8}\b"), "4410000000"),
    (re.compile(r'ac_revision: "\d+" => "\d+"'), 'ac_revision: "1" => "2"'),
)


def settled(text: str) -> str:
    """Return output with one row for each resource, in its last state, instead of one for each step.

    Rows and diagnostics come in the order of their names, because Pulumi's own varies.
    """
    lines: list[str] = []
    rows: dict[tuple[str, str], str] = {}
    for line in [*text.rstrip().splitlines(), ""]:
        row = _ROW.match(line)
        if row:
            news = _NEWS.sub("", row["news"])
            rows[row["type"], row["name"]] = f" {row['sign']}  {row['type']} {row['name']} {news}".rstrip()
        elif not _PROGRESS.match(line):
            lines += [rows[key] for key in sorted(rows)]
            rows = {}
            lines.append(line.rstrip())
    return re.sub("\n{3,}", "\n\n", "\n".join(_with_sorted_diagnostics(lines))).strip("\n")


def constant(text: str) -> str:
    """Return output without durations, ids and revisions."""
    for pattern, replacement in _CHANGING:
        text = pattern.sub(replacement, text)
    return text


def _with_sorted_diagnostics(lines: list[str]) -> Iterator[str]:
    blocks: list[list[str]] = []
    inside = False
    for line in lines:
        if inside and line.startswith("Resources:"):
            inside = False
            for block in sorted(blocks):
                yield from _with_notes_last(block)
            blocks = []
        if inside and re.match(r"^  pulumi\S+ \(.*\):$", line):
            blocks.append([])
        if inside and blocks:
            blocks[-1].append(line)
        else:
            yield line
        inside = inside or line == "Diagnostics:"
    yield from (line for block in blocks for line in block)


def _with_notes_last(block: list[str]) -> Iterator[str]:
    """Put what the provider logs behind what the engine says; the two come in either order."""
    notes = [line for line in block if _NOTE.match(line)]
    rest = "\n".join(line for line in block if line not in notes).strip("\n")
    title, _, said = rest.partition("\n")
    yield title
    yield from re.sub("\n{3,}", "\n\n", said.lstrip("\n")).splitlines()
    if notes:
        yield from ["", *notes] if rest.count("\n") else notes
    yield ""
