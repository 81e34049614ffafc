"""Makes texts publishable: only words that the probe itself has sent, or that are no names, stay readable."""

import html
import re
import unicodedata
from collections.abc import Iterable
from importlib.resources import files
from typing import Any

from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import written_out

HIDDEN = "…"
LONGEST = 200
"""The length from which a text is shortened."""
_SHOWN = 60
_MOST_DIGITS = 4
_LONG_NUMBER = re.compile(r"\d{5,}")
# Characters outside ASCII belong to tokens, so that no letter with a combining mark is split.
_TOKEN = re.compile(r"[\w\x80-\U0010ffff]+")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\b(?:[a-z0-9-]+\.)+(?:net|com|io|org)\b(?::\d+)?", re.IGNORECASE)
_WORDS = files("pulumi_liveperson.probe") / "words.txt"
"""Words of errors that are no names of people, companies or places."""


class Masks:
    """The words that the probe has sent, and the ids of an account; equal ids get equal numbers."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id
        self._ids: dict[str, str] = {}
        self._words = set(_WORDS.read_text(encoding="utf-8").split())
        self._own: set[str] = set()

    def learn(self, texts: Iterable[str]) -> None:
        """Record texts that the probe has sent."""
        for text in texts:
            self._own.add(_plain(text))
            self._words |= {each for each in _TOKEN.findall(_plain(text)) if each != self._account_id}

    def is_own(self, text: str) -> bool:
        """Return whether the probe has sent a text, or one that begins with it."""
        plain = _plain(text)
        is_known = plain in self._own or (bool(plain) and any(each.startswith(plain) for each in self._own))
        return is_known and self._account_id not in text

    def id(self, id_: str) -> str:
        """Return the number of an id."""
        return self._ids.setdefault(id_, f"id-{len(self._ids) + 1}")

    def is_id(self, number: float) -> bool:
        """Return whether a number can be an id."""
        return bool(_LONG_NUMBER.search(str(number))) or str(number) == self._account_id

    def text(self, text: str) -> str:
        """Return a text of an answer or of a request; words that the probe does not know are hidden."""
        if self.is_own(text):
            return _shortened(written_out(text))
        numbers = [each for each in re.findall(r"\d+", text) if each not in self._words]
        may_show_numbers = len(numbers) <= 1  # several may be an address or a telephone number

        def known(token: re.Match[str]) -> str:
            word = token[0]
            if word == self._account_id:
                return "{accountId}"
            if word.isascii() and word.isdecimal() and len(word) > _MOST_DIGITS:
                return self.id(word)
            is_number = word.isascii() and word.isdecimal() and may_show_numbers
            return word if is_number or word.casefold() in self._words else HIDDEN

        return _shortened(written_out(_TOKEN.sub(known, SECRETS.masked(text))))

    def sentence(self, text: str) -> str:
        """Return a sentence of the probe itself, without addresses and known ids."""
        masked = re.sub(rf"(?<!\w){re.escape(self._account_id)}(?!\w)", "{accountId}", SECRETS.masked(text))
        masked = _ADDRESS.sub("<address>", masked)
        return _LONG_NUMBER.sub(lambda found: self._ids.get(found[0], found[0]), masked)


def texts_in(value: Any, fields: frozenset[str], field: str = "") -> Iterable[str]:
    """Yield the texts and the numbers in some fields of a body."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from texts_in(each, fields, name)
    elif isinstance(value, list):
        for each in value:
            yield from texts_in(each, fields, field)
    elif field in fields and isinstance(value, str | int) and not isinstance(value, bool):
        yield str(value)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", html.unescape(text)).casefold().strip()


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:_SHOWN]}{HIDDEN} ({len(text)} characters)"
