"""Objects by their names, in whatever way LivePerson writes those back."""

from collections.abc import Mapping
from typing import Any

from provider.liveperson.values import TEXT, unescaped


class Names:
    """The names of objects, as these are held."""

    def __init__(self, key: str, objects: Mapping[str, Mapping[str, Any]]) -> None:
        self._key = key
        self._names: dict[str, Any] = {}
        self._ids: dict[Any, str] = {}
        self._unescaped: dict[Any, str] = {}
        for id_, held in objects.items():
            self.add(id_, held)

    def add(self, id_: str, held: Mapping[str, Any]) -> None:
        """Note an object that is not known yet."""
        name = held.get(self._key)
        self._names[id_] = name
        self._ids[TEXT.meant(name)] = id_
        self._unescaped[called(name)] = id_

    def discard(self, id_: str) -> None:
        """Forget an object."""
        name = self._names.pop(id_, None)
        for ids, reading in ((self._ids, TEXT.meant(name)), (self._unescaped, called(name))):
            if ids.get(reading) == id_:
                del ids[reading]

    def id_of(self, name: str) -> str | None:
        """Return the id of the object that has this name, or of one whose name may be escaped."""
        meant = TEXT.meant(name)
        return self._ids.get(meant) or self._unescaped.get(meant)


def called(name: Any) -> Any:
    """Return what is equal for a name that is sent and the same name that comes back."""
    return TEXT.meant(unescaped(name))
