"""A branch whose own copy of our command writes down all that its jobs are given."""

import sys
from pathlib import Path

from tests.ci.team import Team
from tests.warm import link

SAID = "<!-- liveperson-accounts report: accounts/support -->\nAll is well.\n"
_COMMAND = """#!{python}
import json, os, sys

with open({seen!r}, "a") as file:
    json.dump(dict(os.environ), file)
if sys.argv[1:] == ["ci", "stacks"]:
    sys.exit(print('["support"]'))
options = dict(zip(sys.argv, sys.argv[1:]))
print({said!r}, file=open(options["--output"], "w") if "--output" in options else sys.stdout, end="")
"""


def plant(team: Team) -> Path:
    """Put such a command into the virtual environment of the branch, and return where it writes."""
    seen, own = team.folder.parent / "seen", team.folder / ".venv"
    theirs = own.resolve()
    own.unlink()
    link(theirs, own, without={"bin"})
    link(theirs / "bin", own / "bin", without={"activate", "liveperson"})
    (own / "bin" / "activate").write_text(f'export PATH="{own}/bin:$PATH"\n')
    command = own / "bin" / "liveperson"
    command.write_text(_COMMAND.format(python=sys.executable, seen=str(seen), said=SAID))
    command.chmod(0o755)
    return seen
