"""Sets up a checkout; it uses only the standard library, because it runs before any installation."""

import sys
from pathlib import Path

if sys.platform == "win32":
    raise SystemExit("Windows is not supported. Install WSL 2 (`wsl --install`), and run `make` inside it.")
# The package is installed last, but this package imports some of its modules earlier.
sys.path.append(str(Path(__file__).resolve().parents[1] / "provider"))
