"""`liveperson fleet table` prints a table that describes the files of the stacks as they are."""

import pytest

from tests.fleet.checkout import Checkout

STACK = """\
config:
  liveperson:accountId: "{account}"
  liveperson:clientId: our-client
  liveperson:clientSecret:
    secure: v1:pvL2Tml16DVliB7S:QnSeNkuOPtLL4TRSge3vLkw3cgqdOOUXWVcwluLVFXU=
  our-accounts:program: {program}
  our-accounts:opens: "{opens}"
  our-accounts:closes: "17:00"
"""


def test_the_table_has_shared_values_once_and_a_ring_for_each_stack(project: Checkout) -> None:
    (project.folder / "accounts.csv").unlink()
    for stack, account, opens in (
        ("acme-dev", "71234567", "08:00"),
        ("acme-uk", "71234568", "09:00"),
        ("globex_test", "71234569", "09:00"),
    ):
        program = "shop" if stack == "acme-uk" else "contact_centre"
        project.write(f"Pulumi.{stack}.yaml", STACK.format(account=account, opens=opens, program=program))

    done = project.fleet("table")

    assert (done.exit_code, done.beside) == (0, "")
    assert done.lines == [
        "stack,account,program,ring,closes,opens",
        "*,,,,17:00,",
        "*,,,dev,,",
        "*,,,test,,",
        "*,,,prod,,",
        "acme-dev,71234567,contact_centre,dev,,08:00",
        "acme-uk,71234568,shop,prod,,09:00",
        "globex_test,71234569,contact_centre,test,,09:00",
    ]
    project.write("accounts.csv", done.said)
    checked = project.fleet("files", "--check")
    assert checked.exit_code == 0, checked.said + checked.beside


def test_a_table_that_exists_is_not_made_again(written: Checkout) -> None:
    assert written.mistakes("table") == ["accounts.csv exists already: to make it again, move the file away."]


def test_the_shell_may_create_the_file_first(written: Checkout) -> None:
    written.write("accounts.csv", "")

    assert "acme-uk,71234568,,prod," in written.fleet("table").said


@pytest.mark.parametrize("value", ["0123", "1.5", '""', '" 09:00"', r'"09:00\n"'])
def test_a_value_that_a_cell_cannot_contain_is_not_lost(project: Checkout, value: str) -> None:
    (project.folder / "accounts.csv").unlink()
    file = STACK.format(account="71234567", opens="08:00", program="contact_centre")
    project.write("Pulumi.acme-dev.yaml", file.replace('"08:00"', value))

    [mistake] = project.mistakes("table")

    assert mistake.startswith(
        "Pulumi.acme-dev.yaml: a cell of the table cannot contain the value of our-accounts:opens, "
    )
    assert "`pulumi config set our-accounts:opens <text> --stack acme-dev`" in mistake


def test_a_stack_whose_file_cannot_be_read_is_not_left_out(project: Checkout) -> None:
    (project.folder / "accounts.csv").unlink()
    (project.folder / "Pulumi.lost.yaml").symlink_to("nowhere")

    assert project.mistakes("shards") == ["Pulumi.lost.yaml cannot be read: No such file or directory."]

    (project.folder / "Pulumi.lost.yaml").unlink()
    (project.folder / "Pulumi.old.yaml").write_bytes(b"config:\n  our-accounts:name: caf\xe9\n")
    assert project.mistakes("shards") == ["Pulumi.old.yaml is not UTF-8: save it again in UTF-8."]
