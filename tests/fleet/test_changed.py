"""Which stacks the changes since a commit touch."""

from pathlib import Path

import pytest

from tests.fleet.checkout import TABLE, Checkout

UK = ["acme-uk-dev", "acme-uk"]
CENTRES = [*UK, "acme-de"]
SHOP = "acme-shop"
ALL = [*CENTRES, SHOP]


def begun(repository: Path, folder: str) -> Checkout:
    """Return a project of four accounts and two programs, committed."""
    project = Checkout(repository, folder)
    project.write("accounts.csv", f"{TABLE}acme-shop,71234570,shop,prod,,\n")
    project.write("stacks/holidays.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    project.write("README.md", "Accounts\n")
    assert project.fleet("files").exit_code == 0
    project.commit()
    return project


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A project in a part of a larger repository."""
    return begun(tmp_path_factory.mktemp("pristine") / "repository", "accounts/liveperson")


@pytest.fixture
def committed(pristine: Checkout, tmp_path: Path) -> Checkout:
    """A copy of the project in a part of a larger repository."""
    return pristine.copied(tmp_path / "repository")


def changed(project: Checkout) -> list[str]:
    """Return the stacks that uncommitted changes touch; once they are committed, the same ones."""
    before = project.selected("--changed-since", "HEAD")
    project.commit()
    assert project.selected("--changed-since", "HEAD~1") == before
    return before


def test_a_project_may_be_a_complete_repository(tmp_path: Path) -> None:
    project = begun(tmp_path / "repository", ".")
    project.write("Pulumi.acme-uk.yaml", f"# A comment\n{project.read('Pulumi.acme-uk.yaml')}")

    assert changed(project) == ["acme-uk"]
    assert project.selected("--changed-since", "HEAD") == []


@pytest.mark.parametrize(
    ("name", "stacks"),
    [
        ("Pulumi.acme-uk.yaml", ["acme-uk"]),
        ("stacks/contact_centre.py", CENTRES),
        ("stacks/common.py", CENTRES),
        ("stacks/shop.py", [SHOP]),
        ("stacks/__init__.py", ALL),
        ("stacks/holidays.ics", ALL),
        ("stacks/new_program.py", []),
        ("requirements.txt", ALL),
        ("Pulumi.yaml", ALL),
        ("__main__.py", ALL),
        (".ci/set-up", ALL),
        ("host/launcher", ALL),
        ("README.md", []),
        ("docs/hours.md", []),
        (".github/workflows/apply.yml", []),
        (".gitlab/apply.yml", []),
        (".gitlab-ci.yml", []),
        ("azure-pipelines.yml", []),
        ("Jenkinsfile", []),
        ("tests/test_program.py", []),
        ("accepted.yaml", []),
    ],
)
def test_a_file_touches_the_stacks_that_consist_of_it(
    committed: Checkout, name: str, stacks: list[str]
) -> None:
    path = committed.folder / name
    committed.write(name, (path.read_text() if path.exists() else "") + "# changed\n")
    committed.git("add", "--all")  # untracked files of other kinds are of a pipeline

    assert committed.selected("--changed-since", "HEAD") == stacks


@pytest.mark.parametrize(
    ("before", "after", "stacks"),
    [
        ("*,,contact_centre,,09:00", "*,,contact_centre,,10:00", ["acme-uk", "acme-de", SHOP]),
        ("*,,,dev,08:00", "*,,,dev,09:00", ["acme-uk-dev"]),
        ("acme-uk,71234568,,prod,,18:00", "acme-uk,71234568,,prod,09:00,18:00", []),
        ("acme-uk,71234568,,prod", "acme-uk,71234568,,test", ["acme-uk"]),
        ("*,,,test,,", "*,,,stage,,", []),
        (",opens,closes\n", ',"opens",closes\n', []),
    ],
)
def test_the_table_touches_the_stacks_whose_values_change(
    committed: Checkout, before: str, after: str, stacks: list[str]
) -> None:
    text = committed.read("accounts.csv")
    assert before in text
    committed.write("accounts.csv", text.replace(before, after))
    committed.fleet("files")

    assert committed.selected("--changed-since", "HEAD") == stacks


def test_a_new_table_or_one_that_was_not_valid_touches_all_stacks(committed: Checkout) -> None:
    text = committed.read("accounts.csv")
    committed.write("accounts.csv", "stack;account\n")
    committed.commit()
    committed.write("accounts.csv", text)
    assert committed.selected("--changed-since", "HEAD") == ALL
    committed.commit()
    (committed.folder / "accounts.csv").rename(committed.folder / "others.csv")

    assert committed.selected("--changed-since", "HEAD", "--accounts", "others.csv") == ALL


def test_a_table_outside_of_the_folder_is_compared_too(tmp_path: Path) -> None:
    project = Checkout(tmp_path / "repository", "accounts")
    table = project.repository / "table.csv"
    (project.folder / "accounts.csv").rename(table)
    assert project.fleet("files", "--accounts", "../table.csv").exit_code == 0
    project.commit()

    table.write_text(TABLE.replace("*,,,dev,08:00", "*,,,dev,07:00"))
    project.fleet("files", "--accounts", "../table.csv")

    for name in ("../table.csv", str(table)):
        assert project.selected("--accounts", name, "--changed-since", "HEAD") == ["acme-uk-dev"]


def test_files_outside_of_the_folder_touch_no_stack(tmp_path: Path) -> None:
    project = begun(tmp_path / "repository", "accounts")
    (project.repository / "other").mkdir()
    (project.repository / "other" / "requirements.txt").write_text("requests\n")

    assert changed(project) == []


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("from stacks.shared.hours import week", "stacks/shared/hours.py"),
        ("import stacks.shared.hours", "stacks/shared/__init__.py"),
        ("from stacks.shared import hours", "stacks/shared/hours.py"),
        ("from .shared import hours", "stacks/shared/hours.py"),
        ("from . import shared", "stacks/shared/__init__.py"),
        ("from importlib import import_module\n\nimport_module(name)", "stacks/anything.py"),
        ("from importlib import import_module as load\n\nload(name)", "stacks/anything.py"),
        ("from beside import week", "stacks/shared/hours.py"),
        ("import beside.hours", "stacks/shared/hours.py"),
    ],
)
def test_a_program_consists_of_the_modules_that_it_imports(
    committed: Checkout, line: str, module: str
) -> None:
    committed.write("stacks/shared/__init__.py", "")
    committed.write("beside/__init__.py", "from . import hours\n")
    committed.write("beside/hours.py", "from stacks.shared.hours import week\n")
    committed.write("stacks/shop.py", f"{line}\n\n\ndef program():\n    pass\n")
    committed.commit()
    committed.write(module, "# changed\n")

    assert committed.selected("--changed-since", "HEAD") == [SHOP]


def test_a_new_file_counts_before_it_is_added_to_git_but_no_result_of_a_pipeline(committed: Checkout) -> None:
    committed.write("results/acme-uk.json", "{}\n")
    committed.write("preview.log", "\n")
    assert committed.selected("--changed-since", "HEAD") == []

    committed.write("stacks/closed.ics", "\n")

    assert committed.selected("--changed-since", "HEAD") == ALL


def test_a_removed_file_touches_the_stacks_that_consisted_of_it(committed: Checkout) -> None:
    (committed.folder / "stacks" / "common.py").unlink()

    assert committed.selected("--changed-since", "HEAD") == CENTRES


def test_a_commit_of_zeros_is_before_everything(committed: Checkout) -> None:
    assert committed.selected("--changed-since", 40 * "0") == ALL


def test_a_part_of_the_touched_stacks_is_a_shard(committed: Checkout) -> None:
    committed.write("stacks/common.py", "# changed\n")

    assert committed.selected("--changed-since", "HEAD", "--ring", "prod", "--shard", "2/2") == ["acme-de"]
    assert committed.fleet("shards", "--changed-since", "HEAD", "--match", SHOP).said == "[]\n"


@pytest.mark.parametrize("revision", ["no-such-branch", "--all", "HEAD:accounts.csv", "", "-h"])
def test_a_revision_that_is_no_commit_is_refused(committed: Checkout, revision: str) -> None:
    (said,) = committed.mistakes("shards", f"--changed-since={revision}")

    assert said.startswith(f"git knows no commit {revision}: check the name, or fetch it")


def test_a_shallow_checkout_says_how_to_get_the_history(committed: Checkout, tmp_path: Path) -> None:
    first = committed.git("rev-parse", "HEAD")
    committed.write("README.md", "Changed\n")
    committed.commit()
    committed.git("clone", "--quiet", "--depth=1", f"file://{committed.repository}", str(tmp_path / "clone"))
    committed.folder = tmp_path / "clone" / committed.folder.relative_to(committed.repository)

    (said,) = committed.mistakes("shards", "--changed-since", first)

    assert said.startswith(f"this checkout does not contain {first}, because it is shallow: ")
    assert "`git fetch --unshallow`" in said
    assert "`fetch-depth: 0` for actions/checkout" in said


def test_a_folder_that_is_no_checkout_is_refused(written: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(written.folder.parent))

    (said,) = written.mistakes("shards", "--changed-since", "HEAD")

    assert said.startswith("git cannot compare this folder with another commit: fatal: not a git repository")
    assert said.endswith("Run the command in a git checkout.")
