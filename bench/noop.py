"""A provider that does nothing, as the lower limit: its resources exist only in Pulumi's state.

It measures the time of the engine. It imports only pulumi, stores nothing and sends nothing.
"""

from typing import Any

from pulumi.dynamic import CreateResult, Resource, ResourceProvider, UpdateResult

Props = dict[str, Any]


class NoopProvider(ResourceProvider):
    """Returns an id, and the inputs as outputs."""

    serialize_as_secret_always = False

    def create(self, props: Props) -> CreateResult:
        """Return an id and the inputs."""
        return CreateResult("1", props)

    def update(self, _id: str, _olds: Props, news: Props) -> UpdateResult:
        """Return the new inputs."""
        return UpdateResult(news)

    def delete(self, _id: str, _props: Props) -> None:
        """Do nothing."""


class NoopResource(Resource, module="bench", name="NoopResource"):
    """An object that exists only in the state."""

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(NoopProvider(), resource_name, props)


class Skill(NoopResource, module="bench", name="Skill"):
    """An object with the properties of a skill."""


class SkillHours(NoopResource, module="bench", name="SkillHours"):
    """An object with the properties of the hours of a skill."""


class SpecialOccasion(NoopResource, module="bench", name="SpecialOccasion"):
    """An object with the properties of a special occasion."""


class StatusReason(NoopResource, module="bench", name="StatusReason"):
    """An object with the properties of a status reason."""


class Workdays(NoopResource, module="bench", name="Workdays"):
    """An object with the properties of workdays."""
