"""`liveperson compare`, on real stacks and a simulated account each."""

import shutil
from pathlib import Path

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.cli.main import main
from tests.cli.commands import COLLECTIONS, OCCASIONS, REASONS, command, lists, made, occasion
from tests.engine.trial import ACCOUNT, Stack

pytestmark = pytest.mark.engine

PRODUCTION = "71234568"
DECLARED = """
SpecialOccasion("year-end", name="Year end", description="Closed", is_default=True,
                events=[closed("2026-12-24", days=9, time_zone="Europe/Lisbon")])
StatusReason("lunch", text="Lunch", order=1)
StatusReason("break", text="Break", order=2)
"""

ACCEPTED = """
differences:
  - {between: [prod, trial], type: status-reason, name: Gone, only_in: prod, reason: Prod has it still}
  - between: [prod, trial]
    type: special-occasion
    name: Year end
    fields: [description]
    reason: Prod says it in its own words
"""


@pytest.fixture
def applied(stack: Stack) -> Stack:
    """A stack of one occasion and two reasons."""
    stack.apply(DECLARED)
    return stack


@pytest.fixture
def promoted(applied: Stack) -> Stack:
    """The stack `prod` of the same project, for another account, with an older program."""
    shutil.copy(applied.configuration, applied.project / "Pulumi.prod.yaml")
    environment = {**applied.environment, "LIVEPERSON_ACCOUNT_ID": PRODUCTION}
    prod = Stack(applied.project, environment, "prod")
    prod.declare(DECLARED.replace('"Closed"', '"Old"') + 'StatusReason("gone", text="Gone")\n')
    for done in (prod.pulumi("stack", "init"), prod.up()):
        assert done.exit_code == 0, done.said
    return prod


def text(stack: Stack, *names: str) -> tuple[int, str]:
    done = command(stack, "compare", *names, "--format", "text")
    assert done.beside == ""
    return done.exit_code, done.said


def test_a_stack_and_its_account_are_equal_after_an_update(applied: Stack, simulator: Simulator) -> None:
    state = applied.state()
    simulator.control.clear_requests()

    code, said = text(applied, "trial", "live:trial")

    assert code == 0
    assert said == (f"From trial (state) to live:trial (account {ACCOUNT}): no difference; 3 equal\n")
    assert lists(simulator.control) == COLLECTIONS
    assert applied.state() == state


def test_a_promotion_is_compared_by_the_states_alone(promoted: Stack, simulator: Simulator) -> None:
    simulator.control.clear_requests()

    code, said = text(promoted, "prod", "trial")

    assert code == 3
    assert said == (
        "From prod (state) to trial (state): 1 only in prod, 1 different; "
        "2 equal\n"
        "\n"
        "Only in prod\n"
        "  Gone  status reason for Away\n"
        "\n"
        "Different, from prod to trial\n"
        "  Year end (Europe/Lisbon)  description becomes “Closed”, was “Old”\n"
    )
    (promoted.project / "accepted.yaml").write_text(ACCEPTED)
    code, said = text(promoted, "prod", "trial")
    assert code == 0
    assert said.splitlines()[0].endswith(": 2 accepted; 2 equal")
    assert "only in prod: status reason for Away; accepted: Prod has it still" in said
    (promoted.project / "accepted.yaml").write_text("differences: [{name: Gone}]")
    refused = command(promoted, "compare", "prod", "trial", "--format", "json")
    assert (refused.exit_code, "entry 1 of differences" in refused.json["error"]) == (1, True)
    assert simulator.control.requests() == []


def test_what_was_changed_in_the_console_is_shown(applied: Stack, simulator: Simulator) -> None:
    control = simulator.control
    control.set_knobs(order_policy="append")
    ids = {each["text"]: each["id"] for each in control.objects(ACCOUNT, REASONS)}
    (year_end,) = control.objects(ACCOUNT, OCCASIONS)
    made(control, OCCASIONS, occasion("Standard", isDefault=True))
    control.foreign_update(ACCOUNT, OCCASIONS, year_end["id"], {"events": []})
    orders = {each["text"]: each["order"] for each in control.objects(ACCOUNT, REASONS)}
    control.foreign_update(ACCOUNT, REASONS, ids["Lunch"], {"order": orders["Break"]})

    code, said = text(applied, "trial", "live:trial")

    assert code == 3
    assert said.endswith(
        "Only in live:trial\n"
        "  Standard  special occasion without any days; it is the account's default occasion\n"
        "\n"
        "Different, from trial to live:trial\n"
        "  Year end (Europe/Lisbon)  is no longer the account's default occasion; Standard becomes the "
        "default; no longer closed from 24 Dec 2026 to 1 Jan 2027 (9 days)\n"
        "  Break                     position becomes 1, was 2\n"
    )


def test_two_accounts_of_two_stacks_are_compared(promoted: Stack, simulator: Simulator) -> None:
    del simulator
    promoted.environment.pop("LIVEPERSON_ACCOUNT_ID")
    settings = promoted.project / "Pulumi.prod.yaml"
    settings.write_text(settings.read_text().replace(ACCOUNT, PRODUCTION))

    done = command(promoted, "compare", "live:trial", "live:prod", "--format", "json")

    assert (done.exit_code, done.beside) == (3, "")
    assert [done.json[each]["account"] for each in ("first", "second")] == [ACCOUNT, PRODUCTION]
    assert [each["name"] for each in done.json["only_in_second"]] == ["Gone"]
    assert [each["name"] for each in done.json["different"]] == ["Year end"]
    assert done.json["equal"] == 2


@pytest.mark.parametrize("select", ["whole", "ignored", "reject400"])
def test_complete_objects_are_read_even_if_a_list_has_summaries(
    applied: Stack, simulator: Simulator, select: str
) -> None:
    simulator.control.set_knobs(list_select=select)

    assert text(applied, "trial", "live:trial")[0] == 0


def test_whatever_livepersons_echo_looks_like_means_the_same(applied: Stack, simulator: Simulator) -> None:
    simulator.control.set_knobs(
        date_time_form="offset",
        zone_form="lower_case",
        rule_form="reordered",
        empty_values="null",
        unknown_fields="added",
    )

    code, said = text(applied, "trial", "live:trial")

    assert code == 0, said


def test_without_a_terminal_it_is_markdown_and_it_may_go_to_a_file(applied: Stack, tmp_path: Path) -> None:
    file = tmp_path / "differences.md"

    done = command(applied, "compare", "trial", "live:trial")
    beside = command(applied, "compare", "trial", "live:trial", "--output", str(file))

    assert done.said.startswith("<!-- liveperson-accounts compare: trial live:trial -->\n### From trial")
    assert (beside.exit_code, beside.said, beside.beside) == (0, "", "")
    assert file.read_text() == done.said


def test_a_file_that_cannot_be_written_exits_with_2(applied: Stack, tmp_path: Path) -> None:
    done = command(applied, "compare", "trial", "live:trial", "--output", str(tmp_path))

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside == f"compare: {tmp_path} cannot be written: Is a directory.\n"


@pytest.mark.parametrize(
    ("names", "environment", "says"),
    [
        (["nowhere", "trial"], {}, "compare: nowhere: This stack does not exist"),
        (["trial", "live:nowhere"], {}, "compare: live:nowhere: This stack does not exist"),
        (["trial", "live:trial"], {"LIVEPERSON_CLIENT_SECRET": "wrong"}, "compare: live:trial: "),
        (["trial", "live:trial"], {"LIVEPERSON_ACCOUNT_ID": "no account"}, "liveperson:accountId is"),
    ],
)
def test_a_side_that_cannot_be_read_exits_with_1(
    stack: Stack, names: list[str], environment: dict[str, str], says: str
) -> None:

    done = command(stack, "compare", *names, **environment)
    as_json = command(stack, "compare", *names, "--format", "json", **environment)

    assert (done.exit_code, done.said) == (1, "")
    assert says in done.beside
    assert as_json.exit_code == as_json.json["exit_code"] == 1
    assert as_json.json["error"] in as_json.beside


def test_what_the_state_keeps_secret_is_not_called_equal(applied: Stack) -> None:
    applied.declare(
        DECLARED.replace('"Closed"', 'pulumi.Output.secret("Closed")').replace(
            "Spec", "import pulumi\nSpec", 1
        )
    )
    applied.up().ok()

    done = command(applied, "compare", "trial", "live:trial")

    assert (done.exit_code, done.said) == (1, "")
    assert done.beside == (
        "compare: trial: description of urn:pulumi:trial::liveperson-accounts::pulumi-python:dynamic/"
        "liveperson:SpecialOccasion::year-end cannot be compared, because the value is a secret in the "
        "state. Declare it as a value that is not secret.\n"
    )


@pytest.mark.slow
def test_two_accounts_that_keep_one_waiting_say_so_once_each(promoted: Stack, simulator: Simulator) -> None:
    settings = promoted.project / "Pulumi.prod.yaml"
    settings.write_text(settings.read_text().replace(ACCOUNT, PRODUCTION))
    promoted.environment.pop("LIVEPERSON_ACCOUNT_ID")
    for account in (ACCOUNT, PRODUCTION):
        simulator.control.add_fault("throttle", path=f"{account}/configuration/", retry_after=1)

    done = command(promoted, "compare", "live:trial", "live:prod")

    assert len(done.beside.splitlines()) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "the following arguments are required"),
        (["trial"], "the following arguments are required"),
        (
            ["trial", "account:trial"],
            "is neither the name of a stack nor live: followed by the name of a stack",
        ),
        (["live:", "trial"], "is neither the name of a stack"),
        (["trial", "prod", "--format", "xml"], "invalid choice"),
        (["trial", "prod", "dev"], "unrecognized arguments"),
    ],
)
def test_wrong_usage_exits_with_2(words: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["compare", *words])

    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def test_one_thing_is_not_compared_with_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "trial", "trial"]) == 2
    assert capsys.readouterr().err == "compare: the two sides are the same: name two different sides\n"
