"""The columns of the table of accounts, and their configuration keys."""

import difflib
import re

from pulumi_liveperson.fleet.accounts.csv_rows import HEADER, Mistakes
from pulumi_liveperson.fleet.accounts.programs import Programs

REQUIRED = ("stack", "account", "ring")
BUILT_IN = ("stack", "account", "program", "ring")
_LIVEPERSON = "liveperson"
_KEY = re.compile(r"[A-Za-z0-9_.-]+:[A-Za-z0-9_.-]+")


def full_key(column: str, project: str) -> str:
    """Return the configuration key of a column, such as `our-project:opens` of `opens`."""
    return column if ":" in column else f"{project}:{column}"


def check_columns(columns: tuple[str, ...], project: str, programs: Programs, mistakes: Mistakes) -> None:
    """Add a mistake for each column whose configuration key the table may not set."""
    seen: dict[str, str] = {}
    for column in dict.fromkeys(each for each in columns if each not in BUILT_IN):
        key = full_key(column, project)
        if key in seen:
            mistakes.add(
                HEADER, f"the columns {seen[key]} and {column} are the same key: remove one of them."
            )
        elif text := _mistake(column, key, project, programs):
            mistakes.add(HEADER, text)
        seen[key] = column


def _mistake(column: str, key: str, project: str, programs: Programs) -> str | None:
    if not _KEY.fullmatch(key):
        return (
            f"{column!r} cannot be the name of a column: use letters, digits, periods, hyphens and "
            "underscores, with at most one colon after a namespace."
        )
    namespace, _, name = key.partition(":")
    if namespace == _LIVEPERSON:
        return _liveperson_mistake(name)
    if namespace != project:
        return None
    if name == "program":
        return f"the column {column} is the column program: name it program."
    if programs.read(name):
        return None
    return (
        f'no program reads the column {column}: no module in stacks/ contains "{name}", as in '
        f'pulumi.Config().get("{name}"). Remove the column, or correct its name; a key of another '
        "namespace has a colon."
    )


def _liveperson_mistake(name: str) -> str | None:
    # Loads the sign-in methods, which few tables need.
    from pulumi_liveperson.settings import KEYS, secret_credentials  # noqa: PLC0415

    if name == "accountId":
        return "liveperson:accountId is the column account: remove this column."
    if name in secret_credentials():
        return (
            f"liveperson:{name} is a secret, and the table is not encrypted: remove the column, replace this "
            f"value in LivePerson, and set the new one with `pulumi config set --secret liveperson:{name} "
            "--stack <stack>`."
        )
    if name in KEYS:
        return None
    nearest = difflib.get_close_matches(name, KEYS, 1)
    hint = f"; did you mean liveperson:{nearest[0]}?" if nearest else "."
    return f"liveperson:{name} is not a known key{hint}"
