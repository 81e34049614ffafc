"""`python -m tests.report.capture`: makes the files in `previews/` again, with the real CLI and a simulator.

What depends on the machine, or on the moment, is taken out or made the same each time.
"""

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from liveperson_simulator.server import Simulator
from tests.engine.trial import ACCOUNT
from tests.report import programs
from tests.report.reporting import PREVIEWS
from tests.report.workshop import Workshop

_SAME = (
    (re.compile(r"http://127\.0\.0\.1:[0-9]+"), "https://simulator.example"),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"), "2026-11-21T00:00:00Z"),
    (re.compile(r"::[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "::some-id"),
    (re.compile(r'"v1:[^"]*"'), '"v1:ciphertext"'),
)
_TAKEN_OUT = {"sourcePosition", "stackTrace", "seed", "magic"}


def main() -> None:
    """Make all files again."""
    for group in (_of_a_change, _of_all_operations, _of_drift, _of_skills, _of_troubles):
        with tempfile.TemporaryDirectory() as folder, Simulator() as simulator:
            group(Workshop(Path(folder), simulator))


def _of_a_change(workshop: Workshop) -> None:
    workshop.declare(programs.HOLIDAYS)
    _keep("first", workshop, "preview")
    workshop.apply(programs.HOLIDAYS)
    _keep("unchanged", workshop, "preview")
    workshop.declare(programs.HOLIDAYS_CHANGED)
    _keep("holidays", workshop, "preview")


def _of_all_operations(workshop: Workshop) -> None:
    workshop.apply(programs.FEW)
    _keep("destroy", workshop, "destroy", "--preview-only")
    workshop.declare(programs.ALL_OPERATIONS)
    _keep("operations", workshop, "preview", "--show-sames", "--show-replacement-steps")
    plan = workshop.stack.project / "plan.json"
    workshop.run("preview", "--save-plan", str(plan))
    _write("plan", json.loads(plan.read_text()))


def _of_drift(workshop: Workshop) -> None:
    workshop.apply(programs.FEW)
    workshop.console.edit("Year end", description="Theirs")
    workshop.console.edit("Meal", enabled=False)
    workshop.console.delete("Lunch")
    _keep("refresh", workshop, "refresh", "--preview-only")
    workshop.declare(programs.FEW.replace('text="Meal"', 'text="Meal", enabled=False'))
    _keep("drift", workshop, "preview", "--refresh")
    _keep("drift-sames", workshop, "preview", "--refresh", "--show-sames")


def _of_skills(workshop: Workshop) -> None:
    for name in ("night desk", "late desk"):
        workshop.console.control.foreign_create(ACCOUNT, "skills", {"name": name})
    workshop.apply(programs.SKILLS)
    workshop.declare(programs.SKILLS_CHANGED)
    _keep("skills", workshop, "preview", "--show-sames", "--show-replacement-steps")
    plan = workshop.stack.project / "plan.json"
    workshop.run("preview", "--save-plan", str(plan))
    _write("skills-plan", json.loads(plan.read_text()))
    _edit_skill(workshop, "Billing desk", maxWaitTime=300, workingHoursId=None, wrapUpTime=30)
    _edit_skill(workshop, "sales", workingHoursId=None, maxWaitTime=300)
    _edit_skill(workshop, "Legacy", deleted=True)
    _keep("skills-drift", workshop, "preview", "--refresh", "--show-sames")


def _edit_skill(workshop: Workshop, name: str, *, deleted: bool = False, **changes: Any) -> None:
    control = workshop.console.control
    [id_] = [each["id"] for each in control.objects(ACCOUNT, "skills") if each["name"] == name]
    if deleted:
        control.foreign_delete(ACCOUNT, "skills", id_)
    else:
        control.foreign_update(ACCOUNT, "skills", id_, changes)


def _of_troubles(workshop: Workshop) -> None:
    workshop.apply(programs.FEW.replace('text="Meal"', 'text="Meal", opts=ResourceOptions(protect=True)'))
    workshop.declare(programs.PROTECTED)
    _keep("protected", workshop, "preview", exit_code=1)
    workshop.declare(programs.MISTAKES)
    _keep("mistakes", workshop, "preview", exit_code=1)
    workshop.declare(programs.SLOW)
    _write("interrupted", json.loads(workshop.interrupted_preview()))


def _keep(name: str, workshop: Workshop, *command: str, exit_code: int = 0) -> None:
    _write(name, workshop.run(*command, "--json", exit_code=exit_code).json)


def _write(name: str, document: Any) -> None:
    text = json.dumps(_cleaned(document), indent=1)
    for pattern, words in _SAME:
        text = pattern.sub(words, text)
    (PREVIEWS / f"{name}.json").write_text(f"{text}\n")


def _cleaned(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _cleaned(inner) for key, inner in value.items() if key not in _TAKEN_OUT}
        return kept | {"duration": 1_000_000_000} if "duration" in kept else kept
    return [_cleaned(item) for item in value] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
