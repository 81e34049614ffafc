"""Stands between a provider and the simulator, and keeps the bodies that go through."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import requests


class Recorder:
    """Passes every request on, and keeps method and JSON body of those that have one."""

    def __init__(self, url: str) -> None:
        recorder = self
        self.bodies: list[tuple[str, Any]] = []

        class Handler(BaseHTTPRequestHandler):
            def pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.headers.get("Content-Type") == "application/json":
                    recorder.bodies.append((self.command, json.loads(body)))
                # With the host it was sent to, the Domain API names this address for the other services too.
                headers = {name: value for name, value in self.headers.items() if name != "Connection"}
                with requests.Session() as session:
                    session.trust_env = False
                    answer = session.request(self.command, url + self.path, headers=headers, data=body)
                self.send_response(answer.status_code)
                for name in ("Content-Type", "ac-revision"):
                    if name in answer.headers:
                        self.send_header(name, answer.headers[name])
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            do_GET = do_POST = do_PUT = do_DELETE = pass_on  # noqa: N815 - http.server's names

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
