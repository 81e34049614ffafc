"""Looks at a whole program before any of its resources reaches the engine.

The engine stops at the first resource whose check fails, and sees one resource at a time. So resources wait
here until the program has ended and nothing more can become known of it. Then all of them are checked, and
them against each other, and every mistake is shown at once. Of a program that has failed, nothing is sent.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime import get_root_resource

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.program.claims import Claimant, refused
from pulumi_liveperson.program.ending import Ending, has_engine
from pulumi_liveperson.program.later import Later, later, looked_at, now, shared
from pulumi_liveperson.program.transforms import Sent, Transforms
from pulumi_liveperson.pulumi_cli.state import objects_held
from pulumi_liveperson.validation import Declaration, checked, is_known
from pulumi_liveperson.wire import ORDERS, Props


@dataclass(frozen=True, eq=False)
class DeclaredResource:
    """A resource as a program declares it."""

    kind: Kind
    model: type[Declaration]
    resource: pulumi.Resource
    props: Props
    options: pulumi.ResourceOptions
    parent: Later | None

    @property
    def sent(self) -> Sent:
        """Return the props as far as they are known now."""
        known = {name: now(value) for name, value in self.props.items()}
        secrets = frozenset(name for name, (_, is_secret) in known.items() if is_secret)
        return Sent({name: value for name, (value, _) in known.items() if value is not None}, secrets)


class Program:
    """Everything that one program declares."""

    def __init__(self, root: pulumi.Resource) -> None:
        self.where: str | None = None
        """What an operator knows a stack program as. Only of such a one nothing at all is a mistake."""
        self.is_empty_on_purpose = False
        self._resources: list[DeclaredResource] = []
        self._ending = Ending(root)
        self._transforms = Transforms()
        self._registered = 0
        self._remarked = 0
        self._orders: dict[tuple[Kind, Hashable], str] = {}
        self._verdict = self._begin()

    def declare(
        self, kind: Kind, model: type[Declaration], arguments: pulumi.ResourceTransformationArgs
    ) -> pulumi.ResourceTransformationResult:
        """Note a resource; return what is to be registered of it, which waits for the verdict on all."""
        props, options = shared(dict(arguments.props)), copy(arguments.opts)
        declared = {name: looked_at(value) for name, value in props.items() if value is not None}
        declared.pop("__provider", None)
        parent = later(options.parent.urn) if options.parent is not None else None
        if self._is_judged:  # where it is declared by what becomes known only with the others
            self._verdict = self._begin()
        if options.id is None:  # what is only read is not declared
            self._resources.append(
                DeclaredResource(kind, model, arguments.resource, declared, arguments.opts, parent)
            )
        if has_engine() and options.id is None and props.get(str(kind.position)) is not None:
            # The engine tells of an unchanged one after it has had others moved, or not at all.
            account = kind, getattr(arguments.resource, "_provider", None)
            props[ORDERS] = self._verdict.apply(lambda _: self._orders.get(account))
        options.depends_on = self._verdict.apply(lambda _: arguments.opts.depends_on or [])
        return pulumi.ResourceTransformationResult(props, options)

    def _begin(self) -> pulumi.Output[None]:
        """Begin to judge all that is declared until the verdict is given."""
        self._is_judged = False
        verdict: pulumi.Output[None] = pulumi.Output.from_input(self._judge())
        return verdict

    async def _judge(self) -> None:
        """Raise a `RunError` that says how the program has failed, or shows every mistake in it."""
        await self._ending.reached()
        self._is_judged = True
        if not self._resources and self.where is not None and not self.is_empty_on_purpose:
            await self._refuse_to_empty(self.where)
        lines = [f"  {line}" for line in await self._mistakes()]
        if lines:
            count = "one mistake" if len(lines) == 1 else f"{len(lines)} mistakes"
            nothing = "nothing more" if self._registered else "nothing"
            raise pulumi.RunError(
                "\n".join([f"this program has {count}, and {nothing} was sent to LivePerson:", *lines])
            )
        self._registered = len(self._resources)

    async def _mistakes(self) -> list[str]:
        """Return the mistakes of each resource, then those between resources."""
        lines: list[str] = []
        remarks: list[str] = []
        claimants = []
        for each in self._resources:
            sent = await self._transforms.sent(each.resource, each.sent, each.options, each.parent)
            provider = getattr(each.resource, "_provider", None)
            name = each.resource.pulumi_resource_name
            claimant = Claimant(each.kind, name, sent.props, sent.secrets, provider)
            claimants.append(claimant)
            shown = sent.without(sent.secrets).props
            canonical, mistakes = checked(each.model, shown)
            lines += [f"{claimant.title}: {mistake}" for mistake in mistakes]
            if not mistakes and is_known(canonical):
                remarks += [f"{claimant.title}: {remark}" for remark in each.model.remarks(canonical)]
        self._orders = orders(claimants)
        lines += refused(claimants)
        if not lines:
            for remark in remarks[self._remarked :]:
                pulumi.log.warn(remark)
            self._remarked = len(remarks)
        return lines

    async def _refuse_to_empty(self, where: str) -> None:
        held = await asyncio.to_thread(objects_held) if has_engine() else 0
        if held:
            objects = "1 object" if held == 1 else f"{held} objects"
            raise pulumi.RunError(
                f"{where} declares nothing; {objects} would be deleted. If that is meant, call "
                "`declare_nothing()`, which `pulumi_liveperson` has, in its program(); or run "
                "`pulumi destroy`."
            )


def orders(claimants: Iterable[Claimant]) -> dict[tuple[Kind, Hashable], str]:
    """Return the declared positions by name, as far as they are known, by kind and provider."""
    known: dict[tuple[Kind, Hashable], dict[str, int]] = defaultdict(dict)
    for each in claimants:
        name, position = each.props.get(each.kind.key), each.props.get(str(each.kind.position))
        is_open = each.kind.key not in each.secrets
        if is_open and isinstance(name, str) and isinstance(position, int | float):
            known[each.kind, each.provider][name] = int(position)
    return {
        account: json.dumps(positions, ensure_ascii=False)
        for account, positions in known.items()
        if len(positions) > 1
    }


_PROGRAMS: WeakKeyDictionary[pulumi.Resource, Program] = WeakKeyDictionary()


def current() -> Program | None:
    """Return the program that runs, if one does."""
    root = get_root_resource()
    if root is None:
        return None
    if root not in _PROGRAMS:
        _PROGRAMS[root] = Program(root)
    return _PROGRAMS[root]


def declare_nothing() -> None:
    """Say that a program declares nothing on purpose, so that all that its stack holds is deleted."""
    program = current()
    if program is not None:
        program.is_empty_on_purpose = True


current()  # a program that imports this may register transforms before its first resource
