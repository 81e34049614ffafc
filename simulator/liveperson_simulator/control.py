"""The control API below /simulator/: it controls a simulator, needs no credential and is not logged."""

import json
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from liveperson_simulator import VERSION, rules, skill_referrers
from liveperson_simulator.credentials import CredentialError
from liveperson_simulator.errors import ApiError
from liveperson_simulator.faults import FaultError
from liveperson_simulator.knob import KnobError
from liveperson_simulator.messages import Body
from liveperson_simulator.skills import SKILLS
from liveperson_simulator.state import SeedError, State

IDENTITY = "liveperson-simulator"


class ControlRequest(NamedTuple):
    """A control request: the parameters of its path, and its body."""

    params: Mapping[str, str]
    body: Any


Work = Callable[[State, ControlRequest], Any]


def health(state: State) -> Body:
    """Return the name of the simulator, its version and its data file."""
    return {"simulator": IDENTITY, "version": VERSION, "data": str(state.path) if state.path else None}


def seed(state: State, sent: ControlRequest) -> None:
    """Add objects to an account."""
    with state.store.transaction(write=True):
        state.seed(sent.params["account"], sent.body)


def snapshot(state: State) -> Body:
    """Return the content of all accounts."""
    with state.store.transaction(write=False):
        return state.store.dump()


def restore(state: State, sent: ControlRequest) -> None:
    """Replace the content of all accounts."""
    with state.store.transaction(write=True):
        state.store.load(sent.body)


def set_knobs(state: State, sent: ControlRequest) -> Body:
    """Set some knobs."""
    state.knobs.set(sent.body)
    return dict(state.knobs.values())


def objects(state: State, sent: ControlRequest) -> Body:
    """Return a collection's objects, including deleted ones, and its revision."""
    collection = state.collection(sent.params["account"], sent.params["collection"])
    stored = state.store.objects(collection.account, collection.kind.name)
    return {"revision": collection.revision, "objects": stored}


def foreign(state: State, sent: ControlRequest) -> Body | None:
    """Write like a person in the console, now or (with `when`) when a matching request arrives."""
    account, name, body = sent.params["account"], sent.params["collection"], sent.body
    when = body.pop("when", None)
    if when is not None:
        state.check_foreign(account, name, body)
        state.faults.add_foreign(account, name, when, body)
        return None
    with state.store.transaction(write=True):
        return state.foreign(account, name, body)


def use_skill(state: State, sent: ControlRequest) -> None:
    """Set which kinds of objects that are not simulated use a skill."""
    with state.store.transaction(write=True):
        collection = state.collection(sent.params["account"], SKILLS.name)
        skill_referrers.mark(collection, rules.object_id(sent.params["id"]), sent.body)


ROUTES: tuple[tuple[str, str, Work], ...] = (
    ("GET", "health", lambda state, _: health(state)),
    ("POST", "reset", lambda state, _: state.reset()),
    ("POST", "seed/{account}", seed),
    ("GET", "snapshot", lambda state, _: snapshot(state)),
    ("PUT", "snapshot", restore),
    ("GET", "knobs", lambda state, _: dict(state.knobs.values())),
    ("PATCH", "knobs", set_knobs),
    ("PUT", "credentials", lambda state, sent: state.credentials.add(sent.body)),
    ("GET", "issued", lambda state, _: list(state.credentials.issued)),
    ("POST", "faults", lambda state, sent: state.faults.add(sent.body)),
    ("DELETE", "faults", lambda state, _: state.faults.clear()),
    ("GET", "requests", lambda state, _: list(state.log.entries)),
    ("DELETE", "requests", lambda state, _: state.log.entries.clear()),
    ("GET", "objects/{account}/{collection}", objects),
    ("POST", "foreign/{account}/{collection}", foreign),
    ("PUT", "used/{account}/skills/{id}", use_skill),
)


def endpoint(state: State, work: Work) -> Callable[[Request], Awaitable[Response]]:
    """Return a handler of control requests: 200 with a value, 204 without one, 400 with a reason."""

    def refusal(reason: str) -> Response:
        return JSONResponse({"error": state.credentials.redacted(reason)}, 400)

    async def answer(request: Request) -> Response:
        raw = await request.body()
        try:
            value = work(state, ControlRequest(request.path_params, json.loads(raw) if raw else {}))
        except (KnobError, FaultError, SeedError, CredentialError, ApiError) as error:
            return refusal(str(error))
        except (AttributeError, TypeError, KeyError, ValueError, sqlite3.Error) as error:
            return refusal(f"The request cannot be understood: {error!r}")
        return Response(status_code=204) if value is None else JSONResponse(value)

    return answer


def routes(state: State) -> list[Route]:
    """Return the control API's addresses."""
    return [
        Route(f"/simulator/{path}", endpoint(state, work), methods=[method]) for method, path, work in ROUTES
    ]
