"""Which skills refer to an object.

What LivePerson does with an object that is deleted while a skill refers to it is not documented: it may
refuse, or leave the skill with an id that leads nowhere. So it is found out before anything is sent.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable
from functools import cached_property

from provider.liveperson.errors import ApiError
from provider.liveperson.transport import Answer

LOG = logging.getLogger(__name__)


class References:
    """The skills of an account by the object that they refer to, read once per process."""

    def __init__(self, field: str | None, send: Callable[..., Answer]) -> None:
        self._field = field
        self._send = send
        self._turn = threading.Lock()

    def skills(self, id_: str) -> list[str]:
        """Return the names of the skills that refer to an object."""
        if self._field is None:
            return []
        with self._turn:
            return self._skills.get(id_, [])

    @cached_property
    def _skills(self) -> dict[str, list[str]]:
        skills: dict[str, list[str]] = defaultdict(list)
        try:
            answer = self._send("GET", "le-users/skills", params={"v": "2.0", "select": "$all"})
        except ApiError as error:
            LOG.warning("Whether skills refer to what is deleted cannot be checked: %s", error)
            return skills
        for skill in answer.body if isinstance(answer.body, list) else []:
            if skill.get(self._field) and not skill.get("deleted"):
                skills[str(skill[self._field])].append(str(skill.get("name")))
        return skills
