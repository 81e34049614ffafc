"""docs/simulator.md and the simulator say the same."""

import json
import re
from datetime import date
from pathlib import Path

from liveperson_simulator.credentials import PRIVILEGED, VALUES
from liveperson_simulator.faults import KINDS
from liveperson_simulator.knobs import BY_NAME, TABLE
from liveperson_simulator.server import Simulator
from liveperson_simulator.state import ACCOUNTS
from pulumi_liveperson.probe.evidence import Evidence
from pulumi_liveperson.probe.experiments import EXPERIMENTS
from pulumi_liveperson.probe.question import Question
from pulumi_liveperson.probe.result import Result
from tests.docs.ledger import AGREE, KINDS_OF_RULE, NOT_OF_A_RULE, page, rules
from tests.probe.probes import result_of
from tests.simulator.test_control import METHODS

ROOT = Path(__file__).parents[2]
LEDGER = (ROOT / "docs" / "simulator.md").read_text()
RULES, KNOBS = LEDGER.split("## The knobs")


def test_the_table_of_knobs_is_the_one_the_simulator_has() -> None:
    rows = [f"| `{knob.name}` | {knob.choices.replace(' | ', ', ')} | {knob.meaning} |" for knob in TABLE]
    assert [line for line in KNOBS.splitlines() if line.startswith("| `")] == rows


def test_every_knob_belongs_to_a_rule_of_the_ledger() -> None:
    assert {knob.name for knob in TABLE} - set(re.findall(r"`([a-z_0-9]+)`", RULES)) == set()


def test_the_ledger_names_the_credentials_accounts_faults_and_control_methods() -> None:
    credentials = [getattr(PRIVILEGED, name) for name in VALUES]
    for name in (*credentials, *VALUES, *ACCOUNTS, *KINDS, *(METHODS - {"close"})):
        assert name in RULES, name


TEXTS = [rule.text for _, rule in rules(LEDGER)]
NAMES = [name for _, rule in rules(LEDGER) for name in rule.names]


def result(folder: Path, *observations: tuple[str, str | None]) -> None:
    """Write a result with these observations, as `liveperson probe` does."""
    questions = [
        Question(name, "What is it?", "a page", "nothing").seen(value, "It was seen.")
        if value is not None
        else Question(name, "What is it?", "a page", "nothing").unseen("It was not seen.")
        for name, value in observations
    ]
    content = Result(date(2026, 12, 1), tuple(questions), Evidence("71234567")).as_json()
    (folder / f"{len(list(folder.iterdir()))}.json").write_text(json.dumps(content))


def proofs(folder: Path) -> dict[str, str]:
    """Return what the page says of each rule with the results in a folder."""
    return {rule.text: line.split("|")[-2].strip() for line, rule in rules(page(folder))}


STALE = "A PUT or DELETE whose If-Match is not the current revision is rejected and changes nothing"
RETURNED = "An object is returned as it was sent: texts, empty lists, flags, and no undocumented fields"


def test_the_page_says_on_how_many_accounts_each_rule_was_observed() -> None:
    assert page() == LEDGER, "run `make docs`"


def test_every_name_in_the_column_is_a_knob_or_a_question_with_values() -> None:
    assert {*NAMES} - BY_NAME.keys() - AGREE.keys() == set()


WITHOUT_KNOB = {each.name for experiment in EXPERIMENTS for each in experiment.questions if not each.has_knob}


def test_every_question_without_a_knob_belongs_to_a_rule_or_to_none_for_a_reason() -> None:
    assert AGREE.keys() | NOT_OF_A_RULE.keys() == WITHOUT_KNOB, "see AGREE and NOT_OF_A_RULE"
    assert AGREE.keys() & NOT_OF_A_RULE.keys() == set()
    assert AGREE.keys() - {*NAMES} == set()


def test_the_simulator_does_what_its_page_says(tmp_path: Path, simulator: Simulator) -> None:
    (tmp_path / "default.json").write_text(json.dumps(result_of(simulator, *AGREE).as_json()))

    said = proofs(tmp_path)

    assert [text for text in said if "different" in said[text]] == []
    assert said["Lists contain complete objects; `select` is ignored"] == "observed on 1 account"


def test_each_rule_about_some_kinds_is_on_the_page() -> None:
    found = [[text for text in TEXTS if text.startswith(each)] for each in KINDS_OF_RULE]

    assert [len(each) for each in found] == [1, 1, 1]


def test_each_account_that_does_what_the_rule_says_is_counted(tmp_path: Path) -> None:
    none = proofs(tmp_path)[STALE]
    result(tmp_path, ("stale_check", "strict"))
    one = proofs(tmp_path)[STALE]
    result(tmp_path, ("stale_check", "strict"), ("bulk", "atomic"))
    result(tmp_path, ("stale_check", None))

    assert (none, one, proofs(tmp_path)[STALE]) == (
        "documented in part",
        "observed on 1 account",
        "observed on 2 accounts",
    )


def test_accounts_that_contradict_each_other_are_counted_with_their_values(tmp_path: Path) -> None:
    result(tmp_path, ("stale_check", "strict"))
    result(tmp_path, ("stale_check", "mild"))
    result(tmp_path, ("stale_check", "mild"))

    said = proofs(tmp_path)[STALE]

    assert said == "observed on 1 account, different on 2 accounts (`stale_check` mild on 2)"


def test_kinds_of_objects_that_differ_on_one_account_contradict_the_rule(tmp_path: Path) -> None:
    result(tmp_path, ("stale_check", "strict"), ("stale_check", "mild"))

    said = proofs(tmp_path)[STALE]

    assert said == "documented in part, different on 1 account (`stale_check` mild on 1)"


def test_of_several_knobs_of_a_rule_one_that_differs_is_enough(tmp_path: Path) -> None:
    result(tmp_path, ("text_form", "as_sent"), ("empty_values", "null"))
    result(tmp_path, ("text_form", "as_sent"))

    said = proofs(tmp_path)[RETURNED]

    assert said == "observed on 1 account, different on 1 account (`empty_values` null on 1)"


def test_a_rule_about_another_value_than_the_default_is_counted_for_this_value(tmp_path: Path) -> None:
    result(tmp_path, ("order_policy", "append"))

    found = {text: said for text, said in proofs(tmp_path).items() if "account" in said}

    assert [*found.values()] == [
        "assumed, different on 1 account (`order_policy` append on 1)",
        "observed on 1 account",
    ]


def test_only_the_rules_of_what_was_observed_change(tmp_path: Path) -> None:
    before = proofs(tmp_path)
    result(tmp_path, ("stale_check", "strict"))

    after = proofs(tmp_path)

    assert {text for text, said in after.items() if said != before[text]} == {STALE}
