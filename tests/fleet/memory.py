"""The memory that a command needs, in a process of its own."""

import subprocess
import sys

# The peak of the process itself: the operating system's figure for a child includes the peak of its parent.
_MEASURED = """
import sys
from pathlib import Path
from pulumi_liveperson.cli.main import main
code = main(sys.argv[1:])
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0], file=sys.stderr)
sys.exit(code)
"""


def measured(*words: str) -> tuple[int, int]:
    """Run `liveperson`, and return its exit code and its highest memory in megabytes."""
    command = [sys.executable, "-c", _MEASURED, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, int(done.stderr.split()[-1]) // 1024
