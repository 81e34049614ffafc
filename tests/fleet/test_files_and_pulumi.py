"""The files that `fleet files` writes are files for the Pulumi CLI, and the CLI's files stay whole."""

import json

import pytest
import yaml

from tests.cli.commands import command
from tests.engine.trial import Stack

pytestmark = pytest.mark.engine

VALUES = [
    "09:00",
    "0123",
    "1.10",
    "yes",
    "null",
    "true",
    "2026-01-01",
    "0x1f",
    "a: b",
    "# x",
    "\"'\\",
    "é",
    "1e3",
]


def configuration(stack: Stack) -> dict[str, str]:
    entries = json.loads(stack.pulumi("config", "--json", "--show-secrets").ok().said)
    return {key: entry["value"] for key, entry in entries.items()}


def test_a_new_file_works_with_pulumi_and_secrets_survive_a_change_of_the_table(stack: Stack) -> None:
    new = Stack(stack.project, stack.environment, "acme-uk")
    project = yaml.safe_load((stack.project / "Pulumi.yaml").read_text())["name"]
    keys = [f"key{number}" for number in range(len(VALUES))]
    reads = "".join(f"config.get({key!r})\n" for key in keys)
    new.declare(f"import pulumi\nconfig = pulumi.Config()\n{reads}")
    table = stack.project / "accounts.csv"

    def write(values: list[str]) -> None:
        cells = ",".join('"{}"'.format(each.replace('"', '""')) for each in values)
        table.write_text(f"stack,account,ring,{','.join(keys)}\nacme-uk,0123,prod,{cells}\n")
        stack.configuration.unlink(missing_ok=True)  # another stack, which has no row
        assert command(new, "fleet", "files").exit_code == 0

    write(VALUES)
    new.pulumi("stack", "init").ok()
    wanted = {"liveperson:accountId": "0123", f"{project}:program": "acme-uk"}
    assert configuration(new) == wanted | dict(zip((f"{project}:{key}" for key in keys), VALUES, strict=True))

    new.pulumi("config", "set", "--secret", "liveperson:clientSecret", "a-secret").ok()
    new.pulumi("config", "set", "--secret", "token", "another").ok()
    new.pulumi("config", "set", "--path", "--secret", "other:list[0]", "a-third").ok()
    assert command(new, "fleet", "files", "--check").exit_code == 0
    secrets = {key: value for key, value in configuration(new).items() if key not in wanted}
    changed = [*reversed(VALUES)]
    write(changed)

    own = dict(zip((f"{project}:{key}" for key in keys), changed, strict=True))
    assert configuration(new) == wanted | secrets | own
    assert configuration(new)["liveperson:clientSecret"] == "a-secret"
    new.pulumi("config", "set", f"{project}:key0", "09:30").ok()
    assert command(new, "fleet", "files", "--check").exit_code == 3
