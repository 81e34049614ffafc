"""The command `export`: its options, and its way from an account to a program and a state."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pulumi_liveperson.cli.access import open_account
from pulumi_liveperson.cli.configuration import Configuration, configuration_of
from pulumi_liveperson.cli.export.destination import (
    WrongUsageError,
    import_file_of,
    output_file,
    program_file,
    write_import_file,
    write_new,
)
from pulumi_liveperson.cli.export.importing import import_file
from pulumi_liveperson.cli.export.managed import CannotDeclareError, kept, to_declare
from pulumi_liveperson.cli.export.messages import (
    amount,
    how_to_import,
    tell,
    tell_broken,
    tell_deleted,
    tell_inside,
    tell_left_out,
    tell_managed,
    tell_spelling,
    tell_unchecked,
)
from pulumi_liveperson.cli.export.objects import Exported
from pulumi_liveperson.cli.export.plan import ExportPlan, additions, in_order, plan
from pulumi_liveperson.cli.export.program import declarations, imports, program
from pulumi_liveperson.cli.inventory.account import listed, whole
from pulumi_liveperson.cli.inventory.look import SortedOut, sorted_out, unmanaged
from pulumi_liveperson.cli.inventory.neighbours import neighbours
from pulumi_liveperson.cli.inventory.state import managed
from pulumi_liveperson.cli.words import count
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.project import project
from pulumi_liveperson.registry import kinds
from pulumi_liveperson.review.accepted import AcceptedError, accepted, types
from pulumi_liveperson.review.name_pattern import matches

DONE, COULD_NOT, WRONG_USAGE = range(3)


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "export",
        help="write what an account holds as a stack program, and import it",
        description="Write the objects of an account that no resource of the stack manages as a program, "
        "with a file for `pulumi import --file`. Where the stack has a program already, that stays as it is, "
        "and the declarations that it lacks are printed. Nothing is written to LivePerson.",
        epilog="Exits with 0 if all went well, with 1 if it could not be done, and with 2 if it was asked "
        "wrongly or the output exists.",
    )
    parser.add_argument("--stack", help="the stack; the selected one if left out")
    parser.add_argument(
        "--name", metavar="PATTERN", default="*", help="only objects of such a name, such as 'Holidays *'"
    )
    parser.add_argument("--type", choices=sorted(types()), help="only objects of this type")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--output", type=Path, metavar="PATH", help="write the program to this file, or into this folder"
    )
    where.add_argument(
        "--import",
        dest="imports",
        action="store_true",
        help="import into the stack what its program declares, what was just written included",
    )
    parser.set_defaults(run=run)


def run(asked: argparse.Namespace) -> int:
    """Export an account, and return the exit code."""
    try:
        configuration = configuration_of(asked.stack or pulumi.selected_stack())
        _export(asked, configuration)
    except WrongUsageError as error:
        tell(f"export: {error}")
        return WRONG_USAGE
    except (AcceptedError, CannotDeclareError, LivePersonError, pulumi.PulumiError) as error:
        for line in f"export: {SECRETS.masked(str(error))}".splitlines():
            tell(visible(line))
        return COULD_NOT
    return DONE


def _export(asked: argparse.Namespace, configuration: Configuration) -> None:
    own = program_file(configuration)
    target = own if asked.output is None else output_file(asked.output, own)
    if asked.output is not None and target.exists():
        raise WrongUsageError(f"{target} exists, and was left as it is: name another file.")
    found, before, objects = _plan(asked, configuration, own)
    tell_left_out(objects)
    is_printed = target.exists()
    importable = [*found.declared, *(() if is_printed else found.new)]
    good = [each for each in importable if not each.mistakes]
    if good and not asked.imports:  # first, so that nothing is written if this cannot be
        file = import_file_of(target)
        write_import_file(file, import_file(good, as_it_is=not project().has_host))
    if is_printed:
        _print([each for each in found.new if not each.mistakes], own)
    elif written := in_order([*before, *found.new]):
        write_new(target, program(written, configuration.settings().account_id))
        tell(f"Wrote {target}: {amount(each for each in written if not each.mistakes)}.")
        tell_managed(before)
    if not (before or found.new or found.declared or found.inside):
        tell("There is nothing to export: no object that was asked for is without a resource.")
    tell_broken([*found.new, *found.declared, *found.inside])
    tell_unchecked([*found.new, *found.declared])
    tell_spelling([*found.new, *found.declared])
    tell_inside(found.inside)
    if good and asked.imports:
        _import(good, configuration.stack)
    elif good:
        tell(f"Wrote {file}. This takes over {amount(good)}:")
        tell(how_to_import(file, configuration.stack))


def _plan(
    asked: argparse.Namespace, configuration: Configuration, own: Path
) -> tuple[ExportPlan, tuple[Exported, ...], SortedOut]:
    """Look what there is to export, and what the stack manages that its new program has to declare, too."""
    settings = configuration.settings()
    chosen = (types()[asked.type],) if asked.type else kinds()
    known, accepts = managed(configuration.stack), accepted()
    elsewhere = list(neighbours(configuration.stack, settings.account_id, settings.domain_api_url))
    new = _preview(configuration.stack).new if own.exists() else []
    undeclared = {} if own.exists() or asked.output is not None else to_declare(known, own)
    with closing(open_account(settings)) as account:
        live = listed(account, kinds() if undeclared else chosen)
        others = [each for each in unmanaged(live, known) if each.kind in chosen]
        asked_for = [each for each in others if matches(each.name, asked.name)]
        found = sorted_out(configuration.stack, asked_for, elsewhere, accepts)
        selected = whole(account, found.free)
        before = whole(account, (each for each in live if (each.kind, each.id) in undeclared))
    return plan(others, selected, known, additions(new)), kept(before, undeclared), found


def _print(exported: Sequence[Exported], own: Path) -> None:
    """Print what the program lacks."""
    if exported:
        print(declarations(exported), end="", flush=True)
        tell(f"{own} was left as it is. Its program() lacks {amount(exported)}.")
        tell(f"Put the lines above there, which take `{imports(exported)}`, and run this with --import.")


def _import(exported: Sequence[Exported], stack: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "import.json")
        file.write_text(import_file(exported, as_it_is=True), encoding="utf-8")
        pulumi.import_objects(file, stack)
    preview = _preview(stack)
    shows = f"changes {count(preview.changes, 'resource')}" if preview.changes else "shows no changes"
    tell(f"Imported {amount(exported)}. `pulumi preview` {shows}.")
    tell_deleted(preview.gone)


def _preview(stack: str) -> pulumi.Preview:
    found = pulumi.preview(stack)
    if found.errors:
        raise pulumi.PulumiError("The stack's program does not run:\n" + "\n".join(found.errors))
    return found
