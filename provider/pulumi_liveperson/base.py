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

from pulumi_liveperson.client.errors import (
    ConfigurationError,
    LivePersonError,
    NameTakenError,
    UnfinishedError,
)
from pulumi_liveperson.client.hidden_fields import HiddenFields, hiding
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.client.lookup import find
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.client.writes.owner_messages import imported_twice_message
from pulumi_liveperson.commands_in_messages import with_commands
from pulumi_liveperson.connection import connect, expectations
from pulumi_liveperson.factory import load
from pulumi_liveperson.managed_fields import leaves_out_only, managed, managed_content, outputs
from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.part_owners import refuse_owner_of_part
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.request import CURRENT, secrets
from pulumi_liveperson.settings import Settings, read_settings
from pulumi_liveperson.validation import Declaration, checked, with_unchecked
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
    from pulumi_liveperson.client.writes.expectations import Expectations
    from pulumi_liveperson.client.writes.operation import Known
    from pulumi_liveperson.client.writes.writer import Writer

_SECRET_FIELDS: dict[str, frozenset[str]] = {}
"""The secret fields of each object by id, as far as this process knows them."""
ANY = ""  # Pulumi's own host does not say to which resource an entry of the state belongs


class InitFailedError(Exception):
    """An operation failed after its object was written; the state must keep `outs`."""

    def __init__(self, message: str, id_: str, outs: Props) -> None:
        super().__init__(message)
        self.id = id_
        self.outs = outs


class LivePersonProvider(ResourceProvider):
    """Creates, reads, updates and deletes one kind of configuration object."""

    serialize_as_secret_always = False  # a provider never contains a secret

    kind: ClassVar[Kind]
    model: ClassVar[type[Declaration]]

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle only the name of the kind, so the state contains no settings, no credentials and no code."""
        return load, (self.kind.type_name,)

    def configure(self, req: ConfigureRequest) -> None:
        """Read the stack configuration, once per process; a later operation reports an error in it."""
        self._settings: Settings | ConfigurationError
        try:
            self._settings = read_settings(req.config.get)
        except ConfigurationError as error:
            self._settings = error

    def check(self, olds: Props, news: Props) -> CheckResult:
        """Validate the declared inputs without a request to LivePerson, and return them in canonical form."""
        inputs, mistakes = checked(self.model, declared_in(news))
        failures = [CheckFailure(each.path, _reason(each)) for each in mistakes]
        if isinstance(self._settings, ConfigurationError):
            failures.append(CheckFailure("", str(self._settings)))
        elif not failures:
            known = expectations(self._settings, self.kind)
            known.check(self.kind, self._claimed(olds), self._claimed(inputs), news.get(ORDERS))
            # Last, because a create that waits for this resource then looks for its new name.
            if CURRENT.get() is not None or isinstance(inputs.get(prop(self.kind.key)), str):
                known.holders.check(self._resource(inputs), is_new=not olds)
        return CheckResult(inputs, failures)

    def diff(self, id_: str, olds: Props, news: Props) -> DiffResult:
        """Let the engine compare the inputs, because both sides are canonical.

        Request a replacement if another resource manages the object. The old object is deleted before the
        new one is created, because names are unique.
        """
        self._discretion(id_)
        key = prop(self.kind.key)
        old, new = olds.get(key), news.get(key)
        known = self._expectations()
        if known is None:
            return DiffResult(delete_before_replace=True)
        has_names = isinstance(old, str) and isinstance(new, str)
        if has_names and not known.holders.keep(self._resource(news), id_, str(old), str(new)):
            refuse_owner_of_part(known.holders.owner(self._resource(news), id_), id_)
            return DiffResult(changes=True, replaces=[key], delete_before_replace=True)
        if isinstance(revision := olds.get(REVISION), str):
            known.order.record_revision(revision)
        overwrite = self._must_overwrite(news)
        changes = False if self.kind.is_partial and leaves_out_only(olds, news) else None
        if known.compare(self.kind, id_, self._claimed(olds), self._claimed(news), may_move_back=overwrite):
            # Other reasons were moved before this diff was requested, and nothing else updates this resource.
            try:
                self._writer().arrange(overwrite=overwrite)
            except LivePersonError:
                known.order.record_unrestored(id_)
                changes = True  # the update then reports the reason
        return DiffResult(changes=changes, delete_before_replace=True)

    def create(self, props: Props) -> CreateResult:
        """Create the object, or take over an equal object that already exists."""
        desired = declared_in(props)
        with self._clear_messages(), self._state_kept(desired, {}):
            known = self._writer().create(
                content_in(desired), overwrite=self._must_overwrite(props), resource=self._resource(props)
            )
        return CreateResult(known.id, outputs(desired, known))

    def read(self, id_: str, props: Props) -> ReadResult:
        """Return the content of the object in LivePerson; an unchanged object keeps its stored revision.

        An object that is not in the state yet, for example in an import, must exist.
        """
        stored = declared_in(props)
        with self._clear_messages(id_):
            if REVISION not in props:
                return self._imported(id_)
            position = self.kind.position_of(stored)
            known = self._writer().read(id_, None if position is None else int(position))
        if known is None:
            return ReadResult("", {})
        live = self._live(known, stored)
        revision = props[REVISION] if live == stored else known.revision
        return ReadResult(id_, outs={**live, REVISION: revision}, inputs=managed(self.kind, live))

    def update(self, id_: str, olds: Props, news: Props) -> UpdateResult:
        """Write the declared content to the object if its content still equals the state."""
        desired = declared_in(news)
        with self._clear_messages(id_), self._state_kept(desired, olds if self.kind.is_partial else {}):
            known = self._writer().update(
                id_,
                content_in(managed(self.kind, olds)),
                content_in(news),
                overwrite=self._must_overwrite(news),
                resource=self._resource(news),
            )
        return UpdateResult(outputs(desired, known))

    def delete(self, id_: str, props: Props) -> None:
        """Delete the object if no other resource manages it and its content still equals the state."""
        request = CURRENT.get()
        resource = ANY if request is None else request.urn
        overwrite = self._must_overwrite(props)
        with self._clear_messages(id_):
            self._writer().delete(
                id_, content_in(managed(self.kind, props)), overwrite=overwrite, resource=resource
            )

    def _resource(self, props: Props) -> str:
        """Return the identity of a resource: its URN, or in Pulumi's own host the name of its object."""
        request = CURRENT.get()
        return str(props.get(prop(self.kind.key))) if request is None else request.urn

    def _account(self) -> "Account":
        if isinstance(self._settings, ConfigurationError):
            raise self._settings
        return connect(self._settings)

    def _writer(self) -> "Writer":
        return self._account().writer(self.kind)

    def _expectations(self) -> "Expectations | None":
        """Return what is known of the objects; None if the configuration has an error."""
        return expectations(self._settings, self.kind) if isinstance(self._settings, Settings) else None

    def _imported(self, reference: str) -> ReadResult:
        """Return the object that an import names; `reference` is an id, or `name:` and a unique name."""
        known, found = self._found(reference)
        live = with_unchecked(self.model, found)
        request, expected = CURRENT.get(), self._expectations()
        if request is not None and request.is_import and expected is not None:
            owner = expected.holders.owner(request.urn, known.id)
            if owner is not None:
                kind = self.kind.with_hidden_fields(self._discretion(None))
                message = imported_twice_message(kind, known.id, known.content, str(owner))
                raise NameTakenError(message)
            expected.holders.record_taken_over(request.urn, known.id)
        return ReadResult(known.id, outs=outputs(live, known), inputs=dict(live))

    def _found(self, reference: str) -> tuple["Known", Props]:
        """Return the object that an import names, and its content as props."""
        known = find(self._account(), object_kinds(), self.kind.owner, reference)
        return known, self._live(known, {})

    @contextmanager
    def _clear_messages(self, id_: str | None = None) -> Iterator[None]:
        """Hide secret values in the messages of errors, and complete the commands in them."""
        try:
            with hiding(self._discretion(id_)):
                yield
        except (LivePersonError, InitFailedError) as error:
            message = with_commands(str(error))
            if isinstance(error, InitFailedError):
                raise InitFailedError(message, error.id, error.outs) from None
            raise (error if message == str(error) else LivePersonError(message)) from None

    def _discretion(self, id_: str | None) -> HiddenFields:
        """Return what messages must not quote, and record it for later messages about the object."""
        own = frozenset(to_wire(dict.fromkeys(secrets())))
        if id_ is not None and own:
            _SECRET_FIELDS[id_] = own
        return HiddenFields(own, _SECRET_FIELDS)

    @contextmanager
    def _state_kept(self, desired: Props, olds: Props) -> Iterator[None]:
        """Raise `InitFailedError` for a written object of which some fields could not be written.

        In the state, these fields keep their values in `olds`.
        """
        try:
            yield
        except UnfinishedError as error:
            unwritten = set(map(prop, error.unwritten))
            done = {name: value for name, value in desired.items() if name not in unwritten}
            kept = {name: value for name, value in olds.items() if name in unwritten}
            outs = {**done, **kept, REVISION: error.revision}
            raise InitFailedError(str(error), error.id, outs) from None

    def _claimed(self, props: Props) -> Wire:
        """Return the fields that are unique in a collection: the name, the position and the default."""
        kind = self.kind
        names = [prop(each) for each in (kind.key, kind.position, kind.default_flag) if each is not None]
        return to_wire({name: props[name] for name in names if name in props})

    def _live(self, known: "Known", stored: Props) -> Props:
        """Return the live content as props; equivalent values keep the format in the state."""
        before = content_in(stored)
        content = dict(self.kind.keep_spelling(before, known.content))
        if self.kind.is_partial:
            content = managed_content(content, before)
        position = self.kind.position
        if position is not None:
            content.pop(position, None)
            if position in before:  # a position is managed only if the program declares one
                content[position] = known.content.get(position, before[position])
        options = {name: stored[name] for name in OPTIONS if name in stored}
        return self.model.in_order({**to_props(content), **options})

    def _must_overwrite(self, props: Props) -> bool:
        """Return whether to overwrite conflicting changes; the resource has priority over the stack."""
        if ON_CONFLICT in props:
            return bool(props[ON_CONFLICT] == "overwrite")
        return isinstance(self._settings, Settings) and self._settings.overwrite


def _reason(mistake: Mistake) -> str:
    """Return the rule that a value breaks, without the value if it is secret."""
    name = re.split(r"[.\[]", mistake.path)[0]
    is_secret = name in secrets()
    if not is_secret:
        return SECRETS.printable(mistake.reason)
    return SECRETS.printable(re.split(", not |; write ", mistake.reason)[0])
