"""What a refresh says of positions: that the order is another one, whoever is read first, and only once."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.client.writes.declared_order import DeclaredOrder

declared = st.dictionaries(st.sampled_from("ABCDE"), st.integers(1, 6), min_size=1)


@given(declared=declared, data=st.data())
def test_a_refresh_finds_each_order_that_is_not_the_declared_one_and_then_nothing_new(
    declared: dict[str, int], data: st.DataObject
) -> None:
    live = data.draw(st.fixed_dictionaries(dict.fromkeys(declared, st.integers(1, 6))))

    found = read(declared, live, data)

    assert (found == declared) == is_in_order(declared, live)
    assert read(found, live, data) == found


def read(declared: dict[str, int], live: dict[str, int], data: st.DataObject) -> dict[str, int]:
    sequence = DeclaredOrder()
    return {
        each: sequence.position_for(each, declared[each], live)
        for each in data.draw(st.permutations([*declared]))
    }


def is_in_order(declared: dict[str, int], live: dict[str, int]) -> bool:
    ranked = sorted(declared, key=lambda each: (declared[each], live[each]))
    return all(live[one] < live[other] for one, other in pairwise(ranked) if declared[one] < declared[other])
