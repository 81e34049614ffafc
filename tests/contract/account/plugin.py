"""The plugin of pytest that lets the tests run in a real account."""

import pytest

from liveperson_simulator.knobs import BY_NAME
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.probe.bodies import KINDS, named
from pulumi_liveperson.probe.cleaning import tidy
from pulumi_liveperson.probe.safety import Content
from pulumi_liveperson.probe.session import Own
from tests.contract.account.connection import Connection
from tests.contract.account.console import AccountConsole
from tests.contract.place import ACCOUNT_PLUGIN
from tests.contract.process import Process

ONLY_ON_SIMULATORS = {*BY_NAME, "server"}
"""The parameters of tests that choose how the simulator behaves."""


class OnAccount:
    """A namespace in a real account."""

    def __init__(self, connection: Connection, content: Content) -> None:
        self._connection = connection
        self._content = content
        self._namespace = connection.namespace()

    def process(self, kind: Kind) -> Process:
        self._skip_without_list(kind)
        return Process(self._connection.client(self._namespace), kind)

    def console(self, kind: Kind) -> AccountConsole:
        self._skip_without_list(kind)
        client = self._connection.client(self._namespace, is_disturbed=False)
        return AccountConsole(client, self._namespace, kind)

    def set_knobs(self, **knobs: str | int) -> None:
        """Change nothing: a real server behaves as it does."""

    def needs_default(self, kind: Kind) -> None:
        if kind in self._content.defaults:
            pytest.skip(f"the account has a default {kind.noun}, and the test makes another one")

    def close(self) -> None:
        session, prefix = self._connection.session, self._namespace.prefix
        for kind in KINDS:  # the newest first, so skills before the hours that they use
            if self._namespace.ids[kind]:
                items = [
                    each for each in session.listed(kind).objects if named(kind, each).startswith(prefix)
                ]
                session.made += [Own(kind, str(each["id"]), each) for each in items if "id" in each]
        tidy(session)

    def _skip_without_list(self, kind: Kind) -> None:
        for each in self._content.refused:
            if each.kind is kind:
                pytest.skip(f"the list of {kind.noun}s was answered {each.status}")


class Plugin:
    """Gives each test a namespace, and leaves out the cases that differ only in the simulator's behaviour."""

    def __init__(self, connection: Connection, content: Content) -> None:
        self.__name__ = ACCOUNT_PLUGIN
        self._connection = connection
        self._content = content

    def place(self) -> OnAccount:
        """Return a new namespace."""
        return OnAccount(self._connection, self._content)

    @pytest.hookimpl(tryfirst=True)
    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        """Keep one case of those that are the same on a real server, and one that is not slow if possible."""
        kept: dict[str, pytest.Item] = {}
        for item in sorted(items, key=lambda each: each.get_closest_marker("slow") is not None):
            kept.setdefault(_case(item), item)
        chosen = {*kept.values()}
        config.hook.pytest_deselected(items=[each for each in items if each not in chosen])
        items[:] = [each for each in items if each in chosen]


def _case(item: pytest.Item) -> str:
    callspec = getattr(item, "callspec", None)
    params = callspec.params if callspec is not None else {}
    shown = sorted(f"{name}={value!r}" for name, value in params.items() if name not in ONLY_ON_SIMULATORS)
    return f"{item.nodeid.partition('[')[0]} {shown}"
