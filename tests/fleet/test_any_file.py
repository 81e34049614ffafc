"""Whatever the file of a stack contains, `fleet files` changes the values of the table and nothing else."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.fleet.account import Account, Fleet
from pulumi_liveperson.fleet.files.plan import plan
from tests.fleet.checkout import Checkout

STACK = "acme-uk"
FILE = f"Pulumi.{STACK}.yaml"
ACCOUNT = "71234568"
OWN = ("our-accounts:opens", "our-accounts:zone", "aws:region")  # columns of the table
GONE = "our-accounts:removed"
OWNED = ("liveperson:accountId", "our-accounts:program", *OWN, GONE)

# Values of the table are texts as a cell has them; those that YAML reads as something else are likely.
ODD = (
    "09:00 0123 1.10 1e3 0x1f yes no null ~ true 2026-01-01 ' \" \\ {a} [a] &a *a !a %a @a ` | > ? é x: = <<"
)
TEXTS = st.sampled_from([*ODD.split(), "a: b", "a #b", "- a"]) | st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=9
).filter(lambda text: text == text.strip() and text.isprintable())
SECURE = st.sampled_from(["v1:AAAA:BBBB=", "AQICAHi+/x=="])


@dataclass(frozen=True)
class Entry:
    """A key of a file, with the lines of its value after the key."""

    key: str
    lines: tuple[str, ...]

    def text(self, indent: str) -> list[str]:
        first, *others = self.lines
        return [f"{indent}{self.key}:{first}", *(f"{indent}{each}" for each in others)]


def quoted(text: str) -> str:
    return " " + yaml.safe_dump(text, default_style='"', allow_unicode=True, width=1000).strip()


def entries(key: str) -> st.SearchStrategy[Entry]:
    """Return entries of any form for a key that is not in the table, also secrets of the project's own."""
    secure = SECURE.map(lambda text: ("", f"  secure: {text}"))
    structure = SECURE.map(
        lambda text: ("", "  - a  # first", "  -   b: 1", f"      secure: {text}", "  # end")
    )
    flow = st.just((" {a: 1, b: [1,2], 'c': \"\\u00e9\"}  # flow",))
    block = st.just((" |", "  two", "    lines", "", "  more"))
    plain = st.sampled_from([(" a",), (" 0123  # a number",), ("",), (" ~",), (" 1.10",), (" 'it''s'",)])
    forms = (
        secure | structure if key.startswith("our-accounts:") else secure | structure | flow | block | plain
    )
    return forms.map(lambda lines: Entry(key, lines))


def owned(key: str) -> st.SearchStrategy[Entry]:
    """Return entries of any form that the table may change for a key."""
    block = st.just((" |-", "  two", "  lines"))
    plain = st.sampled_from([(" a",), (" 0123",), ("",), (" '09:00'  # it's",), (" >", "  a b", "")])
    texts = TEXTS.map(lambda text: (quoted(text),))
    return (block | plain | texts).map(lambda lines: Entry(key, lines))


COMMENTS = st.sampled_from([["# A comment: with a colon"], ["", "  # Another one"], [""]])
OTHERS = [
    "liveperson:clientSecret",
    "liveperson:clientId",
    "our-accounts:token",
    "our-accounts:list",
    "aws:profile",
]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Return the text of a file, and the lines in it that have to stay."""
    keys = draw(
        st.permutations([*OTHERS, *OWNED]).flatmap(lambda all_: st.integers(0, 11).map(lambda n: all_[:n]))
    )
    indent = draw(st.sampled_from(["  ", "    "]))
    lines: list[tuple[str, bool]] = [(line, True) for line in ("# Top", "encryptionsalt: v1:9W7H=:v1:Mi8mm")]
    lines += [("config:  # all of it", True)]
    for key in keys:
        found = draw(owned(key) if key in OWNED else entries(key))
        lines += [(line, key not in OWNED) for line in found.text(indent)]
        lines += [(line, True) for line in draw(st.just([]) | COMMENTS)]
    if draw(st.booleans()):
        lines += [("environment:", True), ("  - production", True)]
    end_of_line = draw(st.sampled_from(["\n", "\r\n"]))
    # The line break is a part of a text in several lines, and of no other value.
    has_last_break = lines[-1][0].strip() in {"", "more"} or draw(st.booleans())
    text = end_of_line.join(line for line, _ in lines) + (end_of_line if has_last_break else "")
    return text, [line for line, stays in lines if stays]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    return Checkout(tmp_path_factory.mktemp("any") / "project")


@given(file=files(), values=st.fixed_dictionaries({}, optional=dict.fromkeys(OWN, TEXTS)))
def test_only_values_of_the_table_change(
    folder: Checkout, file: tuple[str, list[str]], values: dict[str, str]
) -> None:
    text, staying = file
    fleet = Fleet(("prod",), (Account(STACK, ACCOUNT, "shop", "prod", values),), Path("accounts.csv"), OWN)
    wanted = {"liveperson:accountId": ACCOUNT, "our-accounts:program": "shop", **values}
    folder.write(FILE, text)
    with folder.inside():
        after = plan(fleet).texts.get(Path(FILE), text)
        folder.write(FILE, after)
        again = plan(fleet)

    assert (again.texts, again.changes) == ({}, [])
    assert configuration(after, in_table=True) == wanted
    assert configuration(after, in_table=False) == configuration(text, in_table=False)
    kept = [line for line in after.splitlines() if line.strip() and not is_owned(line)]
    assert kept == [line for line in staying if line.strip()]
    assert ("\r\n" in after) == ("\r\n" in text)
    assert after.count("\r") in {0, after.count("\n")}


def is_owned(line: str) -> bool:
    return any(line.strip(" \r").startswith(f"{key}:") for key in OWNED)


def configuration(text: str, *, in_table: bool) -> dict[str, object]:
    values = yaml.safe_load(text)["config"] or {}
    return {key: value for key, value in values.items() if (key in OWNED) == in_table}
