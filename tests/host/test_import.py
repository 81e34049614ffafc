"""What an import reads, of which the engine knows no more than the type and the id that somebody types."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from liveperson_simulator.server import Simulator
from pulumi_liveperson.registry import provider
from pulumi_liveperson.unchecked_values import marked, unchecked
from tests.host.conftest import ACCOUNT
from tests.host.declared import (
    COLLECTIONS,
    FIRST,
    KEYS,
    KINDS,
    NOUNS,
    SECOND,
    WIRE,
    Props,
    change,
    move_revision,
    remove,
    there,
)
from tests.host.our_host import Engine, OurHosts
from tests.host.pulumi_host import Host, HostError, imported_urn, urn

OTHER = dict(zip(KINDS, [*KINDS[1:], *KINDS[:1]], strict=True))
MANY = 100


@pytest.fixture
def host(our_hosts: OurHosts) -> Host:
    return our_hosts.start()


def type_of(kind: str) -> str:
    return f"liveperson:{kind}"


def refusal(host: Host, kind: str, reference: str) -> str:
    with pytest.raises(HostError) as failed:
        host.import_(type_of(kind), reference)
    assert "\n" not in str(failed.value)
    return str(failed.value)


@pytest.mark.parametrize("form", ["{id}", "0{id}", "name:{name}"])
def test_an_object_is_found_by_id_or_name(host: Host, simulator: Simulator, kind: str, form: str) -> None:
    id_ = there(simulator, kind)
    declared = host.check(kind, FIRST[kind]).inputs

    imported = host.import_(type_of(kind), form.format(id=id_, name=WIRE[kind][KEYS[kind]]))

    assert imported.id == id_
    assert imported.inputs == declared
    assert imported.outputs == {**declared, "ac_revision": imported.revision}


def test_an_imported_object_is_read_unchanged(our_hosts: OurHosts, simulator: Simulator, kind: str) -> None:
    imported = our_hosts.start().import_(type_of(kind), there(simulator, kind))
    move_revision(simulator, kind)

    assert our_hosts.start().read(imported) == imported


def test_what_was_imported_can_be_updated_and_deleted(host: Host, simulator: Simulator, kind: str) -> None:
    imported = host.import_(type_of(kind), there(simulator, kind))

    updated = host.update(imported, SECOND[kind])
    host.delete(updated)

    assert simulator.control.objects(ACCOUNT, COLLECTIONS[kind]) == []


def test_a_change_after_an_import_is_a_conflict(our_hosts: OurHosts, simulator: Simulator, kind: str) -> None:
    imported = our_hosts.start().import_(type_of(kind), there(simulator, kind))
    change(simulator, kind, imported.id, **{KEYS[kind]: "Theirs"})

    with pytest.raises(HostError, match="was changed in LivePerson since Pulumi last saw it"):
        our_hosts.start().update(imported, SECOND[kind])


def test_an_order_is_left_to_the_program(host: Host, simulator: Simulator) -> None:
    simulator.control.set_knobs(order_policy="append")

    imported = host.import_("liveperson:StatusReason", there(simulator, "StatusReason"))

    assert "order" not in imported.inputs


def test_two_hundred_imports_share_the_lists(host: Host, simulator: Simulator) -> None:
    names = {
        kind: [there(simulator, kind, **{KEYS[kind]: f"Number {number}"}) for number in range(MANY)]
        for kind in KINDS
    }
    simulator.control.clear_requests()

    with ThreadPoolExecutor(32) as threads:
        work = [(kind, f"name:Number {number}") for kind in KINDS for number in range(MANY)]
        found = list(threads.map(lambda each: (each[0], host.import_(type_of(each[0]), each[1]).id), work))

    assert found == [(kind, id_) for kind in KINDS for id_ in names[kind]]
    log = [each["path"] for each in simulator.control.requests() if "/configuration/" in each["path"]]
    assert len(log) == len(KINDS)


def test_a_name_is_found_in_every_format_of_an_answer(host: Host, simulator: Simulator) -> None:
    id_ = there(simulator, "SpecialOccasion", name="R&D Über")
    simulator.control.set_knobs(text_form="escaped")

    assert host.import_("liveperson:SpecialOccasion", "name:R&D Über").id == id_


def test_of_names_that_differ_in_case_one_is_meant(host: Host, simulator: Simulator, kind: str) -> None:
    lower, upper = (there(simulator, kind, **{KEYS[kind]: name}) for name in ("lunch", "Lunch"))

    assert host.import_(type_of(kind), "name:lunch").id == lower
    assert host.import_(type_of(kind), "name:Lunch").id == upper


def test_an_ambiguous_name_is_refused_with_the_ids(host: Host, simulator: Simulator, kind: str) -> None:
    body = {**WIRE[kind], KEYS[kind]: "Twin"}
    simulator.control.seed(ACCOUNT, {COLLECTIONS[kind]: [{**body, "id": 71}, {**body, "id": 72}]})

    said = refusal(host, kind, "name:Twin")

    assert f'2 {NOUNS[kind]}s have the {KEYS[kind]} "Twin", with the ids 71, 72' in said
    assert host.import_(type_of(kind), "72").id == "72"


def test_an_unknown_name_is_refused_with_similar_names(host: Host, simulator: Simulator, kind: str) -> None:
    id_ = there(simulator, kind, **{KEYS[kind]: "Lunch  break"})

    said = refusal(host, kind, "name:lunch break")

    assert f'account {ACCOUNT} has no {NOUNS[kind]} with the {KEYS[kind]} "lunch break"' in said
    assert f'Did you mean "Lunch  break" (id {id_})?' in said
    assert "Did you mean" not in refusal(host, kind, "name:Xyz")
    assert f'"name:" has no name: import the {NOUNS[kind]} by its id' in refusal(host, kind, "name:")


def test_of_names_like_it_none_is_left_out(host: Host, simulator: Simulator, kind: str) -> None:
    ids = [there(simulator, kind, **{KEYS[kind]: each}) for each in ("Lunch", "lunch")]

    said = refusal(host, kind, "name:LUNCH")

    assert f'Did you mean "Lunch" (id {ids[0]}) or "lunch" (id {ids[1]})?' in said


@pytest.mark.parametrize("deleted_get_by_id", ["404", "200"])
def test_a_deleted_object_is_refused(
    host: Host, simulator: Simulator, kind: str, deleted_get_by_id: str
) -> None:
    simulator.control.set_knobs(deleted_get_by_id=deleted_get_by_id)
    id_ = there(simulator, kind)
    remove(simulator, kind, id_)

    said = refusal(host, kind, id_)

    assert f"has no {NOUNS[kind]} with the id {id_}" in said
    assert "deleted" in said
    assert "has no" in refusal(host, kind, f"name:{WIRE[kind][KEYS[kind]]}")


def test_an_unknown_id_is_refused(host: Host, kind: str) -> None:
    assert f"has no {NOUNS[kind]} with the id 12345." in refusal(host, kind, "12345")


@pytest.mark.threat("hostile-id")
@pytest.mark.parametrize("reference", ["Lunch", "-1", "0", "1.5", "9223372036854775808", " ", "٤", "name"])
def test_an_id_that_is_not_a_number_is_refused(
    host: Host, simulator: Simulator, kind: str, reference: str
) -> None:
    said = refusal(host, kind, reference)

    assert f"{json.dumps(reference, ensure_ascii=False)} is not the id of a {NOUNS[kind]}" in said
    assert "name:" in said
    assert simulator.control.requests() == []


def test_an_object_of_another_kind_is_refused_and_named(host: Host, simulator: Simulator, kind: str) -> None:
    other = OTHER[kind]
    id_ = there(simulator, other)

    said = refusal(host, kind, id_)

    name = WIRE[other][KEYS[other]]
    assert said == (
        f'{id_} is not a {NOUNS[kind]}, but the {NOUNS[other]} "{name}": import it as a {other}: '
        f'set import_="{id_}" in the ResourceOptions of this resource, and run `pulumi up`.'
    )


def test_another_kind_that_cannot_be_read_causes_no_error(
    host: Host, simulator: Simulator, kind: str
) -> None:
    simulator.control.add_fault("status_before", path=COLLECTIONS[OTHER[kind]], status=403, times=9)

    assert "has no" in refusal(host, kind, "12345")


@pytest.mark.parametrize(
    "type_", ["liveperson:Nonsense", "liveperson:statusreason", "acme:Folder", "Resource"]
)
def test_an_unknown_type_is_refused_with_the_known_ones(host: Host, simulator: Simulator, type_: str) -> None:
    with pytest.raises(HostError) as failed:
        host.import_(type_, "1")

    said = str(failed.value)
    assert f"Objects of the type pulumi-python:dynamic/{type_} cannot be imported" in said
    assert "pulumi-python:dynamic/liveperson:SpecialOccasion, " in said
    assert simulator.control.requests() == []


def test_a_bad_configuration_is_reported(our_hosts: OurHosts, kind: str) -> None:
    host = our_hosts.start(password="s3cret")

    said = refusal(host, kind, "1")

    assert "bearerToken, password" in said
    assert "s3cret" not in said


def test_what_breaks_a_documented_rule_is_imported_as_a_program_declares_it_unchecked(
    host: Host, simulator: Simulator
) -> None:
    broken = {"id": 71, "name": "Odd", "isDefault": False, "events": []}
    simulator.control.seed(ACCOUNT, {"specialoccasion": [broken]})
    declared = marked({"name": "Odd", "description": unchecked(""), "is_default": False, "events": []})

    imported = host.import_("liveperson:SpecialOccasion", "71")

    assert imported.inputs == declared
    assert host.check_imported(imported).failures == []
    assert host.check("SpecialOccasion", declared).inputs == declared
    assert host.read(imported) == imported


def test_what_no_program_can_declare_is_imported_with_a_warning(
    host: Host, engine: Engine, simulator: Simulator
) -> None:
    broken = {"id": 71, "text": "Odd", "state": "Away", "enabled": "perhaps"}
    simulator.control.seed(ACCOUNT, {"status-reasons": [broken]})

    imported = host.import_("liveperson:StatusReason", "71")

    assert host.check_imported(imported).failures == []
    [shown] = [each.text for each in engine.shown if each.urn == imported_urn("liveperson:StatusReason")]
    assert "a program cannot declare: enabled: must be True or False, not 'perhaps'. Declare" in shown
    assert [path for path, _ in host.check("StatusReason", imported.inputs).failures] == ["enabled"]


def test_a_resource_that_a_program_looks_up_is_read_as_it_declares(host: Host, simulator: Simulator) -> None:
    id_ = there(simulator, "StatusReason")

    assert host.get("StatusReason", id_, FIRST["StatusReason"]).outputs["text"] == "Lunch"


def test_the_schema_names_what_programs_declare(host: Host) -> None:
    described: dict[str, Props] = host.schema()["resources"]

    fields = {kind: {*each["inputProperties"]} for kind, each in described.items()}
    assert fields == {
        urn(kind, {}).split("::")[2]: {*provider(kind).model.model_fields} - {"on_conflict", "unchecked"}
        for kind in [*KINDS, "SkillHours"]
    }
