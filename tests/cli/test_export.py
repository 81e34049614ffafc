"""What is exported, and that nothing changes once it is imported."""

import json

import pytest

from liveperson_simulator.server import Simulator
from tests.cli.commands import COLLECTIONS, NASTY, OCCASIONS, REASONS, command, lists, made, occasion, reason
from tests.cli.exporting import NO_CHANGES, PROGRAM, export, managed, programs
from tests.engine.trial import ACCOUNT, Stack, resources

pytestmark = [pytest.mark.engine, pytest.mark.slow]


def test_one_command_leads_from_an_empty_stack_to_no_changes(
    newcomer: Stack, simulator: Simulator, ids: list[str]
) -> None:
    done = export(newcomer, "--import")

    assert (done.exit_code, done.said) == (0, "")
    assert done.beside.startswith("Wrote stacks/trial.py: 1 special occasion and 2 status reasons.\n")
    assert done.beside.endswith(NO_CHANGES.format("1 special occasion and 2 status reasons"))
    assert lists(simulator.control) == COLLECTIONS
    assert programs(newcomer) == {"trial.py": PROGRAM}
    assert sorted(each["id"] for each in resources(newcomer.state())) == sorted(ids)
    newcomer.expect_no_changes()

    again = export(newcomer, "--import")

    assert (again.exit_code, again.said) == (0, "")
    assert again.beside == "There is nothing to export: each selected object has a resource.\n"
    assert programs(newcomer) == {"trial.py": PROGRAM}


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize("host", ["ours", "Pulumi's"])
def test_the_import_file_is_taken_by_pulumi_itself(newcomer: Stack, host: str) -> None:
    if host != "ours":
        newcomer.use_the_stock_host()

    done = export(newcomer)

    assert (done.exit_code, done.said) == (0, "")
    assert managed(newcomer) == []
    assert sorted(programs(newcomer)) == ["trial.import.json", "trial.py"]
    last = done.beside.splitlines()[-1]
    assert last == (
        "pulumi import --file stacks/trial.import.json --protect=false --generate-code=false --stack trial"
    )
    newcomer.pulumi("import", *last.split()[2:-2], "--yes", "--skip-preview").ok()
    newcomer.expect_no_changes()


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("words", "named", "read"),
    [
        (["--type", "special-occasion"], ["audit"], [OCCASIONS]),
        (["--type", "status-reason"], ["doctor", "lunch"], [REASONS]),
        (["--name", "*u*"], ["audit", "lunch"], COLLECTIONS),
        (["--name", "Lunch", "--type", "status-reason"], ["lunch"], [REASONS]),
        (["--name", "lunch"], [], COLLECTIONS),
        (["--name", "[LD]unch"], [], COLLECTIONS),
    ],
)
def test_only_what_was_asked_for_is_exported(
    newcomer: Stack, simulator: Simulator, words: list[str], named: list[str], read: list[str]
) -> None:
    done = export(newcomer, *words)

    assert done.exit_code == 0
    assert lists(simulator.control) == read
    text = programs(newcomer).get("trial.import.json", '{"resources": []}')
    assert [each["name"] for each in json.loads(text)["resources"]] == named
    assert ("trial.py" in programs(newcomer)) is bool(named)


def test_what_breaks_a_documented_rule_is_adopted_unchanged(newcomer: Stack, simulator: Simulator) -> None:
    simulator.control.set_knobs(missing_description="accept")
    bare = {"name": "No words", "isDefault": False, "events": []}
    _, nasty, _ = made(simulator.control, OCCASIONS, occasion("Audit"), occasion(NASTY, ""), bare)
    simulator.control.seed(ACCOUNT, {REASONS: [{"id": 71, **reason("R&D")}, {"id": 72, **reason("HR")}]})
    accepted = newcomer.project / "accepted.yaml"
    accepted.write_text(
        "unmanaged:\n- {stack: trial, type: status-reason, name: H*, reason: HR has its own}\n"
    )

    done = export(newcomer, "--import")

    assert done.exit_code == 0, done.beside
    assert "Left out, because they are accepted in accepted.yaml: HR.\n" in done.beside
    assert "with unchecked(), because a documented rule is broken: 2 special occasions and 1 " in done.beside
    assert (
        f'  special occasion Christmas⏎[U+001B][31m"2026"[U+202E] <b>`| (id {nasty}): '
        "description: must not be empty\n"
    ) in done.beside
    assert done.beside.endswith(NO_CHANGES.format("3 special occasions and 1 status reason"))
    assert 'StatusReason("r-d", text=unchecked("R&D"))\n' in programs(newcomer)["trial.py"]
    assert managed(newcomer) == ["audit", "christmas-31m-2026-b", "no-words", "r-d"]
    newcomer.expect_no_changes()
    clean = command(newcomer, "unmanaged", "--stack", "trial")
    assert (clean.exit_code, clean.beside) == (0, "")
    assert clean.said.endswith(
        f"accepted in accepted.yaml:\nstatus reason  72  HR  HR has its own\n\n"
        f"Stack trial manages every other object of account {ACCOUNT} except skills, and no managed object "
        "is lost.\n`liveperson unmanaged --stack trial --skills` counts skills too.\n"
    )
    accepted.write_text(accepted.read_text().replace("H*", "Nobody"))
    found = command(newcomer, "unmanaged", "--stack", "trial")
    assert found.exit_code == 3
    assert "they match no unmanaged object of stack trial:\n  status reason Nobody\n" in found.said


@pytest.mark.parametrize("select", ["whole", "ignored", "reject400"])
def test_a_list_of_summaries_takes_a_request_for_each_object(
    newcomer: Stack, simulator: Simulator, select: str
) -> None:
    made(simulator.control, OCCASIONS, *(occasion(f"Occasion {number}") for number in range(12)))
    simulator.control.set_knobs(list_select=select, id_type="string", unknown_fields="added")
    simulator.control.clear_requests()

    done = export(newcomer)

    assert done.exit_code == 0
    assert len(json.loads(programs(newcomer)["trial.import.json"])["resources"]) == 12
    asked = lists(simulator.control).count(OCCASIONS)
    assert asked == {"whole": 1, "ignored": 13, "reject400": 14}[select]


def test_times_in_an_undocumented_format_are_reported(newcomer: Stack, simulator: Simulator) -> None:
    moment = {"dateTime": "2026-12-24T00:00:00", "timeZone": "Europe/Lisbon"}
    end = {**moment, "dateTime": "2026-12-24T23:59:00"}
    event = {"meta": {"working": False, "name": "closed"}, "start": moment, "end": end, "recurrence": []}
    (id_,) = made(simulator.control, OCCASIONS, occasion("Audit", events=[event]))
    simulator.control.set_knobs(date_time_form="milliseconds")

    done = export(newcomer, "--import")

    assert done.exit_code == 0
    assert (
        "LivePerson returned 2 times in an undocumented format, for example 2026-12-24T00:00:00.000 in the "
        f"special occasion Audit (id {id_}). The program contains the same time in the documented format.\n"
    ) in done.beside
    assert '[closed("2026-12-24", time_zone="Europe/Lisbon")]' in programs(newcomer)["trial.py"]
    newcomer.expect_no_changes()


def test_texts_that_may_be_escaped_are_reported_and_can_be_corrected(
    newcomer: Stack, simulator: Simulator
) -> None:
    (id_,) = made(simulator.control, OCCASIONS, occasion("Audit", "Q & A"))
    simulator.control.set_knobs(text_form="escaped")

    done = export(newcomer, "--import")

    assert done.exit_code == 0
    assert (
        "LivePerson returned HTML entities in 1 text, for example Q &amp; A in the special occasion Audit "
        f"(id {id_}). If the console shows characters instead of entities, write the characters into the "
        "program before the first update. This change itself causes no update, but an update sends entities "
        "unchanged.\n"
    ) in done.beside
    file = newcomer.project / "stacks" / "trial.py"
    file.write_text(file.read_text().replace("Q &amp; A", "Q & A"))
    simulator.control.clear_requests()
    newcomer.up().ok()
    assert lists(simulator.control) == [OCCASIONS]
    file.write_text(file.read_text().replace('"Q & A"', '"Q & A", is_default=True'))
    newcomer.up().ok()
    (held,) = simulator.control.objects(ACCOUNT, OCCASIONS)
    assert (held["description"], held["isDefault"]) == ("Q & A", True)
    newcomer.expect_no_changes()
