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

from pulumi_liveperson.escaping.addresses import is_insecure, quoted
from toolchain.errors import ReleaseUnavailableError
from toolchain.progress import Progress

MIB = 1 << 20
MOST_BYTES = 512 * MIB  # several times what a release has


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How many seconds a download is given before something else is tried."""

    answer: float = 5.0
    silence: float = 10.0
    whole: float = 300.0


def download(url: str, path: Path, patience: Patience, progress: Progress) -> str:
    """Save what an address has, and return its SHA-256; raises a `ReleaseUnavailableError`."""
    # From outside, as no look in between helps where Python waits for the end of a line.
    saved = _within(patience.answer + patience.whole, lambda: _save(url, path, patience, progress))
    if saved is None:
        raise ReleaseUnavailableError(f"{quoted(url)} is too slow: it has no end in {patience.whole:.0f} s.")
    if isinstance(saved, ReleaseUnavailableError):
        raise saved
    if isinstance(saved, Exception):
        raise ReleaseUnavailableError(f"{path.name} could not be had: {_reason(saved)}.") from saved
    return str(saved)


def _save(url: str, path: Path, patience: Patience, progress: Progress) -> str:
    digest = hashlib.sha256()
    deadline = time.monotonic() + patience.whole
    with _open(url, patience) as answer, path.open("wb") as file:
        total = int(answer.headers.get("Content-Length") or 0)
        while block := answer.read1(MIB):
            file.write(block)
            digest.update(block)
            if file.tell() > MOST_BYTES:
                raise ReleaseUnavailableError(f"{quoted(url)} has more than {MOST_BYTES // MIB} MiB.")
            progress.note = f"{file.tell() // MIB} of {total // MIB} MiB"
            if time.monotonic() > deadline:
                raise ReleaseUnavailableError(
                    f"{quoted(url)} is too slow: {progress.note} in {patience.whole:.0f} s."
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
        if is_insecure(newurl):
            fp.close()
            raise urllib.error.URLError(
                f"{quoted(req.full_url)} leads to {quoted(newurl)}, which is no https"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(url: str, patience: Patience) -> Any:
    """Open a URL, giving up in time even where name look-up hangs or many addresses are tried."""
    opener = urllib.request.build_opener(_Redirects)
    opened = _within(patience.answer, lambda: opener.open(url, timeout=patience.silence))
    if opened is None:
        raise TimeoutError(f"no answer within {patience.answer:.0f} s")
    if isinstance(opened, urllib.error.HTTPError):
        opened.close()
    if isinstance(opened, Exception):
        raise opened
    return opened


def _within(seconds: float, call: Callable[[], Any]) -> Any:
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
