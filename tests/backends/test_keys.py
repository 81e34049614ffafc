"""A key of AWS instead of a passphrase, and the move from one to the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from liveperson_simulator.server import Simulator
from tests.backends.places import AWS, Place, Places, moto
from tests.backends.serving import HOST
from tests.backends.test_stacks import PROGRAM
from tests.cli.commands import command
from tests.engine.trial import SECRET, Stack, begun_in

pytestmark = [pytest.mark.engine, pytest.mark.slow]


@dataclass(frozen=True)
class KeyService:
    """The key service of AWS."""

    url: str

    @property
    def variables(self) -> dict[str, str]:
        return {**AWS, "AWS_ENDPOINT_URL_KMS": self.url}

    def create(self) -> str:
        """Create a key, and return its alias."""
        key = self.call("CreateKey")["KeyMetadata"]["KeyId"]
        self.call("CreateAlias", AliasName=f"alias/{key}", TargetKeyId=key)
        return f"alias/{key}"

    def call(self, operation: str, **arguments: str) -> Any:
        signed = f"Credential={AWS['AWS_ACCESS_KEY_ID']}/20271129/{AWS['AWS_REGION']}/kms/aws4_request"
        headers = {
            "Authorization": f"AWS4-HMAC-SHA256 {signed}, SignedHeaders=host, Signature=x",
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"TrentService.{operation}",
        }
        answer = requests.post(self.url, json=arguments, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.json() if answer.content else None


@pytest.fixture(scope="module")
def key_service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeyService]:
    with moto(tmp_path_factory.mktemp("keys")) as port:
        yield KeyService(f"http://{HOST}:{port}")


@pytest.fixture
def key(key_service: KeyService) -> str:
    return key_service.create()


def provider(key: str) -> str:
    return f"awskms://{key}?region={AWS['AWS_REGION']}"


@pytest.fixture
def without_passphrase(surroundings: dict[str, str], key_service: KeyService) -> dict[str, str]:
    kept = {name: value for name, value in surroundings.items() if not name.startswith("PULUMI_CONFIG_")}
    return {**kept, **key_service.variables}


Laptop = Callable[[str, dict[str, str], str], Stack]


@pytest.fixture
def laptop(places: Places, simulator: Simulator, tmp_path: Path) -> Laptop:
    """What makes a new stack in a kind of backend, with an environment and what encrypts its secrets."""

    def new(kind: str, surroundings: dict[str, str], key: str = "default") -> Stack:
        variables = {**surroundings, **places.make(kind).variables}
        return begun_in(tmp_path, variables, simulator.url, key=key)

    return new


@pytest.mark.parametrize("kind", ["file", "moto", "postgres"])
def test_a_stack_with_a_key_of_aws_needs_no_passphrase(
    kind: str, key: str, laptop: Laptop, without_passphrase: dict[str, str]
) -> None:
    stack = laptop(kind, without_passphrase, provider(key))

    stack.apply(PROGRAM)

    stack.expect_no_changes()
    assert SECRET not in stack.state() + stack.configuration.read_text()
    told = command(stack, "doctor", "--stack", stack.name).said
    assert f"decryptedwithawskms://{key}." in "".join(told.split())


def test_nobody_decrypts_without_the_key(
    key: str, laptop: Laptop, without_passphrase: dict[str, str], tmp_path: Path
) -> None:
    stack = laptop("file", without_passphrase, provider(key))
    folder = tmp_path / "other"
    folder.mkdir()

    with moto(folder) as port:  # the service of somebody else, who has another key
        refused = stack.pulumi("preview", AWS_ENDPOINT_URL_KMS=f"http://{HOST}:{port}")

    assert refused.exit_code != 0
    assert "KMS: Decrypt" in refused.said
    assert SECRET not in refused.said
    stack.preview().ok()


def moved(stack: Stack, place: Place, *options: str) -> Stack:
    """Move a stack to another backend, as documented."""
    stack.pulumi("stack", "export", "--file", "state.json").ok()
    found = Stack(stack.project, {**stack.environment, **place.variables}, stack.name)
    found.pulumi("stack", "init", *options).ok()
    found.pulumi("stack", "import", "--file", "state.json").ok()
    return found


WAYS = [("file", "moto", "postgres"), ("postgres", "azurite", "file"), ("google", "rclone")]


@pytest.mark.parametrize("way", WAYS, ids=" ".join)
def test_a_stack_moves_from_backend_to_backend(
    way: tuple[str, ...], places: Places, surroundings: dict[str, str], simulator: Simulator, tmp_path: Path
) -> None:
    first, *others = map(places.make, way)
    stack = begun_in(tmp_path, {**surroundings, **first.variables}, simulator.url)
    stack.apply(PROGRAM)
    settings, before = stack.configuration.read_text(), stack.ids()

    for place in others:
        stack = moved(stack, place)

        assert stack.ids() == before
        stack.expect_no_changes()
    assert stack.configuration.read_text() == settings
    stack.apply(PROGRAM.replace('"Closed"', '"Closed all day"'))
    stack.destroy().ok()


def test_pulumi_moves_a_stack_in_one_step(
    laptop: Laptop, places: Places, surroundings: dict[str, str]
) -> None:
    old = laptop("postgres", surroundings, "passphrase")
    old.apply(PROGRAM)
    new = Stack(old.project, {**surroundings, **places.make("moto").variables}, old.name)

    where = old.environment["PULUMI_BACKEND_URL"]
    new.pulumi("stack", "migrate", where, old.name, "--yes", "--secrets-provider", "passphrase").ok()

    new.expect_no_changes()
    assert new.ids() == old.ids()
    assert SECRET in new.pulumi("config", "get", "liveperson:clientSecret").ok().said
    [copy] = new.project.glob("Pulumi.trial.yaml.bak.*")
    assert SECRET not in copy.read_text() + new.configuration.read_text()


def test_a_stack_changes_from_a_passphrase_to_a_key_and_back(
    key: str, key_service: KeyService, laptop: Laptop, surroundings: dict[str, str], places: Places
) -> None:
    stack = laptop("moto", {**surroundings, **key_service.variables}, "passphrase")
    stack.apply(PROGRAM)

    stack.pulumi("stack", "change-secrets-provider", provider(key)).ok()

    kept = {name: each for name, each in stack.environment.items() if not name.startswith("PULUMI_CONFIG_")}
    keyed = Stack(stack.project, kept, stack.name)
    keyed.expect_no_changes()
    assert SECRET in keyed.pulumi("config", "get", "liveperson:clientSecret").ok().said
    settings = keyed.configuration.read_text()
    elsewhere = moved(keyed, places.make("postgres"), "--secrets-provider", provider(key))
    assert keyed.configuration.read_text() == settings
    elsewhere.expect_no_changes()
    stack.pulumi("stack", "change-secrets-provider", "passphrase").ok()
    stack.expect_no_changes()
    assert "awskms" not in stack.configuration.read_text()
