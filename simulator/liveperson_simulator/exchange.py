"""Handles one request: method override, faults, foreign writes, latency, the operation, the log."""

import asyncio
import secrets
import time
from http import HTTPStatus
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from liveperson_simulator.account_config import Resource
from liveperson_simulator.connections import drop
from liveperson_simulator.errors import ApiError
from liveperson_simulator.faults import Fault
from liveperson_simulator.messages import Answer, Body, Call
from liveperson_simulator.state import State

OVERRIDES = ("PUT", "DELETE")
HTML = "<html><head><title>Error</title></head><body><h1>Service unavailable</h1></body></html>"


class Exchange:
    """The endpoint of one URL."""

    def __init__(self, state: State, resource: Resource) -> None:
        self._state = state
        self._resource = resource

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or close its connection if a fault requires that."""
        started = time.time()
        request = Request(scope, receive)
        try:
            call = _call(request, await request.body())
        except ClientDisconnect:
            return
        fault = self._state.faults.take(call)
        entry = self._state.log.arrived(
            call,
            started,
            self._state.credentials.redacted,
            account=call.params.get("account"),
            client_port=request.client.port if request.client else None,
            fault=fault.kind if fault else None,
        )
        latency = self._state.knobs.number("latency_ms") / 2000
        before = latency + ((fault.seconds or 0) if fault else 0)
        # Only the waits are asynchronous: delays overlap, and operations never run at the same time.
        if before:
            await asyncio.sleep(before)
        answer, revisions = self._work(call, fault)
        if latency:
            await asyncio.sleep(latency)
        dropped = fault is not None and fault.kind in {"drop_before", "drop_after"}
        self._state.log.answered(entry, status=None if dropped else answer.status, **revisions)
        if dropped:
            await drop(request, receive)
            return
        content = answer.content()
        response = Response(content, answer.status, dict(answer.headers), answer.content_type)
        if answer.status == HTTPStatus.NOT_MODIFIED or not content:
            del response.headers["content-type"]
        response.headers.update((fault.headers if fault else None) or {})
        await response(scope, receive, send)

    def _work(self, call: Call, fault: Fault | None) -> tuple[Answer, Body]:
        """Run everything that must not be interleaved with another request."""
        state, kind = self._state, self._resource.kind
        account = call.params.get("account", "")
        state.foreign_now(state.faults.take_foreign(call, "before"))
        self._background_writer(call)
        revision_in = state.store.revision(account, kind.name) if kind else None
        if fault and (fault.answers_instead or fault.kind == "drop_before"):
            answer = fault.answer()
        else:
            answer = self._handled(call)
        revision_out = state.store.revision(account, kind.name) if kind else None
        state.foreign_now(state.faults.take_foreign(call, "after"))
        if fault and fault.kind == "status_after":
            answer = fault.answer()
        return answer, {"revision_in": revision_in, "revision_out": revision_out}

    def _handled(self, call: Call) -> Answer:
        try:
            return self._resource.methods.get(call.method, self._no_handler)(self._state, call)
        except ApiError as error:
            return self._refusal(error)

    def _no_handler(self, state: State, call: Call) -> Answer:
        del state, call
        if self._resource.methods:
            raise ApiError("Method not allowed", status=405)
        raise ApiError("This address does not exist", status=404)

    def _refusal(self, error: ApiError) -> Answer:
        headers = (
            {"Allow": ", ".join(self._resource.methods)}
            if error.status == HTTPStatus.METHOD_NOT_ALLOWED
            else {}
        )
        kind = self._resource.kind
        form = self._state.knobs["error_body"] if kind else "json"
        if error.status == HTTPStatus.NOT_MODIFIED or form == "empty":
            return Answer(error.status, headers=headers)
        if form == "html":
            return Answer(error.status, headers=headers, raw=HTML, content_type="text/html")
        if form == "text":
            return Answer(error.status, headers=headers, raw=error.message, content_type="text/plain")
        type_ = error.type or (kind.name if kind else "simulator")
        message = self._state.credentials.redacted(error.message)
        body: dict[str, Any] = {"type": type_, "internalCode": error.code, "message": message}
        if form == "no_code":
            del body["internalCode"]
        return Answer(
            error.status, {name: value for name, value in body.items() if value is not None}, headers
        )

    def _background_writer(self, call: Call) -> None:
        kind, state = self._resource.kind, self._state
        account = call.params.get("account", "")
        if kind is None or call.method not in OVERRIDES or not state.store.has_account(account):
            return
        if secrets.randbelow(100) < state.knobs.number("background_writer"):
            with state.store.transaction(write=True):
                state.collection(account, kind.name).write([])


def _call(request: Request, body: bytes) -> Call:
    headers = dict(request.headers)
    override = headers.get("x-http-method-override", "").upper()
    tunnelled = request.method == "POST" and override in OVERRIDES
    return Call(
        method=override if tunnelled else request.method,
        wire_method=request.method,
        path=request.url.path,
        params=dict(request.path_params),
        query=dict(request.query_params),
        # A signature covers the original URL, in which a comma of the path may be %2C.
        url=str(request.url.replace(path=request.scope["raw_path"].decode("ascii"))),
        host=headers.get("host", ""),
        headers=headers,
        body=body,
    )
