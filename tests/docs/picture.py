"""`python -m tests.docs.picture`: take the README's picture of the simulator in Chromium."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.docs.workspace import DEMO_PORT, ROOT, Workspace

PICTURE = ROOT / "docs" / "images" / "demo.png"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
SIZE = "1180,860"


def main() -> int:
    """Apply the demo, and take the picture."""
    browser = next((found for each in BROWSERS if (found := shutil.which(each))), None)
    if browser is None:
        sys.stderr.write(f"none of {', '.join(BROWSERS)} is on PATH\n")
        return 1
    with (
        TemporaryDirectory(prefix="picture-") as folder,
        Workspace(Path(folder) / "project") as here,
    ):
        here.pulumi("stack", "select", "--create", "demo")
        here.pulumi("up", "--yes", "--skip-preview", "--parallel", "1")
        here.run(
            browser,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={folder}/browser",
            # The page shows the address that the browser asked for.
            f"--host-resolver-rules=MAP 127.0.0.1:{DEMO_PORT} 127.0.0.1:{here.port}",
            f"--window-size={SIZE}",
            f"--screenshot={PICTURE}",
            f"http://127.0.0.1:{DEMO_PORT}/",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
