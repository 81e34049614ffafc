"""The policies of S3 that the pages show, where a server enforces them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.backends.conftest import Begin
from tests.backends.places import Place, Places
from tests.backends.test_stacks import PROGRAM
from tests.committed import ROOT
from tests.engine.console import Console

pytestmark = [pytest.mark.engine, pytest.mark.slow]

CHANGED = PROGRAM.replace('"Closed"', '"Closed all day"')
WRITING = ["s3:PutObject", "s3:DeleteObject"]
BUCKET = "pulumi-state"


@dataclass(frozen=True)
class Guarded:
    """A bucket whose server begins to enforce policies when it is closed."""

    place: Place

    @property
    def url(self) -> str:
        return f"http://{re.findall(r'endpoint=([^&]+)', self.place.url)[0]}"

    @property
    def bucket(self) -> str:
        return str(re.findall(r"s3://([^/?]+)", self.place.url)[0])

    def user(self, name: str, policy: str) -> dict[str, str]:
        """Create a user with a policy for this bucket, and return the keys."""
        document = policy.replace(BUCKET, self.bucket)
        self._ask("CreateUser", UserName=name)
        self._ask("PutUserPolicy", UserName=name, PolicyName=name, PolicyDocument=document)
        answer = self._ask("CreateAccessKey", UserName=name)
        found = dict(re.findall("<(AccessKeyId|SecretAccessKey)>(.*?)<", answer))
        return {
            "AWS_ACCESS_KEY_ID": found["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": found["SecretAccessKey"],
        }

    def close(self) -> None:
        requests.post(f"{self.url}/moto-api/reset-auth", data="0", timeout=60).raise_for_status()

    def prefixes(self) -> set[str]:
        """Return what was listed."""
        assert self.place.log is not None
        return set(re.findall(rf"GET /{self.bucket}\?\S*prefix=([^& ]*)", self.place.log.read_text()))

    def _ask(self, action: str, **arguments: str) -> str:
        signed = "AWS4-HMAC-SHA256 Credential=x/20271129/us-east-1/iam/aws4_request"
        headers = {"Authorization": f"{signed}, SignedHeaders=host, Signature=x"}
        form = {"Action": action, "Version": "2010-05-08", **arguments}
        answer = requests.post(self.url, data=form, headers=headers, timeout=60)
        answer.raise_for_status()
        return answer.text


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Guarded]:
    folder = tmp_path / "places"
    folder.mkdir()
    with Places(folder) as places:
        yield Guarded(places.make("moto"))


def policy_of(page: str) -> str:
    """Return the policy for the bucket that a page shows."""
    shown: list[str] = re.findall(
        r"```json\n(\{\s+\"Version\".*?)```", (ROOT / "docs" / page).read_text(), re.DOTALL
    )
    [found] = [each for each in shown if "s3:ListBucket" in each]
    return found


def with_writes(policy: str) -> str:
    """Add what the page says that an update also needs."""
    found: dict[str, Any] = json.loads(policy)
    [objects] = [each for each in found["Statement"] if each["Action"] == "s3:GetObject"]
    objects["Action"] = ["s3:GetObject", *WRITING]
    return json.dumps(found)


@pytest.mark.parametrize(("page", "ring"), [("ci.md", None), ("backends.md", "prod")])
def test_the_policy_of_a_page_is_enough_to_preview_and_not_to_update(
    page: str, ring: str | None, guarded: Guarded, begin: Begin, console: Console
) -> None:
    stack = begin(guarded.place.ring(ring) if ring else guarded.place)
    stack.apply(PROGRAM)
    reader = guarded.user("reader", policy_of(page))
    writer = guarded.user("writer", with_writes(policy_of(page)))
    guarded.close()
    stack.declare(CHANGED)

    stack.preview("--refresh", **reader).ok()
    refused = stack.up(**reader)

    assert refused.exit_code != 0
    assert "AccessDenied" in refused.said
    assert console.occasions["Year end"]["description"] == "Closed"
    stack.up(**writer).ok()
    assert console.occasions["Year end"]["description"] == "Closed all day"
    assert guarded.prefixes()
    # moto does not evaluate the condition of the policy.
    assert {each for each in guarded.prefixes() if not each.startswith(f"{ring}/" if ring else "")} == set()


def test_the_keys_of_a_ring_do_not_read_the_state_of_another(guarded: Guarded, begin: Begin) -> None:
    dev = begin(guarded.place.ring("dev"))
    prod = guarded.user("reader", policy_of("backends.md"))
    guarded.close()

    refused = dev.pulumi("stack", "export", **prod)

    assert refused.exit_code != 0
    assert "AccessDenied" in refused.said
