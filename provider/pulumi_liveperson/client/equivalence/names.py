"""Finds objects by their names, in any format in which LivePerson may return a name.

Two names that differ in spaces or in the Unicode form of an accent may be one name in two formats, or the
names of two objects. So an object with exactly the name has priority. If several objects only may have the
name, none is chosen. A format that LivePerson is not seen to use does not count.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

from pulumi_liveperson.client.equivalence.values import TEXT, outer_blanks, unescaped, without_blanks

_FORMS: set[Literal["NFC", "NFD"]] = {
    "NFC",
    "NFD",
}  # the two Unicode forms of accents; a server may return only one of them


class Names:
    """The names of the objects in LivePerson."""

    def __init__(self, key: str, objects: Mapping[str, Mapping[str, Any]]) -> None:
        self._key = key
        self._names: dict[str, Any] = {}
        # The inner keys of both are ids, in the order in which they were added.
        self._exact: defaultdict[Any, dict[str, None]] = defaultdict(dict)
        self._similar: defaultdict[Any, dict[str, None]] = defaultdict(dict)
        self._missing_forms: set[Literal["NFC", "NFD"]] = set()
        """The Unicode forms that some name in an answer does not have, or did not have."""
        for id_, held in objects.items():
            self.add(id_, held)
            self._learn_forms(held.get(key))

    def add(self, id_: str, held: Mapping[str, Any]) -> None:
        """Add an object that is not known yet, with its name in the form of an answer or of a request."""
        name = self._names[id_] = held.get(self._key)
        self._exact[name][id_] = None
        for reading in possible_keys(name):
            self._similar[reading][id_] = None

    def discard(self, id_: str) -> None:
        """Remove an object."""
        if id_ in self._names:
            name = self._names.pop(id_)
            del self._exact[name][id_]
            for reading in possible_keys(name):
                del self._similar[reading][id_]

    def _learn_forms(self, name: Any) -> None:
        """Learn the Unicode forms of a name that LivePerson has returned; a sent name proves nothing."""
        if isinstance(name, str) and not name.isascii():
            self._missing_forms |= {form for form in _FORMS if not unicodedata.is_normalized(form, name)}

    def relisted(self, objects: Mapping[str, Mapping[str, Any]]) -> "Names":
        """Return the names of a new list of objects; the Unicode forms that were seen stay known."""
        names = Names(self._key, objects)
        names._missing_forms |= self._missing_forms
        return names

    def ids_of(self, name: str) -> list[str]:
        """Return the ids of the objects with exactly this name, or else of all that may have it."""
        exact = self._exact.get(name)
        if exact:
            return list(exact)
        similar = self._similar.get(TEXT.comparison_key(name), ())
        return [id_ for id_ in similar if self._may_be_returned(name, self._names[id_])]

    def id_of(self, name: str) -> str | None:
        """Return the id of the object with a name; None if there is none, or if there are several."""
        found = self.ids_of(name)
        return found[0] if len(found) == 1 else None

    def _may_be_returned(self, name: str, held: Any) -> bool:
        """Return whether a similar name may be this name, as LivePerson returns it: it adds no spaces.

        If its names have both Unicode forms, LivePerson does not change the form of accents either.
        """
        both_forms = self._missing_forms >= _FORMS
        return not isinstance(held, str) or any(
            all(map(int.__le__, outer_blanks(each), outer_blanks(name)))
            and (not both_forms or without_blanks(each) == without_blanks(name))
            for each in (held, unescaped(held))
        )


def name_key(name: Any) -> Any:
    """Return a key that is equal for a sent name and the same name in an answer."""
    return TEXT.comparison_key(unescaped(name))


def may_match(name: Any, other: Any) -> bool:
    """Return whether LivePerson may return two sent names as the same name, or one as the other."""
    return not possible_keys(name).isdisjoint(possible_keys(other))


def possible_keys(name: Any) -> set[Any]:
    """Return the keys of the names that may have been sent for a stored name; see `TEXT`."""
    return {TEXT.comparison_key(name), name_key(name)}


def look_alike_key(name: Any) -> Any:
    """Return a key that is equal for names that people cannot tell apart; inner spaces do not count."""
    plain = name_key(name)
    return " ".join(plain.split()) if isinstance(plain, str) else plain
