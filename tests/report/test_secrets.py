"""No secret is in a report, whatever Pulumi wraps it in, and no configuration."""

from typing import Any

import pytest

from tests.report.reporting import captured, report
from tests.report.steps import event, occasion, preview, reason, step, update

pytestmark = pytest.mark.threat("quoted-secret")

SIGNATURE = "4dabf18193072939515e22adb298388d"
HUSH = "hush-hush"
WRAPPED = [
    {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "ciphertext": HUSH},
    {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "plaintext": f'"{HUSH}"'},
    {SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "value": HUSH},
    {SIGNATURE: "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": HUSH, "secret": True},
    {SIGNATURE: "a signature of a newer Pulumi", "value": HUSH},
    {SIGNATURE: ["no signature at all"], "value": HUSH},
    {"deep": [{SIGNATURE: "1b47061264138c4ac30d75fd1eb44270", "ciphertext": HUSH}]},
]


@pytest.mark.parametrize("form", ["markdown", "text", "json"])
@pytest.mark.parametrize("wrapped", WRAPPED)
def test_a_wrapped_secret_is_not_shown(wrapped: Any, form: str) -> None:
    secretive = occasion(
        wrapped, description=wrapped, events=[event("2026-12-24", "2026-12-25", name=wrapped)]
    )
    document = preview(
        step("update", occasion(), secretive, resource="1"),
        step("delete", secretive, None, resource="2"),
        step("create", None, reason(wrapped, state=wrapped, order=wrapped, enabled=wrapped), resource="3"),
        step("refresh", secretive, secretive, resource="4"),
        step("update", occasion(events=wrapped), occasion(is_default=wrapped), resource="4"),
    )

    said = report(document, "--format", form, "--no-default-change", "--fail-on-drift")

    assert said.exit_code == 3
    assert HUSH not in said.out + said.err


def test_a_secret_is_shown_as_one() -> None:
    said = report(update(occasion(), occasion(description="[secret]")), "--format", "text")

    assert "description becomes [secret], was “Closed”" in said.out


def test_a_secret_that_changes_is_reported_if_pulumi_shows_it() -> None:
    hidden = occasion(description="[secret]")

    said = report(preview(step("update", hidden, hidden, diffReasons=["description"])), "--format", "text")

    assert "description changes to [secret]" in said.out


def test_an_output_that_is_no_secret_is_shown() -> None:
    known = {SIGNATURE: "d0e6a833031e9bbcd3f4e8bde6ca49a4", "value": "On call"}

    assert "“On call”" in report(update(occasion(), occasion(description=known))).out


@pytest.mark.parametrize("form", ["markdown", "text", "json"])
def test_configuration_is_never_shown(form: str) -> None:
    config = {"liveperson:clientSecret": HUSH, "liveperson:accountId": "12345678"}
    providers = {
        "op": "update",
        "urn": "urn:pulumi:prod::accounts::pulumi:providers:pulumi-python::default",
        "newState": {"inputs": config, "outputs": config},
    }

    said = report(preview(providers, config=config), "--format", form)

    assert "default" in said.out
    assert HUSH not in said.out
    assert "account 12345678" in said.out or form == "json"  # which account it is, and nothing else


def test_configuration_of_a_plan_is_never_shown() -> None:
    document = captured("plan")
    document["config"] = {"liveperson:clientSecret": {"secure": HUSH}, "liveperson:appKey": HUSH}

    assert HUSH not in report(document, "--format", "json").out


def test_a_value_that_is_known_later_says_so() -> None:
    unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

    said = report(update(reason(), reason(unknown)), "--format", "text").out

    assert "its name becomes a value that is known only during the update" in said
