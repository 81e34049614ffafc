"""Setting up a checkout; standard library only, since it runs before anything is installed."""

import sys
from pathlib import Path

if sys.platform == "win32":
    raise SystemExit(
        "Windows itself is not supported: install WSL 2 (`wsl --install`) and run `make` inside it."
    )
sys.path.append(
    str(Path(__file__).resolve().parents[1] / "provider")
)  # for what the package has of that kind
