"""Objects by their names, in whatever way LivePerson writes those back.

Two names that differ in blanks or in how an accent is composed may be one name that was written back
otherwise, or the names of two objects. So an object that has exactly the name is meant before all others, and
of several that only may have it none is. What LivePerson is not seen to do is no way of writing a name back.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, Literal

from pulumi_liveperson.client.equivalence.values import TEXT, outer_blanks, unescaped, without_blanks

_FORMS: set[Literal["NFC", "NFD"]] = {
    "NFC",
    "NFD",
}  # the two ways to compose accents, of which a server may write one


class Names:
    """The names of objects, as these are held."""

    def __init__(self, key: str, objects: Mapping[str, Mapping[str, Any]]) -> None:
        self._key = key
        self._names: dict[str, Any] = {}
        # Both have the ids as keys, in the order in which they were noted.
        self._exact: defaultdict[Any, dict[str, None]] = defaultdict(dict)
        self._similar: defaultdict[Any, dict[str, None]] = defaultdict(dict)
        self._not_written: set[Literal["NFC", "NFD"]] = set()
        """The forms in which some name is or was not."""
        for id_, held in objects.items():
            self.add(id_, held)

    def add(self, id_: str, held: Mapping[str, Any]) -> None:
        """Note an object that is not known yet."""
        name = self._names[id_] = held.get(self._key)
        self._exact[name][id_] = None
        for reading in readings(name):
            self._similar[reading][id_] = None
        if isinstance(name, str) and not name.isascii():
            self._not_written |= {form for form in _FORMS if not unicodedata.is_normalized(form, name)}

    def discard(self, id_: str) -> None:
        """Forget an object."""
        if id_ in self._names:
            name = self._names.pop(id_)
            del self._exact[name][id_]
            for reading in readings(name):
                del self._similar[reading][id_]

    def anew(self, objects: Mapping[str, Mapping[str, Any]]) -> "Names":
        """Return the names of objects after another look; how names are written stays known."""
        names = Names(self._key, objects)
        names._not_written |= self._not_written
        return names

    def ids_of(self, name: str) -> list[str]:
        """Return the objects that have this name, or else all whose names may be written back for it."""
        exact = self._exact.get(name)
        if exact:
            return list(exact)
        similar = self._similar.get(TEXT.comparison_key(name), ())
        return [id_ for id_ in similar if self._may_come_back(name, self._names[id_])]

    def id_of(self, name: str) -> str | None:
        """Return the one object that is meant by a name; None if there is none, or if it cannot be told."""
        found = self.ids_of(name)
        return found[0] if len(found) == 1 else None

    def _may_come_back(self, name: str, held: Any) -> bool:
        """Tell whether a similar name may be this one, written back: LivePerson adds no blanks.

        Where names are seen in both forms, it does not compose accents otherwise, either.
        """
        both_forms = self._not_written >= _FORMS
        return not isinstance(held, str) or any(
            all(map(int.__le__, outer_blanks(each), outer_blanks(name)))
            and (not both_forms or without_blanks(each) == without_blanks(name))
            for each in (held, unescaped(held))
        )


def called(name: Any) -> Any:
    """Return what is equal for a name that is sent and the same name that comes back."""
    return TEXT.comparison_key(unescaped(name))


def may_be_one(name: Any, other: Any) -> bool:
    """Tell whether two names that are sent may come back as one, or each as the other."""
    return not readings(name).isdisjoint(readings(other))


def readings(name: Any) -> set[Any]:
    """Return what may have been sent for a name that is held, but for what nobody sees."""
    return {TEXT.comparison_key(name), called(name)}


def looks(name: Any) -> Any:
    """Return what is equal for names that people cannot tell apart: inner blanks do not count either."""
    plain = called(name)
    return " ".join(plain.split()) if isinstance(plain, str) else plain
