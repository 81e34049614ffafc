"""A simulator that behaves as a probed account did."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from liveperson_simulator.knobs import TABLE
from liveperson_simulator.profile import ProfileError
from liveperson_simulator.server import Simulator
from tests.processes import ran

Written = Callable[..., Path]


@pytest.fixture
def profile(tmp_path: Path) -> Written:
    """Writes a profile, as `liveperson probe` does."""

    def written(**knobs: str) -> Path:
        path = tmp_path / "profile.json"
        path.write_text(json.dumps({"format": "liveperson-probe/1", "knobs": knobs, "undetermined": {}}))
        return path

    return written


def started(*options: str | Path, lines: int) -> list[str]:
    """Start the command, and return the first lines that it prints."""
    command = [sys.executable, "-m", "pulumi_liveperson", "simulator", "--port", "0", "--memory", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.terminate()
    return said


def test_it_starts_with_the_values_of_the_account_and_a_reset_restores_them(profile: Written) -> None:
    with Simulator(profile=profile(stale_status="412", id_type="string")) as simulator:
        simulator.control.set_knobs(stale_status="304", noop_put="answer304")
        simulator.control.reset()

        knobs = simulator.control.knobs()

    assert (knobs["stale_status"], knobs["id_type"], knobs["noop_put"]) == (412, "string", "bump")


def test_knobs_that_are_given_have_priority(profile: Written) -> None:
    knobs = {"stale_status": 304}
    with Simulator(profile=profile(stale_status="412", id_type="string"), knobs=knobs) as simulator:
        simulator.control.reset()

        found = simulator.control.knobs()

    assert (found["stale_status"], found["id_type"]) == (304, "string")


def test_the_command_says_which_knobs_keep_their_default(profile: Written) -> None:
    others = {knob.name: knob.values[0] for knob in TABLE if knob.name not in ("bulk", "noop_put", "id_size")}
    path = profile(**{**others, "stale_status": "412"})

    address, defaults = started("--profile", path, "--knob", "noop_put=no_bump", lines=2)

    assert address.startswith("LivePerson simulator at http://127.0.0.1:")
    assert defaults == (
        "These knobs keep their default, because the probe did not determine them, or because the simulator "
        "does not have their value: bulk, id_size\n"
    )


def test_a_value_that_the_simulator_does_not_have_keeps_the_default(profile: Written) -> None:
    with Simulator(profile=profile(stale_status="418", noop_put="no_bump")) as simulator:
        knobs = simulator.control.knobs()

    assert (knobs["stale_status"], knobs["noop_put"]) == (409, "no_bump")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"\xff\xfe", "is not JSON. Use the JSON file that `liveperson probe` has written."),
        (b"# A result", "is not JSON. Use the JSON file that `liveperson probe` has written."),
        (b"[" * 100_000, "is not JSON. Use the JSON file that `liveperson probe` has written."),
        (b"[]", "does not have the format liveperson-probe/1."),
        (b'{"format": "liveperson-snapshot/2"}', "does not have the format liveperson-probe/1."),
        (b'{"format": 1, "knobs": {}}', "does not have the format liveperson-probe/1."),
        (b'{"format": "liveperson-probe/2"}', "is of a newer version (liveperson-probe/2). Install "),
        (b'{"format": "liveperson-probe/1", "knobs": ["bulk"]}', "has no knobs. Use the JSON file"),
        (
            b'{"format": "liveperson-probe/1", "knobs": {"no": "1"}}',
            "has an unknown knob, 'no'. Install a newer version with `pip",
        ),
    ],
)
def test_a_file_that_is_no_profile_is_refused_in_one_line(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    path = tmp_path / "profile.json"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ProfileError) as refused:
        Simulator(profile=path)

    assert str(refused.value).startswith(f"The profile {path} ")
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_the_command_refuses_such_a_file(tmp_path: Path) -> None:
    done = ran(
        [sys.executable, "-m", "liveperson_simulator", "--memory", "--profile", tmp_path / "none.json"]
    )

    said = f"simulator: The profile {tmp_path / 'none.json'} cannot be read: No such file or directory\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
