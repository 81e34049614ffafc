"""A Pulumi CLI compiled from the published Go modules, which go.mod and go.sum files pin.

Go checks the sources against go.sum. The compiled programs have no checksum that could be committed.

Releases of the Python language host after sdk v3.79.0 are in a module that was never published. The older
host works with the pinned engine if the virtual environment is first on PATH; `activate` ensures that.
"""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from toolchain.cache import require_space
from toolchain.errors import ToolchainError
from toolchain.progress import Progress, print_status
from toolchain.pulumi_cli import (
    DYNAMIC_PROVIDER,
    ENGINE,
    ENGINE_MODULE,
    LANGUAGE_EXEC,
    LANGUAGE_HOST,
    LANGUAGE_MODULE,
    parse_version,
    pinned_version,
    platform_name,
    spell_version,
)

SDK = "github.com/pulumi/pulumi/sdk/v3"
ENGINE_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
LANGUAGE_PACKAGE = f"{SDK}/python/cmd/pulumi-language-python"
SCRIPTS = {LANGUAGE_EXEC: "python/cmd", DYNAMIC_PROVIDER: "python/dist"}
BUILT_LANGUAGE_HOST = f"{LANGUAGE_HOST}-v3.79"
# It does not know the option `virtualenv` of Pulumi.yaml, so it gets it on its command line.
START_LANGUAGE_HOST = f"""\
#!/bin/sh
program=$0
while [ -L "$program" ]; do program=$(readlink "$program"); done
exec "${{program%/*}}/{BUILT_LANGUAGE_HOST}" -virtualenv=.venv "$@"
"""
SPACE_GIB = 4.0
ALTERNATIVE = "or install Pulumi (https://www.pulumi.com/docs/install/)"
LAST_LINES = 15


def build_key() -> str:
    """Return the key in the cache of the build from the current module files."""
    digest = hashlib.sha256(START_LANGUAGE_HOST.encode())
    for module in (ENGINE_MODULE, LANGUAGE_MODULE):
        digest.update((module / "go.mod").read_bytes() + (module / "go.sum").read_bytes())
    return f"{pinned_version()}-{platform_name()}-build-{digest.hexdigest()[:8]}"


def build_cli(folder: Path) -> None:
    """Compile the programs from source into a folder."""
    version = pinned_version()
    _need_go()
    for variable in ("GOMODCACHE", "GOCACHE"):
        require_space(Path(_go(ENGINE_MODULE, "env", variable)), SPACE_GIB)
    print_status(f"Building pulumi {version} with Go, once for this machine: about six minutes on two cores.")
    _compile(ENGINE_MODULE, ENGINE_PACKAGE, folder / ENGINE, version)
    _compile(LANGUAGE_MODULE, LANGUAGE_PACKAGE, folder / BUILT_LANGUAGE_HOST, version)
    (folder / LANGUAGE_HOST).write_text(START_LANGUAGE_HOST)
    (folder / LANGUAGE_HOST).chmod(0o755)
    sdk = Path(_go(ENGINE_MODULE, "list", "-m", "-f", "{{.Dir}}", SDK))
    for name, place in SCRIPTS.items():
        shutil.copyfile(sdk / place / name, folder / name)
        (folder / name).chmod(0o755)


def _need_go() -> None:
    [needed] = re.findall(r"^go (\S+)$", (ENGINE_MODULE / "go.mod").read_text(), re.MULTILINE)
    remedy = f"install Go {needed} or newer (https://go.dev/dl/), {ALTERNATIVE}."
    if shutil.which("go") is None:
        raise ToolchainError(f"Go is missing: {remedy}")
    # Run inside the module, so Go can download a newer toolchain (GOTOOLCHAIN).
    answer = subprocess.run(
        ["go", "env", "GOVERSION"],
        cwd=ENGINE_MODULE,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    found = parse_version(answer.stdout)
    if found is None:
        output = answer.stderr.strip().splitlines() or ["it prints nothing"]
        raise ToolchainError(f"Go does not run ({output[-1]}): {remedy}")
    if found < (parse_version(needed) or found):
        raise ToolchainError(f"Go is too old ({spell_version(found)}): {remedy}")


def _compile(module: Path, package: str, program: Path, version: str) -> None:
    flags = ["-mod=readonly", "-trimpath", f"-ldflags=-s -w -X {SDK}/go/common/version.Version=v{version}"]
    with Progress(f"Fetching the Go modules of {program.name}") as fetching:
        fetched = 0

        def count_module(line: str) -> None:
            nonlocal fetched
            fetched += line.startswith("go: downloading")
            fetching.note = f"{fetched} modules"

        # Go does not compile packages again that an earlier build left in its cache.
        listed = "{{if .Stale}}{{.ImportPath}}{{end}}"
        stale = _run_go(module, ["list", *flags, "-deps", "-f", listed, package], count_module).split()
    with Progress(f"Compiling {program.name}") as compiling:
        compiled = 0

        def count_package(line: str) -> None:
            nonlocal compiled
            compiled += bool(line) and not line.startswith("go: ")
            compiling.note = f"{compiled} of {len(stale)} packages" if compiled < len(stale) else "linking"

        _run_go(module, ["build", "-v", *flags, "-o", str(program), package], count_package)
        compiling.note = f"{compiled} packages"


def _run_go(module: Path, arguments: list[str], on_line: Callable[[str], None]) -> str:
    """Run Go, pass each line of its progress to `on_line`, and return its output."""
    lines: list[str] = []
    with (
        tempfile.TemporaryFile("w+") as printed,
        subprocess.Popen(
            ["go", *arguments],
            cwd=module,
            env=_environment(),
            stdout=printed,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as running,
    ):
        assert running.stderr is not None  # noqa: S101 -- it is a pipe
        for line in running.stderr:
            lines.append(line.rstrip())
            on_line(line.rstrip())
        if running.wait():
            print_status("\n".join(lines[-LAST_LINES:]))
            raise ToolchainError(f"Go could not build {module.name}: correct its error above, {ALTERNATIVE}.")
        printed.seek(0)
        return printed.read()


def _go(module: Path, *arguments: str) -> str:
    return _run_go(module, list(arguments), lambda _: None).strip()


def _environment() -> dict[str, str]:
    # Builds for this machine, without a C compiler, and ignores a Go workspace around the checkout.
    kept = {name: value for name, value in os.environ.items() if name not in {"GOOS", "GOARCH"}}
    return {**kept, "GOWORK": "off", "CGO_ENABLED": "0"}
