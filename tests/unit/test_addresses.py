"""How messages quote an address."""

from pathlib import Path

import pytest

from pulumi_liveperson.cli.doctor import backend
from pulumi_liveperson.escaping.addresses import quoted, with_quoted_addresses

pytestmark = pytest.mark.threat("quoted-secret")


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("s3://pulumi-state", "s3://pulumi-state"),
        ("file:///srv/a@b/state", "file:///srv/a@b/state"),
        ("https://mirror.example:8443/pulumi", "https://mirror.example:8443/pulumi"),
        ("https://s3cret@mirror.example/pulumi", "https://mirror.example/pulumi"),
        ("postgres://user:s3cret@db.example:5432/state", "postgres://db.example:5432/state"),
        ("https://mirror.example/a.tar.gz?signature=s3cret#s3cret", "https://mirror.example/a.tar.gz"),
        ("https://mirror.example/\x1b[2J", "https://mirror.example/[U+001B][2J"),
    ],
)
def test_an_address_is_quoted_without_what_may_be_secret(address: str, shown: str) -> None:
    assert quoted(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        "postgres://user:s3/cret@db.example/state",
        "postgres://user:s3?cret@db.example/state",
        "postgres://user:s3#cret@db.example/state",
        "https://[s3cret",
        "postgres:user:s3cret@db.example/state",
        "user:s3cret@db.example/state",
        "s3cret",
        "",
    ],
)
def test_an_address_that_cannot_be_told_apart_is_not_quoted_at_all(address: str) -> None:
    assert quoted(address) == "(an address that is not shown)"


def test_what_another_program_says_holds_no_secret_of_an_address() -> None:
    said = 'cannot open "postgres://user:s3\'cret@db.example/state?password=s3cret": see https://example.com/docs.'
    assert with_quoted_addresses(said) == (
        'cannot open "postgres://db.example/state see https://example.com/docs.'
    )


def test_what_opens_the_secrets_of_a_stack_is_named_without_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pulumi.support.yaml").write_text("secretsprovider: hashivault://key?token=s3cret\n")
    assert backend._key_source("support", "s3://pulumi-state") == "hashivault://key"
