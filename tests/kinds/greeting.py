"""A kind that LivePerson does not have: all that a new kind takes, on the side of the API and on ours."""

from typing import Annotated, Literal

from pulumi import Input, Output, ResourceOptions
from pydantic import Field, StrictBool, StrictStr

from liveperson_simulator import kind, response_variants, rules
from liveperson_simulator.collection import Collection, hand_over_default
from liveperson_simulator.knobs import Knobs
from liveperson_simulator.messages import Body
from pulumi_liveperson import registry
from pulumi_liveperson.base import LivePersonProvider
from pulumi_liveperson.client.equivalence.values import FLAG, TEXT, WORD
from pulumi_liveperson.client.kinds.kind import MAX_BATCH, BatchLimits, Kind
from pulumi_liveperson.resource import LivePersonResource
from pulumi_liveperson.validation import Declaration, OnConflict


class Greetings(kind.Kind):
    """What the simulator adds for them."""

    name = "greetings"
    family = "le-trial"
    label = "title"
    texts = ("title", "description")
    default_flag = "isStandard"
    summary = None
    deletes_several = True

    def check(self, body: Body, collection: Collection) -> Body:
        del collection
        return {
            "title": rules.text(body, "title", 40),
            "description": rules.text(body, "description"),
            "tone": rules.text(body, "tone"),
            "isStandard": rules.flag(body, "isStandard", default=False),
            "deleted": rules.flag(body, "deleted", default=False),
        }

    def settle(self, collection: Collection, written: list[Body]) -> None:
        hand_over_default(collection, written)

    def shown(self, body: Body, knobs: Knobs) -> Body:
        return response_variants.formatted(body, knobs, self.texts)


GREETING = Kind(
    noun="short greeting",
    type_name="Greeting",
    path="le-trial/greetings",
    version="1.0",
    key="title",
    fields={"title": TEXT, "description": TEXT, "tone": WORD, "isStandard": FLAG},
    defaults={"isStandard": False},
    default_flag="isStandard",
    skill_field="greetingId",
    batch_limits=BatchLimits(post=MAX_BATCH, delete=MAX_BATCH),
)

Tone = Literal["Warm", "Cool"]


class GreetingModel(Declaration):
    title: Annotated[StrictStr, Field(min_length=1, max_length=40)]
    description: StrictStr
    tone: Tone = "Warm"
    is_standard: StrictBool = False


class GreetingProvider(LivePersonProvider):
    kind = GREETING
    model = GreetingModel


class Greeting(LivePersonResource, module="liveperson", name="Greeting"):
    title: Output[str]
    description: Output[str]
    tone: Output[str]
    is_standard: Output[bool]
    on_conflict: Output[str | None]
    unchecked: Output[list[str] | None]
    ac_revision: Output[str]

    def __init__(
        self,
        resource_name: str,
        *,
        title: Input[str],
        description: Input[str],
        tone: Input[Tone] = "Warm",
        is_standard: Input[bool] = False,
        on_conflict: Input[OnConflict] | None = None,
        opts: ResourceOptions | None = None,
    ) -> None:
        declared = {
            "title": title,
            "description": description,
            "tone": tone,
            "is_standard": is_standard,
            "on_conflict": on_conflict,
        }
        super().__init__(GreetingProvider(), resource_name, declared, opts)


def register() -> None:
    kind.register(Greetings())
    registry.register(GREETING, resource=f"{__name__}:Greeting", provider=f"{__name__}:GreetingProvider")
