"""docs/simulator.md and the simulator say the same."""

import re
from pathlib import Path

from liveperson_simulator.credentials import PRIVILEGED, VALUES
from liveperson_simulator.faults import KINDS
from liveperson_simulator.knobs import TABLE
from liveperson_simulator.state import ACCOUNTS
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
