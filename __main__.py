"""Runs the stack program that the selected stack is for."""

from functools import partial

import pulumi

import stacks
from provider.running import run

name = pulumi.Config().get("program") or pulumi.get_stack()
run(f"stacks/{name}.py", partial(stacks.find, name))
