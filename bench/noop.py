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


class SkillHours(Resource, module="bench", name="SkillHours"):
    """An object with the properties of the hours of a skill."""

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(NoopProvider(), resource_name, props)


class SpecialOccasion(Resource, module="bench", name="SpecialOccasion"):
    """An object with the properties of a special occasion."""

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(NoopProvider(), resource_name, props)


class StatusReason(Resource, module="bench", name="StatusReason"):
    """An object with the properties of a status reason."""

    def __init__(self, resource_name: str, **props: Any) -> None:
        super().__init__(NoopProvider(), resource_name, props)
