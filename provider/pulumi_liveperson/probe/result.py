"""The result of a probe: one row for each question, and the profile for the simulator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pulumi_liveperson.probe.evidence import Evidence
from pulumi_liveperson.probe.question import Observation

FORMAT = "liveperson-probe/1"


@dataclass(frozen=True)
class Result:
    """What a probe has observed; it identifies neither the account nor people nor credentials."""

    probed_on: date
    observations: tuple[Observation, ...]
    evidence: Evidence
    missing: tuple[str, ...] = ()
    """Sentences about what ended the probe early, or what it could not read."""
    unasked: tuple[tuple[str, str], ...] = ()
    """The knobs that no probe can see, each with a reason."""

    @property
    def contradictions(self) -> list[Observation]:
        """The observations that contradict what the provider assumes."""
        return [each for each in self.observations if each.contradiction]

    @property
    def knobs(self) -> dict[str, str]:
        """The values of the simulator's knobs; without those that differ between kinds of objects."""
        seen = self._values()
        return {name: values.pop() for name, values in seen.items() if len(values) == 1}

    @property
    def undetermined(self) -> dict[str, str]:
        """The knobs without a value, each with the reason."""
        seen = self._values()
        reasons = dict(self.unasked)
        for each in self.observations:
            name = each.question.name
            if each.question.has_knob and each.value is None and name not in seen:
                reasons.setdefault(name, each.says)
        for name, values in seen.items():
            if len(values) > 1:
                reasons[name] = f"It differs between the kinds of objects: {', '.join(sorted(values))}."
        return reasons

    def _values(self) -> dict[str, set[str]]:
        seen: dict[str, set[str]] = {}
        for each in self.observations:
            if each.question.has_knob and each.value is not None:
                seen.setdefault(each.question.name, set()).add(each.value)
        return seen

    def as_json(self) -> dict[str, Any]:
        """Return the content of the file."""
        rows = list(self._rows(self.observations))  # first, because it learns the ids that are hidden
        sentence = self.evidence.sentence
        return {
            "format": FORMAT,
            "probedOn": str(self.probed_on),
            "complete": not self.missing,
            "missing": [sentence(each) for each in self.missing],
            "contradictions": list(dict.fromkeys(each.question.name for each in self.contradictions)),
            "knobs": {name: sentence(value) for name, value in self.knobs.items()},
            "undetermined": {name: sentence(reason) for name, reason in self.undetermined.items()},
            "questions": rows,
        }

    def _rows(self, observations: Iterable[Observation]) -> Iterable[dict[str, Any]]:
        for each in observations:
            question = each.question
            evidence = [self.evidence.of(exchange) for exchange in each.evidence]
            yield {
                "name": question.name,
                "asks": question.asks,
                "page": question.page,
                "objects": f"{each.kind.noun}s" if each.kind else None,
                "observed": None if each.value is None else self.evidence.sentence(each.value),
                "says": self.evidence.sentence(each.says),
                "certainty": each.certainty,
                "assumes": question.assumes,
                "contradiction": each.contradiction or None,
                "knob": question.name if question.has_knob else None,
                "evidence": evidence,
            }
