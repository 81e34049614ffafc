"""Words that a reader under stress, or with another first language, must read twice; and better ones."""

import re
from collections.abc import Iterator, Mapping

HARD: Mapping[str, str] = {
    r"mend(s|ed|ing)?": "correct, fix",
    r"told": "reported, shown",
    r"stand(s|ing)?|stood": "is, is written",
    r"whoever|whomever": "everyone who",
    r"in words|in other words|in clear|plain words": "in plain language, in another format, unencrypted",
    r"your word|the word of": "say what it does",
    r"has a say": "can change",
    r"whole ones": "complete examples",
    r"cannot be meant|where that is meant|if it is meant": "invalid, intended",
    r"somebody|nobody else": "someone, another person",
    r"by itself|of its own accord": "automatically",
    r"goes? out": "is sent",
    r"gives? up its": "releases",
    r"the way (out|back)": "the solution, the change back",
}
HARD_IN_CODE: Mapping[str, str] = {
    **HARD,
    r"tells?(?!.{1,30}\bapart\b)": "reports, returns",
    r"nobody": "no one, no other resource",
    r"on (its|their) way": "in flight, in progress",
    r"be done": "complete",
    r"(?<!there )is no (?!longer|more)": "is not a",
    r"astray": "misplaced",
    r"in vain": "without success",
    r"all the same": "still, anyway",
}


def hard_words(place: str, text: str, hard: Mapping[str, str] = HARD) -> Iterator[str]:
    """Yield the hard words of a text, each with its place and with better ones."""
    for words, better in hard.items():
        for match in re.finditer(rf"\b({words})\b", text, re.IGNORECASE | re.DOTALL):
            yield f"{place}: {match[0]!r}, better {better}"
