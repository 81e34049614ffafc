"""Find the object for an import, by LivePerson's id or by its unique name.

Names are unique in an account. LivePerson does not publish whether their upper and lower case counts.
"""

import json
import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING

from pulumi_liveperson.client.equivalence.names import name_key
from pulumi_liveperson.client.errors import LivePersonError, NoSuchObjectError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.writes.message_parts import import_command

if TYPE_CHECKING:
    from pulumi_liveperson.client.account import Account
    from pulumi_liveperson.client.writes.operation import Known

BY_NAME = "name:"
_LARGEST = 2**63 - 1  # ids are positive 64-bit numbers


def find(account: "Account", kinds: Iterable[Kind], kind: Kind, reference: str) -> "Known":
    """Return the object for a reference, which is an id, or `name:` and a name.

    Raises `NoSuchObjectError` if there is no such object, or more than one. If another kind of `kinds` has an
    object with the id, the error says so.
    """
    writer = account.writer(kind)
    if reference.startswith(BY_NAME):
        id_ = _named(account, kind, reference.removeprefix(BY_NAME), writer.names())
    else:
        id_ = _number(kind, reference)
    known = writer.read(id_)
    if known is not None:
        return known
    for other in kinds:
        name = _names(account, other).get(id_)
        if other is not kind and name is not None:
            raise NoSuchObjectError(
                f"{id_} is not a {kind.noun}, but the {other.noun} {_shown(name)}: import it as a "
                f"{other.type_name}: {import_command(other.type_name, id_)}."
            )
    raise NoSuchObjectError(
        f"The account {account.account_id} has no {kind.noun} with the id {id_}. It may have been deleted, "
        "or belong to another account: check liveperson:accountId."
    )


def id_of(account: "Account", kind: Kind, name: str) -> str:
    """Return the id of the object that a resource names, and that others own.

    Raises `NoSuchObjectError` if no object has the name, or if several have it.
    """
    names = account.writer(kind).names()
    meant = _with_name(name, names)
    if len(meant) == 1:
        return meant[0]
    own = "the declared name" if kind.hidden_fields.hides(kind.key) else f"the name {_shown(name)}"
    if meant:
        raise NoSuchObjectError(
            f"{len(meant)} {kind.noun}s have {own}, with the ids {', '.join(meant)}. Nothing was written. "
            f"Declare the right one by its id, such as {kind.noun}_id={_shown(meant[0])}."
        )
    likely = " or ".join(f"{_shown(names[id_])} (id {id_})" for id_ in _similar(name, names))
    is_shown = likely and not kind.hidden_fields.hides(kind.key)
    raise NoSuchObjectError(
        f"The account {account.account_id} has no {kind.noun} with {own}. Nothing was written. It may "
        f"have been renamed or deleted. {f'Did you mean {likely}?' if is_shown else 'Declare another one.'}"
    )


def no_hours(known: "Known") -> str:
    """Report an import of a skill that follows the defaults of the account."""
    return (
        f"The skill {_shown(known.content.get('name'))} (id {known.id}) has no workdays and no special "
        "occasion of its own, so there is nothing to import. Declare its hours; `pulumi up` sets them."
    )


def _number(kind: Kind, reference: str) -> str:
    number = int(reference) if re.fullmatch("[0-9]{1,40}", reference) else 0
    if not 0 < number <= _LARGEST:
        raise NoSuchObjectError(
            f"{_shown(reference)} is not the id of a {kind.noun}: write its number in LivePerson, "
            f"or {BY_NAME} and its {kind.key}, such as {_shown(BY_NAME + 'Lunch')}."
        )
    return str(number)


def _named(account: "Account", kind: Kind, name: str, names: Mapping[str, str]) -> str:
    """Return the id of the only object with a name."""
    if not name.strip():
        raise NoSuchObjectError(f"{_shown(BY_NAME + name)} has no name: import the {kind.noun} by its id.")
    meant = _with_name(name, names)
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise NoSuchObjectError(
            f"{len(meant)} {kind.noun}s have the {kind.key} {_shown(name)}, with the ids {', '.join(meant)}: "
            f"import the right one by its id: {_either(kind, meant)}."
        )
    ids = _similar(name, names)
    likely = " or ".join(f"{_shown(names[id_])} (id {id_})" for id_ in ids)
    raise NoSuchObjectError(
        f"The account {account.account_id} has no {kind.noun} with the {kind.key} {_shown(name)}."
        + (f" Did you mean {likely}? Import it by its id: {_either(kind, ids)}." if likely else "")
    )


def _with_name(name: str, names: Mapping[str, str]) -> list[str]:
    """Return the ids of the objects with exactly this name, or else with the name in another format."""
    exact = [id_ for id_, each in names.items() if each == name]
    return exact or [id_ for id_, each in names.items() if name_key(each) == name_key(name)]


def _similar(name: str, names: Mapping[str, str]) -> list[str]:
    """Return the ids of the objects with similar names, the most similar one first."""
    close = get_close_matches(_plain(name), dict.fromkeys(map(_plain, names.values())), cutoff=0.8)
    return [id_ for plain in close for id_, each in names.items() if _plain(each) == plain]


def _either(kind: Kind, ids: Iterable[str]) -> str:
    return " or ".join(import_command(kind.type_name, id_) for id_ in ids)


def _names(account: "Account", kind: Kind) -> Mapping[str, str]:
    """Return the names of another kind by id; none if the credentials may not read them."""
    try:
        return account.writer(kind).names()
    except LivePersonError:
        return {}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _shown(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
