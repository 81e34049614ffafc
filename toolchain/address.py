"""The port of the demo's simulator, which is in the configuration files of the demo's stacks."""

from pathlib import Path

from toolchain.demo import ADDRESS, is_demo
from toolchain.errors import ToolchainError

OWN_STACK = "demo"


def port_of(root: Path) -> int:
    """Return the port in the configuration of the stack demo."""
    file = root / f"Pulumi.{OWN_STACK}.yaml"
    found = ADDRESS.search(file.read_text(encoding="utf-8")) if is_demo(file) else None
    if found is None or found["port"] is None:
        raise ToolchainError(
            f"{file.name} is not the file of the demo any more. `git checkout {file.name}` restores it. "
            "Create another stack for your own account: `pulumi stack init`."
        )
    return int(found["port"])


def move(root: Path, port: int) -> list[str]:
    """Write a port into the files of the demo's stacks, and return the names of the changed files."""
    moved = []
    for file in sorted(root.glob("Pulumi.*.yaml")):
        if is_demo(file):
            before = file.read_text(encoding="utf-8")
            after = ADDRESS.sub(lambda found: found[0].replace(f":{found['port']}", f":{port}"), before)
            if after != before:
                file.write_text(after, encoding="utf-8")
                moved.append(file.name)
    return moved
