"""On which port the demo's stacks look for their simulator, which their own files say."""

from pathlib import Path

from toolchain.demo import ADDRESS, is_demo
from toolchain.errors import ToolchainError

OWN_STACK = "demo"


def port_of(root: Path) -> int:
    """Return the port that the stack demo names."""
    file = root / f"Pulumi.{OWN_STACK}.yaml"
    found = ADDRESS.search(file.read_text(encoding="utf-8")) if is_demo(file) else None
    if found is None or found["port"] is None:
        raise ToolchainError(
            f"{file.name} is not that of the demo any more: `git checkout {file.name}` brings it back, and "
            "an account of your own belongs to a stack of its own (`pulumi stack init`)."
        )
    return int(found["port"])


def move(root: Path, port: int) -> list[str]:
    """Let the demo's stacks name another port, and return the files that named one that is not this."""
    moved = []
    for file in sorted(root.glob("Pulumi.*.yaml")):
        if is_demo(file):
            before = file.read_text(encoding="utf-8")
            after = ADDRESS.sub(lambda found: found[0].replace(f":{found['port']}", f":{port}"), before)
            if after != before:
                file.write_text(after, encoding="utf-8")
                moved.append(file.name)
    return moved
