"""The control API below /simulator/: it steers a simulator, asks for no credential and is not logged."""

import json
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from liveperson_simulator import VERSION
from liveperson_simulator.credentials import CredentialError
from liveperson_simulator.errors import ApiError
from liveperson_simulator.faults import FaultError
from liveperson_simulator.knob import KnobError
from liveperson_simulator.messages import Body
from liveperson_simulator.state import SeedError, State

IDENTITY = "liveperson-simulator"
Work = Callable[[State, Request, Any], Any]


def health(state: State, request: Request, body: Any) -> Body:
    """Say who answers here, and which data file it serves."""
    del request, body
    return {"simulator": IDENTITY, "version": VERSION, "data": str(state.path) if state.path else None}


def reset(state: State, request: Request, body: Any) -> None:
    """Go back to the seed and to the knobs of the start."""
    del request, body
    state.reset()


def seed(state: State, request: Request, body: Any) -> None:
    """Add objects to an account."""
    with state.store.transaction(write=True):
        state.seed(request.path_params["account"], body)


def snapshot(state: State, request: Request, body: Any) -> Body:
    """Return everything the accounts hold."""
    del request, body
    with state.store.transaction(write=False):
        return state.store.dump()


def restore(state: State, request: Request, body: Any) -> None:
    """Replace everything the accounts hold."""
    del request
    with state.store.transaction(write=True):
        state.store.load(body)


def show_knobs(state: State, request: Request, body: Any) -> Body:
    """Return all knobs."""
    del request, body
    return dict(state.knobs.values())


def set_knobs(state: State, request: Request, body: Any) -> Body:
    """Set some knobs."""
    state.knobs.set(body)
    return show_knobs(state, request, None)


def add_credentials(state: State, request: Request, body: Any) -> None:
    """Accept values of the privileged identity beside the built-in ones."""
    del request
    state.credentials.add(body)


def show_issued(state: State, request: Request, body: Any) -> list[str]:
    """Return the secrets that were given out."""
    del request, body
    return list(state.credentials.issued)


def add_fault(state: State, request: Request, body: Any) -> None:
    """Add a fault."""
    del request
    state.faults.add(body)


def clear_faults(state: State, request: Request, body: Any) -> None:
    """Forget all faults and waiting foreign writes."""
    del request, body
    state.faults.clear()


def show_requests(state: State, request: Request, body: Any) -> list[Body]:
    """Return the log."""
    del request, body
    return list(state.log.entries)


def clear_requests(state: State, request: Request, body: Any) -> None:
    """Empty the log."""
    del request, body
    state.log.entries.clear()


def objects(state: State, request: Request, body: Any) -> Body:
    """Return a collection's objects, the deleted ones too, and its revision."""
    del body
    collection = state.collection(request.path_params["account"], request.path_params["collection"])
    stored = state.store.objects(collection.account, collection.kind.name)
    return {"revision": collection.revision, "objects": stored}


def foreign(state: State, request: Request, body: Any) -> Body | None:
    """Write as somebody else, now or (with `when`) at the moment a matching request arrives."""
    account, name = request.path_params["account"], request.path_params["collection"]
    when = body.pop("when", None)
    if when is not None:
        state.check_foreign(account, name, body)
        state.faults.add_foreign(account, name, when, body)
        return None
    with state.store.transaction(write=True):
        return state.foreign(account, name, body)


def endpoint(state: State, work: Work) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers a control request: 200 with a value, 204 without one, 400 with a reason."""

    def refusal(reason: str) -> Response:
        return JSONResponse({"error": state.credentials.redacted(reason)}, 400)

    async def answer(request: Request) -> Response:
        raw = await request.body()
        try:
            value = work(state, request, json.loads(raw) if raw else {})
        except (KnobError, FaultError, SeedError, CredentialError, ApiError) as error:
            return refusal(str(error))
        except (AttributeError, TypeError, KeyError, ValueError, sqlite3.Error) as error:
            return refusal(f"The request cannot be understood: {error!r}")
        return Response(status_code=204) if value is None else JSONResponse(value)

    return answer


def routes(state: State) -> list[Route]:
    """Return the control API's addresses."""
    table: list[tuple[str, str, Work]] = [
        ("GET", "health", health),
        ("POST", "reset", reset),
        ("POST", "seed/{account}", seed),
        ("GET", "snapshot", snapshot),
        ("PUT", "snapshot", restore),
        ("GET", "knobs", show_knobs),
        ("PATCH", "knobs", set_knobs),
        ("PUT", "credentials", add_credentials),
        ("GET", "issued", show_issued),
        ("POST", "faults", add_fault),
        ("DELETE", "faults", clear_faults),
        ("GET", "requests", show_requests),
        ("DELETE", "requests", clear_requests),
        ("GET", "objects/{account}/{collection}", objects),
        ("POST", "foreign/{account}/{collection}", foreign),
    ]
    return [
        Route(f"/simulator/{path}", endpoint(state, work), methods=[method]) for method, path, work in table
    ]
