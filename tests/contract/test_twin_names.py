"""Two objects whose names LivePerson may write back alike are never taken for each other."""

from functools import partial

import pytest

from pulumi_liveperson.client.errors import ConflictError, LivePersonError, NameTakenError
from pulumi_liveperson.client.hidden_fields import HiddenFields, hiding
from pulumi_liveperson.client.kinds.special_occasion import SPECIAL_OCCASION
from tests.contract.process import OF_OCCASIONS, Console, Process
from tests.objects import wire

# The name that is asked for, and names that may be written otherwise for it.
BLANKS = "Lunch", ("Lunch ", " Lunch", "Lunch\u00a0")
ACCENTS = "Caf\u00e9", ("Cafe\u0301", "Cafe\u0301 ")
TWINS = pytest.mark.parametrize(("name", "twins"), [BLANKS, ACCENTS], ids=["blanks", "accents"])


@pytest.mark.needs_default("text_form", "unique_names")
@TWINS
def test_a_create_takes_the_one_over_that_has_exactly_its_name(
    console: Console, process: Process, name: str, twins: tuple[str, ...]
) -> None:
    ids = {each: console.create(each) for each in (twins[0], name, *twins[1:])}

    assert {each: process.create(each).id for each in ids} == ids
    assert process.count("POST", "PUT") == 0


@pytest.mark.needs_default("text_form", "unique_names")
@TWINS
@pytest.mark.parametrize("turned", [False, True], ids=["older", "newer"])
def test_what_was_created_is_the_one_that_a_later_update_renames(
    console: Console,
    process: Process,
    other_process: Process,
    name: str,
    twins: tuple[str, ...],
    *,
    turned: bool,
) -> None:
    ours, theirs = (twins[0], name) if turned else (name, twins[0])
    for each, version in ((name, int(turned)), (twins[0], int(not turned))):
        console.create(each, version)

    created = process.create(ours)
    other_process.rename(created.id, ours, "Renamed")

    assert console.live() == {"Renamed": wire(console.kind, "Renamed"), theirs: wire(console.kind, theirs, 1)}


@pytest.mark.needs_default("text_form", "unique_names")
@pytest.mark.parametrize("version", [0, 1], ids=["equal", "different"])
def test_where_several_may_be_meant_none_is_guessed(console: Console, process: Process, version: int) -> None:
    # Each may be " Lunch ", written back without some blanks.
    names = "Lunch ", " Lunch", "Lunch"
    ids = [console.create(each, version) for each in names]
    before = console.objects()

    with pytest.raises(NameTakenError) as refused:
        process.create(" Lunch ")

    told = str(refused.value).splitlines()[1:-1]
    assert [line.partition(": `pulumi import ")[0] for line in told] == [
        f'  The {console.kind.noun} "{each}" (id {id_})' for each, id_ in zip(names, ids, strict=True)
    ]
    assert [id_ in line.partition("`")[2] for id_, line in zip(ids, told, strict=True)] == [True] * len(ids)
    assert console.objects() == before


def test_names_that_look_like_a_secret_one_are_not_quoted(console: Console, process: Process) -> None:
    ids = [console.create(each) for each in ("Lunch ", " Lunch")]

    with hiding(HiddenFields(frozenset({console.kind.key}))), pytest.raises(NameTakenError) as refused:
        process.create(" Lunch ")

    said = str(refused.value)
    assert "Lunch" not in said
    assert [id_ in said for id_ in ids] == [True, True]


@pytest.mark.needs_default("text_form", "unique_names")
@TWINS
def test_a_name_that_livepersons_server_cannot_have_written_for_it_is_of_another_object(
    console: Console, process: Process, name: str, twins: tuple[str, ...]
) -> None:
    theirs = {each: console.create(each) for each in twins}
    id_ = console.create(name)
    process.rename(id_, name, "Renamed")
    console.control.add_fault("drop_before", method="POST", path=console.kind.path)  # so it looks again

    created = process.create(name)

    assert created.id == console.id_of(name) not in theirs.values()


def test_two_that_come_back_alike_are_not_guessed(console: Console, process: Process) -> None:
    one, other = console.create("Caf\u00e9"), console.create("Cafe\u0301")
    console.control.set_knobs(text_form="nfd")

    for name in ("Caf\u00e9", "Cafe\u0301"):
        with pytest.raises(NameTakenError, match=rf"(?s)\(id {one}\).*\(id {other}\)"):
            process.create(name)


@pytest.mark.needs_default("text_form", "unique_names")
def test_a_create_whose_answer_is_lost_is_not_taken_for_its_twin(console: Console, process: Process) -> None:
    console.create_at("before", "POST", "Lunch", 0)
    console.control.add_fault("drop_after", method="POST", path=console.kind.path)

    created = process.create("Lunch ")

    assert created.id == console.id_of("Lunch ")


@pytest.mark.needs_default("error_body")
@TWINS
def test_a_name_that_another_object_has_is_not_taken_for_ones_own(
    console: Console, process: Process, name: str, twins: tuple[str, ...]
) -> None:
    id_ = console.create(name)
    console.create(twins[0])
    before = console.objects()

    with pytest.raises(LivePersonError, match="already in use"):
        process.rename(id_, name, twins[0])

    assert console.objects() == before


def created_at_once(process: Process, names: tuple[str, str]) -> dict[str, str]:
    """Create twins together, and return the ids of those that were created, by their names."""

    def create(name: str) -> str | None:
        try:
            return process.create(name).id
        except NameTakenError:
            return None

    done = process.at_once(*(partial(create, each) for each in names))
    return {name: id_ for name, each in zip(names, done, strict=True) if (id_ := each.result()) is not None}


FORMS = pytest.mark.parametrize("form", ["as_sent", "trimmed", "escaped"])


@FORMS
@pytest.mark.parametrize(
    "names", [("Lunch", "Lunch "), ("Caf\u00e9", "Cafe\u0301")], ids=["blanks", "accents"]
)
def test_twins_of_one_update_never_have_one_object(
    console: Console, process: Process, names: tuple[str, str], form: str
) -> None:
    console.control.set_knobs(text_form=form)

    made = created_at_once(process, names)

    assert made
    assert {name: id_ for name, (id_, _) in console.objects().items()} == made


@OF_OCCASIONS
@FORMS
def test_a_name_that_another_may_be_escaped_for_is_not_taken_for_it(
    console: Console, process: Process, form: str
) -> None:
    console.control.set_knobs(text_form=form)

    made = created_at_once(process, ("A &amp; B", "A &amp;amp; B"))

    assert made
    assert {name: id_ for name, (id_, _) in console.objects().items()} == made


@OF_OCCASIONS
@pytest.mark.parametrize(("own", "twin"), [("Hours", "Hours "), ("F\u00e9rias", "Fe\u0301rias")])
def test_the_default_is_not_taken_from_a_twin_of_the_former_one(
    console: Console, process: Process, own: str, twin: str
) -> None:
    console.create(own)
    console.create(twin, isDefault=True)  # by somebody who wants it
    process.writer._expectations.defaults.add(own)

    with pytest.raises(ConflictError, match="was made the default in LivePerson"):
        process.create("New", isDefault=True)

    assert [name for name, each in console.live().items() if each["isDefault"]] == [twin]


@OF_OCCASIONS
@pytest.mark.parametrize(("own", "twin"), [("Hours", "Hours "), ("F\u00e9rias", "Fe\u0301rias")])
def test_a_default_that_a_twin_has_got_was_not_given_away_by_the_program(
    console: Console, process: Process, own: str, twin: str
) -> None:
    id_ = console.create("Former", isDefault=True)
    console.create(own)
    console.create(twin, isDefault=True)  # by somebody who wants it
    process.writer._expectations.next_defaults.add(own)
    base = wire(SPECIAL_OCCASION, "Former", isDefault=True)

    with pytest.raises(ConflictError, match="isDefault"):
        process.writer.update(id_, base, {**base, "description": "Ours"})

    assert [name for name, each in console.live().items() if each["isDefault"]] == [twin]


@OF_OCCASIONS
def test_the_default_is_taken_from_the_former_one_in_whatever_way_its_name_comes_back(
    console: Console, process: Process
) -> None:
    console.create(" Agent's hours ", isDefault=True)
    console.control.set_knobs(text_form="trimmed")
    process.writer._expectations.defaults.add(" Agent's hours ")

    process.create("New", isDefault=True)

    assert [name for name, each in console.live().items() if each["isDefault"]] == ["New"]
