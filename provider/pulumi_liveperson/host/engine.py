"""The `pulumi` command that started this host: its arguments, and the state of its stack."""

import os
import re
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import psutil

from pulumi_liveperson.client.errors import UnknownStateError
from pulumi_liveperson.client.writes.holders import StateEntry
from pulumi_liveperson.pulumi_cli.state import PULUMI, UnreadableStateError, exported
from pulumi_liveperson.registry import TYPE_PREFIX

_PARTIAL = re.compile(r"import|-\w*t.*|--(target|exclude|continue-on-error).*")
_STACK = re.compile("--stack|-s")


class Engine:
    """The process of an engine; the state is exported once, on first use, and kept."""

    def __init__(self, process_id: int) -> None:
        self._lock = threading.Lock()
        try:
            process = psutil.Process(process_id)
            self._executable, self._arguments = process.exe(), process.cmdline()[1:]
        except psutil.Error:
            self._executable, self._arguments = "", []

    @property
    def is_pulumi(self) -> bool:
        """Return whether the process is a `pulumi` command, and not a debugger or a test."""
        return Path(self._executable).name in PULUMI

    @property
    def is_partial(self) -> bool:
        """Return whether the engine may skip resources that stay in the state.

        `pulumi import` processes only the new resources. `--target` and `--exclude` skip the others, and
        `--continue-on-error` skips those that depend on a failed resource.
        """
        is_asked = any(_PARTIAL.fullmatch(argument) for argument in self._arguments)
        return self.is_pulumi and (is_asked or bool(os.environ.get("PULUMI_CONTINUE_ON_ERROR")))

    def entries(self, type_name: str) -> Sequence[StateEntry]:
        """Return the entries of one of our types in the state; raises `UnknownStateError` without a state."""
        if not self.is_pulumi:
            return []
        with self._lock:
            resources = self._resources
        return [
            StateEntry(str(each["urn"]), str(each.get("id", "")), is_pending_delete=bool(each.get("delete")))
            for each in resources
            if each.get("type") == TYPE_PREFIX + type_name
            # The object of an entry with a pending replacement is deleted already.
            and not (each.get("external") or each.get("pendingReplacement"))
        ]

    @cached_property
    def _resources(self) -> list[dict[str, Any]]:
        try:
            return exported([self._executable, "stack", "export", *self._stack(), "--non-interactive"])
        except UnreadableStateError as error:
            raise UnknownStateError(
                "The objects of the other resources of this stack are unknown, because `pulumi stack export` "
                f"failed ({error}). Nothing was written. Run this command again when `pulumi stack export` "
                "works, or without --target, --exclude and --continue-on-error."
            ) from None

    def _stack(self) -> list[str]:
        """Return the option that names the stack; without one, `pulumi` uses the selected stack."""
        for place, argument in enumerate(self._arguments):
            name, _, value = argument.partition("=")
            if _STACK.fullmatch(name):
                return ["--stack", value or self._arguments[place + 1]]
        return []
