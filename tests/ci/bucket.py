"""A bucket of S3, and two pairs of keys: with the one that reads, every write is refused."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

from tests.serving import Handler, serving

NAME = "pulumi-state"
READING = {"AWS_ACCESS_KEY_ID": "key-that-reads", "AWS_SECRET_ACCESS_KEY": "secret-that-reads"}
WRITING = {"AWS_ACCESS_KEY_ID": "key-that-writes", "AWS_SECRET_ACCESS_KEY": "secret-that-writes"}
_PARAMETERS = (
    "disable_https=true&use_path_style=true&region=eu-west-1"
    "&response_checksum_validation=when_required&request_checksum_calculation=when_required"
)


@dataclass
class Bucket:
    """What is in the bucket, and what was asked of it."""

    folder: Path
    url: str = ""
    read: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    """With which keys."""


class _Handler(Handler, BaseHTTPRequestHandler):
    bucket: Bucket

    def do_GET(self) -> None:
        bucket, file = self.bucket, self._file()
        if file == bucket.folder:
            bucket.read.append("s3:ListBucket")
            asked = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
            self._answer(200, self._listed(asked))
            return
        bucket.read.append("s3:GetObject")
        if file.is_file():
            self._answer(200, file.read_bytes())
        else:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    do_HEAD = do_GET  # noqa: N815 - http.server's name

    def do_PUT(self) -> None:
        body, file = self.body(), self._file()
        source = self.headers.get("x-amz-copy-source")
        if not self._may_write():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        if source:
            shutil.copy(self.bucket.folder / unquote(source).removeprefix(f"{NAME}/"), file)
        else:
            file.write_bytes(body)
        self._answer(200, b"<CopyObjectResult></CopyObjectResult>" if source else b"")

    def do_DELETE(self) -> None:
        if self._may_write():
            self._file().unlink()
            self._answer(204, b"")

    def do_POST(self) -> None:
        self.body()
        assert not self._may_write(), f"no stand-in for {self.path}"

    def _file(self) -> Path:
        key = unquote(urlsplit(self.path).path).removeprefix(f"/{NAME}").removeprefix("/")
        return self.bucket.folder / key

    def _key(self) -> str:
        found = re.search(r"Credential=([^/]+)/", self.headers.get("Authorization", ""))
        return found[1] if found else ""

    def _may_write(self) -> bool:
        if self._key() == WRITING["AWS_ACCESS_KEY_ID"]:
            return True
        self.bucket.refused.append(f"{self.command} {urlsplit(self.path).path}")
        self._answer(403, b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>")
        return False

    def _listed(self, asked: dict[str, list[str]]) -> bytes:
        prefix, mark = (asked.get(each, [""])[0] for each in ("prefix", "delimiter"))
        folder = self.bucket.folder
        keys = sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())
        found: dict[str, str] = {}
        for key in (each for each in keys if each.startswith(prefix)):
            name, cut, _ = key.removeprefix(prefix).partition(mark) if mark else ("", "", "")
            if cut:
                shared = escape(f"{prefix}{name}{mark}")
                found[shared] = f"<CommonPrefixes><Prefix>{shared}</Prefix></CommonPrefixes>"
            else:
                size = (folder / key).stat().st_size
                found[key] = (
                    f"<Contents><Key>{escape(key)}</Key><Size>{size}</Size>"
                    "<LastModified>2027-11-29T08:15:00Z</LastModified></Contents>"
                )
        listed = "".join(found.values())
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{listed}</ListBucketResult>".encode()

    def _answer(self, status: int, body: bytes) -> None:
        self.bucket.keys.add(self._key())
        self.answer(status, body, Last_Modified="Mon, 29 Nov 2027 08:15:00 GMT")


@contextmanager
def served(folder: Path) -> Iterator[Bucket]:
    """Serve a folder as a bucket."""
    found = Bucket(folder)

    class ForThis(_Handler):
        bucket = found

    with serving(ForThis) as host:
        found.url = f"s3://{NAME}?endpoint={host}&{_PARAMETERS}"
        yield found
