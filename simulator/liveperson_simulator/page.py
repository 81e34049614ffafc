"""The page at /: the content of the accounts and the last requests, for people."""

import base64
import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from liveperson_simulator import VERSION, clock, event_text
from liveperson_simulator.markup import badge, heading, note
from liveperson_simulator.messages import Body
from liveperson_simulator.shift_status import hours_of_skills
from liveperson_simulator.skill_page import SkillNames, skill_item
from liveperson_simulator.state import State

STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")
SCRIPT = (Path(__file__).parent / "page.js").read_text("utf-8")
SCRIPT_HASH = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
SCRIPT_POLICY = f"script-src 'sha256-{SCRIPT_HASH}'; connect-src 'self'"
POLICY = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; {SCRIPT_POLICY}"
SHOWN_OBJECTS = 100
SHOWN_REQUESTS = 50
STATE_CLASSES = {"Online": "good", "Occupied": "warn", "Away": "accent"}


def routes(state: State) -> list[Route]:
    """Return the route of the page."""

    async def show(request: Request) -> HTMLResponse:
        return HTMLResponse(page(state, str(request.base_url)), headers={"Content-Security-Policy": POLICY})

    return [Route("/", show)]


def page(state: State, url: str) -> str:
    """Return the HTML of the page."""
    with state.store.transaction(write=False):
        accounts = "".join(_account(state, account) for account in state.store.accounts())
    data = f"data in {state.path}" if state.path else "data in memory"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<title>LivePerson simulator</title><style>{STYLE}</style></head><body><main>"
        f'<h1>LivePerson simulator <span class="quiet small">{VERSION}</span></h1>'
        f'<p class="quiet small">{escape(url)}, {escape(data)}</p>{_knobs(state)}{accounts}'
        f"<h2>Last requests</h2>{_requests(state)}</main><script>{SCRIPT}</script></body></html>"
    )


def _knobs(state: State) -> str:
    changed = state.knobs.changed()
    if not changed:
        return ""
    shown = " ".join(badge(f"{name} = {value}", "warn") for name, value in changed.items())
    return f'<p class="small">Knobs: {shown}</p>'


def _account(state: State, account: str) -> str:
    def objects(collection: str) -> list[Body]:
        return [body for body in state.store.objects(account, collection) if not body["deleted"]]

    def card(collection: str, title: str, items: Iterable[str], empty: str) -> str:
        listed = list(items)
        more = len(listed) - SHOWN_OBJECTS
        shown = listed[:SHOWN_OBJECTS] + ([f'<span class="quiet">and {more} more</span>'] if more > 0 else [])
        content = "".join(f"<li>{item}</li>" for item in shown)
        revision = state.store.revision(account, collection)
        count = f'<span class="quiet">{len(listed)}</span>'
        return (
            f'<section class="card"><h3><span>{title} {count}</span>'
            f'<span class="quiet small">revision {revision}</span></h3>'
            + (f"<ul>{content}</ul>" if content else f'<p class="quiet">{empty}</p>')
            + "</section>"
        )

    skills = objects("skills")
    occasions, workdays = objects("specialoccasion"), objects("workinghours")
    reasons = objects("status-reasons")
    is_seeded = state.store.revision(account, "skills") <= state.knobs.number("first_revision") + 1
    if is_seeded and not (occasions or workdays or reasons):
        own = ", ".join(str(skill.get("name")) for skill in skills)
        nothing = '<span class="quiet">No special occasions, status reasons or workdays. Skills:</span>'
        return f'<h2>Account {escape(account)}</h2><section class="card">{nothing} {escape(own)}</section>'
    names = SkillNames(workdays, occasions, skills)
    left = card(
        "specialoccasion", "Special occasions", (_occasion(each, skills) for each in occasions), "None yet"
    ) + card("skills", "Skills", _skills(state, account, skills, names), "None")
    right = card("status-reasons", "Status reasons", map(_status_reason, reasons), "None yet") + card(
        "workinghours", "Workdays", (_workdays(each, skills) for each in workdays), "None yet"
    )
    return (
        f'<h2>Account {escape(account)}</h2><div class="columns"><div class="column">{left}</div>'
        f'<div class="column">{right}</div></div>'
    )


def _users(body: Body, skills: list[Body], reference: str) -> str:
    names = [str(skill.get("name")) for skill in skills if skill.get(reference) == body["id"]]
    return f'<p class="small">Used by {escape(", ".join(names))}</p>' if names else ""


def _events(body: Body) -> list[object]:
    events = body.get("events")
    return events if isinstance(events, list) else []


def _occasion(body: Body, skills: list[Body]) -> str:
    shown = ""
    for event in _events(body):
        when, zone = event_text.described(event, event_text.occasion)
        meta = event.get("meta") if isinstance(event, dict) else None
        meta = meta if isinstance(meta, dict) else {}
        working = bool(meta.get("working"))
        opening = "open" if working else "closed"
        mark = badge(opening, "good" if working else "bad")
        name = str(meta.get("name", ""))
        label = escape(zone if name in ("", opening) else f"{name}, {zone}")
        side = "on" if working else "off"
        shown += f'<span class="event {side}">{when} {mark} <span class="quiet small">{label}</span></span>'
    default = badge("default", "accent") if body.get("isDefault") else ""
    return heading(body, default) + note(body) + shown + _users(body, skills, "specialOccasionId")


def _workdays(body: Body, skills: list[Body]) -> str:
    described = (event_text.described(event, event_text.shift) for event in _events(body))
    shown = "".join(
        f'<span class="event on">{when} <span class="quiet small">{escape(zone)}</span></span>'
        for when, zone in described
    )
    default = badge("default", "accent") if body.get("isDefault") else ""
    return heading(body, default) + note(body) + shown + _users(body, skills, "workingHoursId")


def _status_reason(body: Body) -> str:
    state = str(body.get("state", "?"))
    badges = badge(state, STATE_CLASSES.get(state, "warn"))
    return heading(body, badges + ("" if body.get("enabled", True) else badge("disabled", "bad")))


def _skills(state: State, account: str, skills: list[Body], names: SkillNames) -> Iterator[str]:
    hours, now = hours_of_skills(state.store, state.knobs, account), clock.utc(state.knobs)
    for body in skills:
        referrers = state.store.referrers(account, "skills", body["id"])
        yield skill_item(body, names, referrers, is_open=hours[body["id"]].is_open(now))


def _status(entry: Body) -> str:
    status = entry["status"]
    if entry["milliseconds"] is None:
        return badge("waiting", "accent")
    if status is None:
        return badge("dropped", "bad")
    kinds = {2: "good", 3: "accent", 4: "warn"}
    return badge(status, kinds.get(status // 100, "bad"))


def _path(path: str) -> str:
    """Return a path with line breaks at its slashes; a narrow screen hides the common parts."""
    shown = escape(path).replace("/", "/<wbr>")
    for common in ("/<wbr>api/<wbr>account/<wbr>", "configuration/<wbr>"):
        shown = shown.replace(common, f'<span class="wide">{common}</span>', 1)
    return shown


def _requests(state: State) -> str:
    rows = ""
    for entry in list(state.log.entries)[-SHOWN_REQUESTS:][::-1]:
        at = datetime.fromtimestamp(entry["time"], UTC).strftime("%H:%M:%S")
        before, after = entry["revision_in"], entry["revision_out"]
        revision = "" if after is None else f"{after}" if before == after else f"{before} → {after}"
        took = "" if entry["milliseconds"] is None else f"{entry['milliseconds']:.1f} ms"
        query = f"?{entry['query']}" if entry["query"] else ""
        rows += (
            f'<tr><td class="wide quiet">{at}</td><td>{escape(entry["method"])}</td><td>{_status(entry)}</td>'
            f'<td class="mono">{_path(entry["path"])}<span class="quiet">{escape(query)}</span></td>'
            f'<td class="wide number">{escape(entry["if_match"] or "")}</td>'
            f'<td class="wide number">{revision}</td>'
            f'<td class="wide number quiet">{took}</td></tr>'
        )
    if not rows:
        return '<section class="card"><p class="quiet">None yet</p></section>'
    head = (
        '<th class="wide">time, UTC</th><th>method</th><th>status</th><th>path</th><th class="wide number">'
        'If-Match</th><th class="wide number">revision</th><th class="wide number">took</th>'
    )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<section class="card scroll">{table}</section>'
