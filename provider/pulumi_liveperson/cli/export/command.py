"""The command `export`: its options and its steps, from an account to a program and a state."""

import argparse
import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from pulumi_liveperson.cli.access import open_account
from pulumi_liveperson.cli.configuration import Configuration, configuration_of
from pulumi_liveperson.cli.export.destination import (
    UsageError,
    import_path,
    output_file,
    program_file,
    write_import_file,
    write_new,
)
from pulumi_liveperson.cli.export.importing import import_file
from pulumi_liveperson.cli.export.managed import (
    CannotDeclareError,
    managed_objects,
    require_read,
    to_declare,
)
from pulumi_liveperson.cli.export.messages import (
    counts,
    import_command,
    print_broken,
    print_deletes,
    print_inside_components,
    print_left_out,
    print_line,
    print_managed,
    print_spelling,
    print_unchecked,
)
from pulumi_liveperson.cli.export.objects import Exported
from pulumi_liveperson.cli.export.plan import ExportPlan, additions, in_order, plan
from pulumi_liveperson.cli.export.program import declarations, imports, program
from pulumi_liveperson.cli.export.references import Names, target_kinds
from pulumi_liveperson.cli.inventory.account import complete_objects, list_objects
from pulumi_liveperson.cli.inventory.neighbours import neighbours
from pulumi_liveperson.cli.inventory.reading import ClassifiedObjects, classify, unmanaged
from pulumi_liveperson.cli.inventory.state import managed
from pulumi_liveperson.cli.numbers import count
from pulumi_liveperson.client.errors import LivePersonError
from pulumi_liveperson.client.kinds.skill import SKILL, SKILL_HOURS
from pulumi_liveperson.client.secrets import SECRETS
from pulumi_liveperson.escaping import visible
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.project import project
from pulumi_liveperson.registry import object_kinds
from pulumi_liveperson.review.accepted import AcceptedError, accepted, types
from pulumi_liveperson.review.name_pattern import matches

SUCCESS, FAILED, USAGE_ERROR = range(3)
_UNREADABLE_SKILLS = "skills are not exported"
_IDENTIFIER = re.compile(r"[^\W\d]\w*")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "export",
        help="write the objects of an account as a stack program, and import them",
        description="Write the objects of an account that no resource of the stack manages as a program, "
        "with a file for `pulumi import --file`. If the stack already has a program, the command does not "
        "change it, and prints the missing declarations. Nothing is written to LivePerson.",
        epilog="exit codes: 0 success, 1 failed, 2 usage error, or the output exists",
    )
    parser.add_argument("--stack", help="the stack; default: the selected stack")
    parser.add_argument(
        "--name", metavar="PATTERN", default="*", help="only objects with this name, for example 'Holidays *'"
    )
    parser.add_argument("--type", choices=sorted(types()), help="only objects of this type")
    parser.add_argument(
        "--only-hours",
        action="store_true",
        help="of skills, export only the workdays and the special occasion, as SkillHours",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--output", type=Path, metavar="PATH", help="write the program to this file, or into this folder"
    )
    where.add_argument(
        "--import",
        dest="imports",
        action="store_true",
        help="import the objects that the stack's program declares, including a program that was just "
        "written",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Export the objects of an account, and return the exit code."""
    try:
        configuration = configuration_of(options.stack or pulumi.selected_stack())
        _export(options, configuration)
    except UsageError as error:
        print_line(f"export: {error}")
        return USAGE_ERROR
    except (AcceptedError, CannotDeclareError, LivePersonError, pulumi.PulumiError) as error:
        for line in f"export: {SECRETS.masked(str(error))}".splitlines():
            print_line(visible(line))
        return FAILED
    return SUCCESS


def _export(options: argparse.Namespace, configuration: Configuration) -> None:
    program_path = program_file(configuration)
    target = program_path if options.output is None else output_file(options.output, program_path)
    if options.output is not None and target.exists():
        raise UsageError(f"{target} already exists and was not changed: use another file name.")
    found, before, objects, names = _plan(options, configuration, program_path)
    print_left_out(objects)
    is_printed = target.exists()
    importable = [*found.declared, *(() if is_printed else found.new)]
    declarable = [each for each in importable if not each.mistakes]
    if declarable and not options.imports:  # first: if this fails, nothing is written
        file = import_path(target)
        write_import_file(file, import_file(declarable, with_content=not project().has_host))
    if is_printed:
        _print([each for each in found.new if not each.mistakes], program_path, names)
    elif written := in_order([*before, *found.new]):
        write_new(target, program(written, configuration.settings().account_id, names))
        print_line(f"Wrote {target}: {counts(each for each in written if not each.mistakes)}.")
        print_managed(before)
    if not (before or found.new or found.declared or found.inside):
        print_line("There is nothing to export: each selected object has a resource.")
    print_broken([*found.new, *found.declared, *found.inside])
    print_unchecked([*found.new, *found.declared])
    print_spelling([*found.new, *found.declared])
    print_inside_components(found.inside)
    if declarable and options.imports:
        _import(declarable, configuration.stack)
    elif declarable:
        print_line(f"Wrote {file}. To import {counts(declarable)}, run:")
        print_line(import_command(file, configuration.stack))


def _plan(
    options: argparse.Namespace, configuration: Configuration, program_path: Path
) -> tuple[ExportPlan, tuple[Exported, ...], ClassifiedObjects, Names]:
    """Find the objects to export, the managed objects that a new program must declare too, and all names."""
    settings = configuration.settings()
    chosen = (types()[options.type],) if options.type else object_kinds()
    known, accepted_entries = managed(configuration.stack), accepted()
    elsewhere = list(neighbours(configuration.stack, settings.account_id, settings.domain_api_url))
    new = _preview(configuration.stack).new if program_path.exists() else []
    undeclared = (
        {} if program_path.exists() or options.output is not None else to_declare(known, program_path)
    )
    with closing(open_account(settings)) as account:
        listed = list_objects(account, object_kinds() if undeclared else chosen, _UNREADABLE_SKILLS)
        require_read(undeclared, listed.kinds)
        live = listed.objects
        others = [each for each in unmanaged(live, known) if each.kind in chosen]
        selected_by_name = [each for each in others if matches(each.name, options.name)]
        found = classify(configuration.stack, selected_by_name, elsewhere, accepted_entries, listed.kinds)
        selected = complete_objects(account, found.unclaimed)
        before = complete_objects(account, (each for each in live if each.key in undeclared))
        exported = plan(
            others,
            selected,
            known,
            additions(new),
            parts_of={SKILL: SKILL_HOURS} if options.only_hours else {},
        )
        declared_before = managed_objects(before, undeclared)
        targets = target_kinds([*exported.new, *declared_before]) - listed.kinds - {SKILL}
        live = (*live, *list_objects(account, targets, _UNREADABLE_SKILLS).objects)
    return exported, declared_before, found, {each.key: each.name for each in live}


def _print(exported: Sequence[Exported], program_path: Path, names: Names) -> None:
    """Print the declarations that are missing in the program."""
    if exported:
        used = _IDENTIFIER.findall(program_path.read_text("utf-8", errors="replace"))
        print(declarations(exported, names, used), end="", flush=True)
        print_line(f"{program_path} was not changed. Missing in its program(): {counts(exported)}.")
        print_line(
            f"Add the lines above, and `{imports(exported)}`. Then run this command again with --import."
        )


def _import(exported: Sequence[Exported], stack: str) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "import.json")
        file.write_text(import_file(exported, with_content=True), encoding="utf-8")
        pulumi.import_objects(file, stack)
    preview = _preview(stack)
    shows = f"changes {count(preview.changes, 'resource')}" if preview.changes else "shows no changes"
    print_line(f"Imported {counts(exported)}. `pulumi preview` {shows}.")
    print_deletes(preview.undeclared)


def _preview(stack: str) -> pulumi.Preview:
    found = pulumi.preview(stack)
    if found.errors:
        raise pulumi.PulumiError("The stack's program failed:\n" + "\n".join(found.errors))
    return found
