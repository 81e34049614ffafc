"""The objects of an account that are not ours: what they contain before and after the tests."""

from pulumi_liveperson.client.errors import ApiError
from pulumi_liveperson.client.kinds.kind import Kind, Wire
from pulumi_liveperson.probe.bodies import KINDS
from pulumi_liveperson.probe.cleaning import is_ours
from pulumi_liveperson.probe.safety import Content
from tests.contract.account.connection import Connection

Others = dict[tuple[Kind, str], Wire]


def others(connection: Connection, content: Content) -> Others:
    """Read all objects that are not ours, of the kinds whose lists may be read."""
    found: Others = {}
    refused = {each.kind for each in content.refused}
    for kind in [each for each in KINDS if each not in refused]:
        calls = connection.account.collection(kind)
        listed: list[Wire] = []
        try:
            listed, _ = calls.objects()
        except ApiError as error:
            if not error.is_not_found:  # it is for an empty list
                raise
        for item in [each for each in listed if not is_ours(kind, each)]:
            id_ = str(item["id"])
            whole = item if kind.is_complete(item) else calls.get(id_)[0]
            if whole is not None:
                found[kind, id_] = whole
    return found


def changes(before: Others, after: Others) -> list[str]:
    """Return a sentence for each object that is not as it was."""
    found = []
    for kind, id_ in sorted({*before, *after}, key=lambda each: (each[0].noun, each[1])):
        one, other = before.get((kind, id_)), after.get((kind, id_))
        if one is None or other is None:
            found.append(f"The {kind.noun} {id_} is {'new' if one is None else 'gone'}.")
        elif fields := _different(kind, one, other):
            found.append(f"The {kind.noun} {id_} has changed: {', '.join(fields)}.")
    for kind in [each for each in KINDS if each.position is not None]:
        common = [id_ for each, id_ in before if each is kind and (kind, id_) in after]
        sequences = [
            sorted(common, key=lambda id_: _place(kind, state[kind, id_])) for state in (before, after)
        ]
        if sequences[0] != sequences[1]:
            found.append(f"The order of the {kind.noun}s has changed.")
    return found


def _place(kind: Kind, item: Wire) -> int:
    return kind.position_of(item) or 0


def _different(kind: Kind, one: Wire, other: Wire) -> list[str]:
    unknown = {*one, *other} - {*kind.fields, *kind.server_fields, "id", "deleted"}
    return kind.differences(one, other) + sorted(each for each in unknown if one.get(each) != other.get(each))
