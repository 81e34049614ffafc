"""Runs the stacks of a fleet command, some at a time, and ends in time if it is interrupted.

One thread for each running stack waits for the child processes of this stack. The main thread waits for
messages of these threads and of the signals, starts the next stack, and is the only one that writes results.
So the work of a stack is plain code in a row, a signal never interrupts it, and the main thread always
answers at once. Python runs signal handlers in the main thread; the handler only puts a message into a queue
that allows this.
"""

import contextlib
import signal
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from types import FrameType

from pulumi_liveperson.fleet.account import Account
from pulumi_liveperson.fleet.result import Outcome, Result, write_result
from pulumi_liveperson.fleet.runs.children import ChildError, Children, StoppedError
from pulumi_liveperson.fleet.runs.progress import Line, ended_line
from pulumi_liveperson.fleet.runs.work import (
    UPDATE,
    VERIFICATION,
    Settings,
    StackError,
    Work,
    child_environment,
)

GRACE_SECONDS = 6.0
"""How long interrupted children may take to end; runners kill after 7.5 to 10 seconds."""
_SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]

Steps = Callable[[Work], Result]
"""What a command does for a stack."""


@dataclass(frozen=True)
class _Entered:
    work: Work
    phase: str


@dataclass(frozen=True)
class _Done:
    work: Work
    result: Result


@dataclass(frozen=True)
class _Signal:
    number: int


class Signals:
    """The signals that end a run; from `handled` on, they are messages."""

    def __init__(self) -> None:
        self.messages: SimpleQueue[_Entered | _Done | _Signal] = SimpleQueue()

    @contextlib.contextmanager
    def handled(self) -> Iterator[None]:
        """Handle the signals in a `with` block.

        An ignored SIGINT is handled too, because a shell ignores it for background jobs. An ignored SIGHUP
        stays ignored: with `nohup`, the run goes on after the terminal is closed.
        """
        handled = [
            each for each in _SIGNALS if each is signal.SIGINT or signal.getsignal(each) is not signal.SIG_IGN
        ]
        before = {each: signal.signal(each, self._receive) for each in handled}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)

    def _receive(self, number: int, _frame: FrameType | None) -> None:
        self.messages.put(_Signal(number))


class Running:
    """A run over stacks."""

    def __init__(
        self,
        settings: Settings,
        steps: Steps,
        signals: Signals,
        say: Callable[[str], None],
        *,
        jobs: int,
        max_failures: int | None,
    ) -> None:
        self._settings = settings
        self._steps = steps
        self._messages = signals.messages
        self._say = say
        self._jobs = jobs
        self._max_failures = max_failures
        self._children = Children(child_environment())
        self._works: dict[str, Work] = {}
        self._lines: list[Line] = []
        self._ends: float | None = None
        self._begun = time.monotonic()

    @property
    def is_interrupted(self) -> bool:
        """Return whether a signal has ended the run."""
        return self._ends is not None

    @property
    def is_spent(self) -> bool:
        """Return whether more stacks have failed than are allowed."""
        failed = sum(each.outcome.is_failure for each in self._lines)
        return self._max_failures is not None and failed > self._max_failures

    @property
    def seconds(self) -> float:
        """Return how long it has been running."""
        return time.monotonic() - self._begun

    def run(self, accounts: Sequence[Account]) -> list[Line]:
        """Run the stacks, and return a line for each, in their order; each has a result file in the end."""
        # Written first, so that a run that is killed leaves a result for each stack too.
        for account in accounts:
            write_result(self._settings.folder, self._work(account).result(Outcome.NOT_STARTED))
        try:
            self._run_all(accounts)
            self._give_up()
        except OSError:  # for example a full disk
            self._abandon()
            raise
        ended = {each.stack: each for each in self._lines}
        return [ended.get(each.stack) or Line(each.stack, Outcome.NOT_STARTED, "", "") for each in accounts]

    def _run_all(self, accounts: Sequence[Account]) -> None:
        waiting = deque(accounts)
        total = len(accounts)
        while self._handle_messages(total):
            while waiting and len(self._works) < self._jobs and not self.is_interrupted and not self.is_spent:
                self._start(waiting.popleft())
            if not self._works:
                break

    def _abandon(self) -> None:
        """Interrupt the children, and wait for them, when results cannot be written any more."""
        self._children.interrupt()
        ends = self._ends or time.monotonic() + GRACE_SECONDS
        with contextlib.suppress(Empty):
            while self._works:
                message = self._messages.get(timeout=max(0.0, ends - time.monotonic()))
                if isinstance(message, _Done):
                    del self._works[message.work.account.stack]
        self._children.kill()

    def _work(self, account: Account) -> Work:
        work: Work

        def entered(phase: str) -> None:
            self._messages.put(_Entered(work, phase))

        work = Work(account, self._settings, self._children, entered)
        return work

    def _start(self, account: Account) -> None:
        work = self._work(account)
        work.log.write_bytes(b"")
        self._works[account.stack] = work
        # A daemon, because the run ends in time also if an update does not.
        threading.Thread(target=self._do, args=[work], name=account.stack, daemon=True).start()

    def _do(self, work: Work) -> None:
        try:
            result = self._steps(work)
        except StoppedError:
            result = work.result(Outcome.INTERRUPTED, _cut(work))
        except (StackError, ChildError) as error:
            result = work.result(Outcome.FAILED, str(error))
        except Exception as error:  # noqa: BLE001 - a mistake of ours must not end the other stacks
            with contextlib.suppress(OSError), work.log.open("a", encoding="utf-8") as log:
                log.write(traceback.format_exc())
            result = work.result(Outcome.FAILED, f"{type(error).__name__}: {error}; see {work.log}")
        self._messages.put(_Done(work, result))

    def _handle_messages(self, total: int) -> bool:
        """Handle messages until a stack can be started; return whether the run goes on."""
        while self._works or not self._messages.empty():
            try:
                left = None if self._ends is None else max(0.0, self._ends - time.monotonic())
                message = self._messages.get(timeout=left)
            except Empty:
                return False
            match message:
                case _Signal():
                    self._interrupt(message.number)
                case _Entered(work, phase):
                    killed = work.result(Outcome.INTERRUPTED, "the run was killed")
                    write_result(self._settings.folder, replace(killed, phase=phase))
                case _Done(work, result):
                    del self._works[work.account.stack]
                    self._end(result, total)
                    return True
        return True

    def _end(self, result: Result, total: int) -> None:
        write_result(self._settings.folder, result)
        self._lines.append(Line.of(result))
        self._say(ended_line(result, self._lines, total, self.seconds))

    def _interrupt(self, number: int) -> None:
        name = signal.Signals(number).name
        if self._ends is not None:
            left = max(0.0, self._ends - time.monotonic())
            self._say(f"{name}: the run already ends, in at most {left:.0f} s")
            return
        self._ends = time.monotonic() + GRACE_SECONDS
        self._children.interrupt()
        self._say(f"{name}: no more stacks are started; waiting for {len(self._works)} to end")

    def _give_up(self) -> None:
        """Record the stacks that have not ended in time; an update goes on, as a kill would leave a lock."""
        self._children.kill()
        for work in self._works.values():
            goes_on = work.phase == UPDATE
            result = work.result(Outcome.INTERRUPTED, _goes_on(work) if goes_on else _cut(work))
            write_result(self._settings.folder, result)
            self._lines.append(Line.of(result))


def _cut(work: Work) -> str:
    after = "; the update is complete" if work.phase == VERIFICATION else ""
    return f"the run was interrupted{after}"


def _goes_on(work: Work) -> str:
    return (
        "the update waits for an answer of LivePerson, and then ends and unlocks the stack; if it is killed "
        f"before, unlock the stack with `pulumi cancel --yes --stack {work.account.stack}`"
    )
