"""Which passphrases and backends an account that is not simulated may not have."""

from pathlib import Path

import pytest

from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.pulumi_cli.backend import check_backend

REAL, SIMULATED = "https://api.liveperson.net", "http://127.0.0.1:8490"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").touch()
    (tmp_path / ".state").mkdir()
    (tmp_path / "public").write_text(" simulator\r\n")
    (tmp_path / "own").write_text("simulators\n")
    return tmp_path


@pytest.mark.parametrize(
    "environ",
    [
        {"PULUMI_CONFIG_PASSPHRASE": "simulator"},
        {"PULUMI_CONFIG_PASSPHRASE": "simulator", "PULUMI_CONFIG_PASSPHRASE_FILE": "FOLDER/own"},
        {"PULUMI_CONFIG_PASSPHRASE_FILE": "FOLDER/public"},
        {"PULUMI_BACKEND_URL": "file://FOLDER/.state"},
        {"PULUMI_BACKEND_URL": "file://FOLDER/.state/?metadata=skip"},
        {"PULUMI_BACKEND_URL": "file://.state"},
        {"PULUMI_BACKEND_URL": "file://./stacks/../.state"},
    ],
)
def test_what_is_the_demos_is_refused_for_a_real_account_and_fine_on_this_machine(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str]
) -> None:
    monkeypatch.chdir(checkout)
    environ = {name: value.replace("FOLDER", str(checkout)) for name, value in environ.items()}

    check_backend(SIMULATED, environ)
    with pytest.raises(ConfigurationError, match="This account is not simulated"):
        check_backend(REAL, environ)
    with pytest.raises(ConfigurationError, match="This account is not simulated"):
        check_backend("https://api.liveperson.example", environ)


@pytest.mark.parametrize(
    "environ",
    [
        {},
        {"PULUMI_CONFIG_PASSPHRASE": ""},
        {"PULUMI_CONFIG_PASSPHRASE": "mine", "PULUMI_CONFIG_PASSPHRASE_FILE": "FOLDER/public"},
        {"PULUMI_CONFIG_PASSPHRASE_FILE": "FOLDER/own"},
        {"PULUMI_CONFIG_PASSPHRASE_FILE": "FOLDER/none"},
        {"PULUMI_BACKEND_URL": "file://FOLDER/elsewhere"},
        {"PULUMI_BACKEND_URL": "file://FOLDER/elsewhere/.state"},
        {"PULUMI_BACKEND_URL": "s3://.state"},
    ],
)
def test_an_own_backend_and_passphrase_are_fine_for_a_real_account(
    checkout: Path, environ: dict[str, str]
) -> None:
    check_backend(REAL, {name: value.replace("FOLDER", str(checkout)) for name, value in environ.items()})
