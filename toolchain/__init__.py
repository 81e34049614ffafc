"""Setting up a checkout; standard library only, since it runs before anything is installed."""

import sys

if sys.platform == "win32":
    raise SystemExit(
        "Windows itself is not supported: install WSL 2 (`wsl --install`) and run `make` inside it."
    )
