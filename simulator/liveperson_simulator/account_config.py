"""The account configuration API: the handling of requests that all kinds of objects share.

Query parameters, conditional GET, bulk forms, response headers and bodies. Each URL has the methods that
LivePerson documents for it; all others are answered 405.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from liveperson_simulator import access, rules, select
from liveperson_simulator.collection import Collection
from liveperson_simulator.domains import ACCOUNT, READ_ONLY_PREFIX
from liveperson_simulator.errors import InvalidError, NoDataFoundError, NotModifiedError
from liveperson_simulator.kind import KINDS, Kind
from liveperson_simulator.messages import Answer, Body, Call
from liveperson_simulator.response_variants import with_text_ids
from liveperson_simulator.state import State

Handler = Callable[[State, Call], Answer]
Operation = Callable[["Request"], Answer]
CREATED = 201
VERSION = re.compile(r"[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True)
class Resource:
    """A URL, the handlers of its methods, and the kind of object that it serves."""

    path: str
    methods: Mapping[str, Handler]
    kind: Kind | None = None


@dataclass(frozen=True)
class Request:
    """One request to a collection, inside its transaction; `lagging` is true on the read-only service."""

    state: State
    call: Call
    collection: Collection
    lagging: bool

    @property
    def if_match(self) -> str | None:
        """The unchanged If-Match header."""
        return self.call.headers.get("if-match")

    def answer(self, status: int, json: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Return an answer with the current revision in its headers."""
        selected = self.state.knobs["revision_header"]
        revision = str(self.visible_revision()[0])
        names = {"ac-revision": ["ac-revision"], "etag": ["ETag"], "both": ["ac-revision", "ETag"]}[selected]
        return Answer(status, json, dict.fromkeys(names, revision) | (headers or {}))

    def visible_revision(self) -> tuple[int, bool]:
        """Return the revision that this service shows, and whether it may be older than the current one."""
        collection, lag = self.collection, self.state.knobs["read_replica_lag"]
        if not self.lagging or lag == "0ms":
            return collection.revision, False
        unit = "milliseconds" if lag.endswith("ms") else "revisions"
        amount = {unit: int(lag.rstrip("msrev"))}
        name = collection.kind.name
        return collection.store.seen_by_replica(collection.account, name, **amount), True

    def objects(self) -> list[Body]:
        """Return all objects that this service shows, including deleted ones."""
        revision, behind = self.visible_revision()
        store, name, account = self.collection.store, self.collection.kind.name, self.collection.account
        return store.objects_at(account, name, revision) if behind else store.objects(account, name)

    def include_deleted(self) -> bool:
        """Return whether the request asks for deleted objects and the kind supports it."""
        honoured = self.collection.kind.shows_deleted(self.state.knobs)
        return honoured and self.call.query.get("include_deleted", "").lower() == "true"

    def shown(self, body: Body) -> Body:
        """Return a body in the format of an answer."""
        knobs, kind = self.state.knobs, self.collection.kind
        shown = kind.shown(body, knobs)
        return with_text_ids(shown, kind.ids) if knobs["id_type"] == "string" else shown

    def echo(self, sent: Any, written: list[Body]) -> list[Any]:
        """Return what the answer to a write contains: the written objects, the request's body, or nothing."""
        content = self.collection.kind.echo(self.call.method, self.state.knobs)
        if content == "request":
            return sent if isinstance(sent, list) else [sent]
        return [] if content == "empty" else [self.shown(body) for body in written]


def handler(kind: Kind, operation: Operation, *, write: bool = False, lagging: bool = False) -> Handler:
    """Return a handler that runs the common checks, then the operation in one transaction."""

    def handle(state: State, call: Call) -> Answer:
        account = call.params["account"]
        if not ACCOUNT.fullmatch(account):
            raise InvalidError("The account id is malformed")
        access.check(state, call, account)
        state.throttle(account)
        version = call.query.get("v")
        if version is None and state.knobs["missing_v"] == "reject400":
            raise InvalidError("v is required")
        if version is not None and not VERSION.fullmatch(version):
            raise InvalidError("v must be a number")
        collection = Collection(state.store, state.knobs, account, kind)
        with state.store.transaction(write=write):
            request = Request(state, call, collection, lagging)
            try:
                return operation(request)
            except NotModifiedError:
                return request.answer(304)

    return handle


def read_all(request: Request) -> Answer:
    """Answer with a list of summaries or of complete objects, depending on the kind and on `select`."""
    _refuse_unchanged(request)
    knobs, kind = request.state.knobs, request.collection.kind
    bodies = [body for body in request.objects() if request.include_deleted() or not body["deleted"]]
    if not bodies and knobs["empty_list"] == "404":
        raise NoDataFoundError
    selected = request.call.query.get("select")
    if selected is not None and kind.list_select(knobs) != "whole":
        if kind.list_select(knobs) == "reject400":
            raise InvalidError("select is not supported on this list")
        selected = None
    tree: select.Tree | None = None
    if kind.summary is not None:
        tree = select.parse(selected) if selected is not None else dict.fromkeys(kind.summary)
    shown = [request.shown(body) for body in bodies]
    return request.answer(200, shown if tree is None else select.project(shown, tree))


def read_one(request: Request) -> Answer:
    """Answer with one object, or with the fields in `select`."""
    id_ = rules.object_id(request.call.params["ids"])
    body = next((each for each in request.objects() if each["id"] == id_), None) if request.lagging else None
    if not request.lagging:
        collection = request.collection
        stored = collection.store.get(collection.account, collection.kind.name, id_)
        body = stored.body if stored else None
    deleted_shown = request.include_deleted() or request.state.knobs["deleted_get_by_id"] == "200"
    if body is None or (body["deleted"] and not deleted_shown):
        raise NoDataFoundError
    _refuse_unchanged(request)
    selected = request.call.query.get("select")
    shown = request.shown(body)
    if selected is not None and request.collection.kind.summary is not None:
        shown = select.project(shown, select.parse(selected))
    return request.answer(200, shown)


def create(request: Request) -> Answer:
    """Create one object or several; the answer is an array if the request is one, or if the kind says so."""
    sent = request.call.json()
    created = request.collection.create(sent if isinstance(sent, list) else [sent])
    everywhere = request.state.knobs["create_status"] == "201"
    status = request.collection.kind.created_status
    headers = {}
    if status == CREATED and len(created) == 1:
        headers["Location"] = f"{request.call.url.split('?')[0]}/{created[0]['id']}"
    shown = request.echo(sent, created)
    is_array = isinstance(sent, list) or request.collection.kind.echo("POST", request.state.knobs) == "array"
    return request.answer(CREATED if everywhere else status, shown if is_array else shown[0], headers)


def update_all(request: Request) -> Answer:
    """Replace the objects of an array."""
    sent = request.call.json()
    if not isinstance(sent, list):
        raise InvalidError("a PUT on the collection takes an array")
    shown = request.echo(sent, request.collection.update(sent, request.if_match))
    if not shown or request.state.knobs["put_echo"] == "empty":
        return request.answer(200)
    return request.answer(200, shown[0] if request.state.knobs["put_echo"] == "single" else shown)


def update_one(request: Request) -> Answer:
    """Replace the object of the path; the body must not contain another id."""
    kind = request.collection.kind
    kind.refuse_put_by_id(request.state.knobs)
    sent = request.call.json()
    if not isinstance(sent, dict):
        raise InvalidError("a PUT by id takes one object")
    id_ = rules.object_id(request.call.params["ids"])
    named = sent.get("id") if kind.put_names_id else sent.get("id") or id_
    if rules.object_id(named) != id_:
        raise InvalidError("the id of the body must be the id of the path")
    shown = request.echo(sent, request.collection.update([sent | {"id": id_}], request.if_match))
    is_empty = not shown or request.state.knobs["put_echo"] == "empty"
    return request.answer(200, None if is_empty else shown[0])


def delete_path(request: Request) -> Answer:
    """Delete the object of the path, or several by comma-separated ids if the kind supports that."""
    path = request.call.params["ids"]
    ids = path.split(",") if request.collection.kind.deletes_several else [path]
    deleted = request.collection.delete([rules.object_id(id_) for id_ in ids], request.if_match)
    shown = request.echo(None, deleted)
    return request.answer(200, shown[0] if len(shown) == 1 else shown or None)


def delete_listed(request: Request) -> Answer:
    """Delete the objects whose ids the body lists as strings."""
    sent = request.call.json()
    if not isinstance(sent, list) or not all(isinstance(id_, str) for id_ in sent):
        raise InvalidError("the body must be an array of ids, which are strings")
    deleted = request.collection.delete([rules.object_id(id_) for id_ in sent], request.if_match)
    return request.answer(200, request.echo(sent, deleted) or None)


def _refuse_unchanged(request: Request) -> None:
    if request.if_match == str(request.visible_revision()[0]):
        raise NotModifiedError


def resources() -> list[Resource]:
    """Return the URLs of all collections, for the read-write service and for the read-only one."""
    found = []
    for kind in KINDS.values():
        path = f"/api/account/{{account}}/configuration/{kind.family}/{kind.name}"
        on_collection = {"POST": create}
        if kind.puts_several:
            on_collection["PUT"] = update_all
        if kind.deletes_listed:
            on_collection["DELETE"] = delete_listed
        on_object = {"PUT": update_one, "DELETE": delete_path}
        for suffix, read, writes in (("", read_all, on_collection), ("/{ids}", read_one, on_object)):
            methods = {method: handler(kind, each, write=True) for method, each in writes.items()}
            found.append(Resource(path + suffix, {"GET": handler(kind, read)} | methods, kind))
            lagging = {"GET": handler(kind, read, lagging=True)}
            found.append(Resource(f"/{READ_ONLY_PREFIX}{path}{suffix}", lagging, kind))
    return found
