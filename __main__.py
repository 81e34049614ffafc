"""Runs the stack program that the selected stack is for."""

import signal
import sys
from functools import partial
from pathlib import Path

# For a project that was made from this repository, and has not installed the package.
sys.path.append(str(Path(__file__).parent / "provider"))

import pulumi

import stacks
from pulumi_liveperson.running import run

# Pulumi ends the program of a failed update with SIGINT. Python's own answer waits for calls that nobody
# answers any more, and Pulumi waits five seconds for it.
signal.signal(signal.SIGINT, signal.SIG_DFL)

name = pulumi.Config().get("program") or pulumi.get_stack()
run(f"stacks/{name}.py", partial(stacks.find, name))
