"""Which command lines of Pulumi's are about the demo, and get its backend and passphrase."""

import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pulumi_liveperson.pulumi_cli import backend
from tests.committed import write_committed
from tests.processes import ran
from toolchain import demo
from toolchain.checkout import ROOT

SALTS = [re.search("encryptionsalt: (.+)", path.read_text()) for path in sorted(ROOT.glob("Pulumi.*.yaml"))]
BACKEND, PASSPHRASE = "PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"
# Answers which stack is selected as Pulumi would, and notes what else it is asked.
CLI = """#!/bin/sh
echo "$PULUMI_BACKEND_URL $*" >> "{folder}/calls"
case $* in *--show-name*) cat "{folder}/selected" 2>/dev/null;; *unselect*) rm -f "{folder}/selected";; esac
[ "$1" = environment ] && echo "${{PULUMI_BACKEND_URL-unset}} ${{PULUMI_CONFIG_PASSPHRASE-unset}}"
exit 0
"""


class Checkout:
    """A checkout in which the demo was set up, and a CLI that only says what it is given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "my checkout"
        (self.folder / ".state").mkdir(parents=True)
        write_committed(self.folder, "Pulumi.yaml", "Pulumi.demo.yaml", "Pulumi.acme-dev.yaml")
        (self.folder / "Pulumi.support.yaml").write_text("config:\n  liveperson:accountId: '12345678'\n")
        self.cli = self.folder / "cli"
        self.cli.write_text(CLI.format(folder=self.folder))
        self.cli.chmod(self.cli.stat().st_mode | stat.S_IXUSR)
        self.select("demo")

    def select(self, stack: str) -> None:
        (self.folder / "selected").write_text(stack)

    def given(
        self, *words: str, folder: Path | None = None, environ: Mapping[str, str] | None = None
    ) -> dict[str, str]:
        environ = environ or {}
        command = demo.Command(words, environ)
        place = ((folder or self.folder) / command.folder).resolve()
        return demo.settings(str(self.cli), command, {"PATH": "/usr/bin:/bin", **environ}, place)

    @property
    def demo(self) -> dict[str, str]:
        backend = f"file://{self.folder}/.state?metadata=skip"
        return {BACKEND: backend, PASSPHRASE: demo.PASSPHRASE}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


@pytest.mark.parametrize(
    "words",
    lines("""
        preview
        up --yes
        stack ls
        preview --stack demo
        preview --stack=organization/liveperson-accounts/acme-dev
        up -s demo --yes
        stack select demo
        stack select --create demo
        stack init acme-dev
        stack rm --yes demo
        config
        config get liveperson:clientSecret
    """),
    ids=" ".join,
)
def test_a_command_about_the_demo_gets_what_is_the_demos(checkout: Checkout, words: list[str]) -> None:
    assert checkout.given(*words) == checkout.demo


@pytest.mark.parametrize(
    "words",
    lines("""
        preview --stack support
        up -s=support
        stack select support
        stack select --create support
        stack select
        stack init support
        stack init
        stack new support
        stack init support --copy-config-from demo
        stack init --copy-config-from demo support
        stack init --secrets-provider passphrase demo
        --color never stack init support
        --non-interactive stack init support
        login
        login file://.
        new https://git.example.com/demo.git
        preview --stack unknown
    """),
    ids=" ".join,
)
def test_no_other_stack_gets_anything(checkout: Checkout, words: list[str]) -> None:
    assert checkout.given(*words) == {}


@pytest.mark.parametrize(
    "words",
    lines("""
        config set --secret liveperson:clientSecret mine
        config set --secret --stack demo liveperson:clientSecret mine
        --color never config set --secret liveperson:clientSecret mine
        config set-all --secret liveperson:clientSecret=mine
        config cp --dest support
    """),
    ids=" ".join,
)
def test_nothing_that_somebody_types_is_encrypted_with_the_demos_passphrase(
    checkout: Checkout, words: list[str]
) -> None:
    assert checkout.given(*words) == {BACKEND: checkout.demo[BACKEND]}


def test_a_passphrase_of_ones_own_is_no_obstacle_to_the_demo_and_stays_with_the_other_stacks(
    checkout: Checkout,
) -> None:
    for own in ({PASSPHRASE: "mine"}, {f"{PASSPHRASE}_FILE": "/run/mine"}):
        assert checkout.given("preview", environ=own) == checkout.demo
        assert checkout.given("preview", "--stack", "support", environ=own) == {}


def test_a_backend_of_ones_own_counts_for_every_stack(checkout: Checkout) -> None:
    for words in (["preview"], ["preview", "--stack", "demo"], ["stack", "init", "support"]):
        assert checkout.given(*words, environ={BACKEND: "s3://state"}) == {}
    assert not (checkout.folder / "calls").exists()


def test_the_stack_may_be_named_by_the_environment(checkout: Checkout) -> None:
    assert checkout.given("whoami", environ={"PULUMI_STACK": "support"}) == {}
    checkout.select("")
    assert checkout.given("whoami", environ={"PULUMI_STACK": "demo"}) == checkout.demo


def test_the_selection_made_last_counts_whatever_backend_it_is_in(checkout: Checkout) -> None:
    assert checkout.given("stack", "init", "support") == {}
    assert checkout.given("preview") == {}
    checkout.select("demo")
    assert checkout.given("preview") == checkout.demo


def test_the_folder_of_the_command_decides_and_not_the_one_that_was_activated(
    checkout: Checkout, tmp_path: Path
) -> None:
    other = Checkout(tmp_path / "other")
    (other.folder / "stacks").mkdir()

    assert checkout.given("preview", folder=other.folder / "stacks") == other.demo
    assert checkout.given("preview", "-C", str(other.folder)) == other.demo
    assert checkout.given("preview", f"--cwd={other.folder}") == other.demo
    assert checkout.given("preview", folder=tmp_path) == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("http://127.0.0.1:8490", "https://api.liveperson.net"),
        ("http://127.0.0.1:8490", "http://127.0.0.1.example.com"),
        ("  liveperson:domainApiUrl: http://127.0.0.1:8490\n", ""),
        (demo.SALT, "v1:u+6qReOw5NU=:v1:IHzObTz4o3MzCn6Z:cFQ3wclnDp5/hgssrEqxipPlm8n5eg=="),
    ],
)
def test_a_demo_that_became_somebodys_own_gets_nothing(checkout: Checkout, before: str, after: str) -> None:
    file = checkout.folder / "Pulumi.demo.yaml"
    text = file.read_text()
    assert before in text
    file.write_text(text.replace(before, after))

    assert checkout.given("preview", "--stack", "demo") == {}


def test_the_command_becomes_pulumi_with_its_arguments_and_exit_code(checkout: Checkout) -> None:
    run = [sys.executable, "-I", "-S", demo.__file__, str(checkout.cli), "environment", "two words"]
    environ = {"PATH": "/usr/bin:/bin", "PULUMI_STACK": "demo"}
    done = ran(run, cwd=checkout.folder, env=environ, check=True)

    assert done.stdout == f"{checkout.demo[BACKEND]} {demo.PASSPHRASE}\n"
    assert (checkout.folder / "calls").read_text() == f"{checkout.demo[BACKEND]} environment two words\n"


def test_all_committed_stacks_have_the_public_salt_and_the_provider_knows_the_passphrase() -> None:
    assert {found[1] for found in SALTS if found} == {demo.SALT}
    assert len(SALTS) == 3
    assert backend._DEMO_PASSPHRASE == demo.PASSPHRASE
