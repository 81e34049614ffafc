"""Downloads a file within a time limit, and only over https, also after redirects."""

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

from pulumi_liveperson.escaping.addresses import is_insecure, quoted
from toolchain.errors import ReleaseUnavailableError
from toolchain.progress import Progress

MIB = 1 << 20
MOST_BYTES = 512 * MIB  # several times the size of a release


@dataclass(frozen=True, kw_only=True)
class Timeouts:
    """The time limits of a download in seconds: for the first answer, for each read, and in total."""

    answer: float = 5.0
    read: float = 10.0
    total: float = 300.0


def download(url: str, path: Path, timeouts: Timeouts, progress: Progress) -> str:
    """Save the content of an address, and return its SHA-256; raises `ReleaseUnavailableError`."""
    # In another thread, because Python may block while it waits for the end of a line.
    saved = _with_timeout(timeouts.answer + timeouts.total, lambda: _save(url, path, timeouts, progress))
    if saved is None:
        raise ReleaseUnavailableError(
            f"{quoted(url)} is too slow: the download did not end within {timeouts.total:.0f} s."
        )
    if isinstance(saved, ReleaseUnavailableError):
        raise saved
    if isinstance(saved, Exception):
        raise ReleaseUnavailableError(f"{path.name} could not be downloaded: {_reason(saved)}.") from saved
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
    """Follows redirects, except to addresses without encryption."""

    def redirect_request(  # noqa: PLR0917 - the base class has them
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if is_insecure(newurl):
            fp.close()
            raise urllib.error.URLError(
                f"{quoted(req.full_url)} redirects to {quoted(newurl)}, which is not https"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(url: str, timeouts: Timeouts) -> Any:
    """Open a URL within the time limit, even if the name lookup hangs or many addresses are tried."""
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
        except Exception as error:  # noqa: BLE001 - the caller raises it
            outcome.put(error)

    # A daemon thread: a lookup that hangs cannot be interrupted, and must not block the end of the process.
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
    # Other exceptions may quote the complete address.
    return type(error).__name__
