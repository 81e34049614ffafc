"""`liveperson fleet files`: writes the table to the files of the stacks, and shows what changes."""

import pytest

from tests.fleet.checkout import TABLE, Checkout

MANY = 40
SECRET = "v1:pvL2Tml16DVliB7S:QnSeNkuOPtLL4TRSge3vLkw3cgqdOOUXWVcwluLVFXU="
FILE = f"""\
# The account of the United Kingdom.
encryptionsalt: v1:9W7HhXbZBC0=:v1:Mi8mmVJFACgYAzDt:82BEob9dMzPTN/uSlLEJG7GkLyvLiQ==
secretsprovider: awskms://alias/prod?region=eu-west-1

config:
  aws:region: eu-west-1   # not in the table
  liveperson:accountId: "71234568"
  liveperson:clientId: our-client
  liveperson:clientSecret:
    secure: {SECRET}
  # The hours.
  our-accounts:opens: "09:00"   # on all days
  our-accounts:token:
    secure: {SECRET}
  our-accounts:program: contact_centre
  other:list:
    - a
    - {{b: [1,2], 'c': "\\u00e9"}}
  # The end.
environment:
  - production
"""
WRITTEN = FILE.replace('"09:00"', '"08:30"').replace(
    "  our-accounts:program: contact_centre\n",
    '  our-accounts:program: contact_centre\n  our-accounts:closes: "18:00"\n',
)


def test_a_new_file_contains_the_values_of_the_table(project: Checkout) -> None:
    done = project.fleet("files")

    assert (done.exit_code, done.beside) == (0, "")
    assert done.lines == [
        "new file in 3 accounts: acme-uk-dev, acme-uk, acme-de",
        (
            "Create each new stack and set its secrets before its first preview, such as: pulumi stack init "
            "acme-uk-dev"
        ),
        "Wrote 3 of 3 files.",
    ]
    assert project.read("Pulumi.acme-uk.yaml") == (
        "config:\n"
        '  liveperson:accountId: "71234568"\n'
        "  our-accounts:program: contact_centre\n"
        '  our-accounts:opens: "09:00"\n'
        '  our-accounts:closes: "18:00"\n'
    )


def test_only_the_values_of_the_table_change_in_a_file(written: Checkout) -> None:
    written.write("Pulumi.acme-uk.yaml", FILE)
    written.write("accounts.csv", TABLE.replace("prod,,18:00", "prod,08:30,18:00"))

    done = written.fleet("files")

    assert (done.exit_code, done.beside) == (0, "")
    assert done.lines == [
        "opens: 09:00 -> 08:30 in 1 account: acme-uk",
        "closes: (none) -> 18:00 in 1 account: acme-uk",
        "Wrote 1 of 3 files.",
    ]
    assert written.read("Pulumi.acme-uk.yaml") == WRITTEN
    assert written.fleet("files").lines == ["All 3 files are current."]


def test_a_check_writes_nothing_and_fails_for_a_difference(written: Checkout) -> None:
    assert written.fleet("files", "--check").exit_code == 0
    written.write("accounts.csv", TABLE.replace("prod,,18:00", "prod,08:30,18:00"))
    before = written.read("Pulumi.acme-uk.yaml")

    done = written.fleet("files", "--check")

    assert (done.exit_code, done.beside) == (3, "")
    assert done.lines == [
        "opens: 09:00 -> 08:30 in 1 account: acme-uk",
        "To be changed: 1 of 3 files. Write them: liveperson fleet files",
    ]
    assert written.read("Pulumi.acme-uk.yaml") == before


def test_equal_changes_are_shown_once(project: Checkout) -> None:
    names = [f"acme-{number:02}" for number in range(1, MANY + 1)]
    rows = "".join(f"{name},{number},shop,prod,\n" for number, name in enumerate(names, 1))
    header = "stack,account,program,ring,opens\n"
    project.write("accounts.csv", f"{header}*,,,,09:00\n{rows}")
    assert project.fleet("files").lines[-1] == "Wrote 40 of 40 files."
    rows = rows.replace("acme-02,2,shop,prod,", "acme-02,2,shop,prod,07:00")
    project.write("accounts.csv", f"{header}*,,,,08:00\n{rows}")

    done = project.fleet("files", "--check")

    assert done.lines == [
        "opens: 09:00 -> 08:00 in 39 accounts: acme-01, acme-03, acme-04, … and 36 more",
        "opens: 09:00 -> 07:00 in 1 account: acme-02",
        "To be changed: 40 of 40 files. Write them: liveperson fleet files",
    ]
    others = ", ".join(name for name in names if name != "acme-02")
    assert project.fleet("files", "--check", "--names").lines[0].endswith(f"in 39 accounts: {others}")


def test_a_key_that_is_no_longer_in_the_table_is_removed_but_no_secret(written: Checkout) -> None:
    written.write("Pulumi.acme-uk.yaml", FILE)
    written.write("accounts.csv", "stack,account,program,ring\nacme-uk,71234568,contact_centre,prod\n")
    for stack in ("acme-uk-dev", "acme-de"):
        (written.folder / f"Pulumi.{stack}.yaml").unlink()

    done = written.fleet("files")

    assert done.lines[0] == "opens: 09:00 -> (none) in 1 account: acme-uk"
    assert written.read("Pulumi.acme-uk.yaml") == FILE.replace(
        '  our-accounts:opens: "09:00"   # on all days\n', ""
    )


def test_a_key_of_another_namespace_belongs_to_the_table_if_a_column_names_it(written: Checkout) -> None:
    written.write("Pulumi.acme-uk.yaml", FILE)
    header = "stack,account,program,ring,opens,closes,aws:region,liveperson:clientId"
    row = "acme-uk,71234568,contact_centre,prod,09:00,18:00"
    for stack in ("acme-uk-dev", "acme-de"):
        (written.folder / f"Pulumi.{stack}.yaml").unlink()
    written.write("accounts.csv", f"{header}\n{row},eu-west-2,\n")

    assert written.fleet("files").lines == [
        "closes: (none) -> 18:00 in 1 account: acme-uk",
        "aws:region: eu-west-1 -> eu-west-2 in 1 account: acme-uk",
        "liveperson:clientId: our-client -> (none) in 1 account: acme-uk",
        "Wrote 1 of 1 files.",
    ]
    assert "  aws:region: eu-west-2   # not in the table\n" in written.read("Pulumi.acme-uk.yaml")


def test_a_value_that_is_a_secret_or_a_list_in_a_file_cannot_be_in_the_table(written: Checkout) -> None:
    secret = FILE.replace('our-accounts:opens: "09:00"', f"our-accounts:opens:\n    secure: {SECRET}")
    written.write("Pulumi.acme-uk.yaml", secret)
    written.write(
        "Pulumi.acme-de.yaml", FILE.replace('our-accounts:opens: "09:00"', "our-accounts:opens: [a]")
    )

    key, end = "our-accounts:opens", "and a value in the table: remove the value from the table, or run"
    assert written.mistakes("files") == [
        f"{key} is a secret in Pulumi.acme-uk.yaml, {end} `pulumi config rm {key} --stack acme-uk`.",
        f"{key} is a list or a map in Pulumi.acme-de.yaml, {end} `pulumi config rm {key} --stack acme-de`.",
    ]
    assert written.read("Pulumi.acme-uk.yaml") == secret


def test_a_list_in_a_file_is_kept_and_named(written: Checkout) -> None:
    file = "Pulumi.acme-uk.yaml"
    text = f"{written.read(file)}  our-accounts:zone:\n    - Europe/London\n    - secure: {SECRET}\n"
    written.write(file, text)

    done = written.fleet("files", "--check")

    assert (done.exit_code, done.lines) == (
        0,
        ["our-accounts:zone is kept, because it is a list or a map: 1 account: acme-uk"],
    )
    assert written.read(file) == text


def test_a_file_without_a_row_is_named_except_for_stacks_of_the_simulator(written: Checkout) -> None:
    address = "config:\n  liveperson:domainApiUrl: "
    written.write("Pulumi.demo.yaml", f"{address}http://127.0.0.1:8490\n")
    assert written.fleet("files", "--check").exit_code == 0
    written.write("Pulumi.acme-fr.yaml", f"{address}https://api.example.com\n")

    done = written.fleet("files", "--check")

    assert done.exit_code == 3
    (said,) = done.lines
    assert said.startswith(
        "Pulumi.acme-fr.yaml has no row in the table: add one, or remove the stack with `pulumi"
    )
    assert written.fleet("files").exit_code == 0


def test_a_stack_that_was_renamed_in_the_table_is_not_a_new_one(written: Checkout) -> None:
    written.write("accounts.csv", TABLE.replace("acme-uk,", "acme-gb,"))

    done = written.fleet("files", "--check")

    assert done.exit_code == 3
    assert done.lines[1] == (
        "Pulumi.acme-uk.yaml has no row in the table, but its account has the new row acme-gb. "
        "To rename the stack: pulumi stack rename acme-gb --stack acme-uk"
    )
    assert "stack init" not in done.said


def test_one_file_is_not_many(project: Checkout) -> None:
    project.write("accounts.csv", "stack,account,ring\nshop,1,prod\n")
    project.write("Pulumi.shop.yaml", 'config:\n  liveperson:accountId: "1"\n')

    assert project.fleet("files").lines == ["The file is current."]


@pytest.mark.parametrize(
    ("plain", "shown"),
    [("0123", "0123 (not a text)"), ("1.10", "1.10 (not a text)"), ("True", "True (not a text)")],
)
def test_a_value_that_pulumi_reads_as_a_number_is_written_as_a_text(
    written: Checkout, plain: str, shown: str
) -> None:
    file = "Pulumi.acme-uk.yaml"
    text = written.read(file)
    written.write("accounts.csv", TABLE.replace("prod,,18:00", f"prod,{plain},18:00"))
    written.write(file, text.replace('"09:00"', plain))

    assert written.fleet("files").lines[0] == f"opens: {shown} -> {plain} in 1 account: acme-uk"
    assert written.read(file) == text.replace('"09:00"', f'"{plain}"')


@pytest.mark.parametrize(
    "text", ["", "{}\n", "# Nothing\n", "config:\n", "config: {}\n", "config: # none", "---\n"]
)
def test_a_file_without_values_gets_those_of_the_table(written: Checkout, text: str) -> None:
    file = "Pulumi.acme-uk.yaml"
    before = written.read(file)
    written.write(file, text)

    assert written.fleet("files").exit_code == 0

    assert written.read(file).endswith(before.removeprefix("config:"))
    assert written.fleet("files", "--check").exit_code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("config: {a:b: c}\n", " has a form in which single values cannot be changed: "),
        ("config:\n  a:b: &x 07:00\n  our-accounts:opens: *x\n", " has a form in which single values"),
        ("config: [a]\n", " does not have the form of a stack's configuration"),
        ("- a\n", " does not have the form of a stack's configuration"),
        ("config:\n  opens: a\n  our-accounts:opens: b\n", " contains our-accounts:opens twice"),
        ("config:\n  a: b\nconfig:\n  a: b\n", " contains config twice"),
        ("config: [\n", " is not valid YAML"),
        ("config:\n  a: \xe9\n", " is not UTF-8"),
    ],
)
def test_a_file_of_another_form_is_refused_and_nothing_is_written(
    written: Checkout, text: str, message: str
) -> None:
    (written.folder / "Pulumi.acme-uk.yaml").write_bytes(text.encode("latin-1"))
    (written.folder / "Pulumi.acme-de.yaml").unlink()

    (said,) = written.mistakes("files")

    assert said.startswith(f"Pulumi.acme-uk.yaml{message}")
    assert not (written.folder / "Pulumi.acme-de.yaml").exists()


def test_shorter_forms_of_a_key_are_the_same_key(written: Checkout) -> None:
    file = "Pulumi.acme-uk.yaml"
    text = (
        written.read(file)
        .replace("our-accounts:opens", "opens")
        .replace("accounts:closes", "accounts:config:closes")
    )
    written.write(file, text)

    assert written.fleet("files").lines == ["All 3 files are current."]
    written.write("accounts.csv", TABLE.replace("prod,,18:00", "prod,08:30,18:30"))
    assert written.fleet("files").exit_code == 0
    assert written.read(file) == text.replace("09:00", "08:30").replace("18:00", "18:30")


def test_the_program_with_the_name_of_the_stack_needs_no_key(project: Checkout) -> None:
    project.write("accounts.csv", "stack,account,ring\nshop,1,prod\n")
    project.write("Pulumi.shop.yaml", 'config:\n  liveperson:accountId: "1"\n')

    assert project.fleet("files", "--check").exit_code == 0


def test_since_shows_what_a_change_of_the_table_does_to_each_account(written: Checkout) -> None:
    written.commit()
    table = TABLE.replace("*,,contact_centre,,09:00", "*,,contact_centre,,10:00").replace(
        ",,test,,", ",,stage,,"
    )
    table = table.replace("acme-de,71234569,,prod", "acme-de,71234569,shop,stage")
    written.write("accounts.csv", table.replace("acme-uk-dev,71234567", "acme-fr,71234560"))

    done = written.fleet("files", "--since", "HEAD")

    assert (done.exit_code, done.beside) == (0, "")
    assert done.lines == [
        "new in the table: 1 account: acme-fr",
        "removed in the table: 1 account: acme-uk-dev",
        "opens: 09:00 -> 10:00 in 2 accounts: acme-de, acme-uk",
        "ring: prod -> stage in 1 account: acme-de",
        "program: contact_centre -> shop in 1 account: acme-de",
    ]
    written.write("accounts.csv", TABLE)
    assert written.fleet("files", "--since", "HEAD").lines == [
        "accounts.csv has the same accounts and values as in HEAD."
    ]


def test_since_needs_a_commit_with_a_table(written: Checkout) -> None:
    written.commit()
    (written.folder / "accounts.csv").rename(written.folder / "others.csv")

    assert written.mistakes("files", "--accounts", "others.csv", "--since", "HEAD") == [
        "others.csv does not exist in HEAD: name a later commit with --since."
    ]
