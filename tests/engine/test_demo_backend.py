"""Whose backend and passphrase a stack has, with the `pulumi` of the virtual environment in a real shell."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from tests.committed import write_committed
from tests.engine.trial import lay_out

pytestmark = [pytest.mark.engine, pytest.mark.threat("public-passphrase")]

SECRET = "a secret of somebody's own"
PASSPHRASE = "a passphrase of somebody's own"
OWN_BACKEND = 'export PULUMI_BACKEND_URL="file://$PWD/../backend"'
OWN_PASSPHRASE = 'export PULUMI_CONFIG_PASSPHRASE_FILE="$PWD/../passphrase"'
INIT = "pulumi stack init support"
SET = f'pulumi config set --secret liveperson:clientSecret "{SECRET}"'
READ = "PULUMI_CONFIG_PASSPHRASE=simulator pulumi config get liveperson:clientSecret --stack support"
EXAMINE = "COLUMNS=2000 liveperson doctor"
REFUSED = "is not simulated (liveperson:domainApiUrl is https://api.liveperson.net)"
TO_FILL_IN = ("make clean", "pulumi config set --secret liveperson:<key>")
ACCOUNT = "pulumi config set liveperson:accountId 12345678; pulumi config set liveperson:clientId x"


class Shell:
    """A user's shell in a checkout, with an activated virtual environment and nothing else."""

    def __init__(self, folder: Path, surroundings: dict[str, str], simulator: Simulator) -> None:
        self.project = folder / "checkout"
        lay_out(self.project)
        write_committed(self.project, "Pulumi.demo.yaml", "stacks/demo.py")
        starter = self.project / "template" / "stacks" / "starter.py"
        (self.project / "stacks" / "support.py").symlink_to(starter)
        demo, address = self.project / "Pulumi.demo.yaml", f"domainApiUrl: {simulator.url}"
        demo.write_text(re.sub("domainApiUrl: .*", address, demo.read_text()))
        (folder / "passphrase").write_text(f"{PASSPHRASE}\n")
        (folder / "backend").mkdir()
        self._environment = {
            name: value
            for name, value in surroundings.items()
            if name == "PULUMI_HOME" or not name.startswith(("PULUMI_", "VIRTUAL_ENV"))
        } | {"PULUMI_HOME": str(folder / "home")}

    def says(self, *steps: str, code: int | None = 0) -> str:
        """Return what steps print in a shell that goes on after each."""
        script = "\n".join([f'. "{sys.prefix}/bin/activate"', *steps])
        done = subprocess.run(
            ["sh", "-c", script],
            cwd=self.project,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        assert code is None or done.returncode == code, done.stdout
        return done.stdout

    def way_out(self, begun: list[str]) -> list[str]:
        """Run the commands that the doctor names for a stack with what is the demo's; return what stays."""
        says, *_ = self.says(*begun, EXAMINE, code=1).splitlines()
        assert REFUSED in says
        commands = "\n".join(each for each in re.findall("`([^`]+)`", says) if each not in TO_FILL_IN)
        for named, here in (
            ("/run/secrets/pulumi-", f"{self.project.parent}/"),
            ("s3://pulumi-state", f"file://{self.project.parent}/backend"),
        ):
            commands = commands.replace(named, str(here))
        self.says(*begun, commands)
        return [line for line in commands.splitlines() if line.startswith(("export ", "unset "))]


@pytest.fixture
def shell(tmp_path: Path, surroundings: dict[str, str], simulator: Simulator) -> Shell:
    return Shell(tmp_path, surroundings, simulator)


@pytest.mark.slow
def test_no_order_of_the_steps_encrypts_a_secret_with_the_demos_passphrase(shell: Shell) -> None:
    shell.says("pulumi stack select --create demo", "pulumi up --yes --skip-preview")
    assert "20 unchanged" in shell.says("pulumi preview")

    for steps in (
        (INIT, SET, OWN_PASSPHRASE),
        (OWN_PASSPHRASE, INIT, SET),
        ("pulumi stack select demo", SET),
    ):
        said = shell.says(*steps, code=None)
        assert "error: " in said, steps
        assert not (shell.project / "Pulumi.support.yaml").exists(), steps
        assert "clientSecret:\n    secure: v1:pvL2Tml16DVliB7S" in (
            (shell.project / "Pulumi.demo.yaml").read_text()
        )

    shell.says("pulumi stack select demo", OWN_BACKEND, OWN_PASSPHRASE, INIT, SET)
    assert "incorrect passphrase" in shell.says(OWN_BACKEND, READ, code=1)
    opened = "pulumi config get liveperson:clientSecret --stack support"
    assert shell.says(OWN_BACKEND, OWN_PASSPHRASE, opened).strip() == SECRET
    # The demo goes on in a shell that is set up for a stack of one's own, as soon as the backend is not.
    assert "20 unchanged" in shell.says(OWN_PASSPHRASE, "pulumi stack select demo", "pulumi preview")


def test_a_shell_is_left_as_it_was(shell: Shell) -> None:
    shown = 'env | grep -E "^(PULUMI|LIVEPERSON|VIRTUAL_ENV)" | grep -v PULUMI_HOME'

    assert shell.says("deactivate", shown, code=1) == ""
    own = shell.says(OWN_PASSPHRASE, "deactivate", OWN_BACKEND, shown)
    assert [line.partition("=")[0] for line in own.splitlines()] == [
        "PULUMI_CONFIG_PASSPHRASE_FILE",
        "PULUMI_BACKEND_URL",
    ]


@pytest.mark.slow
def test_a_real_account_with_what_is_the_demos_is_refused_with_the_way_out(
    shell: Shell, tmp_path: Path
) -> None:
    (shell.project / ".state").mkdir()
    begun = ['export PULUMI_BACKEND_URL="file://$PWD/.state"', "export PULUMI_CONFIG_PASSPHRASE=simulator"]
    shell.says(*begun, INIT, SET, ACCOUNT)
    assert REFUSED in shell.says(*begun, "pulumi up --yes --skip-preview", code=1)

    begun += shell.way_out(begun)
    begun += shell.way_out(begun)

    mended = shell.says(*begun, "pulumi preview", EXAMINE, code=1)
    assert "2 to create" in mended
    assert f"Stored in file://{tmp_path}/backend, set by PULUMI_BACKEND_URL." in mended
    assert f"the passphrase in {tmp_path / 'passphrase'}, set by PULUMI_CONFIG_PASSPHRASE_FILE" in mended
    assert "ok       program" in mended


def test_the_doctor_shows_that_the_demos_passphrase_is_published(shell: Shell) -> None:
    shell.says("pulumi stack select --create demo")

    examined = shell.says(EXAMINE)

    assert f"Stored in file://{shell.project}/.state, the demo's folder of this checkout." in examined
    assert "Secrets are decrypted with the demo's passphrase, which is published." in examined
