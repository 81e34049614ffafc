"""The table of accounts: what its rows inherit, and what is refused."""

import pytest

from pulumi_liveperson.fleet.account import Account
from pulumi_liveperson.fleet.accounts.table import read_fleet
from tests.fleet.checkout import TABLE, Checkout

HEADER = "stack,account,program,ring\n"


def test_an_empty_cell_inherits_from_the_ring_and_then_from_the_base(project: Checkout) -> None:
    with project.inside():
        fleet = read_fleet()

    own = ("our-accounts:opens", "our-accounts:closes")
    assert fleet.rings == ("dev", "test", "prod")
    assert fleet.accounts == tuple(
        Account(stack, account, "contact_centre", ring, dict(zip(own, hours, strict=True)))
        for stack, account, ring, hours in (
            ("acme-uk-dev", "71234567", "dev", ("08:00", "17:00")),
            ("acme-uk", "71234568", "prod", ("09:00", "18:00")),
            ("acme-de", "71234569", "prod", ("09:00", "17:00")),
        )
    )


def test_accounts_are_in_the_order_of_their_rings(project: Checkout) -> None:
    project.write(
        "accounts.csv", f"{HEADER}*,,shop,\n*,,,late\n*,,,early\na,1,,early\nb,2,,late\nc,3,,late\n"
    )

    with project.inside():
        fleet = read_fleet()

    assert fleet.rings == ("late", "early")
    assert [each.stack for each in fleet.accounts] == ["b", "c", "a"]


def test_without_rows_of_rings_the_rings_are_dev_test_and_prod(project: Checkout) -> None:
    project.write("accounts.csv", f"{HEADER}a,1,shop,prod\nshop,2,,test\n")

    with project.inside():
        fleet = read_fleet()

    assert fleet.rings == ("dev", "test", "prod")
    assert [(each.stack, each.program) for each in fleet.accounts] == [("shop", "shop"), ("a", "shop")]


def test_a_table_of_a_spreadsheet_is_read(project: Checkout) -> None:
    text = "\ufeff" + TABLE.replace("\n", ",,\r\n").replace("71234568,", ' "71234568" ,') + ",,,,,,,\r\n\r\n"
    project.write("accounts.csv", text.replace(' "71234568" ', '"71234568"'))

    with project.inside():
        assert [each.account for each in read_fleet().accounts] == ["71234567", "71234568", "71234569"]


def test_a_full_key_is_a_column(project: Checkout) -> None:
    project.write(
        "accounts.csv",
        "stack,account,ring,liveperson:domainApiUrl,aws:region,our-accounts:zone\n"
        "shop,1,prod,https://api.example.com,eu-west-1,Europe/London\n",
    )

    with project.inside():
        (account,) = read_fleet().accounts

    assert account.values == {
        "liveperson:domainApiUrl": "https://api.example.com",
        "aws:region": "eu-west-1",
        "our-accounts:zone": "Europe/London",
    }


def test_without_a_table_the_stacks_with_a_file_are_the_fleet(project: Checkout) -> None:
    (project.folder / "accounts.csv").unlink()
    project.write("Pulumi.shop.yaml", 'config:\n  liveperson:accountId: "71234567"\n')
    project.write(
        "Pulumi.acme-uk.yaml",
        "config:\n  liveperson:accountId: 71234568\n  our-accounts:program: contact_centre\n",
    )
    project.write(
        "Pulumi.demo.yaml",
        'config:\n  liveperson:accountId: "1"\n  liveperson:domainApiUrl: http://127.0.0.1:8490\n',
    )

    with project.inside():
        fleet = read_fleet()

    assert (fleet.rings, fleet.table) == (("prod",), None)
    assert fleet.accounts == (
        Account("acme-uk", "71234568", "contact_centre", "prod"),
        Account("shop", "71234567", "shop", "prod"),
    )


def test_a_table_that_is_named_must_exist(project: Checkout) -> None:
    (project.folder / "accounts.csv").unlink()

    assert project.mistakes("shards", "--accounts", "others.csv") == [
        "others.csv does not exist: --accounts names the table of the accounts."
    ]
    (said,) = project.mistakes("files")
    assert said.startswith(
        "accounts.csv does not exist: create it with `liveperson fleet table > accounts.csv`"
    )


def test_all_mistakes_of_a_table_are_shown_at_once_with_their_lines(project: Checkout) -> None:
    project.write(
        "accounts.csv",
        "stack,account,program,ring,opens,opns\n"
        "acme-uk,71234568,contact_centre,prod,,\n"
        "\n"
        "acme-uk,7.12E+07,contact_centre,prod\n"
        "acme-uk,71234568,contact_center,stage,,\n"
        'acme/de,7.12E+07,shop,,"two\nlines",\n'
        ",,,prod,,\n"
        "shop2,5,,test,,\n",
    )

    names = "use at most 100 letters, digits, periods, hyphens and underscores, and begin with a letter"
    wanted = [
        "1: no program reads the column opns: no module in stacks/ contains",
        "4: the row has 4 cells, but there are 6 columns",
        "5: stacks/ has no program 'contact_center'; its programs are contact_centre, shop",
        "5: the table declares no ring 'stage'; its rings are dev, test, prod",
        "5: stack acme-uk is already in line 2",
        "5: account 71234568 is already in line 2",
        r"6: 'two\nlines' contains a line break",
        f"6: 'acme/de' is not a valid name of a stack: {names}",
        "6: '7.12E+07' is not LivePerson's id of an account",
        "6: the row has no ring: write one of dev, test, prod",
        "8: the row has no stack",
        "8: the row has no account",
        "9: the row has no program, and stacks/ has no program 'shop2'; its programs are",
    ]
    found = project.mistakes("files")
    assert [
        next((each for each in wanted if text.startswith(f"accounts.csv, line {each}")), text)
        for text in found
    ] == wanted
    assert list(project.folder.glob("Pulumi.*.yaml")) == []


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "accounts.csv is empty: its first line names the columns, such as stack,account,ring."),
        (HEADER, "accounts.csv contains no accounts: add a row for each"),
        ("stack;account;ring\na;1;prod\n", "accounts.csv is separated by semicolons"),
        ("stack\taccount\tring\n", "accounts.csv is separated by tabs"),
        ("stack,account\na,1\n", "accounts.csv, line 1: there is no column ring"),
        (f"{HEADER[:-1]},ring\n", "accounts.csv, line 1: the column ring exists twice"),
        (f'{HEADER}"a,1,shop,prod\n', "accounts.csv, line 2: this line is not comma-separated text"),
        (f"{HEADER[:-1]},\na,1,shop,prod,x\n", "accounts.csv, line 2: 'x' is in a column without a name"),
        (
            f"{HEADER}*,1,shop,\n",
            "accounts.csv, line 2: a row for several accounts (*) cannot have an account",
        ),
        (f"{HEADER}*,,shop,\n*,,shop,\n", "accounts.csv, line 3: there is already a row for all accounts"),
        (f"{HEADER}*,,shop,x\n*,,shop,x\n", "accounts.csv, line 3: there is already a row for ring x"),
        (f"{HEADER}*,,shop,a b\n", "accounts.csv, line 2: 'a b' is not a valid name of a ring"),
        (
            f"{HEADER}a\u200bb,1,shop,prod\n",
            r"accounts.csv, line 2: 'a\u200bb' contains a line break or an invis",
        ),
        (f"{HEADER}-a,1,shop,prod\n", "accounts.csv, line 2: '-a' is not a valid name of a stack"),
    ],
)
def test_a_table_without_the_right_form_is_refused(project: Checkout, table: str, message: str) -> None:
    project.write("accounts.csv", table)

    assert project.mistakes("shards")[0].startswith(message)


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("liveperson:clientSecret", "liveperson:clientSecret is a secret, and the table is not encrypted"),
        ("liveperson:password", "liveperson:password is a secret"),
        ("liveperson:accountId", "liveperson:accountId is the column account"),
        ("liveperson:clintId", "liveperson:clintId is not a known key; did you mean liveperson:clientId?"),
        ("our-accounts:program", "the column our-accounts:program is the column program"),
        ("our-accounts:open", "no program reads the column our-accounts:open"),
        ("config", "no program reads the column config"),  # a name in the program, but no text
        ("a b", "'a b' cannot be the name of a column"),
        ("aws:a:b", "'aws:a:b' cannot be the name of a column"),
    ],
)
def test_a_column_that_nothing_reads_or_that_is_secret_is_refused(
    project: Checkout, column: str, message: str
) -> None:
    project.write("accounts.csv", f"stack,account,ring,{column}\nshop,1,prod,s3cret\n")

    (said,) = project.mistakes("files")

    assert said.startswith(f"accounts.csv, line 1: {message}")
    assert "s3cret" not in said


def test_one_key_in_two_columns_is_refused(project: Checkout) -> None:
    project.write("accounts.csv", "stack,account,ring,opens,our-accounts:opens\nshop,1,prod,,\n")

    assert project.mistakes("files") == [
        "accounts.csv, line 1: the columns opens and our-accounts:opens are the same key: remove one of them."
    ]


def test_a_table_that_is_not_utf_8_is_refused(project: Checkout) -> None:
    (project.folder / "accounts.csv").write_bytes(TABLE.encode() + b"caf\xe9,1,,prod,,\n")

    (said,) = project.mistakes("files")

    assert said.startswith("accounts.csv, line 9: the file is not UTF-8: ")
    assert "`iconv --from-code=WINDOWS-1252 --to-code=UTF-8 accounts.csv`" in said


def test_a_draft_that_is_not_valid_python_does_not_concern_other_programs(project: Checkout) -> None:
    project.write("stacks/draft.py", "def program(:\n")

    assert project.fleet("files").exit_code == 0
