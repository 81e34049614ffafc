"""The resources that a scenario declares, and the Pulumi projects that declare them."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from string import Template

ACCOUNT = "71234567"
HOST = Path(__file__).resolve().parent.parent / "template" / "host"
MODULES = {"ours": "pulumi_liveperson", "no-op": "bench.noop", "naive": "bench.naive"}

# All providers have the same declarations; only the import differs.
_PROGRAM = Template('''"""Declares a workload."""

from $module import $names


def at(time: str) -> dict[str, str]:
    return {"date_time": f"2026-12-24T{time}", "time_zone": "Europe/Lisbon"}


for number in range($occasions):
    SpecialOccasion(
        f"occasion-{number}",
        name=f"Occasion {number}",
        description="as $version",
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
$hours
for number in range($reasons):
    StatusReason(f"reason-{number}", text=f"Reason {number} as $version", state="Away", enabled=True)
''')

_HOURS = Template("""occasions = [
    SpecialOccasion(f"days-{number}", name=f"Days {number}", description="-", events=[])
    for number in range(2)
]
for number in range($skills):
    SkillHours(f"skill-{number}", skill_name=f"Skill {number}", special_occasion_id=occasions[$index].id)
""")


@dataclass(frozen=True)
class Workload:
    """The number of resources of each kind, and the latency of the server."""

    occasions: int
    reasons: int = 0
    latency_ms: int = 50
    skills: int = 0
    """The number of skills that get hours; they exist already, and are not objects of the stack."""

    @property
    def size(self) -> int:
        """Return the number of resources."""
        return self.objects + self.skills

    @property
    def objects(self) -> int:
        """Return the number of objects that the stack creates; two occasions for skills are among them."""
        return self.occasions + self.reasons + (2 if self.skills else 0)

    def __str__(self) -> str:
        """Return the numbers and the latency as text."""
        numbers = {"occasions": self.occasions, "reasons": self.reasons, "skills": self.skills}
        kinds = " + ".join(f"{number} {noun}" for noun, number in numbers.items() if number)
        return f"{kinds}, {self.latency_ms} ms"

    def program(self, provider: str, version: str) -> str:
        """Return the program; another version changes every resource."""
        names = ["SkillHours"] * bool(self.skills) + ["SpecialOccasion", "StatusReason"]
        hours = _HOURS.substitute(skills=self.skills, index=int(version == "updated")) if self.skills else ""
        return _PROGRAM.substitute(
            module=MODULES[provider],
            names=", ".join(names),
            occasions=self.occasions,
            reasons=self.reasons,
            version=version,
            hours=hours,
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
