"""The checks of a stack and its account, in their order; no check writes anything."""

from collections.abc import Generator
from functools import partial

from pulumi_liveperson.cli.configuration import configuration_of
from pulumi_liveperson.cli.doctor.account_checks import AccountChecks
from pulumi_liveperson.cli.doctor.backend import state_backend
from pulumi_liveperson.cli.doctor.checkpoints import skipped_checkpoints
from pulumi_liveperson.cli.doctor.findings import Finding, Findings, Outcome, Results
from pulumi_liveperson.cli.export.destination import UsageError, program_file
from pulumi_liveperson.cli.numbers import count_of
from pulumi_liveperson.client.errors import ConfigurationError
from pulumi_liveperson.client.kinds.kind import Kind
from pulumi_liveperson.client.kinds.skill import SKILL, SKILL_HOURS
from pulumi_liveperson.pulumi_cli import command as pulumi
from pulumi_liveperson.pulumi_cli.urn import Urn
from pulumi_liveperson.registry import kinds, object_kinds, token_of
from pulumi_liveperson.review.dates import enumeration


class Examination:
    """Checks a stack and its account once; by default the selected stack."""

    def __init__(self, stack: str | None) -> None:
        self.stack = stack
        self.account_id: str | None = None
        self._findings = Findings()
        self._account = AccountChecks()
        self._kinds = kinds()
        """The kinds of resource that the program declares; all kinds if this is unknown."""
        self._needs_skills = False
        """Whether the program declares skills, or hours of skills."""

    def findings(self) -> Generator[Finding, None, None]:
        """Yield each finding immediately, and log out at the end."""
        check, account = self._findings.check, self._account
        try:
            yield from check("configuration", self._configuration)
            yield from check("state", self._state, *self._unknown_stack())
            yield from check("program", self._program, "configuration")
            yield from check("connection", account.connection, "configuration")
            yield from check("hosts", account.hosts, "connection")
            yield from check("clock", account.clock, "hosts")
            yield from check("sign-in", partial(account.sign_in, self._kinds_to_write()), "hosts")
            read = self._kinds_to_read()
            for kind in read:
                yield from check(f"{kind.noun}s", partial(account.objects, kind), "sign-in", *account.refused)
            assigned = tuple(kind for kind in read if kind.skill_field is not None)
            if assigned:
                skills = partial(account.skills, assigned, are_needed=self._needs_skills)
                yield from check("skills", skills, "sign-in", *account.refused)
            own_resources = partial(account.resources, self.stack or "")
            yield from check("resources", own_resources, "sign-in", *account.refused)
        finally:
            if self.account_id is not None:
                account.close()

    def _kinds_to_write(self) -> tuple[Kind, ...]:
        """Return the kinds whose permissions are checked; a skill may also contain hours."""
        has_skills = any(kind.owner is SKILL for kind in self._kinds)
        return (*(kind for kind in self._kinds if kind is not SKILL_HOURS), *([SKILL_HOURS] * has_skills))

    def _kinds_to_read(self) -> tuple[Kind, ...]:
        """Return the kinds whose lists are read, without skills: those in use, and those they refer to."""
        referred = {name for kind in self._kinds for name in kind.references.values()}
        in_use = (kind for kind in object_kinds() if kind in self._kinds or kind.type_name in referred)
        return tuple(kind for kind in in_use if kind is not SKILL)

    def _configuration(self) -> Results:
        self.stack = self.stack or pulumi.selected_stack()
        configuration = configuration_of(self.stack)
        try:
            settings = configuration.settings()
            self._account.open(settings)
        except ConfigurationError as error:
            yield Outcome.FAILED, f"{error} {configuration.origins()}".rstrip()
        else:
            self.account_id = settings.account_id
            stack_and_account = f"Stack {self.stack}, account {self.account_id}"
            method = configuration.sign_in_method()
            yield Outcome.OK, f"{stack_and_account}, sign-in with {method}. {configuration.origins()}"
        for warning in configuration.warnings():
            yield Outcome.WARNING, warning

    def _state(self) -> Results:
        stack = self.stack or ""
        yield from state_backend(stack)
        yield from skipped_checkpoints(stack)

    def _unknown_stack(self) -> list[str]:
        return [] if self.stack else ["configuration"]

    def _first_program(self) -> list[str]:
        """Describe how to create the program of a stack that has none."""
        try:
            file = program_file(configuration_of(self.stack or ""))
        except UsageError:
            return []
        action = f"writes {file} from the objects in the account"
        return [] if file.exists() else [f"`liveperson export --stack {self.stack}` {action}."]

    def _program(self) -> Results:
        preview = pulumi.preview(self.stack or "")
        if preview.errors:
            yield Outcome.FAILED, "\n".join([*preview.errors, *self._first_program()])
        else:
            declared = {kind: preview.declared[token_of(kind)] for kind in kinds()}
            counts = enumeration([count_of(number, kind) for kind, number in declared.items() if number])
            yield Outcome.OK, f"Declares {counts or 'no LivePerson objects'}."
            removed = {Urn.of(each).type for each in preview.undeclared}
            in_use = tuple(kind for kind, number in declared.items() if number or token_of(kind) in removed)
            self._kinds = in_use or kinds()
            self._needs_skills = any(kind.owner is SKILL for kind in in_use)
        for warning in preview.warnings:
            yield Outcome.WARNING, warning
