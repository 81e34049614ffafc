"""Reads the programs in `stacks/` as text: which exist, which words they contain, what they import.

Nothing is run, because a table is also checked where the packages of the programs are not installed.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from pulumi_liveperson.fleet.account import FleetError

FOLDER = Path("stacks")
_PROJECT = Path("__main__.py")  # runs the program of each stack
_DYNAMIC = {"import_module", "__import__", "spec_from_file_location", "run_module", "run_path"}


class Programs:
    """The programs of the project in this folder."""

    def __init__(self) -> None:
        self._nodes: dict[Path, list[ast.AST]] = {}

    def names(self) -> list[str]:
        """Return the names of the programs: the modules that define or import `program`."""
        modules = {each.stem: each for each in FOLDER.glob("*.py") if each.stem != "__init__"}
        packages = {each.parent.name: each for each in FOLDER.glob("*/__init__.py")}
        return sorted(name for name, path in {**modules, **packages}.items() if self._is_program(path))

    def read(self, word: str) -> bool:
        """Return whether a module contains a word as a complete string, as in `get("opens")`."""
        return any(
            word in path.read_text("utf-8", "replace") and word in self._strings(path)
            for path in sorted(FOLDER.rglob("*.py"))
        )

    def modules(self, program: str) -> set[Path]:
        """Return the files in `stacks/` that a program consists of: its module, and what that imports.

        Modules beside `stacks/` are read too, because they may import modules in it.
        """
        found: set[Path] = set()
        waiting = [_PROJECT, *_files(FOLDER / program)]
        while waiting:
            path = waiting.pop()
            if path not in found:
                found.add(path)
                waiting += self._imported(path) if path.is_file() else []
        return {path for path in found if path.parts[0] == FOLDER.name}

    def _is_program(self, path: Path) -> bool:
        try:
            nodes = self._walk(path)
        except FleetError:  # a draft does not concern the other programs
            return True
        names = {
            name
            for node in nodes
            for name in (
                getattr(node, "name", None),  # a function, or an imported name
                getattr(node, "asname", None),
                node.id if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) else None,
            )
        }
        return bool(names & {"program", "*"})

    def _imported(self, path: Path) -> list[Path]:
        if self._names(path) & _DYNAMIC:  # what it imports is known only when it runs
            return sorted(FOLDER.rglob("*.py"))
        return [file for module in self._modules(path) for file in _files(module)]

    def _modules(self, path: Path) -> Iterator[Path]:
        """Yield the modules that a file imports; an imported name may be a module too."""
        for node in self._walk(path):
            if isinstance(node, ast.Import):
                targets = [alias.name.split(".") for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = list(path.parts[: -node.level]) if node.level else []
                base += node.module.split(".") if node.module else []
                targets = [base, *([*base, alias.name] for alias in node.names)]
            else:
                continue
            yield from (Path(*each) for each in targets if each)

    def _names(self, path: Path) -> set[str]:
        nodes = self._walk(path)
        return {
            *(each.id for each in nodes if isinstance(each, ast.Name)),
            *(each.attr for each in nodes if isinstance(each, ast.Attribute)),
            *(each.name for each in nodes if isinstance(each, ast.alias)),  # also `import_module as load`
        }

    def _strings(self, path: Path) -> set[str]:
        constants = (each.value for each in self._walk(path) if isinstance(each, ast.Constant))
        return {each for each in constants if isinstance(each, str)}

    def _walk(self, path: Path) -> list[ast.AST]:
        if path not in self._nodes:
            try:
                self._nodes[path] = list(ast.walk(ast.parse(path.read_bytes(), path.name)))
            except (SyntaxError, ValueError) as error:
                line = getattr(error, "lineno", None) or 1
                raise FleetError(
                    f"{path}, line {line}: this is not valid Python: correct the file."
                ) from None
        return self._nodes[path]


def _files(module: Path) -> list[Path]:
    """Return the files of a module, also if it does not exist, and of the packages that contain it."""
    packages = [each / "__init__.py" for each in (module, *module.parents) if each != Path()]
    return [module.with_name(f"{module.name}.py"), *packages]
