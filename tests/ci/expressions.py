"""The expressions of GitHub's workflows, as far as ours use them."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w-]*)|(?P<mark>&&|\|\||==|!=|[!().,]))"
)
_EMBEDDED = re.compile(r"\$\{\{([^}]*)\}\}")
# What a context lacks is empty there; a name that is not there at all is a mistake everywhere else.
_MAY_LACK = ("vars", "secrets", "outputs")

Functions = Mapping[str, Callable[..., Any]]


def evaluate(text: str, contexts: Mapping[str, Any], functions: Functions | None = None) -> Any:
    """Return the value of an expression."""
    known = {"fromJSON": json.loads, **(functions or {})}
    parser = _Parser(_tokens(text), contexts, known)
    value = parser.either()
    if parser.left:
        raise SyntaxError(f"{text!r} goes on after its end: {parser.left}")
    return value


def filled(text: Any, contexts: Mapping[str, Any]) -> Any:
    """Return a value of a workflow with its expressions evaluated; an expression alone keeps its type."""
    if not isinstance(text, str):
        return text
    alone = _EMBEDDED.fullmatch(text)
    if alone:
        return evaluate(alone[1], contexts)
    return _EMBEDDED.sub(lambda found: str(evaluate(found[1], contexts)), text)


def condition(text: str | None, contexts: Mapping[str, Any], *, succeeded: bool) -> bool:
    """Return whether a job or a step with such an `if` runs."""
    text = text or "success()"
    bare = text.removeprefix("${{").removesuffix("}}")
    if not re.search(r"\b(success|failure|cancelled|always)\(\)", bare):
        bare = f"success() && ({bare})"
    functions: Functions = {
        "success": lambda: succeeded,
        "failure": lambda: not succeeded,
        "cancelled": lambda: False,
        "always": lambda: True,
    }
    return bool(evaluate(bare, contexts, functions))


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    text = text.strip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise SyntaxError(f"{text[at:]!r} in {text!r}")
        tokens.append(found[0].strip())
        at = found.end()
    return tokens


class _Parser:
    def __init__(self, tokens: list[str], contexts: Mapping[str, Any], functions: Functions) -> None:
        self.left = tokens
        self._contexts = contexts
        self._functions = functions

    def either(self) -> Any:
        value = self._both()
        while self._take("||"):
            other = self._both()
            value = value or other
        return value

    def _both(self) -> Any:
        value = self._compared()
        while self._take("&&"):
            other = self._compared()
            value = value and other
        return value

    def _compared(self) -> Any:
        value = self._single()
        if self._take("=="):
            return value == self._single()
        if self._take("!="):
            return value != self._single()
        return value

    def _single(self) -> Any:
        if self._take("!"):
            return not self._single()
        if self._take("("):
            value = self.either()
            self._need(")")
            return value
        token = self.left.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        return self._called(token) if self._take("(") else self._found(token)

    def _called(self, name: str) -> Any:
        given = []
        while not self._take(")"):
            given.append(self.either())
            self._take(",")
        return self._functions[name](*given)

    def _found(self, name: str) -> Any:
        value = self._contexts[name]
        while self._take("."):
            following = self.left.pop(0)
            value = value.get(following, "") if name in _MAY_LACK else value[following]
            name = following
        return value

    def _take(self, mark: str) -> bool:
        if self.left[:1] == [mark]:
            del self.left[0]
            return True
        return False

    def _need(self, mark: str) -> None:
        if not self._take(mark):
            raise SyntaxError(f"{mark!r} is missing before {self.left}")
