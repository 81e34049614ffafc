"""The lifecycle that all resources share, in the order in which the engine calls it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from pulumi.dynamic import (
    CheckFailure,
    CheckResult,
    ConfigureRequest,
    CreateResult,
    DiffResult,
    ReadResult,
    ResourceProvider,
    UpdateResult,
)

from pulumi_liveperson.client.discretion import Discretion, discretion
from pulumi_liveperson.client.errors import (
    ConfigurationError,
    LivePersonError,
    NameTakenError,
    UnfinishedError,
)
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.lookup import find
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.client.writes.conflict_messages import imported_twice_message
from pulumi_liveperson.commands_in_messages import with_commands
from pulumi_liveperson.connection import connect, expectations
from pulumi_liveperson.factory import load
from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.request import CURRENT, secrets
from pulumi_liveperson.settings import Settings, read_settings
from pulumi_liveperson.validation import Declaration, as_it_is, checked
from pulumi_liveperson.wire import (
    ON_CONFLICT,
    OPTIONS,
    ORDERS,
    REVISION,
    Props,
    content_in,
    declared_in,
    prop,
    to_props,
    to_wire,
)

if TYPE_CHECKING:
    from pulumi_liveperson.client.account import Account
    from pulumi_liveperson.client.writes.operation import Known
    from pulumi_liveperson.client.writes.writer import Writer

_SECRET_FIELDS: dict[str, frozenset[str]] = {}
"""What of which objects must not be quoted, as far as this process has heard."""
_ANY = ""  # in Pulumi's own host, where nobody says which resource an entry of the state is


class KeptError(Exception):
    """An operation has failed after its object was written, so the state should keep `outs`."""

    def __init__(self, message: str, id_: str, outs: Props) -> None:
        super().__init__(message)
        self.id = id_
        self.outs = outs


class LivePersonProvider(ResourceProvider):
    """Creates, reads, updates and deletes one kind of configuration object."""

    serialize_as_secret_always = False  # nothing secret is ever inside

    kind: ClassVar[Kind]
    model: ClassVar[type[Declaration]]

    def __reduce__(self) -> tuple[Any, ...]:
        """Be a name in the state, and nothing else: no settings, no credentials, no code."""
        return load, (self.kind.type_name,)

    def configure(self, req: ConfigureRequest) -> None:
        """Read the stack configuration, once per process. What is wrong with it is said when it matters."""
        self._settings: Settings | ConfigurationError
        try:
            self._settings = read_settings(req.config.get)
        except ConfigurationError as error:
            self._settings = error

    def check(self, olds: Props, news: Props) -> CheckResult:
        """Validate what a program declares, offline, and return it in its canonical form."""
        inputs, mistakes = checked(self.model, declared_in(news))
        failures = [CheckFailure(each.path, _reason(each)) for each in mistakes]
        if isinstance(self._settings, ConfigurationError):
            failures.append(CheckFailure("", str(self._settings)))
        elif not failures:
            known = expectations(self._settings, self.kind)
            if CURRENT.get() is not None or isinstance(inputs.get(self.kind.key), str):
                known.holders.check(self._resource(inputs), is_new=not olds)
            known.check(self.kind, self._claimed(olds), self._claimed(inputs), news.get(ORDERS))
        return CheckResult(inputs, failures)

    def diff(self, id_: str, olds: Props, news: Props) -> DiffResult:
        """Leave the comparison to the engine: both sides are canonical, and it knows every detail.

        Where another resource has the object, this one is to have another. An object that the engine replaces
        is deleted first, because its name is unique.
        """
        self._discretion(id_)
        key = self.kind.key
        old, new = olds.get(key), news.get(key)
        if not isinstance(self._settings, Settings):
            return DiffResult(delete_before_replace=True)
        known = expectations(self._settings, self.kind)
        has_names = isinstance(old, str) and isinstance(new, str)
        if has_names and not known.holders.keep(self._resource(news), id_, str(old), str(new)):
            return DiffResult(changes=True, replaces=[key], delete_before_replace=True)
        if isinstance(revision := olds.get(REVISION), str):
            known.order.written_at(revision)
        overwrite = self._overwrites(news)
        changes = None
        if known.compare(self.kind, id_, self._claimed(olds), self._claimed(news), gives_way=overwrite):
            # Others have moved before this was heard of, and its resource has nothing else to be updated for.
            try:
                self._writer().arrange(overwrite=overwrite)
            except LivePersonError:
                known.order.fails(id_)
                changes = True  # so that an update says why
        return DiffResult(changes=changes, delete_before_replace=True)

    def create(self, props: Props) -> CreateResult:
        """Create the object, or take over an equal one that is already there."""
        desired = declared_in(props)
        with self._told(), self._kept(desired):
            known = self._writer().create(
                content_in(desired), overwrite=self._overwrites(props), resource=self._resource(props)
            )
        return CreateResult(known.id, _outputs(desired, known))

    def read(self, id_: str, props: Props) -> ReadResult:
        """Return what LivePerson holds; an unchanged object keeps the revision it had.

        What no state has held before, such as what a program looks up by its id, has to be there.
        """
        stored = declared_in(props)
        with self._told(id_):
            if REVISION not in props:
                return self._imported(id_)
            position = self.kind.position_of(stored)
            known = self._writer().read(id_, None if position is None else int(position))
        if known is None:
            return ReadResult("", {})
        live = self._live(known, stored)
        revision = props[REVISION] if live == stored else known.revision
        return ReadResult(id_, outs={**live, REVISION: revision}, inputs=dict(live))

    def update(self, id_: str, olds: Props, news: Props) -> UpdateResult:
        """Give the object the declared content, provided that it still has the content in the state."""
        desired = declared_in(news)
        with self._told(id_), self._kept(desired):
            known = self._writer().update(
                id_,
                content_in(olds),
                content_in(news),
                overwrite=self._overwrites(news),
                resource=self._resource(news),
            )
        return UpdateResult(_outputs(desired, known))

    def delete(self, id_: str, props: Props) -> None:
        """Delete the object if no other resource has it and it still has the content in the state."""
        request = CURRENT.get()
        resource = _ANY if request is None else request.urn
        overwrite = self._overwrites(props)
        with self._told(id_):
            self._writer().delete(id_, content_in(props), overwrite=overwrite, resource=resource)

    def _resource(self, props: Props) -> str:
        """Return what tells resources apart: the URN, or in Pulumi's own host the name of the object."""
        request = CURRENT.get()
        return str(props.get(self.kind.key)) if request is None else request.urn

    def _account(self) -> "Account":
        if isinstance(self._settings, ConfigurationError):
            raise self._settings
        return connect(self._settings)

    def _writer(self) -> "Writer":
        return self._account().writer(self.kind)

    def _imported(self, reference: str) -> ReadResult:
        """Return what an import takes over; `reference` is an id, or `name:` and a unique name."""
        account = self._account()
        known = find(account, kinds(), self.kind, reference)
        live = as_it_is(self.model, self._live(known, {}))
        request = CURRENT.get()
        if request is not None and request.is_import:
            assert isinstance(self._settings, Settings)  # noqa: S101 - otherwise there is no account
            holders = expectations(self._settings, self.kind).holders
            owner = holders.owner(request.urn, known.id)
            if owner is not None:
                kind = self.kind.quoted_with(self._discretion(None))
                message = imported_twice_message(kind, known.id, known.content, str(owner))
                raise NameTakenError(message)
            holders.get(request.urn, known.id)
        return ReadResult(known.id, outs=_outputs(live, known), inputs=dict(live))

    @contextmanager
    def _told(self, id_: str | None = None) -> Iterator[None]:
        """Let no message quote what is secret, and make the commands in it whole."""
        try:
            with discretion(self._discretion(id_)):
                yield
        except (LivePersonError, KeptError) as error:
            whole = with_commands(str(error))
            if isinstance(error, KeptError):
                raise KeptError(whole, error.id, error.outs) from None
            raise (error if whole == str(error) else LivePersonError(whole)) from None

    def _discretion(self, id_: str | None) -> Discretion:
        """Return what must not be quoted, and note it for whatever else is said about the object."""
        own = frozenset(to_wire(dict.fromkeys(secrets())))
        if id_ is not None and own:
            _SECRET_FIELDS[id_] = own
        return Discretion(own, _SECRET_FIELDS)

    @contextmanager
    def _kept(self, desired: Props) -> Iterator[None]:
        """Raise `KeptError` for an object that is written, but not yet in its place or the default."""
        try:
            yield
        except UnfinishedError as error:
            undone = prop(str(error.undone or self.kind.position))
            done = {name: value for name, value in desired.items() if name != undone}
            outs = {**done, REVISION: error.revision}
            raise KeptError(str(error), error.id, outs) from None

    def _claimed(self, props: Props) -> Wire:
        """Return what objects have to share: the name, the place in the order, the default."""
        kind = self.kind
        names = [kind.key, kind.position, kind.default_flag and prop(kind.default_flag)]
        return to_wire({name: props[name] for name in names if name in props})

    def _live(self, known: "Known", stored: Props) -> Props:
        """Return the live content as props; in the stored form where it means the same."""
        before = content_in(stored)
        content = dict(self.kind.keep_spelling(before, known.content))
        position = self.kind.position
        if position is not None:
            content.pop(position, None)
            if position in before:  # a position is managed only where the program declares one
                content[position] = known.content.get(position, before[position])
        props = self.model.in_order(to_props(content))
        return {**props, **{name: stored[name] for name in OPTIONS if name in stored}}

    def _overwrites(self, props: Props) -> bool:
        """Tell whether somebody else's change is to be overwritten: the resource's word, or the stack's."""
        if ON_CONFLICT in props:
            return bool(props[ON_CONFLICT] == "overwrite")
        return isinstance(self._settings, Settings) and self._settings.overwrite


def _reason(mistake: Mistake) -> str:
    """Return the rule that is broken, without the value where that is secret."""
    name = re.split(r"[.\[]", mistake.path)[0]
    is_secret = name in secrets()
    return SECRETS.printable(mistake.reason.partition(", not ")[0] if is_secret else mistake.reason)


def _outputs(declared: Props, known: "Known") -> Props:
    return {**declared, REVISION: known.revision}
