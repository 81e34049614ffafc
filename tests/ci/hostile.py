"""A branch whose own copy of our command writes down all that its jobs are given."""

import sys
from pathlib import Path

from tests.ci.team import Team

SAID = "<!-- liveperson-accounts report: accounts -->\nAll is well.\n"
_COMMAND = """#!{python}
import json, os, sys

with open({seen!r}, "a") as file:
    json.dump(dict(os.environ), file)
command, options = sys.argv[2], dict(zip(sys.argv, sys.argv[1:]))
if command == "shards":
    sys.exit(print('["1/1"]'))
print({said!r}, file=open(options["--output"], "w") if "--output" in options else sys.stdout, end="")
"""
_PLANTING = """
rm .venv/bin
mkdir .venv/bin
echo 'PATH="$PWD/.venv/bin:$PATH"' > .venv/bin/activate
cp liveperson .venv/bin/liveperson
chmod +x .venv/bin/liveperson
"""


def plant(team: Team) -> Path:
    """Let the jobs install such a command from the branch, and return where it writes."""
    team.commit()
    seen = team.folder.parent / "seen"
    command = _COMMAND.format(python=sys.executable, seen=str(seen), said=SAID)
    (team.folder / "liveperson").write_text(command)
    with (team.folder / ".ci" / "set-up").open("a") as script:
        script.write(_PLANTING)
    return seen
