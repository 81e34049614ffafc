"""Opens the account of a stack for commands that write to it."""

import logging
import sys
from dataclasses import replace

from cli.backup.snapshot import Snapshot
from cli.compare.item import Item
from provider.connection import connect, declared
from provider.liveperson.account import Account
from provider.liveperson.notices import WAITING
from provider.settings import Settings


def open_for_writing(settings: Settings, snapshot: Snapshot) -> Account:
    """Return the account as an update has it, with its writers, which know the order that a snapshot has.

    While a request waits for its next try, stderr says so.
    """
    settings = replace(settings, read_only_service=False)  # a preview must not show what a replica remembers
    account = connect(settings)
    ours = logging.getLogger("provider")
    waiting = logging.StreamHandler(sys.stderr)
    waiting.addFilter(lambda record: getattr(record, "notice", None) == WAITING)
    ours.addHandler(waiting)
    if ours.level == logging.NOTSET:
        ours.setLevel(logging.INFO)
    for kind, held in snapshot.collections.items():
        for wire in held.objects:
            item = Item(kind, wire)
            if item.position is not None:
                declared(settings, kind).declare(item.name, item.position)
    return account
