"""The forms in which a server or a program may write a value that it has been given."""

import html
import json
from collections.abc import Callable
from urllib.parse import quote, quote_plus

FORMS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "JSON": lambda value: json.dumps(value)[1:-1],
    "JSON in letters of its own": lambda value: json.dumps(value, ensure_ascii=False)[1:-1],
    "JSON of JSON": lambda value: json.dumps(json.dumps(value))[3:-3],
    "JSON with each slash escaped": lambda value: json.dumps(value)[1:-1].replace("/", "\\/"),
    "JSON in numbers": lambda value: "".join(
        f"\\u{ord(each):04X}" if each.isascii() and not each.isalnum() else each for each in value
    ),
    "Python": lambda value: repr(value)[1:-1],
    "an address": lambda value: quote(value, safe=""),
    "an address with slashes": quote,
    "an address in an address": lambda value: quote(quote(value, safe=""), safe=""),
    "a form": quote_plus,
    "HTML": html.escape,
    "HTML in numbers": lambda value: "".join(each if each.isalnum() else f"&#{ord(each)};" for each in value),
}
