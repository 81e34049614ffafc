"""The knobs of skills."""

from liveperson_simulator.knob import Knob

SKILL_KNOBS = (
    Knob(
        "skill_references",
        ("reject400", "accept"),
        "the result of a write of a skill that refers to missing or deleted hours",
    ),
    Knob("skill_put", ("replace", "merge"), "whether a PUT removes or keeps the fields that it leaves out"),
    Knob(
        "skill_hours_permission",
        ("granted", "refuse403", "ignore"),
        "the result of a change of workingHoursId or specialOccasionId: it is stored, the write is refused, "
        "or the two fields stay as they were",
    ),
    Knob(
        "skill_put_echo",
        ("object", "request", "empty"),
        "content of the answer to a PUT of skills: the stored objects, the body of the request, or nothing",
    ),
    Knob(
        "skill_create_echo",
        ("object", "array"),
        "body of the answer to a create of one skill: the object, or an array",
    ),
    Knob("skill_delete_echo", ("empty", "object"), "body of the answer to a DELETE of skills"),
    Knob(
        "skill_list_select",
        ("whole", "ignored", "reject400"),
        "the effect of select (including $all) on the list of skills",
    ),
    Knob(
        "skill_nulls",
        ("omitted", "shown"),
        "fields without a value in an answer: left out, or shown as null, lists as []",
    ),
    Knob(
        "skill_transfer_list_form",
        ("omitted", "empty"),
        "an absent skillTransferList in an answer: left out, or shown as []",
    ),
    Knob(
        "skill_number_form",
        ("number", "text"),
        "JSON type of agentGroupId and maxWaitTime in an answer",
    ),
    Knob(
        "skill_routing_order",
        ("as_sent", "sorted"),
        "order of skillRoutingConfiguration in an answer; sorted: by group and priority, without repetitions",
    ),
)
