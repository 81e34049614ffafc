"""Setting up a checkout; standard library only, since it runs before anything is installed."""

import sys
from pathlib import Path

if sys.platform == "win32":
    raise SystemExit(
        "Windows itself is not supported: install WSL 2 (`wsl --install`) and run `make` inside it."
    )
# The package is installed last, and has something that is needed first.
sys.path.append(str(Path(__file__).resolve().parents[1] / "provider"))
