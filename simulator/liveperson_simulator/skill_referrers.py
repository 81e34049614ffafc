"""What refers to a skill, so that it cannot be deleted: other skills, and objects of other services.

The simulator does not have users, predefined content, engagements and widgets. So a test says which of them
use a skill.
"""

from collections.abc import Sequence
from typing import Any

from liveperson_simulator.collection import Collection
from liveperson_simulator.errors import InvalidError
from liveperson_simulator.messages import Body

OTHERS = ("cannedResponses", "engagements", "widgets", "users")
"""The names that LivePerson's message has for them (observed)."""


def mark(collection: Collection, id_: int, names: Any) -> None:
    """Store which kinds of `OTHERS` use a skill; they replace those of the last call."""
    if not isinstance(names, list) or any(each not in OTHERS for each in names):
        raise InvalidError(f"a skill can be used by {', '.join(OTHERS)}, not by {names!r}")
    store, account, kind = collection.store, collection.account, collection.kind.name
    if store.get(account, kind, id_) is None:
        raise InvalidError(f"there is no skill {id_} in account {account}")
    store.set_referrers(account, kind, id_, names)


def referrers(collection: Collection, body: Body) -> list[str]:
    """Return the kinds of objects that use a skill, in the order of LivePerson's message."""
    marked = collection.store.referrers(collection.account, collection.kind.name, body["id"])
    stored = collection.store.objects(collection.account, collection.kind.name)
    skills = [collection.changes.get(each["id"], each) for each in stored if each["id"] != body["id"]]
    own = ["skills"] if any(str(body["id"]) in _named(each) for each in skills) else []
    return own + [each for each in OTHERS if each in marked]


def _named(skill: Body) -> Sequence[str]:
    """Return the ids of the skills to which a live skill refers."""
    if skill["deleted"]:
        return ()
    transfers = skill.get("skillTransferList")
    return [
        str(id_) for id_ in [*(transfers if isinstance(transfers, list) else []), skill.get("fallbackSkill")]
    ]
