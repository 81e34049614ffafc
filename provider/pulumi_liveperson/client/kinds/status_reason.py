"""Status reasons, as the Agent Status Reason API defines them."""

from pulumi_liveperson.client.equivalence.values import FLAG, NUMBER, TEXT, WORD
from pulumi_liveperson.client.kinds.kind import MAX_BATCH, BatchLimits, Kind

STATUS_REASON = Kind(
    noun="status reason",
    type_name="StatusReason",
    path="le-agents/status-reasons",
    version="1.0",
    key="text",
    fields={"text": TEXT, "state": WORD, "enabled": FLAG, "order": NUMBER},
    defaults={"enabled": True},
    position="order",
    batch_limits=BatchLimits(post=MAX_BATCH),
    api_key_permission="Administration, Agent Status Reason API, read and write",
)
