"""A program can read the outputs of a skill, whether a field has a value or is cleared."""

from typing import Any

import pytest

from pulumi_liveperson import Skill
from tests.program.mocked import MockedEngine


@pytest.mark.parametrize(
    ("transfers", "wrap_up"), [(["4300551010", "4300551020"], 30), ("", "")], ids=["values", "cleared"]
)
def test_outputs_have_the_type_of_the_input(transfers: Any, wrap_up: Any) -> None:
    read: list[object] = []

    def program() -> None:
        skill = Skill("vip", name="vip", skill_transfer_list=transfers, wrap_up_time=wrap_up)
        skill.skill_transfer_list.apply(read.append)
        skill.wrap_up_time.apply(read.append)

    MockedEngine(preview=False).run(program)

    assert sorted(map(repr, read)) == sorted(map(repr, [transfers, wrap_up]))
