"""Runs the stack program that the selected stack is for."""

import pulumi

import stacks

stacks.find(pulumi.Config().get("program") or pulumi.get_stack())()
