"""Runs the stack program that the selected stack is for."""

import signal
from functools import partial

import pulumi

import stacks
from pulumi_liveperson.running import run

# Pulumi ends the program of a failed update with SIGINT. Python's own answer waits for calls that nobody
# answers any more, and Pulumi waits five seconds for it.
signal.signal(signal.SIGINT, signal.SIG_DFL)

name = pulumi.Config().get("program") or pulumi.get_stack()
run(f"stacks/{name}.py", partial(stacks.find, name))
