"""The stories of the pages on signing in and on troubleshooting."""

from pathlib import Path

from tests.docs.conflicts import LUNCH, REFRESH, UP
from tests.docs.terminal import Blocks, from_diagnostics, shown
from tests.docs.workspace import SIGNED_IN, Workspace

ACCOUNT = "71234567"
REASONS = "status-reasons"
API_KEY = {
    "LIVEPERSON_APP_KEY": "simulator-app-key",
    "LIVEPERSON_APP_SECRET": "simulator-app-secret",
    "LIVEPERSON_ACCESS_TOKEN": "simulator-access-token",
    "LIVEPERSON_ACCESS_TOKEN_SECRET": "simulator-access-token-secret",
}
DOCTOR = "liveperson", "doctor"
UNPRIVILEGED = {name: each.replace("simulator", "unprivileged") for name, each in SIGNED_IN.items()}


def credentials(folder: Path) -> Blocks:
    """Sign in with what LivePerson has ended, and with what may not do enough."""
    with Workspace(folder) as here:
        started(here)
        yield "ended", from_diagnostics(shown(here, *UP, code=0, **API_KEY))
        yield "no-privilege", from_diagnostics(shown(here, *REFRESH, code=1, **UNPRIVILEGED))


def patience(folder: Path) -> Blocks:
    """Wait for a LivePerson that has a problem, look into the log of that, and wait in vain."""
    with Workspace(folder) as here:
        started(here)
        here.environment |= SIGNED_IN
        # The create is done, and its answer is lost.
        here.control.add_fault("status_after", method="POST", path=REASONS, status=503)
        yield "waiting", shown(here, *UP, LIVEPERSON_LOG="debug", LIVEPERSON_LOG_FILE="requests.log")
        yield "log", shown(here, "cat", "requests.log")

        variables = "LIVEPERSON_LOG=trace", "LIVEPERSON_LOG_FORMAT=json", "LIVEPERSON_LOG_FILE=requests.json"
        here.edit("stacks/team.py", 'text="Lunch"', 'text="Lunch break"')
        yield (
            "trace",
            from_command(shown(here, *variables, *UP))
            + shown(here, "grep", "app/token", "requests.json")
            + shown(here, "grep", "PUT", "requests.json"),
        )

        here.control.add_fault("status_before", path=REASONS, status=503, times=9)
        variable = "LIVEPERSON_OPERATION_TIMEOUT=10"
        yield "given-up", from_diagnostics(shown(here, variable, *REFRESH, code=1))


def examination(folder: Path) -> Blocks:
    """Check a set-up that is good, and one that is not."""
    with Workspace(folder) as here:
        keep_outside_the_demo(here)
        started(here)
        key = "liveperson:clientSecret"
        here.pulumi("config", "set", "liveperson:clientId", SIGNED_IN["LIVEPERSON_CLIENT_ID"])
        here.pulumi("config", "set", "--secret", key, SIGNED_IN["LIVEPERSON_CLIENT_SECRET"])
        yield "doctor", shown(here, *DOCTOR)
        here.pulumi("config", "set", "--plaintext", key, "mistyped")
        yield "doctor-finds", shown(here, *DOCTOR, code=1)
        assert {each["method"] for each in here.control.requests()} == {"GET", "POST"}
        assert here.control.objects(ACCOUNT, REASONS) == []


def keep_outside_the_demo(here: Workspace) -> None:
    """Choose a backend and a passphrase of one's own, at places that are the same on every machine."""
    (here.folder / "pulumi-state").mkdir()
    here.write("pulumi-passphrase", "of the team")
    del here.environment["PULUMI_CONFIG_PASSPHRASE"]
    here.environment |= {
        "PULUMI_BACKEND_URL": "file://pulumi-state",
        "PULUMI_CONFIG_PASSPHRASE_FILE": "pulumi-passphrase",
    }


def started(here: Workspace, stack: str = "team") -> None:
    """Declare one status reason for a stack."""
    here.environment["LIVEPERSON_ACCOUNT_ID"] = ACCOUNT
    here.write(f"stacks/{stack}.py", LUNCH)
    here.pulumi("stack", "init", stack)


def from_command(text: str) -> str:
    """Return the command, and that it prints more than is shown."""
    return f"{text.splitlines()[0]}\n...\n"
