"""What is wrong on this side: the configuration, Pulumi and the program."""

import pytest

from tests.cli.patient import API_KEY, BEARER, USER, Patient

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def is_all_there_is(outcomes: dict[str, str]) -> bool:
    """Tell whether the configuration has failed, and all but where the state is depends on it."""
    others = {outcome for check, outcome in outcomes.items() if check not in {"configuration", "state"}}
    return outcomes["configuration"] == "failed" and others == {"skipped"}


def test_no_credentials_are_noticed(patient: Patient) -> None:
    patient.forget("clientId", "clientSecret")

    visit = patient.sees_doctor()

    assert (visit.exit_code, visit.report["ok"]) == (1, False)
    assert (visit.report["stack"], visit.report["account"]) == ("trial", None)
    assert is_all_there_is(visit.outcomes)
    assert visit.says("connection") == visit.says("skills") == "because this check failed: configuration"
    assert "No sign-in method is configured." in visit.says("configuration")
    assert "`pulumi config set --secret liveperson:<key>`" in visit.says("configuration")
    assert patient.requests() == []


def test_two_ways_to_sign_in_are_noticed(patient: Patient) -> None:
    visit = patient.sees_doctor(**BEARER)

    assert is_all_there_is(visit.outcomes)
    assert "bearerToken, clientId, clientSecret are set" in visit.says("configuration")
    assert "`pulumi config rm liveperson:<key>`" in visit.says("configuration")
    assert visit.says("configuration").endswith(
        " In the stack's configuration: accountId, clientId, clientSecret, domainApiUrl. "
        "In the environment: LIVEPERSON_BEARER_TOKEN."
    )
    assert patient.requests() == []


def test_half_a_way_to_sign_in_is_noticed_and_so_is_the_misspelt_half(patient: Patient) -> None:
    patient.forget("clientSecret")
    patient.configure(clientSecrt="s3cret-value")

    visit = patient.sees_doctor(LIVEPERSON_CLIENTSECRET="an0ther-value")

    assert is_all_there_is(visit.outcomes)
    assert "The keys clientId are set" in visit.says("configuration")
    assert "for OAuth 2.0 client credentials, clientSecret is missing" in visit.says("configuration")
    key, variable_ = visit.warnings
    assert key == (
        "configuration: liveperson:clientSecrt is not a known key; did you mean liveperson:clientSecret? "
        "Remove it with `pulumi config rm liveperson:clientSecrt --stack trial`."
    )
    assert variable_ == (
        "configuration: LIVEPERSON_CLIENTSECRET is not a known environment variable; "
        "did you mean LIVEPERSON_CLIENT_SECRET?"
    )
    assert "s3cret-value" not in visit.said
    assert "an0ther-value" not in visit.said


def test_a_wrong_passphrase_is_noticed(patient: Patient) -> None:
    visit = patient.sees_doctor(PULUMI_CONFIG_PASSPHRASE="not the one")

    assert is_all_there_is(visit.outcomes)
    assert visit.says("configuration") == (
        "The passphrase does not decrypt this stack's secrets: check PULUMI_CONFIG_PASSPHRASE, or the file "
        "that PULUMI_CONFIG_PASSPHRASE_FILE names. Pulumi says: incorrect passphrase"
    )


def test_a_missing_passphrase_is_noticed(patient: Patient) -> None:
    del patient.stack.environment["PULUMI_CONFIG_PASSPHRASE"]

    visit = patient.sees_doctor()

    assert is_all_there_is(visit.outcomes)
    assert visit.says("configuration").startswith(
        "The passphrase for this stack's secrets is missing. Pulumi"
    )
    assert "PULUMI_CONFIG_PASSPHRASE_FILE" in visit.says("configuration")
    assert visit.says("state").endswith("Secrets are decrypted with a passphrase that is not set here.")


def test_an_unknown_stack_is_noticed(patient: Patient) -> None:
    patient.stack.name = "trail"

    visit = patient.sees_doctor()

    assert is_all_there_is(visit.outcomes)
    assert visit.report["stack"] == "trail"
    backend = patient.stack.environment["PULUMI_BACKEND_URL"].partition("?")[0]
    assert visit.says("configuration") == (
        "This stack does not exist: `pulumi stack ls` lists the existing stacks. "
        f"Pulumi used the backend {backend}, set by PULUMI_BACKEND_URL. If the stack is in another backend, "
        "run `export PULUMI_BACKEND_URL=<its address>` or `pulumi login <its address>`. "
        "Pulumi says: no stack named 'trail' found"
    )
    assert visit.says("state").startswith(f"Stored in {backend}, set by PULUMI_BACKEND_URL.")


@pytest.mark.threat("quoted-secret")
@pytest.mark.parametrize(
    "address",
    [
        "postgres://user:s3 cret@127.0.0.1:1/state",
        'postgres://user:s3"\\cret@127.0.0.1:1/state',
        "postgres:user:s3cret@127.0.0.1",
        "user:s3cret@127.0.0.1/state",
        "s3cret",
    ],
)
def test_an_invalid_backend_address_is_not_shown(patient: Patient, address: str) -> None:
    # With a token, Pulumi asks at an address that it takes for that of Pulumi Cloud.
    patient.stack.environment |= {"PULUMI_BACKEND_URL": address, "PULUMI_ACCESS_TOKEN": "token"}

    visit = patient.visits()

    assert visit.exit_code != 0
    assert "Pulumi says" in visit.said
    told = (visit.said + visit.beside).replace("[secret]", "")
    assert [part for part in ("s3", "cret", "user:") if part in told] == []


def test_a_backend_that_pulumi_quotes_is_shown_without_its_secrets(patient: Patient) -> None:
    backend = patient.stack.environment["PULUMI_BACKEND_URL"]
    patient.stack.environment["PULUMI_BACKEND_URL"] = f"{backend}&password=s3cret"

    visit = patient.sees_doctor()

    address = backend.partition("?")[0]
    assert f'unable to open state directory "{address}' in visit.says("configuration")
    assert "s3cret" not in visit.said


def test_a_stack_is_asked_for_where_none_is_selected(patient: Patient) -> None:
    patient.stack.pulumi("stack", "unselect").ok()

    visit = patient.visits("--json")

    assert is_all_there_is(visit.outcomes)
    assert visit.report["stack"] is None
    assert "name a stack with --stack" in visit.says("configuration")


def test_a_missing_pulumi_is_noticed(patient: Patient) -> None:
    visit = patient.sees_doctor(PATH="/nowhere")

    assert is_all_there_is(visit.outcomes)
    assert "The command `pulumi` cannot be run: No such file or directory." in visit.says("configuration")
    assert "`. .venv/bin/activate`" in visit.says("configuration")


def test_what_is_only_odd_is_a_warning(patient: Patient) -> None:
    patient.forget("clientId", "clientSecret")
    patient.configure(username="simulator-user", password="simulator-password")

    visit = patient.sees_doctor(LIVEPERSON_USERNAME="simulator-user")

    assert (visit.exit_code, visit.failed) == (0, [])
    unencrypted, twice = visit.warnings
    assert unencrypted == (
        "configuration: liveperson:password is unencrypted in Pulumi.trial.yaml and in the state. Set a new "
        "value with `pulumi config set --secret liveperson:password --stack trial`, because other people "
        "may have read the old one."
    )
    assert twice == (
        "configuration: liveperson:username and LIVEPERSON_USERNAME are both set; the environment has "
        "priority."
    )
    assert USER["LIVEPERSON_PASSWORD"] not in visit.said


def test_all_mistakes_of_a_program_are_shown_and_the_account_is_looked_at(patient: Patient) -> None:
    patient.stack.declare(
        'SpecialOccasion("a", name="A", description="")\nStatusReason("b", text="B", enabled="yes")'
    )

    visit = patient.sees_doctor()

    assert (visit.exit_code, visit.failed) == (1, ["program"])
    assert visit.says("program") == (
        "this program has 2 errors, and nothing was sent to LivePerson:\n"
        '  SpecialOccasion "a": description: must not be empty\n'
        "  StatusReason \"b\": enabled: must be True or False, not 'yes'"
    )
    assert visit.outcomes["special occasions"] == visit.outcomes["status reasons"] == "ok"


def test_a_program_that_ends_with_an_exception_shows_no_secret(patient: Patient) -> None:
    patient.stack.declare("import os\nraise KeyError(os.environ['LIVEPERSON_APP_SECRET'])")
    patient.forget("clientId", "clientSecret")

    visit = patient.visits("--stack", "trial", COLUMNS="80", LIVEPERSON_ODD="odd", **API_KEY)

    assert visit.exit_code == 1
    assert "\nfailed   program            Program failed with an unhandled exception:\n" in visit.said
    assert "\n                            Traceback (most recent call last):\n" in visit.said
    assert "\n                            KeyError: '[secret]'\n" in visit.said
    assert visit.said.endswith(
        "\n\n10 ok, 2 warnings, 1 failed. Correct what failed, and run the command again.\n"
    )
