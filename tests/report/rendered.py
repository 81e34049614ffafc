"""Markdown as a reader sees it: rendered to HTML, and what is in that."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from markdown_it import MarkdownIt

# What is put in between to keep a comment from being more than text, and around words from right to left.
_NOT_SEEN = dict.fromkeys(map(ord, "\u200b\u2068\u2069"))
_VOID = {"br", "hr", "img"}


@dataclass
class Page(HTMLParser):
    """The tags, comments and texts of a page."""

    tags: set[str] = field(default_factory=set)
    comments: list[str] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=dict)
    """The text in each kind of tag, its inner tags included; as it was written, with what is not seen."""
    open_tags: list[str] = field(default_factory=list)
    widest_row: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._collecting: list[list[str]] = []
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert [name for name, _ in attrs if name not in {"class", "style"}] == [], (tag, attrs)
        self.tags.add(tag)
        if tag in _VOID:
            return
        self.open_tags.append(tag)
        self._collecting.append([])
        self._cells = 0 if tag == "tr" else self._cells + (tag in {"td", "th"})
        self.widest_row = max(self.widest_row, self._cells)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag
        self.texts.setdefault(tag, []).append("".join(self._collecting.pop()))

    def handle_data(self, data: str) -> None:
        for each in self._collecting:
            each.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def seen(self, tag: str) -> list[str]:
        """Return the texts in a kind of tag as they are seen."""
        return [text.translate(_NOT_SEEN) for text in self.texts.get(tag, [])]


def page(markdown: str) -> Page:
    """Return what a reader gets of GitHub-flavoured Markdown."""
    found = Page()
    renderer = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    found.feed(f"<body>{renderer.render(markdown)}</body>")
    found.close()
    assert found.open_tags == []
    return found
