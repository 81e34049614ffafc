"""Checks a complete program before any of its resources is registered with the engine.

The engine checks one resource at a time, and stops at the first error. So the resources wait here until the
program has ended and no more of its values can become known. Then all resources are checked, alone and
against each other, and all errors are shown at once. If the program failed, nothing is sent.
"""

import asyncio
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime import get_root_resource

from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.lint.finding import Declared, Finding
from pulumi_liveperson.lint.program import Silence, line, warnings
from pulumi_liveperson.program.claims import Claimant, duplicates
from pulumi_liveperson.program.pending_values import PendingValue, pending, resolved, reusable, with_pending
from pulumi_liveperson.program.program_end import ProgramEnd, has_engine
from pulumi_liveperson.program.transforms import Sent, Transforms
from pulumi_liveperson.pulumi_cli.state import count_objects
from pulumi_liveperson.validation import Declaration, checked, is_known
from pulumi_liveperson.wire import ORDERS, UNCHECKED, Props, prop


@dataclass(frozen=True, eq=False)
class DeclaredResource:
    """A resource as a program declares it."""

    kind: Kind
    model: type[Declaration]
    resource: pulumi.Resource
    props: Props
    options: pulumi.ResourceOptions
    parent: PendingValue | None
    outputs: Mapping[str, pulumi.Output[Any]]
    """The inputs that are outputs."""

    @property
    def sent(self) -> Sent:
        """Return the props that are known now."""
        known = {name: resolved(value) for name, value in self.props.items()}
        secrets = frozenset(name for name, (_, is_secret) in known.items() if is_secret)
        return Sent({name: value for name, (value, _) in known.items() if value is not None}, secrets)


class Program:
    """All resources that one program declares, and the check of them."""

    def __init__(self, root: pulumi.Resource) -> None:
        self.source: str | None = None
        """The name of a stack program in messages. Only a stack program may not declare nothing."""
        self.is_intentionally_empty = False
        self._resources: list[DeclaredResource] = []
        self._end = ProgramEnd(root)
        self._transforms = Transforms()
        self.silence = Silence()
        self._registered = 0
        self._warned = 0
        self._recorded_mistakes: list[str] = []
        self._recorded_warnings: list[tuple[str, Finding]] = []
        self._orders: dict[tuple[Kind, Hashable], str] = {}
        self._check_result = self._start_check()

    def declare(
        self, kind: Kind, model: type[Declaration], arguments: pulumi.ResourceTransformationArgs
    ) -> pulumi.ResourceTransformationResult:
        """Record a resource, and return its props and options, which wait for the check of all resources."""
        props, options = reusable(dict(arguments.props)), copy(arguments.opts)
        declared = {name: with_pending(value) for name, value in props.items() if value is not None}
        declared.pop("__provider", None)
        outputs = {name: value for name, value in props.items() if isinstance(value, pulumi.Output)}
        parent = pending(options.parent.urn) if options.parent is not None else None
        if self._is_checked:  # declared in an `apply` on an output of the others
            self._check_result = self._start_check()
        if options.id is None:  # a resource with an id is only read
            self._resources.append(
                DeclaredResource(kind, model, arguments.resource, declared, arguments.opts, parent, outputs)
            )
        if has_engine() and options.id is None and props.get(str(kind.position)) is not None:
            # The engine may move other reasons before it compares an unchanged one, or never compare it.
            account = kind, getattr(arguments.resource, "_provider", None)
            props[ORDERS] = self._check_result.apply(lambda _: self._orders.get(account))
        options.depends_on = self._check_result.apply(lambda _: arguments.opts.depends_on or [])
        return pulumi.ResourceTransformationResult(props, options)

    def record(self, call: str, mistakes: Iterable[str], found: Iterable[Finding]) -> None:
        """Record what a function found in the arguments of a call, for the check of all resources.

        After that check, raise a `RunError` with the errors.
        """
        self._recorded_warnings += [(call, finding) for finding in found]
        if self._is_checked:  # called in an `apply`
            raise_or_warn(mistakes, self._unsilenced())
        else:
            self._recorded_mistakes += mistakes

    def _unsilenced(self) -> list[str]:
        """Return the recorded warnings that the program does not silence, each once."""
        recorded, self._recorded_warnings = self._recorded_warnings, []
        return [line(*each) for each in dict.fromkeys(recorded) if not self.silence.covers_all(each[1])]

    def _start_check(self) -> pulumi.Output[None]:
        """Start the check of all resources that are declared before the program ends."""
        self._is_checked = False
        check_result: pulumi.Output[None] = pulumi.Output.from_input(self._check())
        return check_result

    async def _check(self) -> None:
        """Check all resources; raises a `RunError` with the program's failure or with all errors in it."""
        try:
            await self._end.wait()
        except pulumi.RunError as failure:
            # The program may have failed because such a call returned no events.
            raise pulumi.RunError("\n".join([*self._recorded_mistakes, str(failure)])) from None
        self._is_checked = True
        if not self._resources and self.source is not None and not self.is_intentionally_empty:
            await self._refuse_to_empty(self.source)
        lines = [f"  {line}" for line in await self._mistakes()]
        if lines:
            count = "one error" if len(lines) == 1 else f"{len(lines)} errors"
            nothing = "nothing more" if self._registered else "nothing"
            raise pulumi.RunError(
                "\n".join([f"this program has {count}, and {nothing} was sent to LivePerson:", *lines])
            )
        self._registered = len(self._resources)

    async def _mistakes(self) -> list[str]:
        """Return the errors of each resource, then those between resources."""
        lines = list(dict.fromkeys(self._recorded_mistakes))
        claimants, declared = [], []
        for each in self._resources:
            sent = await self._transforms.sent(each.resource, each.sent, each.options, each.parent)
            provider = getattr(each.resource, "_provider", None)
            name = each.resource.pulumi_resource_name
            claimant = Claimant(each.kind, name, sent.props, sent.secrets, provider)
            claimants.append(claimant)
            shown = sent.without(sent.secrets).props
            canonical, mistakes = checked(each.model, shown)
            lines += [f"{claimant.title}: {mistake}" for mistake in mistakes]
            declared.append(self._declared(each, canonical, provider))
        self._orders = orders(claimants)
        lines += duplicates(claimants)
        if not lines:
            found = warnings(declared, self.silence, dt.datetime.now(dt.UTC).date())
            raise_or_warn([], [*self._unsilenced(), *found[self._warned :]])
            self._warned = len(found)
        return lines

    def _declared(self, each: DeclaredResource, canonical: Props, provider: Hashable) -> Declared:
        """Return a resource for the warnings, without the values that are unknown or not checked."""
        left_out = canonical.get(UNCHECKED) or ()
        props = {name: value for name, value in canonical.items() if name not in left_out and is_known(value)}
        uses = {name: id(output) for name, output in each.outputs.items()}
        name, own_id = each.resource.pulumi_resource_name, getattr(each.resource, "id", None)
        return Declared(each.kind.type_name, name, props, uses, id(own_id), provider)

    async def _refuse_to_empty(self, source: str) -> None:
        held = await asyncio.to_thread(count_objects) if has_engine() else 0
        if held:
            objects = "1 object" if held == 1 else f"{held} objects"
            raise pulumi.RunError(
                f"{source} declares nothing, so {objects} would be deleted. To delete them, call "
                "`declare_nothing()` from `pulumi_liveperson` in program(), or run `pulumi destroy`."
            )


def raise_or_warn(mistakes: Iterable[str], lines: Iterable[str]) -> None:
    """Raise a `RunError` with all mistakes; if there are none, show lines as warnings."""
    errors = "\n".join(mistakes)
    if errors:
        raise pulumi.RunError(errors)
    for each in lines:
        pulumi.log.warn(each)


def orders(claimants: Iterable[Claimant]) -> dict[tuple[Kind, Hashable], str]:
    """Return the known declared positions by name, as JSON, for each kind and provider with several."""
    known: dict[tuple[Kind, Hashable], dict[str, int]] = defaultdict(dict)
    for each in claimants:
        name, position = each.props.get(prop(each.kind.key)), each.props.get(str(each.kind.position))
        is_open = prop(each.kind.key) not in each.secrets
        if is_open and isinstance(name, str) and isinstance(position, int | float):
            known[each.kind, each.provider][name] = int(position)
    return {
        account: json.dumps(positions, ensure_ascii=False)
        for account, positions in known.items()
        if len(positions) > 1
    }


_PROGRAMS: WeakKeyDictionary[pulumi.Resource, Program] = WeakKeyDictionary()


def current() -> Program | None:
    """Return the running program, or None."""
    root = get_root_resource()
    if root is None:
        return None
    if root not in _PROGRAMS:
        _PROGRAMS[root] = Program(root)
    return _PROGRAMS[root]


def declare_nothing() -> None:
    """Allow this program to declare no resources, so the update deletes all objects of its stack.

    Without this call, an empty program of a stack with objects is an error.
    """
    program = current()
    if program is not None:
        program.is_intentionally_empty = True


def silence_warnings(*names: str, resources: Collection[str] = ()) -> None:
    """Do not show warnings of these names in this program, for all resources or for the named ones.

    Each warning contains its name. `resources` are resource names; an unknown name of a warning raises a
    `RunError`. Example: `silence_warnings("unused-hours", resources=["year-end-closure"])`.
    """
    program = current()
    if program is not None:
        try:
            program.silence.add(names, resources)
        except ValueError as error:
            raise pulumi.RunError(f"silence_warnings: {error}") from None


current()  # a program that imports this may register transforms before its first resource
