"""The `pulumi` command that has started this host: what it was asked to do, and its stack's state."""

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
    """The process of an engine; its commands that read are run once, and answered from then on."""

    def __init__(self, process_id: int) -> None:
        self._lock = threading.Lock()
        try:
            process = psutil.Process(process_id)
            self._executable, self._arguments = process.exe(), process.cmdline()[1:]
        except psutil.Error:
            self._executable, self._arguments = "", []

    @property
    def is_pulumi(self) -> bool:
        """Tell whether the process is a `pulumi` command, and not somebody's debugger or test."""
        return Path(self._executable).name in PULUMI

    @property
    def is_partial(self) -> bool:
        """Tell whether the engine may leave resources out that it keeps, so that it tells nothing of them.

        `pulumi import` knows the new resources only, `--target` and `--exclude` leave the others out, and
        `--continue-on-error` those that depend on one that has failed.
        """
        is_asked = any(_PARTIAL.fullmatch(argument) for argument in self._arguments)
        return self.is_pulumi and (is_asked or bool(os.environ.get("PULUMI_CONTINUE_ON_ERROR")))

    def entries(self, type_name: str) -> Sequence[StateEntry]:
        """Return the entries of the state of one type of ours; raises `UnknownStateError` without them."""
        if not self.is_pulumi:
            return []
        with self._lock:
            resources = self._resources
        return [
            StateEntry(str(each["urn"]), str(each.get("id", "")), is_pending_delete=bool(each.get("delete")))
            for each in resources
            if each.get("type") == TYPE_PREFIX + type_name
            # An entry whose replacement is pending has gone without its object already.
            and not (each.get("external") or each.get("pendingReplacement"))
        ]

    @cached_property
    def _resources(self) -> list[dict[str, Any]]:
        try:
            return exported([self._executable, "stack", "export", *self._stack(), "--non-interactive"])
        except UnreadableStateError as error:
            raise UnknownStateError(
                "Which objects other resources of this stack have is not known: `pulumi stack export` "
                f"failed ({error}). Nothing was written. Run this again when that command works, or without "
                "--target, --exclude and --continue-on-error."
            ) from None

    def _stack(self) -> list[str]:
        """Return how the engine was told which stack; otherwise, it is the one that is selected here."""
        for place, argument in enumerate(self._arguments):
            name, _, value = argument.partition("=")
            if _STACK.fullmatch(name):
                return ["--stack", value or self._arguments[place + 1]]
        return []
