"""Downloading a file in time or not at all, and over https on the whole way."""

import hashlib
import http.client
import queue
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pulumi_liveperson.escaping.addresses import is_shown, quoted
from toolchain.errors import ReleaseUnavailableError
from toolchain.progress import Progress

MIB = 1 << 20
MOST_BYTES = 512 * MIB  # several times what a release has


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """How many seconds a download is given before something else is tried."""

    answer: float = 5.0
    read: float = 10.0
    total: float = 300.0


def download(url: str, path: Path, timeouts: Timeouts, progress: Progress) -> str:
    """Save what an address has, and return its SHA-256; raises a `ReleaseUnavailableError`."""
    # From outside, as no look in between helps where Python waits for the end of a line.
    saved = _with_timeout(timeouts.answer + timeouts.total, lambda: _save(url, path, timeouts, progress))
    if saved is None:
        raise ReleaseUnavailableError(f"{quoted(url)} is too slow: it has no end in {timeouts.total:.0f} s.")
    if isinstance(saved, ReleaseUnavailableError):
        raise saved
    if isinstance(saved, Exception):
        raise ReleaseUnavailableError(f"{path.name} could not be had: {_reason(saved)}.") from saved
    return str(saved)


def _save(url: str, path: Path, timeouts: Timeouts, progress: Progress) -> str:
    digest = hashlib.sha256()
    deadline = time.monotonic() + timeouts.total
    with _open(url, timeouts) as answer, path.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0)
        while block := answer.read1(MIB):
            file.write(block)
            digest.update(block)
            if file.tell() > MOST_BYTES:
                raise ReleaseUnavailableError(f"{quoted(url)} has more than {MOST_BYTES // MIB} MiB.")
            progress.note = f"{file.tell() // MIB} of {total // MIB} MiB"
            if time.monotonic() > deadline:
                raise ReleaseUnavailableError(
                    f"{quoted(url)} is too slow: {progress.note} in {timeouts.total:.0f} s."
                )
    return digest.hexdigest()


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but none to where the way is open."""

    def redirect_request(  # noqa: PLR0917 - the base class has them
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if is_shown(newurl):
            fp.close()
            raise urllib.error.URLError(
                f"{quoted(req.full_url)} leads to {quoted(newurl)}, which is no https"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(url: str, timeouts: Timeouts) -> Any:
    """Open a URL, giving up in time even where name look-up hangs or many addresses are tried."""
    opener = urllib.request.build_opener(_Redirects)
    opened = _with_timeout(timeouts.answer, lambda: opener.open(url, timeout=timeouts.read))
    if opened is None:
        raise TimeoutError(f"no answer within {timeouts.answer:.0f} s")
    if isinstance(opened, urllib.error.HTTPError):
        opened.close()
    if isinstance(opened, Exception):
        raise opened
    return opened


def _with_timeout(seconds: float, call: Callable[[], Any]) -> Any:
    outcome: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def answer() -> None:
        try:
            outcome.put(call())
        except Exception as error:  # noqa: BLE001 - whoever waits raises it
            outcome.put(error)

    # A daemon: nothing can interrupt a look-up that hangs, and it must not hold up the end of the process.
    threading.Thread(target=answer, daemon=True).start()
    try:
        return outcome.get(timeout=seconds)
    except queue.Empty:
        return None


def _reason(error: Exception) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"{error.code} {http.client.responses.get(error.code, '')} from {quoted(error.url)}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    if isinstance(error, OSError):
        return str(error) or type(error).__name__
    # The others can quote the whole address.
    return type(error).__name__
