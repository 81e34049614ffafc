"""The opening hours of a skill that others own: which workdays and which special occasion it uses.

API: Skills API, the fields `workingHoursId` and `specialOccasionId` of `le-users/skills`.

- The resource neither creates nor deletes the skill. Its other fields stay unchanged.
- Without an own value, the account's default applies.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from pulumi import Input, Output, ResourceOptions
from pulumi.dynamic import CreateResult, DiffResult, UpdateResult
from pydantic import Field, StrictStr

from pulumi_liveperson.base import ANY, LivePersonProvider
from pulumi_liveperson.client.errors import NoSuchObjectError
from pulumi_liveperson.client.kinds.kind import Wire
from pulumi_liveperson.client.kinds.skill import SKILL, SKILL_HOURS
from pulumi_liveperson.client.lookup import BY_NAME, id_of, no_hours
from pulumi_liveperson.managed_fields import managed, outputs
from pulumi_liveperson.mistake import Mistake
from pulumi_liveperson.request import CURRENT
from pulumi_liveperson.resource import LivePersonResource
from pulumi_liveperson.skill_rules import Id, IdOrCleared
from pulumi_liveperson.validation import Declaration, OnConflict
from pulumi_liveperson.wire import OPTIONS, Props, content_in, declared_in, to_props

if TYPE_CHECKING:
    from pulumi_liveperson.client.writes.operation import Known

_NAME, _ID = "skill_name", "skill_id"
_HOURS = ("working_hours_id", "special_occasion_id")


class SkillHoursModel(Declaration):
    """The inputs of the hours of a skill and their rules; hours that are left out are not managed."""

    skill_name: Annotated[StrictStr, Field(min_length=1)] | None = None
    skill_id: Id | None = None
    working_hours_id: IdOrCleared | None = None
    special_occasion_id: IdOrCleared | None = None

    @classmethod
    def inconsistencies(cls, declared: Props) -> Iterator[Mistake]:
        """Yield an error if it is not clear which skill is meant, or if no hours are declared."""
        given = [name for name in (_NAME, _ID) if declared.get(name) is not None]
        if len(given) != 1:
            both = "both are given" if given else "none is given"
            yield Mistake(_NAME, f"declare either skill_name or skill_id: {both}")
        if all(declared.get(name) is None for name in _HOURS):
            reason = (
                'declare working_hours_id, special_occasion_id or both; "" lets the skill follow the default '
                "of the account"
            )
            yield Mistake(_HOURS[0], reason)


class SkillHoursProvider(LivePersonProvider):
    """Manages the hours of skills."""

    kind = SKILL_HOURS
    model = SkillHoursModel

    def diff(self, id_: str, olds: Props, news: Props) -> DiffResult:
        """Request a replacement if another skill is meant, or if another resource has the skill.

        The new skill gets its hours first, because the other name may be a new name of the same skill.
        """
        self._discretion(id_)
        known, resource = self._expectations(), self._resource(news)
        if known is not None:
            known.replaced_parts[resource] = id_, _hours(managed(self.kind, olds))
        if known is not None and not known.holders.keep(resource, id_, id_, id_):
            return DiffResult(changes=True, replaces=[_NAME if _NAME in news else _ID])
        replaces = [name for name in (_NAME, _ID) if olds.get(name) != news.get(name)]
        is_same_skill = replaces and news.get(_ID) == id_
        return DiffResult(replaces=[] if is_same_skill else [name for name in replaces if name in news])

    def create(self, props: Props) -> CreateResult:
        """Give the skill its hours, or take over hours that it already has."""
        desired = declared_in(props)
        with self._clear_messages():
            id_ = str(desired[_ID]) if _ID in desired else self._id_of(str(desired[_NAME]))
            known = self._writer().take_part(
                self.kind,
                id_,
                _hours(desired),
                overwrite=self._must_overwrite(props),
                resource=self._resource(props),
            )
        return CreateResult(known.id, outputs(desired, known))

    def update(self, id_: str, olds: Props, news: Props) -> UpdateResult:
        """Give the skill its declared hours if its current hours still equal the state."""
        desired = declared_in(news)
        with self._clear_messages(id_):
            known = self._writer().update_part(
                self.kind,
                id_,
                content_in(managed(self.kind, olds)),
                _hours(desired),
                overwrite=self._must_overwrite(news),
                resource=self._resource(news),
            )
        return UpdateResult(outputs(desired, known))

    def delete(self, id_: str, props: Props) -> None:
        """Clear the hours of the skill if they still equal the state; the skill itself stays."""
        request = CURRENT.get()
        resource = ANY if request is None else request.urn
        with self._clear_messages(id_):
            self._writer().release_part(
                self.kind,
                id_,
                content_in(managed(self.kind, props)),
                overwrite=self._must_overwrite(props),
                resource=resource,
            )

    def _resource(self, props: Props) -> str:
        """Return the identity of a resource, which in Pulumi's own host is the skill that it names."""
        request = CURRENT.get()
        return f"hours of {props.get(_NAME) or props.get(_ID)}" if request is None else request.urn

    def _id_of(self, name: str) -> str:
        return id_of(self._account(), self.kind.with_hidden_fields(self._discretion(None)), name)

    def _claimed(self, props: Props) -> Wire:
        """Return nothing: the name of a skill belongs to its owner."""
        del props
        return {}

    def _live(self, known: "Known", stored: Props) -> Props:
        """Return the live hours, and the skill as the state names it; a renamed skill has its new name."""
        hours = super()._live(known, {name: stored[name] for name in (*_HOURS, *OPTIONS) if name in stored})
        if _NAME not in stored:
            return {_ID: known.id, **hours}
        named = to_props(SKILL.keep_spelling({"name": stored[_NAME]}, known.content))
        return {_NAME: named["name"], **hours}

    def _found(self, reference: str) -> tuple["Known", Props]:
        """Return the skill that an import names, and its hours; raises an error if it has none."""
        known, _ = super()._found(reference)
        named = {_NAME: known.content["name"]} if reference.startswith(BY_NAME) else {_ID: known.id}
        live = self._live(known, named)
        if not any(name in live for name in _HOURS):
            raise NoSuchObjectError(no_hours(known))
        return known, live


def _hours(props: Props) -> Wire:
    """Return the declared hours, with LivePerson's names."""
    return content_in({name: props[name] for name in _HOURS if name in props})


class SkillHours(LivePersonResource, module="liveperson", name="SkillHours"):
    """The hours of a skill that others own.

    - `skill_name` or `skill_id`: the skill; exactly one of them.
    - `working_hours_id`, `special_occasion_id`: the `id` of a resource, or another id as text. Left out: not
      managed. An empty text: cleared, so that the account's default applies.

    A delete clears the hours that the resource manages. Import: `<skill id>`, or `name:<skill name>`.
    """

    skill_name: Output[str | None]
    skill_id: Output[str | None]
    working_hours_id: Output[str | None]
    special_occasion_id: Output[str | None]
    on_conflict: Output[str | None]
    unchecked: Output[list[str] | None]
    ac_revision: Output[str]

    def __init__(
        self,
        resource_name: str,
        *,
        skill_name: Input[str] | None = None,
        skill_id: Input[str] | None = None,
        working_hours_id: Input[str] | None = None,
        special_occasion_id: Input[str] | None = None,
        on_conflict: Input[OnConflict] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        declared: dict[str, Any] = {
            "skill_name": skill_name,
            "skill_id": skill_id,
            "working_hours_id": working_hours_id,
            "special_occasion_id": special_occasion_id,
            "on_conflict": on_conflict,
        }
        super().__init__(SkillHoursProvider(), resource_name, declared, opts)
