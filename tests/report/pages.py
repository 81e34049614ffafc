"""The page of a report as its readers meet it: objects, sentences, tables and months."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Self

from tests.report.reporting import report

_DASHES = str.maketrans("\N{EN DASH}\N{MINUS SIGN}", "--")
_VOID = {"meta", "br", "wbr"}


@dataclass
class Element:
    """An element, with its attributes and what is in it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return all its text, with the spaces that a reader sees."""
        return " ".join(self.raw.split())

    @property
    def raw(self) -> str:
        """Return all its text as it was written."""
        return "".join(each if isinstance(each, str) else each.raw for each in self.inside)

    @property
    def seen(self) -> str:
        """Return its text without what is only read aloud, and with plain dashes."""
        return " ".join(self._without(lambda each: "aloud" in each.classes).translate(_DASHES).split())

    @property
    def heard(self) -> str:
        """Return its text without what is only seen."""
        return " ".join(self._without(lambda each: each.attributes.get("aria-hidden") == "true").split())

    def _without(self, left_out: Callable[["Element"], bool]) -> str:
        if left_out(self):
            return ""
        return "".join(each if isinstance(each, str) else each._without(left_out) for each in self.inside)

    @property
    def classes(self) -> set[str]:
        """Return its classes."""
        return set(self.attributes.get("class", "").split())

    @property
    def all(self) -> Iterator["Element"]:
        """Yield all elements in it, from top to bottom."""
        for each in self.inside:
            if isinstance(each, Element):
                yield each
                yield from each.all

    def find(self, tag: str, class_: str | None = None) -> list["Element"]:
        """Return the elements in it with a tag, and a class if one is asked for."""
        return [each for each in self.all if each.tag == tag and (class_ is None or class_ in each.classes)]

    def one(self, tag: str, class_: str | None = None) -> "Element":
        """Return the only such element."""
        [found] = self.find(tag, class_)
        return found


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("document")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {name: value or "" for name, value in attrs})
        assert len(found.attributes) == len(attrs), attrs
        self._open[-1].inside.append(found)
        if tag not in _VOID:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def finished(self) -> Element:
        self.close()
        assert self._open == [self.root]  # all that was opened was closed
        return self.root


class Page:
    """A page."""

    def __init__(self, html: str) -> None:
        tree = _Tree()
        tree.feed(html)
        self.root = tree.finished()

    @classmethod
    def of(cls, document: Any, *options: str) -> Self:
        """Return the page of a preview."""
        return cls(report(document, "--format", "html", *options).out)

    @property
    def headings(self) -> list[str]:
        """Return the headings of the parts, in their order and without their numbers."""
        return [each.heard.rstrip("0123456789, ") for each in self.root.find("h2")]

    @property
    def sentences(self) -> list[str]:
        """Return what is said about each object, with its name."""
        return [
            f"{card.one('h3').text} {card.one('p', 'sentence').text}" for card in self.root.find("article")
        ]

    @property
    def notes(self) -> list[str]:
        """Return what has to be known besides."""
        return [each.text for each in self.root.find("p", "note")]

    def card(self, name: str) -> Element:
        """Return what is said about an object."""
        [found] = [each for each in self.root.find("article") if each.find("bdi")[0].text == name]
        return found

    def part(self, key: str) -> Element:
        """Return a part by its anchor."""
        [found] = [each for each in self.root.find("section") if each.attributes.get("id") == key]
        return found


def months(card: Element) -> list[tuple[str, list[str]]]:
    """Return the months that are drawn, with the titles of their sides."""
    return [
        (each.one("h4").text, [side.one("caption").heard for side in each.find("table")])
        for each in card.find("div", "month")
    ]


def days(card: Element, month: str, side: int = 0) -> dict[int, Element]:
    """Return the days of a month by their numbers."""
    [found] = [each for each in card.find("div", "month") if each.one("h4").text == month]
    cells = found.find("table")[side].find("td")
    return {int(each.find("span", "date")[0].text): each for each in cells if each.inside}


def said(card: Element, month: str, side: int = 0) -> dict[int, str]:
    """Return what is read aloud about the days of a month that are more than a date."""
    read = {number: cell.heard for number, cell in days(card, month, side).items()}
    return {number: text.removeprefix(f"{number} ") for number, text in read.items() if text != str(number)}


def fields(card: Element) -> list[list[str]]:
    """Return the rows of the table of an object, with its head."""
    table = card.one("table", "fields")
    return [[each.heard for each in row.all if each.tag in {"th", "td"}] for row in table.find("tr")]
