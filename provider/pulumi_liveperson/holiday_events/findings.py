"""What a function finds in the arguments of a call.

A program sees all its errors at once, so a call does not raise them: it records them in the program, whose
check shows them with those of the resources. Without a Pulumi program, for example in a test of a team, the
call raises them.
"""

import difflib
import reprlib
from collections.abc import Iterable, Mapping

from pulumi_liveperson.escaping import printable
from pulumi_liveperson.lint.finding import Finding
from pulumi_liveperson.lint.program import line
from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.program.program import current, raise_or_warn

MOST_SHOWN = 10
"""A call shows at most this number of errors."""
_MOST_SIMILAR = 4
_REPR = reprlib.Repr()
_REPR.maxstring = 200  # a path
_CUTOFF = 0.5  # below 0.6, difflib's own, because codes have two or three letters
_SHORTEST_PART = 3  # of a name, such as "Christmas" in "Christmas Day"


class Findings:
    """The errors and the warnings of one call."""

    def __init__(self, function: str, *arguments: object) -> None:
        self._call = f"{function}({', '.join(map(_REPR.repr, arguments))})"
        self._mistakes: list[str] = []
        self._warnings: list[Finding] = []

    def __bool__(self) -> bool:
        """Return whether there are errors."""
        return bool(self._mistakes)

    def mistake(self, path: str, reason: str) -> None:
        """Record an error in an argument, or with an empty path, in the file that it names."""
        self._mistakes.append(printable(f"{self._call}: {Mistake(path, reason)}"))

    def warning(self, name: str, text: str) -> None:
        """Record a warning, with the name by which a program can silence it."""
        self._warnings.append(Finding(name, printable(text)))

    def report(self) -> None:
        """Give all to the program; without a program, raise a `RunError` with the errors."""
        more = len(self._mistakes) - MOST_SHOWN
        mistakes = self._mistakes[:MOST_SHOWN] + [f"{self._call}: {more} more errors"] * (more > 0)
        program = current()
        if program is None:
            raise_or_warn(mistakes, [line(self._call, each) for each in self._warnings])
        else:
            program.record(self._call, mistakes, self._warnings)


def similar(value: str, known: Mapping[str, str] | Iterable[str]) -> str:
    """Return the end of a message that names values similar to an unknown one; empty if there are none.

    In a mapping, the values are shown in place of their keys.
    """
    wanted = value.casefold().strip()
    scores = {name: 0.0 for _, name in _pairs(known)}
    for key, name in _pairs(known):
        scores[name] = max(scores[name], _score(wanted, key.casefold()))
    best = sorted(
        (name for name, score in scores.items() if score >= _CUTOFF), key=lambda each: -scores[each]
    )
    return f"; similar: {', '.join(best[:_MOST_SIMILAR])}" if best else ""


def _score(wanted: str, known: str) -> float:
    """Return how similar two texts are; the first letter counts more, because codes have few letters."""
    if len(wanted) >= _SHORTEST_PART and wanted in known:
        return 1.0
    return difflib.SequenceMatcher(None, wanted, known).ratio() - (wanted[:1] != known[:1]) / 5


def _pairs(known: Mapping[str, str] | Iterable[str]) -> Iterable[tuple[str, str]]:
    return known.items() if isinstance(known, Mapping) else ((each, each) for each in known)
