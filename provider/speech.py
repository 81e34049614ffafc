"""How errors reach a person: in full once, and briefly where every resource has the same one."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from provider.liveperson.errors import LivePersonError

_BRIEF = 80

_said: set[str] = set()
_turn = threading.Lock()


@contextmanager
def speaking_once() -> Iterator[None]:
    """Let an error through without its inner causes, and shortened if this process has said it before."""
    try:
        yield
    except LivePersonError as error:
        message = str(error)
        with _turn:
            is_new = message not in _said
            _said.add(message)
        if is_new or len(message) <= _BRIEF:
            raise error from None
        raise LivePersonError(f"the same problem as another resource has: {message[:_BRIEF]}…") from None
