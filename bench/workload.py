"""The resources that a case declares, and the Pulumi projects that declare them."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

from pulumi_liveperson.client.writes.group_commit import MOST_IN_FLIGHT

ACCOUNT = "71234567"
HOST = Path(__file__).resolve().parent.parent / "template" / "host"
MODULES = {"ours": "pulumi_liveperson", "no-op": "bench.noop", "naive": "bench.naive"}
ALL = 10**9
MOST_IN_A_CALL = 50

# All providers have the same declarations; only the import differs.
_PROGRAM = Template('''"""Declares a workload, in which the first resources have new content."""

from itertools import count

from $module import $names

CHANGED = $changed
ZONE = "Europe/Lisbon"
positions = count()


def is_changed() -> bool:
    return next(positions) < CHANGED


def version() -> str:
    return "new" if is_changed() else "old"


def at(time: str) -> dict[str, str]:
    return {"date_time": f"2026-12-24T{time}", "time_zone": ZONE}


def hours(number: int) -> dict[str, object]:
    """Return the references of a skill to its hours."""
    found = {}
    if occasions:
        found["special_occasion_id"] = occasions[number % len(occasions)].id
    if workdays:
        found["working_hours_id"] = workdays[number % len(workdays)].id
    return found


occasions = [
    SpecialOccasion(
        f"occasion-{number}",
        name=f"Occasion {number}",
        description=version(),
        is_default=False,
        events=[
            {
                "meta": {"working": False, "name": "closed"},
                "start": at("00:00:00"),
                "end": at("23:59:00"),
                "recurrence": [f"RRULE:FREQ=DAILY;COUNT={number % 9 + 1};INTERVAL=1"],
            }
        ],
    )
    for number in range($occasions)
]
workdays = [
    Workdays(
        f"workdays-{number}",
        name=f"Workdays {number}",
        description=version(),
        is_default=False,
        shifts=[
            {"day": day, "start": "09:00", "end": "17:30", "time_zone": ZONE}
            for day in ("MO", "TU", "WE", "TH", "FR")
        ],
    )
    for number in range($workdays)
]
for number in range($skills):
    Skill(f"skill-{number}", name=f"Skill {number}", description=version(), max_wait_time=60, **hours(number))
for number in range($hours):
    SkillHours(f"hours-{number}", skill_name=f"Other skill {number}", **hours(number + is_changed()))
for number in range($reasons):
    StatusReason(f"reason-{number}", text=f"Reason {number} {version()}", state="Away", enabled=True)
''')


@dataclass(frozen=True)
class Workload:
    """The number of resources of each kind."""

    occasions: int = 0
    workdays: int = 0
    skills: int = 0
    hours: int = 0
    """The number of skills that exist already, and get hours."""
    reasons: int = 0

    @property
    def size(self) -> int:
        """Return the number of resources."""
        return self.occasions + self.workdays + self.skills + self.hours + self.reasons

    @property
    def has_groups(self) -> bool:
        """Return whether one call can write several of its objects, of whatever kind."""
        return not (self.skills or self.hours or self.reasons)

    def writes_in_a_row(self, command: str, parallel: int) -> int:
        """Return how many writes must follow one another on a strict server.

        Only one call at a time can change a revision, and creates need none. The engine runs at most
        `parallel` operations, and writes skills after the hours that they use. It deletes them before all
        other objects.
        """
        hours = -(-max(self.occasions, self.workdays) // min(MOST_IN_A_CALL, parallel))
        using = self.skills + self.hours
        if command == "create":
            return hours + -(-self.skills // min(MOST_IN_FLIGHT, parallel)) + self.hours
        if command == "destroy":
            return using + max(hours, self.reasons)
        return max(hours + using, self.reasons)

    def program(self, provider: str, changed: int = 0) -> str:
        """Return the program, in which the first `changed` resources have new content."""
        names = ["SpecialOccasion", "StatusReason"]
        names += [] if provider == "naive" else ["Workdays", "Skill", "SkillHours"]
        return _PROGRAM.substitute(
            vars(self), module=MODULES[provider], names=", ".join(sorted(names)), changed=changed
        )


def project(provider: str) -> str:
    """Return a Pulumi.yaml as JSON, which is valid YAML. Each provider runs in its own host."""
    runtime = {"name": "python", "options": {"toolchain": "pip", "virtualenv": sys.prefix}}
    host = {"name": "pulumi-python", "path": str(HOST)}
    plugins = {"providers": [host] if provider == "ours" else []}
    return json.dumps({"name": "bench", "runtime": runtime, "plugins": plugins})


def configuration(url: str) -> dict[str, str]:
    """Return the stack configuration of the simulated account."""
    return {
        "liveperson:accountId": ACCOUNT,
        "liveperson:domainApiUrl": url,
        "liveperson:clientId": "simulator-client",
        "liveperson:clientSecret": "simulator-secret",
    }
