"""Makes texts publishable: only words that the probe itself has sent, or that are no names, stay readable."""

import html
import re
import unicodedata
from collections.abc import Iterable
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
# Words of errors and of formats that are no names of people, companies or places.
_WORDS = (
    "a access account action after all allowed already amp and another any apos are array as at attribute "
    "authentication authorization away back bad batch be because been before between body boolean byte "
    "bytes cannot change changed char character characters check client code collection conflict contain "
    "contains content could create created current date default delete deleted denied description did do "
    "does duplicate duplicated each element empty entity error errors event events exceed exceeded "
    "exceeds exist existing exists expected fail failed false field fields for forbidden format found "
    "from gone greater gt had has have header id identifier if illegal in input integer internal invalid "
    "is it item items json key larger least length less limit limited list long longer lt malformed match "
    "matched matches matching maximum method minimum missing modified more most must name names nbsp need "
    "needed no not null number numeric object objects occasion occasions occupied of old on one online "
    "only operation or order out parameter parameters parse parsing passed path permission permissions "
    "permitted positive precondition present privilege property put query quot range rate read reason "
    "reasons received recurrence rejected request requests require required resource revision rule same "
    "schema select sent server service set should size skill skills soon special stale start state status "
    "string support supported syntax text than that the their this time timezone to too true type unable "
    "unauthorized unexpected unique unknown unprocessable unsupported update updated use used user valid "
    "validation value values version was were which with within without workdays working write wrong yet "
    "zone "
)


class Masks:
    """The words that the probe has sent, and the ids of an account; equal ids get equal numbers."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id
        self._ids: dict[str, str] = {}
        self._words = set(_WORDS.split())
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
