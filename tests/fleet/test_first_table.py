"""`liveperson fleet table` prints a table that describes the files of the stacks as they are."""

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
