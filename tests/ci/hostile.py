"""A branch whose own copy of our commands writes down all that its jobs are given."""

from pathlib import Path

from tests.ci.team import Team

SAID = "<!-- liveperson-accounts report: accounts/support -->\nAll is well.\n"
_COMMAND = """
import json, os, sys

with open({seen!r}, "a") as file:
    json.dump(dict(os.environ), file)
options = dict(zip(sys.argv, sys.argv[1:]))
said = '["support"]' if "stacks" in sys.argv else {said!r}
print(said, file=open(options["--output"], "w") if "--output" in options else sys.stdout, end="")
"""


def plant(team: Team) -> Path:
    """Put such commands into the files of the branch, and return where they write."""
    seen = team.folder.parent / "seen"
    (team.folder / "cli").unlink()
    for name in ("cli", "provider/pulumi_liveperson/cli/ci"):
        (team.folder / name).mkdir()
        (team.folder / name / "__main__.py").write_text(_COMMAND.format(seen=str(seen), said=SAID))
    return seen
