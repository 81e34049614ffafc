"""Which stacks the options of a run select, and the shards of a pipeline."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulumi_liveperson.fleet.account import Account, Fleet
from pulumi_liveperson.fleet.accounts.selection import Selection, selected
from pulumi_liveperson.fleet.result import Outcome
from tests.fleet.checkout import Checkout
from tests.fleet.results import result
from tests.fleet.results import written as write

ALL = ["acme-uk-dev", "acme-uk", "acme-de"]


@pytest.mark.parametrize(
    ("options", "stacks"),
    [
        ([], ALL),
        (["--ring", "dev"], ["acme-uk-dev"]),
        (["--ring", "prod", "--ring", "dev"], ALL),
        (["--ring", "test"], []),
        (["--match", "acme-uk*"], ["acme-uk-dev", "acme-uk"]),
        (["--match", "*-de", "--match", "*-dev"], ["acme-uk-dev", "acme-de"]),
        (["--ring", "prod", "--match", "*-dev"], []),
        (["--shard", "1/2"], ["acme-uk-dev", "acme-de"]),
        (["--shard", "2/2"], ["acme-uk"]),
        (["--shard", "4/4"], []),
        (["--ring", "prod", "--shard", "2/2"], ["acme-de"]),
    ],
)
def test_options_select_stacks(written: Checkout, options: list[str], stacks: list[str]) -> None:
    assert written.selected(*options) == stacks


@given(st.integers(0, 40), st.integers(1, 50))
def test_each_stack_is_in_one_shard(stacks: int, parts: int) -> None:
    accounts = tuple(Account(str(each), str(each), "shop", "prod") for each in range(stacks))
    fleet = Fleet(("prod",), accounts)

    shards = [selected(fleet, Selection(shard=(part, parts))) for part in range(1, parts + 1)]

    assert sorted((each for shard in shards for each in shard), key=lambda each: int(each.stack)) == [
        *accounts
    ]
    assert max(map(len, shards)) - min(map(len, shards)) <= 1


def test_a_ring_or_pattern_without_a_stack_is_refused(written: Checkout) -> None:
    assert written.mistakes("shards", "--ring", "stage") == [
        "there is no ring 'stage': the rings are dev, test, prod."
    ]
    (said,) = written.mistakes("shards", "--match", "acme-uk", "--match", "acme-fr*")
    assert said.startswith("no stack matches 'acme-fr*': check the pattern")


@pytest.mark.parametrize("shard", ["5/4", "0/4", "1/0", "1", "a/b", "-1/2", "1/2/3", "1/٣"])
def test_a_shard_that_does_not_exist_is_refused(written: Checkout, shard: str) -> None:
    done = written.fleet("shards", f"--shard={shard}")

    assert done.exit_code == 2
    assert f"'{shard}' is not a shard: write K/N" in done.beside


def test_shards_are_a_matrix(written: Checkout) -> None:
    for options, shards in (
        ([], ["1/1"]),
        (["--size", "2"], ["1/2", "2/2"]),
        (["--size", "1", "--ring", "prod", "--most", "2"], ["1/2", "2/2"]),
        (["--ring", "test"], []),
        (["--rings", "dev, test,stage,prod"], ["1/1"]),
    ):
        done = written.fleet("shards", *options)
        assert (done.exit_code, json.loads(done.said), done.said.count("\n")) == (0, shards, 1)


def test_shards_without_changes_are_left_out(written: Checkout) -> None:
    write(
        written.folder / "results",
        result("acme-uk-dev", outcome=Outcome.UNCHANGED),
        result("acme-uk", outcome=Outcome.UNCHANGED),
        result("acme-de", outcome=Outcome.FAILED),
    )
    for options, shards in (
        (["--size", "1"], ["3/3"]),
        (["--size", "2"], ["1/2"]),
        (["--ring", "dev"], []),
        (["--ring", "prod"], ["1/1"]),
    ):
        done = written.fleet("shards", "--with-changes", "results", *options)
        assert (done.exit_code, json.loads(done.said)) == (0, shards)
    # A stack of which nothing is known may have changes.
    (written.folder / "results" / "acme-uk.json").unlink()
    assert written.fleet("shards", "--with-changes", "results", "--size=1").said == '["2/3","3/3"]\n'
    (said,) = written.mistakes("shards", "--with-changes", "elsewhere")
    assert said.startswith("elsewhere is not a folder")


def test_a_ring_that_only_the_pipeline_has_is_empty(written: Checkout) -> None:
    for ring, shards in (("canary", "[]"), ("prod", '["1/1"]')):
        done = written.fleet("shards", "--ring", ring, "--rings", "dev,test,canary,prod")
        assert (done.exit_code, done.said) == (0, f"{shards}\n")
    assert written.mistakes("shards", "--ring", "canary", "--rings", "dev,test,prod")


def test_more_shards_than_a_pipeline_may_have_are_refused(written: Checkout) -> None:
    (said,) = written.mistakes("shards", "--size", "1", "--most", "2")

    assert said.startswith(
        "3 stacks are 3 shards of 1, but a pipeline may have only 2: use shards of 2 or more"
    )


def test_a_ring_that_the_pipeline_does_not_apply_is_refused(written: Checkout) -> None:
    assert written.mistakes("shards", "--rings", "dev,prod") == [
        "the pipeline does not apply ring test of the table: add it to the pipeline and to --rings."
    ]


@pytest.mark.parametrize("options", [["--size", "0"], ["--most", "x"], ["--size", "-1"], ["--loud"], ["x"]])
def test_wrong_options_are_refused(written: Checkout, options: list[str]) -> None:
    done = written.fleet("shards", *options)

    assert (done.exit_code, done.said) == (2, "")
    assert done.beside.startswith("usage: liveperson fleet")


def test_a_stack_whose_file_is_missing_or_differs_from_the_table_is_refused(written: Checkout) -> None:
    (written.folder / "Pulumi.acme-uk.yaml").unlink()
    file = "Pulumi.acme-de.yaml"
    written.write(file, written.read(file).replace("71234569", "71234560"))
    other = "Pulumi.acme-uk-dev.yaml"
    written.write(other, written.read(other).replace("contact_centre", "shop").replace("08:00", "08:30"))

    assert written.mistakes("shards") == [
        "stack acme-uk has no file Pulumi.acme-uk.yaml.",
        (
            "the files of the stacks differ from accounts.csv: program: shop -> contact_centre in 1 account: "
            "acme-uk-dev."
        ),
        "the files of the stacks differ from accounts.csv: opens: 08:30 -> 08:00 in 1 account: acme-uk-dev.",
        (
            "the files of the stacks differ from accounts.csv: liveperson:accountId: 71234560 -> 71234569 in "
            "1 account: acme-de."
        ),
        "Write the files of the stacks from the table: `liveperson fleet files`.",
    ]
    assert written.fleet("shards", "--ring", "test").said == "[]\n"


def test_without_a_table_the_account_of_a_stack_may_be_in_the_environment(project: Checkout) -> None:
    (project.folder / "accounts.csv").unlink()
    project.write("Pulumi.shop.yaml", "config: {}\n")

    assert project.selected() == ["shop"]


def test_a_command_works_only_in_a_project() -> None:
    with TemporaryDirectory() as folder:
        project = Checkout(Path(folder))
        (project.folder / "Pulumi.yaml").unlink()

        assert project.mistakes("shards") == [
            "This folder is not a Pulumi project: run the command in the folder that contains Pulumi.yaml."
        ]
